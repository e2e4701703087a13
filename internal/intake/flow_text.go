package intake

import (
	"strings"
	"unicode/utf8"
)

// A text was broken to fit a width, by hand or by the program that saved it, where no line is longer
// than widest characters, and of the lines that another follows at once, at least fullLines and most
// of all could not have taken its first word. Its paragraphs are put together again.
const (
	widest    = 100
	narrowest = 50
	fullLines = 4
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
	longest := 0
	for raw := range strings.Lines(src) {
		longest = max(longest, utf8.RuneCountInString(fold(raw)))
	}
	if longest > widest || longest < narrowest {
		return 0
	}
	full, followed, previous := 0, 0, ""
	for raw := range strings.Lines(src) {
		text := fold(raw)
		if previous != "" && text != "" {
			followed++
			if isFull(previous, text, longest) {
				full++
			}
		}
		previous = text
	}
	if full < fullLines || full*3 < followed*2 {
		return 0
	}
	return longest
}

// isFull says whether a line had no room for the first word of the next.
func isFull(line, next string, width int) bool {
	first, _, _ := strings.Cut(next, " ")
	return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(first) > width-3
}

// wrapped says whether next continues the line before it: it is no beginning of anything, and its
// first word would not have fitted there.
func wrapped(previous, next string, width int) bool {
	if width == 0 || introduces(previous) || glyph.MatchString(next) || dash.MatchString(next) || labelled.MatchString(next) {
		return false
	}
	if meetingStart.MatchString(next) || sectionOf(next) != noSection || endsInSize(previous) {
		return false
	}
	return isFull(previous, next, width)
}

// endsInSize says whether a line ends with a document's type and size, so that nothing continues it.
func endsInSize(s string) bool {
	sizes := statedIn(s)
	return len(sizes) > 0 && sizes[len(sizes)-1].end == len(s)
}
