package intake

import "golang.org/x/net/html"

// prune copies the part of a document whose texts kept lets through. Elements that hold nothing of
// it are left out; a table that holds only some of it was there for the look of the page, and is
// taken apart.
func prune(doc *html.Node, kept func(*html.Node) bool) []*html.Node {
	root := &html.Node{Type: html.ElementNode, Data: "div"}
	for _, c := range pruneNode(doc, kept) {
		root.AppendChild(c)
	}
	return []*html.Node{root}
}

func pruneNode(n *html.Node, kept func(*html.Node) bool) []*html.Node {
	switch {
	case n.Type == html.TextNode && kept(n):
		return []*html.Node{{Type: html.TextNode, Data: n.Data}}
	case n.Type == html.ElementNode && n.Data == "br":
		return []*html.Node{shallow(n)}
	case n.Type != html.ElementNode && n.Type != html.DocumentNode:
		return nil
	}
	var inner []*html.Node
	words := false
	for c := range n.ChildNodes() {
		for _, p := range pruneNode(c, kept) {
			words = words || p.Data != "br" || p.Type == html.TextNode
			inner = append(inner, p)
		}
	}
	cell := n.Data == "td" || n.Data == "th"
	switch {
	case n.Type == html.DocumentNode, n.Data == "table" && !whole(n, kept):
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

// whole says whether every word within the element is kept.
func whole(n *html.Node, kept func(*html.Node) bool) bool {
	for d := range n.Descendants() {
		if d.Type == html.TextNode && fold(d.Data) != "" && !kept(d) && !withinUnseen(d, n) {
			return false
		}
	}
	return true
}

func withinUnseen(n, top *html.Node) bool {
	for p := n.Parent; p != nil && p != top; p = p.Parent {
		if p.Type == html.ElementNode && unseen(p) {
			return true
		}
	}
	return false
}
