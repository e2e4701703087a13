package register

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"

	"moothall/internal/audience"
	"moothall/internal/balance"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// PartyKey and BodyKey are the names under which package balance knows a party and a body.
func PartyKey(party int) string { return "party-" + strconv.Itoa(party) }

// BodyKey is the name under which package balance knows a body.
func BodyKey(body int) string { return "body-" + strconv.Itoa(body) }

// Chamber is what seats are shared by on a day: the parties with two councillors or more, but for those
// that are said to make no group, whose members are of no group; and the bodies with seats, each with its
// scope or the one that its kind usually has.
func Chamber(roll gazette.Roll, on council.Day, noGroup []string, scopes map[string]balance.Scope) balance.Chamber {
	var c balance.Chamber
	count := roll.Groups(on)
	for _, party := range slices.SortedFunc(maps.Keys(count), func(a, b int) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(PartyKey(a), PartyKey(b)))
	}) {
		if party == 0 || count[party] < 2 || slices.Contains(noGroup, PartyKey(party)) {
			c.Ungrouped += count[party]
			continue
		}
		c.Groups = append(c.Groups, balance.Group{Name: PartyKey(party), Members: count[party]})
	}
	for _, n := range bodiesInOrder(roll) {
		b := roll.Bodies[n]
		if b.Seats == 0 || !b.Covers(on) || b.Kind == council.OutsideBody {
			continue
		}
		scope := scopes[BodyKey(n)]
		if !slices.Contains(Scopes(), scope) {
			scope = usualScope(b.Kind)
		}
		c.Bodies = append(c.Bodies, balance.Body{Name: BodyKey(n), Seats: b.Seats, Scope: scope})
	}
	return c
}

// bodiesInOrder are the numbers of all bodies, in the order of their kinds.
func bodiesInOrder(roll gazette.Roll) []int {
	kinds := council.BodyKinds()
	return slices.SortedFunc(maps.Keys(roll.Bodies), func(a, b int) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, roll.Bodies[a].Kind), slices.Index(kinds, roll.Bodies[b].Kind)), a-b)
	})
}

// Scopes are the scopes to choose from.
func Scopes() []balance.Scope {
	return []balance.Scope{balance.Ordinary, balance.Other, balance.Exempt}
}

// usualScope is the scope that bodies of a kind usually have; the council may choose otherwise.
func usualScope(k council.BodyKind) balance.Scope {
	switch k {
	case council.OtherCommittee, council.Scrutiny, council.Regulatory:
		return balance.Ordinary
	case council.Panel:
		return balance.Other
	case council.FullCouncil, council.Cabinet, council.AreaCommittee, council.Board, council.PartnershipBody, council.OutsideBody:
	}
	return balance.Exempt
}

// Allocation is how the council has allocated seats to its groups, from a day until the next allocation.
type Allocation struct {
	From   council.Day  `json:"from"`
	Groups []GroupSize  `json:"groups"` // as they were when it was made
	Bodies []Allocated  `json:"bodies"`
	By     council.Text `json:"by,omitzero"` // the meeting that made it, in the officer's words
	// Departs says that it is an alternative to what the principles give (LGHA 1989 s17), which is lawful
	// only where no member voted against it; Unopposed that none did.
	Departs   bool `json:"departs,omitempty"`
	Unopposed bool `json:"unopposed,omitempty"`
}

// GroupSize is how many members a group has; party 0 stands for those of none.
type GroupSize struct {
	Party   int `json:"party,omitzero"`
	Members int `json:"members"`
}

// Allocated are the seats on one body.
type Allocated struct {
	Body  int          `json:"body"`
	Seats []GroupSeats `json:"seats"`
}

// GroupSeats are a group's seats on a body.
type GroupSeats struct {
	Party int `json:"party,omitzero"`
	Seats int `json:"seats"`
}

// Kind implements Work.
func (Allocation) Kind() Kind { return "allocation" }

// Lock implements Work.
func (Allocation) Lock() audience.Lock { return audience.Lock{} }

// Marks implements Work.
func (Allocation) Marks() []Mark { return nil }

// Order implements Work: by the day from which it holds.
func (a Allocation) Order() string { return a.From.String() }

// Check implements Work.
func (a Allocation) Check() error {
	var faults council.Faults
	if a.From.IsZero() {
		faults.Add("from", "allocation.from.missing")
	}
	if len(a.Bodies) == 0 {
		faults.Add("from", "allocation.bodies.missing")
	}
	if a.Departs && !a.Unopposed {
		faults.Add("unopposed", "allocation.unopposed.needed")
	}
	return faults.Err()
}

// Allocations are all allocations, the latest first.
func (r *Register) Allocations(ctx context.Context, v audience.Viewer) (list []Kept[Allocation], err error) {
	err = r.look(ctx, v, ChangeBalance, func(ctx context.Context, t *turn) error {
		list, err = find[Allocation](ctx, t, Query{Reverse: true})
		return err
	})
	return list, err
}

// KeepAllocation keeps how seats were allocated. Departs says whether the sharing departs from the
// principles; who calls has asked package balance.
func (r *Register) KeepAllocation(ctx context.Context, v audience.Viewer, a Allocation) (number int, err error) {
	err = r.do(ctx, v, ChangeBalance, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := add(ctx, t, a)
		number = k.Number
		return err
	})
	return number, err
}

// SeatsTaken is a group's seats on a body, and how many of its members sit there.
type SeatsTaken struct {
	Body, Party int
	Seats       int
	Sitting     []int // person numbers, ascending
}

// Open is how many of the seats nobody sits on; below zero where more sit than were allocated.
func (s SeatsTaken) Open() int { return s.Seats - len(s.Sitting) }

// Against is the allocation against who sits on a day: every body with every group that has seats or
// members on it. Whoever is of a party without seats of its own sits for nobody's group where the
// allocation has such seats.
func (a Allocation) Against(roll gazette.Roll, on council.Day) []SeatsTaken {
	var list []SeatsTaken
	for _, b := range a.Bodies {
		at := map[int]int{}
		for _, g := range b.Seats {
			at[g.Party] = len(list)
			list = append(list, SeatsTaken{Body: b.Body, Party: g.Party, Seats: g.Seats})
		}
		for _, n := range roll.Seated(b.Body, on) {
			if !roll.People[n].IsCouncillor(on) {
				continue // co-opted members hold no group's seat
			}
			party := roll.People[n].PartyOn(on)
			i, ok := at[party]
			if !ok {
				i, ok = at[0]
			}
			if !ok {
				i = len(list)
				at[party] = i
				list = append(list, SeatsTaken{Body: b.Body, Party: party})
			}
			list[i].Sitting = append(list[i].Sitting, n)
		}
	}
	return list
}
