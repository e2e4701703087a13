package pdf

import (
	"strconv"

	"moothall/internal/paper/doc"
)

// Space above blocks, by size of the letters.
const (
	paragraphGap = 0.6
	itemGap      = 0.25
	labelGap     = 6.0
	narrowest    = 90.0 // points, of a list item's body beside its label
)

// blocks sets blocks within a width.
func (c *compositor) blocks(e *elem, blocks []doc.Block, width, size float64) []line {
	var out []line
	for _, b := range blocks {
		var lines []line
		switch b := b.(type) {
		case doc.Heading:
			lines = c.heading(e, b, width)
		case doc.Paragraph:
			lines = c.para(e, b, width, size)
		case doc.List:
			lines = c.list(e, b, width, size)
		case doc.Table:
			lines = c.table(e, b, width, size)
		}
		out = append(out, lines...)
	}
	return out
}

func (c *compositor) para(e *elem, p doc.Paragraph, width, size float64) []line {
	if doc.PlainText(p.Spans) == "" {
		return nil
	}
	tagged := e.add("P")
	tagged.lang = p.Lang
	lines := c.paragraph(tagged, p.Spans, width, setting{size: size})
	return spaced(lines, size*paragraphGap)
}

// heading sets a heading. Its tag is at most one level below the heading before it, as PDF/UA
// asks, whatever its look.
func (c *compositor) heading(e *elem, h doc.Heading, width float64) []line {
	title := doc.PlainText(h.Spans)
	if title == "" {
		return nil
	}
	look := min(max(h.Level, 1), 6)
	c.level = min(look, c.level+1)
	tagged := e.add("H" + strconv.Itoa(c.level))
	tagged.lang = h.Lang
	s := setting{style: bold, size: [...]float64{0, 22, 16, 13.5, 12, 12, 12}[look]}
	lines := c.paragraph(tagged, h.Spans, width, s)
	for i := range lines {
		lines[i].height = s.size * 1.25
		lines[i].keep = true
	}
	if len(lines) > 0 {
		lines[0].mark = &bookmark{title: title, level: c.level}
	}
	return spaced(lines, s.size*0.9)
}

func spaced(lines []line, before float64) []line {
	if len(lines) > 0 {
		lines[0].before = max(lines[0].before, before)
	}
	return lines
}

// list sets a list: labels in a column as wide as the widest, bodies beside them.
func (c *compositor) list(e *elem, l doc.List, width, size float64) []line {
	tagged := e.add("L")
	tagged.attributes = "/O/List/ListNumbering/" + listNumbering(l.Numbering)
	labels := make([][]letter, len(l.Items))
	items := make([]*elem, len(l.Items))
	indent := size * 1.2
	for i := range l.Items {
		items[i] = tagged.add("LI")
		labels[i] = c.letters(items[i].add("Lbl"), doc.Plain(l.Label(i)), setting{size: size})
		indent = max(indent, breadth(labels[i])+labelGap)
	}
	beside := width-indent >= narrowest
	if !beside {
		indent = 0
	}
	var out []line
	for i, item := range l.Items {
		lines := c.blocks(items[i].add("LBody"), item.Blocks, width-indent, size)
		lines = labelled(lines, parts(labels[i], 0), indent, size, beside)
		gap := itemGap
		if i == 0 {
			gap = paragraphGap
		}
		lines[0].before = size * gap
		out = append(out, lines...)
	}
	return out
}

// labelled moves an item's lines aside for its label, which stands on the first of them; where it
// cannot stand beside, or the item is empty or begins with a table, it gets a line of its own.
func labelled(lines []line, label []part, indent, size float64, beside bool) []line {
	if len(lines) == 0 || lines[0].row != nil || !beside {
		lines = append([]line{{height: size * leading, keep: len(lines) > 0}}, lines...)
	}
	for i := range lines {
		lines[i].shift(indent)
	}
	lines[0].parts = append(label, lines[0].parts...)
	return lines
}

func (l *line) shift(by float64) {
	for i := range l.parts {
		l.parts[i].x += by
	}
	if l.row != nil {
		l.row.x += by
	}
}

// breadth is the width of letters on one line, or of the widest line where they hold line breaks.
func breadth(letters []letter) (widest float64) {
	w := 0.0
	for _, l := range letters {
		if l.rune == '\n' {
			w = 0
		}
		w += l.width
		widest = max(widest, w)
	}
	return widest
}

// listNumbering names a numbering as ISO 32000-1, table 347, does.
func listNumbering(n doc.Numbering) string {
	switch n {
	case doc.Decimal:
		return "Decimal"
	case doc.LowerAlpha:
		return "LowerAlpha"
	case doc.UpperAlpha:
		return "UpperAlpha"
	case doc.LowerRoman:
		return "LowerRoman"
	case doc.UpperRoman:
		return "UpperRoman"
	case doc.Bulleted:
	}
	return "Disc"
}

// notes sets the footnotes at the end of the document, each with the identity PDF/UA asks for.
func (c *compositor) notes(e *elem, notes []doc.Note) []line {
	var out []line
	const small = size * 0.85
	for i, n := range notes {
		tagged := e.add("Note")
		tagged.id = "note-" + strconv.Itoa(i+1)
		label := c.letters(tagged.add("Lbl"), doc.Plain(strconv.Itoa(i+1)), setting{size: small})
		indent := breadth(label) + labelGap
		lines := labelled(c.blocks(tagged, n, pageWidth-2*margin-indent, small), parts(label, 0), indent, small, true)
		if i == 0 {
			lines[0].before = 2 * size
		}
		out = append(out, lines...)
	}
	return out
}
