package segment

import (
	"bytes"
	"strconv"

	"moothall/internal/paper/doc"
)

// source gives the objects of a PDF.
type source interface {
	// object is the value of an object, and the data of its stream where it is one (nil where it is
	// none). An object that does not exist is null.
	object(n int) (value raw, stream []byte, err error)
	trailer() dict
}

// Limits of what a file may unfold to, whatever its own size.
const (
	mostObjects  = 8_388_607 // numbers of objects, as readers limit them
	mostUnpacked = 512 << 20 // bytes of object and cross-reference streams of a file
)

// file is a sound, open PDF, read where its objects lie.
type file struct {
	b        []byte
	places   []place // by number
	packs    map[int]*objects
	unpacked int
	nested   int // streams whose length is being looked up
	trail    dict
}

// place is where an object lies (7.5.4, 7.5.8).
type place struct {
	kind  uint8 // 0: not there, 1: at an offset, 2: in an object stream
	index uint16
	at    int32
}

// objects are those of an object stream.
type objects struct {
	data []byte
	at   []int // pairs of number and offset
}

// open reads where the objects of a PDF lie. It refuses all that is not in order: encrypted files,
// offsets that do not lead to their object, compression it does not know.
func open(b []byte) (*file, error) {
	head := bytes.Index(b[:min(len(b), 1024)], []byte("%PDF-"))
	if head < 0 {
		return nil, broken("no PDF header")
	}
	f := &file{b: b[head:], packs: map[int]*objects{}}
	from := max(0, len(f.b)-2048)
	at := bytes.LastIndex(f.b[from:], []byte("startxref"))
	if at < 0 {
		return nil, broken("no startxref")
	}
	l := lexer{b: f.b, p: from + at + len("startxref")}
	l.skip()
	next, err := strconv.Atoi(string(l.word()))
	if err != nil {
		return nil, broken("startxref (%v)", err)
	}
	for seen := map[int]bool{}; err == nil && next > 0; {
		if seen[next] || next >= len(f.b) {
			return nil, broken("cross-references at %d", next)
		}
		seen[next] = true
		next, err = f.section(next)
	}
	if err != nil {
		return nil, err
	}
	if f.trail["Encrypt"] != nil {
		return nil, doc.ErrEncrypted
	}
	return f, nil
}

func (f *file) trailer() dict { return f.trail }

// section reads one section of cross-references, the latest first, and gives the place of the one
// before it; 0 where there is none.
func (f *file) section(at int) (int, error) {
	l := &lexer{b: f.b, p: at}
	var trail dict
	var err error
	if l.starts("xref") {
		trail, err = f.table(l)
	} else {
		trail, err = f.streamSection(at)
	}
	if err != nil {
		return 0, err
	}
	if f.trail == nil {
		f.trail = trail
	}
	if hybrid, ok := trail["XRefStm"].integer(); ok && hybrid > 0 && hybrid < len(f.b) {
		if _, err := f.streamSection(hybrid); err != nil {
			return 0, err
		}
	}
	prev, _ := trail["Prev"].integer()
	return prev, nil
}

// put notes where an object lies, unless a later section has said so.
func (f *file) put(n int, p place) error {
	if n < 0 || n > mostObjects {
		return broken("object number %d", n)
	}
	for n >= len(f.places) {
		f.places = append(f.places, make([]place, max(64, len(f.places), min(n-len(f.places)+1, mostObjects)))...)
	}
	if f.places[n] == (place{}) {
		if p.kind == 0 {
			p.at = -1 // free, and stays so whatever earlier sections say
		}
		f.places[n] = p
	}
	return nil
}

func (f *file) table(l *lexer) (dict, error) {
	for !l.starts("trailer") {
		first, err := strconv.Atoi(string(l.word()))
		if err != nil {
			return nil, broken("cross-reference table")
		}
		l.skip()
		count, err := strconv.Atoi(string(l.word()))
		if err != nil || count < 0 || count > len(f.b)/18+1 {
			return nil, broken("cross-reference table")
		}
		for i := range count {
			l.skip()
			at, err := strconv.Atoi(string(l.word()))
			l.skip()
			l.word() // the generation
			l.skip()
			kind := l.word()
			if err != nil || len(kind) != 1 || at > len(f.b) {
				return nil, broken("entry %d of the cross-reference table", first+i)
			}
			p := place{}
			if kind[0] == 'n' && at > 0 {
				p = place{kind: 1, at: int32(at)}
			}
			if err := f.put(first+i, p); err != nil {
				return nil, err
			}
		}
	}
	v, err := l.value(0)
	if err != nil {
		return nil, err
	}
	return v.dict(), nil
}

// streamSection reads a cross-reference stream (7.5.8).
func (f *file) streamSection(at int) (dict, error) {
	value, stream, err := f.at(at, -1)
	if err != nil {
		return nil, err
	}
	d := value.dict()
	if d["Type"].name() != "XRef" || stream == nil {
		return nil, broken("no cross-references at %d", at)
	}
	data, err := f.unpack(d, stream)
	if err != nil {
		return nil, err
	}
	var widths [3]int
	for i, w := range d["W"].array() {
		n, ok := w.integer()
		if !ok || i > 2 || n < 0 || n > 8 {
			return nil, broken("widths of cross-references")
		}
		widths[i] = n
	}
	size, _ := d["Size"].integer()
	sections := d["Index"].array()
	if sections == nil {
		sections = []raw{raw("0"), raw(strconv.Itoa(size))}
	}
	return d, f.rows(data, widths, sections)
}

func (f *file) rows(data []byte, widths [3]int, sections []raw) error {
	length := widths[0] + widths[1] + widths[2]
	for i := 0; i+1 < len(sections); i += 2 {
		first, ok1 := sections[i].integer()
		count, ok2 := sections[i+1].integer()
		if !ok1 || !ok2 || length == 0 || count < 0 || count > len(data)/length {
			return broken("sections of cross-references")
		}
		for n := range count {
			var v [3]int
			if widths[0] == 0 {
				v[0] = 1
			}
			for k, w := range widths {
				for _, c := range data[:w] {
					v[k] = v[k]<<8 | int(c)
				}
				data = data[w:]
			}
			p := place{kind: uint8(v[0]), at: int32(v[1]), index: uint16(v[2])}
			if v[0] < 0 || v[0] > 2 || v[0] > 0 && (v[1] < 0 || v[1] > max(len(f.b), mostObjects)) {
				return broken("cross-reference of object %d", first+n)
			}
			if err := f.put(first+n, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// object implements source.
func (f *file) object(n int) (raw, []byte, error) {
	if n < 0 || n >= len(f.places) {
		return raw("null"), nil, nil
	}
	switch p := f.places[n]; p.kind {
	case 1:
		return f.at(int(p.at), n)
	case 2:
		return f.packed(n, p)
	}
	return raw("null"), nil, nil
}

// at reads the object at an offset, which must be number n; -1 is any.
func (f *file) at(offset, n int) (raw, []byte, error) {
	if offset < 0 || offset >= len(f.b) {
		return nil, nil, broken("object %d lies outside", n)
	}
	l := &lexer{b: f.b, p: offset}
	l.skip()
	number, err := strconv.Atoi(string(l.word()))
	l.skip()
	l.word() // the generation
	if err != nil || n >= 0 && number != n || !l.starts("obj") {
		return nil, nil, broken("no object %d at %d", n, offset)
	}
	value, err := l.value(0)
	if err != nil || !l.starts("stream") {
		return value, nil, err
	}
	stream, err := f.data(l, value.dict())
	return value, stream, err
}

// data is what follows the keyword stream.
func (f *file) data(l *lexer, d dict) ([]byte, error) {
	if l.p < len(l.b) && l.b[l.p] == '\r' {
		l.p++
	}
	if l.p < len(l.b) && l.b[l.p] == '\n' {
		l.p++
	}
	length := d["Length"]
	if r, ok := length.ref(); ok {
		if f.nested > 2 { // a length is found by way of itself
			return nil, broken("length of a stream")
		}
		var err error
		f.nested++
		length, _, err = f.object(r)
		f.nested--
		if err != nil {
			return nil, err
		}
	}
	n, ok := length.integer()
	if !ok || n < 0 || n > len(f.b)-l.p {
		return nil, broken("a stream of length %q", length)
	}
	end := lexer{b: l.b, p: l.p + n}
	if !end.starts("endstream") {
		return nil, broken("a stream does not end after %d bytes", n)
	}
	return l.b[l.p : l.p+n : l.p+n], nil
}

// packed reads an object out of an object stream (7.5.7).
func (f *file) packed(n int, p place) (raw, []byte, error) {
	pack := f.packs[int(p.at)]
	if pack == nil {
		var err error
		if pack, err = f.pack(int(p.at)); err != nil {
			return nil, nil, err
		}
		f.packs[int(p.at)] = pack
	}
	i := 2 * int(p.index)
	if i+1 >= len(pack.at) || pack.at[i] != n {
		return nil, nil, broken("object %d is not in object stream %d", n, p.at)
	}
	l := lexer{b: pack.data, p: pack.at[i+1]}
	v, err := l.value(0)
	return v, nil, err
}

func (f *file) pack(n int) (*objects, error) {
	if n >= len(f.places) || f.places[n].kind != 1 {
		return nil, broken("object stream %d is not there", n)
	}
	value, stream, err := f.at(int(f.places[n].at), n)
	if err != nil {
		return nil, err
	}
	d := value.dict()
	count, ok1 := d["N"].integer()
	first, ok2 := d["First"].integer()
	if stream == nil || !ok1 || !ok2 {
		return nil, broken("object stream %d", n)
	}
	pack := &objects{}
	if pack.data, err = f.unpack(d, stream); err != nil {
		return nil, err
	}
	if first < 0 || first > len(pack.data) || count < 0 || count > first {
		return nil, broken("object stream %d", n)
	}
	l := lexer{b: pack.data[:first]}
	for i := range 2 * count {
		l.skip()
		v, err := strconv.Atoi(string(l.word()))
		if i%2 == 1 {
			v += first
		}
		if err != nil || v < 0 || i%2 == 1 && v > len(pack.data) {
			return nil, broken("index of object stream %d", n)
		}
		pack.at = append(pack.at, v)
	}
	return pack, nil
}
