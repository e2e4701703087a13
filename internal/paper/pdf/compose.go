package pdf

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"moothall/internal/paper/doc"
)

// Lengths are in points (1/72 inch). Twelve points is the least that clear-print guidance asks for.
const (
	pageWidth  = 595.28 // A4
	pageHeight = 841.89
	margin     = 56.7 // 20 mm
	size       = 12.0
	leading    = 1.4 // height of a line by size of its letters
)

// look is how a letter is drawn and what it belongs to.
type look struct {
	face *subset
	no   style
	size float64
	rise float64
	leaf *leaf
	link *elem // the link it is part of, or nil
	uri  string
}

// letter is one letter set in type. Its code is its number in the look's face.
type letter struct {
	look  *look
	width float64
	code  uint16
	rune  rune
}

// part is a stretch of letters of one look on one line.
type part struct {
	*look
	x, width float64
	letters  []letter
}

// line is one line of type or one row of a table, with its place still open.
type line struct {
	before float64 // space above, left out at the top of a page
	height float64
	keep   bool // stays on one page with the next line
	parts  []part
	row    *row      // instead of parts
	mark   *bookmark // that leads here
}

// bookmark is an entry of the outline.
type bookmark struct {
	title string
	level int
	page  int
	y     float64
}

// compositor sets text in type and builds the tree of what it means.
type compositor struct {
	typecase *typecase
	level    int // of the heading before
	noteID   int
}

// setting is what a paragraph's letters begin with.
type setting struct {
	size  float64
	style style
}

// letters sets spans in type. Links, notes and stretches in another language become elements of
// their own within e.
func (c *compositor) letters(e *elem, spans []doc.Span, s setting) []letter {
	var out []letter
	var at *leaf
	for _, span := range spans {
		if span.Text != "" {
			l := c.look(e, span, s, &at)
			out = append(out, l.set(span.Text)...)
		}
		if span.Note > 0 {
			reference := e.add("Reference")
			at = nil
			l := c.style(span, s)
			l.leaf, l.size, l.rise = reference.leaf(), s.size*0.7, s.size*0.35
			out = append(out, l.set(doc.Decimal.Label(span.Note))...)
			out = out[:len(out)-1] // without the full stop
		}
	}
	return out
}

func (c *compositor) style(span doc.Span, s setting) *look {
	no := s.style
	if span.Bold {
		no |= bold
	}
	if span.Italic {
		no |= italic
	}
	return &look{face: c.typecase.faces[no], no: no, size: s.size}
}

// look gives the look of a span. Plain spans that follow each other share the leaf at at.
func (c *compositor) look(e *elem, span doc.Span, s setting, at **leaf) *look {
	l := c.style(span, s)
	l.uri = doc.SafeLink(span.Link)
	if strings.HasPrefix(span.Link, "#") {
		l.uri = span.Link
	}
	switch {
	case l.uri != "":
		l.link = e.add("Link")
		l.link.lang = span.Lang
		l.leaf, *at = l.link.leaf(), nil
	case span.Lang != "":
		foreign := e.add("Span")
		foreign.lang = span.Lang
		l.leaf, *at = foreign.leaf(), nil
	default:
		if *at == nil {
			*at = e.leaf()
		}
		l.leaf = *at
	}
	return l
}

// set sets text in the look. Control characters other than line breaks have no form; a tab is a
// space.
func (l *look) set(text string) []letter {
	text = norm.NFC.String(strings.ToValidUTF8(text, "\ufffd"))
	out := make([]letter, 0, len(text))
	for _, r := range text {
		if r == '\t' {
			r = ' '
		}
		if r == '\n' {
			out = append(out, letter{look: l, rune: r})
			continue
		}
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u00ad' || r == '\u200b' || r == '\ufeff' {
			continue
		}
		n := l.face.number(r)
		out = append(out, letter{look: l, code: n, rune: r, width: float64(l.face.width[n]) * l.size / 1000})
	}
	return out
}

// fill breaks letters into lines of at most the width: at spaces, after hyphens between letters,
// and inside a word only where it is wider than a line. Trailing spaces stay on their line, so that
// text taken from the page keeps its words apart.
func fill(letters []letter, width float64) [][]letter {
	var lines [][]letter
	for len(letters) > 0 {
		n, skip := breakAt(letters, width)
		lines = append(lines, letters[:n])
		letters = letters[n+skip:]
	}
	return lines
}

// breakAt says how many letters go on the line, and how many after them on none.
func breakAt(letters []letter, width float64) (n, skip int) {
	w, last := 0.0, 0
	for i, l := range letters {
		if l.rune == '\n' {
			return i, 1
		}
		if l.rune == ' ' {
			w, last = w+l.width, i+1
			continue
		}
		if w+l.width > width+0.001 && i > 0 {
			if last > 0 {
				return last, 0
			}
			return i, 0
		}
		w += l.width
		if l.rune == '-' && i > 0 && isLetter(letters[i-1].rune) && i+1 < len(letters) && isLetter(letters[i+1].rune) {
			last = i + 1
		}
	}
	return len(letters), 0
}

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0xc0 }

// parts groups a line's letters by look and places them from x on.
func parts(letters []letter, x float64) []part {
	var out []part
	for i := 0; i < len(letters); {
		p := part{look: letters[i].look, x: x}
		j := i
		for ; j < len(letters) && letters[j].look == p.look; j++ {
			p.width += letters[j].width
		}
		p.letters = letters[i:j]
		out = append(out, p)
		x, i = x+p.width, j
	}
	return out
}

// paragraph sets spans as lines, no line of them alone at the foot or head of a page.
func (c *compositor) paragraph(e *elem, spans []doc.Span, width float64, s setting) []line {
	filled := fill(c.letters(e, spans, s), width)
	lines := make([]line, len(filled))
	for i, letters := range filled {
		lines[i] = line{height: s.size * leading, parts: parts(letters, 0)}
		lines[i].keep = i == 0 && len(filled) > 1 || i == len(filled)-2
	}
	return lines
}
