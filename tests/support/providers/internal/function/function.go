// Package function is the double of the Lambda resources.
package function

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"tglambda.example/providers/internal/double"
	"tglambda.example/providers/internal/settings"
)

// function is the resource aws_lambda_function.
type function struct {
	configured settings.Settings
}

var (
	_ resource.ResourceWithConfigure      = (*function)(nil)
	_ resource.ResourceWithValidateConfig = (*function)(nil)
	_ resource.ResourceWithModifyPlan     = (*function)(nil)
)

// New makes the resource aws_lambda_function.
func New() resource.Resource {
	return &function{}
}

func (f *function) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_lambda_function"
}

func (f *function) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = functionSchema()
}

func (f *function) Configure(_ context.Context, req resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := req.ProviderData.(settings.Settings); ok {
		f.configured = configured
	}
}

func (f *function) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	wanted := readFunction(ctx, req.Plan, &resp.Diagnostics)
	code, err := wanted.upload()
	if err != nil {
		resp.Diagnostics.AddError("creating Lambda Function ("+wanted.name+"): "+err.Error(), "")
	}
	if resp.Diagnostics.HasError() {
		return
	}
	version := latest
	if wanted.publish {
		version = firstVersion
	}
	resp.State.Raw = f.answers(wanted, code, version).Fill(req.Plan.Raw, &resp.Diagnostics)
}

// Read leaves the state as it is: there is no world behind it that could differ.
func (f *function) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (f *function) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	wanted := readFunction(ctx, req.Plan, &resp.Diagnostics)
	version := readString(ctx, req.State, "version", &resp.Diagnostics)
	var code artifact
	if double.AnyChanged(ctx, req.Plan, req.State, codeUpdate, &resp.Diagnostics) {
		uploaded, err := wanted.upload()
		if err != nil {
			resp.Diagnostics.AddError("updating Lambda Function ("+wanted.name+") code: "+err.Error(), "")
		}
		code = uploaded
	}
	if resp.Diagnostics.HasError() {
		return
	}
	resp.State.Raw = f.answers(wanted, code, nextVersion(version)).Fill(req.Plan.Raw, &resp.Diagnostics)
}

func (f *function) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}
