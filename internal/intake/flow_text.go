package intake

import (
	"strings"
	"unicode/utf8"
)

// A text of at least wrappedLines lines, none longer than widest characters, was broken by hand or by
// the program that saved it, and its paragraphs are put together again.
const (
	widest       = 100
	narrowest    = 50
	wrappedLines = 12
)

// flowOfText takes each line of a text as a block.
func flowOfText(src string) *flow {
	f := &flow{}
	width := wrapWidth(src)
	previous, gap, n := "", true, 0
	for raw := range strings.Lines(src) {
		n++
		text := fold(raw)
		switch last := len(f.blocks) - 1; {
		case text == "":
			gap = true
			continue
		case !gap && wrapped(previous, text, width):
			f.blocks[last].text += " " + text
		default:
			f.blocks = append(f.blocks, block{text: text, line: n})
		}
		previous, gap = text, false
	}
	return f
}

// wrapWidth is the length of the longest line; 0 where the text was not wrapped.
func wrapWidth(src string) int {
	longest, lines := 0, 0
	for raw := range strings.Lines(src) {
		longest = max(longest, utf8.RuneCountInString(strings.TrimSpace(raw)))
		lines++
	}
	if lines < wrappedLines || longest > widest || longest < narrowest {
		return 0
	}
	return longest
}

// wrapped says whether next continues the line before it: it is no beginning of anything, and its
// first word would not have fitted there.
func wrapped(previous, next string, width int) bool {
	if width == 0 || introduces(previous) || glyph.MatchString(next) || dash.MatchString(next) || labelled.MatchString(next) {
		return false
	}
	if meetingStart.MatchString(next) || sectionOf(next) != noSection {
		return false
	}
	first, _, _ := strings.Cut(next, " ")
	return utf8.RuneCountInString(previous)+1+utf8.RuneCountInString(first) > width-3
}
