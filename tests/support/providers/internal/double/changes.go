package double

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// AnyChanged tells whether a plan differs from the prior state in any of these top-level attributes or blocks. A
// value that is not known yet counts as a change.
func AnyChanged(
	ctx context.Context, plan tfsdk.Plan, state tfsdk.State, names []string, diags *diag.Diagnostics,
) bool {
	for _, name := range names {
		var planned, prior attr.Value
		diags.Append(plan.GetAttribute(ctx, path.Root(name), &planned)...)
		diags.Append(state.GetAttribute(ctx, path.Root(name), &prior)...)
		if diags.HasError() {
			return false
		}
		if !planned.Equal(prior) {
			return true
		}
	}
	return false
}
