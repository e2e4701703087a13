package demo

import (
	"html"
	"slices"
	"strings"

	"moothall/internal/council"
)

// standing writes the minute of a standing item.
func (b *borough) standing(m *meeting, t *tabled, at *roll) string {
	p := b.pen("standing", m.number, t.standing)
	p.values["chairword"] = b.chairWord(m.body)
	switch t.standing {
	case "minutes":
		return b.correctRecord(p, m)
	case "apologies":
		return apologies(p, at)
	case "callin":
		if slices.ContainsFunc(m.items, func(t *tabled) bool { return t.step != nil && t.step.hears != nil }) {
			return ""
		}
	case "declarations":
		return b.declared(p, m, at)
	case "exclusion":
		return resolution(p, []string{"in order to prevent the disclosure of information which is not for publication, and the public interest in keeping it private being greater than that in disclosing it, the public and press be excluded from the meeting during consideration of the following items"}, nil)
	case "mayor", "deputy":
		return b.elections(p, m, t, at)
	case "applications", "community", "hearings":
		return ""
	}
	texts := b.text.lists["on-"+t.standing]
	if len(texts) == 0 {
		return ""
	}
	b.localWords(p, m)
	return toHTML(strings.ReplaceAll(p.write(texts[p.rng.IntN(len(texts))]), " / ", "\n"))
}

// apologies are from those who sent them.
func apologies(p *pen, at *roll) string {
	if len(at.regrets) == 0 {
		return toHTML(p.write("{There were no apologies for absence.|No apologies were received.}"))
	}
	var names []string
	for _, q := range at.regrets {
		name := q.called()
		for substitute, whose := range at.stood {
			if whose == q {
				name += " (" + substitute.called() + " substituting)"
			}
		}
		names = append(names, name)
	}
	return toHTML("Apologies for absence were received from " + strings.Join(names, "; ") + ".")
}

// localWords give a standing item the ward and the names of its body.
func (b *borough) localWords(p *pen, m *meeting) {
	w := p.rng.IntN(len(b.wards))
	if len(m.body.wards) > 0 {
		w = m.body.wards[p.rng.IntN(len(m.body.wards))]
	}
	p.values["ward"] = b.wards[w].name
	p.values["leader"] = "the Leader of the Council"
	if h := b.post("leader").holder; h != nil {
		p.values["leader"] = "the Leader of the Council (" + h.called() + ")"
	}
}

func (b *borough) correctRecord(p *pen, m *meeting) string {
	if m.prior == nil {
		return ""
	}
	p.values["date"] = long(m.prior.day())
	return toHTML(p.write("{The Minutes (copies of which had been circulated) of the meeting held on {date} were approved as a correct record and signed by the {chairword}.|The Minutes of the meeting of {date} were approved as a correct record and signed by the {chairword}.|The Minutes (copies of which had been circulated) of the meeting held on {date} were taken as read, approved as a correct record and signed.}"))
}

func (b *borough) declared(p *pen, m *meeting, at *roll) string {
	list := at.declared
	if len(list) == 0 {
		return toHTML(p.write("{No declarations of interest were made.|Councillors and officers were invited to declare any interests in the business of the meeting. No declarations of interest were made.|There were no declarations of interest.}"))
	}
	text := "The following interests were declared:"
	out := "<p>" + text + "</p>\n"
	for _, d := range list {
		item := ""
		for _, t := range m.items {
			if t.Number == d.Item {
				item = t.Printed
			}
		}
		line := at.named(d.Person) + " declared a " + string(d.Kind) + " interest in item " + item + ". " + d.Nature.En
		if d.Withdrew {
			line += " The member left the room while the item was considered."
		}
		out += "<p>" + html.EscapeString(line) + "</p>\n"
	}
	return out
}

func (b *borough) elections(p *pen, m *meeting, t *tabled, at *roll) string {
	role, who := "Mayor", chairOf(m.body)
	if t.standing == "deputy" {
		role, who = "Deputy Mayor", nil
		for _, s := range m.body.seats {
			if s.role == "vice-chair" {
				who = s.person
			}
		}
	}
	if who == nil || len(at.voters) < 3 {
		return ""
	}
	mover, seconder := at.voters[p.rng.IntN(len(at.voters))], at.voters[p.rng.IntN(len(at.voters))]
	if mover == seconder || mover == who || seconder == who {
		return resolution(p, []string{who.called() + " be elected " + role + " of the Metropolitan Borough of Ravensbeck for the coming municipal year"}, nil)
	}
	return toHTML("It was moved by "+mover.called()+" and seconded by "+seconder.called()+" that "+who.called()+" be elected "+role+".") + "\n" +
		resolution(p, []string{who.called() + " be elected " + role + " of the Metropolitan Borough of Ravensbeck for the coming municipal year"}, &tally{unanimous: true})
}

// mover and seconder of a motion, drawn from those who were there.
func (b *borough) movers(p *pen, m *meeting, at *roll) {
	if len(at.voters) < 2 || m.body.content.Kind != council.FullCouncil {
		return
	}
	i := p.rng.IntN(len(at.voters))
	j := (i + 1 + p.rng.IntN(len(at.voters)-1)) % len(at.voters)
	p.values["mover"], p.values["seconder"] = at.voters[i].called(), at.voters[j].called()
}
