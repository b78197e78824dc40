// Package small is the doubles of the providers that need no configuration: archive, external, local, null, random
// and time.
package small

import (
	"context"
	"embed"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"tglambda.example/providers/internal/table"
)

//go:embed tables/*.txt
var texts embed.FS

type smallProvider struct {
	name     string
	entities []table.Entity
}

// New makes the provider of that name, as in `random`.
func New(name string) (func() provider.Provider, error) {
	file := "tables/" + name + ".txt"
	text, err := texts.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("no double of a provider %q", name)
	}
	return func() provider.Provider { return &smallProvider{name, table.Parse(file, string(text))} }, nil
}

func (p *smallProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = p.name
}

func (p *smallProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{}
}

func (p *smallProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (p *smallProvider) Resources(context.Context) []func() resource.Resource {
	return table.Resources(p.entities)
}

func (p *smallProvider) DataSources(context.Context) []func() datasource.DataSource {
	return table.DataSources(p.entities, map[string]table.Special{"archive_file": archive, "external": external})
}
