package function

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"tglambda.example/providers/internal/double"
)

// wantedFunction is the part of a plan that decides what AWS would fill in.
type wantedFunction struct {
	name, region, role string
	filename, imageURI string

	s3Bucket, s3Key, s3ObjectVersion string

	publish bool
	tags    map[string]string
}

func readFunction(ctx context.Context, plan tfsdk.Plan, diags *diag.Diagnostics) wantedFunction {
	var publish types.Bool
	diags.Append(plan.GetAttribute(ctx, path.Root("publish"), &publish)...)
	tags, _ := double.ReadTags(ctx, plan, diags)
	text := func(name string) string { return readString(ctx, plan, name, diags) }
	return wantedFunction{
		name:            text("function_name"),
		region:          text("region"),
		role:            text("role"),
		filename:        text("filename"),
		imageURI:        text("image_uri"),
		s3Bucket:        text("s3_bucket"),
		s3Key:           text("s3_key"),
		s3ObjectVersion: text("s3_object_version"),
		publish:         publish.ValueBool(),
		tags:            tags,
	}
}

// attributes is a plan or a state.
type attributes interface {
	GetAttribute(ctx context.Context, at path.Path, target any) diag.Diagnostics
}

// readString is the text of an attribute, empty when it is null or unknown.
func readString(ctx context.Context, from attributes, name string, diags *diag.Diagnostics) string {
	var value types.String
	diags.Append(from.GetAttribute(ctx, path.Root(name), &value)...)
	return value.ValueString()
}
