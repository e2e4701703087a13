package paper

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
	"unicode"
)

// File is a file as a reader is given it.
type File struct {
	SHA256 string
	Name   string // as people call it, with its ending: "Safer Stockport Plan.pdf"
	Type   string // MIME type, judged by the content when it was taken in
}

// The policies that keep a file from running script. A sandbox would be the strongest, but
// Chromium does not open its PDF viewer in one; that viewer is an embedded object of the same
// address with styles of its own, and nothing else is allowed to it.
const (
	policyFile = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
	policyPDF  = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)

// shownInline are the types that a browser shows by itself without running anything of theirs.
// All others are downloaded.
func shownInline(mediaType string) bool {
	switch mediaType {
	case "application/pdf", "text/plain", "image/png", "image/jpeg", "image/gif", "image/webp":
		return true
	}
	return false
}

// ServeFile answers a GET or HEAD request with a file of the shelf: whole, in ranges, or 304 where
// the reader has it, with the hash as its entity tag and its real name. Where it returns an error
// nothing has been written; a file that is not there is council.ErrNotFound. Caches are told to
// ask again each time (a file can be taken down) unless the caller has set Cache-Control.
func ServeFile(w http.ResponseWriter, r *http.Request, s Shelf, f File, modified time.Time) error {
	content, err := s.Open(r.Context(), f.SHA256)
	if err != nil {
		return fmt.Errorf("serve %q: %w", f.Name, err)
	}
	defer content.Close()
	ServeContent(w, r, f, content, modified)
	return nil
}

// ServeContent is ServeFile for content that lies on no shelf, such as a copy made for one reader; the
// hash is its entity tag.
func ServeContent(w http.ResponseWriter, r *http.Request, f File, content io.ReadSeeker, modified time.Time) {
	mediaType, header := fileType(f.Type)
	h := w.Header()
	h.Set("Content-Type", header)
	h.Set("Content-Disposition", disposition(f.Name, shownInline(mediaType)))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", policyFile)
	if mediaType == "application/pdf" {
		h.Set("Content-Security-Policy", policyPDF)
	}
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("ETag", `"`+f.SHA256+`"`)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	http.ServeContent(w, r, "", modified, content)
}

// fileType gives the bare media type, to judge by, and the Content-Type to send. What cannot be
// read as a type is bytes.
func fileType(t string) (mediaType, header string) {
	mediaType, params, err := mime.ParseMediaType(t)
	if err != nil {
		return "application/octet-stream", "application/octet-stream"
	}
	if mediaType == "text/plain" && params["charset"] == "" {
		return mediaType, "text/plain; charset=utf-8"
	}
	return mediaType, t
}

// disposition writes Content-Disposition after RFC 6266: the name in ASCII for old readers, and,
// where it has other letters, in full as RFC 8187 has it.
func disposition(name string, inline bool) string {
	kind := "attachment"
	if inline {
		kind = "inline"
	}
	name = cleanName(name)
	if name == "" {
		return kind
	}
	ascii, plain := asciiName(name)
	s := kind + `; filename="` + ascii + `"`
	if !plain {
		s += "; filename*=UTF-8''" + percent(name)
	}
	return s
}

// cleanName takes out what no file name should carry: control characters, marks that turn the
// direction of writing (which can hide an ending), and folders.
func cleanName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == unicode.ReplacementChar:
			return -1
		case r == '/' || r == '\\':
			return '-'
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	return strings.Trim(name, " .")
}

// asciiName writes the name for a quoted string, and says whether that is the name in full.
// A percent sign is taken for the start of an escape by some readers, so it is left out too.
func asciiName(name string) (string, bool) {
	plain := true
	ascii := strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII || r == '"' || r == '%' {
			plain = false
			return '_'
		}
		return r
	}, name)
	return ascii, plain
}

// percent escapes all but RFC 8187's attr-char.
func percent(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("!#$&+-.^_`|~", c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}
