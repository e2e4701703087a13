package site

import (
	"compress/gzip"
	"fmt"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"moothall/internal/page"
)

// answer is a finished answer. It never changes but for its packed copy, which is made when the
// first reader takes it.
type answer struct {
	status   int
	body     []byte
	until    int64 // Unix seconds after which it no longer holds; 0 where it does
	etag     string
	kind     []string
	etags    []string
	modified []string
	length   []string
	location []string

	once         sync.Once
	packed       []byte
	packedLength []string
	packedEtags  []string
}

// mostUnpacked is the size up to which packing an answer saves nothing worth having.
const mostUnpacked = 1000

// finish makes an answer of what a handler said. Its body is still the handler's buffer: a cache
// that keeps it takes a copy.
func (s *Site) finish(said *reply) *answer {
	body := said.body.Bytes()
	a := &answer{status: said.status, body: body, kind: []string{said.kind}, length: []string{strconv.Itoa(len(body))}}
	if said.location != "" {
		a.location = []string{said.location}
	}
	if said.status != http.StatusOK {
		return a
	}
	a.etag = tag(body)
	a.etags = []string{`"` + a.etag + `"`}
	if !said.modified.IsZero() {
		a.modified = []string{said.modified.UTC().Format(http.TimeFormat)}
	}
	if said.daily {
		a.until = page.Midnight(s.now()).Unix()
	}
	return a
}

// castagnoli is computed by the processor, as is the IEEE polynomial.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// tag names the bytes of a body: two checksums and the length. Against chance, not against malice:
// who could forge it writes the page anyway.
func tag(body []byte) string {
	return fmt.Sprintf("%x-%08x%08x", len(body), crc32.Checksum(body, castagnoli), crc32.ChecksumIEEE(body))
}

// write sends the answer: nothing but its headers where the reader has it already.
func (a *answer) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h["Vary"] = varyLine
	if a.status != http.StatusOK {
		h["Cache-Control"] = neverLine
	} else {
		h["Cache-Control"] = againLine
		h["Etag"] = a.etags
	}
	// What the reader has keeps the headers that it came with (RFC 9110, 15.4.5).
	if match := r.Header["If-None-Match"]; len(match) > 0 && a.status == http.StatusOK && a.isNamed(match[0]) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	secure(h)
	if a.modified != nil {
		h["Last-Modified"] = a.modified
	}
	body, length := a.body, a.length
	if len(body) > mostUnpacked && page.TakesGzip(r.Header.Get("Accept-Encoding")) {
		a.once.Do(a.pack)
		body, length = a.packed, a.packedLength
		h["Content-Encoding"] = gzipLine
		if a.status == http.StatusOK {
			h["Etag"] = a.packedEtags
		}
	}
	h["Content-Type"] = a.kind
	h["Content-Length"] = length
	if a.location != nil {
		h["Location"] = a.location
	}
	if a.status != http.StatusOK {
		w.WriteHeader(a.status)
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // an error here is a reader who went away
	}
}

// isNamed says whether an If-None-Match header names the answer (RFC 9110, 13.1.2). Both copies
// carry the same tag, the packed one marked as weak.
func (a *answer) isNamed(header string) bool {
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == a.etags[0] {
			return true
		}
	}
	return false
}

// packers are costly to make.
var packers = sync.Pool{New: func() any { z, _ := gzip.NewWriterLevel(nil, packLevel); return z }}

// packLevel packs a page to within 3 % of the best level in half the time.
const packLevel = 5

func (a *answer) pack() {
	z, _ := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	var out growing
	z.Reset(&out)
	_, _ = z.Write(a.body) // growing never fails
	_ = z.Close()
	a.packed = out
	a.packedLength = []string{strconv.Itoa(len(out))}
	if a.etags != nil {
		a.packedEtags = []string{"W/" + a.etags[0]}
	}
}

// growing is a writer into memory.
type growing []byte

func (g *growing) Write(p []byte) (int, error) { *g = append(*g, p...); return len(p), nil }

// holds says whether the answer still says what it would say now.
func (a *answer) holds(now func() time.Time) bool { return a.until == 0 || now().Unix() < a.until }
