package word

import (
	"fmt"
	"path"

	"moothall/internal/paper/doc"
)

// reader turns a paper's parts into blocks.
type reader struct {
	*archive
	room      int64 // bytes of text that may still come
	styles    styles
	lists     *lists
	relation  map[string]relation
	noteParts map[string]map[string]*node // by kind of note, by id
	notes     []doc.Note
	field     []field // complex fields that are open, innermost last
}

// prepare reads what the body refers to.
func (r *reader) prepare(main string) (err error) {
	folder, file := path.Split(main)
	if r.relation, err = r.relations(path.Join(folder, "_rels", file+".rels"), folder); err != nil {
		return err
	}
	beside := func(kind string) string {
		for _, rel := range r.relation {
			if path.Base(rel.kind) == kind && !rel.external {
				return rel.target
			}
		}
		return ""
	}
	if r.styles, err = r.archive.styles(beside("styles")); err != nil {
		return err
	}
	if r.lists, err = r.archive.lists(beside("numbering")); err != nil {
		return err
	}
	r.noteParts = map[string]map[string]*node{"footnote": {}, "endnote": {}}
	for kind, notes := range r.noteParts {
		err := r.each(beside(kind+"s"), kind+"s", func(n *node) error {
			notes[n.get("id")] = n
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) body(main string) ([]doc.Block, error) {
	var out flow
	err := r.each(main, "body", func(n *node) error { return r.block(n, &out) })
	if err != nil {
		return nil, err
	}
	return out.done(), nil
}

// blocks reads the blocks in an element: a cell, a text box, a note.
func (r *reader) blocks(n *node) ([]doc.Block, error) {
	var out flow
	for _, k := range n.kids {
		if err := r.block(k, &out); err != nil {
			return nil, err
		}
	}
	return out.done(), nil
}

// block reads one block, or those in an element that only wraps them.
func (r *reader) block(n *node, out *flow) error {
	switch n.name {
	case "p":
		return r.paragraph(n, out)
	case "tbl":
		t, err := r.table(n)
		if err == nil && len(t.Head)+len(t.Body) > 0 {
			out.add(t)
		}
		return err
	case "del", "moveFrom", "sectPr", "tcPr", "sdtPr", "sdtEndPr":
		return nil
	case "AlternateContent":
		return r.block(either(n), out)
	}
	for _, k := range n.kids {
		if err := r.block(k, out); err != nil {
			return err
		}
	}
	return nil
}

// either is the first of the forms in which the same content is given.
func either(n *node) *node {
	if len(n.kids) == 0 {
		return &node{}
	}
	return n.kids[0]
}

func (r *reader) paragraph(n *node, out *flow) error {
	properties := n.child("pPr")
	id := properties.child("pStyle").get("val")
	heading := outline(properties)
	if heading == 0 {
		heading = r.styles.find(id, func(s style) bool { return s.outline > 0 }).outline
	}
	m := r.mark(properties, id)
	t := &inline{reader: r, style: id}
	if heading > 0 {
		t.style = "" // its look is the heading's own
	}
	if err := t.walk(n, look{}); err != nil {
		return err
	}
	spans := t.done()
	switch {
	case len(spans) == 0:
	case heading > 0:
		out.add(doc.Heading{Level: heading, Spans: labelled(m, spans)})
	case m != nil && m.plain():
		out.item(m, doc.Paragraph{Spans: spans})
	default:
		out.add(doc.Paragraph{Spans: labelled(m, spans)})
	}
	for _, b := range t.boxes {
		out.add(b)
	}
	return nil
}

// labelled puts the printed number before what it numbers.
func labelled(m *mark, spans []doc.Span) []doc.Span {
	if m == nil || m.label == "" {
		return spans
	}
	return append(doc.Plain(m.label+" "), spans...)
}

// mark is the paragraph's number, by its own properties or its style's.
func (r *reader) mark(properties *node, styleID string) *mark {
	list := properties.child("numPr")
	if list == nil {
		list = r.styles.find(styleID, func(s style) bool { return s.list != nil }).list
	}
	if list == nil {
		return nil
	}
	return r.lists.next(list.child("numId").get("val"), list.child("ilvl").number("val", 0))
}

// take counts text against the room there is.
func (r *reader) take(s string) error {
	if r.room -= int64(len(s)); r.room < 0 {
		return fmt.Errorf("too much text: %w", doc.ErrTooLarge)
	}
	return nil
}

// flow gathers blocks, and list items into lists.
type flow struct {
	out  []doc.Block
	open []openList // outermost first
}

type openList struct {
	doc.List
	id    string
	depth int
}

func (f *flow) add(b doc.Block) {
	f.close(-1)
	f.out = append(f.out, b)
}

// item adds an item to the list it belongs to: the open one of its depth, or a new one within the
// last item of the list above.
func (f *flow) item(m *mark, p doc.Paragraph) {
	f.close(m.depth)
	if n := len(f.open); n > 0 && f.open[n-1].depth == m.depth && (f.open[n-1].id != m.list || f.open[n-1].Numbering != m.level.numbering) {
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
	at.Items = append(at.Items, doc.Item{p})
}

// close closes the lists that are deeper than depth.
func (f *flow) close(depth int) {
	for n := len(f.open); n > 0 && f.open[n-1].depth > depth; n = len(f.open) {
		l := f.open[n-1].List
		f.open = f.open[:n-1]
		if n == 1 {
			f.out = append(f.out, l)
			continue
		}
		items := f.open[n-2].Items
		items[len(items)-1] = append(items[len(items)-1], l)
	}
}

func (f *flow) done() []doc.Block {
	f.close(-1)
	return f.out
}
