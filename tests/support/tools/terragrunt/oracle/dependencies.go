package main

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// withDependencies adds an empty unit wherever a configuration depends on a folder that the test leaves out: tests of
// single parts of a configuration never look there.
func withDependencies(files map[string]string, units []string) {
	for _, name := range sortedKeys(files) {
		if path.Ext(name) != ".hcl" {
			continue
		}
		for _, folder := range dependenciesOf(files[name]) {
			if below, ok := strings.CutPrefix(folder, scratch); ok {
				addUnit(files, below)
				continue
			}
			addUnit(files, path.Join(path.Dir(name), folder))
			for _, unit := range units {
				// What is included is relative to the unit that includes it.
				addUnit(files, path.Join(path.Dir(unit), folder))
			}
		}
	}
}

func addUnit(files map[string]string, folder string) {
	unit := strings.TrimPrefix(path.Join(folder, "terragrunt.hcl"), "/")
	if _, exists := files[unit]; !exists && !strings.HasPrefix(unit, "..") && !inFixtures(unit) {
		files[unit] = ""
	}
}

func inFixtures(name string) bool {
	return strings.HasPrefix(name, "test/fixtures/")
}

// dependenciesOf are the paths in a configuration's dependencies that are written out.
func dependenciesOf(text string) []string {
	file, problems := hclsyntax.ParseConfig([]byte(text), "", hcl.InitialPos)
	if problems.HasErrors() {
		return nil
	}
	var found []string
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		for attribute, name := range map[string]string{"dependency": "config_path", "dependencies": "paths"} {
			if block.Type != attribute || block.Body.Attributes[name] == nil {
				continue
			}
			value, problems := block.Body.Attributes[name].Expr.Value(nil)
			if problems.HasErrors() || !value.IsWhollyKnown() || value.IsNull() {
				continue
			}
			if value.Type() == cty.String {
				found = append(found, value.AsString())
			} else if value.CanIterateElements() {
				for _, element := range value.AsValueSlice() {
					if element.Type() == cty.String && !element.IsNull() {
						found = append(found, element.AsString())
					}
				}
			}
		}
	}
	return found
}
