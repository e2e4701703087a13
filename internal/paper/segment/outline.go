package segment

import (
	"strconv"
	"unicode/utf16"
)

// mark is a bookmark of the paper.
type mark struct {
	title raw
	dest  []byte
	self  int
	kids  []*mark
}

// putOutline writes the paper's bookmarks, nested as they were, below one that is left to be
// written. All are closed, so that a pack opens with its items in view.
func (b *builder) putOutline() error {
	root := b.deref(b.catalog["Outlines"]).dict()
	seen, count := map[int]bool{}, 0
	var read func(v raw, depth int) []*mark
	read = func(v raw, depth int) []*mark {
		var out []*mark
		for count < mostMarks && depth < 32 {
			n, _ := v.ref()
			d := b.deref(v).dict()
			if d == nil || n == 0 || seen[n] {
				break
			}
			seen[n] = true
			count++
			m := &mark{title: b.deref(d["Title"]), dest: b.markTarget(d), self: b.s.reserve()}
			m.kids = read(d["First"], depth+1)
			out = append(out, m)
			v = d["Next"]
		}
		return out
	}
	kids := read(root["First"], 0)
	if len(kids) == 0 {
		return nil
	}
	o := &b.index.Outline
	o.First, o.Last, o.Count, o.All = kids[0].self, kids[len(kids)-1].self, len(kids), count
	return b.putMarks(kids, o.Item)
}

// markTarget is where a bookmark leads.
func (b *builder) markTarget(d dict) []byte {
	if d["Dest"] != nil {
		return b.destination("/Dest", d["Dest"])
	}
	a := b.deref(d["A"]).dict()
	if a["S"].name() == "GoTo" {
		return b.destination("/Dest", a["D"])
	}
	if a != nil && a["S"].name() != "URI" {
		b.leaves(Scripts)
	}
	return nil
}

func (b *builder) putMarks(kin []*mark, above int) error {
	for i, m := range kin {
		b.out = append(b.out[:0], "<</Title"...)
		if _, ok := m.title.bytes(); ok {
			b.out = append(b.out, m.title...)
		} else {
			b.out = append(b.out, "()"...)
		}
		b.out = append(b.out, "/Parent "...)
		b.putRef(above)
		b.out = append(b.out, m.dest...)
		if i > 0 {
			b.out = append(b.out, "/Prev "...)
			b.putRef(kin[i-1].self)
		}
		if i+1 < len(kin) {
			b.out = append(b.out, "/Next "...)
			b.putRef(kin[i+1].self)
		}
		if n := len(m.kids); n > 0 {
			b.out = append(b.out, "/First "...)
			b.putRef(m.kids[0].self)
			b.out = append(b.out, "/Last "...)
			b.putRef(m.kids[n-1].self)
			b.out = append(b.out, "/Count -"+strconv.Itoa(n)...)
		}
		if err := b.s.set(m.self, append(b.out, ">>"...)); err != nil {
			return err
		}
		if err := b.putMarks(m.kids, m.self); err != nil {
			return err
		}
	}
	return nil
}

// Text writes a text string (7.9.2.2), in UTF-16 where it is not plain ASCII.
func Text(s string) []byte {
	plain := true
	for _, c := range []byte(s) {
		plain = plain && c >= ' ' && c <= '~'
	}
	if plain {
		return literal(s)
	}
	out := []byte("<FEFF")
	const digits = "0123456789ABCDEF"
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
	}
	return append(out, '>')
}
