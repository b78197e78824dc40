package table

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"tglambda.example/providers/internal/settings"
)

// Special is what a data source works out from its configuration and the provider's, which no table can say. It
// changes the fields that it answers.
type Special func(fields map[string]tftypes.Value, configured settings.Settings) error

// source is any data source of a table.
type source struct {
	entity     Entity
	special    Special
	configured settings.Settings
}

var _ datasource.DataSourceWithConfigure = (*source)(nil)

// DataSources makes those of the entities that are data sources; some have more to say than their table.
func DataSources(entities []Entity, special map[string]Special) []func() datasource.DataSource {
	var made []func() datasource.DataSource
	for _, entity := range entities {
		if entity.Data {
			more := special[entity.Name]
			made = append(made, func() datasource.DataSource { return &source{entity: entity, special: more} })
		}
	}
	return made
}

func (s *source) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = s.entity.Name
}

func (s *source) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: s.entity.dataAttributes(), Blocks: s.entity.dataBlocks()}
}

func (s *source) Configure(_ context.Context, req datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	if configured, ok := req.ProviderData.(settings.Settings); ok {
		s.configured = configured
	}
}

func (s *source) Read(_ context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	place := ofData(s.entity)
	answered := fields(req.Config.Raw)
	if s.special != nil {
		if err := s.special(answered, s.configured); err != nil {
			resp.Diagnostics.AddError("reading "+s.entity.Name, err.Error())
			return
		}
	}
	for _, attribute := range s.entity.Attributes {
		value := answered[attribute.Name]
		if value.IsNull() && (attribute.Computed || attribute.Answered) {
			answered[attribute.Name] = place.answer(value.Type(), attribute, answered)
		}
	}
	resp.State.Raw = tftypes.NewValue(req.Config.Raw.Type(), answered)
}
