package minutes

import (
	"unicode"
	"unicode/utf8"
)

// flat is the source as a reader sees it: lines of text with white space folded to single spaces, and
// for each byte of it the stretch of the source that it came from.
type flat struct {
	src   string
	text  []byte
	from  []int32 // where in src the character of this byte begins
	to    []int32 // and where it ends; a folded space takes in its whole run
	lines []line
	str   string // text, once it is complete
}

// line is one paragraph, list item or broken line; never empty.
type line struct {
	start, end int // in flat.str
	li         int // number of the list item it stands in, 0 for none
	item       bool
	label      string // of an ordered item, as a browser shows it
	depth      int    // of lists around it
	heading    bool
	table      int  // number of the table it stands in, 0 for none
	gap        bool // a paragraph break stands before it, not only a line break
}

// flattener builds a flat, one character after another.
type flattener struct {
	flat
	next  line // what is known about the line that is being written
	open  bool // the line has text
	space bool // a space is due before the next character
	sFrom int
	sTo   int
}

// put adds one character that stands at src[from:to]; a broken one shows as U+FFFD, so that what is
// read is always valid UTF-8.
func (f *flattener) put(r rune, raw string, from, to int) {
	switch {
	case r == utf8.RuneError:
		raw = string(r)
	case ignorable(r):
		return
	case unicode.IsSpace(r):
		if !f.space {
			f.sFrom = from
		}
		f.space, f.sTo = true, to
		return
	}
	if f.space && f.open {
		f.add(" ", f.sFrom, f.sTo)
	}
	if !f.open {
		f.open, f.next.start = true, len(f.text)
	}
	f.space = false
	f.add(raw, from, to)
}

func (f *flattener) add(s string, from, to int) {
	for i := range len(s) {
		f.text = append(f.text, s[i])
		f.from = append(f.from, int32(from))
		f.to = append(f.to, int32(to))
	}
}

// putString adds plain text that stands in src at offset.
func (f *flattener) putString(s string, offset int) {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		f.put(r, s[i:i+n], offset+i, offset+i+n)
		i += n
	}
}

// endLine closes the line that is being written, if it has text, at src[at].
func (f *flattener) endLine(at int) {
	f.space = false
	if !f.open {
		return
	}
	f.next.end = len(f.text)
	f.lines = append(f.lines, f.next)
	f.add("\n", at, at)
	f.next.item, f.next.label, f.next.gap, f.open = false, "", false, false
}

func (f *flattener) done() *flat {
	f.endLine(len(f.src))
	f.str = string(f.text)
	return &f.flat
}

// ignorable characters take no room on a page: soft hyphens, zero-width marks.
func ignorable(r rune) bool {
	switch r {
	case 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0:
		return true
	}
	return false
}

// span is the source of str[start:end], which neither begins nor ends with a space.
func (f *flat) span(start, end int) Span {
	if start >= end {
		return Span{}
	}
	return Span{int(f.from[start]), int(f.to[end-1])}
}

func (f *flat) line(i int) string { return f.str[f.lines[i].start:f.lines[i].end] }
