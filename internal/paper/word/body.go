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
	noteParts map[string]notePart // by kind of note
	notes     []doc.Note
	field     []field // complex fields that are open, innermost last
}

// notePart is a part of notes, whose links are its own.
type notePart struct {
	notes    map[string]*node // by id
	relation map[string]relation
}

// prepare reads what the body refers to.
func (r *reader) prepare(main string) (err error) {
	if r.relation, err = r.relationsOf(main); err != nil {
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
	r.noteParts = map[string]notePart{}
	for _, kind := range []string{"footnote", "endnote"} {
		p := notePart{notes: map[string]*node{}}
		if p.relation, err = r.relationsOf(beside(kind + "s")); err != nil {
			return err
		}
		err := r.each(beside(kind+"s"), kind+"s", func(n *node) error {
			p.notes[n.get("id")] = n
			return nil
		})
		if err != nil {
			return err
		}
		r.noteParts[kind] = p
	}
	return nil
}

// relationsOf reads the relationships of a part.
func (r *reader) relationsOf(part string) (map[string]relation, error) {
	folder, file := path.Split(part)
	return r.relations(path.Join(folder, "_rels", file+".rels"), folder)
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
			out.table(t)
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
	spans, lang := t.done()
	at := r.styles.find(id, func(s style) bool { return s.caption || s.goesOn > 0 })
	switch {
	case len(spans) == 0:
	case heading > 0:
		out.add(doc.Heading{Level: heading, Spans: labelled(m, spans), Lang: lang})
	case m != nil && m.hidden:
		out.goOn(m.depth, doc.Paragraph{Spans: spans, Lang: lang})
	case m != nil && m.plain():
		out.item(m, doc.Paragraph{Spans: spans, Lang: lang})
	case m == nil && at.goesOn > 0:
		out.goOn(at.goesOn-1, doc.Paragraph{Spans: spans, Lang: lang})
	default:
		out.add(doc.Paragraph{Spans: labelled(m, spans), Lang: lang})
		out.caption = at.caption
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
