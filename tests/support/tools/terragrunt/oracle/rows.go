package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"sort"
)

// row is one element of a test's table: what is written for each field.
type row struct {
	// origin is the file and line.
	origin string
	// test is the function that has the table.
	test   *ast.FuncDecl
	fields map[string]ast.Expr
	// literals knows the constants of the row's package.
	literals literals
}

// rowsOf collects the rows of all tables of structs in the tests of a package, in the order they are written.
func rowsOf(folder, pattern string) ([]row, error) {
	paths, err := filepath.Glob(filepath.Join(folder, pattern))
	if err != nil {
		return nil, err
	}
	sort.Strings(paths)
	places := token.NewFileSet()
	var files []*ast.File
	for _, path := range paths {
		file, err := parser.ParseFile(places, path, nil, 0)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	known := literals{names: constantsOf(files)}
	var rows []row
	for _, file := range files {
		for _, declaration := range file.Decls {
			test, ok := declaration.(*ast.FuncDecl)
			if !ok || test.Body == nil {
				continue
			}
			ast.Inspect(test.Body, func(node ast.Node) bool {
				table, ok := node.(*ast.CompositeLit)
				if !ok || rowType(table.Type) == nil {
					return true
				}
				for _, element := range elementsOf(table, table.Type) {
					fields := fieldsOf(element, rowType(table.Type))
					if fields == nil {
						continue
					}
					place := places.Position(element.Pos())
					origin := filepath.Base(place.Filename) + ":" + itoa(place.Line)
					rows = append(rows, row{origin, test, fields, known})
				}
				return false
			})
		}
	}
	return rows, nil
}

// rowType is the struct that a slice or map of structs, however nested, consists of.
func rowType(expr ast.Expr) *ast.StructType {
	switch expr := expr.(type) {
	case *ast.ArrayType:
		return rowType(expr.Elt)
	case *ast.MapType:
		return rowType(expr.Value)
	case *ast.StructType:
		return expr
	}
	return nil
}

// elementsOf flattens a table to its rows.
func elementsOf(literal *ast.CompositeLit, kind ast.Expr) []*ast.CompositeLit {
	var inner ast.Expr
	switch kind := kind.(type) {
	case *ast.ArrayType:
		inner = kind.Elt
	case *ast.MapType:
		inner = kind.Value
	default:
		return []*ast.CompositeLit{literal}
	}
	var rows []*ast.CompositeLit
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			element = pair.Value
		}
		if element, ok := element.(*ast.CompositeLit); ok {
			rows = append(rows, elementsOf(element, inner)...)
		}
	}
	return rows
}

func fieldsOf(literal *ast.CompositeLit, kind *ast.StructType) map[string]ast.Expr {
	var names []string
	for _, field := range kind.Fields.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	fields := map[string]ast.Expr{}
	for index, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			name, ok := pair.Key.(*ast.Ident)
			if !ok {
				return nil
			}
			fields[name.Name] = pair.Value
		} else if index < len(names) {
			fields[names[index]] = element
		}
	}
	return fields
}

func constantsOf(files []*ast.File) map[string]ast.Expr {
	constants := map[string]ast.Expr{}
	for _, file := range files {
		for _, declaration := range file.Decls {
			declaration, ok := declaration.(*ast.GenDecl)
			if !ok || declaration.Tok != token.CONST {
				continue
			}
			for _, specification := range declaration.Specs {
				specification := specification.(*ast.ValueSpec)
				for index, name := range specification.Names {
					if index < len(specification.Values) {
						constants[name.Name] = specification.Values[index]
					}
				}
			}
		}
	}
	return constants
}
