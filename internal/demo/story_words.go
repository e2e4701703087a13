package demo

import (
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// storyPen writes hand-written text: besides what every pen knows, "{date:cabinet-3}" is the day
// of the Cabinet in March of the same municipal year, "{lead:housing}" who holds that post now,
// "{partner:0}" the first of the partners on the Board.
func (b *borough) storyPen(m *matter, t *block, year int) *pen {
	p := b.pen("told", m.title, t.attrs["body"], t.attrs["month"], t.attrs["year"])
	for k, v := range m.values {
		p.values[k] = v
	}
	for _, at := range b.meetings {
		if municipalYear(at.day()) == year && (at.fate == council.Held) {
			key := "date:" + at.body.key + "-" + at.day().Time().Format("1")
			if at.content.Label.En == "Special meeting" {
				key += "-special"
			}
			p.values[key] = long(at.day())
		}
	}
	for _, q := range b.posts {
		if q.holder != nil {
			p.values["lead:"+q.key] = q.holder.called()
		}
	}
	for i, q := range b.partners {
		p.values["partner:"+string(rune('0'+i))] = q.content.Name
	}
	return p
}

// fillTold writes the agenda text of a hand-written stage.
func (b *borough) fillTold(t *tabled) {
	s := t.step
	p := b.storyPen(s.matter, s.told, municipalYear(s.day()))
	b.bodyWords(p, s)
	title := p.write(s.told.one("title"))
	if title == "" {
		title = s.matter.title
	}
	t.Title = en(title)
	if s.meeting.body.key == "cabinet" {
		s.reference = b.reference(s.matter.lead, municipalYear(s.day()))
		t.References = []string{s.reference}
		if joint := s.told.one("joint"); joint != "" {
			t.References = append(t.References, b.reference(b.post(joint), municipalYear(s.day())))
		}
		t.Title = en(title + " (" + strings.Join(t.References, " / ") + ")")
	}
	t.Purpose, t.Summary = en(p.write(s.told.one("purpose"))), en(toHTML(p.write(s.told.one("summary"))))
	t.AskedLead = "The " + p.values["bodyword"] + " is asked to:"
	asks := s.told.all("ask")
	for i, a := range asks {
		end := ";"
		if i == len(asks)-1 {
			end = "."
		}
		t.Asked = append(t.Asked, gazette.Ask{Label: string(rune('a'+i)) + ")", Text: en(split(p, a).ask + end)})
	}
	t.Contacts = s.matter.contacts
}

// tellMinute writes the minute of a hand-written stage.
func (b *borough) tellMinute(s *stage, at *roll) string {
	p := b.storyPen(s.matter, s.told, municipalYear(s.day()))
	p.rng = b.dice("tell", s.matter.title, s.meeting.number)
	b.bodyWords(p, s)
	b.movers(p, s.meeting, at)
	if s.told.has("recorded") {
		b.counts(p, at)
		p.values["names"] = b.recordedVote(at)
	}
	text := p.write(s.told.one("minute"))
	return toHTML(text)
}

// recordedVote writes who voted how, by name.
func (b *borough) recordedVote(at *roll) string {
	_, by := b.namedVote(at)
	var lines []string
	for _, c := range []struct {
		choice council.Choice
		words  string
	}{{council.For, "Those voting in favour were"}, {council.Against, "Those voting against were"}, {council.Abstained, "Those abstaining were"}} {
		var names []string
		for _, p := range by[c.choice] {
			names = append(names, p.content.Name)
		}
		if len(names) > 0 {
			lines = append(lines, c.words+" Councillors "+strings.Join(names, ", ")+".")
		}
	}
	return strings.Join(lines, "\n")
}

// counts writes the count of a recorded vote.
func (b *borough) counts(p *pen, at *roll) {
	_, by := b.namedVote(at)
	t := tally{yes: len(by[council.For]), no: len(by[council.Against]), neither: len(by[council.Abstained])}
	p.values["votes"] = strings.TrimSpace(t.words(p))
}
