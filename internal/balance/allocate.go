package balance

import (
	"fmt"
	"slices"

	"moothall/internal/council"
)

// Principle is one of the four of the Act of 1989 s15(5), in whose order they go before each other.
type Principle string

// The principles.
const (
	NotOneGroup       Principle = "a" // not all seats on a body are allocated to the same group
	Majority          Principle = "b" // a group to which most members belong has most seats on each body
	TotalProportional Principle = "c" // the seats on all ordinary committees are in proportion
	BodyProportional  Principle = "d" // the seats on each body are in proportion
)

// Row is a body's seats, one number for each column of the Allocation.
type Row struct {
	Body  string
	Scope Scope
	Seats []int
}

// Move is one seat of a body that went from one group to another, and the principle that asked
// for it. Elsewhere are the bodies on which the same move would have cost proportion no more: a
// choice that is the council's.
type Move struct {
	Principle Principle
	Body      string
	From, To  string
	Elsewhere []string
}

// Departure is where seats depart from a principle: of a body, or of the total of all ordinary
// committees where Body is empty.
type Departure struct {
	Principle Principle
	Body      string
	Group     string
	Has       int // seats
	Should    int // seats, as the principles in their order give them
}

// Allocation is the seats as the principles give them, with every step that led to it.
type Allocation struct {
	Columns []string   // who has seats: the groups, and Ungrouped where there are such members
	Total   Rounding   // of all seats on ordinary committees: what the third principle asks for
	Bodies  []Rounding // of each body in scope, before any move
	Moves   []Move     // in order
	Rows    []Row      // the seats, a row for each body in scope
	Totals  []int      // of the ordinary committees
	Unmet   []Departure
}

// Seats are how many seats a group has on a body; 0 where either is not there.
func (a Allocation) Seats(body, group string) int {
	column := slices.Index(a.Columns, group)
	for _, r := range a.Rows {
		if r.Body == body && column >= 0 {
			return r.Seats[column]
		}
	}
	return 0
}

// table is an allocation in the making.
type table struct {
	chamber Chamber
	columns []Group
	members int
	bodies  []Body  // in scope
	seats   [][]int // by body and column
	low     [][]int // the fewest that the first two principles allow
	high    [][]int // the most
	moves   []Move
}

// Allocate shares the seats of every body that is not exempt. Each body is rounded by itself; seats
// are moved on it for the first and the second principle; then seats are moved until the total of
// the ordinary committees is in proportion, each time where it costs the proportion of a body least.
// Where the principles before it do not let the third be met, Unmet says by how much it is not. The
// error is that of Chamber.Check.
func Allocate(c Chamber) (Allocation, error) {
	if err := c.Check(); err != nil {
		return Allocation{}, err
	}
	a := Allocation{}
	var t *table
	for _, total := range c.round("", c.ordinarySeats()).settled() {
		var bodies []Rounding
		other := c.table(func(r Rounding) { bodies = append(bodies, r) })
		other.level(total.totals())
		if t == nil || other.beyond(total) < t.beyond(a.Total) || other.beyond(total) == t.beyond(a.Total) && other.far() < t.far() {
			t, a.Total, a.Bodies = other, total, bodies
		}
	}
	for _, p := range a.Total.Parts {
		a.Columns = append(a.Columns, p.Group)
	}
	a.Moves, a.Totals = t.moves, t.totals()
	for i, b := range t.bodies {
		a.Rows = append(a.Rows, Row{Body: b.Name, Scope: b.Scope, Seats: t.seats[i]})
	}
	for i, should := range a.Total.totals() {
		if a.Totals[i] != should {
			a.Unmet = append(a.Unmet, Departure{Principle: TotalProportional, Group: a.Columns[i], Has: a.Totals[i], Should: should})
		}
	}
	return a, nil
}

func (c Chamber) ordinarySeats() int {
	total := 0
	for _, b := range c.Bodies {
		if b.Scope == Ordinary {
			total += b.Seats
		}
	}
	return total
}

// table is every body in scope by itself: rounded, which is told, and moved for the first two
// principles.
func (c Chamber) table(rounded func(Rounding)) *table {
	t := &table{chamber: c, columns: c.columns(), members: c.members()}
	for _, b := range c.Bodies {
		if b.Scope != Exempt {
			r := c.round(b.Name, b.Seats)
			rounded(r)
			t.add(b, r)
		}
	}
	return t
}

// add puts a body into the table as it was rounded, and moves seats for the first two principles.
func (t *table) add(b Body, r Rounding) {
	seats := make([]int, len(t.columns))
	low, high := t.chamber.bounds(b.Seats)
	for i, p := range r.Parts {
		seats[i] = p.Seats
	}
	t.bodies, t.seats = append(t.bodies, b), append(t.seats, seats)
	t.low, t.high = append(t.low, low), append(t.high, high)
	row := len(t.bodies) - 1
	for i := range seats {
		for seats[i] > high[i] {
			t.apply(row, i, t.cheapest(row, i, -1), NotOneGroup, nil)
		}
	}
	for i := range seats {
		for seats[i] < low[i] {
			t.apply(row, t.cheapest(row, -1, i), i, Majority, nil)
		}
	}
}

// bounds are the fewest and the most seats that each column may have on a body: for no group all
// of them, where others could have one; for the majority group more than half, as far as the first
// principle, which goes before, leaves room; and for nobody more than they are.
func (c Chamber) bounds(seats int) (low, high []int) {
	majority := c.majority()
	for i, g := range c.columns() {
		most, fewest := min(seats, g.Members), 0
		if g.Name != Ungrouped && seats > 1 && g.Members < c.members() {
			most = min(most, seats-1)
		}
		if i == majority {
			fewest = min(seats/2+1, most)
		}
		low, high = append(low, fewest), append(high, most)
	}
	return low, high
}

// cost is by how much a move of one seat adds to the sum of the squared distances from what is
// entitled, times the membership, so that it is a whole number.
func (t *table) cost(row, from, to int) int {
	return t.over(row, to) - t.over(row, from) + t.members
}

// over is how many seats a column has on a body beyond its entitlement, times the membership.
func (t *table) over(row, column int) int {
	return t.seats[row][column]*t.members - t.columns[column].Members*t.bodies[row].Seats
}

// may says whether the first two principles let a seat be moved.
func (t *table) may(row, from, to int) bool {
	return from != to && t.seats[row][from] > t.low[row][from] && t.seats[row][to] < t.high[row][to]
}

// cheapest is the other side of the move on a body that costs least: to whom, where from is given,
// or from whom. There is one: others exist, and together they are enough.
func (t *table) cheapest(row, from, to int) int {
	best := -1
	for i := range t.columns {
		f, o := from, i
		if from < 0 {
			f, o = i, to
		}
		if !t.may(row, f, o) {
			continue
		}
		if best < 0 || from >= 0 && t.over(row, i) < t.over(row, best) || from < 0 && t.over(row, i) > t.over(row, best) {
			best = i
		}
	}
	return best
}

func (t *table) apply(row, from, to int, why Principle, elsewhere []string) {
	t.seats[row][from]--
	t.seats[row][to]++
	t.moves = append(t.moves, Move{Principle: why, Body: t.bodies[row].Name, From: t.columns[from].Name, To: t.columns[to].Name, Elsewhere: elsewhere})
}

// totals are the seats of each column on the ordinary committees.
func (t *table) totals() []int {
	all := make([]int, len(t.columns))
	for row, b := range t.bodies {
		for i, n := range t.seats[row] {
			if b.Scope == Ordinary {
				all[i] += n
			}
		}
	}
	return all
}

// beyond is how many seats of the total are not where the third principle asks for them.
func (t *table) beyond(total Rounding) int {
	n := 0
	for i, has := range t.totals() {
		n += max(has-total.Parts[i].Seats, 0)
	}
	return n
}

// far is how far all bodies together are from proportion.
func (t *table) far() int {
	n := 0
	for row := range t.bodies {
		n += t.distance(row)
	}
	return n
}

// invalid is an error about an allocation.
func invalid(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, council.ErrInvalid)...)
}
