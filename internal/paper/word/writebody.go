package word

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/paper/doc"
)

// styleContinue is the style of a further paragraph of a list's item, of which Word has one for
// each of so many depths.
const (
	styleContinue = "ListContinue"
	continued     = 5
	indent        = 567 // twentieths of a point, a centimetre, for each depth of a list
)

// writer writes the blocks of one part: the body, or the notes.
type writer struct {
	strings.Builder
	lists  *listWriter
	notes  []doc.Note
	said   []bool // notes that were referred to
	links  []string
	before int // relationships that come before the links
}

func (w *writer) blocks(blocks []doc.Block, depth int) {
	for _, b := range blocks {
		switch b := b.(type) {
		case doc.Heading:
			w.paragraph(`<w:pStyle w:val="Heading`+strconv.Itoa(min(max(b.Level, 1), 6))+`"/>`, b.Spans, b.Lang)
		case doc.Paragraph:
			w.paragraph(within(depth), b.Spans, b.Lang)
		case doc.List:
			w.list(b, depth)
		case doc.Table:
			w.table(b)
		}
	}
}

// within is the style of a paragraph that goes on with a list's item; at depth 0 there is none.
func within(depth int) string {
	if depth == 0 {
		return ""
	}
	id := styleContinue
	if n := min(depth, continued); n > 1 {
		id += strconv.Itoa(n)
	}
	return fmt.Sprintf(`<w:pStyle w:val="%s"/><w:ind w:left="%d"/>`, id, depth*indent)
}

func (w *writer) paragraph(properties string, spans []doc.Span, lang string) {
	w.WriteString("<w:p>")
	if properties != "" {
		w.WriteString("<w:pPr>" + properties + "</w:pPr>")
	}
	w.spans(spans, lang)
	w.WriteString("</w:p>")
}

func (w *writer) spans(spans []doc.Span, lang string) {
	for _, s := range spans {
		if s.Lang == "" {
			s.Lang = lang
		}
		link := doc.SafeLink(s.Link)
		switch {
		case s.Text == "":
		case link != "":
			fmt.Fprintf(w, `<w:hyperlink r:id="rId%d">`, w.link(link))
			w.run(s, `<w:rStyle w:val="Hyperlink"/>`)
			w.WriteString("</w:hyperlink>")
		default:
			w.run(s, "")
		}
		if s.Note > 0 && s.Note <= len(w.notes) && !w.said[s.Note-1] {
			w.said[s.Note-1] = true
			fmt.Fprintf(w, `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, s.Note)
		} else if s.Note > 0 {
			w.run(doc.Span{Text: "[" + strconv.Itoa(s.Note) + "]"}, "") // Word refers to a note once
		}
	}
}

// run writes text of one look.
func (w *writer) run(s doc.Span, style string) {
	if s.Bold {
		style += "<w:b/>"
	}
	if s.Italic {
		style += "<w:i/>"
	}
	if s.Lang != "" {
		style += `<w:lang w:val="` + escape(s.Lang) + `"/>`
	}
	w.WriteString("<w:r>")
	if style != "" {
		w.WriteString("<w:rPr>" + style + "</w:rPr>")
	}
	for i, line := range strings.Split(s.Text, "\n") {
		if i > 0 {
			w.WriteString("<w:br/>")
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				w.WriteString("<w:tab/>")
			}
			if piece != "" {
				w.WriteString(`<w:t xml:space="preserve">` + escape(piece) + "</w:t>")
			}
		}
	}
	w.WriteString("</w:r>")
}

// link gives the number of the relationship that leads to the address.
func (w *writer) link(address string) int {
	i := slices.Index(w.links, address)
	if i < 0 {
		i = len(w.links)
		w.links = append(w.links, address)
	}
	return w.before + i + 1
}

func (w *writer) linked() []string {
	out := make([]string, len(w.links))
	for i, l := range w.links {
		out[i] = related("hyperlink", escape(l)) + ` TargetMode="External"`
	}
	return out
}

// list writes an item's first paragraph with its number, and what follows in it set in as far.
func (w *writer) list(l doc.List, depth int) {
	level := min(depth, maxLevel)
	numbers := w.lists.add(l, level)
	for i, item := range l.Items {
		var first doc.Paragraph
		rest := item.Blocks
		if len(rest) > 0 {
			if p, ok := rest[0].(doc.Paragraph); ok {
				first, rest = p, rest[1:]
			}
		}
		w.paragraph(fmt.Sprintf(`<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, numbers[i]), first.Spans, first.Lang)
		w.blocks(rest, depth+1)
	}
}

// noteTexts writes the notes, each with its own number before it.
func (w *writer) noteTexts(notes []doc.Note) {
	const number = `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>`
	for i, n := range notes {
		fmt.Fprintf(w, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>`, i+1)
		w.WriteString(number)
		blocks := []doc.Block(n)
		if len(blocks) > 0 {
			if p, ok := blocks[0].(doc.Paragraph); ok {
				w.spans(p.Spans, p.Lang)
				blocks = blocks[1:]
			}
		}
		w.WriteString("</w:p>")
		w.blocks(blocks, 0)
		w.WriteString("</w:footnote>")
	}
}

// table writes a table over the width of the page.
func (w *writer) table(t doc.Table) {
	rows := append(append([]doc.Row(nil), t.Head...), t.Body...)
	starts := doc.Columns(rows)
	columns := 0
	for i, row := range rows {
		for j, c := range row {
			columns = max(columns, starts[i][j]+c.Width())
		}
	}
	if t.Caption != "" {
		w.paragraph(`<w:pStyle w:val="Caption"/>`, doc.Plain(t.Caption), "")
	}
	if columns == 0 {
		return
	}
	const full = 9638
	fmt.Fprintf(w, `<w:tbl><w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:w="5000" w:type="pct"/>`+
		`<w:tblLook w:val="0000" w:firstRow="%d" w:lastRow="0" w:firstColumn="%d" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`,
		flag(len(t.Head) > 0), flag(t.RowHeads))
	w.WriteString(strings.Repeat(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, full/columns), columns) + "</w:tblGrid>")
	open := make([]span, columns)
	for i, row := range rows {
		w.row(row, starts[i], open, i < len(t.Head))
	}
	// Two tables that touch are one to Word, and a cell may not end with one.
	w.WriteString(`</w:tbl><w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>`)
}

func flag(on bool) int {
	if on {
		return 1
	}
	return 0
}

// span is, in the column where it begins, a cell that reaches further down.
type span struct{ columns, rows int }

func (w *writer) row(row doc.Row, starts []int, open []span, heading bool) {
	w.WriteString("<w:tr><w:trPr><w:cantSplit/>")
	if heading {
		w.WriteString("<w:tblHeader/>")
	}
	w.WriteString("</w:trPr>")
	next := 0
	for column := 0; column < len(open); column++ {
		switch s := &open[column]; {
		case s.rows > 0: // a cell from above goes on
			s.rows--
			w.cell(`<w:vMerge/>`, s.columns, heading, nil)
		case next < len(row) && starts[next] == column:
			c := row[next]
			merge := ""
			if c.Height() > 1 {
				merge = `<w:vMerge w:val="restart"/>`
				*s = span{c.Width(), c.Height() - 1}
			}
			w.cell(merge, c.Width(), heading, c.Blocks)
			next++
		}
	}
	w.WriteString("</w:tr>")
}

func (w *writer) cell(merge string, columns int, heading bool, blocks []doc.Block) {
	w.WriteString("<w:tc><w:tcPr>")
	if columns > 1 {
		fmt.Fprintf(w, `<w:gridSpan w:val="%d"/>`, columns)
	}
	w.WriteString(merge)
	if heading {
		w.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="E8E8E8"/>`)
	}
	w.WriteString("</w:tcPr>")
	w.blocks(blocks, 0)
	if len(blocks) == 0 { // Word asks for a paragraph in every cell
		w.WriteString("<w:p/>")
	}
	w.WriteString("</w:tc>")
}
