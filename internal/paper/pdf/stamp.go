package pdf

import (
	"compress/zlib"

	"moothall/internal/paper/doc"
)

// Stamper sets short lines in type for pages that others have laid out: page numbers, a name. All
// of them share one font, which is written when everything has been set.
type Stamper struct{ face *subset }

// Line is a line set in type.
type Line struct {
	Codes []byte  // what is shown, as the hexadecimal string of an operator Tj, without brackets
	Width float64 // by size of the letters
}

// Stamper makes a new stamper in the upright typeface.
func (p *Press) Stamper() *Stamper { return &Stamper{newTypecase(p.faces).faces[0]} }

// Set sets a line.
func (s *Stamper) Set(text string) Line {
	var l Line
	for _, letter := range (&look{face: s.face, size: 1}).set(text) {
		l.Codes = hex4(l.Codes, letter.code)
		l.Width += letter.width
	}
	return l
}

// Font writes the font as objects numbered from first, in order: the font itself and what it needs.
func (s *Stamper) Font(first int) ([][]byte, error) {
	f := newFile(zlib.NewWriter(nil))
	f.before = first - 1
	if _, err := f.font(s.face); err != nil {
		return nil, err
	}
	for i, stream := range f.streams {
		if stream != nil {
			f.objects[i] = stream
		}
	}
	return f.objects, nil
}

// Metadata is the title, language and date of a document as XMP (ISO 16684-1), without a claim that
// it is accessible all through.
func Metadata(d doc.Document) []byte { return xmp(d, false) }
