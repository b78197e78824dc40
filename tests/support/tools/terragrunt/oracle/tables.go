package main

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

func itoa(number int) string { return strconv.Itoa(number) }

// evaluateTables evaluates every case in the tests of Terraform's functions, of HCL's expressions and templates, and
// of cty's functions.
func evaluateTables(terraform, hcl, ctyModule string) ([]Case, error) {
	functions, err := functionNames(filepath.Join(terraform, "lang/functions.go"))
	if err != nil {
		return nil, err
	}
	language := filepath.Join(terraform, "lang")
	syntax := filepath.Join(hcl, "hclsyntax")
	standard := filepath.Join(ctyModule, "cty/function/stdlib")
	var cases []Case
	for _, source := range []struct {
		folder, pattern string
		read            func(row) (Case, bool)
	}{
		{language, "functions_test.go", expressionRow("src")},
		{syntax, "expression_test.go", expressionRow("input")},
		{syntax, "expression_template_test.go", templateRow},
		{filepath.Join(language, "funcs"), "*_test.go", callRow(functions)},
		{standard, "*_test.go", callRow(functions)},
	} {
		rows, err := rowsOf(source.folder, source.pattern)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if found, ok := source.read(row); ok {
				found.Origin = row.origin
				cases = append(cases, found)
			}
		}
	}
	folder := filepath.Join(language, "testdata/functions-test")
	for index := range cases {
		if cases[index].Skipped == "" {
			cases[index].evaluate(folder)
		}
	}
	return cases, nil
}

// expressionRow reads rows that have an expression's text in this field.
func expressionRow(field string) func(row) (Case, bool) {
	return func(row row) (Case, bool) {
		if row.fields[field] == nil {
			return Case{}, false
		}
		text, err := row.literals.text(row.fields[field])
		if err != nil {
			return Case{Skipped: "the expression is " + err.Error()}, true
		}
		found := Case{Source: text}
		if err := found.surroundings(row); err != nil {
			return Case{Skipped: "the variables are " + err.Error()}, true
		}
		found.expects(row, "want")
		return found, true
	}
}

// templateRow reads rows that have a template's text. As a heredoc it is an expression, which ends in a line break
// more than the row expects.
func templateRow(row row) (Case, bool) {
	found, ok := expressionRow("input")(row)
	if found.Source != "" {
		found.Source = "<<END_OF_TEMPLATE\n" + found.Source + "\nEND_OF_TEMPLATE"
		found.Want = nil
	}
	return found, ok
}

// callRow reads rows whose values the test hands to one of the functions.
func callRow(functions map[string]string) func(row) (Case, bool) {
	return func(row row) (Case, bool) {
		name, arguments, expanded := calledWith(row.test.Body, functions)
		if name == "" {
			return Case{}, false
		}
		known := row.literals.within(row)
		found := Case{values: map[string]cty.Value{}}
		var texts []string
		for index, argument := range arguments {
			values, err := known.arguments(argument, expanded && index == len(arguments)-1)
			if errors.Is(err, errNoField) {
				return Case{}, false
			}
			if err != nil {
				return Case{Skipped: "an argument is " + err.Error()}, true
			}
			for _, value := range values {
				variable := "argument_" + itoa(len(texts))
				found.values[variable] = value
				texts = append(texts, variable)
			}
		}
		found.Source = name + "(" + strings.Join(texts, ", ") + ")"
		if err := found.encodeVariables(); err != nil {
			return Case{Skipped: "an argument is " + err.Error()}, true
		}
		found.expects(row, "Want")
		found.expects(row, "want")
		return found, true
	}
}

// surroundings reads the variables of a row's context. Its functions are ours: those of Terraform.
func (c *Case) surroundings(row row) error {
	context := row.fields["ctx"]
	if reference, ok := context.(*ast.UnaryExpr); ok {
		context = reference.X
	}
	literal, ok := context.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	for _, element := range literal.Elts {
		pair := element.(*ast.KeyValueExpr)
		if pair.Key.(*ast.Ident).Name != "Variables" {
			continue
		}
		values, err := row.literals.within(row).entries(pair.Value)
		if err != nil {
			return err
		}
		c.values = values
	}
	return c.encodeVariables()
}

func (c *Case) encodeVariables() error {
	c.Variables = map[string]*Typed{}
	for name, value := range c.values {
		typed, err := encode(value)
		if err != nil {
			return err
		}
		c.Variables[name] = typed
	}
	return nil
}

func (c *Case) expects(row row, field string) {
	if row.fields[field] == nil {
		return
	}
	if value, err := row.literals.within(row).value(row.fields[field]); err == nil {
		c.Want, _ = encode(value)
	}
}

// calledWith finds the call of a function of Terraform by its Go name, `Lookup(test.Map)` or
// `LookupFunc.Call([]cty.Value{test.Map})`, and whether its last argument is a list of arguments.
func calledWith(body *ast.BlockStmt, functions map[string]string) (name string, arguments []ast.Expr, expanded bool) {
	ast.Inspect(body, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok || name != "" {
			return name == ""
		}
		switch function := call.Fun.(type) {
		case *ast.Ident:
			name = functions[function.Name+"Func"]
			arguments, expanded = call.Args, call.Ellipsis.IsValid()
		case *ast.SelectorExpr:
			if owner, ok := function.X.(*ast.Ident); ok && function.Sel.Name == "Call" && len(call.Args) == 1 {
				name = functions[owner.Name]
				arguments, expanded = call.Args, true
				if list, ok := call.Args[0].(*ast.CompositeLit); ok {
					arguments, expanded = list.Elts, false
				}
			}
		}
		return name == ""
	})
	return name, arguments, expanded
}

// functionNames reads which Go function Terraform has under which name: `"abs": stdlib.AbsoluteFunc`.
func functionNames(path string) (map[string]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	ast.Inspect(file, func(node ast.Node) bool {
		pair, ok := node.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		name, named := pair.Key.(*ast.BasicLit)
		function, selected := pair.Value.(*ast.SelectorExpr)
		if named && selected && name.Kind == token.STRING {
			text, err := strconv.Unquote(name.Value)
			if _, taken := names[function.Sel.Name]; err == nil && !taken {
				names[function.Sel.Name] = text
			}
		}
		return true
	})
	return names, nil
}
