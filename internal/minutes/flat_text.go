package minutes

import (
	"strings"
	"unicode/utf8"
)

// widest is the longest line that a text is still taken to have been wrapped at by hand.
const widest = 100

// flatText takes plain text: a line is a paragraph, unless it was broken to fit a width.
func flatText(src string) *flat {
	f := &flattener{flat: flat{src: src}}
	f.grow(len(src))
	width := wrapWidth(src)
	previous, blank := "", true
	for at := 0; at < len(src); {
		raw, next := cutLine(src, at)
		trimmed := strings.TrimSpace(raw)
		switch {
		case trimmed == "":
			blank = true
		default:
			if blank || !wrapped(previous, trimmed, width) {
				f.endLine(at)
				f.next.gap = blank
			}
			f.putString(raw, at)
			f.put(' ', " ", at+len(raw), next)
			blank, previous = false, trimmed
		}
		at = next
	}
	return f.done()
}

func (f *flattener) grow(n int) {
	f.text, f.from, f.to = make([]byte, 0, n+16), make([]int32, 0, n+16), make([]int32, 0, n+16)
}

// cutLine is the line at offset and the offset after its end mark (LF, CR or CRLF).
func cutLine(src string, at int) (string, int) {
	n := strings.IndexAny(src[at:], "\r\n")
	if n < 0 {
		return src[at:], len(src)
	}
	next := at + n + 1
	if src[at+n] == '\r' && next < len(src) && src[next] == '\n' {
		next++
	}
	return src[at : at+n], next
}

// wrapWidth is the length of the longest line, or 0 where lines are too long to be wrapped ones.
func wrapWidth(src string) int {
	longest := 0
	for l := range strings.Lines(src) {
		longest = max(longest, utf8.RuneCountInString(strings.TrimSpace(l)))
	}
	if longest > widest || longest < 50 {
		return 0
	}
	return longest
}

// wrapped says whether next continues the line before it: its first word would not have fitted there.
func wrapped(previous, next string, width int) bool {
	if width == 0 || previous == "" || strings.HasSuffix(previous, ":") || strings.HasSuffix(previous, ":-") {
		return false
	}
	first, _, _ := strings.Cut(next, " ")
	if utf8.RuneCountInString(previous)+1+utf8.RuneCountInString(first) < width-2 {
		return false
	}
	if m := readMark(next); m.kind != noMark {
		return false
	}
	_, isHead := findHead(next)
	return !isHead
}
