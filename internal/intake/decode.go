package intake

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"moothall/internal/council"
)

// largest is the most bytes that a saved page may have. The longest real ones have about one million.
const largest = 32 << 20

var looksLikeHTML = regexp.MustCompile(`(?i)<(!doctype\s+html|html|head|body|div|table|h[1-6]|p|ul|span)[\s>]`)

// foreign are the beginnings of files that people save a page as and that are not the page's text.
var foreign = []struct{ start, what string }{
	{"%PDF-", "a PDF"},
	{"PK\x03\x04", "a Word document or another ZIP file"},
	{"\xd0\xcf\x11\xe0", "an old Word document"},
	{"{\\rtf", "an RTF document"},
	{"From: <Saved by", "a web archive (MHTML)"},
	{"MIME-Version:", "a web archive (MHTML)"},
	{"bplist00", "a Safari web archive"},
	{"\x1f\x8b", "a compressed file"},
}

// decode is the page as UTF-8 with plain line ends, and whether it is HTML. The encoding is taken
// from a byte order mark, else from what HTML declares of itself where the bytes bear it out; else
// it is UTF-8 if the bytes are that, and windows-1252 if not.
func decode(name string, content []byte) (text string, isHTML bool, err error) {
	if len(content) > largest {
		return "", false, fmt.Errorf("%s has %d bytes, and no saved page has more than %d: check that it is the right file: %w",
			name, len(content), largest, council.ErrInvalid)
	}
	for _, f := range foreign {
		if bytes.HasPrefix(content, []byte(f.start)) {
			return "", false, fmt.Errorf("%s is %s: save the page from the browser as “HTML only” or as text, and import that file: %w",
				name, f.what, council.ErrInvalid)
		}
	}
	isHTML = looksLikeHTML.Match(content)
	text, err = toUTF8(content, isHTML)
	if err != nil {
		return "", false, fmt.Errorf("read %s: %w: %w", name, err, council.ErrInvalid)
	}
	if !isHTML {
		isHTML = looksLikeHTML.MatchString(text) // it was UTF-16
	}
	if at := strings.IndexByte(text, 0); at >= 0 && !isHTML {
		return "", false, fmt.Errorf("%s is neither text nor HTML: it has a zero byte on line %d: save the page again as text or “HTML only”: %w",
			name, 1+strings.Count(text[:at], "\n"), council.ErrInvalid)
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), isHTML, nil
}

func toUTF8(content []byte, isHTML bool) (string, error) {
	encoding, label, certain := charset.DetermineEncoding(content, "")
	marked := bytes.HasPrefix(content, []byte("\xef\xbb\xbf")) || bytes.HasPrefix(content, []byte("\xfe\xff")) ||
		bytes.HasPrefix(content, []byte("\xff\xfe"))
	declared := certain && isHTML && (label != "utf-8" || utf8.Valid(content))
	if !marked && !declared {
		if utf8.Valid(content) {
			return string(content), nil
		}
		encoding, _ = charset.Lookup("windows-1252")
	}
	decoded, err := encoding.NewDecoder().Bytes(content)
	if err != nil {
		return "", fmt.Errorf("decode as %s: %w", label, err)
	}
	return strings.TrimPrefix(string(decoded), "\ufeff"), nil
}
