package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// errNotLiteral says that an expression of a test has to be run to be known.
var errNotLiteral = errors.New("not written as a literal")

// errNoField says that a row leaves a field out.
var errNoField = errors.New("left out")

// literals evaluates what tests write down: texts, numbers, and cty's constructors of values and types.
type literals struct {
	// names are those of the package's constants, and of what a test has named before.
	names map[string]ast.Expr
	// fields are those of the row.
	fields map[string]ast.Expr
}

// within knows the row too, and what its test has named.
func (l literals) within(row row) literals {
	names := maps.Clone(l.names)
	ast.Inspect(row.test.Body, func(node ast.Node) bool {
		if assigned, ok := node.(*ast.AssignStmt); ok && assigned.Tok == token.DEFINE && len(assigned.Lhs) == 1 {
			if name, ok := assigned.Lhs[0].(*ast.Ident); ok {
				names[name.Name] = assigned.Rhs[0]
			}
		}
		return true
	})
	return literals{names, row.fields}
}

// named is what a name or a field of the row stands for.
func (l literals) named(expr ast.Expr) (ast.Expr, error) {
	switch expr := expr.(type) {
	case *ast.Ident:
		if found, ok := l.names[expr.Name]; ok {
			return found, nil
		}
	case *ast.SelectorExpr:
		if owner, ok := expr.X.(*ast.Ident); ok && owner.Name != "cty" && l.fields != nil {
			if found, ok := l.fields[expr.Sel.Name]; ok {
				return found, nil
			}
			return nil, errNoField
		}
	}
	return nil, errNotLiteral
}

// arguments evaluates an argument of a call, or all those that an expanded one stands for.
func (l literals) arguments(expr ast.Expr, expanded bool) ([]cty.Value, error) {
	if !expanded {
		value, err := l.value(expr)
		return []cty.Value{value}, err
	}
	if named, err := l.named(expr); err == nil {
		expr = named
	} else if errors.Is(err, errNoField) {
		return nil, nil
	}
	if name, ok := expr.(*ast.Ident); ok && name.Name == "nil" {
		return nil, nil
	}
	return l.elements(expr)
}

func (l literals) text(expr ast.Expr) (string, error) {
	switch expr := expr.(type) {
	case *ast.BasicLit:
		if expr.Kind == token.STRING {
			return strconv.Unquote(expr.Value)
		}
	case *ast.ParenExpr:
		return l.text(expr.X)
	case *ast.Ident, *ast.SelectorExpr:
		named, err := l.named(expr)
		if err != nil {
			return "", err
		}
		return l.text(named)
	case *ast.BinaryExpr:
		if expr.Op == token.ADD {
			left, err := l.text(expr.X)
			if err != nil {
				return "", err
			}
			right, err := l.text(expr.Y)
			return left + right, err
		}
	case *ast.CallExpr:
		if isNamed(expr.Fun, "fmt", "Sprintf") && len(expr.Args) > 0 {
			return l.formatted(expr.Args)
		}
	}
	return "", errNotLiteral
}

func (l literals) formatted(arguments []ast.Expr) (string, error) {
	pattern, err := l.text(arguments[0])
	if err != nil {
		return "", err
	}
	var values []any
	for _, argument := range arguments[1:] {
		value, err := l.text(argument)
		if err != nil {
			return "", err
		}
		values = append(values, value)
	}
	return fmt.Sprintf(pattern, values...), nil
}

// value evaluates a constructor of a value. What cty itself refuses to construct is no literal either.
func (l literals) value(expr ast.Expr) (value cty.Value, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("cty cannot construct it: %v", problem)
		}
	}()
	switch expr := expr.(type) {
	case *ast.ParenExpr:
		return l.value(expr.X)
	case *ast.SelectorExpr:
		if package_, ok := expr.X.(*ast.Ident); ok && package_.Name == "cty" {
			return namedValue(expr.Sel.Name)
		}
		named, err := l.named(expr)
		if err != nil {
			return cty.NilVal, err
		}
		return l.value(named)
	case *ast.Ident:
		named, err := l.named(expr)
		if err != nil {
			return cty.NilVal, err
		}
		return l.value(named)
	case *ast.CallExpr:
		selector, ok := expr.Fun.(*ast.SelectorExpr)
		if !ok {
			return cty.NilVal, errNotLiteral
		}
		if package_, ok := selector.X.(*ast.Ident); ok && package_.Name == "cty" {
			return l.constructed(selector.Sel.Name, expr.Args)
		}
		return l.method(selector, expr.Args)
	}
	return cty.NilVal, errNotLiteral
}

func namedValue(name string) (cty.Value, error) {
	switch name {
	case "True":
		return cty.True, nil
	case "False":
		return cty.False, nil
	case "Zero":
		return cty.Zero, nil
	case "DynamicVal":
		return cty.DynamicVal, nil
	case "EmptyObjectVal":
		return cty.EmptyObjectVal, nil
	case "EmptyTupleVal":
		return cty.EmptyTupleVal, nil
	case "PositiveInfinity":
		return cty.PositiveInfinity, nil
	case "NegativeInfinity":
		return cty.NegativeInfinity, nil
	}
	return cty.NilVal, errNotLiteral
}

func (l literals) constructed(name string, arguments []ast.Expr) (cty.Value, error) {
	if len(arguments) != 1 {
		return cty.NilVal, errNotLiteral
	}
	argument := arguments[0]
	if strings.HasPrefix(name, "Number") && l.numeral(argument) == "" {
		return cty.NilVal, errNotLiteral
	}
	switch name {
	case "StringVal":
		text, err := l.text(argument)
		return cty.StringVal(text), err
	case "BoolVal":
		identifier, ok := argument.(*ast.Ident)
		if !ok || (identifier.Name != "true" && identifier.Name != "false") {
			return cty.NilVal, errNotLiteral
		}
		return cty.BoolVal(identifier.Name == "true"), nil
	case "NumberIntVal":
		integer, err := strconv.ParseInt(l.numeral(argument), 0, 64)
		return cty.NumberIntVal(integer), err
	case "NumberUIntVal":
		integer, err := strconv.ParseUint(l.numeral(argument), 0, 64)
		return cty.NumberUIntVal(integer), err
	case "NumberFloatVal":
		float, err := strconv.ParseFloat(l.numeral(argument), 64)
		return cty.NumberFloatVal(float), err
	case "MustParseNumberVal":
		text, err := l.text(argument)
		if err != nil {
			return cty.NilVal, err
		}
		return cty.MustParseNumberVal(text), nil
	case "NullVal", "UnknownVal", "ListValEmpty", "SetValEmpty", "MapValEmpty":
		kind, err := l.kind(argument)
		if err != nil {
			return cty.NilVal, err
		}
		return ofKind(name, kind), nil
	case "ListVal", "SetVal", "TupleVal":
		elements, err := l.elements(argument)
		if err != nil {
			return cty.NilVal, err
		}
		switch name {
		case "ListVal":
			return cty.ListVal(elements), nil
		case "SetVal":
			return cty.SetVal(elements), nil
		}
		return cty.TupleVal(elements), nil
	case "MapVal", "ObjectVal":
		entries, err := l.entries(argument)
		if err != nil {
			return cty.NilVal, err
		}
		if name == "MapVal" {
			return cty.MapVal(entries), nil
		}
		return cty.ObjectVal(entries), nil
	}
	return cty.NilVal, errNotLiteral
}

func ofKind(constructor string, kind cty.Type) cty.Value {
	switch constructor {
	case "NullVal":
		return cty.NullVal(kind)
	case "UnknownVal":
		return cty.UnknownVal(kind)
	case "ListValEmpty":
		return cty.ListValEmpty(kind)
	case "SetValEmpty":
		return cty.SetValEmpty(kind)
	}
	return cty.MapValEmpty(kind)
}

// method evaluates `value.Mark("x")` and the refinement that Terragrunt never looks at.
func (l literals) method(selector *ast.SelectorExpr, arguments []ast.Expr) (cty.Value, error) {
	value, err := l.value(selector.X)
	if err != nil {
		return cty.NilVal, err
	}
	switch {
	case selector.Sel.Name == "Mark" && len(arguments) == 1:
		return value.Mark("sensitive"), nil
	case selector.Sel.Name == "RefineNotNull" && len(arguments) == 0:
		return value.RefineNotNull(), nil
	}
	return cty.NilVal, errNotLiteral
}

func (l literals) elements(expr ast.Expr) ([]cty.Value, error) {
	literal, ok := expr.(*ast.CompositeLit)
	if !ok {
		return nil, errNotLiteral
	}
	var elements []cty.Value
	for _, element := range literal.Elts {
		value, err := l.value(element)
		if err != nil {
			return nil, err
		}
		elements = append(elements, value)
	}
	return elements, nil
}

func (l literals) entries(expr ast.Expr) (map[string]cty.Value, error) {
	entries := map[string]cty.Value{}
	err := l.pairs(expr, func(name string, expr ast.Expr) error {
		value, err := l.value(expr)
		entries[name] = value
		return err
	})
	return entries, err
}

func (l literals) pairs(expr ast.Expr, each func(string, ast.Expr) error) error {
	literal, ok := expr.(*ast.CompositeLit)
	if !ok {
		return errNotLiteral
	}
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return errNotLiteral
		}
		name, err := l.text(pair.Key)
		if err != nil {
			return err
		}
		if err := each(name, pair.Value); err != nil {
			return err
		}
	}
	return nil
}

// numeral is the Go text of a number, nothing when it is none.
func (l literals) numeral(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.BasicLit:
		if expr.Kind == token.INT || expr.Kind == token.FLOAT {
			return expr.Value
		}
	case *ast.UnaryExpr:
		if expr.Op == token.SUB {
			if positive := l.numeral(expr.X); positive != "" {
				return "-" + positive
			}
		}
	case *ast.Ident, *ast.SelectorExpr:
		if named, err := l.named(expr); err == nil {
			return l.numeral(named)
		}
	}
	return ""
}

func isNamed(expr ast.Expr, package_, name string) bool {
	selector, ok := expr.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != name {
		return false
	}
	identifier, ok := selector.X.(*ast.Ident)
	return ok && identifier.Name == package_
}
