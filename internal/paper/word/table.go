package word

import (
	"strconv"

	"moothall/internal/paper/doc"
)

// table reads a table. Its heading is the rows at its top that Word repeats on every page.
func (r *reader) table(n *node) (doc.Table, error) {
	var t doc.Table
	var rows []doc.Row
	heads, heading := 0, true
	merged := map[int]place{} // cells that may reach down, by column
	for _, tr := range elements(n, "tr") {
		row, err := r.row(tr, rows, merged)
		if err != nil {
			return doc.Table{}, err
		}
		rows = append(rows, row)
		if heading = heading && tr.child("trPr", "tblHeader").on(); heading {
			heads++
		}
	}
	firstRow, firstColumn := r.looks(n)
	if heads == 0 && firstRow && len(rows) > 1 {
		heads = 1
	}
	t.Head, t.Body, t.RowHeads = rows[:heads], rows[heads:], firstColumn
	return t, nil
}

// looks says whether the first row and the first column look like headings: the table asks for it,
// and its style gives them a look of their own.
func (r *reader) looks(n *node) (firstRow, firstColumn bool) {
	properties := n.child("tblPr")
	id := properties.child("tblStyle").get("val")
	look := properties.child("tblLook")
	bits, err := strconv.ParseUint(look.get("val"), 16, 16) // as Word 2007 wrote it
	if err != nil {
		bits = 0
	}
	asks := func(name string, bit uint64) bool {
		return look.get(name) == "1" || look.get(name) == "" && bits&bit != 0
	}
	return asks("firstRow", 0x20) && r.styles.find(id, func(s style) bool { return s.firstRow }).firstRow,
		asks("firstColumn", 0x80) && r.styles.find(id, func(s style) bool { return s.firstColumn }).firstColumn
}

// place is a cell of the rows read so far.
type place struct{ row, cell int }

// row reads a row. A cell that goes on from above makes that one higher instead.
func (r *reader) row(tr *node, above []doc.Row, merged map[int]place) (doc.Row, error) {
	row := doc.Row{}
	column := tr.child("trPr", "gridBefore").number("val", 0)
	for _, tc := range elements(tr, "tc") {
		blocks, err := r.blocks(tc)
		if err != nil {
			return nil, err
		}
		c := doc.Cell{Blocks: blocks, Cols: tc.child("tcPr", "gridSpan").number("val", 1)}
		merge := tc.child("tcPr", "vMerge")
		at, below := merged[column]
		switch {
		case merge != nil && merge.get("val") != "restart" && below:
			cell := &above[at.row][at.cell]
			cell.Rows = cell.Height() + 1
			cell.Blocks = append(cell.Blocks, blocks...)
		default:
			delete(merged, column)
			if merge != nil {
				merged[column] = place{len(above), len(row)}
			}
			row = append(row, c)
		}
		column += c.Width()
	}
	return row, nil
}

// elements are the elements of a name in n, seen through what only wraps them.
func elements(n *node, name string) []*node {
	var out []*node
	for _, k := range n.kids {
		switch k.name {
		case name:
			if k.child("trPr", "del") == nil { // a row deleted by a tracked change
				out = append(out, k)
			}
		case "sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag":
			out = append(out, elements(k, name)...)
		}
	}
	return out
}
