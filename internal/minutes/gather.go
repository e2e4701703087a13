package minutes

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// step is what the next line is to the resolution that is being gathered.
type step int

const (
	stop step = iota
	newLimb
	goOn // it continues the limb before it
	skipVote
)

// gather takes the lines from i that belong to the resolution, and returns the line after them.
func (b *block) gather(i int) int {
	for ; i < len(b.lines); i++ {
		l := b.lines[i]
		switch b.judgeLine(i) {
		case stop:
			return i
		case newLimb:
			b.startLimb(i)
		case goOn:
			b.pieces[len(b.pieces)-1].end = l.end
		case skipVote:
			return b.blockVote(i)
		}
	}
	return i
}

// startLimb begins a limb with line i.
func (b *block) startLimb(i int) {
	l, m := b.lines[i], b.marks[i]
	switch {
	case m.kind == labelled && readMark(b.line(i)).kind == labelled:
		b.addLabelled(m, l.start, l.end)
	case m.kind == labelled: // a number that only a browser shows
		b.top = m
		b.add(piece{mark: m, from: l.start, start: l.start + m.width, end: l.end})
	default:
		b.top = m
		if m.kind == bullet {
			b.top.label = ""
		}
		p := piece{mark: b.top, from: l.start, start: l.start + m.width, end: l.end}
		b.add(p)
		if len(b.pieces) == 1 && b.stem[1] == 0 && m.kind == noMark {
			b.splitStem()
		}
	}
}

// judgeLine decides what line i is to the resolution.
func (b *block) judgeLine(i int) step {
	if b.stops(i) {
		return stop
	}
	s := b.line(i)
	if len(b.pieces) > 0 {
		if v := onlyVote(s); v != nil {
			return skipVote
		}
		if _, next := b.namedVote(i); next > i {
			return skipVote
		}
	}
	m := b.marks[i]
	switch {
	case len(b.pieces) == 0:
		return newLimb
	case b.inTable(i):
		return goOn
	case b.lines[i].li != 0 && !b.lines[i].item && b.lines[i].li == b.lines[i-1].li:
		return goOn // the same list item
	case m.kind != noMark:
		return b.judgeMarked(i, m)
	}
	return b.judgePlain(i, s)
}

// judgeMarked decides for a line with a label or a bullet.
func (b *block) judgeMarked(i int, m mark) step {
	last := b.text(len(b.pieces) - 1)
	if b.top.kind == noMark {
		if b.soleStem(last) {
			p := b.pieces[0]
			b.stem, b.pieces = [2]int{p.start, p.end}, nil
			return newLimb
		}
		if s := b.line(i)[m.width:]; m.kind == labelled && !m.first() && ends(last) && len(b.pieces) == 1 && (opensThat(s) || actsAlone(s)) {
			return newLimb // the first label was left out
		}
		return b.nested(last)
	}
	sameLevel := b.top.kind == m.kind && b.top.form == m.form && sameCount(m, b.top)
	switch {
	case m.kind == labelled && m.follows(b.top, 2):
		return newLimb
	case m.kind == bullet && b.top.kind == bullet && m.label == b.sign():
		return newLimb
	case sameLevel && m.kind == labelled && !m.first():
		return newLimb
	}
	if b.successorAhead(i) || b.goesOnList(i, m) {
		return goOn
	}
	return b.nested(last)
}

// sign is the bullet that the limbs are marked with.
func (b *block) sign() string {
	p := b.pieces[len(b.pieces)-1]
	if b.str[p.from:p.start] == "" {
		return "li"
	}
	return readMark(b.str[p.from:p.end]).label
}

// nested decides for a marked line that is not a limb: a list within the limb goes on until it ends.
func (b *block) nested(last string) step {
	if ends(last) && !strings.Contains(last, "\n") || strings.HasSuffix(last, ".") && strings.Contains(last, "\n") {
		return stop
	}
	return goOn
}

// judgePlain decides for a line without a label.
func (b *block) judgePlain(i int, s string) step {
	last := b.text(len(b.pieces) - 1)
	switch {
	case !ends(last) && (b.lines[i].gap && hangs(last) || !b.lines[i].gap && !opensThat(s) || small(s)):
		if b.top.kind == noMark && b.soleStem(last) {
			p := b.pieces[0]
			b.stem, b.pieces = [2]int{p.start, p.end}, nil
			return newLimb
		}
		return goOn
	case b.top.kind == labelled && b.successorAhead(i):
		return goOn
	case opensThat(s) && (operative.MatchString(s) || b.stem[1] > 0):
		return newLimb
	case b.stem[1] > 0 && b.top.kind == noMark && listEnds(last):
		return newLimb
	}
	return stop
}

var (
	hanging = regexp.MustCompile(`(?:[,:–—-]|\b(?:and|or|the|of|to|that|be|for|with|by|in|on|a))$`)
	andEnds = regexp.MustCompile(`[;,](?: ?(?:and|or|and/or))?$`)
)

// hangs says whether a text cannot be complete.
func hangs(s string) bool { return hanging.MatchString(lastOf(s)) || andEnds.MatchString(lastOf(s)) }

func listEnds(s string) bool { return andEnds.MatchString(lastOf(s)) }

// lastOf is the end of a text, which decides how it goes on however long it is.
func lastOf(s string) string { return s[max(0, len(s)-endings):] }

// endings is how many bytes at the end of a text are looked at.
const endings = 48

// ends says whether a text ends as a sentence does.
func ends(s string) bool {
	s = strings.TrimRight(s, " )]’”'\"")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?")
}

func small(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func opensThat(s string) bool { return thatStarts.MatchString(s) || strings.HasPrefix(s, "And that ") }

// text is a piece's text, with its line ends.
func (b *block) text(n int) string { return b.str[b.pieces[n].start:b.pieces[n].end] }

// soleStem says whether the only piece so far is no limb but the introduction to limbs.
func (b *block) soleStem(last string) bool {
	return len(b.pieces) == 1 && b.stem[1] == 0 && stemEnds.MatchString(lastOf(last)) && !listOf.MatchString(last)
}

// listOf is an introduction whose list completes one limb: "That the following be appointed:".
var listOf = regexp.MustCompile(`(?i)\bfollowing\b|\bas follows\b|\bnamely\b|\bincluding\b|\b(?:delegated|authorised) .*\bto:?-?$`)

// ahead is how many lines of a limb may stand before the next label.
const ahead = 12

// successorAhead says whether a label that follows the last one stands at the beginning of a later line
// of the same resolution, so that what is between belongs to the limb.
func (b *block) successorAhead(i int) bool {
	if b.top.kind != labelled {
		return false
	}
	for j := i + 1; j < len(b.lines) && j <= i+ahead; j++ {
		if b.stops(j) {
			return false
		}
		if b.marks[j].follows(b.top, 0) {
			return true
		}
	}
	return false
}

// blockVote takes line i, and those that go on with it, as the vote on the whole resolution, and returns
// the line after it.
func (b *block) blockVote(i int) int {
	if v, next := b.namedVote(i); next > i {
		b.vote = v
		return next
	}
	l := b.lines[i]
	v := onlyVote(b.line(i))
	v.Span = b.span(l.start, l.end)
	b.vote = v
	return i + 1
}

var stopLine = regexp.MustCompile(`(?i)^(?:reasons?(?: for (?:the )?(?:decision|recommendation)s?)?\b ?[:–-]?$|reasons? for|reason: |reasons: |alternative|other options|options considered|minutes:|additional documents|documents:|note:|\(?note |notes:|meeting:|meeting closed|the meeting (?:closed|ended|finished|rose|commenced|adjourned)|chair(?:man)?$|in accordance with (?:standing|procedure|section)|\(?councillor|\(?cllr|\(?[a-z ]*(?:wished|requested|asked) (?:it|that|his|her|their)|wards? affected|supporting documents|officer contact|contact officer|background papers|the following|rhesym(?:au|wm)\b|cofnodion:|cyfarfod:|dogfennau ychwanegol|daeth y cyfarfod i ben|\(?the meeting|[_=*–—-]{3,}|at this (?:point|juncture))`)

// stops says whether line i begins something else than the resolution before it.
func (r *reader) stops(i int) bool {
	if r.stop[i] == 0 {
		r.stop[i] = -1
		s := r.line(i)
		h := r.heads[i]
		if r.lines[i].heading || h.verb != "" && h.start == 0 || stopLine.MatchString(s) || contactLabel.MatchString(s) || r.introduces(i) {
			r.stop[i] = 1
		}
	}
	return r.stop[i] > 0
}
