package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

var (
	listTypes   = regexp.MustCompile(`^[1aAiI]$`)
	scopes      = regexp.MustCompile(`^(?:col|row|colgroup|rowgroup)$`)
	smallNumber = regexp.MustCompile(`^[1-9][0-9]{0,2}$`)
	relation    = regexp.MustCompile(`^nofollow noopener$`)
)

// text adds words to the paragraph, and begins one where there is none.
func (c *cleaner) text(s string) {
	for s != "" {
		n := strings.IndexFunc(s, unicode.IsSpace)
		switch {
		case n == 0:
			c.space = true
			s = strings.TrimLeftFunc(s, unicode.IsSpace)
		case n < 0:
			c.add(s)
			return
		default:
			c.add(s[:n])
			s = s[n:]
		}
	}
}

func (c *cleaner) add(word string) {
	c.begin()
	c.close(c.common())
	if c.space && !c.empty() {
		appendText(c.at(), " ")
	}
	c.space = false
	for _, w := range c.wanted[len(c.open):] {
		inner := shallow(w)
		c.at().AppendChild(inner)
		c.open = append(c.open, inner)
	}
	appendText(c.at(), word)
}

// common is how many of the open elements are still wanted.
func (c *cleaner) common() int {
	n := 0
	for n < len(c.open) && n < len(c.wanted) && c.open[n].Data == c.wanted[n].Data && slices.Equal(c.open[n].Attr, c.wanted[n].Attr) {
		n++
	}
	return n
}

func (c *cleaner) close(keep int) { c.open = c.open[:keep] }

// at is where the next words go.
func (c *cleaner) at() *html.Node {
	if n := len(c.open); n > 0 {
		return c.open[n-1]
	}
	return c.para
}

func (c *cleaner) empty() bool { return c.para.FirstChild == nil }

func appendText(n *html.Node, s string) {
	if last := n.LastChild; last != nil && last.Type == html.TextNode {
		last.Data += s
		return
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: s})
}

// begin makes sure that there is a paragraph to write to.
func (c *cleaner) begin() {
	if c.para != nil {
		return
	}
	name := "p"
	if c.rank != 0 {
		name = c.headingName(c.rank)
	}
	c.para, c.open = element(name), nil
	c.top().AppendChild(c.para)
}

// flush ends the paragraph. One that begins with a bullet becomes an item of a list.
func (c *cleaner) flush() {
	para := c.para
	c.para, c.open, c.space = nil, nil, false
	if para != nil && para.Data == "p" {
		c.bulleted(para)
	}
}

func isList(n *html.Node) bool { return n.Data == "ul" || n.Data == "ol" }

// textOf is the text within a node.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
