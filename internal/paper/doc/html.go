package doc

import (
	"fmt"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// HTML writes the document's content for a page whose own heading is h1: headings begin at h2.
// Nothing but the elements and attributes written here can come out of it, whatever the text says;
// links lead to web and mail addresses or to the document's own notes. Ids begin with "note".
func (d Document) HTML() string {
	w := &htmlWriter{}
	w.blocks(d.Blocks)
	w.notes(d.Notes)
	return w.String()
}

// PageHTML is the document for a page whose heading is its title: without the heading that it begins with,
// the highest below being h2.
func (d Document) PageHTML() string {
	if len(d.Blocks) > 0 {
		d.Blocks = slices.Clone(d.Blocks[1:])
	}
	for i, b := range d.Blocks {
		if h, ok := b.(Heading); ok {
			h.Level--
			d.Blocks[i] = h
		}
	}
	return d.HTML()
}

type htmlWriter struct{ strings.Builder }

func (w *htmlWriter) text(s string) {
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			w.WriteString("<br>")
		}
		w.WriteString(html.EscapeString(l))
	}
}

// open writes a start tag with its attributes in pairs of name and value; those without a value
// are left out.
func (w *htmlWriter) open(tag string, attributes ...string) {
	w.WriteString("<" + tag)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.WriteString(" " + attributes[i] + `="` + html.EscapeString(attributes[i+1]) + `"`)
		}
	}
	w.WriteString(">")
}

func (w *htmlWriter) blocks(blocks []Block) {
	for _, b := range blocks {
		w.block(b)
	}
}

func (w *htmlWriter) block(b Block) {
	switch b := b.(type) {
	case Heading:
		tag := "h" + strconv.Itoa(min(max(b.Level+1, 2), 6))
		w.open(tag, "lang", b.Lang)
		w.spans(b.Spans)
		w.WriteString("</" + tag + ">\n")
	case Paragraph:
		w.open("p", "lang", b.Lang)
		w.spans(b.Spans)
		w.WriteString("</p>\n")
	case List:
		w.list(b)
	case Table:
		w.table(b)
	}
}

func (w *htmlWriter) spans(spans []Span) {
	for _, s := range spans {
		w.span(s)
	}
}

func (w *htmlWriter) span(s Span) {
	href := SafeLink(s.Link)
	tags := make([]string, 0, 4)
	push := func(wanted bool, tag string, attributes ...string) {
		if wanted && s.Text != "" {
			w.open(tag, attributes...)
			tags = append(tags, tag)
		}
	}
	push(href != "", "a", "href", href)
	push(s.Lang != "", "span", "lang", s.Lang)
	push(s.Bold, "strong")
	push(s.Italic, "em")
	w.text(s.Text)
	for i := len(tags) - 1; i >= 0; i-- {
		w.WriteString("</" + tags[i] + ">")
	}
	if s.Note > 0 {
		fmt.Fprintf(w, `<sup><a href="#note-%d" id="noteref-%d">%d</a></sup>`, s.Note, s.Note, s.Note)
	}
}

func (w *htmlWriter) list(l List) {
	if !l.Counted() {
		w.labels(l)
		return
	}
	tag, start := "ul", ""
	if l.Numbering != Bulleted {
		tag = "ol"
		if l.Start > 1 {
			start = strconv.Itoa(l.Start)
		}
	}
	kind := string(l.Numbering)
	if l.Numbering == Decimal {
		kind = ""
	}
	w.open(tag, "type", kind, "start", start)
	w.WriteString("\n")
	for _, item := range l.Items {
		w.WriteString("<li>")
		w.tight(item.Blocks)
		w.WriteString("</li>\n")
	}
	w.WriteString("</" + tag + ">\n")
}

// labels writes a list whose labels are text, since no browser counts "6(a)", and what is printed
// can then be found, copied and read aloud. The page's style leaves out the bullets.
func (w *htmlWriter) labels(l List) {
	w.WriteString("<ul class=\"moot-labels\">\n")
	for i, item := range l.Items {
		w.WriteString(`<li><span class="moot-labels__label">`)
		w.text(l.Label(i))
		w.WriteString("</span> ")
		w.tight(item.Blocks)
		w.WriteString("</li>\n")
	}
	w.WriteString("</ul>\n")
}

// tight writes blocks in a cell or an item, where a paragraph that stands alone or leads needs no
// element of its own.
func (w *htmlWriter) tight(blocks []Block) {
	if len(blocks) > 0 {
		p, ok := blocks[0].(Paragraph)
		alone := len(blocks) == 1
		if !alone {
			_, list := blocks[1].(List)
			alone = list
		}
		if ok && alone && p.Lang == "" {
			w.spans(p.Spans)
			blocks = blocks[1:]
			if len(blocks) > 0 {
				w.WriteString("\n")
			}
		}
	}
	w.blocks(blocks)
}

func (w *htmlWriter) table(t Table) {
	w.WriteString("<table>\n")
	if t.Caption != "" {
		w.WriteString("<caption>")
		w.text(t.Caption)
		w.WriteString("</caption>\n")
	}
	w.rows("thead", t.Head, func(int) string { return "col" })
	w.rows("tbody", t.Body, func(column int) string {
		if t.RowHeads && column == 0 {
			return "row"
		}
		return ""
	})
	w.WriteString("</table>\n")
}

// rows writes a part of a table; scope says which cells are headings, and of what.
func (w *htmlWriter) rows(part string, rows []Row, scope func(column int) string) {
	if len(rows) == 0 {
		return
	}
	w.WriteString("<" + part + ">\n")
	for i, grid := range Columns(rows) {
		w.WriteString("<tr>")
		for j, c := range rows[i] {
			tag, s := "td", scope(grid[j])
			// A heading that says nothing heads nothing: the corner of a table, say.
			if s != "" && strings.TrimSpace((Document{Blocks: c.Blocks}).Text()) == "" {
				s = ""
			}
			if s != "" {
				tag = "th"
			}
			w.open(tag, "scope", s, "colspan", more(c.Width()), "rowspan", more(c.Height()))
			w.tight(c.Blocks)
			w.WriteString("</" + tag + ">")
		}
		w.WriteString("</tr>\n")
	}
	w.WriteString("</" + part + ">\n")
}

func more(n int) string {
	if n > 1 {
		return strconv.Itoa(n)
	}
	return ""
}

func (w *htmlWriter) notes(notes []Note) {
	if len(notes) == 0 {
		return
	}
	w.WriteString("<hr>\n<ol>\n")
	for i, n := range notes {
		fmt.Fprintf(w, `<li id="note-%d">`, i+1)
		w.tight(n)
		fmt.Fprintf(w, ` <a href="#noteref-%d">↑</a>`, i+1)
		w.WriteString("</li>\n")
	}
	w.WriteString("</ol>\n")
}

// SafeLink is the address where it leads to the web or to a mailbox, and empty otherwise.
func SafeLink(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host != "" {
			return u.String()
		}
	case "mailto":
		return u.String()
	}
	return ""
}

// Columns gives the column, from 0, in which each cell of each row begins, after the cells that
// reach into the row from before and above.
func Columns(rows []Row) [][]int {
	starts := make([][]int, len(rows))
	var reach []int // by column: rows still taken by a cell above
	for i, row := range rows {
		column := 0
		for _, c := range row {
			for column < len(reach) && reach[column] > 0 {
				column++
			}
			starts[i] = append(starts[i], column)
			for range c.Width() {
				for column >= len(reach) {
					reach = append(reach, 0)
				}
				reach[column] = max(reach[column], c.Height())
				column++
			}
		}
		for k := range reach {
			reach[k] = max(reach[k]-1, 0)
		}
	}
	return starts
}
