package segment

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strconv"
)

// seen is what is known of a dictionary after its keys were copied.
type seen struct {
	kind, s, subtype string
	parent, rect, ef bool
	obj              int    // old number that Obj refers to, not copied yet
	hasObj           bool   //
	spans            []span // of values that differ in an element of the structure tree
}

// span is where a value stands in the output.
type span struct {
	key      byte // S, I for ID, C
	from, to int
}

// dict copies a dictionary; that of a stream without what says where and how long its data is.
func (c *copier) dict(l *lexer, depth int, ofStream bool) error {
	if depth > deepest {
		return broken("values lie more than %d deep", deepest)
	}
	if !l.starts("<<") {
		return broken("a dictionary is missing")
	}
	from, queued := len(c.out), len(c.queue)
	var d seen
	c.out = append(c.out, "<<"...)
	for !l.starts(">>") {
		if l.p >= len(l.b) || l.b[l.p] != '/' {
			return broken("a dictionary has no end")
		}
		l.p++
		if err := c.entry(l, depth, ofStream, &d); err != nil {
			return err
		}
	}
	c.finish(from, queued, &d)
	return nil
}

// entry copies an entry of a dictionary, from behind the slash of its key.
func (c *copier) entry(l *lexer, depth int, ofStream bool, d *seen) error {
	written := l.word()
	key := written
	if bytes.IndexByte(key, '#') >= 0 {
		key = []byte(decodeName(key))
	}
	leave := false
	switch string(key) {
	case "Length", "F", "FFilter", "FDecodeParms":
		leave = ofStream
	case "PieceInfo", "Metadata":
		leave = true
	case "Obj":
		l.skip()
		if n, ok := l.reference(); ok {
			d.obj, d.hasObj = n, true
			return nil
		}
	case "StructParents", "StructParent":
		return c.key(l, written)
	case "Headers":
		return c.headers(l, depth, written)
	}
	if leave {
		_, err := l.value(depth)
		return err
	}
	c.out = append(append(c.out, '/'), written...)
	from := len(c.out)
	if err := c.value(l, depth); err != nil {
		return err
	}
	d.note(string(key), from, c.out)
	return nil
}

// note remembers what a dictionary is told apart by.
func (d *seen) note(key string, from int, out []byte) {
	v := raw(out[from:])
	switch key {
	case "Type":
		d.kind = v.name()
	case "Subtype":
		d.subtype = v.name()
	case "P":
		d.parent = true
	case "Rect":
		d.rect = true
	case "EF":
		d.ef = true
	case "S":
		d.s = v.name()
		d.spans = append(d.spans, span{'S', from, len(out)})
	case "ID":
		d.spans = append(d.spans, span{'I', from, len(out)})
	case "C":
		d.spans = append(d.spans, span{'C', from, len(out)})
	}
}

// key copies a key of the parent tree, moved to this segment's.
func (c *copier) key(l *lexer, name []byte) error {
	v, err := l.value(0)
	if err != nil {
		return err
	}
	if n, ok := v.integer(); ok && n >= 0 && n <= mostKeys {
		c.out = append(append(c.out, '/'), name...)
		c.out = append(c.out, ' ')
		c.out = strconv.AppendInt(c.out, int64(n+c.order.Key), 10)
	}
	return nil
}

// headers copies the identities of a table's headings.
func (c *copier) headers(l *lexer, depth int, name []byte) error {
	v, err := l.value(depth)
	if err != nil {
		return err
	}
	c.out = append(append(c.out, '/'), name...)
	all := v.array()
	if all == nil {
		return c.put(v)
	}
	c.out = append(c.out, '[')
	for _, one := range all {
		id, ok := one.bytes()
		if !ok {
			return c.put(v)
		}
		c.out = c.appendID(c.out, id)
	}
	c.out = append(c.out, ']')
	return nil
}

// appendID writes an identity, which the segment's own prefix keeps apart from those of others.
func (c *copier) appendID(out, id []byte) []byte {
	out = append(out, '<')
	out = hex.AppendEncode(out, []byte(c.prefix()))
	return append(hex.AppendEncode(out, id), '>')
}

// prefix sorts as the segments do.
func (c *copier) prefix() string {
	s := "0000000" + strconv.Itoa(c.order.First)
	return s[len(s)-7:] + "."
}

// finish ends a dictionary, or takes it back.
func (c *copier) finish(from, queued int, d *seen) {
	if d.kind == "OBJR" && d.hasObj {
		at, known := c.spots[d.obj]
		switch {
		case known && at.mark != nil:
			c.undo(from, queued)
			c.out = append(c.out, at.mark...)
			return
		case known && at.to == 0:
			c.undo(from, queued)
			c.putRef(0)
			return
		}
	}
	if what := d.unwanted(); what != "" {
		c.undo(from, queued)
		c.putRef(0)
		if what != "-" {
			c.leaves(what)
		}
		return
	}
	if d.hasObj {
		c.out = append(c.out, "/Obj "...)
		c.putRef(c.ref(d.obj))
	}
	if d.s != "" && d.parent {
		c.element(d)
	}
	c.out = append(c.out, ">>"...)
}

// undo takes back what was written, and what is to be copied because of it.
func (c *copier) undo(from, queued int) {
	c.out = c.out[:from]
	for _, n := range c.queue[queued:] {
		c.to[n] = 0
	}
	c.queue = c.queue[:queued]
}

// unwanted names what a dictionary is, where it may not go into a pack: "-" where nobody needs to
// be told.
func (d *seen) unwanted() string {
	switch d.kind {
	case "Page", "Pages", "Catalog", "Annot":
		return "-"
	case "Action":
		return Scripts
	case "Filespec", "EmbeddedFile":
		return Attachments
	}
	switch {
	case d.ef:
		return Attachments
	case d.rect:
		return "-"
	case d.s != "" && !d.parent && slices.Contains(actions(), d.s):
		return Scripts
	}
	return ""
}

// actions are the kinds of action (12.6.4.1).
func actions() []string {
	return []string{"JavaScript", "Launch", "GoTo", "GoToR", "GoToE", "GoToDp", "SubmitForm", "ResetForm", "ImportData", "Rendition",
		"Movie", "Sound", "Hide", "Named", "SetOCGState", "Thread", "Trans", "GoTo3DView", "URI", "RichMediaExecute"}
}

// element gives an element of the structure tree its standard type, and names that no other
// segment uses.
func (c *copier) element(d *seen) {
	for _, s := range slices.Backward(d.spans) {
		v := raw(slices.Clone(c.out[s.from:s.to]))
		var now []byte
		switch s.key {
		case 'S':
			now = append([]byte{'/'}, encodeName(c.role(d.s))...)
		case 'I':
			id, ok := v.bytes()
			if !ok {
				continue
			}
			now = c.appendID(nil, id)
		case 'C':
			now = c.classes(v)
		}
		c.out = slices.Replace(c.out, s.from, s.to, now...)
	}
}

// encodeName writes a name's letters.
func encodeName(name string) []byte {
	var out []byte
	for _, b := range []byte(name) {
		if b < '!' || b > '~' || b == '#' || classes[b] != regular {
			const digits = "0123456789ABCDEF"
			out = append(out, '#', digits[b>>4], digits[b&15])
			continue
		}
		out = append(out, b)
	}
	return out
}
