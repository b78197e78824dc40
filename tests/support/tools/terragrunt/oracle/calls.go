package main

import (
	"go/ast"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// terragruntFunctions are those that tests call with a list of texts, under the names that configurations know.
var terragruntFunctions = map[string]string{
	"config.StartsWith":              "startswith",
	"config.EndsWith":                "endswith",
	"config.StrContains":             "strcontains",
	"config.TimeCmp":                 "timecmp",
	"config.ConstraintCheck":         "constraint_check",
	"config.PathRelativeToInclude":   "path_relative_to_include",
	"config.PathRelativeFromInclude": "path_relative_from_include",
	"config.GetParentTerragruntDir":  "get_parent_terragrunt_dir",
	"config.FindInParentFolders":     "find_in_parent_folders",
	"config.RunCommand":              "run_cmd",
}

// function makes a scenario of a call with a row's arguments: a unit that calls it the same way, at the place and with
// the includes that the row names.
func (r *reader) function(known interpreter, call *ast.CallExpr) {
	name, found := terragruntFunctions[calleeOf(call)]
	if !found || len(call.Args) < 3 {
		return
	}
	given, err := known.value(call.Args[len(call.Args)-1])
	if err != nil {
		r.skip(call.Pos(), "the arguments are "+err.Error())
		return
	}
	var arguments []string
	if given, ok := given.([]any); ok {
		for _, argument := range given {
			text, ok := argument.(string)
			if !ok {
				return
			}
			arguments = append(arguments, quoted(text))
		}
	}
	files := map[string]string{}
	unit := "unit/terragrunt.hcl"
	text := ""
	for _, value := range known.names {
		row, ok := value.(fields)
		if !ok {
			continue
		}
		if place, ok := row["configPath"].(string); ok {
			unit = r.inTree(place)
		}
		if limit, ok := row["maxFoldersToCheck"].(int64); ok && limit > 0 {
			r.skip(call.Pos(), "the most folders that are looked at can only be set in a test")
			return
		}
		includes, _ := row["include"].(map[string]any)
		for _, label := range sortedKeys(includes) {
			include, _ := includes[label].(fields)
			parent, ok := include["Path"].(string)
			if !ok {
				r.skip(call.Pos(), "an include is "+errNotLiteral.Error())
				return
			}
			if strings.HasPrefix(parent, scratch) {
				parent = "${get_repo_root()}" + strings.TrimPrefix(parent, scratch)
			}
			header := "include "
			if label != "" {
				header += quoted(label) + " "
			}
			text += header + "{\n  path = \"" + parent + "\"\n}\n\n"
		}
	}
	if unit == "" {
		r.skip(call.Pos(), "the unit is no file")
		return
	}
	text += "inputs = {\n  result = " + name + "(" + strings.Join(arguments, ", ") + ")\n}\n"
	files[unit] = text
	for name, content := range r.parents(unit, known) {
		files[name] = content
	}
	r.add(call.Pos(), Scenario{Files: files, Units: []string{unit}, Environment: known.environment(r)})
}

// parents are the files that the includes of a row name, empty.
func (r *reader) parents(unit string, known interpreter) map[string]string {
	parents := map[string]string{}
	for _, value := range known.names {
		row, ok := value.(fields)
		if !ok {
			continue
		}
		includes, _ := row["include"].(map[string]any)
		for _, include := range includes {
			include, _ := include.(fields)
			parent, _ := include["Path"].(string)
			if !strings.HasPrefix(parent, "/") {
				parent = scratch + "/" + folderOf(unit) + "/" + parent
			}
			parents[r.inTree(parent)] = ""
		}
	}
	return parents
}

func folderOf(name string) string {
	if index := strings.LastIndex(name, "/"); index >= 0 {
		return name[:index]
	}
	return "."
}

// quoted is a text as a configuration writes it.
func quoted(text string) string {
	if strings.ContainsAny(text, "$%\n\"\\") {
		return string(hclwrite.TokensForValue(cty.StringVal(text)).Bytes())
	}
	return strconv.Quote(text)
}
