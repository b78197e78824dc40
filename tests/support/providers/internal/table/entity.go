// Package table makes resources and data sources from tables: texts that list the attributes and blocks of each.
//
// A table is read line by line; two spaces of indentation make a line part of the block above it:
//
//	resource aws_lambda_alias regional
//	  arn, invoke_arn  computed
//	  function_name    required replaces
//	  description
//	  timeout          int = 3
//	  block routing_config list 1
//	    additional_version_weights  map(number)
//
// An attribute is an optional string unless words say otherwise: a type, `required`, `computed` (by AWS alone),
// `filled` (by AWS when not configured), `replaces`, `sensitive`. What follows ` = ` is the default of an attribute
// that can be configured, and otherwise what AWS answers; `{name}` in it stands for another attribute's value,
// `{region}` and `{account}` for the provider's.
package table

import "github.com/hashicorp/terraform-plugin-framework/attr"

// Entity is one resource or data source of a table.
type Entity struct {
	// Data tells a data source from a resource.
	Data bool
	// Name is the whole type name, as in aws_lambda_alias.
	Name string
	// Tagged entities have tags and tags_all, regional ones a region of their own.
	Tagged, Regional bool
	Body
}

// Body is what an entity or a block consists of.
type Body struct {
	Attributes []Attribute
	Blocks     []Block
}

// Attribute is one attribute.
type Attribute struct {
	Name                          string
	Type                          attr.Type
	Required, Computed, Optional  bool
	Replaces, Sensitive, Answered bool
	// Answer is the text behind ` = `.
	Answer string
}

// Block is a block that may be written several times, at most Most times unless that is zero.
type Block struct {
	Name    string
	Nesting string
	Most    int
	Body
}

func (b *Body) find(name string) (Attribute, bool) {
	for _, attribute := range b.Attributes {
		if attribute.Name == name {
			return attribute, true
		}
	}
	return Attribute{}, false
}
