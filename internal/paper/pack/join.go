package pack

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"moothall/internal/council"
	"moothall/internal/paper/segment"
)

// mostNumbers is the highest object number that readers of PDF take.
const mostNumbers = 8_388_607

// joiner puts segments behind one another and remembers where each object lies.
type joiner struct {
	out   *bufio.Writer
	at    int64
	parts []*part // in the order of the file
	order []*part // in the order of pages
	top   *part   // the objects that all segments share
}

// part is a segment that was written.
type part struct {
	segment.Index
	title, lang string
	rows        []byte // of the final table: wide bytes an object
}

// Bytes of a row of the cross-reference stream: kind, offset or object stream, index.
const (
	wideKind, wideAt, wideWithin = 1, 5, 2
	wide                         = wideKind + wideAt + wideWithin
	narrow                       = 7 // of a row of segment.Index
)

func newJoiner(out io.Writer) *joiner {
	j := &joiner{out: bufio.NewWriterSize(out, 64<<10)}
	j.top = &part{rows: make([]byte, wide*segment.FirstFree)}
	j.top.Count = segment.FirstFree
	j.parts = []*part{j.top}
	_, _ = j.out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") // an error comes back at the end
	j.at = 15
	return j
}

// papers are the parts that came before the front.
func (j *joiner) papers() []*part { return slices.Clone(j.parts[1 : len(j.parts)-2]) }

// free reports whether a segment's numbers are not taken.
func (j *joiner) free(x segment.Index) bool {
	for _, p := range j.parts {
		if x.First < p.First+p.Count && p.First < x.First+x.Count || p != j.top && x.Key < p.Key+p.Keys && p.Key < x.Key+x.Keys {
			return false
		}
	}
	return true
}

// add writes a segment.
func (j *joiner) add(x segment.Index, data io.Reader) (*part, error) {
	if len(x.Rows) != narrow*x.Count || len(x.Pages) == 0 || x.Bytes > 1<<32 {
		return nil, fmt.Errorf("segment of %d objects: its index is not whole: %w", x.Count, council.ErrInvalid)
	}
	p := &part{Index: x, rows: make([]byte, wide*x.Count)}
	for i := range x.Count {
		row, kind := x.Rows[narrow*i:], x.Rows[narrow*i]
		at := int64(binary.BigEndian.Uint32(row[1:]))
		if kind == 1 {
			at += j.at
		}
		putRow(p.rows[wide*i:], kind, at, binary.BigEndian.Uint16(row[5:]))
	}
	p.Rows = nil
	n, err := io.Copy(j.out, data)
	if err != nil {
		return nil, err
	}
	if n != x.Bytes {
		return nil, fmt.Errorf("segment of %d bytes: %d came: %w", x.Bytes, n, council.ErrInvalid)
	}
	j.at += n
	j.parts = append(j.parts, p)
	return p, nil
}

func putRow(to []byte, kind byte, at int64, within uint16) {
	if kind == 0 {
		within = 65535 // never to be used again
	}
	to[0], to[1] = kind, byte(at>>32)
	binary.BigEndian.PutUint32(to[2:], uint32(at))
	binary.BigEndian.PutUint16(to[6:], within)
}

// put writes an object whose number belongs to the part.
func (j *joiner) put(p *part, n int, body []byte) error {
	putRow(p.rows[wide*(n-p.First):], 1, j.at, 0)
	head := fmt.Appendf(nil, "%d 0 obj\n", n)
	for _, b := range [][]byte{head, body, []byte("\nendobj\n")} {
		if _, err := j.out.Write(b); err != nil {
			return err
		}
		j.at += int64(len(b))
	}
	return nil
}

// putStream writes a stream whose number belongs to the part.
func (j *joiner) putStream(p *part, n int, entries string, data []byte) error {
	return j.put(p, n, stream(entries, data))
}

func stream(entries string, data []byte) []byte {
	b := fmt.Appendf(nil, "<<%s/Length %d>>stream\n", entries, len(data))
	return append(append(b, data...), "\nendstream"...)
}

// end writes the cross-references under the number, and flushes. The file's identity is made of
// what is in it, so that the same segments and words always have the same.
func (j *joiner) end(number int, identity []byte) error {
	last := &part{rows: make([]byte, wide)}
	last.First, last.Count = number, 1
	putRow(last.rows, 1, j.at, 0)
	j.parts = append(j.parts, last)
	slices.SortFunc(j.parts, func(a, b *part) int { return a.First - b.First })
	putRow(j.top.rows, 0, 0, 0)
	var index []byte
	var packed bytes.Buffer
	zip, err := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if err != nil {
		return err
	}
	hash := sha256.New()
	hash.Write(identity)
	for _, p := range j.parts {
		index = fmt.Appendf(index, "%d %d ", p.First, p.Count)
		hash.Write(p.rows)
		if _, err := zip.Write(p.rows); err != nil {
			return err
		}
	}
	if err := zip.Close(); err != nil {
		return err
	}
	id := hash.Sum(nil)[:16]
	entries := fmt.Sprintf("/Type/XRef/Size %d/W[%d %d %d]/Index[%s]/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]/Filter/FlateDecode",
		number+1, wideKind, wideAt, wideWithin, index, segment.Catalog, segment.Info, id, id)
	start := j.at
	if err := j.putStream(last, number, entries, packed.Bytes()); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(j.out, "startxref\n%d\n%%%%EOF\n", start); err != nil {
		return err
	}
	j.at += int64(len(fmt.Sprintf("startxref\n%d\n%%%%EOF\n", start)))
	return j.out.Flush()
}
