package desk

import (
	"html"
	"regexp"
	"strings"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/paper/markup"
)

var (
	listItem  = regexp.MustCompile(`(?i)<li[^>]*>`)
	heading   = regexp.MustCompile(`(?i)<h[1-6][^>]*>`)
	blockEnds = regexp.MustCompile(`(?i)</(?:p|h[1-6]|ul|ol)>`)
	lineEnds  = regexp.MustCompile(`(?i)<br[^>]*>|</li>`)
	anyTag    = regexp.MustCompile(`<[^>]*>`)
	manyLines = regexp.MustCompile(`\n{3,}`)
)

// asTyped is prose of the record, which is HTML, as somebody would type it: paragraphs, headings and lists.
func asTyped(prose string) string {
	s := strings.ReplaceAll(prose, "\n", " ")
	s = listItem.ReplaceAllString(s, "\n- ")
	s = heading.ReplaceAllString(s, "\n# ")
	s = blockEnds.ReplaceAllString(s, "\n\n")
	s = lineEnds.ReplaceAllString(s, "\n")
	var lines []string
	for line := range strings.Lines(html.UnescapeString(anyTag.ReplaceAllString(s, ""))) {
		lines = append(lines, strings.TrimSpace(line))
	}
	return strings.TrimSpace(manyLines.ReplaceAllString(strings.ReplaceAll(strings.Join(lines, "\n"), "\n\n- ", "\n- "), "\n\n"))
}

// readProse is prose from a form, as HTML. What was not changed stays as the record has it, with all that
// cannot be typed.
func readProse(f *page.Form, name string, was council.Text) council.Text {
	typed := f.Pair(name)
	read := func(typed, was string, l council.Language) string {
		switch typed {
		case "":
			return ""
		case asTyped(was):
			return was
		}
		return markup.HTML(typed, string(l))
	}
	return council.Text{En: read(typed.En, was.En, council.English), Cy: read(typed.Cy, was.Cy, council.Welsh)}
}
