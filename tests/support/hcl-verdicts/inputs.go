package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

type input struct {
	// The file it is from, seen from the folder.
	From string `json:"from"`
	Text []byte `json:"text"`
}

// The first line of a file in a corpus of Go's fuzzing.
const corpusHeader = "go test fuzz v1\n"

func writeInputs(output io.Writer, folder string) error {
	encoder := json.NewEncoder(output)
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		texts, err := textsOf(path)
		if err != nil {
			return err
		}
		from, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		for _, text := range texts {
			if err := encoder.Encode(input{From: filepath.ToSlash(from), Text: []byte(text)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// The texts of one file: every string of a test, the input of a corpus file, or the file itself where it is in the
// language or a test's input.
func textsOf(path string) ([]string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	switch {
	case strings.HasSuffix(path, "_test.go"):
		return literals(path, content)
	case bytes.HasPrefix(content, []byte(corpusHeader)):
		return corpus(string(content[len(corpusHeader):]))
	}
	switch filepath.Ext(path) {
	case ".hcl", ".hcldec", ".t", ".json", ".tf", ".tmpl":
		return []string{string(content)}, nil
	}
	return nil, nil
}

func literals(path string, content []byte) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, content, 0)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	ast.Inspect(file, func(node ast.Node) bool {
		if _, isImport := node.(*ast.ImportSpec); isImport {
			return false
		}
		if literal, isLiteral := node.(*ast.BasicLit); isLiteral && literal.Kind == token.STRING {
			if text, err := strconv.Unquote(literal.Value); err == nil {
				found[text] = true
			}
		}
		return true
	})
	texts := make([]string, 0, len(found))
	for text := range found {
		texts = append(texts, text)
	}
	sort.Strings(texts)
	return texts, nil
}

// The values of a corpus file, each `[]byte("…")` or `string("…")`.
func corpus(content string) ([]string, error) {
	var texts []string
	for _, line := range strings.Split(strings.TrimSpace(content), "\n") {
		start, end := strings.Index(line, "("), strings.LastIndex(line, ")")
		if start < 0 || end < start {
			continue
		}
		text, err := strconv.Unquote(line[start+1 : end])
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}
