package function

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"tglambda.example/providers/internal/double"
)

func functionBlocks() map[string]schema.Block {
	return map[string]schema.Block{
		"dead_letter_config": single(map[string]schema.Attribute{
			"target_arn": schema.StringAttribute{Required: true, Validators: arns()},
		}),
		"environment": single(map[string]schema.Attribute{
			"variables": schema.MapAttribute{Optional: true, ElementType: types.StringType},
		}),
		"ephemeral_storage": single(map[string]schema.Attribute{
			"size": schema.Int64Attribute{
				Optional: true, Computed: true,
				PlanModifiers: []planmodifier.Int64{int64planmodifier.UseStateForUnknown()},
				Validators:    []validator.Int64{double.Between(512, 10240)},
			},
		}),
		"file_system_config": single(map[string]schema.Attribute{
			"arn":              schema.StringAttribute{Required: true, Validators: arns()},
			"local_mount_path": schema.StringAttribute{Required: true},
		}),
		"image_config": single(map[string]schema.Attribute{
			"command":           schema.ListAttribute{Optional: true, ElementType: types.StringType},
			"entry_point":       schema.ListAttribute{Optional: true, ElementType: types.StringType},
			"working_directory": optional(),
		}),
		"logging_config": single(map[string]schema.Attribute{
			"application_log_level": optional(),
			"log_format":            choice("JSON", "Text"),
			"log_group":             optionalComputed(),
			"system_log_level":      optional(),
		}),
		"snap_start": single(map[string]schema.Attribute{
			"apply_on":            choice("PublishedVersions", "None"),
			"optimization_status": computed(),
		}),
		"timeouts": schema.SingleNestedBlock{Attributes: map[string]schema.Attribute{
			"create": optional(),
			"delete": optional(),
			"update": optional(),
		}},
		"tracing_config": single(map[string]schema.Attribute{
			"mode": choice("Active", "PassThrough"),
		}),
		"vpc_config": single(map[string]schema.Attribute{
			"ipv6_allowed_for_dual_stack": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
			},
			"security_group_ids": schema.SetAttribute{Required: true, ElementType: types.StringType},
			"subnet_ids":         schema.SetAttribute{Required: true, ElementType: types.StringType},
			"vpc_id":             computed(),
		}),
	}
}

// single is a block that may be written once. It is a list of one, as in the real provider's schema: modules
// read it as `environment[0].variables`.
func single(attributes map[string]schema.Attribute) schema.Block {
	return schema.ListNestedBlock{
		NestedObject: schema.NestedBlockObject{Attributes: attributes},
		Validators:   []validator.List{double.AtMost(1)},
	}
}

func choice(of ...string) schema.Attribute {
	return schema.StringAttribute{Required: true, Validators: []validator.String{double.OneOf(of...)}}
}
