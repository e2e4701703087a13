package word

import (
	"maps"
	"strconv"
	"strings"

	"moothall/internal/paper/doc"
)

// level is one level of a numbering: how it counts, from where, and how the number is written, "%1.%2".
type level struct {
	numbering doc.Numbering
	none      bool // it shows no number
	start     int
	text      string
}

// maxLevel is the deepest level of a list in Word, counted from 0.
const maxLevel = 8

type levels [maxLevel + 1]level

// lists are the numberings of a paper, with how far each has counted.
type lists struct {
	abstract map[string]levels
	linked   map[string]string // by abstract numbering: the style whose numbering it takes
	byStyle  map[string]string // abstract numbering by the style that it is of
	num      map[string]numbering
	counts   map[string]*[maxLevel + 1]int
}

// numbering is a use of an abstract numbering, with what it changes in it.
type numbering struct {
	abstract string
	restarts map[int]int   // by level: the number that it begins again with
	own      map[int]level // by level
}

func (a *archive) lists(name string) (*lists, error) {
	l := &lists{
		abstract: map[string]levels{}, linked: map[string]string{}, byStyle: map[string]string{},
		num: map[string]numbering{}, counts: map[string]*[maxLevel + 1]int{},
	}
	return l, a.each(name, "numbering", func(n *node) error {
		switch n.name {
		case "abstractNum":
			id := n.get("abstractNumId")
			l.abstract[id] = readLevels(n)
			if style := n.child("styleLink").get("val"); style != "" {
				l.byStyle[style] = id
			}
			if style := n.child("numStyleLink").get("val"); style != "" {
				l.linked[id] = style
			}
		case "num":
			l.num[n.get("numId")] = readNumbering(n)
		}
		return nil
	})
}

func readNumbering(n *node) numbering {
	out := numbering{abstract: n.child("abstractNumId").get("val"), restarts: map[int]int{}, own: map[int]level{}}
	for _, k := range n.kids {
		at := k.number("ilvl", 0)
		if k.name != "lvlOverride" || at < 0 || at > maxLevel {
			continue
		}
		if start := k.child("startOverride"); start != nil {
			out.restarts[at] = start.number("val", 1)
		}
		if own := k.child("lvl"); own != nil {
			out.own[at] = readLevel(own)
		}
	}
	return out
}

func readLevels(n *node) (out levels) {
	for _, k := range n.kids {
		i := k.number("ilvl", -1)
		if k.name == "lvl" && i >= 0 && i <= maxLevel {
			out[i] = readLevel(k)
		}
	}
	return out
}

func readLevel(n *node) level {
	l := level{start: n.child("start").number("val", 1), text: n.child("lvlText").get("val")}
	switch n.child("numFmt").get("val") {
	case "bullet":
		l.numbering = doc.Bulleted
		l.none = strings.TrimSpace(l.text) == ""
	case "lowerLetter":
		l.numbering = doc.LowerAlpha
	case "upperLetter":
		l.numbering = doc.UpperAlpha
	case "lowerRoman":
		l.numbering = doc.LowerRoman
	case "upperRoman":
		l.numbering = doc.UpperRoman
	case "none":
		l.none = true
	default:
		l.numbering = doc.Decimal
		l.none = l.text == ""
	}
	return l
}

// mark is the number or bullet of a paragraph.
type mark struct {
	list   string // which numbering
	fresh  bool   // it begins to count again
	fixed  bool   // its label is a text that counts nothing
	hidden bool   // it shows nothing: the paragraph goes on with what is above it
	depth  int    // from 0
	level  level
	number int
	label  string // as printed, "2.1" or "(a)"; empty for a bullet
}

// plain says whether the label is one number with at most brackets and a stop about it, as the
// items of a list have; others, "2.1", are text.
func (m mark) plain() bool { return strings.Count(m.level.text, "%") <= 1 }

// find gives the levels of a use of a numbering, and the name by which it counts.
func (l *lists) find(id string) (n numbering, name string, out levels, ok bool) {
	n, ok = l.num[id]
	if !ok {
		return n, "", out, false
	}
	name = n.abstract
	if at, known := l.byStyle[l.linked[name]]; known {
		name = at
	}
	out, ok = l.abstract[name]
	for at, own := range n.own {
		out[at] = own
	}
	return n, name, out, ok
}

// next counts the numbering on and gives the paragraph's mark; nil where the number belongs to no
// numbering.
func (l *lists) next(id string, depth int) *mark {
	if depth < 0 || depth > maxLevel {
		return nil
	}
	n, name, levels, ok := l.find(id)
	if !ok {
		return nil
	}
	if levels[depth].none {
		return &mark{depth: depth, hidden: true}
	}
	counts := l.counts[name]
	if counts == nil {
		counts = &[maxLevel + 1]int{}
		l.counts[name] = counts
	}
	start, fresh := n.restarts[depth]
	switch {
	case fresh:
		counts[depth] = start - 1
		l.restarted(id, depth)
	case counts[depth] == 0:
		counts[depth] = levels[depth].start - 1
	}
	counts[depth]++
	for i := depth + 1; i <= maxLevel; i++ {
		counts[i] = 0
	}
	m := &mark{list: name, fresh: fresh, depth: depth, level: levels[depth], number: counts[depth]}
	if m.level.numbering != doc.Bulleted {
		m.label = label(m.level.text, levels, counts)
		m.fixed = !strings.Contains(m.level.text, "%")
	}
	return m
}

// restarted sees to it that a use of a numbering begins again but once.
func (l *lists) restarted(id string, depth int) {
	n := l.num[id]
	n.restarts = maps.Clone(n.restarts)
	delete(n.restarts, depth)
	l.num[id] = n
}

// label writes a number as its pattern says: "%1.%2" at the third item of the second part is "2.3".
func label(pattern string, levels levels, counts *[maxLevel + 1]int) string {
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
