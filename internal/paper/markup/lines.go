package markup

import (
	"regexp"
	"strings"

	"moothall/internal/paper/doc"
)

// label is what a limb of a resolution or a numbered paragraph begins with: "a)", "(1)", "(iv)", "6.2".
var label = regexp.MustCompile(`^(\(?[a-z0-9]{1,4}\)|\d+(?:\.\d+)+\.?)\s+`)

// limbs is a paragraph; where each of its lines begins with a label, it is a list with those labels.
func limbs(spans []doc.Span) doc.Block {
	lines := split(spans)
	list := doc.List{}
	for _, line := range lines {
		if len(line) == 0 {
			return doc.Paragraph{Spans: spans}
		}
		found := label.FindString(line[0].Text)
		if found == "" {
			return doc.Paragraph{Spans: spans}
		}
		line[0].Text = line[0].Text[len(found):]
		list.Items = append(list.Items, doc.Item{Label: strings.TrimSpace(found), Blocks: []doc.Block{doc.Paragraph{Spans: line}}})
	}
	if len(lines) < 2 {
		return doc.Paragraph{Spans: spans}
	}
	return list
}

// split cuts spans into lines.
func split(spans []doc.Span) [][]doc.Span {
	lines := [][]doc.Span{nil}
	for _, s := range spans {
		for i, words := range strings.Split(s.Text, "\n") {
			if i > 0 {
				lines = append(lines, nil)
			}
			if words != "" {
				s.Text = words
				lines[len(lines)-1] = append(lines[len(lines)-1], s)
			}
		}
	}
	return lines
}
