// Package clean reads clean HTML, as the gazette holds it, into the document model, so that it can be
// printed as tagged PDF and as Word beside the page that shows it.
//
// It must never be given HTML that was not cleaned: it keeps words and structure, and judges nothing.
package clean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"moothall/internal/paper/doc"
)

// Read gives the blocks of clean HTML, its headings so many levels lower. No word is left out.
func Read(text string, lower int) []doc.Block {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(text), body)
	if err != nil { // a reader of a string does not fail
		return []doc.Block{doc.Para(text)}
	}
	r := &reader{lower: lower}
	for _, n := range nodes {
		r.node(n, "")
	}
	r.end()
	return r.blocks
}

// reader gathers blocks, and the spans of the paragraph under way.
type reader struct {
	lower  int
	blocks []doc.Block
	spans  []doc.Span
	lang   string
}

// end ends the paragraph under way.
func (r *reader) end() {
	if spans := trimmed(r.spans); len(spans) > 0 {
		r.blocks = append(r.blocks, doc.Paragraph{Spans: spans, Lang: r.lang})
	}
	r.spans = nil
}

func (r *reader) node(n *html.Node, lang string) {
	if n.Type != html.ElementNode {
		r.words(n, lang)
		return
	}
	lang = langOf(n, lang)
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.end()
		level, _ := strconv.Atoi(n.Data[1:])
		r.blocks = append(r.blocks, doc.Heading{Level: max(min(level+r.lower, 6), 1), Spans: trimmed(spansOf(n, doc.Span{})), Lang: lang})
	case atom.Ul, atom.Ol:
		r.end()
		r.blocks = append(r.blocks, r.list(n, lang))
	case atom.Table:
		r.end()
		r.blocks = append(r.blocks, r.table(n, lang))
	case atom.P, atom.Div, atom.Section, atom.Blockquote, atom.Dl, atom.Dt, atom.Dd, atom.Figure, atom.Pre:
		r.end()
		r.lang = lang
		for c := range n.ChildNodes() {
			r.node(c, lang)
		}
		r.end()
		r.lang = ""
	default:
		r.words(n, lang)
	}
}

// words goes on with the paragraph under way.
func (r *reader) words(n *html.Node, lang string) {
	if len(r.spans) == 0 {
		r.lang = lang
	}
	r.spans = append(r.spans, spansOf(n, doc.Span{})...)
}

// inner are the blocks of what an item or a cell holds.
func (r *reader) inner(n *html.Node, lang string) []doc.Block {
	in := &reader{lower: r.lower}
	for c := range n.ChildNodes() {
		in.node(c, lang)
	}
	in.end()
	return in.blocks
}

func (r *reader) list(n *html.Node, lang string) doc.List {
	list := doc.List{}
	if n.DataAtom == atom.Ol {
		if list.Numbering = doc.Numbering(attr(n, "type")); list.Numbering == "" {
			list.Numbering = doc.Decimal
		}
		list.Start, _ = strconv.Atoi(attr(n, "start"))
	}
	for c := range n.ChildNodes() {
		if c.DataAtom == atom.Li {
			list.Items = append(list.Items, doc.Item{Blocks: r.inner(c, langOf(c, lang))})
		}
	}
	return list
}

func (r *reader) table(n *html.Node, lang string) doc.Table {
	t := doc.Table{RowHeads: true}
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Caption:
			t.Caption = strings.Join(strings.Fields(doc.PlainText(spansOf(d, doc.Span{}))), " ")
		case atom.Tr:
			row, heads := r.row(d, lang)
			switch {
			case heads == len(row) && len(t.Body) == 0:
				t.Head = append(t.Head, row)
			default:
				t.Body = append(t.Body, row)
				t.RowHeads = t.RowHeads && heads == 1 && cellOf(d).DataAtom == atom.Th
			}
		default:
		}
	}
	t.RowHeads = t.RowHeads && len(t.Body) > 0
	return t
}

// row is a row of a table, and how many of its cells are headings.
func (r *reader) row(n *html.Node, lang string) (row doc.Row, heads int) {
	for c := range n.ChildNodes() {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		if c.DataAtom == atom.Th {
			heads++
		}
		cell := doc.Cell{Blocks: r.inner(c, langOf(c, lang))}
		cell.Cols, _ = strconv.Atoi(attr(c, "colspan"))
		cell.Rows, _ = strconv.Atoi(attr(c, "rowspan"))
		row = append(row, cell)
	}
	return row, heads
}

// cellOf is the first cell of a row that has one.
func cellOf(row *html.Node) *html.Node {
	for c := range row.ChildNodes() {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			return c
		}
	}
	return row
}

// spansOf are the words of a node in their looks, white space as a page shows it.
func spansOf(n *html.Node, look doc.Span) []doc.Span {
	switch {
	case n.Type == html.TextNode:
		look.Text = flat(n.Data)
		return []doc.Span{look}
	case n.DataAtom == atom.Br:
		look.Text = "\n"
		return []doc.Span{look}
	}
	switch n.DataAtom {
	case atom.Strong, atom.B:
		look.Bold = true
	case atom.Em, atom.I, atom.Cite:
		look.Italic = true
	case atom.A:
		look.Link = doc.SafeLink(attr(n, "href"))
	default:
	}
	look.Lang = langOf(n, look.Lang)
	var spans []doc.Span
	for c := range n.ChildNodes() {
		spans = append(spans, spansOf(c, look)...)
	}
	return spans
}

// flat makes one space of white space in a row.
func flat(s string) string {
	words := strings.Join(strings.Fields(s), " ")
	if words == "" && s != "" {
		return " "
	}
	if strings.TrimLeft(s, " \t\r\n\f") != s {
		words = " " + words
	}
	if strings.TrimRight(s, " \t\r\n\f") != s {
		words += " "
	}
	return words
}

// trimmed leaves out space at both ends and after space.
func trimmed(spans []doc.Span) []doc.Span {
	var list []doc.Span
	open := true // whether a space would be one too many
	for _, s := range spans {
		if open {
			s.Text = strings.TrimLeft(s.Text, " ")
		}
		if s.Text == "" {
			continue
		}
		open = strings.HasSuffix(s.Text, " ") || strings.HasSuffix(s.Text, "\n")
		list = append(list, s)
	}
	for len(list) > 0 {
		last := &list[len(list)-1]
		if last.Text = strings.TrimRight(last.Text, " \n"); last.Text != "" {
			break
		}
		list = list[:len(list)-1]
	}
	return list
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// langOf is the language of a node: its own, or that around it.
func langOf(n *html.Node, around string) string {
	if own := attr(n, "lang"); own != "" {
		return own
	}
	return around
}
