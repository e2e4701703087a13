package paper

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"moothall/internal/paper/doc"
)

// TextHTML makes the text of a PDF's pages readable as HTML: lines are joined into paragraphs,
// bullets become lists, short numbered or upper-case lines become headings (from h2). It is
// careful: no word is changed or left out, and what is in doubt stays a paragraph. The answer is
// safe to put into a page. Each page stands in a section with the id "page-N".
func TextHTML(pages []string) string {
	var b strings.Builder
	for i, p := range pages {
		b.WriteString(sectionStart(i + 1))
		b.WriteString(doc.Document{Blocks: textBlocks(p)}.HTML())
		b.WriteString("</section>\n")
	}
	return b.String()
}

func sectionStart(page int) string {
	return `<section id="page-` + strings.TrimSuffix(doc.Decimal.Label(page), ".") + "\">\n"
}

var (
	bullet   = regexp.MustCompile(`^[•●▪◦‣·\x{f0b7}\x{f0a7}]\s*(.+)$`)
	numbered = regexp.MustCompile(`^\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]\s`)
	section  = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})?\.?\s+\p{Lu}`)
)

// gatherer makes blocks of lines.
type gatherer struct {
	blocks []doc.Block
	lines  []string // of the paragraph or bullet under way
	bullet bool
	width  int // of the page's longest line, in letters
}

func textBlocks(page string) []doc.Block {
	var g gatherer
	lines := strings.Split(page, "\n")
	for _, l := range lines {
		g.width = max(g.width, utf8.RuneCountInString(strings.TrimSpace(l)))
	}
	for _, l := range lines {
		g.line(strings.TrimSpace(l))
	}
	g.flush()
	return g.blocks
}

func (g *gatherer) line(l string) {
	if l == "" {
		g.flush()
		return
	}
	if m := bullet.FindStringSubmatch(l); m != nil {
		g.flush()
		g.lines, g.bullet = []string{m[1]}, true
		return
	}
	if heading(l) && g.ended() {
		g.flush()
		g.blocks = append(g.blocks, doc.Head(1, l))
		return
	}
	if numbered.MatchString(l) || !g.runsOn() {
		g.flush()
	}
	g.lines = append(g.lines, l)
}

// heading says whether a line is surely one: short, without a full stop, and either a numbered
// title or in capitals throughout.
func heading(l string) bool {
	words := len(strings.Fields(l))
	if words > 10 || strings.HasSuffix(l, ".") || strings.HasSuffix(l, ";") || strings.HasSuffix(l, ",") {
		return false
	}
	return section.MatchString(l) && words >= 2 && !strings.ContainsAny(l, "£%") || words >= 2 && capitals(l)
}

func capitals(l string) bool {
	letters := 0
	for _, r := range l {
		if unicode.IsLower(r) || unicode.IsDigit(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 6
}

// ended says whether what is under way is a whole.
func (g *gatherer) ended() bool {
	if len(g.lines) == 0 {
		return true
	}
	last := g.lines[len(g.lines)-1]
	return strings.ContainsAny(last[len(last)-1:], ".:;?!") || !g.runsOn()
}

// runsOn says whether the last line was long enough to have been broken for want of room.
func (g *gatherer) runsOn() bool {
	if len(g.lines) == 0 {
		return true
	}
	last := g.lines[len(g.lines)-1]
	return utf8.RuneCountInString(last)*10 >= g.width*7
}

// flush ends the paragraph or bullet under way; bullets that follow each other are one list.
func (g *gatherer) flush() {
	if len(g.lines) == 0 {
		return
	}
	p := doc.Para(strings.Join(g.lines, " "))
	if g.bullet {
		if n := len(g.blocks); n > 0 {
			if l, ok := g.blocks[n-1].(doc.List); ok {
				l.Items = append(l.Items, doc.Item{Blocks: []doc.Block{p}})
				g.blocks[n-1] = l
				g.lines, g.bullet = nil, false
				return
			}
		}
		g.blocks = append(g.blocks, doc.List{Items: []doc.Item{{Blocks: []doc.Block{p}}}})
	} else {
		g.blocks = append(g.blocks, p)
	}
	g.lines, g.bullet = nil, false
}
