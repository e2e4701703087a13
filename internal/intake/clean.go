package intake

import (
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Clean is an HTML fragment in the small, sound form in which prose goes into the record:
// paragraphs, lists, tables, headings that nest from h3, and emphasis, with links to http, https and
// mail addresses. What Word leaves behind becomes what it was meant to be. The words that a reader
// saw stay, all of them and in their order; nothing that could run, load or restyle anything does.
//
// Clean is idempotent. A fragment that cannot be parsed at all comes out as its text.
func Clean(fragment string) string {
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(fragment), context)
	if err != nil { // elements nested too deep
		nodes = []*html.Node{{Type: html.TextNode, Data: html.UnescapeString(bluemonday.StrictPolicy().Sanitize(fragment))}}
	}
	return cleanNodes(nodes, "")
}

// cleanNodes is Clean for what has been parsed. Links are resolved against base where it is known.
func cleanNodes(nodes []*html.Node, base string) string {
	c := newCleaner(base)
	for _, n := range nodes {
		c.node(n)
	}
	c.flush()
	var parts []string
	for n := range c.root.ChildNodes() {
		var b strings.Builder
		if err := html.Render(&b, n); err == nil { // a Builder never fails, and the tree is ours
			parts = append(parts, b.String())
		}
	}
	return policy().Sanitize(strings.Join(parts, "\n"))
}

// policy is the allow-list. What cleaner writes keeps to it already; that it is kept is for the
// maintained library to see to, not for us.
func policy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "ol", "ul", "li", "h3", "h4", "h5", "h6", "strong", "em", "sub", "sup", "del",
		"table", "caption", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("type").Matching(listTypes).OnElements("ol")
	p.AllowAttrs("value").Matching(bluemonday.Integer).OnElements("li")
	p.AllowAttrs("scope").Matching(scopes).OnElements("th")
	p.AllowAttrs("colspan", "rowspan").Matching(smallNumber).OnElements("th", "td")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(relation).OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnLinks(true)
	return p
}

// cleaner builds the clean tree from any other.
type cleaner struct {
	base   string
	root   *html.Node
	into   []*html.Node        // containers that are open: the root, list items, cells
	para   *html.Node          // the paragraph or heading that is being written, nil for none
	wanted []*html.Node        // emphasis and links around the next words, as patterns
	open   []*html.Node        // those that are open within para, outermost first
	space  bool                // is due before the next words
	ranks  []int               // headings that are open, as the source ranked them
	rank   int                 // of the heading that is being read, 0 for none
	word   wordPara            // what Word says of the paragraph that is being read
	inCell int                 // tables around
	ours   map[*html.Node]bool // lists made of paragraphs or of stray items
}

func newCleaner(base string) *cleaner {
	root := element("div")
	return &cleaner{base: base, root: root, into: []*html.Node{root}, ours: map[*html.Node]bool{}}
}

func element(name string, attrs ...html.Attribute) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: name, Attr: attrs}
}

func (c *cleaner) top() *html.Node { return c.into[len(c.into)-1] }

func (c *cleaner) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		c.text(n.Data)
	case n.Type == html.DocumentNode:
		c.children(n)
	case n.Type != html.ElementNode || unseen(n):
	default:
		c.element(n)
	}
}

func (c *cleaner) children(n *html.Node) {
	for child := range n.ChildNodes() {
		c.node(child)
	}
}

func (c *cleaner) element(n *html.Node) {
	switch n.Data {
	case "ul", "ol":
		c.list(n)
	case "li":
		c.strayItem(n)
	case "table":
		c.table(n)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.heading(n)
	case "br", "hr":
		c.flush()
	default:
		if isBlock(n) {
			c.block(n)
			return
		}
		c.inline(n)
	}
}

func (c *cleaner) block(n *html.Node) {
	c.flush()
	before := c.word
	c.word = readWordPara(n, before)
	c.children(n)
	c.flush()
	c.word = before
}

// inline writes what is within emphasis or a link; anything else inline is only its words.
func (c *cleaner) inline(n *html.Node) { c.emphasise(c.pattern(n), n) }

func (c *cleaner) emphasise(pattern, n *html.Node) {
	if pattern == nil {
		c.children(n)
		return
	}
	c.wanted = append(c.wanted, pattern)
	c.children(n)
	c.wanted = c.wanted[:len(c.wanted)-1]
}

// pattern is the clean form of an inline element; nil where it has none, or is within its like.
func (c *cleaner) pattern(n *html.Node) *html.Node {
	name := map[string]string{"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup",
		"s": "del", "strike": "del", "del": "del", "a": "a"}[n.Data]
	if name == "" {
		return nil
	}
	for _, w := range c.wanted {
		if w.Data == name {
			return nil
		}
	}
	if name != "a" {
		return element(name)
	}
	href := resolve(c.base, attr(n, "href"))
	if href == "" {
		return nil
	}
	return element("a", html.Attribute{Key: "href", Val: href}, html.Attribute{Key: "rel", Val: "nofollow noopener"})
}

// heading shifts a heading so that those of a fragment nest without a gap, the highest being h3.
// Within a list item or cell it is a strong paragraph.
func (c *cleaner) heading(n *html.Node) {
	c.flush()
	if c.top() != c.root || c.rank != 0 {
		c.emphasise(c.pattern(element("strong")), n)
		c.flush()
		return
	}
	c.rank = int(n.Data[1] - '0')
	c.children(n)
	c.rank = 0
	c.flush()
}

// headingName is the name of a heading that the source ranks so.
func (c *cleaner) headingName(rank int) string {
	for len(c.ranks) > 0 && c.ranks[len(c.ranks)-1] >= rank {
		c.ranks = c.ranks[:len(c.ranks)-1]
	}
	c.ranks = append(c.ranks, rank)
	return "h" + string(rune('0'+min(2+len(c.ranks), 6)))
}
