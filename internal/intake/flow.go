package intake

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// flow is a page as a reader sees it, whatever it was saved as: one block of text after another.
type flow struct {
	blocks  []block
	doc     *html.Node         // the document; nil where the page is text
	owner   map[*html.Node]int // the block that a text belongs to
	extents map[*html.Node]extent
	base    string // the page's own address, where known
}

// block is a paragraph, heading, list item or line.
type block struct {
	text    string // white space folded
	line    int    // of the source, from 1
	heading bool
	item    bool   // a list item of HTML
	label   string // of an ordered one, "a)"
	links   []link
	leaf    *html.Node // its first text; nil where the page is text
}

// link is a link within a block.
type link struct {
	href       string
	start, end int // of its words in the block's text
}

// fold makes runs of white space one space and cuts them off at the ends.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }), " ")
}

var (
	// glyph is a bullet that can be nothing else; the private-use one is Word's, from its Symbol font.
	glyph = regexp.MustCompile(`^[·•▪◦●‣\x{F0B7}\x{F0A7}]\s*`)
	// dash may be a bullet, or not.
	dash = regexp.MustCompile(`^[-–*]\s+`)
	// labelled is the start of a limb.
	labelled = regexp.MustCompile(`^(?:\(?[a-z0-9]{1,3}[).]|\([ivx]+\))\s`)
)

// prose is the blocks of [from, to) that keep lets through, as clean HTML.
func (f *flow) prose(from, to int, keep func(i int) bool) string {
	if f.doc == nil {
		return f.textProse(from, to, keep)
	}
	return cleanNodes(pruner{f, from, to, keep}.prune(), f.base)
}

// textProse makes HTML of plain lines: each is a paragraph, and bullets are lists.
func (f *flow) textProse(from, to int, keep func(i int) bool) string {
	var b strings.Builder
	listed := false
	for i := from; i < to; i++ {
		if !keep(i) {
			continue
		}
		words, bullet := f.bullet(i, listed)
		if bullet != listed {
			b.WriteString(map[bool]string{true: "<ul>", false: "</ul>"}[bullet])
		}
		listed = bullet
		tag := map[bool]string{true: "li", false: "p"}[bullet]
		b.WriteString("<" + tag + ">" + html.EscapeString(words) + "</" + tag + ">")
	}
	if listed {
		b.WriteString("</ul>")
	}
	return Clean(b.String())
}

// bullet says whether block i of a text is an item of a list, and what it says without its bullet.
// A dash counts within a list and after a colon.
func (f *flow) bullet(i int, listed bool) (string, bool) {
	s := f.blocks[i].text
	mark := glyph.FindString(s)
	if mark == "" && (listed || i > 0 && introduces(f.blocks[i-1].text)) {
		mark = dash.FindString(s)
	}
	if mark == "" || len(mark) == len(s) {
		return s, false
	}
	return s[len(mark):], true
}

func introduces(s string) bool { return strings.HasSuffix(strings.TrimRight(s, "-–— "), ":") }

// plain is the blocks of [from, to), a line each.
func (f *flow) plain(from, to int) string {
	var lines []string
	for _, b := range f.blocks[from:to] {
		lines = append(lines, b.said())
	}
	return strings.Join(lines, "\n")
}

// said is the block's text with the mark that a browser shows before a list item.
func (b block) said() string {
	switch {
	case b.label != "":
		return b.label + " " + b.text
	case b.item && !glyph.MatchString(b.text):
		return "· " + b.text
	}
	return b.text
}
