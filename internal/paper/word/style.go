package word

import (
	"strconv"
	"strings"

	"moothall/internal/paper/doc"
)

// style is what a paragraph style says that matters here; what it leaves out, the style it is
// based on may say.
type style struct {
	basedOn      string
	outline      int // 1 to 6 for headings; 0 where it says nothing
	list         *node
	bold, italic *node
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

// level is one level of a numbering: how it counts, from where, and how the number is written, "%1.%2".
type level struct {
	numbering doc.Numbering
	none      bool // it shows no number
	start     int
	text      string
}

// maxLevel is the deepest level of a list in Word, counted from 0.
const maxLevel = 8

// lists are the numberings of a paper, with how far each has counted.
type lists struct {
	abstract map[string][maxLevel + 1]level
	num      map[string]string // abstract numbering by number
	restarts map[string]map[int]int
	counts   map[string]*[maxLevel + 1]int
}

func (a *archive) lists(name string) (*lists, error) {
	l := &lists{
		abstract: map[string][maxLevel + 1]level{}, num: map[string]string{},
		restarts: map[string]map[int]int{}, counts: map[string]*[maxLevel + 1]int{},
	}
	return l, a.each(name, "numbering", func(n *node) error {
		switch n.name {
		case "abstractNum":
			l.abstract[n.get("abstractNumId")] = readLevels(n)
		case "num":
			id := n.get("numId")
			l.num[id] = n.child("abstractNumId").get("val")
			l.restarts[id] = map[int]int{}
			for _, k := range n.kids {
				if start := k.child("startOverride"); k.name == "lvlOverride" && start != nil {
					l.restarts[id][k.number("ilvl", 0)] = start.number("val", 1)
				}
			}
		}
		return nil
	})
}

func readLevels(n *node) (out [maxLevel + 1]level) {
	for _, k := range n.kids {
		i := k.number("ilvl", -1)
		if k.name != "lvl" || i < 0 || i > maxLevel {
			continue
		}
		out[i] = level{start: k.child("start").number("val", 1), text: k.child("lvlText").get("val")}
		switch k.child("numFmt").get("val") {
		case "bullet":
			out[i].numbering = doc.Bulleted
		case "lowerLetter":
			out[i].numbering = doc.LowerAlpha
		case "upperLetter":
			out[i].numbering = doc.UpperAlpha
		case "lowerRoman":
			out[i].numbering = doc.LowerRoman
		case "upperRoman":
			out[i].numbering = doc.UpperRoman
		case "none":
			out[i].none = true
		default:
			out[i].numbering = doc.Decimal
		}
	}
	return out
}

// mark is the number or bullet of a paragraph.
type mark struct {
	list   string // which numbering
	depth  int    // from 0
	level  level
	number int
	label  string // as printed, "2.1" or "(a)"; empty for a bullet
}

// plain says whether the label is one number with at most brackets and a stop about it, as the
// items of a list have; others, "2.1", are text.
func (m mark) plain() bool { return strings.Count(m.level.text, "%") <= 1 }

// next counts the numbering on and gives the paragraph's mark; nil where the number belongs to no
// numbering or shows nothing.
func (l *lists) next(id string, depth int) *mark {
	abstract, ok := l.num[id]
	levels, known := l.abstract[abstract]
	if !ok || !known || depth < 0 || depth > maxLevel || levels[depth].none {
		return nil
	}
	counts := l.counts[abstract]
	if counts == nil {
		counts = &[maxLevel + 1]int{}
		l.counts[abstract] = counts
	}
	if start, ok := l.restarts[id][depth]; ok {
		counts[depth] = start - 1
		delete(l.restarts[id], depth)
	} else if counts[depth] == 0 {
		counts[depth] = levels[depth].start - 1
	}
	counts[depth]++
	for i := depth + 1; i <= maxLevel; i++ {
		counts[i] = 0
	}
	m := &mark{list: id, depth: depth, level: levels[depth], number: counts[depth]}
	if m.level.numbering != doc.Bulleted {
		m.label = label(m.level.text, levels, counts)
	}
	return m
}

// label writes a number as its pattern says: "%1.%2" at the third item of the second part is "2.3".
func label(pattern string, levels [maxLevel + 1]level, counts *[maxLevel + 1]int) string {
	for i := range levels {
		n := counts[i]
		if n == 0 {
			n = max(levels[i].start, 1)
		}
		written := strings.TrimSuffix(levels[i].numbering.Label(n), ".")
		pattern = strings.ReplaceAll(pattern, "%"+strconv.Itoa(i+1), written)
	}
	return strings.TrimSpace(pattern)
}
