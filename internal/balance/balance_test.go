package balance

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moothall/internal/council"
)

// written is an allocation as a table is read out: "Planning 6 3 1; Audit 6 3 1".
func written(a Allocation) string {
	var rows []string
	for _, r := range a.Rows {
		rows = append(rows, r.Body+strings.Trim(fmt.Sprint(" ", r.Seats), "[]"))
	}
	return strings.NewReplacer("[", "", "]", "", "  ", " ").Replace(strings.Join(rows, "; "))
}

func moves(a Allocation) string {
	var all []string
	for _, m := range a.Moves {
		s := fmt.Sprintf("(%s) %s: %s to %s", m.Principle, m.Body, m.From, m.To)
		if len(m.Elsewhere) > 0 {
			s += " or on " + strings.Join(m.Elsewhere, ", ")
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

func departures(all []Departure) string {
	var said []string
	for _, d := range all {
		said = append(said, fmt.Sprintf("(%s) %s %s has %d, should %d", d.Principle, d.Body, d.Group, d.Has, d.Should))
	}
	return strings.Join(said, "; ")
}

func ordinary(seats ...int) []Body {
	var all []Body
	for i, n := range seats {
		all = append(all, Body{Name: string(rune('P' + i)), Seats: n, Scope: Ordinary})
	}
	return all
}

func groups(members ...int) []Group {
	var all []Group
	for i, n := range members {
		all = append(all, Group{Name: string(rune('A' + i)), Members: n})
	}
	return all
}

// The seats were worked out by hand; the comments are the working.
func TestSeatsAsTheActSharesThem(t *testing.T) {
	t.Parallel()
	for words, c := range map[string]struct {
		chamber                   Chamber
		total, rows, moves, unmet string
	}{
		// 27 seats: 10.80, 9.72, 6.48. Of 10: 4, 3.6, 2.4. Of 7: 2.8, 2.52, 1.68.
		"in proportion as they are rounded": {Chamber{Groups: groups(20, 18, 12), Bodies: ordinary(10, 10, 7)},
			"11 10 6", "P 4 4 2; Q 4 4 2; R 3 2 2", "", ""},
		// 21 seats: 8.40, 7.56, 5.04, so 8, 8, 5; three times 2.8, 2.52, 1.68, so three times 3, 2, 2, which
		// makes 9, 6, 6. C to B costs (3-2.52)²-(2-2.52)²+(1-1.68)²-(2-1.68)², which is less than A to B.
		"moved until the total is in proportion": {Chamber{Groups: groups(20, 18, 12), Bodies: ordinary(7, 7, 7)},
			"8 8 5", "P 3 3 1; Q 2 3 2; R 3 2 2", "(c) P: C to B or on Q, R; (c) Q: A to B or on R", ""},
		// 31 of 60 are a majority and have 6 of 10, whatever 5.17 is; then they cannot give up two of 19 for 17.05.
		"a majority group has the majority, and the total gives way": {Chamber{Groups: groups(31, 20, 9), Bodies: ordinary(10, 10, 13)},
			"17 11 5", "P 6 3 1; Q 6 3 1; R 7 4 2", "(b) P: C to A; (b) Q: C to A", "(c)  A has 19, should 17; (c)  B has 10, should 11; (c)  C has 4, should 5"},
		// Of 3: 2.70 and 0.30, so 3 and none; but not all to one group.
		"not all seats to the same group": {Chamber{Groups: groups(18, 2), Bodies: ordinary(3)},
			"3 0", "P 2 1", "(a) P: A to B", "(c)  A has 2, should 3; (c)  B has 1, should 0"},
		// 22, 20 and 3 of 45: of 15 they have 7.33, 6.67 and 1.
		"members of no group": {Chamber{Groups: groups(22, 20), Ungrouped: 3, Bodies: ordinary(15)}, "7 7 1", "P 7 7 1", "", ""},
		// One group is all there is: nobody else could have a seat.
		"one group alone": {Chamber{Groups: groups(9), Bodies: ordinary(5)}, "5", "P 5", "", ""},
		// Of 2, a majority would be both, and the first principle goes before the second.
		// 1.5 and 0.5 tie for the second seat, and only the one way agrees with the first principle.
		"a tie that the first principle settles": {Chamber{Groups: groups(30, 10), Bodies: ordinary(2)}, "1 1", "P 1 1", "(a) P: A to B", ""},
		"a body of two":                          {Chamber{Groups: groups(31, 9), Bodies: ordinary(2)}, "2 0", "P 1 1", "(a) P: A to B", "(c)  A has 1, should 2; (c)  B has 1, should 0"},
		// The executive is not under the principles; a sub-committee is by itself: 3 of 40/35/25: 1.2, 1.05, 0.75.
		"other bodies do not count in the total": {Chamber{Groups: groups(40, 35, 25), Bodies: []Body{
			{"Audit", 10, Ordinary}, {"Cabinet", 9, Exempt}, {"Appeals", 3, Other}}}, "4 4 2", "Audit 4 4 2; Appeals 1 1 1", "", ""},
	} {
		a, err := Allocate(c.chamber)
		if err != nil {
			t.Errorf("%s: %v", words, err)
			continue
		}
		var total []int
		for _, p := range a.Total.Parts {
			total = append(total, p.Seats)
		}
		got := []string{strings.Trim(fmt.Sprint(total), "[]"), written(a), moves(a), departures(a.Unmet)}
		if diff := cmp.Diff([]string{c.total, c.rows, c.moves, c.unmet}, got); diff != "" {
			t.Errorf("%s: total, rows, moves, unmet\n%s", words, diff)
		}
	}
}

func TestTheArithmeticIsShown(t *testing.T) {
	t.Parallel()
	a, err := Allocate(Chamber{Groups: groups(20, 18, 12), Bodies: ordinary(7)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range a.Bodies[0].Parts {
		got = append(got, fmt.Sprintf("%s %s %d %v %d", p.Group, p.Entitled.Decimal(2), p.Whole, p.ByRest, p.Seats))
	}
	// 20×7/50, 18×7/50, 12×7/50: five whole seats, and two more for .80 and .68.
	if want := []string{"A 2.80 2 true 3", "B 2.52 2 false 2", "C 1.68 1 true 2"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for share, want := range map[Share]string{{1, 3}: "0.3333", {2, 3}: "0.6667", {199, 200}: "0.9950", {12, 4}: "3.0000"} {
		if got := share.Decimal(4); got != want {
			t.Errorf("%v: %s, want %s", share, got, want)
		}
	}
	if got := (Share{199, 200}).Decimal(2) + " " + (Share{5, 2}).Decimal(0); got != "1.00 3" {
		t.Errorf("rounded half up: %s", got)
	}
}

func TestTiesAreNamed(t *testing.T) {
	t.Parallel()
	for words, c := range map[string]struct {
		chamber Chamber
		want    Tie
	}{
		// Of 6: 3, 1.5, 1.5.
		"two for one seat":    {Chamber{Groups: groups(20, 10, 10), Bodies: ordinary(6)}, Tie{[]string{"B", "C"}, 1}},
		"three for two seats": {Chamber{Groups: groups(6, 6, 6), Bodies: ordinary(5)}, Tie{[]string{"A", "B", "C"}, 2}},
		"none":                {Chamber{Groups: groups(20, 10, 10), Bodies: ordinary(5)}, Tie{}},
		"nothing left over":   {Chamber{Groups: groups(20, 10, 10), Bodies: ordinary(4)}, Tie{}},
	} {
		a, err := Allocate(c.chamber)
		if diff := cmp.Diff(c.want, a.Total.Tie); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", words, err, diff)
		}
	}
}

func TestAnotherAllocationAndThePrinciplesItDepartsFrom(t *testing.T) {
	t.Parallel()
	three := Chamber{Groups: groups(20, 18, 12), Bodies: ordinary(7, 7, 7)} // P 3 3 1; Q 2 3 2; R 3 2 2
	tied := Chamber{Groups: groups(20, 10, 10), Bodies: ordinary(6)}        // 3 2 1 or 3 1 2
	most := Chamber{Groups: groups(31, 20, 9), Bodies: ordinary(10, 10, 13)}
	seats := func(rows ...[3]int) Proposal {
		p := Proposal{}
		for i, r := range rows {
			p[string(rune('P'+i))] = map[string]int{"A": r[0], "B": r[1], "C": r[2]}
		}
		return p
	}
	for words, c := range map[string]struct {
		chamber  Chamber
		proposal Proposal
		want     string
	}{
		"the same seats":                    {three, seats([3]int{3, 3, 1}, [3]int{2, 3, 2}, [3]int{3, 2, 2}), ""},
		"the same moves on other bodies":    {three, seats([3]int{3, 2, 2}, [3]int{3, 3, 1}, [3]int{2, 3, 2}), ""},
		"each body rounded, the total not":  {three, seats([3]int{3, 2, 2}, [3]int{3, 2, 2}, [3]int{3, 2, 2}), "(c)  A has 9, should 8; (c)  B has 6, should 8; (c)  C has 6, should 5"},
		"the total, but not the bodies":     {three, seats([3]int{4, 2, 1}, [3]int{1, 4, 2}, [3]int{3, 2, 2}), "(d) P A has 4, should 3; (d) P B has 2, should 3; (d) Q A has 1, should 2; (d) Q B has 4, should 3"},
		"a tie settled the other way":       {tied, seats([3]int{3, 1, 2}), ""},
		"a tie is no leave to give more":    {tied, seats([3]int{2, 2, 2}), "(c)  A has 2, should 3; (d) P A has 2, should 3; (d) P C has 2, should 1"},
		"a majority group without its half": {most, seats([3]int{5, 3, 2}, [3]int{6, 3, 1}, [3]int{7, 4, 2}), "(b) P A has 5, should 6; (c)  A has 18, should 19; (c)  C has 5, should 4"},
		"all seats to one group":            {tied, seats([3]int{6, 0, 0}), "(a) P A has 6, should 5; (c)  A has 6, should 3; (c)  B has 0, should 2; (c)  C has 0, should 1; (d) P A has 6, should 3; (d) P B has 0, should 2; (d) P C has 0, should 1"},
	} {
		f, err := Verify(c.chamber, c.proposal)
		if diff := cmp.Diff(c.want, departures(f.Departures)); err != nil || diff != "" || f.NeedsNobodyAgainst() != (c.want != "") {
			t.Errorf("%s: %v\n%s", words, err, diff)
		}
	}
	for words, p := range map[string]Proposal{
		"a seat left empty":   {"P": {"A": 3, "B": 2}},
		"an unknown group":    {"P": {"A": 3, "B": 2, "X": 1}},
		"an unknown body":     {"P": {"A": 3, "B": 2, "C": 1}, "X": {}},
		"fewer than nothing":  {"P": {"A": 4, "B": 3, "C": -1}},
		"more than there are": {"P": {"A": 0, "B": 11, "C": -5}},
	} {
		if _, err := Verify(tied, p); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%s: %v", words, err)
		}
	}
}

// How near the bodies can be to proportion is asked of the totals that a proposal has, which a tie
// may have left to the council to settle: of the tables with such totals the nearest is lawful,
// though it may be further from proportion than that which Allocate gives.
func TestATieSettledOtherwiseIsMeasuredByItsOwnTotals(t *testing.T) {
	t.Parallel()
	further := 0
	for _, of := range [][]int{{7, 6, 5}, {8, 7, 3}, {9, 5, 4}, {9, 7, 2}, {14, 12, 10}} {
		for _, seats := range [][]int{{6, 3}, {3, 4, 2}} {
			c := Chamber{Groups: groups(of...), Bodies: ordinary(seats...)}
			given, err := Allocate(c)
			if err != nil {
				t.Fatal(err)
			}
			tied := given.Total.Tie.Groups
			if len(tied) != 2 || len(given.Unmet) > 0 {
				continue
			}
			totals := slices.Clone(given.Totals)
			for _, p := range given.Total.Parts {
				switch {
				case !slices.Contains(tied, p.Group):
				case p.ByRest:
					totals[slices.Index(given.Columns, p.Group)]--
				default:
					totals[slices.Index(given.Columns, p.Group)]++
				}
			}
			nearest, distance := nearestTable(c, totals)
			if nearest == nil {
				continue
			}
			switch _, ours := nearestTable(c, given.Totals); {
			case distance > ours:
				further++
			case distance < ours:
				t.Errorf("%v, %v: the tie was settled at a distance of %d, and there is one of %d", of, seats, ours, distance)
			}
			if f, err := Verify(c, nearest); err != nil || f.NeedsNobodyAgainst() {
				t.Errorf("%v for %v members: %s (%v)", nearest, of, departures(f.Departures), err)
			}
		}
	}
	if further == 0 {
		t.Error("no such case was tried")
	}
}

// nearestTable is the table with these totals that is nearest to proportion, and its distance.
func nearestTable(c Chamber, totals []int) (Proposal, int) {
	var best Proposal
	distance := 0
	everyTable(c, nil, func(seats [][]int) {
		t := &table{chamber: c, columns: c.columns(), members: c.members(), bodies: c.Bodies, seats: seats}
		d := 0
		for row := range seats {
			d += t.distance(row)
		}
		if !slices.Equal(t.totals(), totals) || best != nil && d >= distance {
			return
		}
		best, distance = Proposal{}, d
		for row, b := range c.Bodies {
			best[b.Name] = map[string]int{}
			for i, n := range seats[row] {
				best[b.Name][t.columns[i].Name] = n
			}
		}
	})
	return best, distance
}

func TestAChamberThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	for words, c := range map[string]Chamber{
		"no groups":              {Ungrouped: 10, Bodies: ordinary(3)},
		"a group of one":         {Groups: groups(1, 5), Bodies: ordinary(3)},
		"two of one name":        {Groups: []Group{{"A", 3}, {"A", 4}}, Bodies: ordinary(3)},
		"a body without seats":   {Groups: groups(4, 5), Bodies: ordinary(0)},
		"a body of all and more": {Groups: groups(4, 5), Bodies: ordinary(10)},
		"a scope unheard of":     {Groups: groups(4, 5), Bodies: []Body{{"P", 3, "x"}}},
	} {
		if _, err := Allocate(c); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%s: %v", words, err)
		}
	}
}

func anyChamber(t *rapid.T, most int) Chamber {
	c := Chamber{Groups: groups(rapid.SliceOfN(rapid.IntRange(2, 30), 1, most).Draw(t, "groups")...), Ungrouped: rapid.IntRange(0, 4).Draw(t, "ungrouped")}
	c.Bodies = ordinary(rapid.SliceOfN(rapid.IntRange(1, min(15, c.members())), 1, most).Draw(t, "seats")...)
	for i := range c.Bodies {
		c.Bodies[i].Scope = rapid.SampledFrom([]Scope{Ordinary, Ordinary, Other, Exempt}).Draw(t, "scope")
	}
	return c
}

func sum(all []int) int {
	n := 0
	for _, one := range all {
		n += one
	}
	return n
}

func TestSeatsAreFilledWithinThePrinciples(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := anyChamber(t, 7)
		a, err := Allocate(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range a.Rows {
			body := c.Bodies[slices.IndexFunc(c.Bodies, func(b Body) bool { return b.Name == r.Body })]
			if sum(r.Seats) != body.Seats {
				t.Fatalf("%s: %v for %d seats", r.Body, r.Seats, body.Seats)
			}
			for i, g := range c.Groups {
				if r.Seats[i] < 0 || body.Seats > 1 && g.Members < c.members() && r.Seats[i] == body.Seats {
					t.Fatalf("%s: %s has %d of %d", r.Body, g.Name, r.Seats[i], body.Seats)
				}
				if 2*g.Members > c.members() && body.Seats != 2 && 2*r.Seats[i] <= body.Seats {
					t.Fatalf("%s: %s, a majority, has %d of %d", r.Body, g.Name, r.Seats[i], body.Seats)
				}
			}
		}
		if got := sum(a.Totals); got != a.Total.Seats {
			t.Fatalf("totals %v for %d seats", a.Totals, a.Total.Seats)
		}
		for _, p := range a.Total.Parts {
			if d := p.Seats*p.Entitled.Denominator - p.Entitled.Numerator; d >= p.Entitled.Denominator || -d >= p.Entitled.Denominator {
				t.Fatalf("%s is entitled to %s and has %d", p.Group, p.Entitled.Decimal(2), p.Seats)
			}
		}
	})
}

func TestALargerGroupNeverHasFewerSeats(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := anyChamber(t, 7)
		a, err := Allocate(c)
		if err != nil {
			t.Fatal(err)
		}
		columns := c.columns()
		for _, r := range append(a.Bodies, a.Total) {
			for i, p := range r.Parts {
				for j, q := range r.Parts {
					if columns[i].Members > columns[j].Members && p.Seats < q.Seats {
						t.Fatalf("%q: %s of %d has %d, %s of %d has %d", r.Body, p.Group, columns[i].Members, p.Seats, q.Group, columns[j].Members, q.Seats)
					}
				}
			}
		}
	})
}

func TestWhatIsAllocatedDepartsFromNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := anyChamber(t, 6)
		a, err := Allocate(c)
		if err != nil {
			t.Fatal(err)
		}
		p := Proposal{}
		for _, r := range a.Rows {
			p[r.Body] = map[string]int{}
			for i, n := range r.Seats {
				p[r.Body][a.Columns[i]] = n
			}
		}
		if f, err := Verify(c, p); err != nil || f.NeedsNobodyAgainst() {
			t.Fatalf("%s (%v)", departures(f.Departures), err)
		}
	})
}

// Of all tables that keep the first two principles and have the same totals, none is nearer to
// proportion: tried one by one where there are few.
func TestNoOtherTableIsNearerToProportion(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := Chamber{Groups: groups(rapid.SliceOfN(rapid.IntRange(2, 12), 2, 3).Draw(t, "groups")...), Ungrouped: rapid.IntRange(0, 1).Draw(t, "ungrouped")}
		c.Bodies = ordinary(rapid.SliceOfN(rapid.IntRange(1, min(6, c.members())), 1, 3).Draw(t, "seats")...)
		a, err := Allocate(c)
		if err != nil {
			t.Fatal(err)
		}
		ours, best := &table{chamber: c, columns: c.columns(), members: c.members(), bodies: c.Bodies}, -1
		total := 0
		for i, r := range a.Rows {
			ours.seats = append(ours.seats, r.Seats)
			total += ours.distance(i)
		}
		everyTable(c, nil, func(seats [][]int) {
			other := &table{chamber: c, columns: c.columns(), members: c.members(), bodies: c.Bodies, seats: seats}
			if !slices.Equal(other.totals(), a.Totals) {
				return
			}
			d := 0
			for i := range seats {
				d += other.distance(i)
			}
			if best < 0 || d < best {
				best = d
			}
		})
		if total != best {
			t.Fatalf("%s: distance %d, and there is one of %d", written(a), total, best)
		}
	})
}

// everyTable is every way to fill the bodies within the first two principles.
func everyTable(c Chamber, begun [][]int, try func([][]int)) {
	if len(begun) == len(c.Bodies) {
		try(begun)
		return
	}
	seats := c.Bodies[len(begun)].Seats
	low, high := c.bounds(seats)
	var fill func(row []int, left int)
	fill = func(row []int, left int) {
		if len(row) == len(low) {
			if left == 0 {
				everyTable(c, append(slices.Clone(begun), slices.Clone(row)), try)
			}
			return
		}
		for n := low[len(row)]; n <= min(left, high[len(row)]); n++ {
			fill(append(slices.Clone(row), n), left-n)
		}
	}
	fill(nil, seats)
}
