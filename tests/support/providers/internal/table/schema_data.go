package table

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func (b *Body) dataAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute, len(b.Attributes))
	for _, attribute := range b.Attributes {
		attributes[attribute.Name] = attribute.ofData()
	}
	return attributes
}

func (b *Body) dataBlocks() map[string]schema.Block {
	blocks := make(map[string]schema.Block, len(b.Blocks))
	for _, block := range b.Blocks {
		nested := schema.NestedBlockObject{Attributes: block.dataAttributes(), Blocks: block.dataBlocks()}
		switch block.Nesting {
		case "single":
			blocks[block.Name] = schema.SingleNestedBlock{Attributes: nested.Attributes, Blocks: nested.Blocks}
		case "set":
			blocks[block.Name] = schema.SetNestedBlock{NestedObject: nested}
		default:
			blocks[block.Name] = schema.ListNestedBlock{NestedObject: nested}
		}
	}
	return blocks
}

func (a Attribute) ofData() schema.Attribute {
	required, optional, computed, sensitive := a.Required, a.Optional, a.Computed || a.Answered, a.Sensitive
	switch kind := a.Type.(type) {
	case types.ListType:
		return schema.ListAttribute{
			ElementType: kind.ElemType, Required: required, Optional: optional, Computed: computed, Sensitive: sensitive,
		}
	case types.SetType:
		return schema.SetAttribute{
			ElementType: kind.ElemType, Required: required, Optional: optional, Computed: computed, Sensitive: sensitive,
		}
	case types.MapType:
		return schema.MapAttribute{
			ElementType: kind.ElemType, Required: required, Optional: optional, Computed: computed, Sensitive: sensitive,
		}
	}
	switch a.Type {
	case attr.Type(types.BoolType):
		return schema.BoolAttribute{Required: required, Optional: optional, Computed: computed, Sensitive: sensitive}
	case attr.Type(types.Int64Type):
		return schema.Int64Attribute{Required: required, Optional: optional, Computed: computed, Sensitive: sensitive}
	case attr.Type(types.Float64Type):
		return schema.Float64Attribute{Required: required, Optional: optional, Computed: computed, Sensitive: sensitive}
	}
	return schema.StringAttribute{Required: required, Optional: optional, Computed: computed, Sensitive: sensitive}
}
