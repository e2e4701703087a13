package segment

import (
	"context"
	"maps"
	"slices"
	"strconv"
)

// builder makes a segment out of a source.
type builder struct {
	*copier
	ctx     context.Context
	catalog dict
	pages   []page
	byOld   map[int]int // index of a page by its old number
	dests   map[string]raw
	tags    tags
	shared  map[string]int // resources already written, by where they stand in the source
	index   Index
}

// page is a page of the source with what it inherits.
type page struct {
	dict
	self, stamp int // new numbers
	annots      []annot
}

// build makes the segment.
func build(ctx context.Context, src source, o Order) (Index, [][]byte, error) {
	s, err := newSheaf(o.First)
	if err != nil {
		return Index{}, nil, err
	}
	b := &builder{
		copier: &copier{src: src, s: s, order: o, spots: map[int]spot{}, notes: map[string]bool{}},
		ctx:    ctx, byOld: map[int]int{}, shared: map[string]int{},
	}
	b.catalog = b.deref(src.trailer()["Root"]).dict()
	if b.catalog == nil {
		return Index{}, nil, broken("no catalogue")
	}
	b.index = Index{First: o.First, Key: o.Key, Node: s.reserve(), Part: s.reserve()}
	b.index.Outline.Item = s.reserve()
	for _, step := range []func() error{b.pageTree, b.readTags, b.putPages, b.putTags, b.putOutline, b.putLayers, b.drain, s.flush} {
		if err := step(); err != nil {
			return Index{}, nil, err
		}
		if err := ctx.Err(); err != nil {
			return Index{}, nil, err
		}
	}
	return b.finished(), s.all(), nil
}

// finished is the index, once all is written.
func (b *builder) finished() Index {
	x := b.index
	x.Rows, x.Bytes = b.s.encoded(), b.s.size
	x.Count = len(b.s.rows)
	x.Lang = b.deref(b.catalog["Lang"]).text()
	x.Title = b.deref(b.deref(b.src.trailer()["Info"]).dict()["Title"]).text()
	x.LeftOut = slices.Sorted(maps.Keys(b.notes))
	return x
}

// inherited are the entries that a page takes from the nodes above it (7.7.3.4).
func inherited() []string { return []string{"Resources", "MediaBox", "CropBox", "Rotate"} }

// pageTree finds the pages in order.
func (b *builder) pageTree() error {
	most := b.order.Pages
	if most <= 0 {
		most = 10_000
	}
	seen := map[int]bool{}
	var walk func(node raw, above dict, depth int) error
	walk = func(node raw, above dict, depth int) error {
		n, _ := node.ref()
		d := b.deref(node).dict()
		if d == nil || n != 0 && seen[n] || depth > deepest {
			return nil // a branch that leads nowhere, or round: the rest may still be read
		}
		seen[n] = true
		for _, key := range inherited() {
			if v, ok := above[key]; ok && (d[key] == nil || string(d[key]) == "null") {
				d[key] = v
			}
		}
		kids := b.deref(d["Kids"]).array()
		if kids == nil || d["Type"].name() == "Page" {
			if len(b.pages) == most {
				return tooLarge("it has more than %d pages", most)
			}
			p := page{dict: d, self: b.s.reserve(), stamp: b.s.reserve()}
			if n != 0 {
				b.byOld[n] = len(b.pages)
				b.becomes(n, p.self)
			}
			b.pages = append(b.pages, p)
			return nil
		}
		for _, k := range kids {
			if err := walk(k, d, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	if err := walk(b.catalog["Pages"], dict{}, 0); err != nil {
		return err
	}
	if len(b.pages) == 0 {
		return broken("it has no pages")
	}
	return b.pageNode()
}

// pageNode writes the node above the pages.
func (b *builder) pageNode() error {
	b.out = append(b.out[:0], "<</Type/Pages/Parent "...)
	b.putRef(Pages)
	b.out = append(b.out, "/Count "...)
	b.out = strconv.AppendInt(b.out, int64(len(b.pages)), 10)
	b.out = append(b.out, "/Kids["...)
	for _, p := range b.pages {
		b.putRef(p.self)
	}
	b.out = append(b.out, "]>>"...)
	return b.s.set(b.index.Node, b.out)
}

// putLayers finds the layers, of which those stay hidden that were (8.11.4).
func (b *builder) putLayers() error {
	d := b.deref(b.catalog["OCProperties"]).dict()
	shown := b.deref(d["D"]).dict()
	on, off := map[string]bool{}, map[string]bool{}
	for _, v := range b.deref(shown["ON"]).array() {
		on[string(v)] = true
	}
	for _, v := range b.deref(shown["OFF"]).array() {
		off[string(v)] = true
	}
	all := b.deref(d["OCGs"]).array()
	for _, v := range all[:min(len(all), 10_000)] {
		n, ok := v.ref()
		if !ok || b.deref(v).dict()["Type"].name() != "OCG" {
			continue
		}
		reference := strconv.Itoa(b.ref(n)) + " 0 R "
		b.index.Layers += reference
		if off[string(v)] || b.deref(shown["BaseState"]).name() == "OFF" && !on[string(v)] {
			b.index.Hidden += reference
		}
	}
	return nil
}
