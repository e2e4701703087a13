package gazette

import (
	"maps"
	"slices"

	"moothall/internal/council"
)

// Roll is everybody whose part in public life is recorded, with the parties, wards and bodies that are
// named of them: the latest edition of each, by number.
type Roll struct {
	People  map[int]Person
	Parties map[int]Party
	Wards   map[int]Ward
	Bodies  map[int]Body
}

// Numbers are everybody's, ascending.
func (r Roll) Numbers() []int { return slices.Sorted(maps.Keys(r.People)) }

// Councillors are those who represent a ward on the day, ascending.
func (r Roll) Councillors(on council.Day) []int {
	return slices.DeleteFunc(r.Numbers(), func(n int) bool { return !r.People[n].IsCouncillor(on) })
}

// Representing are those who represent the ward on the day, whoever has done so longest first.
func (r Roll) Representing(ward int, on council.Day) []int {
	since := map[int]council.Day{}
	for n, p := range r.People {
		for _, s := range p.Represents {
			if s.Ward == ward && s.Covers(on) {
				since[n] = s.From
			}
		}
	}
	return slices.SortedFunc(maps.Keys(since), func(a, b int) int {
		if since[a] != since[b] {
			return since[a].Compare(since[b])
		}
		return a - b
	})
}

// Groups are how many councillors each party has on the day; under 0 those of none.
func (r Roll) Groups(on council.Day) map[int]int {
	count := map[int]int{}
	for _, n := range r.Councillors(on) {
		count[r.People[n].PartyOn(on)]++
	}
	return count
}

// Seated are those who hold a seat with a vote on the body on the day, ascending. Substitutes hold none.
func (r Roll) Seated(body int, on council.Day) []int {
	return slices.DeleteFunc(r.Numbers(), func(n int) bool {
		return !slices.ContainsFunc(r.People[n].Memberships, func(m Membership) bool {
			return m.Body == body && m.Voting && m.Role != SubstituteFor && m.Covers(on)
		})
	})
}

// IsCouncillor says whether they represent a ward on the day.
func (c Person) IsCouncillor(on council.Day) bool {
	return slices.ContainsFunc(c.Represents, func(s WardSpell) bool { return s.Covers(on) })
}

// PartyOn is the party or group to which they belong on the day; 0 for none. Of several the last counts.
func (c Person) PartyOn(on council.Day) int {
	party := 0
	for _, s := range c.Parties {
		if s.Covers(on) {
			party = s.Party
		}
	}
	return party
}

// TookOffice is the day since which somebody has been, without a day between, a councillor or a co-opted
// member with a vote of one of the council's own committees, on the day asked; zero where they are neither.
// It is the day from which the Localism Act 2011 s30(1) counts: re-election is no new office where there
// was no gap.
func (r Roll) TookOffice(person int, on council.Day) council.Day {
	var spells []council.Spell
	for _, s := range r.People[person].Represents {
		spells = append(spells, s.Spell)
	}
	for _, m := range r.People[person].Memberships {
		own := r.Bodies[m.Body].Kind != council.PartnershipBody && r.Bodies[m.Body].Kind != council.OutsideBody
		if m.Role == CoOpted && m.Voting && own {
			spells = append(spells, m.Spell)
		}
	}
	var since council.Day
	for at := on; ; {
		i := slices.IndexFunc(spells, func(s council.Spell) bool { return s.Covers(at) && (since.IsZero() || s.From.Before(since)) })
		if i < 0 || spells[i].From.IsZero() {
			return since
		}
		since = spells[i].From
		at = since.Add(-1)
	}
}

// OutsideLine is a body that is not the council's own, with whom the council has appointed to it on a day.
type OutsideLine struct {
	Body            Named        `json:"body,omitzero"`
	Remit           council.Text `json:"remit,omitzero"` // HTML
	Representatives []MemberLine `json:"representatives,omitzero"`
}
