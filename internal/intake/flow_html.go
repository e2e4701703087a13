package intake

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"moothall/internal/council"
)

// lineMark is the attribute in which each element carries the line it began on, since the parser
// does not tell. It never gets out: Clean lets no such attribute pass.
const lineMark = "data-source-line"

// numbered is the HTML with every start tag marked with its line.
func numbered(src string) string {
	var b strings.Builder
	b.Grow(len(src) * 2)
	z := html.NewTokenizer(strings.NewReader(src))
	for line := 1; ; {
		kind := z.Next()
		raw := string(z.Raw())
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			end := strings.IndexAny(raw, " \t\n\r\f/>") // of the name
			if end < 0 {
				end = len(raw)
			}
			b.WriteString(raw[:end] + " " + lineMark + `="` + strconv.Itoa(line) + `" ` + raw[end:])
		} else {
			b.WriteString(raw)
		}
		line += strings.Count(raw, "\n")
		if kind == html.ErrorToken {
			return b.String()
		}
	}
}

// flowOfHTML takes the blocks of an HTML page, without what surrounds its content: navigation,
// footer, scripts.
func flowOfHTML(name, src string) (*flow, error) {
	doc, err := html.Parse(strings.NewReader(numbered(src)))
	if err != nil {
		return nil, fmt.Errorf("read %s as HTML: %w: %w", name, err, council.ErrInvalid)
	}
	b := &blockBuilder{flow: flow{doc: doc, owner: map[*html.Node]int{}}, line: 1}
	b.walk(doc)
	b.end()
	b.extents = extents(doc, b.owner)
	return &b.flow, nil
}

// blockBuilder walks a document once.
type blockBuilder struct {
	flow
	current block
	text    strings.Builder
	space   bool
	line    int // of the last start tag
	lists   []listCount
	open    []openLink
}

// openLink is a link that has begun, and its index in current.links; -1 until it has words there.
type openLink struct {
	href string
	at   int
}

type listCount struct {
	kind  string // of an ordered list: "1", "a", …; empty for others
	next  int
	fresh bool // the item has no text yet
}

func (b *blockBuilder) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.put(n)
		return
	case n.Type == html.ElementNode:
		if unseen(n) || surrounding(n) {
			return
		}
		if l, err := strconv.Atoi(attr(n, lineMark)); err == nil {
			b.line = l
		}
	case n.Type != html.DocumentNode:
		return
	}
	b.enter(n)
	for c := range n.ChildNodes() {
		b.walk(c)
	}
	b.leave(n)
}

func (b *blockBuilder) enter(n *html.Node) {
	switch {
	case n.Data == "a":
		b.open = append(b.open, openLink{attr(n, "href"), -1})
	case n.Data == "br" || isBlock(n):
		b.end()
	}
	switch n.Data {
	case "ol":
		start, err := strconv.Atoi(attr(n, "start"))
		if err != nil {
			start = 1
		}
		b.lists = append(b.lists, listCount{kind: listKind(n), next: start})
	case "ul":
		b.lists = append(b.lists, listCount{})
	case "li":
		if last := len(b.lists) - 1; last >= 0 {
			b.lists[last].fresh = true
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		b.current.heading = true
	}
}

func (b *blockBuilder) leave(n *html.Node) {
	switch {
	case n.Data == "a" && len(b.open) > 0:
		b.closeLink()
	case isBlock(n):
		b.end()
		b.current.heading = false
	}
	if (n.Data == "ol" || n.Data == "ul") && len(b.lists) > 0 {
		b.lists = b.lists[:len(b.lists)-1]
	}
}

// closeLink ends the innermost link. One without words, an icon, stands where it is met.
func (b *blockBuilder) closeLink() {
	l := b.open[len(b.open)-1]
	b.open = b.open[:len(b.open)-1]
	if l.at < 0 {
		b.current.links = append(b.current.links, link{l.href, b.text.Len(), b.text.Len()})
		return
	}
	b.current.links[l.at].end = b.text.Len()
}

// put adds a text to the current block, or begins one with it. The words that begin a part of the
// page are a block of their own even within a paragraph.
func (b *blockBuilder) put(n *html.Node) {
	text := fold(n.Data)
	if text == "" {
		b.space = true
		b.owner[n] = len(b.blocks)
		return
	}
	alone := sectionOf(text) != noSection && b.text.Len() == 0
	if b.text.Len() == 0 {
		b.begin(n)
	} else if b.space || startsWithSpace(n.Data) {
		b.text.WriteByte(' ')
	}
	for i, l := range b.open {
		if l.at < 0 {
			b.open[i].at = len(b.current.links)
			b.current.links = append(b.current.links, link{href: l.href, start: b.text.Len()})
		}
	}
	b.text.WriteString(text)
	b.space = fold(n.Data[len(n.Data)-1:]) == "" || strings.HasSuffix(n.Data, "\u00a0")
	b.owner[n] = len(b.blocks)
	if alone {
		b.end()
	}
}

func startsWithSpace(s string) bool {
	for _, r := range s {
		return fold(string(r)) == ""
	}
	return false
}

func (b *blockBuilder) begin(n *html.Node) {
	b.current.line, b.current.leaf = b.line+leadingLines(n), n
	last := len(b.lists) - 1
	if last < 0 || !b.lists[last].fresh {
		return
	}
	l := &b.lists[last]
	l.fresh, b.current.item = false, true
	if l.kind != "" {
		b.current.label = listLabel(l.kind, l.next)
		l.next++
	}
}

// leadingLines counts the line ends before the first word of a text that follows its start tag.
func leadingLines(n *html.Node) int {
	if n.PrevSibling != nil {
		return 0
	}
	return strings.Count(n.Data[:len(n.Data)-len(strings.TrimLeft(n.Data, " \t\n\r\u00a0"))], "\n")
}

// end closes the current block, if it has words.
func (b *blockBuilder) end() {
	b.space = false
	if b.text.Len() == 0 {
		b.current.links = nil
		return
	}
	b.current.text = b.text.String()
	for i, l := range b.open {
		if l.at >= 0 {
			b.current.links[l.at].end, b.open[i].at = len(b.current.text), -1
		}
	}
	b.blocks = append(b.blocks, b.current)
	b.text.Reset()
	b.current = block{heading: b.current.heading}
}

// unseen are the elements whose content a browser does not show, and what Word has hidden.
func unseen(n *html.Node) bool {
	switch n.Data {
	case "script", "style", "template", "noscript", "iframe", "head", "title", "datalist", "object", "audio", "video", "canvas":
		return true
	}
	style := strings.ToLower(strings.ReplaceAll(attr(n, "style"), " ", ""))
	return strings.Contains(style, "mso-hide:all") || !isBlock(n) && strings.Contains(style, "display:none")
}

// surrounding are the parts of a page that are not its content.
func surrounding(n *html.Node) bool {
	switch n.Data {
	case "nav", "footer", "aside", "select", "button":
		return true
	}
	switch attr(n, "role") {
	case "navigation", "contentinfo", "search", "complementary":
		return true
	}
	return false
}

func isBlock(n *html.Node) bool {
	switch n.Data {
	case "p", "div", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "ul", "ol", "li", "dl", "dt", "dd",
		"h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "header", "footer", "nav", "aside", "form", "fieldset", "legend",
		"blockquote", "pre", "hr", "address", "center", "figure", "figcaption", "details", "summary", "body", "html", "hgroup", "menu", "dir":
		return true
	}
	return false
}
