package table

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// readType reads a type as the configuration language writes it, without spaces; `int` is a whole number.
func readType(text string) (attr.Type, error) {
	kind, rest, err := typeAtStart(text)
	if err == nil && rest != "" {
		err = fmt.Errorf("%q behind a type", rest)
	}
	return kind, err
}

func typeAtStart(text string) (attr.Type, string, error) {
	end := strings.IndexAny(text, "(),}")
	word, rest := text, ""
	if end >= 0 {
		word, rest = text[:end], text[end:]
	}
	switch word {
	case "string":
		return types.StringType, rest, nil
	case "bool":
		return types.BoolType, rest, nil
	case "int":
		return types.Int64Type, rest, nil
	case "number":
		return types.Float64Type, rest, nil
	case "list", "set", "map":
		return collection(word, rest)
	case "object":
		return object(rest)
	}
	return nil, "", fmt.Errorf("no type %q", text)
}

func collection(word, rest string) (attr.Type, string, error) {
	rest, opened := strings.CutPrefix(rest, "(")
	element, rest, err := typeAtStart(rest)
	if err != nil {
		return nil, "", err
	}
	rest, closed := strings.CutPrefix(rest, ")")
	if !opened || !closed {
		return nil, "", fmt.Errorf("%s without its parentheses", word)
	}
	switch word {
	case "list":
		return types.ListType{ElemType: element}, rest, nil
	case "set":
		return types.SetType{ElemType: element}, rest, nil
	}
	return types.MapType{ElemType: element}, rest, nil
}

func object(rest string) (attr.Type, string, error) {
	rest, opened := strings.CutPrefix(rest, "({")
	if !opened {
		return nil, "", fmt.Errorf("object without its braces")
	}
	attributes := map[string]attr.Type{}
	for !strings.HasPrefix(rest, "})") {
		name, after, found := strings.Cut(strings.TrimPrefix(rest, ","), "=")
		if !found {
			return nil, "", fmt.Errorf("object without its end")
		}
		var err error
		if attributes[name], rest, err = typeAtStart(after); err != nil {
			return nil, "", err
		}
	}
	return types.ObjectType{AttrTypes: attributes}, rest[2:], nil
}
