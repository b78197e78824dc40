package function

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// codeSources are the attributes of which exactly one says where the code is.
var codeSources = []string{"filename", "image_uri", "s3_bucket"}

// ValidateConfig checks what concerns several attributes at once.
func (f *function) ValidateConfig(
	ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse,
) {
	values := map[string]types.String{}
	for _, name := range []string{"filename", "image_uri", "s3_bucket", "s3_key", "s3_object_version"} {
		var value types.String
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(name), &value)...)
		values[name] = value
	}
	if resp.Diagnostics.HasError() {
		return
	}

	var given []string
	for _, name := range codeSources {
		if values[name].IsUnknown() {
			return
		}
		if values[name].ValueString() != "" {
			given = append(given, name)
		}
	}
	all := "`" + strings.Join(codeSources, ",") + "`"
	switch {
	case len(given) == 0:
		resp.Diagnostics.AddError("Invalid combination of arguments", "one of "+all+" must be specified")
	case len(given) > 1:
		resp.Diagnostics.AddError("Invalid combination of arguments",
			"only one of "+all+" can be specified, but `"+strings.Join(given, ",")+"` were specified.")
	}
	if values["s3_bucket"].IsNull() != values["s3_key"].IsNull() {
		resp.Diagnostics.AddError("Missing required argument", "all of `s3_bucket,s3_key` must be specified")
	}
	if !values["s3_object_version"].IsNull() && values["s3_bucket"].IsNull() {
		resp.Diagnostics.AddError("Conflicting configuration arguments",
			"\"s3_object_version\": conflicts with "+strings.Join(given, ","))
	}
}
