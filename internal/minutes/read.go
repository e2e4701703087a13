package minutes

import (
	"regexp"
	"slices"
	"strings"
)

var (
	someTag       = regexp.MustCompile(`(?i)</?(?:p|div|br|li|ol|ul|span|b|i|u|em|strong|a|table|tr|td|h[1-6]|font|sup|html|body|blockquote|section|article)(?:\s[^<>]*)?/?>`)
	someReference = regexp.MustCompile(`&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});`)
)

// isHTML says whether src is HTML: it has a tag of HTML's or a character reference.
func isHTML(src string) bool {
	return strings.Contains(src, "<") && someTag.MatchString(src) || strings.Contains(src, "&") && someReference.MatchString(src)
}

func flatten(src string) *flat {
	if isHTML(src) {
		return flatHTML(src)
	}
	return flatText(src)
}

// Read reads the minutes of one item. src is HTML, which may be a fragment, or plain text; its content
// decides. Nothing is an error: what cannot be read is prose.
func Read(src string) Reading { return read(flatten(src)) }

// ReadHTML is Read for a source that is known to be HTML.
func ReadHTML(src string) Reading { return read(flatHTML(src)) }

// ReadText is Read for a source that is known to be plain text.
func ReadText(src string) Reading { return read(flatText(src)) }

// reader goes through the lines of a source once.
type reader struct {
	*flat
	marks []mark
	heads []head // of each line; verb is "" where there is none
	stop  []int8 // what stops found: 0 not asked, 1 yes, -1 no
	out   Reading
}

func newReader(f *flat) *reader {
	n := len(f.lines)
	r := &reader{flat: f, marks: make([]mark, n), heads: make([]head, n), stop: make([]int8, n)}
	for i := range f.lines {
		r.marks[i] = f.markOf(i)
		r.heads[i], _ = findHead(f.line(i))
	}
	return r
}

func read(f *flat) Reading {
	r := newReader(f)
	for i := 0; i < len(f.lines); {
		i = r.readLine(i)
	}
	r.out.References = findReferences(f)
	r.out.Prose = prose(len(f.src), r.spans())
	return r.out
}

// readLine reads what begins at line i and returns the line to go on with.
func (r *reader) readLine(i int) int {
	if contacts, next := r.readContacts(i); next > i {
		r.out.Contacts = append(r.out.Contacts, contacts...)
		return next
	}
	if h := r.heads[i]; h.verb != "" {
		if next := r.readResolution(i, h); next > i {
			return next
		}
	}
	if next := r.readPoints(i); next > i {
		return next
	}
	if next := r.readParagraphs(i); next > i {
		return next
	}
	if next := r.readStanding(i); next > i {
		return next
	}
	if next := r.readDebate(i); next > i {
		return next
	}
	return i + 1
}

func (r *reader) spans() []Span {
	var all []Span
	for _, p := range r.out.Points {
		all = append(all, p.Span)
	}
	for _, l := range r.out.Resolution {
		all = append(all, l.Span)
	}
	for _, c := range r.out.Contacts {
		all = append(all, c.Span)
	}
	for _, f := range r.out.References {
		all = append(all, f.Span)
	}
	return all
}

// prose is the complement of the spans in a source of n bytes; spans may overlap.
func prose(n int, spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	var rest []Span
	at := 0
	for _, s := range spans {
		if s.Start > at {
			rest = append(rest, Span{at, s.Start})
		}
		at = max(at, s.End)
	}
	if at < n {
		rest = append(rest, Span{at, n})
	}
	return rest
}

// fold is str[start:end] on one line.
func (f *flat) fold(start, end int) string {
	if start >= end {
		return ""
	}
	return strings.TrimSpace(strings.ReplaceAll(f.str[start:end], "\n", " "))
}
