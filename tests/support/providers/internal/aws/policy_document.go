package aws

import (
	"encoding/json"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"tglambda.example/providers/internal/settings"
	"tglambda.example/providers/internal/table"
)

// policyDocument writes the document that the statements make. Unlike the real one it does not merge other
// documents, and a document without an id gets the marker as one.
func policyDocument(fields map[string]tftypes.Value, _ settings.Settings) error {
	document := map[string]any{"Version": "2012-10-17", "Id": table.Marker + "policy"}
	if id := text(fields["policy_id"]); id != "" {
		document["Id"] = id
	}
	var statements []any
	for _, statement := range elements(fields["statement"]) {
		statements = append(statements, policyStatement(object(statement)))
	}
	document["Statement"] = statements
	indented, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return err
	}
	minified, err := json.Marshal(document)
	if err != nil {
		return err
	}
	fields["json"] = tftypes.NewValue(tftypes.String, string(indented))
	fields["minified_json"] = tftypes.NewValue(tftypes.String, string(minified))
	return nil
}

func policyStatement(fields map[string]tftypes.Value) map[string]any {
	statement := map[string]any{"Effect": "Allow"}
	if effect := text(fields["effect"]); effect != "" {
		statement["Effect"] = effect
	}
	if sid := text(fields["sid"]); sid != "" {
		statement["Sid"] = sid
	}
	for attribute, name := range map[string]string{
		"actions": "Action", "not_actions": "NotAction", "resources": "Resource", "not_resources": "NotResource",
	} {
		if list := elements(fields[attribute]); len(list) > 0 {
			statement[name] = oneOrMany(list)
		}
	}
	for attribute, name := range map[string]string{"principals": "Principal", "not_principals": "NotPrincipal"} {
		principals := map[string]any{}
		for _, principal := range elements(fields[attribute]) {
			read := object(principal)
			principals[text(read["type"])] = oneOrMany(elements(read["identifiers"]))
		}
		if len(principals) > 0 {
			statement[name] = principals
		}
	}
	conditions := map[string]map[string]any{}
	for _, condition := range elements(fields["condition"]) {
		read := object(condition)
		test := text(read["test"])
		if conditions[test] == nil {
			conditions[test] = map[string]any{}
		}
		conditions[test][text(read["variable"])] = oneOrMany(elements(read["values"]))
	}
	if len(conditions) > 0 {
		statement["Condition"] = conditions
	}
	return statement
}

func oneOrMany(list []tftypes.Value) any {
	var texts []string
	for _, element := range list {
		texts = append(texts, text(element))
	}
	if len(texts) == 1 {
		return texts[0]
	}
	slices.Sort(texts)
	return texts
}

func text(value tftypes.Value) string {
	var read string
	if !value.IsKnown() || value.IsNull() || value.As(&read) != nil {
		return ""
	}
	return read
}

func elements(value tftypes.Value) []tftypes.Value {
	var read []tftypes.Value
	if !value.IsKnown() || value.IsNull() || value.As(&read) != nil {
		return nil
	}
	return read
}

func object(value tftypes.Value) map[string]tftypes.Value {
	var read map[string]tftypes.Value
	if value.As(&read) != nil {
		return nil
	}
	return read
}
