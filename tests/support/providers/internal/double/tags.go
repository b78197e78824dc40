package double

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"tglambda.example/providers/internal/settings"
)

// PlanTags sets tags_all to the resource's tags laid over the provider's default tags, or to unknown as long as
// one of them is.
func PlanTags(ctx context.Context, plan *tfsdk.Plan, configured settings.Settings, diags *diag.Diagnostics) {
	all := types.MapUnknown(types.StringType)
	if tags, known := ReadTags(ctx, *plan, diags); known {
		merged, more := types.MapValueFrom(ctx, types.StringType, configured.Tagged(tags))
		diags.Append(more...)
		all = merged
	}
	diags.Append(plan.SetAttribute(ctx, path.Root("tags_all"), all)...)
}

// ReadTags reads the tags attribute, and whether all of it is known.
func ReadTags(ctx context.Context, plan tfsdk.Plan, diags *diag.Diagnostics) (map[string]string, bool) {
	var tags types.Map
	diags.Append(plan.GetAttribute(ctx, path.Root("tags"), &tags)...)
	if tags.IsUnknown() {
		return nil, false
	}
	known := make(map[string]string, len(tags.Elements()))
	for key, value := range tags.Elements() {
		text, ok := value.(types.String)
		if !ok || text.IsUnknown() {
			return nil, false
		}
		known[key] = text.ValueString()
	}
	return known, true
}
