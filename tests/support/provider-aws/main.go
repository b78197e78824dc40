// Command terraform-provider-aws is a double of the AWS provider: it lets the tests run real plans and applies
// of Lambda modules with a real Terraform or OpenTofu, without an account, credentials or a network.
//
// What it shows as the real provider does:
//
//   - the schema: every attribute and block that an ordinary Lambda module or provider block sets, its types,
//     defaults and checks, so that a plan's `change.after` and `after_unknown` can be read as the real ones;
//   - the code update rule: a change of filename, source_code_hash, s3_*, image_uri, source_kms_key_arn or
//     architectures is a code update and makes last_modified unknown in the plan; with `publish = true` any
//     update makes version, qualified_arn and qualified_invoke_arn unknown;
//   - apply reads the file that `filename` names, and fails with the real provider's message when it is missing.
//
// What it cannot show:
//
//   - AWS itself. Nothing is stored but Terraform's state, so there is no drift, no other writer, no permission,
//     quota or name conflict, and import and reading back are not possible.
//   - The looseness of the real provider's older plugin protocol library. There, code_sha256 and
//     source_code_size keep their old values in the plan of a code update; here they are unknown. There,
//     ephemeral_storage, logging_config and tracing_config that are not configured are unknown at first; here
//     such blocks stay empty. There, "" and null are often the same; here they are not.
//   - Code it cannot read: for s3_* and image_uri, code_sha256 is a hash of the address and the size is zero.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"tglambda.example/provider-aws/internal/provider"
)

// Both Terraform and OpenTofu look the provider up by address only in a debugging session, so one will do.
const address = "registry.terraform.io/hashicorp/aws"

func main() {
	err := providerserver.Serve(context.Background(), provider.New, providerserver.ServeOpts{
		Address:         address,
		ProtocolVersion: 5,
	})
	if err != nil {
		log.Fatal(err)
	}
}
