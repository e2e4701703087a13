package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// within writes into a container, and leaves it with its only paragraph unwrapped.
func (c *cleaner) within(container *html.Node, write func()) {
	c.flush()
	c.into = append(c.into, container)
	word, rank := c.word, c.rank
	c.word, c.rank = wordPara{}, 0
	write()
	c.flush()
	c.word, c.rank = word, rank
	c.into = c.into[:len(c.into)-1]
	unwrapOnly(container)
}

// list copies a list. Words that stand straight in it become an item; a list straight within it
// belongs to the item before.
func (c *cleaner) list(n *html.Node) {
	c.flush()
	list := element("ul")
	if n.Data == "ol" {
		list = element("ol", listAttrs(n)...)
	}
	var stray []*html.Node
	for child := range n.ChildNodes() {
		switch {
		case child.Type == html.ElementNode && child.Data == "li":
			c.item(list, stray, nil)
			stray = nil
			c.item(list, slices.Collect(child.ChildNodes()), child)
		case child.Type == html.ElementNode && isList(child) && list.LastChild != nil && len(stray) == 0:
			c.within(list.LastChild, func() { c.node(child) })
		case len(stray) > 0 || child.Type != html.TextNode || fold(child.Data) != "":
			stray = append(stray, child)
		}
	}
	c.item(list, stray, nil)
	if list.FirstChild != nil {
		c.top().AppendChild(list)
	}
}

// item adds an item to a list, if it has words. source is nil where the page has none.
func (c *cleaner) item(list *html.Node, content []*html.Node, source *html.Node) {
	li := element("li")
	if source != nil && list.Data == "ol" {
		if v, ok := figure(attr(source, "value")); ok {
			li.Attr = append(li.Attr, html.Attribute{Key: "value", Val: strconv.Itoa(v)})
		}
	}
	c.within(li, func() {
		for _, n := range content {
			c.node(n)
		}
	})
	if li.FirstChild != nil {
		list.AppendChild(li)
	}
}

// strayItem puts an item that stands outside any list into one.
func (c *cleaner) strayItem(n *html.Node) {
	c.flush()
	list := c.top().LastChild
	if list == nil || !c.ours[list] {
		list = element("ul")
		c.ours[list] = true
	}
	c.item(list, slices.Collect(n.ChildNodes()), n)
	if list.FirstChild != nil && list.Parent == nil {
		c.top().AppendChild(list)
	}
}

func listAttrs(n *html.Node) []html.Attribute {
	var attrs []html.Attribute
	if kind := listKind(n); kind != "1" {
		attrs = append(attrs, html.Attribute{Key: "type", Val: kind})
	}
	if start, ok := figure(attr(n, "start")); ok && start != 1 {
		attrs = append(attrs, html.Attribute{Key: "start", Val: strconv.Itoa(start)})
	}
	return attrs
}

// figure reads a number that a list may begin at.
func figure(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0 && n < 10_000
}

// unwrapOnly takes the tag from the only paragraph in a list item or cell, if it stands first.
func unwrapOnly(n *html.Node) {
	first := n.FirstChild
	if first == nil || first.Type != html.ElementNode || first.Data != "p" {
		return
	}
	for s := first.NextSibling; s != nil; s = s.NextSibling {
		if n.Data != "li" || !isList(s) {
			return
		}
	}
	moveChildren(first, n, first)
	n.RemoveChild(first)
}

// moveChildren moves what from holds into another node, before one of its children or at its end.
func moveChildren(from, to, before *html.Node) {
	for from.FirstChild != nil {
		inner := from.FirstChild
		from.RemoveChild(inner)
		to.InsertBefore(inner, before)
	}
}

// wordPara is what Word's marks say of a paragraph: that it was an item of a list, and how deep.
type wordPara struct {
	list  bool
	level int
}

var wordLevel = regexp.MustCompile(`(?i)mso-list:\s*\S+\s+level(\d)`)

func readWordPara(n *html.Node, outer wordPara) wordPara {
	class, style := attr(n, "class"), attr(n, "style")
	m := wordLevel.FindStringSubmatch(style)
	if m == nil && !strings.HasPrefix(class, "MsoListParagraph") && !strings.HasPrefix(class, "MsoListBullet") {
		return outer
	}
	w := wordPara{list: true, level: 1}
	if m != nil {
		w.level = max(1, int(m[1][0]-'0'))
	}
	return w
}

var (
	anyGlyph = regexp.MustCompile(`^(?:[·•▪◦●‣\x{F0B7}\x{F0A7}]\s*)+`)
	// wordGlyph adds the letters that Word takes from Courier and Wingdings as bullets.
	wordGlyph = regexp.MustCompile(`^(?:[·•▪◦●‣\x{F0B7}\x{F0A7}]\s*|[-–*§o]\s+)+`)
)

// bulleted makes an item of a paragraph that begins with a bullet; others it leaves.
func (c *cleaner) bulleted(para *html.Node) {
	marks := anyGlyph
	if c.word.list {
		marks = wordGlyph
	}
	text := textOf(para)
	mark := marks.FindString(text)
	if mark == "" || strings.TrimSpace(text[len(mark):]) == "" {
		return
	}
	strip(para, len(mark))
	parent := para.Parent
	if parent.Data == "li" && para.PrevSibling == nil {
		return
	}
	list := c.listBefore(para)
	for level := 1; level < c.word.level && list.LastChild != nil; level++ {
		list = c.innerList(list.LastChild)
	}
	li := element("li")
	moveChildren(para, li, nil)
	parent.RemoveChild(para)
	list.AppendChild(li)
}

// listBefore is the list of bullets that ends just before the paragraph, or a new one there.
func (c *cleaner) listBefore(para *html.Node) *html.Node {
	if prev := para.PrevSibling; prev != nil && c.ours[prev] {
		return prev
	}
	list := element("ul")
	c.ours[list] = true
	para.Parent.InsertBefore(list, para)
	return list
}

func (c *cleaner) innerList(li *html.Node) *html.Node {
	if last := li.LastChild; last != nil && c.ours[last] {
		return last
	}
	list := element("ul")
	c.ours[list] = true
	li.AppendChild(list)
	return list
}

// strip takes n bytes from the beginning of a paragraph's text, and what is left empty by that.
func strip(para *html.Node, n int) {
	for n > 0 {
		leaf := para
		for leaf.FirstChild != nil {
			leaf = leaf.FirstChild
		}
		cut := min(n, len(leaf.Data))
		leaf.Data = leaf.Data[cut:]
		n -= cut
		for leaf != para && leaf.FirstChild == nil && (leaf.Type != html.TextNode || leaf.Data == "") {
			parent := leaf.Parent
			parent.RemoveChild(leaf)
			leaf = parent
		}
	}
}
