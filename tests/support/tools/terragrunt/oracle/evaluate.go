package main

import (
	"encoding/json"
	"io"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform/lang"
	"github.com/zclconf/go-cty/cty"
)

// Case is an expression and what it may refer to.
type Case struct {
	Origin    string            `json:"origin,omitempty"`
	Source    string            `json:"source,omitempty"`
	Variables map[string]*Typed `json:"variables,omitempty"`
	// Want is what the test that has the case expects, where that is written there literally.
	Want *Typed `json:"want,omitempty"`
	// Skipped says why a row of a test is no case.
	Skipped string `json:"skipped,omitempty"`

	Result *Typed `json:"result,omitempty"`
	Error  string `json:"error,omitempty"`

	values map[string]cty.Value
}

func evaluateGiven(folder string, input io.Reader) ([]Case, error) {
	var cases []Case
	if err := json.NewDecoder(input).Decode(&cases); err != nil {
		return nil, err
	}
	for index := range cases {
		cases[index].evaluate(folder)
	}
	return cases, nil
}

func names() []string {
	scope := lang.Scope{}
	return slices.Sorted(maps.Keys(scope.Functions()))
}

// evaluate fills in the result, as an attribute of a configuration in this folder would have it.
func (c *Case) evaluate(folder string) {
	scope := lang.Scope{BaseDir: folder}
	context := &hcl.EvalContext{Functions: scope.Functions(), Variables: c.values}
	file, problems := hclsyntax.ParseConfig([]byte("x = "+c.Source+"\n"), "case.hcl", hcl.InitialPos)
	if problems.HasErrors() {
		c.Error = problems.Error()
		return
	}
	attributes, problems := file.Body.JustAttributes()
	if problems.HasErrors() || attributes["x"] == nil || len(attributes) != 1 {
		c.Error = "not one expression"
		return
	}
	value, problems := attributes["x"].Expr.Value(context)
	if problems.HasErrors() {
		c.Error = problems.Error()
		return
	}
	result, err := encode(value)
	if err != nil {
		c.Error = err.Error()
		return
	}
	c.Result = result
}
