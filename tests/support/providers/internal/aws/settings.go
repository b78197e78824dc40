package aws

import (
	"cmp"
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"tglambda.example/providers/internal/settings"
)

// readSettings takes from the provider block what resources need. Parts that are not known yet stay empty: the
// provider is configured again, with everything known, for the apply.
func readSettings(ctx context.Context, config tfsdk.Config, diags *diag.Diagnostics) settings.Settings {
	region := readString(ctx, config, path.Root("region"), diags)
	configured := settings.Settings{
		Region:      cmp.Or(region.ValueString(), os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION")),
		AccountID:   readAccount(ctx, config, diags),
		DefaultTags: readDefaultTags(ctx, config, diags),
	}
	if configured.Region == "" && !region.IsUnknown() {
		diags.AddAttributeError(path.Root("region"), "invalid AWS Region: ", "The provider block names no region.")
	}
	return configured
}

func readAccount(ctx context.Context, config tfsdk.Config, diags *diag.Diagnostics) string {
	var allowed types.Set
	diags.Append(config.GetAttribute(ctx, path.Root("allowed_account_ids"), &allowed)...)
	if elements := allowed.Elements(); len(elements) == 1 {
		if id, ok := elements[0].(types.String); ok && id.ValueString() != "" {
			return id.ValueString()
		}
	}
	if blocks(ctx, config, "assume_role", diags) == 0 {
		return ""
	}
	role := readString(ctx, config, path.Root("assume_role").AtListIndex(0).AtName("role_arn"), diags)
	return settings.AccountOf(role.ValueString())
}

func readDefaultTags(ctx context.Context, config tfsdk.Config, diags *diag.Diagnostics) map[string]string {
	if blocks(ctx, config, "default_tags", diags) == 0 {
		return nil
	}
	var tags types.Map
	diags.Append(config.GetAttribute(ctx, path.Root("default_tags").AtListIndex(0).AtName("tags"), &tags)...)
	known := make(map[string]string, len(tags.Elements()))
	for key, value := range tags.Elements() {
		if text, ok := value.(types.String); ok && !text.IsUnknown() {
			known[key] = text.ValueString()
		}
	}
	return known
}

func readString(ctx context.Context, config tfsdk.Config, at path.Path, diags *diag.Diagnostics) types.String {
	var value types.String
	diags.Append(config.GetAttribute(ctx, at, &value)...)
	return value
}

// blocks is the number of blocks of that name, none when it is not known.
func blocks(ctx context.Context, config tfsdk.Config, name string, diags *diag.Diagnostics) int {
	var value types.List
	diags.Append(config.GetAttribute(ctx, path.Root(name), &value)...)
	return len(value.Elements())
}
