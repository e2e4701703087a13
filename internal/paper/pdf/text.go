package pdf

import "bytes"

// read is the text of a page as it is set: what one reads from the top to the foot, a line of the
// page to a line, without what stands there for the eye alone.
type read struct {
	text []byte
	base float64 // of the line under way
	end  float64 // where its last letter ends
}

// part takes in a part set at x. What stands on one height is one line, its parts a space apart
// where they do not touch.
func (r *read) part(p part, x, base float64) {
	switch {
	case len(r.text) == 0:
	case differ(base, r.base) && p.rise == 0:
		r.text = append(bytes.TrimRight(r.text, " "), '\n')
	case differ(x, r.end) && r.text[len(r.text)-1] != ' ':
		r.text = append(r.text, ' ')
	}
	if p.rise == 0 {
		r.base = base
	}
	for _, l := range p.letters {
		r.text = append(r.text, string(l.rune)...)
	}
	r.end = x + p.width
}

func differ(a, b float64) bool { return a-b > 0.5 || b-a > 0.5 }

// pageText is the text of every page.
func (l *layout) pageText() []string {
	all := make([]string, len(l.pages))
	for i, p := range l.pages {
		all[i] = string(bytes.TrimSpace(p.read.text))
	}
	return all
}
