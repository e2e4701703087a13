package demo

import (
	"math/rand/v2"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// roll is who was at a meeting.
type roll struct {
	lines   []gazette.Attendance
	voters  []*person
	leads   []*post
	regrets []*person
	stood   map[*person]*person // substitute by whom they stood in for
	chair   *person
	// declared are the interests that members declared.
	declared []gazette.Declaration
}

// taking are those who take part in an item: who may vote and has not withdrawn.
func (r *roll) taking(item int) []*person {
	list := slices.Clone(r.voters)
	for _, d := range r.declared {
		if d.Item == item && d.Withdrew {
			list = slices.DeleteFunc(list, func(p *person) bool { return p.number == d.Person })
		}
	}
	return list
}

// named is what a voter of that number is called.
func (r *roll) named(number int) string {
	for _, p := range r.voters {
		if p.number == number {
			return p.called()
		}
	}
	return ""
}

// raised is the number of the member who, by its own words, raised a point; 0 where it does not say.
func (r *roll) raised(text string) int {
	for _, p := range r.voters {
		if rest, ok := strings.CutPrefix(text, p.called()); ok && (strings.HasPrefix(rest, ": ") || strings.HasPrefix(rest, asked)) {
			return p.number
		}
	}
	return 0
}

func (r *roll) visiting(p *post) bool {
	for _, q := range r.leads {
		if q == p {
			return true
		}
	}
	return false
}

// call calls the roll of a meeting.
func (b *borough) call(m *meeting) *roll {
	rng := b.dice("roll", m.number)
	r := &roll{stood: map[*person]*person{}}
	everyone := slices.ContainsFunc(m.items, func(t *tabled) bool { return t.step != nil && t.step.told != nil && t.step.told.counted() })
	var substitutes []*person
	for _, s := range m.body.seats {
		if s.role == gazette.SubstituteFor {
			substitutes = append(substitutes, s.person)
		}
	}
	for i, s := range m.body.seats {
		if s.role == gazette.SubstituteFor {
			continue
		}
		late := m.fate == council.Inquorate && i >= 2
		substitutes = r.seat(rng, m, s, substitutes, everyone, late)
	}
	b.visitors(r, m)
	return r
}

// seat records one member, and who came instead.
func (r *roll) seat(rng *rand.Rand, m *meeting, s seat, substitutes []*person, everyone, late bool) []*person {
	line := gazette.Attendance{Person: s.person.number, Presence: council.Present, Expected: s.voting}
	if !everyone && (rng.IntN(100) >= s.person.steady || late) && s.role != gazette.Chair {
		line.Presence = council.Apologies
		if rng.IntN(5) == 0 {
			line.Presence = council.Absent
		}
	}
	if line.Presence == council.Present {
		r.come(rng, m, s, &line)
	} else if line.Presence == council.Apologies {
		r.regrets = append(r.regrets, s.person)
	}
	r.lines = append(r.lines, line)
	if line.Presence == council.Apologies && len(substitutes) > 0 && rng.IntN(5) < 3 {
		r.lines = append(r.lines, gazette.Attendance{Person: substitutes[0].number, Presence: council.Substitute, For: s.person.number})
		r.voters, r.stood[substitutes[0]] = append(r.voters, substitutes[0]), s.person
		return substitutes[1:]
	}
	return substitutes
}

func (r *roll) come(rng *rand.Rand, m *meeting, s seat, line *gazette.Attendance) {
	if s.role == gazette.Chair {
		r.chair = s.person
	}
	if s.voting {
		r.voters = append(r.voters, s.person)
	}
	if n := len(m.items); n > 6 && s.role == gazette.Member && m.body.key != "council" {
		switch rng.IntN(40) {
		case 0:
			line.Arrived = m.items[2+rng.IntN(2)].Number
		case 1:
			line.Left = m.items[n-2].Number
		}
	}
	if m.body.key == "board" && rng.IntN(4) == 0 {
		line.Presence = council.Remote
	}
}

// visitors are the portfolio holders and officers in attendance.
func (b *borough) visitors(r *roll, m *meeting) {
	rng := b.dice("visitors", m.number)
	seen := map[string]bool{}
	for _, t := range m.items {
		if t.step == nil || seen[t.step.matter.lead.key] {
			continue
		}
		lead := t.step.matter.lead
		seen[lead.key] = true
		if m.body.content.Kind == council.Scrutiny && lead.holder != nil && rng.IntN(3) > 0 {
			r.leads = append(r.leads, lead)
			r.lines = append(r.lines, gazette.Attendance{Person: lead.holder.number, Post: lead.title, Presence: council.InAttendance})
		}
		if o := t.step.matter.officer; !seen[o.name] {
			seen[o.name] = true
			r.lines = append(r.lines, gazette.Attendance{Name: o.name, Post: o.title, Presence: council.InAttendance})
		}
	}
}

// declare records an interest that a member declared, now and then.
func (b *borough) declare(m *meeting, r *roll) []gazette.Declaration {
	p := b.pen("declare", m.number)
	var list []gazette.Declaration
	for _, t := range m.items {
		if t.step == nil || len(r.voters) == 0 || p.rng.IntN(24) != 0 || len(list) == 2 || t.step.told != nil && t.step.told.counted() {
			continue
		}
		d := gazette.Declaration{Person: r.voters[p.rng.IntN(len(r.voters))].number, Item: t.Number, Kind: council.Personal}
		switch p.rng.IntN(4) {
		case 0:
			d.Kind, d.Withdrew = council.Pecuniary, true
			d.Nature = en(p.write("{Employed by {employer}, which is named in the report.|Owns a property that adjoins the site.|A partner is employed in the service concerned.}"))
		case 1:
			d.Kind, d.Withdrew = council.Prejudicial, true
			d.Nature = en(p.write("{Trustee of an applicant for funding.|Had expressed a view on the matter in public before the meeting.}"))
		default:
			d.Nature = en(p.write("{Member of {trust}.|A close relative uses the service.|Lives close to the location in question.|Governor of {school}.}"))
		}
		list = append(list, d)
	}
	return list
}
