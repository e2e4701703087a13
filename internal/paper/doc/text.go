package doc

import (
	"strconv"
	"strings"
)

// Text writes the document's content as plain text: a block to a line, list items after their
// labels, table cells between tabs, notes at the end after their numbers.
func (d Document) Text() string {
	w := &textWriter{}
	w.blocks(d.Blocks)
	for i, n := range d.Notes {
		w.first = "[" + strconv.Itoa(i+1) + "] "
		w.blocks(n)
		w.first = ""
	}
	return w.String()
}

type textWriter struct {
	strings.Builder
	first string // stands before the next line
}

func (w *textWriter) line(s string) {
	w.WriteString(w.first + s + "\n")
	w.first = ""
}

func (w *textWriter) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			w.line(PlainText(b.Spans))
		case Paragraph:
			w.line(PlainText(b.Spans))
		case List:
			w.list(b)
		case Table:
			w.table(b)
		}
	}
}

func (w *textWriter) list(l List) {
	for i, item := range l.Items {
		w.first += l.Label(i) + " "
		w.blocks(item.Blocks)
		if w.first != "" { // the item holds nothing else
			w.line("")
		}
	}
}

func (w *textWriter) table(t Table) {
	if t.Caption != "" {
		w.line(t.Caption)
	}
	for _, rows := range [][]Row{t.Head, t.Body} {
		for _, row := range rows {
			cells := make([]string, len(row))
			for i, c := range row {
				inner := &textWriter{}
				inner.blocks(c.Blocks)
				cells[i] = strings.Join(strings.Fields(inner.String()), " ")
			}
			w.line(strings.Join(cells, "\t"))
		}
	}
}

// PlainText is what the spans say, with the numbers of notes in brackets.
func PlainText(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
		if s.Note > 0 {
			b.WriteString("[" + strconv.Itoa(s.Note) + "]")
		}
	}
	return b.String()
}
