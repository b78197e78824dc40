// Package double is what every resource of the double shares: a resource's schema says what is computed, and its
// answers say what AWS would have filled in.
package double

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Answers maps a computed attribute to its value: a value that [tftypes.NewValue] takes for the attribute's type.
// An attribute within a block is named "block.attribute", whichever of the blocks it is in.
type Answers map[string]any

// Fill gives every unknown in a plan its answer, so that the result is the state after the apply. An unknown
// without an answer is an error of the double, not of the configuration.
func (a Answers) Fill(plan tftypes.Value, diags *diag.Diagnostics) tftypes.Value {
	state, err := tftypes.Transform(plan, func(at *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if value.IsKnown() {
			return value, nil
		}
		name := attributeName(at)
		answer, ok := a[name]
		if !ok {
			return value, fmt.Errorf("the double has no answer for the computed attribute %q", name)
		}
		if err := tftypes.ValidateValue(value.Type(), answer); err != nil {
			return value, fmt.Errorf("the double's answer for %q: %w", name, err)
		}
		return tftypes.NewValue(value.Type(), answer), nil
	})
	if err != nil {
		diags.AddError("incomplete provider double", err.Error())
		return plan
	}
	return state
}

// Strings is the answer for a list or a set of strings.
func Strings(values ...string) []tftypes.Value {
	answer := make([]tftypes.Value, 0, len(values))
	for _, value := range values {
		answer = append(answer, tftypes.NewValue(tftypes.String, value))
	}
	return answer
}

// StringMap is the answer for a map of strings.
func StringMap(values map[string]string) map[string]tftypes.Value {
	answer := make(map[string]tftypes.Value, len(values))
	for key, value := range values {
		answer[key] = tftypes.NewValue(tftypes.String, value)
	}
	return answer
}

func attributeName(at *tftypes.AttributePath) string {
	var names []string
	for _, step := range at.Steps() {
		if name, ok := step.(tftypes.AttributeName); ok {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, ".")
}
