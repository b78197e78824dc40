package main

import (
	"fmt"
	"go/ast"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// mergeRow makes a scenario of a row that merges one configuration into another: a unit that includes a file.
func (r *reader) mergeRow(place ast.Node, row fields) {
	child, isShallow := row["config"].(fields)
	parent, _ := row["includedConfig"].(fields)
	strategy := "shallow"
	if !isShallow {
		child, _ = row["source"].(fields)
		parent, _ = row["target"].(fields)
		strategy = "deep"
	}
	if child == nil || parent == nil {
		return
	}
	childText, err := configuration(child)
	if err != nil {
		r.skip(place.Pos(), "the child's configuration "+err.Error())
		return
	}
	parentText, err := configuration(parent)
	if err != nil {
		r.skip(place.Pos(), "the parent's configuration "+err.Error())
		return
	}
	include := "include \"root\" {\n  path           = \"../root.hcl\"\n  merge_strategy = \"" + strategy + "\"\n}\n\n"
	files := map[string]string{"root.hcl": parentText, "unit/terragrunt.hcl": include + childText}
	r.add(place.Pos(), Scenario{Files: files, Units: []string{"unit/terragrunt.hcl"}})
}

// attributes are the fields that are written as they are.
var attributes = map[string]string{
	"IamRole":                  "iam_role",
	"IamWebIdentityToken":      "iam_web_identity_token",
	"IamAssumeRoleSessionName": "iam_assume_role_session_name",
	"Inputs":                   "inputs",
	"Source":                   "source",
	"Version":                  "version",
	"CopyTerraformLockFile":    "copy_terraform_lock_file",
	"IncludeInCopy":            "include_in_copy",
	"ExcludeFromCopy":          "exclude_from_copy",
	"Commands":                 "commands",
	"Arguments":                "arguments",
	"Paths":                    "paths",
	"ConfigPath":               "config_path",
	"BackendName":              "backend",
}

// labelled are the lists of blocks with a name, and what a block must have beside what its row says.
var labelled = map[string]struct {
	name   string
	needed map[string]any
}{
	"ExtraArgs":              {"extra_arguments", map[string]any{"Commands": []any{}}},
	"BeforeHooks":            {"before_hook", map[string]any{"Commands": []any{}, "execute": []any{"true"}}},
	"AfterHooks":             {"after_hook", map[string]any{"Commands": []any{}, "execute": []any{"true"}}},
	"TerragruntDependencies": {"dependency", map[string]any{"skip_outputs": true}},
}

var blocks = map[string]struct {
	name   string
	needed map[string]any
}{
	"Terraform":    {"terraform", nil},
	"Dependencies": {"dependencies", nil},
	"RemoteState":  {"remote_state", map[string]any{"config": map[string]any{}}},
}

// configuration writes a struct of Terragrunt as the text that is decoded to it.
func configuration(config fields) (string, error) {
	var text strings.Builder
	for _, name := range sortedKeys(config) {
		value := config[name]
		if value == nil {
			continue
		}
		if err := write(&text, name, value); err != nil {
			return "", err
		}
	}
	return text.String(), nil
}

func write(text *strings.Builder, name string, value any) error {
	if block, ok := blocks[name]; ok {
		body, err := bodyOf(value, block.needed)
		fmt.Fprintf(text, "%s {\n%s}\n", block.name, body)
		return err
	}
	if block, ok := labelled[name]; ok {
		list, ok := value.([]any)
		if !ok {
			return fmt.Errorf("has a %s that is no list", name)
		}
		for _, element := range list {
			body, err := bodyOf(element, block.needed)
			if err != nil {
				return err
			}
			label, _ := element.(fields)["Name"].(string)
			fmt.Fprintf(text, "%s %s {\n%s}\n", block.name, quoted(label), body)
		}
		return nil
	}
	attribute, known := attributes[name]
	if !known {
		if strings.ToLower(name) != name {
			return fmt.Errorf("has a field %s that is not known here", name)
		}
		attribute = name
	}
	plain, err := plainValue(value)
	if err != nil {
		return err
	}
	fmt.Fprintf(text, "%s = %s\n", attribute, hclwrite.TokensForValue(plain).Bytes())
	return nil
}

func bodyOf(value any, needed map[string]any) (string, error) {
	written, ok := value.(fields)
	if !ok {
		return "", errNotLiteral
	}
	whole := fields{}
	for name, value := range needed {
		whole[name] = value
	}
	for name, value := range written {
		if name != "Name" {
			whole[name] = value
		}
	}
	return configuration(whole)
}

func plainValue(value any) (cty.Value, error) {
	switch value := value.(type) {
	case string:
		return cty.StringVal(value), nil
	case bool:
		return cty.BoolVal(value), nil
	case int64:
		return cty.NumberIntVal(value), nil
	case []any:
		elements := []cty.Value{}
		for _, element := range value {
			plain, err := plainValue(element)
			if err != nil {
				return cty.NilVal, err
			}
			elements = append(elements, plain)
		}
		return cty.TupleVal(elements), nil
	case map[string]any:
		entries := map[string]cty.Value{}
		for name, entry := range value {
			plain, err := plainValue(entry)
			if err != nil {
				return cty.NilVal, err
			}
			entries[name] = plain
		}
		return cty.ObjectVal(entries), nil
	}
	return cty.NilVal, errNotLiteral
}
