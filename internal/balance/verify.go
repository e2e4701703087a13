package balance

import "slices"

// Proposal is another allocation of the same seats, by body and group: how many each would have.
// A group that is not named on a body has none.
type Proposal map[string]map[string]int

// Finding is where a proposal departs from the principles. An empty one is as lawful as what
// Allocate gives.
type Finding struct {
	Departures []Departure
}

// NeedsNobodyAgainst says whether the council may make the proposal's arrangements only where no
// member votes against them (Act of 1989 s17).
func (f Finding) NeedsNobodyAgainst() bool { return len(f.Departures) > 0 }

// Verify says where a proposal departs from the principles. Ties may be settled either way, and a
// seat may stand on another body where that costs proportion no more. The error is
// council.ErrInvalid where the proposal does not fill the seats there are.
func Verify(c Chamber, p Proposal) (Finding, error) {
	a, err := Allocate(c)
	if err != nil {
		return Finding{}, err
	}
	t, err := c.proposed(p, a)
	if err != nil {
		return Finding{}, err
	}
	var f Finding
	for row := range t.bodies {
		f.Departures = append(f.Departures, t.firstTwo(row)...)
	}
	third := t.third(a)
	f.Departures = append(f.Departures, third...)
	// How near to proportion the bodies can be depends on the totals: where those are as they may be,
	// also by a tie that was settled otherwise, they are the proposal's own.
	best := c.table(func(Rounding) {})
	if best.level(a.Totals); len(third) == 0 {
		best = c.table(func(Rounding) {})
		best.level(t.totals())
	}
	f.Departures = append(f.Departures, t.fourth(best, len(f.Departures) == 0)...)
	return f, nil
}

// proposed is the proposal as a table beside the allocation.
func (c Chamber) proposed(p Proposal, a Allocation) (*table, error) {
	for name := range p {
		if !slices.ContainsFunc(c.Bodies, func(b Body) bool { return b.Name == name }) {
			return nil, invalid("there is no body %q to give seats on", name)
		}
	}
	t := &table{chamber: c, columns: c.columns(), members: c.members()}
	for _, b := range c.Bodies {
		if b.Scope == Exempt {
			continue
		}
		seats := make([]int, len(t.columns))
		left := b.Seats
		for group, n := range p[b.Name] {
			column := slices.Index(a.Columns, group)
			if column < 0 || n < 0 || n > t.columns[column].Members {
				return nil, invalid("%d seats on %s for %q, which has not so many members", n, b.Name, group)
			}
			seats[column] = n
			left -= n
		}
		if left != 0 {
			return nil, invalid("%s has %d seats, and %d are given", b.Name, b.Seats, b.Seats-left)
		}
		low, high := c.bounds(b.Seats)
		t.bodies, t.seats, t.low, t.high = append(t.bodies, b), append(t.seats, seats), append(t.low, low), append(t.high, high)
	}
	return t, nil
}

// firstTwo are the departures of a body from the first and second principle.
func (t *table) firstTwo(row int) []Departure {
	var all []Departure
	for i, n := range t.seats[row] {
		d := Departure{Body: t.bodies[row].Name, Group: t.columns[i].Name, Has: n}
		switch {
		case n > t.high[row][i]:
			d.Principle, d.Should = NotOneGroup, t.high[row][i]
		case n < t.low[row][i]:
			d.Principle, d.Should = Majority, t.low[row][i]
		default:
			continue
		}
		all = append(all, d)
	}
	return all
}

// third are the departures of the total of all ordinary committees.
func (t *table) third(a Allocation) []Departure {
	var all []Departure
	for i, n := range t.totals() {
		p := a.Total.Parts[i]
		tied := slices.Contains(a.Total.Tie.Groups, p.Group) && len(a.Unmet) == 0 && (n == p.Whole || n == p.Whole+1)
		if n != a.Totals[i] && !tied {
			all = append(all, Departure{Principle: TotalProportional, Group: p.Group, Has: n, Should: a.Totals[i]})
		}
	}
	return all
}

// fourth are the departures of bodies from proportion, beside the best table there is. Where the
// principles before it are met, it is the table as a whole that must be as near to proportion as
// the best; where they are not, each body that is further from it than there departs.
func (t *table) fourth(best *table, othersMet bool) []Departure {
	if othersMet && t.far() <= best.far() {
		return nil
	}
	var all []Departure
	for row, b := range t.bodies {
		if t.distance(row) <= best.distance(row) {
			continue
		}
		for i, n := range t.seats[row] {
			if should := best.seats[row][i]; n != should {
				all = append(all, Departure{Principle: BodyProportional, Body: b.Name, Group: t.columns[i].Name, Has: n, Should: should})
			}
		}
	}
	return all
}

// distance is the sum of the squared distances of a body's seats from what is entitled, times the
// square of the membership.
func (t *table) distance(row int) int {
	sum := 0
	for i := range t.columns {
		sum += t.over(row, i) * t.over(row, i)
	}
	return sum
}
