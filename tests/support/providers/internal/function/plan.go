package function

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"tglambda.example/providers/internal/double"
)

// codeUpdate are the attributes whose change uploads the code again: architectures too, so that a module that
// ignores changes of the file name and the hash can still put back old code.
var codeUpdate = []string{
	"architectures", "filename", "image_uri", "s3_bucket", "s3_key", "s3_object_version", "source_code_hash",
	"source_kms_key_arn",
}

// configurationUpdate are the attributes and blocks whose change updates the function's configuration.
var configurationUpdate = []string{
	"dead_letter_config", "description", "environment", "ephemeral_storage", "file_system_config", "handler",
	"image_config", "kms_key_arn", "layers", "logging_config", "memory_size", "role", "runtime", "snap_start",
	"timeout", "tracing_config", "vpc_config",
}

// ModifyPlan is what the provider adds to a plan beyond its schema.
func (f *function) ModifyPlan(
	ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
) {
	destroys := req.Plan.Raw.IsNull()
	if destroys {
		return
	}
	requireHandlerAndRuntime(ctx, req.Plan, &resp.Diagnostics)
	f.planRegion(ctx, &resp.Plan, &resp.Diagnostics)
	double.PlanTags(ctx, &resp.Plan, f.configured, &resp.Diagnostics)
	if updates := !req.State.Raw.IsNull(); updates && !resp.Diagnostics.HasError() {
		planUpdate(ctx, &resp.Plan, req.State, &resp.Diagnostics)
	}
}

// planUpdate is the code update rule.
func planUpdate(ctx context.Context, plan *tfsdk.Plan, state tfsdk.State, diags *diag.Diagnostics) {
	code := double.AnyChanged(ctx, *plan, state, codeUpdate, diags)
	configuration := double.AnyChanged(ctx, *plan, state, configurationUpdate, diags)
	published := double.AnyChanged(ctx, *plan, state, []string{"publish"}, diags)
	if code {
		markUnknown(ctx, plan, diags, "last_modified", "code_sha256")
		diags.Append(plan.SetAttribute(ctx, path.Root("source_code_size"), types.Int64Unknown())...)
	}
	var publish types.Bool
	diags.Append(plan.GetAttribute(ctx, path.Root("publish"), &publish)...)
	if publish.ValueBool() && (code || configuration || published) {
		markUnknown(ctx, plan, diags, "version", "qualified_arn", "qualified_invoke_arn")
	}
}

func markUnknown(ctx context.Context, plan *tfsdk.Plan, diags *diag.Diagnostics, names ...string) {
	for _, name := range names {
		diags.Append(plan.SetAttribute(ctx, path.Root(name), types.StringUnknown())...)
	}
}

func requireHandlerAndRuntime(ctx context.Context, plan tfsdk.Plan, diags *diag.Diagnostics) {
	if readString(ctx, plan, "package_type", diags) != "Zip" {
		return
	}
	missing := slices.ContainsFunc([]string{"handler", "runtime"}, func(name string) bool {
		var value types.String
		diags.Append(plan.GetAttribute(ctx, path.Root(name), &value)...)
		return !value.IsUnknown() && value.ValueString() == ""
	})
	if missing {
		diags.AddError("handler and runtime must be set when PackageType is Zip", "")
	}
}

// planRegion gives a function without a region of its own the provider's.
func (f *function) planRegion(ctx context.Context, plan *tfsdk.Plan, diags *diag.Diagnostics) {
	var region types.String
	diags.Append(plan.GetAttribute(ctx, path.Root("region"), &region)...)
	if region.IsUnknown() && f.configured.Region != "" {
		diags.Append(plan.SetAttribute(ctx, path.Root("region"), f.configured.Region)...)
	}
}
