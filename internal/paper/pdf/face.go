package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// face is a TrueType font taken apart (OpenType specification, the tables of the same names).
type face struct {
	name       string // PostScript name
	unitsPerEm int
	ascent     int
	descent    int
	capHeight  int
	box        [4]int16
	italic     float64 // degrees
	heavy      bool
	glyphs     map[rune]uint16
	advance    []uint16 // by glyph, in font units
	glyf       []byte
	loca       []uint32
	head, hhea []byte
	maxp       []byte
	hmtx       []byte
	hMetrics   int
}

var errFont = errors.New("not a TrueType font that can be embedded")

// parseFace reads a font. It trusts the font's offsets after checking that the tables lie within
// it: the fonts are those compiled in, not a stranger's.
func parseFace(ttf []byte) (*face, error) {
	tables, err := fontTables(ttf)
	if err != nil {
		return nil, err
	}
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 1, "cmap": 4, "post": 8, "OS/2": 96} {
		if len(tables[name]) < least {
			return nil, fmt.Errorf("table %s has %d bytes: %w", name, len(tables[name]), errFont)
		}
	}
	be := binary.BigEndian
	head, hhea := tables["head"], tables["hhea"]
	f := &face{
		name:       postScriptName(tables["name"]),
		unitsPerEm: int(be.Uint16(head[18:])),
		ascent:     int(int16(be.Uint16(hhea[4:]))),
		descent:    int(int16(be.Uint16(hhea[6:]))),
		capHeight:  int(int16(be.Uint16(tables["OS/2"][88:]))),
		heavy:      be.Uint16(tables["OS/2"][4:]) >= 600,
		italic:     float64(int32(be.Uint32(tables["post"][4:]))) / 65536,
		glyf:       tables["glyf"],
		head:       head,
		hhea:       hhea,
		maxp:       tables["maxp"],
		hmtx:       tables["hmtx"],
		hMetrics:   int(be.Uint16(hhea[34:])),
	}
	for i := range f.box {
		f.box[i] = int16(be.Uint16(head[36+2*i:]))
	}
	f.readMetrics(tables["loca"])
	f.glyphs, err = readCmap(tables["cmap"])
	return f, err
}

func fontTables(ttf []byte) (map[string][]byte, error) {
	if len(ttf) < 12 || binary.BigEndian.Uint32(ttf) != 0x00010000 {
		return nil, fmt.Errorf("no TrueType header: %w", errFont)
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		if len(ttf) < 28+16*i {
			return nil, fmt.Errorf("table list cut off: %w", errFont)
		}
		entry := ttf[12+16*i:]
		from, n := int(binary.BigEndian.Uint32(entry[8:])), int(binary.BigEndian.Uint32(entry[12:]))
		if from+n > len(ttf) {
			return nil, fmt.Errorf("table %s lies outside: %w", entry[:4], errFont)
		}
		tables[string(entry[:4])] = ttf[from : from+n]
	}
	return tables, nil
}

func (f *face) readMetrics(loca []byte) {
	be := binary.BigEndian
	n := int(be.Uint16(f.maxp[4:]))
	long := be.Uint16(f.head[50:]) == 1
	f.advance = make([]uint16, n)
	f.loca = make([]uint32, n+1)
	for g := range n + 1 {
		if long {
			f.loca[g] = be.Uint32(loca[4*g:])
		} else {
			f.loca[g] = 2 * uint32(be.Uint16(loca[2*g:]))
		}
		if g < n {
			f.advance[g] = be.Uint16(f.hmtx[4*min(g, f.hMetrics-1):])
		}
	}
}

// bearing is the left side bearing of a glyph.
func (f *face) bearing(g uint16) uint16 {
	if int(g) < f.hMetrics {
		return binary.BigEndian.Uint16(f.hmtx[4*int(g)+2:])
	}
	return binary.BigEndian.Uint16(f.hmtx[4*f.hMetrics+2*(int(g)-f.hMetrics):])
}

// outline is the data of a glyph; empty for a blank one.
func (f *face) outline(g uint16) []byte { return f.glyf[f.loca[g]:f.loca[g+1]] }

// readCmap reads the Unicode subtable of format 4.
func readCmap(cmap []byte) (map[rune]uint16, error) {
	be := binary.BigEndian
	for i := range int(be.Uint16(cmap[2:])) {
		entry := cmap[4+8*i:]
		sub := cmap[be.Uint32(entry[4:]):]
		if be.Uint16(entry) == 3 && be.Uint16(entry[2:]) == 1 && be.Uint16(sub) == 4 {
			return readFormat4(sub), nil
		}
	}
	return nil, fmt.Errorf("no character map of format 4: %w", errFont)
}

func readFormat4(t []byte) map[rune]uint16 {
	be := binary.BigEndian
	n := int(be.Uint16(t[6:])) // twice the number of segments
	ends, starts, deltas, offsets := t[14:], t[16+n:], t[16+2*n:], t[16+3*n:]
	glyphs := map[rune]uint16{}
	for s := 0; s < n; s += 2 {
		start, end := int(be.Uint16(starts[s:])), int(be.Uint16(ends[s:]))
		delta, offset := be.Uint16(deltas[s:]), int(be.Uint16(offsets[s:]))
		for c := start; c <= end && c < 0xffff; c++ {
			g := uint16(c) + delta
			if offset != 0 {
				g = be.Uint16(offsets[s+offset+2*(c-start):])
				if g != 0 {
					g += delta
				}
			}
			if g != 0 {
				glyphs[rune(c)] = g
			}
		}
	}
	return glyphs
}

// postScriptName finds name 6 of the name table for Windows, which is in UTF-16 and plain ASCII.
func postScriptName(name []byte) string {
	be := binary.BigEndian
	if len(name) < 6 {
		return "Unnamed"
	}
	for i := range int(be.Uint16(name[2:])) {
		r := name[6+12*i:]
		if be.Uint16(r) != 3 || be.Uint16(r[6:]) != 6 {
			continue
		}
		from := int(be.Uint16(name[4:])) + int(be.Uint16(r[10:]))
		var s []byte
		for _, c := range name[from : from+int(be.Uint16(r[8:]))] {
			if c > ' ' && c < 0x7f {
				s = append(s, c)
			}
		}
		return string(s)
	}
	return "Unnamed"
}
