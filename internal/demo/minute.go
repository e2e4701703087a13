package demo

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/minutes"
)

// minute writes what happened at an item, and reads its points and limbs back from that.
func (b *borough) minute(m *meeting, t *tabled, at *roll) gazette.ItemMinute {
	prose := ""
	switch {
	case t.Heading:
		return gazette.ItemMinute{}
	case t.step != nil && t.step.fate == passedOver:
		return gazette.ItemMinute{}
	case t.step == nil:
		prose = b.standing(m, t, at)
	case t.step.hears != nil:
		prose = b.hearingMinute(t.step, at)
	case t.step.told != nil:
		prose = b.tellMinute(t.step, at)
	default:
		prose = b.matterMinute(m, t.step, at)
	}
	if prose == "" {
		return gazette.ItemMinute{}
	}
	return b.readBack(t.Number, prose, m.day(), at)
}

// readBack is a minute with all that the reader of minutes finds in its prose, and nothing else.
func (b *borough) readBack(item int, prose string, on council.Day, at *roll) gazette.ItemMinute {
	out := gazette.ItemMinute{Item: item, Prose: en(prose)}
	reading := minutes.ReadHTML(prose)
	for _, p := range reading.Points {
		out.Points = append(out.Points, gazette.Point{Text: p.Text, Answer: p.Answer, By: at.raised(p.Text)})
	}
	for _, l := range reading.Resolution {
		text := l.Text
		if l.Stem != "" {
			text = l.Stem + " " + l.Text
		}
		limb := gazette.Limb{Label: l.Label, Verb: l.Verb, Text: text, Addressee: l.Addressee,
			AddresseeBody: b.bodyNamed(l.Addressee, on), InConsultationWith: l.InConsultationWith}
		if l.Vote != nil {
			limb.Vote = &gazette.Vote{For: l.Vote.For, Against: l.Vote.Against, Abstained: l.Vote.Abstained, Unanimous: l.Vote.Unanimous}
		}
		out.Resolution = append(out.Resolution, limb)
	}
	return out
}

// bodyNamed is the number of the body of that name on a day; 0 for none.
func (b *borough) bodyNamed(name string, on council.Day) int {
	if name == "" {
		return 0
	}
	folded := gazette.FoldBodyName(name)
	for _, body := range b.bodies {
		if gazette.FoldBodyName(body.content.NameOn(on).En) == folded {
			return body.number
		}
	}
	return 0
}

// matterMinute writes the minute of a matter from its template.
func (b *borough) matterMinute(m *meeting, s *stage, at *roll) string {
	p := b.pen("minute", s.matter.template.key, s.matter.year, s.matter.title, m.number)
	p.values = s.matter.values
	b.bodyWords(p, s)
	b.movers(p, m, at)
	var out strings.Builder
	para := func(text string) { fmt.Fprintf(&out, "<p>%s</p>\n", html.EscapeString(text)) }
	para(opening(p, s))
	switch s.fate {
	case withdrawn:
		para(p.write("The {chairword} reported that the {item|report} had been withdrawn {at the request of the applicant|so that further advice could be taken|because the matter had since been settled}."))
		return out.String() + resolution(p, []string{"the item be withdrawn from the agenda"}, nil)
	case deferred:
		para(p.write("{Members were of the view that they did not yet have enough information.|It was moved and seconded that the matter stand over.|Residents had asked for more time to comment, and members agreed that this was reasonable.}"))
		return out.String() + resolution(p, []string{p.write("consideration of the {item|matter} be deferred to the next meeting of the {bodyname} {to allow for a site visit|so that further information can be provided|to allow further consultation with residents}")}, nil)
	}
	if said := s.matter.template.all("said"); len(said) > 0 && len(s.matter.exempt) == 0 {
		para(p.write(said[p.rng.IntN(len(said))]))
	} else if len(s.matter.topic.said) > 0 && !s.matter.template.has("plain") && p.rng.IntN(3) > 0 && len(s.matter.exempt) == 0 {
		para(p.write(s.matter.topic.said[p.rng.IntN(len(s.matter.topic.said))]))
	}
	for _, d := range at.declared {
		if d.Item == s.item && d.Withdrew {
			para(at.named(d.Person) + ", having declared an interest, left the room and took no part in the item.")
		}
	}
	if at.visiting(s.matter.lead) {
		para(p.write("{@attended}"))
	}
	out.WriteString(b.pointsRaised(p, s, at))
	limbs := b.resolvedLimbs(p, s)
	return out.String() + resolution(p, limbs, b.divided(p, s, at))
}

func opening(p *pen, s *stage) string {
	switch {
	case s.matter.template.route[0] == "Q":
		return p.write("It was moved by {mover} and seconded by {seconder} that the motion set out in the agenda be carried. {The debate lasted for {n 10 45} minutes and {n 4 14} members spoke.|Several members spoke in support.|An amendment was moved and lost.}")
	case s.meeting.body.key == "cabinet":
		return p.write("{@cabopened} {@setting} " + s.matter.values["about"] + ".")
	case s.meeting.body.key == "council":
		return p.write("The {lead} submitted a report (copies of which had been circulated) {@setting} " + s.matter.values["about"] + ".")
	}
	return p.write("{@opened} {@setting} " + s.matter.values["about"] + ".")
}

// pointsRaised writes the points that members raised, as many as the body is given to.
func (b *borough) pointsRaised(p *pen, s *stage, at *roll) string {
	if len(s.matter.exempt) > 0 && !s.matter.partly() {
		return ""
	}
	most := map[council.BodyKind]int{council.Scrutiny: 5, council.AreaCommittee: 4, council.Cabinet: 2, council.Regulatory: 3, council.PartnershipBody: 4}[s.meeting.body.content.Kind]
	n := p.rng.IntN(most + 1)
	if s.meeting.body.content.Kind == council.Scrutiny {
		n = max(n, 1)
	}
	points := s.matter.pointsOn(p, n)
	if len(points) == 0 {
		return ""
	}
	speakers := at.taking(s.item)
	var out strings.Builder
	out.WriteString("<p>" + html.EscapeString(p.write("{@intro}")) + "</p>\n<ul>\n")
	for _, point := range points {
		question, answer, _ := strings.Cut(point, " => ")
		text := spoken(p, p.write(question), speakers)
		if answer != "" {
			text += " " + p.write("{@answered} ") + p.write(answer)
		}
		out.WriteString("<li>" + html.EscapeString(text) + "</li>\n")
	}
	out.WriteString("</ul>\n")
	if k := s.meeting.body.content.Kind; p.rng.IntN(3) == 0 && (k == council.Scrutiny || k == council.PartnershipBody) {
		out.WriteString("<p>" + html.EscapeString(p.write("{@thanks}")) + "</p>\n")
	}
	return out.String()
}

// pointsOn are templates of n points about a matter, its own before those of its topic.
func (m *matter) pointsOn(p *pen, n int) []string {
	own := m.template.all("point")
	points := p.some(own, min(n, len(own)))
	if !m.template.has("plain") {
		points = append(points, p.some(m.topic.points, n-len(points))...)
	}
	return points
}

// spoken says of a point who raised it, as some clerks do, unless its words say that already.
func spoken(p *pen, text string, speakers []*person) string {
	if len(speakers) == 0 || p.rng.IntN(5) > 1 {
		return text
	}
	for _, voice := range []string{"Members", "It ", "Concern", "A member", "The Committee", "A neighbour", "The applicant"} {
		if strings.HasPrefix(text, voice) {
			return text
		}
	}
	who := speakers[p.rng.IntN(len(speakers))].called()
	if strings.HasSuffix(text, "?") {
		return who + asked + text
	}
	return who + ": " + text
}

const asked = " asked: "

// resolvedLimbs are the limbs of the resolution at a stage.
func (b *borough) resolvedLimbs(p *pen, s *stage) []string {
	var limbs []string
	for _, w := range b.asks(p, s) {
		limbs = append(limbs, w.resolved)
	}
	if len(s.matter.exempt) > 0 && !s.matter.partly() {
		return []string{p.write("{the recommendations in the report be approved|the action proposed in the report be approved}")}
	}
	switch s.fate {
	case amended:
		limbs[0] += p.write(", subject to the following amendment: {that a report on progress be made to the Council within twelve months|that the words 'where practicable' be deleted|that ward councillors be consulted before any charge is raised}")
	case rejected:
		return []string{p.write("the {application|recommendation} be {rejected|refused} for the following reason: {the effect on neighbouring homes would be unacceptable|it would add to danger on the highway|the loss of trees had not been justified|it would not promote the licensing objectives}")}
	}
	if later := s.matter.template.all("also"); len(later) > 0 && p.rng.IntN(3) == 0 && s.role == council.Decide {
		limbs = append(limbs, p.write(later[p.rng.IntN(len(later))]))
	}
	return slices.Clip(limbs)
}
