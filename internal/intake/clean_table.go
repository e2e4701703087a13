package intake

import "golang.org/x/net/html"

// table copies a table of at least two columns. One column, or a table within a table, is layout:
// its cells become paragraphs.
func (c *cleaner) table(n *html.Node) {
	rows := rowsOf(n)
	if c.inCell > 0 || widestRow(rows) < 2 {
		c.block(n)
		return
	}
	c.flush()
	table, head, body := element("table"), element("thead"), element("tbody")
	c.caption(n, table)
	c.inCell++
	for i, row := range rows {
		clean := c.row(row, i == 0 && allHeads(row) || row.Parent.Data == "thead")
		switch {
		case fold(textOf(clean)) == "":
		case row.Parent.Data == "thead":
			head.AppendChild(clean)
		default:
			body.AppendChild(clean)
		}
	}
	c.inCell--
	for _, part := range []*html.Node{head, body} {
		if part.FirstChild != nil {
			table.AppendChild(part)
		}
	}
	if fold(textOf(table)) != "" {
		c.top().AppendChild(table)
	}
}

func (c *cleaner) caption(n, table *html.Node) {
	for child := range n.ChildNodes() {
		if child.Type != html.ElementNode || child.Data != "caption" {
			continue
		}
		caption := element("caption")
		c.inCell++
		c.within(caption, func() { c.children(child) })
		c.inCell--
		if caption.FirstChild != nil {
			table.AppendChild(caption)
		}
	}
}

// rowsOf are the rows of the table itself.
func rowsOf(n *html.Node) []*html.Node {
	var rows []*html.Node
	for child := range n.ChildNodes() {
		switch {
		case child.Type != html.ElementNode:
		case child.Data == "tr":
			rows = append(rows, child)
		case child.Data == "thead" || child.Data == "tbody" || child.Data == "tfoot":
			rows = append(rows, rowsOf(child)...)
		}
	}
	return rows
}

func cells(row *html.Node) []*html.Node {
	var list []*html.Node
	for child := range row.ChildNodes() {
		if child.Type == html.ElementNode && (child.Data == "td" || child.Data == "th") {
			list = append(list, child)
		}
	}
	return list
}

func widestRow(rows []*html.Node) int {
	widest := 0
	for _, r := range rows {
		widest = max(widest, len(cells(r)))
	}
	return widest
}

func allHeads(row *html.Node) bool {
	for _, cell := range cells(row) {
		if cell.Data != "th" {
			return false
		}
	}
	return true
}

func (c *cleaner) row(row *html.Node, heads bool) *html.Node {
	clean := element("tr")
	for _, cell := range cells(row) {
		copied := element(cell.Data, cellAttrs(cell, heads)...)
		c.within(copied, func() { c.children(cell) })
		clean.AppendChild(copied)
	}
	return clean
}

// cellAttrs are the span of a cell and, for a heading, what it heads.
func cellAttrs(cell *html.Node, heads bool) []html.Attribute {
	var attrs []html.Attribute
	if cell.Data == "th" {
		scope := attr(cell, "scope")
		switch {
		case scopes.MatchString(scope):
		case heads:
			scope = "col"
		default:
			scope = "row"
		}
		attrs = append(attrs, html.Attribute{Key: "scope", Val: scope})
	}
	for _, name := range []string{"colspan", "rowspan"} {
		if v := attr(cell, name); v != "1" && smallNumber.MatchString(v) {
			attrs = append(attrs, html.Attribute{Key: name, Val: v})
		}
	}
	return attrs
}
