package gazette

import (
	"testing"
	"time"

	"moothall/internal/council"
)

func TestOfficeIsCountedFromItsFirstDayWithoutAGap(t *testing.T) {
	t.Parallel()
	may := func(year, day int) council.Day { return council.NewDay(year, time.May, day) }
	sat := func(from, to council.Day) WardSpell {
		return WardSpell{Ward: 1, Spell: council.Spell{From: from, To: to}}
	}
	bodies := map[int]Body{1: {Kind: council.Scrutiny}, 2: {Kind: council.PartnershipBody}}
	coOpted := func(body int, voting bool) Person {
		return Person{Memberships: []Membership{{Body: body, Role: CoOpted, Voting: voting, Spell: council.Spell{From: may(2020, 1)}}}}
	}
	for name, c := range map[string]struct {
		p    Person
		want council.Day
	}{
		"a councillor":            {Person{Represents: []WardSpell{sat(may(2018, 7), council.Day{})}}, may(2018, 7)},
		"re-elected elsewhere":    {Person{Represents: []WardSpell{sat(may(2018, 7), may(2022, 8)), sat(may(2022, 9), council.Day{})}}, may(2018, 7)},
		"back after a gap":        {Person{Represents: []WardSpell{sat(may(2014, 7), may(2018, 6)), sat(may(2022, 9), council.Day{})}}, may(2022, 9)},
		"no longer":               {Person{Represents: []WardSpell{sat(may(2014, 7), may(2018, 6))}}, council.Day{}},
		"since when is not known": {Person{Represents: []WardSpell{sat(council.Day{}, council.Day{})}}, council.Day{}},
		"co-opted with a vote":    {coOpted(1, true), may(2020, 1)},
		"co-opted without":        {coOpted(1, false), council.Day{}},
		"of a partnership":        {coOpted(2, true), council.Day{}},
	} {
		r := Roll{People: map[int]Person{5: c.p}, Bodies: bodies}
		if got := r.TookOffice(5, may(2026, 18)); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
