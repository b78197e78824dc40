package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// Typed is a value with its type: cty's JSON form of a type, and a form of the value that loses nothing.
type Typed struct {
	Type  json.RawMessage `json:"type"`
	Value any             `json:"value"`
}

// number is a number as it prints, with all its digits, and with the bits that its computation kept.
type number struct {
	Number    string `json:"number"`
	Exact     string `json:"exact"`
	Precision uint   `json:"precision"`
}

func encode(value cty.Value) (*Typed, error) {
	kind, err := ctyjson.MarshalType(value.Type())
	if err != nil {
		return nil, err
	}
	plain, err := encodeValue(value)
	if err != nil {
		return nil, err
	}
	return &Typed{Type: kind, Value: plain}, nil
}

// encodeValue: objects stand for themselves only below "entries", so that no attribute's name means anything else.
func encodeValue(value cty.Value) (any, error) {
	if value.IsMarked() {
		unmarked, _ := value.Unmark()
		inner, err := encodeValue(unmarked)
		return map[string]any{"sensitive": inner}, err
	}
	kind := value.Type()
	switch {
	case !value.IsKnown():
		return map[string]any{"unknown": true}, nil
	case value.IsNull():
		return nil, nil
	case kind == cty.String:
		return value.AsString(), nil
	case kind == cty.Bool:
		return value.True(), nil
	case kind == cty.Number:
		return encodeNumber(value.AsBigFloat())
	case kind.IsListType(), kind.IsSetType(), kind.IsTupleType():
		elements := []any{}
		for iterator := value.ElementIterator(); iterator.Next(); {
			_, element := iterator.Element()
			plain, err := encodeValue(element)
			if err != nil {
				return nil, err
			}
			elements = append(elements, plain)
		}
		return elements, nil
	case kind.IsMapType(), kind.IsObjectType():
		entries := map[string]any{}
		for iterator := value.ElementIterator(); iterator.Next(); {
			name, element := iterator.Element()
			plain, err := encodeValue(element)
			if err != nil {
				return nil, err
			}
			entries[name.AsString()] = plain
		}
		return map[string]any{"entries": entries}, nil
	}
	return nil, fmt.Errorf("a %s has no form in JSON", kind.FriendlyName())
}

func encodeNumber(float *big.Float) (any, error) {
	if float.IsInf() {
		return nil, errors.New("infinity, which nothing can print")
	}
	exact, _ := float.Rat(nil)
	// The denominator is a power of two, so that as many decimals as it has bits say all.
	digits := exact.FloatString(exact.Denom().BitLen() - 1)
	return number{Number: float.Text('f', -1), Exact: digits, Precision: float.Prec()}, nil
}
