package segment

import (
	"math"
	"strconv"
)

// field is a form field that is drawn onto its page as it looks, since the form it belongs to does
// not go into the pack.
type field struct {
	look raw // reference to its appearance
	key  int // of the parent tree; -1 for none
	rect [4]float64
}

// Flags of annotations (12.5.3).
const (
	hidden = 1 << 1
	noView = 1 << 5
)

// readField finds how a field looks; nil where nothing is to be seen.
func (b *builder) readField(d dict) *field {
	if d["A"] != nil || d["AA"] != nil {
		b.leaves(Scripts)
	}
	flags, _ := b.deref(d["F"]).integer()
	rect, ok := b.rectangle(d["Rect"])
	if flags&(hidden|noView) != 0 || !ok {
		return nil
	}
	look := b.deref(d["AP"]).dict()["N"]
	if n, ok := look.ref(); ok {
		if _, stream, err := b.src.object(n); err != nil || stream == nil {
			look = b.deref(look) // a dictionary of states
		}
	}
	if states := look.dict(); states != nil {
		state := b.deref(d["AS"]).name()
		if look = states[state]; look == nil {
			return nil // a box that is not ticked, most often
		}
	}
	n, ok := look.ref()
	if !ok {
		if b.deref(d["V"]) != nil {
			b.leaves(Fields)
		}
		return nil
	}
	if _, stream, err := b.src.object(n); err != nil || stream == nil {
		return nil
	}
	f := &field{look: look, key: -1, rect: rect}
	if k, ok := b.deref(d["StructParent"]).integer(); ok {
		f.key = k
	}
	return f
}

// flatten draws a page's fields: it gives a stream that goes between the page's content and the
// stamp, or 0, and the forms that it draws. A field with a tag keeps it.
func (b *builder) flatten(p *page) (int, []int, error) {
	var forms []int
	content := []byte("\nQ\n")
	pageKey, tagged := b.deref(p.dict["StructParents"]).integer()
	for _, a := range p.annots {
		if a.field == nil {
			continue
		}
		m, ok := b.placed(a.field)
		if !ok {
			continue
		}
		n, _ := a.field.look.ref()
		mcid := -1
		if tagged && b.tags.real {
			mcid = b.tags.adopt(pageKey, a.field.key)
		}
		if mcid >= 0 {
			content = append(content, "/Form<</MCID "+strconv.Itoa(mcid)+">>BDC\n"...)
			b.spots[a.old] = spot{mark: []byte("<</Type/MCR/Pg " + strconv.Itoa(p.self) + " 0 R/MCID " + strconv.Itoa(mcid) + ">>")}
		}
		content = append(content, "q "...)
		for _, v := range m {
			content = append(strconv.AppendFloat(content, v, 'f', 5, 64), ' ')
		}
		content = append(content, "cm /"+formName(b.order.First, len(forms))+" Do Q\n"...)
		if mcid >= 0 {
			content = append(content, "EMC\n"...)
		}
		forms = append(forms, b.ref(n))
	}
	if forms == nil {
		return 0, nil, nil
	}
	at := b.s.reserve()
	b.s.stream(at, nil, append(content, "q\n"...))
	return at, forms, nil
}

// placed is the matrix that puts an appearance where its field is (12.5.5, algorithm 8.1).
func (b *builder) placed(f *field) (m [6]float64, ok bool) {
	d := b.deref(f.look).dict()
	box, ok := b.rectangle(d["BBox"])
	if !ok {
		return m, false
	}
	t := [6]float64{1, 0, 0, 1, 0, 0}
	if all := b.deref(d["Matrix"]).array(); len(all) == 6 {
		for i, v := range all {
			if t[i], ok = b.deref(v).number(); !ok {
				return m, false
			}
		}
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, c := range [][2]float64{{box[0], box[1]}, {box[0], box[3]}, {box[2], box[1]}, {box[2], box[3]}} {
		x, y := t[0]*c[0]+t[2]*c[1]+t[4], t[1]*c[0]+t[3]*c[1]+t[5]
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	if x1-x0 < 1e-6 || y1-y0 < 1e-6 {
		return m, false
	}
	sx, sy := (f.rect[2]-f.rect[0])/(x1-x0), (f.rect[3]-f.rect[1])/(y1-y0)
	return [6]float64{sx, 0, 0, sy, f.rect[0] - sx*x0, f.rect[1] - sy*y0}, true
}
