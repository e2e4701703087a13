package minutes

import (
	"regexp"
	"strings"

	"moothall/internal/council"
)

var (
	onlyProposed = regexp.MustCompile(`(?i)\b(?:mov(?:ed|ing)|motion|amendment|proposed|propos(?:al|ing)|second(?:ed|ing)|asked to|invited to|recommended|recommendations?|inviting|requested|considered (?:the|whether)|submitted|suggest(?:ed|ion)|lost|tabled|notice)\b`)
	decidedHere  = regexp.MustCompile(`(?i)\b(?:carried|it was (?:then )?(?:agreed|decided|resolved)|(?:committee|cabinet|council|board|panel|members|councillors|meeting|forum)(?: then| unanimously)? (?:agreed|decided|resolved)|and (?:agreed|decided|resolved|unanimously agreed|unanimously resolved)|therefore|accordingly|decision)\b`)
)

// toAct opens a limb in an infinitive: "1. To approve the scheme."
var toAct = regexp.MustCompile(`^[Tt]o (?:note|receive|approve|adopt|endorse|support|agree|accept|delegate|authorise|defer|reject|refuse|grant|refer|recommend|ratify|confirm)\b`)

// standsAlone says whether a line reads as a limb: "That the report be noted."
func standsAlone(s string) bool {
	return opensThat(s) && (operative.MatchString(s) || stemEnds.MatchString(s))
}

// readStanding reads a resolution that has no headline: "That the report be noted." in a line of its
// own, after a line that ends in a colon. A motion that was only moved is not one.
func (r *reader) readStanding(i int) int {
	if i == 0 || r.stops(i) {
		return i
	}
	before := r.line(i - 1)
	s := r.line(i)
	m := r.marks[i]
	last := before[sentenceStart(before, max(0, len(before)-1)):]
	if !introEnds.MatchString(before) || !standsAlone(s[m.width:]) && !(m.first() && decidedHere.MatchString(last) && toAct.MatchString(s[m.width:])) {
		return i
	}
	if m.kind == bullet || onlyProposed.MatchString(last) && !decidedHere.MatchString(last) {
		return i
	}
	verb := council.Resolved
	if strings.Contains(last, "agreed") {
		verb = council.Agreed
	}
	b := &block{reader: r, head: head{verb: verb}, from: r.lines[i].start, standing: true}
	b.vote = r.voteBefore(i, 0)
	next := b.gather(i)
	if len(b.pieces) == 0 {
		return i
	}
	b.emit()
	return next
}
