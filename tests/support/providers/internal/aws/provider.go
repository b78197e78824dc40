// Package aws is the provider block of the double: its schema, its settings and the list of what it offers.
package aws

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"tglambda.example/providers/internal/function"
	"tglambda.example/providers/internal/table"
)

type awsProvider struct{}

// New makes the provider.
func New() provider.Provider {
	return &awsProvider{}
}

func (p *awsProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "aws"
}

func (p *awsProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerSchema()
}

func (p *awsProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	configured := readSettings(ctx, req.Config, &resp.Diagnostics)
	resp.ResourceData = configured
	resp.DataSourceData = configured
}

func (p *awsProvider) Resources(context.Context) []func() resource.Resource {
	return append(table.Resources(offered()), function.New)
}

func (p *awsProvider) DataSources(context.Context) []func() datasource.DataSource {
	return table.DataSources(offered(), map[string]table.Special{
		"aws_iam_policy_document": policyDocument,
		"aws_partition":           partition,
		"aws_region":              region,
	})
}
