package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// Scenario is a tree of files with units in it, as a test of Terragrunt lays it out.
type Scenario struct {
	Origin string `json:"origin"`
	Test   string `json:"test"`
	// Files by path in the tree. Those below test/fixtures stand among what is there in Terragrunt's sources.
	Files map[string]string `json:"files,omitempty"`
	// Units are the configurations to render, by path in the tree.
	Units []string `json:"units,omitempty"`
	// Experiments that the test turns on.
	Experiments []string `json:"experiments,omitempty"`
	// Environment variables that the test sets.
	Environment map[string]string `json:"environment,omitempty"`
	Skipped     string            `json:"skipped,omitempty"`
}

// testFolders are those whose tests are about configurations.
var testFolders = []string{
	"pkg/config", "internal/discovery", "internal/configbridge", "internal/hclparse", "internal/runner/run",
	"internal/runner/runcfg", "internal/stacks/generate", "internal/cli/commands/find", "internal/cli/commands/list",
	"internal/cli/commands/render", "internal/cli/commands/run", "internal/cli/commands/hcl/validate", "test",
}

// scenarios reads every scenario in the tests of Terragrunt's sources.
func scenarios(terragrunt string) ([]Scenario, error) {
	packages := map[string]map[string]ast.Expr{}
	for _, folder := range []string{"pkg/config", "pkg/config/hclparse", "internal/hclparse", "internal/codegen", "internal/experiment"} {
		files, err := parseFolder(filepath.Join(terragrunt, folder), "*.go", nil)
		if err != nil {
			return nil, err
		}
		// An internal package is imported under another name where the public one is too.
		name := path.Base(folder)
		packages[name], packages["int"+name] = constantsOf(files), constantsOf(files)
	}
	var found []Scenario
	for _, folder := range testFolders {
		places := token.NewFileSet()
		files, err := parseFolder(filepath.Join(terragrunt, folder), "*_test.go", places)
		if err != nil {
			return nil, err
		}
		packages[""] = constantsOf(files)
		for _, file := range files {
			for _, declaration := range file.Decls {
				test, ok := declaration.(*ast.FuncDecl)
				if !ok || test.Body == nil || !strings.HasPrefix(test.Name.Name, "Test") {
					continue
				}
				reader := &reader{folder: folder, places: places, test: test.Name.Name}
				reader.block(interpreter{packages, map[string]any{}}, test.Body)
				reader.finish(test.Pos())
				found = append(found, reader.found...)
			}
		}
	}
	return distinct(found), nil
}

// distinct leaves out scenarios that another test lays out too.
func distinct(scenarios []Scenario) []Scenario {
	seen := map[string]bool{}
	return slices.DeleteFunc(scenarios, func(scenario Scenario) bool {
		scenario.Origin, scenario.Test = "", ""
		key, err := json.Marshal(scenario)
		if err != nil || scenario.Skipped != "" {
			return false
		}
		repeated := seen[string(key)]
		seen[string(key)] = true
		return repeated
	})
}

func parseFolder(folder, pattern string, places *token.FileSet) ([]*ast.File, error) {
	if places == nil {
		places = token.NewFileSet()
	}
	paths, err := filepath.Glob(filepath.Join(folder, pattern))
	if err != nil {
		return nil, err
	}
	sort.Strings(paths)
	var files []*ast.File
	for _, path := range paths {
		file, err := parser.ParseFile(places, path, nil, 0)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// reader follows one test and collects the scenarios that it lays out.
type reader struct {
	folder string
	places *token.FileSet
	test   string
	// files written since the last scenario.
	files       map[string]string
	environment map[string]string
	experiments []string
	// unreadable says that a file is written whose text is not known.
	unreadable bool
	found      []Scenario
}

func (r *reader) block(known interpreter, block *ast.BlockStmt) {
	for _, statement := range block.List {
		r.statement(known, statement)
	}
}

func (r *reader) statement(known interpreter, statement ast.Stmt) {
	switch statement := statement.(type) {
	case *ast.AssignStmt:
		if name, ok := statement.Lhs[0].(*ast.Ident); ok {
			if function, ok := statement.Rhs[0].(*ast.FuncLit); ok {
				known.names[name.Name] = function
				return
			}
		}
		r.calls(known, statement)
		if len(statement.Rhs) != 1 {
			return
		}
		if call, ok := statement.Rhs[0].(*ast.CallExpr); ok && calleeOf(call) == "newTestParsingContext" {
			if place, err := known.value(call.Args[len(call.Args)-1]); err == nil {
				known.names["pctx"] = fields{"TerragruntConfigPath": place}
			}
			return
		}
		if name, ok := statement.Lhs[0].(*ast.Ident); ok && (statement.Tok == token.DEFINE || statement.Tok == token.ASSIGN) {
			if value, err := known.value(statement.Rhs[0]); err == nil {
				known.names[name.Name] = value
			} else {
				delete(known.names, name.Name)
			}
		}
	case *ast.DeclStmt:
		r.declared(known, statement)
	case *ast.RangeStmt:
		r.each(known, statement)
	case *ast.IfStmt:
		r.calls(known, statement)
	case *ast.BlockStmt:
		r.block(known, statement)
	default:
		r.calls(known, statement)
	}
}

func (r *reader) declared(known interpreter, statement *ast.DeclStmt) {
	declaration, ok := statement.Decl.(*ast.GenDecl)
	if !ok {
		return
	}
	for _, specification := range declaration.Specs {
		specification, ok := specification.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for index, name := range specification.Names {
			if index < len(specification.Values) {
				if value, err := known.value(specification.Values[index]); err == nil {
					known.names[name.Name] = value
				}
			}
		}
	}
}

// each follows the body of a loop once for each row.
func (r *reader) each(known interpreter, statement *ast.RangeStmt) {
	rows, err := known.value(statement.X)
	if err != nil {
		r.calls(known, statement)
		return
	}
	bind := func(key, value any) {
		inner := known.inner()
		if name, ok := statement.Key.(*ast.Ident); ok {
			inner.names[name.Name] = key
		}
		if name, ok := statement.Value.(*ast.Ident); ok {
			inner.names[name.Name] = value
		}
		if row, ok := value.(fields); ok {
			r.mergeRow(statement, row)
		}
		r.block(inner, statement.Body)
		if _, ok := value.(string); !ok {
			// A loop over texts may write one file after the other.
			r.finish(statement.Pos())
		}
	}
	switch rows := rows.(type) {
	case []any:
		for index, row := range rows {
			bind(int64(index), row)
		}
	case map[string]any:
		for _, name := range sortedKeys(rows) {
			bind(name, rows[name])
		}
	}
}

// calls looks for the calls that matter, wherever they are in a statement.
func (r *reader) calls(known interpreter, node ast.Node) {
	ast.Inspect(node, func(node ast.Node) bool {
		if function, ok := node.(*ast.FuncLit); ok {
			// What a test or a row of it does on its own.
			outer := r.files
			r.files = cloned(outer)
			r.block(known.inner(), function.Body)
			r.finish(function.Pos())
			r.files = outer
			return false
		}
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		if name, ok := call.Fun.(*ast.Ident); ok {
			if function, ok := known.names[name.Name].(*ast.FuncLit); ok {
				r.helper(known, function, call)
				return false
			}
		}
		switch name := calleeOf(call); name {
		case "config.ParseConfigString", "config.PartialParseConfigString":
			r.inline(known, call)
		case "t.Setenv":
			if texts, err := known.texts(call.Args); err == nil && len(texts) == 2 {
				if r.environment == nil {
					r.environment = map[string]string{}
				}
				r.environment[texts[0]] = texts[1]
			}
		case "os.WriteFile", "writeFile", "vfs.WriteFile", "helpers.CreateFile":
			arguments := call.Args
			if name == "writeFile" || name == "vfs.WriteFile" {
				arguments = arguments[1:]
			}
			if len(arguments) >= 2 {
				r.write(known, arguments[0], arguments[1])
			}
		default:
			r.function(known, call)
		}
		if function, ok := call.Fun.(*ast.SelectorExpr); ok && function.Sel.Name == "EnableExperiment" {
			if name, err := known.text(call.Args[0]); err == nil && !slices.Contains(r.experiments, name) {
				r.experiments = append(r.experiments, name)
			}
		}
		return true
	})
}

// helper follows a function that the test has defined for itself.
func (r *reader) helper(known interpreter, function *ast.FuncLit, call *ast.CallExpr) {
	inner := known.inner()
	index := 0
	for _, parameter := range function.Type.Params.List {
		for _, name := range parameter.Names {
			delete(inner.names, name.Name)
			if index < len(call.Args) {
				if value, err := known.value(call.Args[index]); err == nil {
					inner.names[name.Name] = value
				}
			}
			index++
		}
	}
	r.block(inner, function.Body)
}

func (r *reader) write(known interpreter, to, content ast.Expr) {
	place, err := known.text(to)
	if err != nil {
		r.unreadable = true
		return
	}
	text, err := known.text(content)
	if err != nil {
		if value, err := known.value(content); err == nil && value == nil {
			text = ""
		} else {
			r.unreadable = true
			return
		}
	}
	if r.files == nil {
		r.files = map[string]string{}
	}
	r.files[r.inTree(place)] = text
}

// inline takes the text of a configuration that is parsed without being a file.
func (r *reader) inline(known interpreter, call *ast.CallExpr) {
	if len(call.Args) != 6 {
		return
	}
	place, err := known.text(call.Args[3])
	if err != nil {
		r.skip(call.Pos(), "the path is "+err.Error())
		return
	}
	text, err := known.text(call.Args[4])
	if err != nil {
		r.skip(call.Pos(), "the configuration is "+err.Error())
		return
	}
	files := cloned(r.files)
	unit := r.inTree(place)
	include, err := known.value(call.Args[5])
	if err != nil {
		r.skip(call.Pos(), "the include is "+err.Error())
		return
	}
	if include, ok := include.(fields); ok {
		parent, _ := include["Path"].(string)
		text += "\ninclude {\n  path = " + quoted(parent) + "\n}\n"
		parent = path.Join(path.Dir(unit), parent)
		if _, exists := files[parent]; !exists && !strings.HasPrefix(parent, "..") {
			files[parent] = ""
		}
	}
	if name := path.Base(unit); name != "terragrunt.hcl" && path.Ext(name) == ".hcl" {
		unit = path.Join(path.Dir(unit), "terragrunt.hcl")
	}
	files[unit] = text
	r.add(call.Pos(), Scenario{Files: files, Units: []string{unit}, Environment: known.environment(r)})
}

// add completes a scenario and adds it.
func (r *reader) add(place token.Pos, scenario Scenario) {
	scenario.Origin, scenario.Test, scenario.Experiments = r.place(place), r.test, slices.Clone(r.experiments)
	if scenario.Environment == nil {
		scenario.Environment = cloned(r.environment)
	}
	withDependencies(scenario.Files, scenario.Units)
	r.found = append(r.found, scenario)
}

// environment is what the test sets, and what a row says is set.
func (i interpreter) environment(r *reader) map[string]string {
	environment := cloned(r.environment)
	for _, row := range i.names {
		row, ok := row.(fields)
		if !ok {
			continue
		}
		variables, ok := row["env"].(map[string]any)
		if !ok {
			continue
		}
		for name, value := range variables {
			if value, ok := value.(string); ok {
				environment[name] = value
			}
		}
	}
	return environment
}

// finish makes a scenario of the files that were written.
func (r *reader) finish(place token.Pos) {
	files := r.files
	r.files = nil
	if r.unreadable {
		r.unreadable = false
		r.skip(place, "a file is "+errNotLiteral.Error())
		return
	}
	var units []string
	for name, text := range files {
		// An empty one is there to be found, and says nothing when it is rendered.
		if slices.Contains([]string{"terragrunt.hcl", "terragrunt.hcl.json"}, path.Base(name)) && strings.TrimSpace(text) != "" {
			units = append(units, name)
		}
	}
	if len(units) == 0 {
		return
	}
	sort.Strings(units)
	r.add(place, Scenario{Files: files, Units: units})
}

func (r *reader) skip(place token.Pos, why string) {
	r.found = append(r.found, Scenario{Origin: r.place(place), Test: r.test, Skipped: why})
}

func (r *reader) place(position token.Pos) string {
	place := r.places.Position(position)
	return path.Join(r.folder, filepath.Base(place.Filename)) + ":" + itoa(place.Line)
}

// inTree is the path in the scenario's tree of a path that a test names: below its temporary folder, or in the sources.
func (r *reader) inTree(name string) string {
	if name == "" || name == path.Base(name) && strings.HasPrefix(name, "terragrunt.hcl") {
		// Below the top, so that what is beside it is in the tree too.
		return path.Join("unit", "terragrunt.hcl"+strings.TrimPrefix(name, "terragrunt.hcl"))
	}
	if below, ok := strings.CutPrefix(name, scratch); ok {
		return strings.TrimPrefix(path.Clean("/"+below), "/")
	}
	if path.IsAbs(name) {
		return strings.TrimPrefix(path.Clean(name), "/")
	}
	if inSources := path.Join(r.folder, name); strings.HasPrefix(inSources, "test/fixtures/") {
		return inSources
	}
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

func cloned(entries map[string]string) map[string]string {
	clone := map[string]string{}
	for name, value := range entries {
		clone[name] = value
	}
	return clone
}
