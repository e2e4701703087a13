package pdf

import (
	"strconv"
	"strings"
)

// layout puts lines on pages.
type layout struct {
	typecase  *typecase
	footer    string
	inner     bool // pages get no numbers
	pages     []*page
	y         float64 // of the top of the next line, from the foot of the page
	links     []rectangle
	bookmarks []*bookmark
}

// page is a page under way.
type page struct {
	text  []byte
	rules []byte  // lines and shades, which mean nothing
	marks []*elem // by marked-content number
	links []int   // of layout.links
	open  *leaf   // whose marked content is open
	blank bool    // an artifact is open
	read  read
}

// rectangle is the place of a link.
type rectangle struct {
	page           int
	x0, y0, x1, y1 float64
	uri            string
	text           string
	elem           *elem
}

const (
	foot     = margin + 10 // lowest place for a line
	pageRoom = pageHeight - margin - foot
)

func newLayout(t *typecase, footer string, inner bool) *layout {
	l := &layout{typecase: t, footer: footer, inner: inner}
	l.newPage()
	return l
}

func (l *layout) newPage() {
	l.pages = append(l.pages, &page{})
	l.y = pageHeight - margin
}

func (l *layout) top() bool { return l.y == pageHeight-margin }

func (l *layout) page() *page { return l.pages[len(l.pages)-1] }

// place puts the lines on pages, those that keep together on one where a page can hold them.
func (l *layout) place(lines []line) {
	for len(lines) > 0 {
		n, height := 1, lines[0].height
		for n < len(lines) && lines[n-1].keep {
			height += lines[n].before + lines[n].height
			n++
		}
		_, head := lines[0].repeated()
		whole := head+height <= pageRoom
		if whole && !l.top() && l.y-lines[0].before-height < foot {
			l.turn(lines[0])
		}
		for _, t := range lines[:n] {
			l.line(t)
		}
		lines = lines[n:]
	}
}

// turn begins a new page; the rows of a table get their heading again.
func (l *layout) turn(next line) {
	l.newPage()
	head, _ := next.repeated()
	for _, h := range head {
		l.draw(h, l.y, true)
		l.y -= h.height
	}
}

func (l *layout) line(t line) {
	_, head := t.repeated()
	if !l.top() {
		if l.y-t.before-t.height < foot && (t.row == nil || head+t.height <= pageRoom) {
			l.turn(t)
		} else {
			l.y -= t.before
		}
	}
	for t.row != nil && l.y-t.height < foot {
		front, rest := t.row.split(l.y - foot)
		if rest.empty() {
			break
		}
		l.draw(line{row: front, height: front.height(), mark: t.mark}, l.y, false)
		t = line{row: rest, height: rest.height()}
		l.turn(t)
	}
	l.draw(t, l.y, false)
	l.y -= t.height
}

// draw draws a line or row with its top at y. As an artifact it is there for the eye only.
func (l *layout) draw(t line, y float64, artifact bool) {
	if t.mark != nil && !artifact {
		t.mark.page, t.mark.y = len(l.pages)-1, y
		l.bookmarks = append(l.bookmarks, t.mark)
	}
	if t.row != nil {
		l.drawRow(t.row, y, t.height, artifact)
		return
	}
	base := 0.0
	for _, p := range t.parts {
		base = max(base, p.size)
	}
	base = y - (t.height+0.73*base)/2
	for _, p := range t.parts {
		l.drawPart(p, margin, base, artifact)
	}
}

func (l *layout) drawRow(r *row, y, height float64, artifact bool) {
	p := l.page()
	for _, b := range r.cells {
		x := margin + r.x + b.x
		if b.shade {
			p.rules = rectangleTo(append(p.rules, "0.93 g "...), x, y-height, b.width, height, "f 0 g\n")
		}
		p.rules = rectangleTo(append(p.rules, "0.5 w 0.55 G "...), x, y-height, b.width, height, "S\n")
		at := y - cellPad
		for i, t := range b.lines {
			if i > 0 {
				at -= t.before
			}
			t.parts = append([]part(nil), t.parts...)
			if t.row != nil {
				inner := *t.row
				t.row = &inner
			}
			t.shift(r.x + b.x + cellPad)
			l.draw(t, at, artifact)
			at -= t.height
		}
	}
}

func rectangleTo(b []byte, x, y, w, h float64, act string) []byte {
	for _, v := range []float64{x, y, w, h} {
		b = append(number(b, v), ' ')
	}
	return append(append(b, "re "...), act...)
}

func (l *layout) drawPart(part part, left, base float64, artifact bool) {
	p := l.page()
	if artifact {
		p.openArtifact()
	} else {
		p.openLeaf(part.leaf, len(l.pages)-1)
	}
	x := left + part.x
	if !artifact {
		p.read.part(part, x, base)
	}
	if part.link != nil {
		p.text = append(p.text, "0 0.2 0.6 rg "...)
	}
	p.text = append(p.text, "BT /F"...)
	p.text = strconv.AppendInt(p.text, int64(part.no), 10)
	p.text = number(append(p.text, ' '), part.size)
	p.text = number(append(p.text, " Tf "...), x)
	p.text = number(append(p.text, ' '), base+part.rise)
	p.text = append(p.text, " Td <"...)
	for _, t := range part.letters {
		p.text = hex4(p.text, t.code)
	}
	p.text = append(p.text, "> Tj ET\n"...)
	if part.link != nil {
		p.text = append(p.text, "0 g\n"...)
		if !artifact {
			l.link(part, x, base)
		}
	}
}

// link makes the place of a link answer, and underlines it.
func (l *layout) link(part part, x, base float64) {
	p := l.page()
	width := part.width
	if n := len(part.letters); n > 0 && part.letters[n-1].rune == ' ' {
		width -= part.letters[n-1].width
	}
	p.rules = rectangleTo(append(p.rules, "0 0.2 0.6 rg "...), x, base-1.5, width, 0.6, "f 0 g\n")
	p.links = append(p.links, len(l.links))
	part.link.kids = append(part.link.kids, annotation(len(l.links)))
	l.links = append(l.links, rectangle{
		page: len(l.pages) - 1, x0: x, y0: base - 3, x1: x + width, y1: base + part.size,
		uri: part.uri, text: part.text(), elem: part.link,
	})
}

// text is what the part says.
func (p part) text() string {
	var b strings.Builder
	for _, l := range p.letters {
		b.WriteRune(l.rune)
	}
	return strings.TrimSpace(b.String())
}

// openLeaf begins the marked content of a leaf, unless it is the one that is open.
func (p *page) openLeaf(to *leaf, no int) {
	if p.open == to && !p.blank {
		return
	}
	p.close()
	mcid := len(p.marks)
	p.marks = append(p.marks, to.parent)
	to.pieces = append(to.pieces, piece{no, mcid})
	p.text = append(p.text, '/')
	p.text = append(p.text, to.parent.tag...)
	p.text = append(p.text, "<</MCID "...)
	p.text = strconv.AppendInt(p.text, int64(mcid), 10)
	p.text = append(p.text, ">>BDC\n"...)
	p.open = to
}

func (p *page) openArtifact() {
	if p.blank {
		return
	}
	p.close()
	p.text = append(p.text, "/Artifact<</Type/Pagination>>BDC\n"...)
	p.blank = true
}

func (p *page) close() {
	if p.open != nil || p.blank {
		p.text = append(p.text, "EMC\n"...)
	}
	p.open, p.blank = nil, false
}

// finish writes the foot of every page and closes it.
func (l *layout) finish() {
	const small = 9.0
	for i, p := range l.pages {
		p.openArtifact()
		look := &look{face: l.typecase.faces[0], size: small}
		no := look.set(strconv.Itoa(i+1) + " / " + strconv.Itoa(len(l.pages)))
		room := pageWidth - 2*margin - breadth(no) - 2*labelGap
		p.footer(look, fill(look.set(l.footer), room), margin)
		if !l.inner {
			p.footer(look, [][]letter{no}, pageWidth-margin-breadth(no))
		}
		p.close()
	}
}

// footer writes lines upwards from the foot of the page, the last of them lowest.
func (p *page) footer(look *look, lines [][]letter, x float64) {
	for i, letters := range lines {
		p.text = number(append(p.text, "BT /F0 "...), look.size)
		p.text = number(append(p.text, " Tf "...), x)
		p.text = number(append(p.text, ' '), margin/2+float64(len(lines)-1-i)*look.size*1.2)
		p.text = append(p.text, " Td <"...)
		for _, t := range letters {
			p.text = hex4(p.text, t.code)
		}
		p.text = append(p.text, "> Tj ET\n"...)
	}
}

// number writes a length to a hundredth of a point.
func number(b []byte, v float64) []byte {
	b = strconv.AppendFloat(b, v, 'f', 2, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return b
}

func hex4(b []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}
