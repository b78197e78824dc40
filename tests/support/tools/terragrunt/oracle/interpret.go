package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// scratch stands for the temporary folder of a test.
const scratch = "/SCRATCH"

// fields is a struct as a test writes it, by field.
type fields map[string]any

// interpreter evaluates what a test does with texts and paths, as far as that is written down: it knows no types, and
// what it cannot evaluate has no value.
type interpreter struct {
	// packages are the constants of packages, of the test's own under "".
	packages map[string]map[string]ast.Expr
	names    map[string]any
}

func (i interpreter) inner() interpreter {
	return interpreter{i.packages, maps.Clone(i.names)}
}

func (i interpreter) text(expr ast.Expr) (string, error) {
	value, err := i.value(expr)
	if err != nil {
		return "", err
	}
	text, ok := value.(string)
	if !ok {
		return "", errNotLiteral
	}
	return text, nil
}

func (i interpreter) value(expr ast.Expr) (any, error) {
	switch expr := expr.(type) {
	case *ast.BasicLit:
		return basic(expr)
	case *ast.ParenExpr:
		return i.value(expr.X)
	case *ast.UnaryExpr:
		if expr.Op == token.AND {
			return i.value(expr.X)
		}
	case *ast.StarExpr:
		return i.value(expr.X)
	case *ast.Ident:
		return i.named(expr.Name)
	case *ast.SelectorExpr:
		return i.selected(expr)
	case *ast.IndexExpr:
		return i.indexed(expr)
	case *ast.BinaryExpr:
		if expr.Op == token.ADD {
			left, err := i.text(expr.X)
			if err != nil {
				return nil, err
			}
			right, err := i.text(expr.Y)
			return left + right, err
		}
	case *ast.CompositeLit:
		return i.composite(expr, expr.Type)
	case *ast.CallExpr:
		return i.called(expr)
	}
	return nil, errNotLiteral
}

func basic(literal *ast.BasicLit) (any, error) {
	switch literal.Kind {
	case token.STRING, token.CHAR:
		return strconv.Unquote(literal.Value)
	case token.INT:
		return strconv.ParseInt(literal.Value, 0, 64)
	case token.FLOAT:
		return strconv.ParseFloat(literal.Value, 64)
	}
	return nil, errNotLiteral
}

func (i interpreter) named(name string) (any, error) {
	if value, found := i.names[name]; found {
		return value, nil
	}
	switch name {
	case "true", "false":
		return name == "true", nil
	case "nil":
		return nil, nil
	}
	if constant, found := i.packages[""][name]; found {
		return i.value(constant)
	}
	return nil, errNotLiteral
}

func (i interpreter) selected(expr *ast.SelectorExpr) (any, error) {
	if owner, ok := expr.X.(*ast.Ident); ok {
		if _, known := i.names[owner.Name]; !known {
			if owner.Name == "helpers" && expr.Sel.Name == "RootFolder" {
				return scratch + "/", nil
			}
			if constant, found := i.packages[owner.Name][expr.Sel.Name]; found {
				own := maps.Clone(i.packages)
				own[""] = i.packages[owner.Name]
				return interpreter{own, nil}.value(constant)
			}
		}
	}
	owner, err := i.value(expr.X)
	if err != nil {
		return nil, err
	}
	if owner, ok := owner.(fields); ok {
		// What a row leaves out is nothing, whatever its type.
		return owner[expr.Sel.Name], nil
	}
	return nil, errNotLiteral
}

func (i interpreter) indexed(expr *ast.IndexExpr) (any, error) {
	owner, err := i.value(expr.X)
	if err != nil {
		return nil, err
	}
	key, err := i.value(expr.Index)
	if err != nil {
		return nil, err
	}
	switch owner := owner.(type) {
	case []any:
		if index, ok := key.(int64); ok && index >= 0 && int(index) < len(owner) {
			return owner[index], nil
		}
	case map[string]any:
		if name, ok := key.(string); ok {
			return owner[name], nil
		}
	}
	return nil, errNotLiteral
}

// composite evaluates a struct, list or map; the elements of a list may leave out their type.
func (i interpreter) composite(literal *ast.CompositeLit, kind ast.Expr) (any, error) {
	if selector, ok := kind.(*ast.SelectorExpr); ok && selector.Sel.Name == "Dependencies" {
		kind = &ast.ArrayType{Elt: &ast.Ident{Name: "Dependency"}}
	}
	switch kind := kind.(type) {
	case *ast.ArrayType:
		list := []any{}
		for _, element := range literal.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				element = pair.Value
			}
			value, err := i.element(element, kind.Elt)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		return list, nil
	case *ast.MapType:
		entries := map[string]any{}
		for _, element := range literal.Elts {
			pair := element.(*ast.KeyValueExpr)
			name, err := i.text(pair.Key)
			if err != nil {
				return nil, err
			}
			value, err := i.element(pair.Value, kind.Value)
			if err != nil {
				return nil, err
			}
			entries[name] = value
		}
		return entries, nil
	}
	return i.structure(literal, kind)
}

func (i interpreter) structure(literal *ast.CompositeLit, kind ast.Expr) (any, error) {
	var names []string
	if kind, ok := kind.(*ast.StructType); ok {
		for _, field := range kind.Fields.List {
			for _, name := range field.Names {
				names = append(names, name.Name)
			}
		}
	}
	written := fields{}
	for index, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			name, ok := pair.Key.(*ast.Ident)
			if !ok {
				return nil, errNotLiteral
			}
			value, err := i.value(pair.Value)
			if err != nil {
				// A row may still say enough without this field.
				value = unreadable{}
			}
			written[name.Name] = value
		} else if index < len(names) {
			value, err := i.value(element)
			if err != nil {
				value = unreadable{}
			}
			written[names[index]] = value
		}
	}
	return written, nil
}

// unreadable is a field that cannot be evaluated.
type unreadable struct{}

func (i interpreter) element(expr ast.Expr, kind ast.Expr) (any, error) {
	if literal, ok := expr.(*ast.CompositeLit); ok && literal.Type == nil {
		if pointer, ok := kind.(*ast.StarExpr); ok {
			kind = pointer.X
		}
		return i.composite(literal, kind)
	}
	return i.value(expr)
}

func (i interpreter) called(call *ast.CallExpr) (any, error) {
	if _, ok := call.Fun.(*ast.ArrayType); ok && len(call.Args) == 1 {
		// []byte(text)
		return i.value(call.Args[0])
	}
	name := calleeOf(call)
	switch name {
	case "t.TempDir", "helpers.TmpDirWOSymlinks", "os.MkdirTemp", "t.ArtifactDir":
		return scratch, nil
	case "filepath.Join", "path.Join":
		parts, err := i.texts(call.Args)
		return path.Join(parts...), err
	case "fmt.Sprintf":
		return i.formatted(call.Args)
	case "strings.Repeat":
		text, err := i.text(call.Args[0])
		if err != nil {
			return nil, err
		}
		count, err := i.value(call.Args[1])
		if count, ok := count.(int64); ok && err == nil && count < 1000 {
			return strings.Repeat(text, int(count)), nil
		}
		return nil, errNotLiteral
	case "strings.ReplaceAll":
		texts, err := i.texts(call.Args)
		if err != nil {
			return nil, err
		}
		return strings.ReplaceAll(texts[0], texts[1], texts[2]), nil
	}
	if len(call.Args) == 1 {
		switch name {
		case "filepath.Dir", "path.Dir", "filepath.Base", "strings.TrimSpace", "filepath.ToSlash", "filepath.Abs",
			"filepath.EvalSymlinks", "string", "new", "strings.ToLower", "ptr", "filepath.Clean":
			return i.applied(name, call.Args[0])
		}
	}
	if len(call.Args) == 2 && (name == "absPath" || name == "mustAbs") {
		return i.value(call.Args[1])
	}
	if len(call.Args) == 1 && (strings.HasSuffix(name, ".New") || name == "cty.StringVal") {
		// A constructor that keeps what it is given.
		return i.value(call.Args[0])
	}
	return nil, errNotLiteral
}

func (i interpreter) applied(name string, argument ast.Expr) (any, error) {
	if name == "new" || name == "ptr" || name == "string" {
		return i.value(argument)
	}
	text, err := i.text(argument)
	if err != nil {
		return nil, err
	}
	switch name {
	case "filepath.Dir", "path.Dir":
		return path.Dir(text), nil
	case "filepath.Base":
		return path.Base(text), nil
	case "strings.TrimSpace":
		return strings.TrimSpace(text), nil
	case "strings.ToLower":
		return strings.ToLower(text), nil
	case "filepath.Clean":
		return path.Clean(text), nil
	}
	return text, nil
}

func (i interpreter) texts(exprs []ast.Expr) ([]string, error) {
	var texts []string
	for _, expr := range exprs {
		text, err := i.text(expr)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}

func (i interpreter) formatted(arguments []ast.Expr) (any, error) {
	pattern, err := i.text(arguments[0])
	if err != nil {
		return nil, err
	}
	var values []any
	for _, argument := range arguments[1:] {
		value, err := i.value(argument)
		if err != nil {
			return nil, err
		}
		if kind := reflect.ValueOf(value).Kind(); kind == reflect.Map || kind == reflect.Struct {
			return nil, errNotLiteral
		}
		values = append(values, value)
	}
	return fmt.Sprintf(pattern, values...), nil
}

// calleeOf is the name of a called function as it is written: "os.WriteFile".
func calleeOf(call *ast.CallExpr) string {
	switch function := call.Fun.(type) {
	case *ast.Ident:
		return function.Name
	case *ast.SelectorExpr:
		if owner, ok := function.X.(*ast.Ident); ok {
			return owner.Name + "." + function.Sel.Name
		}
	}
	return ""
}

// sortedKeys are those of a map, for whoever must not depend on Go's order.
func sortedKeys[V any](entries map[string]V) []string {
	return slices.Sorted(maps.Keys(entries))
}
