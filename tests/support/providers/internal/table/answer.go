package table

import (
	"cmp"
	"fmt"
	"math/big"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"tglambda.example/providers/internal/settings"
)

const (
	// Marker is in every text that a data source answers, so that a test knows where a planned value comes from.
	Marker = "double-"
	// MarkerAccount is the account of all that data sources answer.
	MarkerAccount = "909090909090"
	// MarkerRegion is their region.
	MarkerRegion = Marker + "region-1"
	// markerNumber is every number that they answer.
	markerNumber = 909090
)

// place is where an answer stands: what `{region}` and `{account}` mean, and how texts start.
type place struct {
	region, account, prefix, service string
}

// ofData is the same for all data sources: their answers come from nowhere.
func ofData(entity Entity) place {
	return place{region: MarkerRegion, account: MarkerAccount, prefix: Marker, service: service(entity.Name)}
}

func ofResource(entity Entity, configured settings.Settings) place {
	return place{
		region: cmp.Or(configured.Region, "us-east-1"), account: configured.Account(""),
		service: service(entity.Name), prefix: "computed-",
	}
}

func service(name string) string {
	parts := strings.Split(name, "_")
	if len(parts) < 2 {
		return name
	}
	return parts[1]
}

// answer is the value of one attribute that nobody configured.
func (p place) answer(kind tftypes.Type, attribute Attribute, siblings map[string]tftypes.Value) tftypes.Value {
	if attribute.Answered && kind.Is(tftypes.String) {
		return tftypes.NewValue(kind, p.expand(attribute.Answer, siblings))
	}
	return p.invent(kind, attribute.Name, siblings)
}

func (p place) expand(template string, siblings map[string]tftypes.Value) string {
	text := strings.NewReplacer("{region}", p.region, "{account}", p.account).Replace(template)
	for name, value := range siblings {
		text = strings.ReplaceAll(text, "{"+name+"}", told(value))
	}
	return text
}

// invent makes a value of any type. It depends on nothing but the attribute's name and place.
func (p place) invent(kind tftypes.Type, name string, siblings map[string]tftypes.Value) tftypes.Value {
	switch kind := kind.(type) {
	case tftypes.List:
		return tftypes.NewValue(kind, p.elements(kind.ElementType, name))
	case tftypes.Set:
		return tftypes.NewValue(kind, p.elements(kind.ElementType, name))
	case tftypes.Map:
		return tftypes.NewValue(kind, map[string]tftypes.Value{"Name": p.invent(kind.ElementType, name, nil)})
	case tftypes.Object:
		fields := make(map[string]tftypes.Value, len(kind.AttributeTypes))
		for field, of := range kind.AttributeTypes {
			fields[field] = p.invent(of, field, nil)
		}
		return tftypes.NewValue(kind, fields)
	}
	switch {
	case kind.Is(tftypes.Bool):
		return tftypes.NewValue(kind, false)
	case kind.Is(tftypes.Number):
		return tftypes.NewValue(kind, big.NewFloat(markerNumber))
	}
	text := p.prefix + strings.ReplaceAll(name, "_", "-")
	if name == "arn" || strings.HasSuffix(name, "_arn") || strings.HasSuffix(name, "_arns") {
		text = fmt.Sprintf("arn:aws:%s:%s:%s:%s", p.service, p.region, p.account, p.named(siblings))
	}
	return tftypes.NewValue(kind, text)
}

func (p place) elements(kind tftypes.Type, name string) []tftypes.Value {
	if !kind.Is(tftypes.String) {
		return []tftypes.Value{p.invent(kind, name, nil)}
	}
	elements := make([]tftypes.Value, 0, 2)
	for _, end := range []string{"-1", "-2"} {
		elements = append(elements, p.invent(kind, name+end, nil))
	}
	return elements
}

// named is how the object calls itself, for its ARN.
func (p place) named(siblings map[string]tftypes.Value) string {
	for _, name := range []string{"name", "function_name", "layer_name", "bucket", "alarm_name", "secret_id"} {
		if text := told(siblings[name]); text != "" {
			return text
		}
	}
	return p.prefix + "name"
}

func told(value tftypes.Value) string {
	var text string
	if value.Type() == nil || !value.Type().Is(tftypes.String) || !value.IsKnown() || value.IsNull() {
		return ""
	}
	if err := value.As(&text); err != nil {
		return ""
	}
	return text
}
