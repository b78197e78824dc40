package function

import (
	"math"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"tglambda.example/providers/internal/double"
)

func functionSchema() schema.Schema {
	return schema.Schema{
		Attributes: map[string]schema.Attribute{
			"architectures": schema.ListAttribute{
				Optional: true, Computed: true, ElementType: types.StringType,
				PlanModifiers: []planmodifier.List{listplanmodifier.UseStateForUnknown()},
				Validators:    []validator.List{double.AtMost(1)},
			},
			"arn":                            computed(),
			"code_sha256":                    computed(),
			"code_signing_config_arn":        optionalARN(),
			"description":                    optional(),
			"filename":                       optional(),
			"function_name":                  schema.StringAttribute{Required: true, PlanModifiers: replaces()},
			"handler":                        optional(),
			"id":                             computed(),
			"image_uri":                      optional(),
			"invoke_arn":                     computed(),
			"kms_key_arn":                    optionalARN(),
			"last_modified":                  computed(),
			"layers":                         layers(),
			"memory_size":                    number(128, 128, 10240),
			"package_type":                   packageType(),
			"publish":                        flag(),
			"qualified_arn":                  computed(),
			"qualified_invoke_arn":           computed(),
			"region":                         region(),
			"replacement_security_group_ids": stringSet(),
			"replace_security_groups_on_destroy": schema.BoolAttribute{
				Optional: true,
			},
			"reserved_concurrent_executions": number(-1, -1, math.MaxInt32),
			"role":                           schema.StringAttribute{Required: true, Validators: arns()},
			"runtime":                        optional(),
			"s3_bucket":                      optional(),
			"s3_key":                         optional(),
			"s3_object_version":              optional(),
			"signing_job_arn":                computed(),
			"signing_profile_version_arn":    computed(),
			"skip_destroy":                   flag(),
			"source_code_hash":               optionalComputed(),
			"source_code_size": schema.Int64Attribute{
				Computed: true, PlanModifiers: []planmodifier.Int64{int64planmodifier.UseStateForUnknown()},
			},
			"source_kms_key_arn": optionalARN(),
			"tags":               schema.MapAttribute{Optional: true, ElementType: types.StringType},
			"tags_all":           schema.MapAttribute{Optional: true, Computed: true, ElementType: types.StringType},
			"timeout":            number(3, 1, 900),
			"version":            computed(),
		},
		Blocks: functionBlocks(),
	}
}

func optional() schema.Attribute {
	return schema.StringAttribute{Optional: true}
}

func optionalARN() schema.Attribute {
	return schema.StringAttribute{Optional: true, Validators: arns()}
}

// computed keeps its value from plan to plan, until a rule of the resource says that it will change.
func computed() schema.Attribute {
	return schema.StringAttribute{Computed: true, PlanModifiers: keeps()}
}

func optionalComputed() schema.Attribute {
	return schema.StringAttribute{Optional: true, Computed: true, PlanModifiers: keeps()}
}

func flag() schema.Attribute {
	return schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(false)}
}

func number(otherwise, least, most int64) schema.Attribute {
	return schema.Int64Attribute{
		Optional: true, Computed: true, Default: int64default.StaticInt64(otherwise),
		Validators: []validator.Int64{double.Between(least, most)},
	}
}

func layers() schema.Attribute {
	return schema.ListAttribute{
		Optional: true, ElementType: types.StringType, Validators: []validator.List{double.AtMost(5)},
	}
}

func packageType() schema.Attribute {
	return schema.StringAttribute{
		Optional: true, Computed: true, Default: stringdefault.StaticString("Zip"), PlanModifiers: replaces(),
		Validators: []validator.String{double.OneOf("Zip", "Image")},
	}
}

func region() schema.Attribute {
	return schema.StringAttribute{
		Optional: true, Computed: true,
		PlanModifiers: append(keeps(), replaces()...),
	}
}

func stringSet() schema.Attribute {
	return schema.SetAttribute{Optional: true, ElementType: types.StringType}
}

func arns() []validator.String {
	return []validator.String{double.IsARN()}
}

func keeps() []planmodifier.String {
	return []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
}

func replaces() []planmodifier.String {
	return []planmodifier.String{stringplanmodifier.RequiresReplace()}
}
