package small

import (
	"os"
	"path/filepath"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"tglambda.example/providers/internal/settings"
	"tglambda.example/providers/internal/table"
)

// emptyZip is an end record with the marker as its comment, so that every archive is the same.
const emptyZip = "PK\x05\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x07\x00" + table.Marker

// packaged are the keys that programs which package code answer with, as modules expect them.
var packaged = []string{"build_plan", "build_plan_filename", "filename", "hash", "path", "result", "timestamp", "version", "was_missing"}

// archive writes an archive, an empty one, where the configuration wants it.
func archive(fields map[string]tftypes.Value, _ settings.Settings) error {
	var path string
	if err := fields["output_path"].As(&path); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(emptyZip), 0o666)
}

// external runs nothing: every key of the query, and those that programs usually answer, has an invented value.
func external(fields map[string]tftypes.Value, _ settings.Settings) error {
	result := map[string]tftypes.Value{}
	for _, key := range packaged {
		result[key] = tftypes.NewValue(tftypes.String, table.Marker+key)
	}
	var query map[string]tftypes.Value
	if fields["query"].IsKnown() && !fields["query"].IsNull() {
		if err := fields["query"].As(&query); err != nil {
			return err
		}
	}
	for key := range query {
		result[key] = tftypes.NewValue(tftypes.String, table.Marker+key)
	}
	fields["result"] = tftypes.NewValue(fields["result"].Type(), result)
	return nil
}
