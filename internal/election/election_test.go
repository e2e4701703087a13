package election

import (
	"slices"
	"strings"
	"testing"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

const (
	hill, vale        = 1, 2
	green, blue       = 1, 2
	full, planning    = 1, 2
	ann, ben, cat, dd = 11, 12, 13, 14
)

func on(year int, month time.Month, day int) council.Day { return council.NewDay(year, month, day) }

// little is a council of two wards with two seats each: Ann and Ben for Hill, Cat for Vale, where a seat
// is vacant. Ann chairs the Council and Ben Planning; Dee once sat for Vale.
func little() gazette.Roll {
	since := func(year int) council.Spell { return council.Spell{From: on(year, time.May, 8)} }
	sits := func(name string, ward, party, year int, seats ...gazette.Membership) gazette.Person {
		for i := range seats {
			seats[i].Spell, seats[i].Voting = since(year), true
		}
		return gazette.Person{Name: name, Represents: []gazette.WardSpell{{Ward: ward, Spell: since(year)}},
			Parties: []gazette.PartySpell{{Party: party, Spell: since(year)}}, Memberships: seats}
	}
	r := gazette.Roll{
		Wards:   map[int]gazette.Ward{hill: {Name: council.InEnglish("Hill"), Seats: 2}, vale: {Name: council.Text{En: "Vale", Cy: "Dyffryn"}, Seats: 2}},
		Parties: map[int]gazette.Party{green: {Name: council.InEnglish("Green Group"), ShortName: "Green"}, blue: {Name: council.InEnglish("Blue Group")}},
		Bodies: map[int]gazette.Body{full: {Name: council.InEnglish("Council"), Kind: council.FullCouncil, Quorum: 1},
			planning: {Name: council.InEnglish("Planning"), Kind: council.Regulatory, Quorum: 2}},
		People: map[int]gazette.Person{
			ann: sits("Ann Hill", hill, green, 2018, gazette.Membership{Body: full, Role: gazette.Chair}, gazette.Membership{Body: planning, Role: gazette.Member}),
			ben: sits("Ben Ó Briain", hill, blue, 2022, gazette.Membership{Body: full, Role: gazette.Member}, gazette.Membership{Body: planning, Role: gazette.Chair}),
			cat: sits("Cat Vale", vale, blue, 2022, gazette.Membership{Body: full, Role: gazette.Member}),
			dd:  {Name: "Dee Vale", Represents: []gazette.WardSpell{{Ward: vale, Spell: council.Spell{From: on(2014, time.May, 26), To: on(2018, time.May, 7)}}}},
		},
	}
	b := r.People[ben]
	b.Posts = []gazette.Post{{Title: council.InEnglish("Leader"), Spell: since(2022)}}
	r.People[ben] = b
	return r
}

func TestThoseElectedTakeOfficeOnTheFourthDayAfter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind Kind
		want council.Day
	}{{Whole, on(2026, time.May, 11)}, {Thirds, on(2026, time.May, 11)}, {By, on(2026, time.May, 7)}} {
		if got := TakesOffice(c.kind, on(2026, time.May, 7)); got != c.want {
			t.Errorf("%s: %v, want %v", c.kind, got, c.want)
		}
	}
}

func TestResultsAreReadAsTheyAreTypedOrPasted(t *testing.T) {
	t.Parallel()
	roll := little()
	two := little()
	two.People[20] = gazette.Person{Name: "Ann Hill"}
	for name, c := range map[string]struct {
		text string
		roll gazette.Roll
		want []Winner
		keys []string
	}{
		"commas":         {"Hill, Ann Hill, Green\n\nVale, Eve New,", roll, []Winner{{1, hill, "Ann Hill", green, ann}, {3, vale, "Eve New", 0, 0}}, nil},
		"a sheet":        {"Ward\tName\tParty\nDyffryn\tCllr Cat Vale\tBlue Group", roll, []Winner{{2, vale, "Cat Vale", blue, cat}}, nil},
		"accents":        {"HILL,ben o briain,blue group", roll, []Winner{{1, hill, "ben o briain", blue, ben}}, nil},
		"no party":       {`Vale,"Dee Vale",-`, roll, []Winner{{1, vale, "Dee Vale", 0, dd}}, nil},
		"somebody else":  {"Hill, Ann Hill, Green, new", roll, []Winner{{1, hill, "Ann Hill", green, 0}}, nil},
		"two of a name":  {"Hill, Ann Hill, Green", two, nil, []string{"election.line.person.several"}},
		"which of two":   {"Hill, Ann Hill, Green, 20", two, []Winner{{1, hill, "Ann Hill", green, 20}}, nil},
		"nothing":        {" \n", roll, nil, []string{"election.results.missing"}},
		"every fault":    {"Dale, X, Green\nHill,,Green\n,Y,Green\nHill, Z, Pink\nHill, Z, Green, 99", roll, nil, []string{"election.line.ward.unknown", "election.line.name.missing", "election.line.ward.missing", "election.line.party.unknown", "election.line.person.unknown"}},
		"ward of a name": {"Wardley, X, Green", roll, nil, []string{"election.line.ward.unknown"}},
	} {
		got, faults := Read(c.text, c.roll)
		var keys []string
		for _, f := range faults.List() {
			keys = append(keys, f.Key)
		}
		if !slices.Equal(got, c.want) || !slices.Equal(keys, c.keys) {
			t.Errorf("%s: %+v %v, want %+v %v", name, got, keys, c.want, c.keys)
		}
	}
}

func TestAWholeCouncilIsElected(t *testing.T) {
	t.Parallel()
	roll := little()
	e := Election{Kind: Whole, Poll: on(2026, time.May, 7), Office: on(2026, time.May, 11), Annual: on(2026, time.May, 20), Wards: []int{hill, vale}}
	winners, faults := Read("Hill, Ben O Briain, Green\nHill, Eve New, Green\nVale, Cat Vale, Blue Group\nVale, Dee Vale, Green", roll)
	if faults.Err() != nil {
		t.Fatal(faults)
	}
	o, faults := e.Work(roll, winners)
	if faults.Err() != nil {
		t.Fatal(faults)
	}
	var fates []string
	for _, c := range o.Changes {
		name := c.After.Name
		fates = append(fates, string(c.Fate)+" "+name)
	}
	if got := strings.Join(fates, ", "); got != "leaves Ann Hill, stays Cat Vale, changes Ben Ó Briain, comes Eve New, comes Dee Vale" {
		t.Fatalf("fates: %s", got)
	}
	left := o.Changes[0].After
	if left.Represents[0].To != on(2026, time.May, 10) || left.Memberships[1].To != on(2026, time.May, 10) || left.Memberships[0].To != on(2026, time.May, 20) {
		t.Errorf("who leaves keeps the council's chair until the annual meeting, and nothing else: %+v", left)
	}
	after := o.After(roll)
	if got := after.Groups(e.Office); got[green] != 3 || got[blue] != 1 || len(after.Councillors(e.Office)) != 4 {
		t.Errorf("groups after: %v", got)
	}
	if got := roll.Groups(e.Office.Add(-1)); got[green] != 1 || got[blue] != 2 {
		t.Errorf("groups before, which the election must not change: %v", got)
	}
	ben := after.People[ben]
	if len(ben.Represents) != 1 || !ben.Posts[0].To.IsZero() || len(ben.Parties) != 2 || ben.Parties[1].From != e.Office {
		t.Errorf("re-elected for another party, nothing else ends: %+v", ben)
	}
	eve := after.People[-1]
	if eve.Represents[0].From != e.Office || len(eve.Memberships) != 1 || eve.Memberships[0].Body != full {
		t.Errorf("newly elected: %+v", eve)
	}
	short := ShortOf(roll, after, e.Office)
	if len(short) != 1 || short[0] != (Short{Body: planning, Quorum: 2, Before: 2, After: 1, Inquorate: true}) {
		t.Errorf("short: %+v", short)
	}
}

func TestAThirdRetires(t *testing.T) {
	t.Parallel()
	roll := little()
	last := on(2026, time.May, 10)
	if got := Retires(Thirds, roll, []int{hill, vale}, last); !slices.Equal(got, []int{ann, cat}) {
		t.Errorf("who has sat longest retires: %v", got)
	}
	e := Election{Kind: Thirds, Office: last.Add(1), Wards: []int{hill, vale}, Retiring: []int{ann, cat}}
	if up := e.UpIn(roll, vale); up != 2 {
		t.Errorf("a vacancy is filled with the retiring seat: %d", up)
	}
	o, faults := e.Work(roll, []Winner{{1, hill, "Ann Hill", green, ann}, {2, vale, "Eve", blue, 0}})
	if faults.Err() != nil || len(o.Changes) != 3 || o.Changes[0].Person != cat || o.Changes[1].Fate != Stays {
		t.Errorf("%+v %v", o.Changes, faults.Err())
	}
	if after := o.After(roll).People[ben]; !after.IsCouncillor(e.Office) {
		t.Error("who does not retire has left")
	}
}

func TestResultsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	roll := little()
	by := Election{Kind: By, Poll: on(2025, time.October, 2), Office: on(2025, time.October, 2), Wards: []int{vale}}
	for name, c := range map[string]struct {
		e       Election
		winners []Winner
		key     string
	}{
		"more than are vacant": {by, []Winner{{1, vale, "E", 0, 0}, {2, vale, "F", 0, 0}}, "election.line.too-many"},
		"a ward not up":        {by, []Winner{{1, hill, "E", 0, 0}}, "election.line.ward.not-up"},
		"who sits there":       {by, []Winner{{1, vale, "Cat Vale", blue, cat}}, "election.line.holds"},
		"twice": {Election{Kind: Whole, Office: by.Office, Wards: []int{hill, vale}}, []Winner{{1, hill, "Cat Vale", blue, cat}, {2, vale, "Cat Vale", blue, cat}},
			"election.line.twice"},
	} {
		if _, faults := c.e.Work(roll, c.winners); len(faults.List()) != 1 || faults.List()[0].Key != c.key {
			t.Errorf("%s: %v", name, faults.List())
		}
	}
	if open := Vacancies(roll, by.Poll); len(open) != 1 || open[vale] != 1 {
		t.Errorf("vacancies: %v", open)
	}
	left := roll.People[ann]
	left.Represents = []gazette.WardSpell{{Ward: hill, Spell: council.Spell{From: on(2018, time.May, 8), To: by.Office.Add(-1)}}}
	yesterday := little()
	yesterday.People[ann] = left
	hillBy := Election{Kind: By, Poll: by.Poll, Office: by.Office, Wards: []int{hill}}
	if up := hillBy.UpIn(yesterday, hill); up != 1 {
		t.Errorf("a seat that fell vacant on the day before: %d are up", up)
	}
	o, faults := by.Work(roll, []Winner{{1, vale, "Ann Hill", green, ann}})
	if faults.Err() != nil || o.Changes[0].Fate != Changes || len(o.Changes[0].After.Represents) != 2 {
		t.Errorf("a councillor who moves to another ward: %+v %v", o.Changes, faults.Err())
	}
}

func TestASeatFallsVacant(t *testing.T) {
	t.Parallel()
	roll := little()
	p := roll.People[ben]
	p.Memberships = append(p.Memberships, gazette.Membership{Body: 9, Role: gazette.Member, Spell: council.Spell{From: on(2027, time.May, 1)}})
	after := Vacate(p, gazette.Roll{}, on(2026, time.January, 31), council.Day{})
	if len(after.Memberships) != 2 || after.Posts[0].To != on(2026, time.January, 31) || after.IsCouncillor(on(2026, time.February, 1)) {
		t.Errorf("%+v", after)
	}
	c := Change{Before: p, After: after}
	if seats, posts := c.Ended(); len(seats) != 3 || len(posts) != 1 {
		t.Errorf("what ends: %+v %+v", seats, posts)
	}
	if p.Posts[0].To != (council.Day{}) {
		t.Error("the edition that was given is changed")
	}
}
