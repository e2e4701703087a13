package segment

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// tags are the paper's structure tree (14.7).
type tags struct {
	real     bool // the paper has one
	root     dict
	roles    map[string]string
	parents  map[int][]raw // by key: the elements of a page's marked content
	single   map[int]raw   // by key: the element of an annotation
	next     int           // first key that is free
	untagged []untagged
}

// untagged is the element made for a page that has no tags.
type untagged struct {
	page, self, key int
	figure          bool
}

// readTags finds the structure tree, before anything that refers to it is written.
func (b *builder) readTags() error {
	v := b.catalog["StructTreeRoot"]
	root := b.deref(v).dict()
	b.tags = tags{root: root, parents: map[int][]raw{}, single: map[int]raw{}, roles: map[string]string{}}
	kids := b.deref(root["K"])
	b.tags.real = len(kids.array()) > 0 || kids.dict() != nil
	b.index.Tagged = b.tags.real
	if !b.tags.real {
		return nil
	}
	if n, ok := v.ref(); ok {
		b.becomes(n, b.index.Part)
	}
	for from, to := range b.deref(root["RoleMap"]).dict() {
		b.tags.roles[from] = b.deref(to).name()
	}
	b.copier.roles = b.tags.roles
	b.leavesOf(root["ParentTree"], "Nums", func(key, value raw) {
		n, ok := key.integer()
		if !ok || n < 0 || n > mostKeys {
			return
		}
		b.tags.next = max(b.tags.next, n+1)
		if all := b.deref(value).array(); all != nil {
			b.tags.parents[n] = all
		} else if _, ok := value.ref(); ok {
			b.tags.single[n] = value
		}
	})
	return nil
}

// adopt makes the element of a field the parent of new marked content of a page, and gives the
// content's number; -1 where the field has no element.
func (t *tags) adopt(page, field int) int {
	elem, ok := t.single[field]
	if _, known := t.parents[page]; !ok || !known {
		return -1
	}
	t.parents[page] = append(slices.Clone(t.parents[page]), elem)
	delete(t.single, field)
	return len(t.parents[page]) - 1
}

// role is the standard type behind a type of the paper's own.
func (c *copier) role(name string) string {
	for range 10 {
		next := c.roles[name]
		if next == "" || next == name {
			break
		}
		name = next
	}
	return name
}

// classes renames an element's classes, so that papers' classes of the same name do not clash.
func (c *copier) classes(v raw) []byte {
	if name := v.name(); name != "" {
		return append([]byte{'/'}, encodeName(c.prefix()+name)...)
	}
	all := v.array()
	if all == nil {
		return v
	}
	out := []byte{'['}
	for _, one := range all {
		if name := one.name(); name != "" {
			out = append(append(out, '/'), encodeName(c.prefix()+name)...)
		} else {
			out = append(append(out, ' '), one...)
		}
	}
	return append(out, ']')
}

// putTags writes the paper's share of the structure tree.
func (b *builder) putTags() error {
	if b.tags.real {
		if err := b.putRoot(); err != nil {
			return err
		}
	}
	b.index.Keys = b.tags.next
	var kids []int
	for _, e := range b.tags.untagged {
		if err := b.putUntagged(e); err != nil {
			return err
		}
		kids = append(kids, e.self)
	}
	b.index.Kids += spaced(kids)
	return b.putParents()
}

func (b *builder) putUntagged(e untagged) error {
	kind := "P"
	if e.figure {
		kind = "Figure"
	}
	b.out = append(b.out[:0], "<</Type/StructElem/S/"+kind+"/P "...)
	b.putRef(b.index.Part)
	b.out = append(b.out, "/Pg "...)
	b.putRef(e.page)
	if e.figure {
		b.out = append(append(b.out, "/Alt"...), Text(b.order.Scan)...)
	}
	return b.s.set(e.self, append(b.out, "/K 0>>"...))
}

// putRoot takes over what hangs on the root of the tree.
func (b *builder) putRoot() error {
	root := b.tags.root
	kids := root["K"]
	if all := b.deref(kids).array(); all != nil {
		kids = b.deref(kids)
	} else {
		kids = slices.Concat(raw("["), kids, raw("]"))
	}
	b.out = b.out[:0]
	if err := b.put(kids); err != nil {
		return err
	}
	b.index.Kids = string(b.out[1:len(b.out)-1]) + " "
	classes := b.deref(root["ClassMap"]).dict()
	b.out = b.out[:0]
	for _, name := range slices.Sorted(maps.Keys(classes)) {
		b.out = append(append(b.out, '/'), encodeName(b.prefix()+name)...)
		if err := b.put(classes[name]); err != nil {
			return err
		}
	}
	b.index.Classes = string(b.out)
	b.out = b.out[:0]
	for _, v := range b.deref(root["Namespaces"]).array() {
		if n, ok := v.ref(); ok {
			b.putRef(b.ref(n))
		}
	}
	b.index.Spaces = string(b.out)
	return b.putIDs()
}

// putIDs writes the paper's leaf of the tree of identities.
func (b *builder) putIDs() error {
	ids := map[string]int{}
	b.leavesOf(b.tags.root["IDTree"], "Names", func(key, value raw) {
		id, ok := key.bytes()
		if n, isRef := value.ref(); ok && isRef {
			ids[string(id)] = n
		}
	})
	if len(ids) == 0 {
		return nil
	}
	sorted := slices.SortedFunc(maps.Keys(ids), strings.Compare)
	b.out = append(b.out[:0], "<</Limits["...)
	b.out = b.appendID(b.appendID(b.out, []byte(sorted[0])), []byte(sorted[len(sorted)-1]))
	b.out = append(b.out, "]/Names["...)
	for _, id := range sorted {
		b.out = b.appendID(b.out, []byte(id))
		b.putRef(b.ref(ids[id]))
	}
	var err error
	b.index.IDs, err = b.s.add(append(b.out, "]>>"...))
	return err
}

// putParents writes the paper's leaf of the parent tree.
func (b *builder) putParents() error {
	all := map[int][]byte{}
	for _, key := range slices.Sorted(maps.Keys(b.tags.parents)) {
		b.out = append(b.out[:0], '[')
		for _, e := range b.tags.parents[key] {
			if err := b.put(e); err != nil {
				return err
			}
		}
		all[key] = append(bytes.Clone(b.out), ']')
	}
	for _, key := range slices.Sorted(maps.Keys(b.tags.single)) {
		b.out = b.out[:0]
		if err := b.put(b.tags.single[key]); err != nil {
			return err
		}
		all[key] = bytes.Clone(b.out)
	}
	for _, e := range b.tags.untagged {
		all[e.key] = []byte("[" + strconv.Itoa(e.self) + " 0 R]")
	}
	if len(all) == 0 {
		return nil
	}
	keys := slices.Sorted(maps.Keys(all))
	b.out = append(b.out[:0], "<</Limits["+strconv.Itoa(b.order.Key+keys[0])+" "+strconv.Itoa(b.order.Key+keys[len(keys)-1])+"]/Nums["...)
	for _, key := range keys {
		b.gap()
		b.out = strconv.AppendInt(b.out, int64(b.order.Key+key), 10)
		b.gap()
		b.out = append(b.out, all[key]...)
	}
	var err error
	b.index.Parents, err = b.s.add(append(b.out, "]>>"...))
	return err
}
