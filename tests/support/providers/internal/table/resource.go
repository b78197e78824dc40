package table

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"tglambda.example/providers/internal/double"
	"tglambda.example/providers/internal/settings"
)

// generic is any resource of a table.
type generic struct {
	entity     Entity
	configured settings.Settings
}

var (
	_ resource.ResourceWithConfigure  = (*generic)(nil)
	_ resource.ResourceWithModifyPlan = (*generic)(nil)
)

// Resources makes those of the entities that are resources.
func Resources(entities []Entity) []func() resource.Resource {
	var made []func() resource.Resource
	for _, entity := range entities {
		if !entity.Data {
			made = append(made, func() resource.Resource { return &generic{entity: entity} })
		}
	}
	return made
}

func (g *generic) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = g.entity.Name
}

func (g *generic) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: g.entity.resourceAttributes(), Blocks: g.entity.resourceBlocks()}
}

func (g *generic) Configure(_ context.Context, req resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := req.ProviderData.(settings.Settings); ok {
		g.configured = configured
	}
}

// ModifyPlan keeps what AWS filled in earlier, and says which changes make the object anew.
func (g *generic) ModifyPlan(
	ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
) {
	if req.Plan.Raw.IsNull() {
		return
	}
	if !req.State.Raw.IsNull() {
		g.keep(req, resp)
	}
	if g.entity.Regional && g.configured.Region != "" {
		var region types.String
		resp.Diagnostics.Append(resp.Plan.GetAttribute(ctx, path.Root("region"), &region)...)
		if region.IsUnknown() {
			resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("region"), g.configured.Region)...)
		}
	}
	if g.entity.Tagged {
		double.PlanTags(ctx, &resp.Plan, g.configured, &resp.Diagnostics)
	}
}

func (g *generic) keep(req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	config, planned, prior := fields(req.Config.Raw), fields(req.Plan.Raw), fields(req.State.Raw)
	for _, attribute := range g.entity.Attributes {
		name := attribute.Name
		if !planned[name].IsKnown() && config[name].IsNull() {
			planned[name] = prior[name]
		}
		if attribute.Replaces && !planned[name].Equal(prior[name]) {
			resp.RequiresReplace = append(resp.RequiresReplace, path.Root(name))
		}
	}
	resp.Plan.Raw = tftypes.NewValue(req.Plan.Raw.Type(), planned)
}

func (g *generic) Create(_ context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	resp.State.Raw = g.applied(req.Plan.Raw, &resp.Diagnostics)
}

// Read leaves the state as it is: there is no world behind it that could differ.
func (g *generic) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (g *generic) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = g.applied(req.Plan.Raw, &resp.Diagnostics)
}

func (g *generic) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// applied gives every unknown of a plan a value.
func (g *generic) applied(plan tftypes.Value, diags *diag.Diagnostics) tftypes.Value {
	place := ofResource(g.entity, g.configured)
	siblings := fields(plan)
	state, err := tftypes.Transform(plan, func(at *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if value.IsKnown() {
			return value, nil
		}
		name := lastName(at)
		attribute, found := g.entity.find(name)
		if !found || len(at.Steps()) > 1 {
			attribute = Attribute{Name: name}
		}
		return place.answer(value.Type(), attribute, siblings), nil
	})
	if err != nil {
		diags.AddError("incomplete provider double", err.Error())
		return plan
	}
	return state
}

func lastName(at *tftypes.AttributePath) string {
	name := "value"
	for _, step := range at.Steps() {
		if named, ok := step.(tftypes.AttributeName); ok {
			name = string(named)
		}
	}
	return name
}

// fields are the attributes and blocks of an object.
func fields(object tftypes.Value) map[string]tftypes.Value {
	var read map[string]tftypes.Value
	if err := object.As(&read); err != nil {
		panic(err)
	}
	return read
}
