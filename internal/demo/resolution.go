package demo

import (
	"fmt"
	"html"
	"strings"

	"moothall/internal/council"
)

// tally is how a vote went.
type tally struct {
	yes, no, neither int
	unanimous        bool
}

func (t *tally) words(p *pen) string {
	switch {
	case t == nil:
		return ""
	case t.unanimous:
		return "(unanimously) "
	}
	parts := []string{fmt.Sprintf("%d for", t.yes)}
	if t.no > 0 {
		parts = append(parts, fmt.Sprintf("%d against", t.no))
	}
	if t.neither == 1 {
		parts = append(parts, "1 abstention")
	} else if t.neither > 1 {
		parts = append(parts, fmt.Sprintf("%d abstentions", t.neither))
	}
	return "(" + strings.Join(parts, ", ") + ") "
}

// divided is the vote at a stage, nil where none was minuted.
func (b *borough) divided(p *pen, s *stage, at *roll) *tally {
	chance := map[council.BodyKind]int{council.FullCouncil: 45, council.Regulatory: 35, council.Cabinet: 6, council.AreaCommittee: 5}[s.meeting.body.content.Kind]
	n := len(at.taking(s.item))
	if p.rng.IntN(100) >= chance || n < 3 {
		return nil
	}
	if p.rng.IntN(4) == 0 {
		return &tally{unanimous: true}
	}
	t := &tally{no: p.rng.IntN(max(1, n/3)), neither: p.rng.IntN(max(1, n/8))}
	t.yes = n - t.no - t.neither
	if t.no+t.neither == 0 {
		return &tally{unanimous: true}
	}
	return t
}

// resolution writes limbs in one of the forms in which clerks write them.
func resolution(p *pen, limbs []string, vote *tally) string {
	head := p.write("{RESOLVED –|RESOLVED –|RESOLVED –|RESOLVED -|RESOLVED: -|Resolved –|IT WAS RESOLVED}")
	if vote != nil {
		head = p.write("{RESOLVED –|RESOLVED}")
	}
	if len(limbs) == 1 {
		return oneLimb(p, head, limbs[0], vote)
	}
	switch p.rng.IntN(4) {
	case 0: // a list with letters, counted by the browser
		var out strings.Builder
		fmt.Fprintf(&out, "<p>%s %sThat:</p>\n<ol type=\"a\">\n", html.EscapeString(head), vote.words(p))
		for _, l := range limbs {
			fmt.Fprintf(&out, "<li>%s;</li>\n", html.EscapeString(l))
		}
		return out.String() + "</ol>\n"
	case 1: // all in one paragraph
		text := head + " " + vote.words(p)
		for i, l := range limbs {
			text += fmt.Sprintf("(%d) That %s. ", i+1, l)
		}
		return "<p>" + html.EscapeString(strings.TrimSpace(text)) + "</p>\n"
	}
	label := p.write("{(%d)|(%d)|(%d)}")
	out := ""
	for i, l := range limbs {
		text := fmt.Sprintf(label+" That %s.", i+1, l)
		if i == 0 {
			text = head + " " + vote.words(p) + text
		}
		out += "<p>" + html.EscapeString(text) + "</p>\n"
	}
	return out
}

func oneLimb(p *pen, head, limb string, vote *tally) string {
	noted := strings.HasSuffix(limb, "be noted")
	switch {
	case vote == nil && noted && p.rng.IntN(5) == 0:
		head = p.write("{AGREED –|NOTED –|AGREED:}")
	case vote == nil && p.rng.IntN(8) == 0:
		return "<p>RESOLVED:</p>\n<p>That " + html.EscapeString(limb) + ".</p>\n"
	case head == "IT WAS RESOLVED":
		return "<p>IT WAS RESOLVED that " + html.EscapeString(limb) + ".</p>\n"
	}
	return "<p>" + html.EscapeString(head+" "+vote.words(p)+"That "+limb+".") + "</p>\n"
}
