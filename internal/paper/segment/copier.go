package segment

import (
	"bytes"
	"strconv"
)

// copier copies values of a source into a sheaf under new numbers. It follows references, so that
// exactly what is reached is copied, and leaves out whatever acts by itself: actions, scripts,
// files within the file, annotations and pages that were not taken over by name.
type copier struct {
	src   source
	s     *sheaf
	order Order
	to    []int32 // new number by old; 0 for none yet
	queue []int   // old numbers still to be copied
	out   []byte  // the object being written
	roles map[string]string
	spots map[int]spot // by old number of annotation
	notes map[string]bool
}

// spot is what became of an annotation.
type spot struct {
	to   int    // its new number, or 0
	mark []byte // the marked content it was drawn as, or nil
}

// leaves notes what was left out.
func (c *copier) leaves(what string) { c.notes[what] = true }

// ref is the new number of an old object; 0 where the number is impossible.
func (c *copier) ref(n int) int {
	if n <= 0 || n > mostObjects {
		return 0
	}
	for n >= len(c.to) {
		c.to = append(c.to, make([]int32, max(256, len(c.to), min(n-len(c.to)+1, mostObjects)))...)
	}
	if c.to[n] == 0 {
		c.to[n] = int32(c.s.reserve())
		c.queue = append(c.queue, n)
	}
	return int(c.to[n])
}

// becomes says that references to an old object shall lead to a new one, which is written
// elsewhere.
func (c *copier) becomes(old, new int) {
	from := len(c.queue)
	if c.ref(old) != 0 {
		c.to[old] = int32(new)
		c.queue = c.queue[:from]
	}
}

// deref follows references to a value. Of a stream it is the dictionary.
func (c *copier) deref(v raw) raw {
	for range 32 {
		n, ok := v.ref()
		if !ok {
			return v
		}
		var err error
		if v, _, err = c.src.object(n); err != nil {
			return nil
		}
	}
	return nil
}

// drain copies what is still to be copied.
func (c *copier) drain() error {
	for len(c.queue) > 0 {
		n := c.queue[len(c.queue)-1]
		c.queue = c.queue[:len(c.queue)-1]
		value, stream, err := c.src.object(n)
		if err != nil {
			return err
		}
		to := int(c.to[n])
		c.out = c.out[:0]
		if stream != nil {
			err = c.stream(to, value, stream)
		} else if err = c.put(value); err == nil {
			err = c.s.set(to, c.out)
		}
		if err != nil {
			return err
		}
		if c.s.size > mostBytes || len(c.s.rows) > mostObjects {
			return tooLarge("its parts come to more than %d bytes", mostBytes)
		}
	}
	return nil
}

// stream copies a stream; one that is left out becomes null.
func (c *copier) stream(to int, value raw, data []byte) error {
	l := &lexer{b: value}
	if err := c.dict(l, 0, true); err != nil {
		return err
	}
	if bytes.Equal(c.out, null) {
		return c.s.set(to, c.out)
	}
	c.s.stream(to, c.out[2:len(c.out)-2], data)
	return nil
}

var null = []byte("null")

// put copies a value.
func (c *copier) put(v raw) error { return c.value(&lexer{b: v}, 0) }

// gap parts two words.
func (c *copier) gap() {
	if n := len(c.out); n > 0 && classes[c.out[n-1]] == regular {
		c.out = append(c.out, ' ')
	}
}

// putRef writes a reference; null for 0.
func (c *copier) putRef(n int) {
	c.gap()
	if n == 0 {
		c.out = append(c.out, null...)
		return
	}
	c.out = append(strconv.AppendInt(c.out, int64(n), 10), " 0 R"...)
}

func (c *copier) value(l *lexer, depth int) error {
	l.skip()
	if l.p >= len(l.b) {
		return broken("a value is missing")
	}
	switch b := l.b[l.p]; {
	case b == '<' && l.p+1 < len(l.b) && l.b[l.p+1] == '<':
		return c.dict(l, depth+1, false)
	case b == '[':
		return c.array(l, depth+1)
	case b >= '0' && b <= '9':
		if n, ok := l.reference(); ok {
			c.putRef(c.ref(n))
			return nil
		}
	}
	v, err := l.value(depth)
	if err != nil || len(v) == 0 {
		return err
	}
	if classes[v[0]] == regular {
		c.gap()
		if !v.plain() {
			v = null // "endobj", where a value is missing
		}
	}
	c.out = append(c.out, v...)
	return nil
}

// plain reports whether a word is a number, a truth or null.
func (v raw) plain() bool {
	switch string(v) {
	case "true", "false", "null":
		return true
	}
	for _, b := range v {
		if (b < '0' || b > '9') && b != '.' && b != '-' && b != '+' {
			return false
		}
	}
	return true
}

func (c *copier) array(l *lexer, depth int) error {
	if depth > deepest {
		return broken("values lie more than %d deep", deepest)
	}
	l.p++
	c.out = append(c.out, '[')
	for !l.starts("]") {
		from := len(c.out)
		if err := c.value(l, depth); err != nil {
			return err
		}
		if from < len(c.out) && l.b[l.p-1] == '>' && bytes.HasSuffix(c.out[from:], null) {
			c.out = c.out[:from] // a dictionary that was left out
		}
	}
	c.out = append(c.out, ']')
	return nil
}
