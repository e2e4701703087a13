package demo

import (
	"fmt"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// fillItem writes the agenda text of an item from its stage.
func (b *borough) fillItem(t *tabled) {
	s := t.step
	m := s.matter
	if s.told != nil {
		b.fillTold(t)
		return
	}
	if s.hears != nil {
		b.fillHearing(t)
		return
	}
	if m.report == nil && !s.bound {
		m.report = b.printer.order(b, m)
	}
	p := b.pen("item", m.template.key, m.year, m.title, s.meeting.number)
	p.values = m.values
	b.bodyWords(p, s)
	t.Title = en(m.title)
	if s.meeting.body.key == "cabinet" {
		s.reference = b.reference(m.lead, municipalYear(s.day()))
		t.Title = en(m.title + " (" + s.reference + ")")
		t.References = []string{s.reference}
	}
	t.Purpose = en("To consider " + reportOf(s) + ".")
	t.Summary = en(toHTML(b.itemSummary(p, s)))
	t.AskedLead = "The " + p.values["bodyword"] + " is asked to:"
	for i, a := range b.asks(p, s) {
		t.Asked = append(t.Asked, gazette.Ask{Label: string(rune('a'+i)) + ")", Text: en(a.ask + map[bool]string{true: ".", false: ";"}[i == len(b.asks(p, s))-1])})
	}
	t.Contacts = m.contacts
	b.withhold(t)
}

// withhold shows the public face of an exempt item.
func (b *borough) withhold(t *tabled) {
	m := t.step.matter
	if len(m.exempt) == 0 {
		return
	}
	reasons := map[int]string{
		1: "It holds information about individuals, whose interest in privacy outweighs the public's interest in the detail.",
		2: "It is likely to reveal who the people concerned are, and they have a right to privacy.",
		3: "It holds the financial affairs of bidders. To publish them now would weaken the Council's position while it negotiates, at a cost to the public.",
		4: "It concerns consultations with the trade unions that are not complete.",
	}
	t.Exemption = &gazette.Exemption{Paragraphs: m.exempt, Reason: en(reasons[m.exempt[0]])}
	if !m.partly() {
		t.Openness = council.Exempt
		t.Summary, t.Asked, t.AskedLead = council.Text{}, nil, ""
	}
}

func reportOf(s *stage) string {
	m := s.matter
	switch {
	case m.template.route[0] == "Q":
		return "a motion of which notice has been given"
	case s.meeting.body.key == "cabinet" || s.meeting.body.key == "council":
		return "a report of the " + m.lead.title
	}
	return "a report of the " + m.officer.title
}

// bodyWords are the words for the body of a stage and those in its chair.
func (b *borough) bodyWords(p *pen, s *stage) {
	body := s.meeting.body
	p.values["body"] = body.content.NameOn(s.day()).En
	word := map[council.BodyKind]string{council.FullCouncil: "Council Meeting", council.Cabinet: "Cabinet", council.Scrutiny: "Scrutiny Committee",
		council.AreaCommittee: "Area Committee", council.PartnershipBody: "Board"}[body.content.Kind]
	if word == "" {
		word = "Committee"
	}
	p.values["bodyword"], p.values["bodyname"] = word, word
	p.values["chairword"] = b.chairWord(body)
	m := s.matter
	p.values["officer"], p.values["lead"] = m.officer.title, m.lead.title
	if m.lead.holder != nil {
		p.values["leadname"] = m.lead.holder.called()
	}
	p.values["nextbody"] = ""
	i := slices.Index(m.stages, s)
	for _, later := range m.stages[i+1:] {
		if later.meeting != nil {
			p.values["nextbody"], p.values["nextday"] = later.meeting.body.content.NameOn(later.day()).En, long(later.day())
			break
		}
	}
}

func (b *borough) chairWord(body *body) string {
	switch body.content.Kind {
	case council.FullCouncil:
		return "Mayor"
	case council.Cabinet:
		return "Leader of the Council"
	}
	return "Chair"
}

func (b *borough) itemSummary(p *pen, s *stage) string {
	text := s.matter.summary
	if extra := s.matter.template.all("more"); len(extra) > 0 && p.rng.IntN(3) > 0 {
		text += "\n" + p.write(extra[p.rng.IntN(len(extra))])
	}
	i := slices.Index(s.matter.stages, s)
	for _, prior := range s.matter.stages[:i] {
		if prior.meeting != nil && prior.fate == carried && prior.meeting.fate == council.Held {
			text += fmt.Sprintf("\nThe %s considered the matter on %s.", prior.meeting.body.content.NameOn(prior.day()).En, long(prior.day()))
		}
	}
	if s.followed {
		text += "\nThe matter was not decided when it was last before the " + p.values["bodyword"] + "."
	}
	if next := p.values["nextbody"]; next != "" && !s.followed && s.role != council.Decide {
		text += fmt.Sprintf("\nIt is to be considered by the %s on %s.", next, p.values["nextday"])
	}
	return text
}

// wish is one thing asked of a body, in the words of the agenda and in those of the resolution.
type wish struct{ ask, resolved string }

func split(p *pen, text string) wish {
	ask, resolved, _ := strings.Cut(p.write(text), " => ")
	return wish{ask, resolved}
}

// asks are what a body is asked to do at a stage. They are the same each time they are asked for.
func (b *borough) asks(p *pen, s *stage) []wish {
	m := s.matter
	q := b.pen("asks", m.template.key, m.year, m.title)
	q.values = p.values
	var own []wish
	for _, a := range m.template.all("ask") {
		own = append(own, split(q, a))
	}
	q.rng = b.dice("asks", m.template.key, m.title, s.meeting.number)
	switch s.role {
	case council.Scrutinise:
		return scrutinyAsks(q, s)
	case council.Consult:
		return []wish{areaAsk(s)}
	case council.Recommend:
		for i, w := range own {
			own[i] = wish{"recommend the Council Meeting to " + w.ask, "the Council Meeting be recommended to " + w.ask}
		}
		return own
	}
	if len(own) == 0 {
		return []wish{{"note the report", "the report be noted"}}
	}
	return own
}

func scrutinyAsks(q *pen, s *stage) []wish {
	if len(s.matter.template.route) == 1 {
		return [][]wish{
			{{"comment on and note the report", "the report be noted"}},
			{{"review the progress made and note the report", "the progress made be noted"}, {"say what it wishes to see in the next report", "a further report be submitted to a future meeting of the Scrutiny Committee"}},
			{{"consider and comment on the report", "the report be received and noted"}},
			{{"note the report", "the report be noted"}, {"place on record any comments for the " + s.matter.lead.title, "the comments of the Scrutiny Committee be passed to the " + s.matter.lead.title}},
		}[q.rng.IntN(4)]
	}
	return [][]wish{
		{{"comment on the proposals ahead of the Cabinet's decision", "the report be noted"}},
		{{"consider and comment on the report", "the report be noted"}, {"support the proposals to be put to the Cabinet", "the proposals be supported, subject to the comments now made"}},
		{{"comment on the report ahead of the Cabinet's decision", "the comments of the Scrutiny Committee be referred to the Cabinet"}},
	}[q.rng.IntN(3)]
}

func areaAsk(s *stage) wish {
	if slices.Contains(s.matter.template.route, "P") {
		return wish{"comment on the application ahead of the decision of the Planning and Highways Regulation Committee",
			"the Planning and Highways Regulation Committee be recommended to grant permission, subject to the conditions set out in the report"}
	}
	return wish{"comment on the proposals ahead of the decision of the " + s.matter.lead.title, "the proposals be supported"}
}
