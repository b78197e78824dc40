package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	hcljson "github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

type question struct {
	// What the text is: "body", "expression", "template" or "json".
	Grammar string `json:"grammar"`
	Text    []byte `json:"text"`
}

type verdict struct {
	// Why it is rejected; empty when it is not.
	Problem string `json:"problem"`
	// What it is without any variable or function, with its type but where it is null. Expressions and templates only.
	Value json.RawMessage `json:"value,omitempty"`
	// Why it has no value then, if it has none.
	Failure string `json:"failure,omitempty"`
}

func judge(input io.Reader, output io.Writer) error {
	decoder, encoder := json.NewDecoder(input), json.NewEncoder(output)
	for {
		var asked question
		if err := decoder.Decode(&asked); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		answer, err := verdictOn(asked)
		if err != nil {
			return err
		}
		if err := encoder.Encode(answer); err != nil {
			return err
		}
	}
}

func verdictOn(asked question) (verdict, error) {
	start := hcl.InitialPos
	switch asked.Grammar {
	case "body":
		_, problems := hclsyntax.ParseConfig(asked.Text, "", start)
		return verdict{Problem: first(problems)}, nil
	case "json":
		return verdict{Problem: first(judgeJSON(asked.Text))}, nil
	case "expression":
		expression, problems := hclsyntax.ParseExpression(asked.Text, "", start)
		return evaluated(expression, problems), nil
	case "template":
		expression, problems := hclsyntax.ParseTemplate(asked.Text, "", start)
		return evaluated(expression, problems), nil
	}
	return verdict{}, fmt.Errorf("no grammar is called %q", asked.Grammar)
}

// Much of what JSON can be wrong in is only seen when something is taken from it: here all names, as attributes.
func judgeJSON(text []byte) hcl.Diagnostics {
	file, problems := hcljson.Parse(text, "")
	if file == nil || problems.HasErrors() {
		return problems
	}
	var document any
	if err := json.Unmarshal(text, &document); err != nil {
		return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: err.Error()}}
	}
	schema := &hcl.BodySchema{}
	for name, isAttribute := range namesIn(document) {
		if isAttribute {
			schema.Attributes = append(schema.Attributes, hcl.AttributeSchema{Name: name})
		}
	}
	_, problems = file.Body.Content(schema)
	return problems
}

// The names at the top of a document, which may be a list of objects, and whether each is one of an attribute.
func namesIn(document any) map[string]bool {
	names := map[string]bool{}
	switch document := document.(type) {
	case map[string]any:
		for name := range document {
			// This one is for comments, and may be there more than once.
			names[name] = name != "//"
		}
	case []any:
		for _, element := range document {
			maps.Copy(names, namesIn(element))
		}
	}
	return names
}

func evaluated(expression hclsyntax.Expression, problems hcl.Diagnostics) verdict {
	if problems.HasErrors() {
		return verdict{Problem: first(problems)}
	}
	value, problems := expression.Value(nil)
	if problems.HasErrors() {
		return verdict{Failure: first(problems)}
	}
	if value.IsNull() {
		// The library writes no type beside null, and neither does this.
		return verdict{Value: json.RawMessage(`{"value":null}`)}
	}
	text, err := ctyjson.Marshal(value, cty.DynamicPseudoType)
	if err != nil {
		return verdict{Failure: err.Error()}
	}
	return verdict{Value: text}
}

func first(problems hcl.Diagnostics) string {
	for _, problem := range problems {
		if problem.Severity == hcl.DiagError {
			return problem.Error()
		}
	}
	return ""
}
