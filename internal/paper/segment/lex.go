package segment

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"

	"moothall/internal/paper/doc"
)

// raw is one value of a PDF as it is written in the file (ISO 32000-1, 7.3): nothing is decoded
// before somebody asks for it, and most is copied as it stands. A nil raw is no value.
type raw []byte

// dict is a dictionary of which only the keys are decoded.
type dict map[string]raw

// deepest is how far values may lie within one another.
const deepest = 200

// Classes of bytes (7.2.2).
const (
	regular = iota
	white
	delimiter
)

// classes is the class of every byte.
var classes = func() (c [256]uint8) {
	for _, b := range []byte("\x00\t\n\f\r ") {
		c[b] = white
	}
	for _, b := range []byte("()<>[]{}/%") {
		c[b] = delimiter
	}
	return c
}()

// lexer reads the values of a stretch of PDF in turn.
type lexer struct {
	b []byte
	p int
}

func broken(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, doc.ErrBroken)...)
}

// skip passes white space and comments.
func (l *lexer) skip() {
	for l.p < len(l.b) {
		switch c := l.b[l.p]; {
		case classes[c] == white:
			l.p++
		case c == '%':
			for l.p < len(l.b) && l.b[l.p] != '\n' && l.b[l.p] != '\r' {
				l.p++
			}
		default:
			return
		}
	}
}

// word is the next run of regular bytes; a delimiter other than the slash of a name is left alone.
func (l *lexer) word() []byte {
	from := l.p
	for l.p < len(l.b) && classes[l.b[l.p]] == regular {
		l.p++
	}
	return l.b[from:l.p]
}

// starts reports whether the keyword comes next, and passes it.
func (l *lexer) starts(keyword string) bool {
	l.skip()
	if !bytes.HasPrefix(l.b[l.p:], []byte(keyword)) {
		return false
	}
	l.p += len(keyword)
	return true
}

// name reads a name; the slash is next.
func (l *lexer) name() string {
	l.p++
	return decodeName(l.word())
}

func decodeName(b []byte) string {
	if bytes.IndexByte(b, '#') < 0 {
		return string(b)
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '#' && i+2 < len(b) {
			if v, err := strconv.ParseUint(string(b[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, b[i])
	}
	return string(out)
}

// reference reads "12 0 R" where it comes next, and nothing otherwise.
func (l *lexer) reference() (int, bool) {
	p, n, digits := l.p, 0, 0
	for ; p < len(l.b) && l.b[p] >= '0' && l.b[p] <= '9'; p++ {
		if n, digits = 10*n+int(l.b[p]-'0'), digits+1; digits > 10 {
			return 0, false
		}
	}
	if digits == 0 || p >= len(l.b) || classes[l.b[p]] != white {
		return 0, false
	}
	rest := lexer{b: l.b, p: p}
	rest.skip()
	if g := rest.word(); len(g) == 0 || len(g) > 5 || g[0] < '0' || g[0] > '9' {
		return 0, false
	}
	rest.skip()
	if w := rest.word(); len(w) != 1 || w[0] != 'R' {
		return 0, false
	}
	l.p = rest.p
	return n, true
}

// value passes the next value and gives it.
func (l *lexer) value(depth int) (raw, error) {
	l.skip()
	from := l.p
	if depth > deepest {
		return nil, broken("values lie more than %d deep", deepest)
	}
	if l.p >= len(l.b) {
		return nil, broken("a value is missing")
	}
	switch c := l.b[l.p]; {
	case c == '/':
		l.p++
		l.word()
	case c == '(':
		return l.literal()
	case c == '<' && l.p+1 < len(l.b) && l.b[l.p+1] == '<':
		l.p += 2
		return l.until(from, ">>", depth)
	case c == '<':
		end := bytes.IndexByte(l.b[l.p:], '>')
		if end < 0 {
			return nil, broken("a string has no end")
		}
		l.p += end + 1
	case c == '[':
		l.p++
		return l.until(from, "]", depth)
	case classes[c] == delimiter:
		return nil, broken("%q begins no value", c)
	default:
		if _, ok := l.reference(); !ok {
			l.word()
		}
	}
	return raw(l.b[from:l.p]), nil
}

// until passes values up to the end of an array or a dictionary.
func (l *lexer) until(from int, end string, depth int) (raw, error) {
	for !l.starts(end) {
		if _, err := l.value(depth + 1); err != nil {
			return nil, err
		}
	}
	return raw(l.b[from:l.p]), nil
}

// literal passes a string in round brackets, which may hold more of them.
func (l *lexer) literal() (raw, error) {
	open := 0
	for i := l.p; i < len(l.b); i++ {
		switch l.b[i] {
		case '\\':
			i++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				s := l.b[l.p : i+1]
				l.p = i + 1
				return raw(s), nil
			}
		}
	}
	return nil, broken("a string has no end")
}

// dict reads the value as a dictionary; nil where it is none. Of a key that comes twice the last
// counts.
func (v raw) dict() dict {
	l := lexer{b: v}
	if !l.starts("<<") {
		return nil
	}
	d := dict{}
	for !l.starts(">>") {
		if l.p >= len(l.b) || l.b[l.p] != '/' {
			return nil
		}
		key := l.name()
		value, err := l.value(0)
		if err != nil {
			return nil
		}
		d[key] = value
	}
	return d
}

// array reads the value as an array; nil where it is none.
func (v raw) array() []raw {
	l := lexer{b: v}
	if !l.starts("[") {
		return nil
	}
	all := []raw{}
	for !l.starts("]") {
		value, err := l.value(0)
		if err != nil {
			return nil
		}
		all = append(all, value)
	}
	return all
}

// ref reads the value as a reference.
func (v raw) ref() (int, bool) {
	l := lexer{b: v}
	l.skip()
	return l.reference()
}

// name reads the value as a name; empty where it is none.
func (v raw) name() string {
	if len(v) == 0 || v[0] != '/' {
		return ""
	}
	return decodeName(v[1:])
}

// number reads the value as a number.
func (v raw) number() (float64, bool) {
	f, err := strconv.ParseFloat(string(v), 64)
	return f, err == nil && f == f && f < 1e12 && f > -1e12
}

// integer reads the value as an integer.
func (v raw) integer() (int, bool) {
	n, err := strconv.Atoi(string(v))
	return n, err == nil
}

// bytes reads the value as a string of bytes (7.3.4).
func (v raw) bytes() ([]byte, bool) {
	switch {
	case len(v) < 2:
		return nil, false
	case v[0] == '(':
		return unescape(v[1 : len(v)-1]), true
	case v[0] == '<' && v[1] != '<':
		return unhex(v[1 : len(v)-1]), true
	}
	return nil, false
}

func unhex(b []byte) []byte {
	var out []byte
	half, odd := byte(0), false
	for _, c := range b {
		n := bytes.IndexByte([]byte("0123456789abcdef"), c|0x20)
		if n < 0 || classes[c] == white {
			continue
		}
		if odd {
			out = append(out, half|byte(n))
		}
		half, odd = byte(n)<<4, !odd
	}
	if odd {
		out = append(out, half)
	}
	return out
}

func unescape(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		switch c := b[i]; {
		case c >= '0' && c <= '7':
			n := 0
			for j := 0; j < 3 && i < len(b) && b[i] >= '0' && b[i] <= '7'; j++ {
				n, i = 8*n+int(b[i]-'0'), i+1
			}
			out, i = append(out, byte(n)), i-1
		case c == '\r' && i+1 < len(b) && b[i+1] == '\n':
			i++
		case c == '\n' || c == '\r':
		default:
			if k := bytes.IndexByte([]byte("nrtbf"), c); k >= 0 {
				c = "\n\r\t\b\f"[k]
			}
			out = append(out, c)
		}
	}
	return out
}

// text reads the value as a text string (7.9.2.2): UTF-16 or UTF-8 behind their marks, or Latin-1,
// which is what PDFDocEncoding is in the letters that matter.
func (v raw) text() string {
	b, _ := v.bytes()
	switch {
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		units := make([]uint16, 0, len(b)/2)
		for i := 2; i+1 < len(b); i += 2 {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		}
		return string(utf16.Decode(units))
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		return string(b[3:])
	}
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}
