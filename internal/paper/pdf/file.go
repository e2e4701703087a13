package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// file gathers the objects of a PDF (ISO 32000-1, 7.5) and writes them: streams as they are, all
// else packed into compressed object streams.
type file struct {
	objects [][]byte // by number - 1; nil where the object is a stream
	streams [][]byte // by number - 1: dictionary and data
	before  int      // numbers that others have taken; 0 for a file of its own
	zip     *zlib.Writer
}

// reference is the number of an object.
type reference int

func (r reference) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// newFile begins a file whose streams are packed with zip.
func newFile(zip *zlib.Writer) *file { return &file{zip: zip} }

// reserve gives a number to an object that is set later.
func (f *file) reserve() reference {
	f.objects, f.streams = append(f.objects, nil), append(f.streams, nil)
	return reference(f.before + len(f.objects))
}

func (f *file) set(r reference, body string) { f.objects[int(r)-1-f.before] = []byte(body) }

func (f *file) add(body string) reference {
	r := f.reserve()
	f.set(r, body)
	return r
}

// stream adds a stream with the entries of its dictionary; its data is compressed.
func (f *file) stream(entries string, data []byte) (reference, error) {
	r := f.reserve()
	packed, err := f.pack(data)
	if err != nil {
		return 0, err
	}
	f.streams[int(r)-1-f.before] = streamBody(entries+"/Filter/FlateDecode", packed)
	return r, nil
}

// plain adds a stream that is left readable, as metadata must be.
func (f *file) plain(entries string, data []byte) reference {
	r := f.reserve()
	f.streams[int(r)-1-f.before] = streamBody(entries, data)
	return r
}

func streamBody(entries string, data []byte) []byte {
	b := fmt.Appendf(nil, "<<%s/Length %d>>stream\n", entries, len(data))
	b = append(b, data...)
	return append(b, "\nendstream"...)
}

func (f *file) pack(data []byte) ([]byte, error) {
	var b bytes.Buffer
	f.zip.Reset(&b)
	if _, err := f.zip.Write(data); err != nil {
		return nil, err
	}
	if err := f.zip.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// place is an entry of the cross-reference stream (7.5.8.3).
type place struct {
	kind   byte // 1: at an offset, 2: in an object stream
	at     int  // the offset, or the number of the object stream
	within int  // index in the object stream
}

// perStream is how many objects an object stream holds.
const perStream = 200

// write writes the file. Its identity is made of its content, so that it is the same each time.
func (f *file) write(catalog, info reference) ([]byte, error) {
	places := make([]place, len(f.objects)+1)
	packs, err := f.packs(places)
	if err != nil {
		return nil, err
	}
	out := []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	for i, s := range append(f.streams, packs...) {
		if s == nil {
			continue
		}
		if i >= len(f.objects) {
			places = append(places, place{})
		}
		places[i+1] = place{kind: 1, at: len(out)}
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", i+1, s)
	}
	return f.finish(out, places, catalog, info)
}

// packs packs the objects that are not streams.
func (f *file) packs(places []place) ([][]byte, error) {
	var packs [][]byte
	var index, bodies []byte
	n := 0
	flush := func() error {
		if n == 0 {
			return nil
		}
		data, err := f.pack(append(index, bodies...))
		if err != nil {
			return err
		}
		packs = append(packs, streamBody(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", n, len(index)), data))
		index, bodies, n = nil, nil, 0
		return nil
	}
	for i, body := range f.objects {
		if f.streams[i] != nil {
			continue
		}
		places[i+1] = place{kind: 2, at: len(f.objects) + len(packs) + 1, within: n}
		index = fmt.Appendf(index, "%d %d ", i+1, len(bodies))
		bodies = append(append(bodies, body...), '\n')
		if n++; n == perStream {
			if err := flush(); err != nil {
				return nil, err
			}
		}
	}
	return packs, flush()
}

// finish writes the cross-reference stream, which is the last object and names itself too.
func (f *file) finish(out []byte, places []place, catalog, info reference) ([]byte, error) {
	start := len(out)
	places = append(places, place{kind: 1, at: start})
	table := []byte{0, 0, 0, 0, 0, 255, 255} // object 0 heads the list of free objects
	for _, p := range places[1:] {
		table = binary.BigEndian.AppendUint32(append(table, p.kind), uint32(p.at))
		table = binary.BigEndian.AppendUint16(table, uint16(p.within))
	}
	sum := sha256.Sum256(out)
	data, err := f.pack(table)
	if err != nil {
		return nil, err
	}
	entries := fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root %s/Info %s/ID[<%X><%X>]/Filter/FlateDecode",
		len(places), catalog, info, sum[:16], sum[:16])
	out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", len(places)-1, streamBody(entries, data), start)
	return out, nil
}

// text writes a text string (7.9.2.2): in UTF-16, or as it stands where it is plain ASCII.
func text(s string) string {
	if ascii(s) {
		return literal(s)
	}
	b := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		b = hex4(b, u)
	}
	return string(append(b, '>'))
}

func ascii(s string) bool {
	for _, c := range []byte(s) {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// literal writes a string of printable ASCII.
func literal(s string) string {
	b := []byte{'('}
	for _, c := range []byte(s) {
		if c == '(' || c == ')' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, c)
	}
	return string(append(b, ')'))
}
