package table

import (
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/float64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"tglambda.example/providers/internal/double"
)

func (b *Body) resourceAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute, len(b.Attributes))
	for _, attribute := range b.Attributes {
		attributes[attribute.Name] = attribute.ofResource()
	}
	return attributes
}

func (b *Body) resourceBlocks() map[string]schema.Block {
	blocks := make(map[string]schema.Block, len(b.Blocks))
	for _, block := range b.Blocks {
		nested := schema.NestedBlockObject{Attributes: block.resourceAttributes(), Blocks: block.resourceBlocks()}
		switch block.Nesting {
		case "single":
			blocks[block.Name] = schema.SingleNestedBlock{Attributes: nested.Attributes, Blocks: nested.Blocks}
		case "set":
			blocks[block.Name] = schema.SetNestedBlock{NestedObject: nested}
		default:
			list := schema.ListNestedBlock{NestedObject: nested}
			if block.Most > 0 {
				list.Validators = []validator.List{double.AtMost(block.Most)}
			}
			blocks[block.Name] = list
		}
	}
	return blocks
}

func (a Attribute) ofResource() schema.Attribute {
	required, optional, computed, sensitive := a.Required, a.Optional, a.Computed, a.Sensitive
	defaulted := a.Answered && a.Optional
	computed = computed || defaulted
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
	return a.scalar(required, optional, computed, defaulted)
}

func (a Attribute) scalar(required, optional, computed, defaulted bool) schema.Attribute {
	switch a.Type {
	case attr.Type(types.BoolType):
		attribute := schema.BoolAttribute{
			Required: required, Optional: optional, Computed: computed, Sensitive: a.Sensitive,
		}
		if defaulted {
			attribute.Default = booldefault.StaticBool(a.Answer == "true")
		}
		return attribute
	case attr.Type(types.Int64Type):
		attribute := schema.Int64Attribute{
			Required: required, Optional: optional, Computed: computed, Sensitive: a.Sensitive,
		}
		if defaulted {
			attribute.Default = int64default.StaticInt64(int64(a.number()))
		}
		return attribute
	case attr.Type(types.Float64Type):
		attribute := schema.Float64Attribute{
			Required: required, Optional: optional, Computed: computed, Sensitive: a.Sensitive,
		}
		if defaulted {
			attribute.Default = float64default.StaticFloat64(a.number())
		}
		return attribute
	}
	attribute := schema.StringAttribute{
		Required: required, Optional: optional, Computed: computed, Sensitive: a.Sensitive,
	}
	if defaulted {
		attribute.Default = stringdefault.StaticString(a.Answer)
	}
	return attribute
}

func (a Attribute) number() float64 {
	number, err := strconv.ParseFloat(a.Answer, 64)
	if err != nil {
		panic(err)
	}
	return number
}
