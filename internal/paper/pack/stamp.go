package pack

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"moothall/internal/paper/pdf"
	"moothall/internal/paper/segment"
)

// A stamp's letters are nine points high on A4, and in proportion on other pages.
const (
	stampSize  = 9.0
	stampFoot  = 12.0 // of the letters above the visible foot of the page
	stampSide  = 20.0
	shortA4    = 595.28
	smallest   = 0.2 // times as large as on A4
	largest    = 8.0
	faintShare = 0.75 // of the page's diagonal that a faint name takes at most
)

// putStamps writes the end of every page's content: its number, and whose copy it is. Stamps are
// artifacts: a screen reader passes over them, and the pages have labels besides.
func (w *binding) putStamps() error {
	s := w.press.Stamper()
	holder := w.plan.Holder
	var copyOf, name pdf.Line
	if holder != "" {
		copyOf, name = s.Set(strings.ReplaceAll(w.plan.Words.Copy, "{name}", holder)), s.Set(holder)
	}
	page := 0
	var b []byte
	for _, p := range w.join.order {
		for _, at := range p.Pages {
			page++
			number := s.Set(strings.ReplaceAll(w.plan.Words.Stamp, "{page}", w.labels[page-1]))
			b = append(b[:0], segment.CloseContent...)
			if at.Close {
				b = append(b[:0], segment.CloseTagged...)
			}
			t := stampFor(at, p.Font())
			b = t.begin(b, "Footer")
			b = t.line(b, number, t.width-stampSide*t.scale-number.Width*stampSize*t.scale)
			if holder != "" {
				b = t.line(b, copyOf, stampSide*t.scale)
				b = t.begin(append(b, "Q\nEMC\n"...), "Watermark")
				b = t.faint(b, name, p.Faint())
			}
			if err := w.join.putStream(p, at.Stamp, "", append(b, "Q\nEMC"...)); err != nil {
				return err
			}
		}
	}
	return w.putFont(s)
}

func (w *binding) putFont(s *pdf.Stamper) error {
	objects, err := s.Font(segment.StampFont)
	if err != nil {
		return fmt.Errorf("font of the stamp: %w", err)
	}
	for i, body := range objects {
		if err := w.join.put(w.join.top, segment.StampFont+i, body); err != nil {
			return err
		}
	}
	return nil
}

// stamp knows a page as a reader sees it: upright, its lower left corner at 0, in points.
type stamp struct {
	matrix        [6]float64 // from points to the page's own units
	width, height float64
	scale         float64
	font          string
}

func stampFor(p segment.Page, font string) stamp {
	x0, y0, x1, y1 := float64(p.Box[0]), float64(p.Box[1]), float64(p.Box[2]), float64(p.Box[3])
	unit := float64(p.Unit)
	if unit == 0 {
		unit = 1
	}
	s := stamp{width: (x1 - x0) * unit, height: (y1 - y0) * unit, font: font}
	u := 1 / unit
	switch p.Rotate {
	case 90:
		s.matrix = [6]float64{0, u, -u, 0, x1, y0}
	case 180:
		s.matrix = [6]float64{-u, 0, 0, -u, x1, y1}
	case 270:
		s.matrix = [6]float64{0, -u, u, 0, x0, y1}
	default:
		s.matrix = [6]float64{u, 0, 0, u, x0, y0}
	}
	if p.Rotate%180 != 0 {
		s.width, s.height = s.height, s.width
	}
	s.scale = min(max(min(s.width, s.height)/shortA4, smallest), largest)
	return s
}

// begin opens an artifact in which lengths are points from the visible corner.
func (s stamp) begin(b []byte, kind string) []byte {
	b = append(b, "/Artifact<</Type/Pagination/Subtype/"+kind+">>BDC\nq "...)
	for _, v := range s.matrix {
		b = appendNumber(b, v)
	}
	return append(b, "cm\n"...)
}

// line writes a line at the foot of the page, on white, so that it can be read on a dark scan.
func (s stamp) line(b []byte, l pdf.Line, x float64) []byte {
	size, pad := stampSize*s.scale, 2*s.scale
	y := stampFoot * s.scale
	b = append(b, "1 g "...)
	for _, v := range []float64{x - pad, y - 0.3*size, l.Width*size + 2*pad, 1.25 * size} {
		b = appendNumber(b, v)
	}
	b = append(b, "re f 0 g BT /"+s.font+" "...)
	for _, v := range []float64{size} {
		b = appendNumber(b, v)
	}
	b = append(b, "Tf "...)
	b = appendNumber(appendNumber(b, x), y)
	return append(append(append(b, "Td <"...), l.Codes...), "> Tj ET\n"...)
}

// faint writes a name across the page.
func (s stamp) faint(b []byte, l pdf.Line, state string) []byte {
	diagonal := math.Hypot(s.width, s.height)
	size := min(faintShare*diagonal/max(l.Width, 1), s.height/6)
	sin, cos := s.height/diagonal, s.width/diagonal
	half := l.Width * size / 2
	b = append(b, "/"+state+" gs 0.5 g BT /"+s.font+" "...)
	b = append(appendNumber(b, size), "Tf "...)
	for _, v := range []float64{cos, sin, -sin, cos, s.width/2 - half*cos + size/3*sin, s.height/2 - half*sin - size/3*cos} {
		b = appendNumber(b, v)
	}
	return append(append(append(b, "Tm <"...), l.Codes...), "> Tj ET\n"...)
}

// appendNumber writes a length to a ten-thousandth, and a space.
func appendNumber(b []byte, v float64) []byte {
	v = math.Round(v*1e4) / 1e4
	return append(strconv.AppendFloat(b, v+0, 'f', -1, 64), ' ')
}
