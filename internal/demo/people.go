package demo

import (
	"fmt"
	"math/rand/v2"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// person is somebody with a page: a councillor or a partner on a board.
type person struct {
	number  int
	content gazette.Person
	ward    int // index, -1 for nobody's councillor
	party   int // public number
	dirty   bool
	// steady is how likely they are to be at a meeting, in percent.
	steady int
}

func (p *person) called() string { return p.content.Style + " " + p.content.Name }

// ward is a ward with its public number and the key of its area committee.
type ward struct {
	number int
	name   string
	area   string
}

// The groups on the council, by public number.
const (
	alliance = iota + 1
	moderates
	greens
	ratepayers
	independents
)

var partyNames = []gazette.Party{
	{Name: en("Civic Alliance"), ShortName: "CA"},
	{Name: en("Moderate Party"), ShortName: "Mod"},
	{Name: en("Green Valleys"), ShortName: "GV"},
	{Name: en("Ratepayers and Residents"), ShortName: "R&R"},
	{Name: en("Independent"), ShortName: "Ind"},
}

// partyOf gives the seats of each place of a ward to parties: 33, 17, 6, 4 and 3.
func partyOf(ward, place int) int {
	switch n := ward*3 + place; {
	case ward >= 19 && place == 0, n == 14, n == 29, n == 44, n == 11:
		return greens
	case n == 8, n == 23, n == 38, n == 53:
		return ratepayers
	case n == 5, n == 35, n == 50:
		return independents
	case place == 1 && ward != 6 && ward != 12, n == 2, n == 32:
		return moderates
	}
	return alliance
}

func (b *borough) settle() {
	for i, w := range b.text.wards {
		b.wards = append(b.wards, ward{number: i + 1, name: w.one("name"), area: w.attrs["area"]})
	}
	b.seats = make([][]*person, len(b.wards))
	for w := range b.wards {
		for place := range 3 {
			rng := b.dice("seat", w, place)
			from := elected(b.firstYear - 1 - rng.IntN(8))
			b.seats[w] = append(b.seats[w], b.newCouncillor(rng, w, partyOf(w, place), from))
		}
	}
	for _, p := range []struct{ style, post string }{
		{"Superintendent", "Police"}, {"Station Manager", "Fire and Rescue Service"}, {"Ms", "Probation Service"},
		{"Dr", "Integrated Care Partnership"}, {"Mr", "Ravensbeck Voluntary Sector Alliance"},
		{"Mrs", "Independent Person"}, {"Mr", "Independent Person"}, {"Mrs", "Parent governor representative"},
	} {
		rng := b.dice("partner", p.style, p.post, len(b.partners))
		q := b.newPerson(rng, p.style)
		q.content.Posts = []gazette.Post{{Title: en(p.post)}}
		b.partners = append(b.partners, q)
	}
}

// elected is the day on which those elected in May of a year take office.
func elected(year int) council.Day { return nth(year, 5, 4, 1).Add(4) }

func (b *borough) newPerson(rng *rand.Rand, style string) *person {
	name := b.freshName(rng)
	p := &person{number: b.number(gazette.KindPerson), ward: -1, dirty: true, steady: 80 + rng.IntN(18)}
	p.content = gazette.Person{Name: name, Style: style}
	b.people = append(b.people, p)
	return p
}

// freshName is a name that nobody in the borough has yet.
func (b *borough) freshName(rng *rand.Rand) string {
	first, last := b.text.lists["first"], b.text.lists["last"]
	for {
		name := first[rng.IntN(len(first))] + " " + last[rng.IntN(len(last))]
		if !b.nameTaken(name) {
			return name
		}
	}
}

func (b *borough) nameTaken(name string) bool {
	for _, p := range b.people {
		if p.content.Name == name {
			return true
		}
	}
	return false
}

func (b *borough) newCouncillor(rng *rand.Rand, ward, party int, from council.Day) *person {
	p := b.newPerson(rng, "Councillor")
	p.ward, p.party = ward, party
	p.content.Email = slug(p.content.Name) + "@members.ravensbeck.example"
	p.content.Phone = fmt.Sprintf("0161 496 %04d", 100+p.number%880)
	p.content.Represents = []gazette.WardSpell{{Ward: b.wards[ward].number, Spell: council.Spell{From: from}}}
	p.content.Parties = []gazette.PartySpell{{Party: party, Spell: council.Spell{From: from}}}
	p.content.Interests = b.interests(p.number, ward, from)
	p.content.InterestsOn = p.content.Interests[len(p.content.Interests)-1].Registered
	return p
}

// interests is a councillor's register, made out within 28 days of taking office.
func (b *borough) interests(n, ward int, from council.Day) []gazette.Interest {
	pen := b.pen("interests", n)
	day := from.Add(3 + pen.rng.IntN(24))
	lines := []gazette.Interest{
		{Category: council.Employment, Text: pen.write("{employer}"), Registered: day},
		{Category: council.Sponsorship, Text: "None.", Registered: day},
		{Category: council.Land, Text: pen.write("Home at {street}, " + b.wards[ward].name + "."), Registered: day},
	}
	if pen.rng.IntN(3) == 0 {
		lines = append(lines, gazette.Interest{Category: council.Land, Text: pen.write("House let to tenants, {@street}."), Registered: day.Add(200 + pen.rng.IntN(200))})
	}
	if pen.rng.IntN(2) == 0 {
		lines = append(lines, gazette.Interest{Category: council.OtherRegistrable, Text: pen.write("Trustee, {trust}."), Registered: day})
	}
	if pen.rng.IntN(4) == 0 {
		lines = append(lines, gazette.Interest{Category: council.Gifts,
			Text: "Two tickets for the annual dinner.", Giver: pen.write("{trust}"), Value: 50 + pen.rng.IntN(31), Registered: day.Add(90 + pen.rng.IntN(300))})
	}
	return lines
}

// retire ends everything that a person holds with the given day.
func (p *person) retire(last council.Day) {
	c := &p.content
	for i := range c.Represents {
		end(&c.Represents[i].Spell, last)
	}
	for i := range c.Parties {
		end(&c.Parties[i].Spell, last)
	}
	for i := range c.Posts {
		end(&c.Posts[i].Spell, last)
	}
	for i := range c.Memberships {
		end(&c.Memberships[i].Spell, last)
	}
	p.ward, p.dirty = -1, true
}

func end(s *council.Spell, last council.Day) {
	if s.To.IsZero() {
		s.To = last
	}
}
