package word

import (
	"strconv"
	"strings"
)

// style is what a paragraph style says that matters here; what it leaves out, the style it is
// based on may say.
type style struct {
	basedOn      string
	outline      int // 1 to 6 for headings; 0 where it says nothing
	list         *node
	bold, italic *node
	caption      bool // of a table
	goesOn       int  // a further paragraph of a list's item of this depth, from 1; 0 for none
	firstRow     bool // of tables: the first row looks like a heading
	firstColumn  bool
}

// styles are the styles of a paper.
type styles struct {
	byID map[string]style
	lang string // of the paper
}

// maxBased bounds how far styles are followed to those they are based on, which may go in a ring.
const maxBased = 20

func (a *archive) styles(name string) (styles, error) {
	s := styles{byID: map[string]style{}}
	err := a.each(name, "styles", func(n *node) error {
		switch n.name {
		case "docDefaults":
			s.lang = n.child("rPrDefault", "rPr", "lang").get("val")
		case "style":
			s.byID[n.get("styleId")] = newStyle(n)
		}
		return nil
	})
	return s, err
}

func newStyle(n *node) style {
	s := style{
		basedOn: n.child("basedOn").get("val"),
		list:    n.child("pPr", "numPr"),
		bold:    n.child("rPr", "b"),
		italic:  n.child("rPr", "i"),
	}
	s.outline = outline(n.child("pPr"))
	name := strings.ToLower(n.child("name").get("val"))
	if level, ok := strings.CutPrefix(name, "heading "); ok && s.outline == 0 {
		if v, err := strconv.Atoi(level); err == nil && v >= 1 && v <= 9 {
			s.outline = min(v, 6)
		}
	}
	if name == "title" {
		s.outline = 1
	}
	s.caption = name == "caption"
	if depth, ok := strings.CutPrefix(name, "list continue"); ok {
		s.goesOn = 1
		if v, err := strconv.Atoi(strings.TrimSpace(depth)); err == nil && v <= maxLevel+1 {
			s.goesOn = max(v, 1)
		}
	}
	for _, k := range n.kids {
		s.firstRow = s.firstRow || k.name == "tblStylePr" && k.get("type") == "firstRow"
		s.firstColumn = s.firstColumn || k.name == "tblStylePr" && k.get("type") == "firstCol"
	}
	return s
}

// outline is the level of heading that a paragraph's properties give it; 0 for none.
func outline(properties *node) int {
	level := properties.child("outlineLvl").number("val", -1)
	if level < 0 || level > 8 {
		return 0
	}
	return min(level+1, 6)
}

// find follows a style to the first of those it is based on for which the question has an answer.
func (s styles) find(id string, has func(style) bool) style {
	for range maxBased {
		at, ok := s.byID[id]
		if !ok || has(at) {
			return at
		}
		id = at.basedOn
	}
	return style{}
}
