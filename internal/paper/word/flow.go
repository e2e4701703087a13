package word

import "moothall/internal/paper/doc"

// flow gathers blocks, and list items into lists.
type flow struct {
	out     []doc.Block
	open    []openList // outermost first
	caption bool       // the last block is a caption, for a table that may follow
}

type openList struct {
	doc.List
	id    string
	depth int
}

func (f *flow) add(b doc.Block) {
	f.close(-1)
	f.out = append(f.out, b)
	f.caption = false
}

// table adds a table with the caption that stands before it.
func (f *flow) table(t doc.Table) {
	f.close(-1)
	if n := len(f.out); f.caption && n > 0 {
		if p, ok := f.out[n-1].(doc.Paragraph); ok {
			t.Caption = doc.PlainText(p.Spans)
			f.out = f.out[:n-1]
		}
	}
	f.add(t)
}

// item adds an item to the list it belongs to: the open one of its depth, or a new one within the
// last item of the list above.
func (f *flow) item(m *mark, p doc.Paragraph) {
	f.close(m.depth)
	if n := len(f.open); n > 0 && f.open[n-1].depth == m.depth && !f.open[n-1].takes(m) {
		f.close(m.depth - 1)
	}
	if n := len(f.open); n == 0 || f.open[n-1].depth < m.depth {
		l := doc.List{Numbering: m.level.numbering}
		if m.number > 1 && l.Numbering != doc.Bulleted {
			l.Start = m.number
		}
		f.open = append(f.open, openList{List: l, id: m.list, depth: m.depth})
	}
	at := &f.open[len(f.open)-1]
	item := doc.Item{Label: m.label, Blocks: []doc.Block{p}}
	if item.Label == at.Numbering.Label(max(at.Start, 1)+len(at.Items)) {
		item.Label = ""
	}
	at.Items = append(at.Items, item)
}

// takes says whether a mark goes on with the list.
func (l openList) takes(m *mark) bool {
	return l.id == m.list && !m.fresh && (l.Numbering == m.level.numbering || m.fixed)
}

// goOn adds a paragraph to the last item of the open list of the depth, or of one above it; where
// there is none it stands by itself.
func (f *flow) goOn(depth int, p doc.Paragraph) {
	f.close(depth)
	if len(f.open) == 0 {
		f.add(p)
		return
	}
	items := f.open[len(f.open)-1].Items
	last := &items[len(items)-1]
	last.Blocks = append(last.Blocks, p)
}

// close closes the lists that are deeper than depth.
func (f *flow) close(depth int) {
	for n := len(f.open); n > 0 && f.open[n-1].depth > depth; n = len(f.open) {
		l := f.open[n-1].List
		f.open = f.open[:n-1]
		if n == 1 {
			f.out = append(f.out, l)
			f.caption = false
			continue
		}
		items := f.open[n-2].Items
		last := &items[len(items)-1]
		last.Blocks = append(last.Blocks, l)
	}
}

func (f *flow) done() []doc.Block {
	f.close(-1)
	return f.out
}
