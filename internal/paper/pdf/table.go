package pdf

import (
	"strconv"
	"strings"

	"moothall/internal/paper/doc"
)

// cellPad is the space between a cell's rules and its text, in points.
const cellPad = 4.0

// row is a row of a table set in type.
type row struct {
	x     float64
	cells []box
	head  []line // rows to repeat at the top of a new page; nil in the heading itself
}

// box is a cell set in type.
type box struct {
	x, width float64
	lines    []line
	shade    bool
}

func (b box) height() float64 {
	h := 2 * cellPad
	for i, l := range b.lines {
		h += l.height
		if i > 0 {
			h += l.before
		}
	}
	return h
}

func (r *row) height() float64 {
	h := 2*cellPad + size
	for _, b := range r.cells {
		h = max(h, b.height())
	}
	return h
}

// table sets a table over the width: its caption, its heading and its rows.
func (c *compositor) table(e *elem, t doc.Table, width, size float64) []line {
	tagged := e.add("Table")
	var out []line
	if t.Caption != "" {
		out = c.paragraph(tagged.add("Caption"), doc.Plain(t.Caption), width, setting{size: size, style: bold})
		for i := range out {
			out[i].keep = true
		}
	}
	all := append(append([]doc.Row(nil), t.Head...), t.Body...)
	grid := doc.Columns(all)
	columns := c.columns(all, grid, width, size)
	if len(columns) == 0 {
		return out
	}
	head := c.rows(tagged, "THead", t.Head, grid, columns, size, func(int) string { return "Column" })
	for i := range head {
		head[i].keep = true
	}
	body := c.rows(tagged, "TBody", t.Body, grid[len(t.Head):], columns, size, func(column int) string {
		if t.RowHeads && column == 0 {
			return "Row"
		}
		return ""
	})
	for i := range body {
		body[i].row.head = head
	}
	spaced(head, size*0.4)
	return spaced(append(append(out, head...), body...), size*paragraphGap)
}

// rows sets the rows of one part of a table; scope says which cells are headings, and of what.
func (c *compositor) rows(t *elem, tag string, rows []doc.Row, grid [][]int, columns []float64, size float64, scope func(int) string) []line {
	if len(rows) == 0 {
		return nil
	}
	section := t.add(tag)
	out := make([]line, len(rows))
	for i, cells := range rows {
		tr := section.add("TR")
		r := &row{}
		for j, cell := range cells {
			r.cells = append(r.cells, c.cell(tr, cell, columns, grid[i][j], size, scope(grid[i][j])))
		}
		out[i] = line{height: r.height(), row: r}
	}
	return out
}

func (c *compositor) cell(tr *elem, cell doc.Cell, columns []float64, column int, size float64, scope string) box {
	tag, attributes := "TD", ""
	if scope != "" {
		tag, attributes = "TH", "/Scope/"+scope
	}
	if n := cell.Width(); n > 1 {
		attributes += "/ColSpan " + strconv.Itoa(n)
	}
	if n := cell.Height(); n > 1 {
		attributes += "/RowSpan " + strconv.Itoa(n)
	}
	tagged := tr.add(tag)
	if attributes != "" {
		tagged.attributes = "/O/Table" + attributes
	}
	b := box{shade: scope == "Column"}
	for i, w := range columns {
		if i < column {
			b.x += w
		} else if i < column+cell.Width() {
			b.width += w
		}
	}
	b.lines = c.inside(tagged, cell.Blocks, b.width-2*cellPad, size, scope != "")
	return b
}

// inside sets a cell's content. A single paragraph needs no P around it.
func (c *compositor) inside(e *elem, blocks []doc.Block, width, size float64, heading bool) []line {
	s := setting{size: size * 0.9}
	if heading {
		s.style = bold
	}
	if len(blocks) == 1 {
		if p, ok := blocks[0].(doc.Paragraph); ok {
			e.lang = p.Lang
			return c.paragraph(e, p.Spans, width, s)
		}
	}
	return c.blocks(e, blocks, width, s.size)
}

// columns shares the width among the columns: each gets at least its longest word where that can
// be had, and the rest goes by how much text it holds.
func (c *compositor) columns(rows []doc.Row, grid [][]int, width, size float64) []float64 {
	var least, most []float64
	for i, r := range rows {
		for j, cell := range r {
			end := grid[i][j] + cell.Width()
			for len(least) < end {
				least, most = append(least, 2*cellPad+size), append(most, 2*cellPad+size)
			}
			if cell.Width() == 1 {
				l, m := c.measure(cell.Blocks, size)
				at := grid[i][j]
				least[at], most[at] = max(least[at], l+2*cellPad+1), max(most[at], m+2*cellPad+1)
			}
		}
	}
	return share(least, most, width)
}

func share(least, most []float64, width float64) []float64 {
	sumLeast, sumMost := total(least), total(most)
	out := make([]float64, len(least))
	for i := range out {
		switch {
		case sumLeast >= width:
			out[i] = least[i] * width / sumLeast
		case sumMost <= width:
			out[i] = most[i] * width / sumMost
		default:
			out[i] = least[i] + (most[i]-least[i])*(width-sumLeast)/(sumMost-sumLeast)
		}
	}
	return out
}

func total(widths []float64) (sum float64) {
	for _, w := range widths {
		sum += w
	}
	return sum
}

// measure gives the width of the longest word and of the longest line of a cell's content, in the
// bold face, which is the wider.
func (c *compositor) measure(blocks []doc.Block, size float64) (word, longest float64) {
	text := doc.Document{Blocks: blocks}.Text()
	l := c.style(doc.Span{Bold: true}, setting{size: size * 0.9})
	for _, s := range strings.Split(text, "\n") {
		w := 0.0
		for _, t := range l.set(s) {
			w += t.width
			longest = max(longest, w)
		}
	}
	for _, s := range strings.Fields(text) {
		word = max(word, breadth(l.set(s)))
	}
	return word, longest
}

// split takes off the front of a row that is too tall what fits into the height, at least one line
// of each cell.
func (r *row) split(height float64) (front, rest *row) {
	front, rest = &row{x: r.x, head: r.head}, &row{x: r.x, head: r.head}
	for _, b := range r.cells {
		n, h := 0, 2*cellPad
		for n < len(b.lines) && (n == 0 || h+b.lines[n].before+b.lines[n].height <= height) {
			h += b.lines[n].before + b.lines[n].height
			n++
		}
		first, second := b, b
		first.lines, second.lines = b.lines[:n], b.lines[n:]
		front.cells, rest.cells = append(front.cells, first), append(rest.cells, second)
	}
	return front, rest
}

// repeated is the heading that a page begins with when it begins with this line: that of its table,
// where it leaves at least half of the page.
func (l line) repeated() (head []line, height float64) {
	if l.row == nil {
		return nil, 0
	}
	for _, h := range l.row.head {
		height += h.height
	}
	if height > pageRoom/2 {
		return nil, 0
	}
	return l.row.head, height
}

// empty says whether a split has left nothing.
func (r *row) empty() bool {
	for _, b := range r.cells {
		if len(b.lines) > 0 {
			return false
		}
	}
	return true
}
