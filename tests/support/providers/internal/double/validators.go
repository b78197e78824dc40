package double

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// AtMost refuses a list with more elements, or a block that is written more often, than that.
func AtMost(count int) validator.List {
	return atMost{count}
}

type atMost struct{ count int }

func (v atMost) Description(context.Context) string {
	return fmt.Sprintf("at most %d", v.count)
}

func (v atMost) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v atMost) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	if found := len(req.ConfigValue.Elements()); found > v.count {
		resp.Diagnostics.AddAttributeError(req.Path, "Too many list items",
			fmt.Sprintf("Attribute %s supports %d item maximum, but config has %d declared.", req.Path, v.count, found))
	}
}

// Between refuses a number outside the two bounds.
func Between(least, most int64) validator.Int64 {
	return between{least, most}
}

type between struct{ least, most int64 }

func (v between) Description(context.Context) string {
	return fmt.Sprintf("in the range (%d - %d)", v.least, v.most)
}

func (v between) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v between) ValidateInt64(ctx context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if number := req.ConfigValue.ValueInt64(); number < v.least || number > v.most {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid value",
			fmt.Sprintf("expected %s to be %s, got %d", req.Path, v.Description(ctx), number))
	}
}

// OneOf refuses a text that is none of the given ones.
func OneOf(choices ...string) validator.String {
	return oneOf{choices}
}

type oneOf struct{ choices []string }

func (v oneOf) Description(context.Context) string {
	return "one of " + strings.Join(v.choices, ", ")
}

func (v oneOf) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v oneOf) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if text := req.ConfigValue.ValueString(); !slices.Contains(v.choices, text) {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid value",
			fmt.Sprintf("expected %s to be %s, got %q", req.Path, v.Description(ctx), text))
	}
}

// IsARN refuses a text that is no Amazon Resource Name.
func IsARN() validator.String {
	return isARN{}
}

type isARN struct{}

func (v isARN) Description(context.Context) string {
	return "an ARN"
}

func (v isARN) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v isARN) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() || req.ConfigValue.ValueString() == "" {
		return
	}
	text := req.ConfigValue.ValueString()
	if !strings.HasPrefix(text, "arn:") || strings.Count(text, ":") < 5 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid value",
			fmt.Sprintf("%q (%s) is an invalid ARN: arn: invalid prefix or not enough sections", req.Path, text))
	}
}
