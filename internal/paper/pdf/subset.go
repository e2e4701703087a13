package pdf

import (
	"encoding/binary"
	"slices"
)

// typecase holds the letters that one document uses of each face.
type typecase struct {
	faces [4]*subset
}

// subset numbers the letters used of one face from 1, in the order of their first use; 0 is the
// glyph for nothing. The number is what the page's text is written in.
type subset struct {
	*face
	latin [0x180]uint16 // number by letter, for the common ones
	other map[rune]uint16
	runes []rune   // by number
	glyph []uint16 // by number
	width []int    // by number, in thousandths of the size
}

func newTypecase(faces [4]*face) *typecase {
	var t typecase
	for i, f := range faces {
		t.faces[i] = &subset{face: f, other: map[rune]uint16{}, runes: []rune{0}, glyph: []uint16{0}, width: []int{f.thousandths(0)}}
	}
	return &t
}

func (f *face) thousandths(g uint16) int {
	return (int(f.advance[g])*1000 + f.unitsPerEm/2) / f.unitsPerEm
}

// stand-ins for letters the typefaces lack but which have a near look.
func lookalike(r rune) rune {
	switch r {
	case '\u2010', '\u2011':
		return '-'
	case '\u2007', '\u2009', '\u200a', '\u202f', '\u2002', '\u2003', '\u00a0':
		return ' '
	}
	return '\u25a1' // a box
}

// number gives the letter's number, taking it into the subset.
func (s *subset) number(r rune) uint16 {
	if r >= 0 && int(r) < len(s.latin) {
		if n := s.latin[r]; n != 0 {
			return n
		}
	} else if n, ok := s.other[r]; ok {
		return n
	}
	g, ok := s.glyphs[r]
	if !ok {
		g = s.glyphs[lookalike(r)]
	}
	n := uint16(len(s.runes))
	s.runes, s.glyph, s.width = append(s.runes, r), append(s.glyph, g), append(s.width, s.thousandths(g))
	if r >= 0 && int(r) < len(s.latin) {
		s.latin[r] = n
	} else {
		s.other[r] = n
	}
	return n
}

// Flags of a component of a composite glyph (OpenType, table glyf).
const (
	wordArguments   = 0x0001
	oneScale        = 0x0008
	moreComponents  = 0x0020
	twoScales       = 0x0040
	twoByTwo        = 0x0080
	hasInstructions = 0x0100
)

// font writes a TrueType font of the subset's letters alone, glyph n being letter n; the parts of
// composite letters come after them. Hinting is left out: it is a large part of the font and
// today's screens do not use it.
func (s *subset) font() []byte {
	order := slices.Clone(s.glyph)
	at := map[uint16]uint16{}
	var glyf []byte
	loca := []byte{0, 0, 0, 0}
	for i := 0; i < len(order); i++ {
		outline := s.outline(order[i])
		switch {
		case len(outline) < 10:
		case int16(binary.BigEndian.Uint16(outline)) >= 0:
			glyf = appendSimple(glyf, outline)
		default:
			glyf, order = appendComposite(glyf, outline, order, at)
		}
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	}
	return s.wrap(order, glyf, loca)
}

// appendSimple copies a simple glyph without its instructions.
func appendSimple(glyf, outline []byte) []byte {
	ends := 10 + 2*int(binary.BigEndian.Uint16(outline))
	instructions := int(binary.BigEndian.Uint16(outline[ends:]))
	glyf = append(glyf, outline[:ends]...)
	glyf = append(glyf, 0, 0)
	return append(glyf, outline[ends+2+instructions:]...)
}

// appendComposite copies a composite glyph, taking its parts into the order and naming them by
// their new numbers.
func appendComposite(glyf, outline []byte, order []uint16, at map[uint16]uint16) ([]byte, []uint16) {
	be := binary.BigEndian
	glyf = append(glyf, outline[:10]...)
	for p := 10; ; {
		flags, part := be.Uint16(outline[p:]), be.Uint16(outline[p+2:])
		if _, ok := at[part]; !ok {
			at[part] = uint16(len(order))
			order = append(order, part)
		}
		n := 6
		if flags&wordArguments != 0 {
			n += 2
		}
		switch {
		case flags&oneScale != 0:
			n += 2
		case flags&twoScales != 0:
			n += 4
		case flags&twoByTwo != 0:
			n += 8
		}
		glyf = be.AppendUint16(glyf, flags&^hasInstructions)
		glyf = be.AppendUint16(glyf, at[part])
		glyf = append(glyf, outline[p+4:p+n]...)
		p += n
		if flags&moreComponents == 0 {
			return glyf, order
		}
	}
}

// wrap puts the tables of the subset into a font file.
func (s *subset) wrap(order []uint16, glyf, loca []byte) []byte {
	be := binary.BigEndian
	var hmtx []byte
	for _, g := range order {
		hmtx = be.AppendUint16(hmtx, s.advance[g])
		hmtx = be.AppendUint16(hmtx, s.bearing(g))
	}
	head, hhea, maxp := slices.Clone(s.head), slices.Clone(s.hhea), slices.Clone(s.maxp)
	be.PutUint32(head[8:], 0)  // checksum of the whole, filled in below
	be.PutUint16(head[50:], 1) // long offsets
	be.PutUint16(hhea[34:], uint16(len(order)))
	be.PutUint16(maxp[4:], uint16(len(order)))
	if len(maxp) >= 32 {
		be.PutUint16(maxp[26:], 0) // no instructions
	}
	font := sfnt([]table{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
	return font
}

type table struct {
	tag  string
	data []byte
}

// sfnt writes the tables, which must be in the order of their tags, as a font file.
func sfnt(tables []table) []byte {
	be := binary.BigEndian
	power, log := 1, 0
	for power*2 <= len(tables) {
		power, log = power*2, log+1
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{len(tables), power * 16, log, (len(tables) - power) * 16} {
		out = be.AppendUint16(out, uint16(v))
	}
	at, head := len(out)+16*len(tables), 0
	for _, t := range tables {
		if t.tag == "head" {
			head = at
		}
		out = append(out, t.tag...)
		out = be.AppendUint32(out, checksum(t.data))
		out = be.AppendUint32(out, uint32(at))
		out = be.AppendUint32(out, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		out = append(out, make([]byte, -len(t.data)&3)...)
	}
	be.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + binary.BigEndian.Uint32(rest[:])
}
