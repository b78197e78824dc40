package table

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var attributeLine = regexp.MustCompile(`^((?:[\w-]+,\s*)*[\w-]+)\s*(.*)$`)

// Parse reads a table. A table that cannot be read is an error of the double, and ends it.
func Parse(name, text string) []Entity {
	lines := meaningful(text)
	var entities []Entity
	for len(lines) > 0 {
		entity, rest, err := readEntity(lines)
		if err != nil {
			panic(fmt.Sprintf("table %s: %s: %v", name, lines[0], err))
		}
		entities = append(entities, entity)
		lines = rest
	}
	return entities
}

func meaningful(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \n")
		if trimmed := strings.TrimSpace(line); trimmed != "" && !strings.HasPrefix(trimmed, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

func readEntity(lines []string) (Entity, []string, error) {
	words := strings.Fields(lines[0])
	if len(words) < 2 || words[0] != "resource" && words[0] != "data" {
		return Entity{}, nil, fmt.Errorf("neither a resource nor a data source")
	}
	entity := Entity{Data: words[0] == "data", Name: words[1]}
	for _, word := range words[2:] {
		switch word {
		case "tagged":
			entity.Tagged = true
		case "regional":
			entity.Regional = true
		default:
			return entity, nil, fmt.Errorf("what is %q?", word)
		}
	}
	body, rest, err := readBody(lines[1:], 1)
	if err != nil {
		return entity, nil, err
	}
	entity.Body = body
	entity.addCommon()
	return entity, rest, nil
}

// addCommon adds what entities of a kind have alike.
func (e *Entity) addCommon() {
	common := []string{"id computed"}
	if e.Regional {
		common = append(common, "region filled")
	}
	switch {
	case e.Tagged && e.Data:
		common = append(common, "tags map(string) filled")
	case e.Tagged:
		common = append(common, "tags map(string)", "tags_all map(string) filled")
	}
	for _, line := range common {
		attributes, err := readAttributes(line)
		if err != nil {
			panic(err)
		}
		if _, found := e.find(attributes[0].Name); !found {
			e.Attributes = append(e.Attributes, attributes...)
		}
	}
}

func readBody(lines []string, depth int) (Body, []string, error) {
	var body Body
	for len(lines) > 0 {
		content := strings.TrimLeft(lines[0], " ")
		if indentation := len(lines[0]) - len(content); indentation < 2*depth {
			break
		}
		lines = lines[1:]
		header, isBlock := strings.CutPrefix(content, "block ")
		if !isBlock {
			attributes, err := readAttributes(content)
			if err != nil {
				return body, nil, err
			}
			body.Attributes = append(body.Attributes, attributes...)
			continue
		}
		block, err := readHeader(header)
		if err != nil {
			return body, nil, err
		}
		block.Body, lines, err = readBody(lines, depth+1)
		if err != nil {
			return body, nil, err
		}
		body.Blocks = append(body.Blocks, block)
	}
	return body, lines, nil
}

func readHeader(header string) (Block, error) {
	words := strings.Fields(header)
	if len(words) < 2 {
		return Block{}, fmt.Errorf("block %s: needs a name and list, set or single", header)
	}
	block := Block{Name: words[0], Nesting: words[1]}
	if len(words) == 3 {
		most, err := strconv.Atoi(words[2])
		if err != nil {
			return block, err
		}
		block.Most = most
	}
	return block, nil
}

func readAttributes(line string) ([]Attribute, error) {
	line, answer, answered := strings.Cut(line, " = ")
	parts := attributeLine.FindStringSubmatch(line)
	if parts == nil {
		return nil, fmt.Errorf("%q is no attribute", line)
	}
	read := Attribute{Optional: true, Answer: answer, Answered: answered}
	kind := "string"
	for _, word := range strings.Fields(parts[2]) {
		switch word {
		case "required":
			read.Required, read.Optional = true, false
		case "computed":
			read.Computed, read.Optional = true, false
		case "filled":
			read.Computed = true
		case "replaces":
			read.Replaces = true
		case "sensitive":
			read.Sensitive = true
		default:
			kind = word
		}
	}
	var err error
	if read.Type, err = readType(kind); err != nil {
		return nil, fmt.Errorf("%s: %w", line, err)
	}
	var attributes []Attribute
	for name := range strings.SplitSeq(parts[1], ",") {
		read.Name = strings.TrimSpace(name)
		attributes = append(attributes, read)
	}
	return attributes, nil
}
