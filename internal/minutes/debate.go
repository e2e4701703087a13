package minutes

import "regexp"

const member = `(?:(?:(?:A|One|Another) (?i:member|councillor)(?: of the (?:Committee|Sub-Committee|Panel|Board|Council|Forum))?|Members|(?:Councillors?|Cllrs?\.?)(?: (?:\p{Lu}[\p{L}’'.-]*|and|de|van))+|The (?:Scrutiny )?(?:Committee|Sub-Committee|Panel|Board|Forum))(?: \([^()]{1,40}\))?(?: (?:also|then|further|next|again))?)`

var (
	// asks opens a member's question or comment in running prose.
	asks = regexp.MustCompile(`^` + member + ` (?:(?:asked|enquired|inquired)(?: (?:the|an?) [\w -]{1,40}?| officers)? (?:whether|if|how|what|why|when|who|where|which|about|for (?:clarification|assurances?|an update|more|further|details))|` +
		`queried|questioned|wondered|sought (?:further |some )?(?:clarification|assurances?|reassurance|confirmation)|requested (?:clarification|further information|an update)|` +
		`expressed (?:some |their |his |her )?concerns?|raised (?:a |the |some |their |his |her )?(?:concerns?|questions?|issues?)|commented that|suggested that|(?:was|were) concerned)\b`)
	// narrates opens a sentence in which the minutes go on.
	narrates = regexp.MustCompile(`^(?:The (?:Chair(?:man|person|woman)?|Vice-Chair|Mayor|Committee|Sub-Committee|Cabinet|Board|Panel|Council|Forum|meeting)(?: then| also)? (?:thanked|noted|considered|agreed|resolved|voted|adjourned|closed|received|moved|discussed|invited|asked|debated|was|drew|put)\b|` +
		`The (?:motion|amendment|recommendations?)\b|Members (?:noted|thanked|agreed|considered|then|resolved|were|debated)\b|It was (?:moved|proposed|agreed|resolved|then|noted)\b|(?:Councillor|Cllr)[^.]{1,60} (?:moved|proposed|seconded|left|declared|thanked)\b|` +
		`(?:Following|Having|After|On being|Upon|At this|In conclusion|In summary|Moved|Proposed|Resolved|There being|A vote)\b)`)
	following = regexp.MustCompile(`(?i)\bfollowing\b|\bas follows\b`)
	goesOnAs  = regexp.MustCompile(`^(?:He|She|They|This) `)
)

// readDebate reads the questions that members asked in a paragraph of running prose, with the answers that
// follow them there or open the next paragraph. It returns the line after; i for none.
func (r *reader) readDebate(i int) int {
	l, s := r.lines[i], r.line(i)
	if r.marks[i].kind != noMark || l.heading || r.heads[i].verb != "" || len(s) > longestDebate {
		return i
	}
	var points []raised
	starts := append(sentences(s), len(s)+1)
	for k, at := range starts[:len(starts)-1] {
		points = addSentence(points, s, at, starts[k+1]-1, l.start)
	}
	if len(points) == 0 {
		return i
	}
	last, next := &points[len(points)-1], i+1
	if last.answer == 0 && last.end == l.end && next < len(r.lines) && r.marks[next].kind == noMark && r.heads[next].verb == "" {
		if n := r.lines[next]; !n.heading && opensAnswer(r.line(next), r.pointText(points)) {
			last.extend(n.start, n.end)
			next++
		}
	}
	r.emitPoints(points)
	return next
}

// longestDebate is the longest paragraph, in bytes, that is read for questions.
const longestDebate = 20_000

// addSentence takes in the sentence s[at:end] of a line that begins at start.
func addSentence(points []raised, s string, at, end, start int) []raised {
	end = trimEnd(s, at, end)
	sentence := s[at:end]
	if asks.MatchString(sentence) {
		return append(points, raised{from: start + at, start: start + at, end: start + end})
	}
	if len(points) == 0 {
		return points
	}
	last := &points[len(points)-1]
	touches := trimEnd(s, 0, at)+start == last.end
	switch {
	case !touches || narrates.MatchString(sentence):
	case last.answer > 0 || goesOnAs.MatchString(sentence):
		last.end = start + end
	case opensAnswer(sentence, s[last.start-start:last.end-start]):
		last.extend(start+at, start+end)
	}
	return points
}

// readParagraphs reads points that line i introduces as the following, and that stand in paragraphs
// without bullets. It returns the line after them; i for none.
func (r *reader) readParagraphs(i int) int {
	if i+1 >= len(r.lines) || !r.introducesParagraphs(i) {
		return i
	}
	var points []raised
	j := i + 1
	for ; j < len(r.lines); j++ {
		s := r.line(j)
		if r.marks[j].kind != noMark || r.heads[j].verb != "" || r.ended(j) || narrates.MatchString(s) || opensThat(s) && operative.MatchString(s) {
			break
		}
		if len(points) > 0 && points[len(points)-1].answer > 0 && goesOnAs.MatchString(s) {
			points[len(points)-1].end = r.lines[j].end
			continue
		}
		points = r.addPoint(points, r.lines[j], mark{})
	}
	if len(points) == 0 {
		return i
	}
	r.emitPoints(points)
	return j
}

func (r *reader) introducesParagraphs(i int) bool {
	s := r.line(i)
	s = s[sentenceStart(s, max(0, len(s)-1)):]
	if !introEnds.MatchString(s) || !following.MatchString(s) || notIntro.MatchString(s) || r.marks[i+1].kind != noMark {
		return false
	}
	return introSubject.MatchString(s) && introAct.MatchString(s) || introVerb.MatchString(s)
}
