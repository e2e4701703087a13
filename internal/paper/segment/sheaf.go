package segment

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"strconv"
)

// sheaf is the output of a segment: objects under numbers of its own, streams as they are and all
// else packed into object streams. The data of the source's streams is not copied but pointed at.
type sheaf struct {
	first  int
	rows   []row // by number - first
	chunks [][]byte
	buf    []byte // what follows the chunks
	size   int64  // of chunks and buf

	zip           *zlib.Writer
	pack          int // number of the object stream that is being filled; 0 for none
	packed        int // objects in it
	index, bodies []byte
}

// row is an entry of the cross-reference stream (ISO 32000-1, 7.5.8.3).
type row struct {
	kind   byte // 0: not in the segment, 1: at an offset in it, 2: in an object stream
	at     int64
	within int
}

// rowSize is the length of an encoded row: kind, offset or object stream, index.
const rowSize = 7

// Fullest is an object stream that takes no more: objects, and bytes of them.
const (
	fullestObjects = 250
	fullestBytes   = 96 << 10
)

func newSheaf(first int) (*sheaf, error) {
	zip, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	return &sheaf{first: first, zip: zip}, err
}

// reserve gives a number to an object that is set later, or by whoever joins the segments.
func (s *sheaf) reserve() int {
	s.rows = append(s.rows, row{})
	return s.first + len(s.rows) - 1
}

// set writes an object that is no stream.
func (s *sheaf) set(n int, body []byte) error {
	if s.pack == 0 {
		s.pack = s.reserve()
	}
	s.rows[n-s.first] = row{kind: 2, at: int64(s.pack), within: s.packed}
	s.index = strconv.AppendInt(s.index, int64(n), 10)
	s.index = append(s.index, ' ')
	s.index = strconv.AppendInt(s.index, int64(len(s.bodies)), 10)
	s.index = append(s.index, ' ')
	s.bodies = append(append(s.bodies, body...), '\n')
	s.packed++
	if s.packed == fullestObjects || len(s.bodies) > fullestBytes {
		return s.flush()
	}
	return nil
}

// add writes an object under the next number.
func (s *sheaf) add(body []byte) (int, error) {
	n := s.reserve()
	return n, s.set(n, body)
}

// flush writes the object stream that is being filled.
func (s *sheaf) flush() error {
	if s.pack == 0 {
		return nil
	}
	var b bytes.Buffer
	s.zip.Reset(&b)
	for _, part := range [][]byte{s.index, s.bodies} {
		if _, err := s.zip.Write(part); err != nil {
			return err
		}
	}
	if err := s.zip.Close(); err != nil {
		return err
	}
	entries := "/Type/ObjStm/N " + strconv.Itoa(s.packed) + "/First " + strconv.Itoa(len(s.index)) + "/Filter/FlateDecode"
	s.stream(s.pack, []byte(entries), b.Bytes())
	s.pack, s.packed, s.index, s.bodies = 0, 0, s.index[:0], s.bodies[:0]
	return nil
}

// small is a stream that is copied rather than pointed at.
const small = 4 << 10

// stream writes a stream with the entries of its dictionary, without brackets or length.
func (s *sheaf) stream(n int, entries, data []byte) {
	s.rows[n-s.first] = row{kind: 1, at: s.size}
	from := len(s.buf)
	s.buf = strconv.AppendInt(s.buf, int64(n), 10)
	s.buf = append(append(s.buf, " 0 obj\n<<"...), entries...)
	s.buf = append(s.buf, "/Length "...)
	s.buf = strconv.AppendInt(s.buf, int64(len(data)), 10)
	s.buf = append(s.buf, ">>stream\n"...)
	if len(data) < small {
		s.buf = append(s.buf, data...)
		s.buf = append(s.buf, "\nendstream\nendobj\n"...)
		s.size += int64(len(s.buf) - from)
		return
	}
	s.size += int64(len(s.buf)-from) + int64(len(data))
	s.chunks = append(s.chunks, s.buf, data)
	s.buf = append(make([]byte, 0, 16<<10), "\nendstream\nendobj\n"...)
	s.size += int64(len(s.buf))
}

// encoded are the rows in seven bytes each.
func (s *sheaf) encoded() []byte {
	out := make([]byte, 0, rowSize*len(s.rows))
	for _, r := range s.rows {
		out = binary.BigEndian.AppendUint32(append(out, r.kind), uint32(r.at))
		out = binary.BigEndian.AppendUint16(out, uint16(r.within))
	}
	return out
}

// all is the whole of what was written.
func (s *sheaf) all() [][]byte {
	if len(s.buf) > 0 {
		s.chunks, s.buf = append(s.chunks, s.buf), nil
	}
	return s.chunks
}
