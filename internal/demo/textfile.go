package demo

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"moothall/internal/council"
)

//go:embed text/*.txt
var textFiles embed.FS

// block is a piece of a text file: a line "=== kind name=value flag" and the fields after it.
// A field is "name: text"; lines that begin with two spaces belong to the field above them, each
// as a line of its own. A name may come again.
type block struct {
	file   string
	kind   string
	attrs  map[string]string
	fields map[string][]string
}

func (b block) one(name string) string {
	if v := b.fields[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

func (b block) all(name string) []string { return b.fields[name] }

func (b block) has(attr string) bool { _, ok := b.attrs[attr]; return ok }

// counted says whether a hand-written stage counts on everybody's being there: its vote is recorded
// by name, or its words hold a count.
func (b block) counted() bool { return b.has("recorded") || b.has("full") }

// readText reads every text file in the order of their names.
func readText() ([]block, error) {
	names, err := fs.Glob(textFiles, "text/*.txt")
	if err != nil {
		return nil, fmt.Errorf("list the demonstration's texts: %w", err)
	}
	var all []block
	for _, name := range names {
		b, err := fs.ReadFile(textFiles, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		blocks, err := parseText(name, string(b))
		if err != nil {
			return nil, err
		}
		all = append(all, blocks...)
	}
	return all, nil
}

func parseText(file, text string) ([]block, error) {
	var blocks []block
	field := ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " ")
		switch {
		case line == "" || strings.HasPrefix(line, "# "):
		case strings.HasPrefix(line, "=== "):
			blocks, field = append(blocks, newBlock(file, line[4:])), ""
		case len(blocks) == 0:
			return nil, fmt.Errorf("%s line %d: text before the first block: %w", file, i+1, council.ErrInvalid)
		case strings.HasPrefix(line, "  "):
			values := blocks[len(blocks)-1].fields[field]
			if len(values) == 0 {
				return nil, fmt.Errorf("%s line %d: text without a field: %w", file, i+1, council.ErrInvalid)
			}
			values[len(values)-1] = strings.TrimPrefix(values[len(values)-1]+"\n"+line[2:], "\n")
		default:
			name, value, ok := strings.Cut(line, ":")
			if !ok || strings.Contains(name, " ") {
				return nil, fmt.Errorf("%s line %d: %q is no field: %w", file, i+1, line, council.ErrInvalid)
			}
			field = name
			f := blocks[len(blocks)-1].fields
			f[name] = append(f[name], strings.TrimSpace(value))
		}
	}
	return blocks, nil
}

func newBlock(file, head string) block {
	words := strings.Fields(head)
	b := block{file: file, kind: words[0], attrs: map[string]string{}, fields: map[string][]string{}}
	for _, w := range words[1:] {
		name, value, _ := strings.Cut(w, "=")
		b.attrs[name] = value
	}
	return b
}
