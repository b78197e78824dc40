package aws

import (
	"embed"
	"io/fs"

	"tglambda.example/providers/internal/table"
)

//go:embed tables/*.txt
var texts embed.FS

// offered are the resources and data sources that a table tells all about.
func offered() []table.Entity {
	names, err := fs.Glob(texts, "tables/*.txt")
	if err != nil {
		panic(err)
	}
	var entities []table.Entity
	for _, name := range names {
		text, err := texts.ReadFile(name)
		if err != nil {
			panic(err)
		}
		entities = append(entities, table.Parse(name, string(text))...)
	}
	return entities
}
