package main

import (
	"go/ast"

	"github.com/zclconf/go-cty/cty"
)

// kind evaluates a constructor of a type.
func (l literals) kind(expr ast.Expr) (cty.Type, error) {
	switch expr := expr.(type) {
	case *ast.SelectorExpr:
		return namedKind(expr.Sel.Name)
	case *ast.CallExpr:
		selector, ok := expr.Fun.(*ast.SelectorExpr)
		if !ok || len(expr.Args) != 1 {
			return cty.NilType, errNotLiteral
		}
		switch selector.Sel.Name {
		case "Object":
			attributes := map[string]cty.Type{}
			err := l.pairs(expr.Args[0], func(name string, expr ast.Expr) error {
				kind, err := l.kind(expr)
				attributes[name] = kind
				return err
			})
			return cty.Object(attributes), err
		case "Tuple":
			literal, ok := expr.Args[0].(*ast.CompositeLit)
			if !ok {
				return cty.NilType, errNotLiteral
			}
			var elements []cty.Type
			for _, element := range literal.Elts {
				kind, err := l.kind(element)
				if err != nil {
					return cty.NilType, err
				}
				elements = append(elements, kind)
			}
			return cty.Tuple(elements), nil
		}
		element, err := l.kind(expr.Args[0])
		if err != nil {
			return cty.NilType, err
		}
		switch selector.Sel.Name {
		case "List":
			return cty.List(element), nil
		case "Set":
			return cty.Set(element), nil
		case "Map":
			return cty.Map(element), nil
		}
	}
	return cty.NilType, errNotLiteral
}

func namedKind(name string) (cty.Type, error) {
	switch name {
	case "String":
		return cty.String, nil
	case "Number":
		return cty.Number, nil
	case "Bool":
		return cty.Bool, nil
	case "DynamicPseudoType":
		return cty.DynamicPseudoType, nil
	case "EmptyObject":
		return cty.EmptyObject, nil
	case "EmptyTuple":
		return cty.EmptyTuple, nil
	}
	return cty.NilType, errNotLiteral
}
