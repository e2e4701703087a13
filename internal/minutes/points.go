package minutes

import (
	"regexp"
	"strings"
)

var (
	introSubject = regexp.MustCompile(`(?i)\b(?:comments?|issues?|points?|questions?|observations?|matters|views?|concerns?|suggestions?|queries|remarks|responses? to questions)\b`)
	introAct     = regexp.MustCompile(`(?i)\b(?:rais(?:ed|ing)|made|making|asked|asking|discussed|expressed|highlighted|following|put|noted|emerged|arose|offered|commented)\b`)
	introShort   = regexp.MustCompile(`(?i)^(?:members.? |councillors.? |the committee.s )?(?:comments?|issues?|points?|questions?|observations|discussion)(?:(?: and |, | ?/ ?| & )(?:comments?|issues?|points?|questions?|answers?|observations))*(?: (?:raised|made|asked))?(?: by (?:members|councillors|the committee))? ?[:–-]*$`)
	introWelsh   = regexp.MustCompile(`(?i)\b(?:sylwadau|pwyntiau|cwestiynau|materion|pryderon|awgrymiadau)\b.*\b(?:canlynol|a ganlyn)\b.{0,40}(?::|[:;] ?[-–—]|[-–—])$`)
	introEnds    = regexp.MustCompile(`(?::|[:;] ?[-–—]|[-–—])$`)
	introVerb    = regexp.MustCompile(`(?i)\b(?:committee|members|councillors|panel|board|forum|cabinet|meeting)\b[^.]*\b(?:commented|asked|raised|queried|discussed|observed|made|questioned|considered|noted|suggested|enquired)\b`)
	notIntro     = regexp.MustCompile(`(?i)\b(?:report|presentation|strategy|plan|officers?|director|representative|update|briefing|paper|consultation|survey|residents|petitioners?)\b[^.,;]*\b(?:outlined|highlighted|set out|included?s?|presented|addressed|detailed|covers?|covered|identified|contained|sought|summarised|reported|explained|informed)\b|\b(?:asked|invited|recommended|requested|resolved|agreed|moved|seconded) (?:to|that)\b|\b(?:amendments?|motion|recommendations?|resolutions?|declarations?|apologies|interests)\b`)
)

// introduces says whether line i introduces points raised, which the next line must begin to list.
func (r *reader) introduces(i int) bool {
	if i+1 >= len(r.lines) || r.marks[i+1].kind == noMark || r.lines[i+1].heading {
		return false
	}
	s := r.line(i)
	s = s[sentenceStart(s, max(0, len(s)-1)):]
	if introShort.MatchString(s) || introWelsh.MatchString(s) {
		return true
	}
	if !introEnds.MatchString(s) || notIntro.MatchString(s) {
		return false
	}
	return introSubject.MatchString(s) && introAct.MatchString(s) || introVerb.MatchString(s) && !r.marks[i+1].resolves(r.line(i+1))
}

// resolves says whether a marked line reads as a limb of a resolution rather than a point.
func (m mark) resolves(s string) bool { return thatStarts.MatchString(s[m.width:]) }

// raised is a point while it is being gathered, as places in flat.str.
type raised struct{ from, start, end, answer int }

// readPoints reads the points that line i introduces, and returns the line after them; i for none.
func (r *reader) readPoints(i int) int {
	if !r.introduces(i) {
		return i
	}
	first := r.marks[i+1]
	depth := r.lines[i+1].depth
	var points []raised
	j := i + 1
	for ; j < len(r.lines); j++ {
		if j > i+1 && r.ended(j) {
			break
		}
		l, m := r.lines[j], r.marks[j]
		switch {
		case r.samePointLevel(j, first, depth):
			points = r.addPoint(points, l, m)
		case r.continuesPoint(j, first, depth):
			points[len(points)-1].end = l.end
		case opensAnswer(r.line(j), r.pointText(points)):
			points[len(points)-1].extend(l.start, l.end)
		default:
			r.emitPoints(points)
			return j
		}
	}
	r.emitPoints(points)
	return j
}

func (r *reader) pointText(points []raised) string {
	p := points[len(points)-1]
	return r.str[p.start:p.end]
}

// ended says whether line j begins something else: a resolution, a contact, another list of points.
func (r *reader) ended(j int) bool {
	if r.lines[j].heading || contactLabel.MatchString(r.line(j)) {
		return true
	}
	if r.marks[j].kind != noMark {
		return false
	}
	h := r.heads[j]
	return h.verb != "" && h.start == 0 || r.introduces(j) || sectionLine.MatchString(r.line(j))
}

var sectionLine = regexp.MustCompile(`^(?:Minutes:|Additional documents:|Meeting: |Decision:)`)

// samePointLevel says whether line j is a point, not a list within one.
func (r *reader) samePointLevel(j int, first mark, depth int) bool {
	m := r.marks[j]
	switch {
	case m.kind != first.kind || r.lines[j].depth != depth:
		return false
	case m.kind == labelled:
		return m.form == first.form && sameCount(m, first)
	}
	return m.label == first.label || dashes(m.label) && dashes(first.label)
}

func dashes(label string) bool { return strings.Contains("-–—−", label) }

// sameCount says whether two labels count in the same way.
func sameCount(a, b mark) bool {
	counts := b.counts()
	for style := range a.counts() {
		if _, ok := counts[style]; ok {
			return true
		}
	}
	return false
}

// addPoint adds a point, unless it is the answer to the question before it.
func (r *reader) addPoint(points []raised, l line, m mark) []raised {
	start := l.start + m.width
	if len(points) > 0 && points[len(points)-1].answer == 0 && opensAnswer(r.str[start:l.end], r.pointText(points)) {
		points[len(points)-1].extend(start, l.end)
		return points
	}
	p := raised{from: l.start, start: start, end: l.end}
	if at := answerWithin(r.str[start:l.end]); at > 0 {
		p.answer = start + at
	}
	return append(points, p)
}

// extend adds an answer that stands at start, or goes on with one.
func (p *raised) extend(start, end int) {
	if p.answer == 0 {
		p.answer = start
	}
	p.end = end
}

// continuesPoint says whether line j goes on with the point before it: a list within it, a line that was
// broken off, or a paragraph between two points.
func (r *reader) continuesPoint(j int, first mark, depth int) bool {
	l := r.lines[j]
	m := r.marks[j]
	switch {
	case l.li != 0 && !l.item && l.li == r.lines[j-1].li, l.depth > depth:
		return !opensAnswer(r.line(j), "?")
	case m.kind != noMark:
		return l.depth == depth && r.pointAhead(j, first, depth) || hangs(r.line(j-1)) || m.kind != first.kind && r.marks[j-1].kind == m.kind
	}
	return small(r.line(j)) && !ends(r.line(j-1)) || !opensAnswer(r.line(j), "?") && r.pointAhead(j, first, depth)
}

// pointAhead says whether another point follows within three lines, before anything else begins.
func (r *reader) pointAhead(j int, first mark, depth int) bool {
	for k := j + 1; k < len(r.lines) && k <= j+3; k++ {
		if r.ended(k) {
			return false
		}
		if r.samePointLevel(k, first, depth) {
			return true
		}
	}
	return false
}

func (r *reader) emitPoints(points []raised) {
	for _, p := range points {
		q := Point{Text: r.fold(p.start, p.end), Span: r.span(p.from, p.end)}
		if p.answer > 0 {
			q.Text, q.Answer = r.unmarked(p.start, p.answer), r.fold(p.answer, p.end)
			q.AnswerSpan = r.span(p.answer, p.end)
		}
		r.out.Points = append(r.out.Points, q)
	}
}

// unmarked is the text of a question whose answer has a bullet of its own, without that bullet.
func (r *reader) unmarked(start, answer int) string {
	s := r.str[start:answer]
	if n := strings.LastIndexByte(s, '\n'); n >= 0 && readMark(r.str[start+n+1:]).width == len(s)-n-1 {
		s = s[:n]
	}
	return strings.TrimSpace(strings.ReplaceAll(s, "\n", " "))
}
