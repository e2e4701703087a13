package segment

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/paper/doc"
)

// annot is an annotation that goes into the segment or is drawn onto its page.
type annot struct {
	dict
	old    int // its number in the source; 0 where it has none
	to     int // its number in the segment; 0 for a form field
	action []byte
	field  *field
}

// kept are the kinds of annotation that say something and do nothing (12.5.6).
func kept(kind string) bool {
	return slices.Contains([]string{"Link", "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight",
		"Underline", "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "Watermark"}, kind)
}

// readAnnots decides what becomes of a page's annotations.
func (b *builder) readAnnots(p *page) error {
	all := b.deref(p.dict["Annots"]).array()
	if len(all) > mostAnnots {
		return tooLarge("a page has %d annotations", len(all))
	}
	for _, v := range all {
		old, _ := v.ref()
		if _, again := b.spots[old]; again && old != 0 {
			continue
		}
		a := annot{dict: b.deref(v).dict(), old: old}
		switch kind := a.dict["Subtype"].name(); {
		case a.dict == nil:
			continue
		case kind == "Widget":
			a.field = b.readField(a.dict)
		case kind == "FileAttachment":
			b.leaves(Attachments)
		case kept(kind):
			a.to = b.s.reserve()
			if old != 0 {
				b.becomes(old, a.to)
			}
		default:
			b.leaves(Media)
		}
		if old != 0 {
			b.spots[old] = spot{to: a.to}
		}
		if a.to != 0 || a.field != nil {
			p.annots = append(p.annots, a)
		}
	}
	return nil
}

// putAnnots writes a page's annotations, and gives the page's entry for them.
func (b *builder) putAnnots(p *page) ([]byte, error) {
	var entry []byte
	for _, a := range p.annots {
		if a.to == 0 {
			continue
		}
		if err := b.putAnnot(p, a); err != nil {
			return nil, err
		}
		entry = append(strconv.AppendInt(entry, int64(a.to), 10), " 0 R "...)
	}
	if entry == nil {
		return nil, nil
	}
	return append(append([]byte("/Annots["), entry...), ']'), nil
}

// putAnnot writes an annotation without what it does, but for links that are safe.
func (b *builder) putAnnot(p *page, a annot) error {
	action := b.action(a.dict)
	b.out = append(b.out[:0], "<<"...)
	for _, key := range slices.Sorted(maps.Keys(a.dict)) {
		v := a.dict[key]
		switch key {
		case "A", "AA", "PA", "Dest", "P", "Parent", "AF", "JS", "FS", "Metadata":
			continue
		case "StructParent":
			if n, ok := v.integer(); ok && n >= 0 && n <= mostKeys {
				b.out = append(b.out, "/StructParent "...)
				b.out = strconv.AppendInt(b.out, int64(n+b.order.Key), 10)
			}
			continue
		}
		b.out = append(append(b.out, '/'), encodeName(key)...)
		if err := b.put(v); err != nil {
			return err
		}
	}
	if n, ok := a.dict["Parent"].ref(); ok && b.spots[n].to != 0 {
		b.out = append(b.out, "/Parent "...) // of a note's window
		b.putRef(b.spots[n].to)
	}
	b.out = append(b.out, "/P "...)
	b.putRef(p.self)
	b.out = append(append(b.out, action...), ">>"...)
	return b.s.set(a.to, b.out)
}

// action is what a link does: it leads to a place in the paper, or to the web.
func (b *builder) action(d dict) []byte {
	if d["AA"] != nil || d["PA"] != nil {
		b.leaves(Scripts)
	}
	if d["Dest"] != nil {
		return b.destination("/Dest", d["Dest"])
	}
	a := b.deref(d["A"]).dict()
	if a == nil {
		return nil
	}
	switch a["S"].name() {
	case "GoTo":
		return b.destination("/Dest", a["D"])
	case "URI":
		uri, _ := b.deref(a["URI"]).bytes()
		if safe := doc.SafeLink(string(uri)); safe != "" {
			return append(append([]byte("/A<</S/URI/URI"), literal(safe)...), ">>"...)
		}
	case "GoToR", "GoToE", "Named":
		return nil // leads out of the paper to a file that is not here, or turns a page
	}
	b.leaves(Scripts)
	return nil
}

// literal writes a string of bytes.
func literal(s string) []byte {
	out := []byte{'('}
	for _, c := range []byte(s) {
		switch {
		case c == '(' || c == ')' || c == '\\':
			out = append(out, '\\', c)
		case c < ' ' || c > '~':
			out = append(out, '\\', '0'+c>>6, '0'+c>>3&7, '0'+c&7)
		default:
			out = append(out, c)
		}
	}
	return append(out, ')')
}

// destination writes where a link leads, by page and not by name, so that names of different
// papers cannot clash; nothing where it leads nowhere.
func (b *builder) destination(key string, v raw) []byte {
	v = b.deref(v)
	name, named := v.bytes()
	if n := v.name(); n != "" {
		name, named = []byte(n), true
	}
	if named {
		if target, ok := b.order.Targets[string(name)]; ok {
			return []byte(key + target)
		}
		v = b.deref(b.named()[string(name)])
	}
	if d := v.dict(); d != nil {
		v = b.deref(d["D"])
	}
	all := v.array()
	if len(all) == 0 {
		return nil
	}
	to, ok := b.target(all[0])
	if !ok {
		return nil
	}
	out := append([]byte(key), '[')
	out = append(strconv.AppendInt(out, int64(to), 10), " 0 R"...)
	for _, part := range all[1:min(len(all), 6)] {
		if _, number := part.number(); part.name() == "" && !number && string(part) != "null" {
			break
		}
		if part[0] != '/' {
			out = append(out, ' ')
		}
		out = append(out, part...)
	}
	if len(all) == 1 {
		out = append(out, "/Fit"...)
	}
	return append(out, ']')
}

// target is the new number of the page that a destination leads to.
func (b *builder) target(v raw) (int, bool) {
	if n, ok := v.ref(); ok {
		i, ok := b.byOld[n]
		if !ok {
			return 0, false
		}
		return b.pages[i].self, true
	}
	if i, ok := v.integer(); ok && i >= 0 && i < len(b.pages) {
		return b.pages[i].self, true
	}
	return 0, false
}

// named are the paper's named destinations (12.3.2.3).
func (b *builder) named() map[string]raw {
	if b.dests != nil {
		return b.dests
	}
	b.dests = map[string]raw{}
	maps.Copy(b.dests, b.deref(b.catalog["Dests"]).dict())
	b.leavesOf(b.deref(b.deref(b.catalog["Names"]).dict()["Dests"]), "Names", func(key, value raw) {
		if name, ok := key.bytes(); ok {
			b.dests[string(name)] = value
		}
	})
	return b.dests
}

// leavesOf gives the pairs of a name tree or a number tree (7.9.6, 7.9.7).
func (b *builder) leavesOf(root raw, key string, each func(key, value raw)) {
	seen, count := map[int]bool{}, 0
	var walk func(v raw, depth int)
	walk = func(v raw, depth int) {
		if n, ok := v.ref(); ok {
			if seen[n] {
				return
			}
			seen[n] = true
		}
		d := b.deref(v).dict()
		pairs := b.deref(d[key]).array()
		for i := 0; i+1 < len(pairs) && count < mostKeys; i += 2 {
			count++
			each(b.deref(pairs[i]), pairs[i+1])
		}
		if depth > 50 {
			return
		}
		for _, k := range b.deref(d["Kids"]).array() {
			walk(k, depth+1)
		}
	}
	walk(root, 0)
}

// spaced joins references.
func spaced(refs []int) string {
	var b strings.Builder
	for _, n := range refs {
		b.WriteString(strconv.Itoa(n) + " 0 R ")
	}
	return b.String()
}
