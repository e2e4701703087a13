package intake

import "golang.org/x/net/html"

// extent is which blocks of a flow the words within a node belong to: from first up to last.
type extent struct{ first, last int }

// extents are those of every node that has words, found in one walk.
func extents(doc *html.Node, owner map[*html.Node]int) map[*html.Node]extent {
	all := map[*html.Node]extent{}
	for n := range doc.Descendants() {
		i, ok := owner[n]
		if !ok || n.Type != html.TextNode || fold(n.Data) == "" {
			continue
		}
		for p := n; p != nil; p = p.Parent {
			e, known := all[p]
			if known && i >= e.first && i <= e.last {
				break // what is around it knows of the block too
			}
			if !known {
				e = extent{i, i}
			}
			all[p] = extent{min(e.first, i), max(e.last, i)}
		}
	}
	return all
}

// pruner copies the part of a document that blocks from up to to make, of those that keep lets
// through. Elements that hold nothing of it are left out; a table that holds only some of it was
// there for the look of the page, and is taken apart.
type pruner struct {
	flow     *flow
	from, to int
	keep     func(i int) bool
}

func (p pruner) prune() []*html.Node {
	root := element("div")
	for _, c := range p.node(p.flow.doc) {
		root.AppendChild(c)
	}
	return []*html.Node{root}
}

func (p pruner) kept(n *html.Node) bool {
	i, ok := p.flow.owner[n]
	return ok && i >= p.from && i < p.to && p.keep(i)
}

// outside says whether an element has words, and none of them in the part that is copied.
func (p pruner) outside(n *html.Node) bool {
	e, ok := p.flow.extents[n]
	return ok && (e.last < p.from || e.first >= p.to)
}

func (p pruner) node(n *html.Node) []*html.Node {
	switch {
	case n.Type == html.TextNode && p.kept(n):
		return []*html.Node{{Type: html.TextNode, Data: n.Data}}
	case n.Type == html.ElementNode && n.Data == "br":
		return []*html.Node{shallow(n)}
	case n.Type != html.ElementNode && n.Type != html.DocumentNode, p.outside(n):
		return nil
	}
	var inner []*html.Node
	words := false
	for c := range n.ChildNodes() {
		for _, copied := range p.node(c) {
			words = words || copied.Data != "br" || copied.Type == html.TextNode
			inner = append(inner, copied)
		}
	}
	cell := n.Data == "td" || n.Data == "th"
	switch {
	case n.Type == html.DocumentNode, n.Data == "table" && !p.whole(n):
		return inner
	case !words && !cell:
		return nil
	}
	copied := shallow(n)
	for _, c := range inner {
		copied.AppendChild(c)
	}
	return []*html.Node{copied}
}

func shallow(n *html.Node) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: n.Data, DataAtom: n.DataAtom, Namespace: n.Namespace, Attr: n.Attr}
}

// whole says whether every word of the element is in the part that is copied.
func (p pruner) whole(n *html.Node) bool {
	e, ok := p.flow.extents[n]
	if !ok || e.first < p.from || e.last >= p.to {
		return false
	}
	for i := e.first; i <= e.last; i++ {
		if !p.keep(i) {
			return false
		}
	}
	return true
}
