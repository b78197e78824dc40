// Command providers is doubles of Terraform providers: they let the tests run real plans and applies of Lambda
// modules with a real Terraform or OpenTofu, without an account, credentials or a network. What they claim is in
// the README beside this file. One program is all of them: it is what its file name says, as in
// terraform-provider-random_v3.7.2.
package main

import (
	"context"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"tglambda.example/providers/internal/aws"
	"tglambda.example/providers/internal/small"
)

func main() {
	name := strings.TrimPrefix(filepath.Base(os.Args[0]), "terraform-provider-")
	name, _, _ = strings.Cut(name, "_")
	made, err := double(name)
	if err != nil {
		log.Fatal(err)
	}
	// Both Terraform and OpenTofu look a provider up by address only in a debugging session, so one registry will do.
	err = providerserver.Serve(context.Background(), made, providerserver.ServeOpts{
		Address:         "registry.terraform.io/hashicorp/" + name,
		ProtocolVersion: 5,
	})
	if err != nil {
		log.Fatal(err)
	}
}

func double(name string) (func() provider.Provider, error) {
	if name == "aws" {
		return aws.New, nil
	}
	return small.New(name)
}
