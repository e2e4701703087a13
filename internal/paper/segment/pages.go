package segment

import (
	"maps"
	"slices"
	"strconv"
)

func fontName(first int) string  { return "MhF" + strconv.Itoa(first) }
func faintName(first int) string { return "MhG" + strconv.Itoa(first) }

// putPages writes the pages. The annotations come first, since links and tags lead to them.
func (b *builder) putPages() error {
	for i := range b.pages {
		if err := b.readAnnots(&b.pages[i]); err != nil {
			return err
		}
	}
	for i := range b.pages {
		if err := b.putPage(&b.pages[i]); err != nil {
			return err
		}
		if err := b.ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// putPage writes a page: its own content stands between a shared stream that saves the graphics
// state and the stamp, which restores it.
func (b *builder) putPage(p *page) error {
	drawn, forms, err := b.flatten(p)
	if err != nil {
		return err
	}
	annots, err := b.putAnnots(p)
	if err != nil {
		return err
	}
	resources, font, err := b.resources(p.dict["Resources"], forms)
	if err != nil {
		return err
	}
	key, open := b.wrap(p, font)
	b.out = append(b.out[:0], "<</Type/Page/Parent "...)
	b.putRef(b.index.Node)
	box := b.boxes(p)
	b.out = append(b.out, "/Resources "...)
	b.putRef(resources)
	b.out = append(b.out, "/Contents["...)
	b.putRef(open)
	b.putContents(p.dict["Contents"])
	if drawn != 0 {
		b.putRef(drawn)
	}
	b.putRef(p.stamp)
	b.out = append(b.out, ']')
	if group := b.deref(p.dict["Group"]).dict(); group != nil {
		b.out = append(b.out, "/Group"...)
		if err := b.put(b.deref(p.dict["Group"])); err != nil {
			return err
		}
	}
	if key >= 0 {
		b.out = append(b.out, "/StructParents "...)
		b.out = strconv.AppendInt(b.out, int64(b.order.Key+key), 10)
	}
	b.out = append(append(append(b.out, "/Tabs/S"...), annots...), ">>"...)
	b.index.Pages = append(b.index.Pages, Page{Object: p.self, Stamp: p.stamp, Close: open != Open,
		Box: box.visible, Rotate: box.rotate, Unit: box.unit})
	return b.s.set(p.self, b.out)
}

// putContents writes references to the page's own content.
func (b *builder) putContents(v raw) {
	streams := []raw{v}
	if all := b.deref(v).array(); all != nil {
		streams = all
	}
	for _, s := range streams {
		if n, ok := s.ref(); ok {
			b.putRef(b.ref(n))
		}
	}
}

// boxes of a page, as a stamp sees it.
type boxes struct {
	visible [4]float32
	rotate  int
	unit    float32
}

// boxes writes the page's boxes and how it is turned, put right where they make no sense.
func (b *builder) boxes(p *page) boxes {
	media, ok := b.rectangle(p.dict["MediaBox"])
	if !ok {
		media = [4]float64{0, 0, 595.28, 841.89}
	}
	b.putBox("/MediaBox", media)
	visible := media
	if crop, ok := b.rectangle(p.dict["CropBox"]); ok {
		for i := range 2 {
			visible[i], visible[i+2] = max(media[i], crop[i]), min(media[i+2], crop[i+2])
		}
		if visible[2]-visible[0] < 1 || visible[3]-visible[1] < 1 {
			visible = media
		}
		b.putBox("/CropBox", visible)
	}
	out := boxes{}
	for i, v := range visible {
		out.visible[i] = float32(v)
	}
	if r, ok := b.deref(p.dict["Rotate"]).number(); ok && int(r)%90 == 0 {
		out.rotate = (int(r)%360 + 360) % 360
	}
	if out.rotate != 0 {
		b.out = append(b.out, "/Rotate "...)
		b.out = strconv.AppendInt(b.out, int64(out.rotate), 10)
	}
	if u, ok := b.deref(p.dict["UserUnit"]).number(); ok && u > 0 && u != 1 && u < 1e5 {
		out.unit = float32(u)
		b.out = append(b.out, "/UserUnit "...)
		b.out = appendNumber(b.out, u)
	}
	return out
}

func (b *builder) putBox(name string, box [4]float64) {
	b.out = append(append(b.out, name...), '[')
	for i, v := range box {
		if i > 0 {
			b.out = append(b.out, ' ')
		}
		b.out = appendNumber(b.out, v)
	}
	b.out = append(b.out, ']')
}

func appendNumber(out []byte, v float64) []byte { return strconv.AppendFloat(out, v, 'f', -1, 64) }

// rectangle reads a rectangle, its lower left corner first (7.9.5).
func (b *builder) rectangle(v raw) (r [4]float64, ok bool) {
	all := b.deref(v).array()
	if len(all) != 4 {
		return r, false
	}
	for i, one := range all {
		if r[i], ok = b.deref(one).number(); !ok {
			return r, false
		}
	}
	for i := range 2 {
		r[i], r[i+2] = min(r[i], r[i+2]), max(r[i], r[i+2])
	}
	return r, r[2]-r[0] >= 1 && r[3]-r[1] >= 1
}

// resources writes a page's resources with the stamp's font and graphics state, and the forms that
// are drawn onto it; and says whether they hold a font of the page's own. Pages that share
// resources go on sharing them.
func (b *builder) resources(v raw, forms []int) (int, bool, error) {
	at := string(v) // a reference, or the resources themselves
	d := b.deref(v).dict()
	written := b.hasText(d)
	if n := b.shared[at]; n != 0 && forms == nil {
		return n, written, nil
	}
	more := map[string][]byte{
		"Font":      ownEntry(fontName(b.order.First), StampFont),
		"ExtGState": ownEntry(faintName(b.order.First), StampFaint),
	}
	for i, n := range forms {
		more["XObject"] = append(more["XObject"], ownEntry(formName(b.order.First, i), n)...)
	}
	if d == nil {
		d = dict{}
	}
	for key := range more {
		if d[key] == nil {
			d[key] = raw("<<>>")
		}
	}
	b.out = append(b.out[:0], "<<"...)
	for _, key := range slices.Sorted(maps.Keys(d)) {
		b.out = append(append(b.out, '/'), encodeName(key)...)
		var err error
		if own := more[key]; own != nil {
			err = b.withOwn(d[key], own)
		} else {
			err = b.put(d[key])
		}
		if err != nil {
			return 0, false, err
		}
	}
	n, err := b.s.add(append(b.out, ">>"...))
	if forms == nil {
		b.shared[at] = n
	}
	return n, written, err
}

func ownEntry(name string, object int) []byte {
	return []byte("/" + name + " " + strconv.Itoa(object) + " 0 R")
}

func formName(first, i int) string { return "MhX" + strconv.Itoa(first) + "." + strconv.Itoa(i) }

// withOwn writes a dictionary of resources with entries of ours.
func (b *builder) withOwn(v raw, own []byte) error {
	d := b.deref(v).dict()
	b.out = append(b.out, "<<"...)
	for _, key := range slices.Sorted(maps.Keys(d)) {
		b.out = append(append(b.out, '/'), encodeName(key)...)
		if err := b.put(d[key]); err != nil {
			return err
		}
	}
	b.out = append(append(b.out, own...), ">>"...)
	return nil
}

// hasText reports whether something drawn with these resources can hold text.
func (b *builder) hasText(d dict) bool {
	if len(b.deref(d["Font"]).dict()) > 0 {
		return true
	}
	for _, v := range b.deref(d["XObject"]).dict() {
		if b.deref(v).dict()["Subtype"].name() != "Image" {
			return true
		}
	}
	return false
}

// wrap says with which key of the parent tree the page goes, and which shared stream opens it. A
// page without tags becomes one element: a paragraph, or a figure where it has no text.
func (b *builder) wrap(p *page, text bool) (key, open int) {
	if n, ok := b.deref(p.dict["StructParents"]).integer(); ok && b.tags.real {
		if _, ok := b.tags.parents[n]; ok || len(b.tags.parents) == 0 {
			return n, Open
		}
	}
	if b.tags.real && len(b.tags.parents) == 0 || len(p.dict["Contents"]) == 0 {
		return -1, Open
	}
	e := untagged{page: p.self, self: b.s.reserve(), key: b.tags.next, figure: !text}
	b.tags.next++
	b.tags.untagged = append(b.tags.untagged, e)
	if e.figure {
		return e.key, OpenFigure
	}
	return e.key, OpenText
}
