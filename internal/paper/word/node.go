package word

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"moothall/internal/paper/doc"
)

// node is an XML element. Names are without their namespace: the transitional and the strict form
// of the format differ in nothing else that matters here.
type node struct {
	name  string
	attrs []xml.Attr
	kids  []*node
	text  string // of an element without elements in it
}

// readNode reads the element that begins with start, to its end.
func readNode(d *xml.Decoder, start xml.StartElement) (*node, error) {
	root := &node{name: start.Name.Local, attrs: start.Attr}
	path := []*node{root}
	for count := 0; len(path) > 0; {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		at := path[len(path)-1]
		switch t := t.(type) {
		case xml.StartElement:
			if count++; count > maxNodes || len(path) > maxDepth {
				return nil, fmt.Errorf("an element %s holds more than %d elements or goes deeper than %d: %w", root.name, maxNodes, maxDepth, doc.ErrTooLarge)
			}
			n := &node{name: t.Name.Local, attrs: t.Attr}
			at.kids = append(at.kids, n)
			path = append(path, n)
		case xml.CharData:
			if len(at.kids) == 0 {
				at.text += string(t)
			}
		case xml.EndElement:
			path = path[:len(path)-1]
		}
	}
	return root, nil
}

// get is the value of an attribute, empty where there is none.
func (n *node) get(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// number is the value of an attribute as a number, or otherwise where it is none.
func (n *node) number(name string, otherwise int) int {
	v, err := strconv.Atoi(n.get(name))
	if err != nil {
		return otherwise
	}
	return v
}

// child goes down the names; nil where there is no such element.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		var found *node
		if n != nil {
			for _, k := range n.kids {
				if k.name == name {
					found = k
					break
				}
			}
		}
		n = found
	}
	return n
}

// on says whether a property such as <w:b/> is there and is not switched off.
func (n *node) on() bool {
	if n == nil {
		return false
	}
	switch n.get("val") {
	case "0", "false", "off":
		return false
	}
	return true
}

// allText is the text of the element and of those in it.
func (n *node) allText() string {
	if len(n.kids) == 0 {
		return n.text
	}
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.allText())
	}
	return b.String()
}
