package balance

import (
	"fmt"
	"slices"
	"strconv"

	"moothall/internal/council"
)

// Ungrouped is the name under which members of no group stand, as if they were one. They have no
// right to seats; what the groups are not entitled to is the council's to give to them.
const Ungrouped = ""

// Group is a political group: two members at the least (SI 1990/1553 reg 8).
type Group struct {
	Name    string // of its own among the groups
	Members int
}

// Scope says which principles a body is under.
type Scope string

// Scopes.
const (
	Ordinary Scope = "ordinary" // an ordinary committee: all four principles
	Other    Scope = "other"    // another body of Schedule 1, such as a sub-committee: all but the third
	Exempt   Scope = "exempt"   // none: the executive, licensing under the Act of 2003, an area committee
)

// Body is a body with seats to fill.
type Body struct {
	Name  string // of its own among the bodies
	Seats int
	Scope Scope
}

// Chamber is what seats are shared by: the groups, the members of none, and the bodies.
type Chamber struct {
	Groups    []Group
	Ungrouped int
	Bodies    []Body
}

// Check says whether seats can be shared by it; the error is council.ErrInvalid.
func (c Chamber) Check() error {
	if len(c.Groups) == 0 || c.Ungrouped < 0 {
		return fmt.Errorf("a council without political groups has no seats to share among them: %w", council.ErrInvalid)
	}
	names := map[string]bool{Ungrouped: true}
	for _, g := range c.Groups {
		if names[g.Name] {
			return fmt.Errorf("a group needs a name of its own, and %q is not one: %w", g.Name, council.ErrInvalid)
		}
		if names[g.Name] = true; g.Members < 2 {
			return fmt.Errorf("%s has %d members, and a political group has at least two: %w", g.Name, g.Members, council.ErrInvalid)
		}
	}
	bodies := map[string]bool{"": true}
	for _, b := range c.Bodies {
		if bodies[b.Name] {
			return fmt.Errorf("a body needs a name of its own, and %q is not one: %w", b.Name, council.ErrInvalid)
		}
		if bodies[b.Name] = true; b.Seats < 1 || b.Scope != Exempt && b.Seats > c.members() {
			return fmt.Errorf("%s has %d seats, and there are %d members: %w", b.Name, b.Seats, c.members(), council.ErrInvalid)
		}
		if !slices.Contains([]Scope{Ordinary, Other, Exempt}, b.Scope) {
			return fmt.Errorf("%q is no scope of the principles: %w", string(b.Scope), council.ErrInvalid)
		}
	}
	return nil
}

// columns are those who may have seats, in the order in which everything here lists them: the
// groups as given, and last, where there are any, the members of none.
func (c Chamber) columns() []Group {
	if c.Ungrouped == 0 {
		return c.Groups
	}
	return append(slices.Clone(c.Groups), Group{Name: Ungrouped, Members: c.Ungrouped})
}

// members is the membership of the authority: every member there is, vacancies not counted.
func (c Chamber) members() int {
	n := c.Ungrouped
	for _, g := range c.Groups {
		n += g.Members
	}
	return n
}

// majority is the column of the group that more than half of all members belong to; -1 where none
// has.
func (c Chamber) majority() int {
	return slices.IndexFunc(c.Groups, func(g Group) bool { return 2*g.Members > c.members() })
}

// Share is an exact number of seats that somebody is entitled to: Of members' part of them.
type Share struct{ Numerator, Denominator int }

// Decimal is the share with so many decimals, the last rounded half up: "4.58".
func (s Share) Decimal(places int) string {
	scale := 1
	for range places {
		scale *= 10
	}
	n := (2*s.Numerator*scale + s.Denominator) / (2 * s.Denominator)
	whole, part := strconv.Itoa(n/scale), strconv.Itoa(n%scale)
	if places == 0 {
		return whole
	}
	for len(part) < places {
		part = "0" + part
	}
	return whole + "." + part
}

// Part is what a group is entitled to of some seats, and what the rounding gives it.
type Part struct {
	Group     string
	Entitled  Share
	Whole     int  // the whole seats in it
	Remainder int  // what is left of it, in parts of the whole membership
	ByRest    bool // one more seat, because its remainder was among the largest
	Seats     int  // Whole, and the one more
}

// Tie is a choice that the arithmetic leaves open: some groups have the same remainder, and there
// are fewer seats than groups. It is the council's to settle. Until then a tie for the total is
// settled so that the bodies are nearest to proportion, and where that is no help, as on a body, the
// larger group has the seat, and of equal ones the one listed first.
type Tie struct {
	Groups []string
	Seats  int // how many of them can have one more
}

// Rounding is how seats are shared by largest remainder.
type Rounding struct {
	Body  string // empty for the total of all ordinary committees
	Seats int
	Parts []Part
	Tie   Tie // no groups where there is none
}

// round shares seats by largest remainder: everybody has the whole seats in their entitlement, and
// those with the largest remainders have one more each.
func (c Chamber) round(body string, seats int) Rounding {
	r := Rounding{Body: body, Seats: seats}
	left := seats
	for _, g := range c.columns() {
		n := g.Members * seats
		p := Part{Group: g.Name, Entitled: Share{n, c.members()}, Whole: n / c.members(), Remainder: n % c.members()}
		p.Seats = p.Whole
		left -= p.Whole
		r.Parts = append(r.Parts, p)
	}
	order := c.byRemainder(r.Parts)
	for _, i := range order[:left] {
		r.Parts[i].Seats++
		r.Parts[i].ByRest = true
	}
	r.Tie = tie(r.Parts, order, left)
	return r
}

// byRemainder are the columns, the largest remainder first, then the larger group.
func (c Chamber) byRemainder(parts []Part) []int {
	columns := c.columns()
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if parts[a].Remainder != parts[b].Remainder {
			return parts[b].Remainder - parts[a].Remainder
		}
		return columns[b].Members - columns[a].Members
	})
	return order
}

// tie is the choice between those that have the last of the seats left over and those that miss it
// by nothing.
func tie(parts []Part, order []int, left int) Tie {
	if left == 0 || left == len(order) || parts[order[left-1]].Remainder != parts[order[left]].Remainder {
		return Tie{}
	}
	var t Tie
	for i, column := range order {
		if parts[column].Remainder == parts[order[left]].Remainder {
			t.Groups = append(t.Groups, parts[column].Group)
			if i < left {
				t.Seats++
			}
		}
	}
	return t
}

// settled is the rounding with its tie settled in every way there is, first as it stands.
func (r Rounding) settled() []Rounding {
	all := []Rounding{r}
	var choose func(chosen []string, from int)
	choose = func(chosen []string, from int) {
		if len(chosen) == r.Tie.Seats {
			all = append(all, r.with(chosen))
			return
		}
		for i := from; i < len(r.Tie.Groups); i++ {
			choose(append(slices.Clone(chosen), r.Tie.Groups[i]), i+1)
		}
	}
	if len(r.Tie.Groups) > 0 {
		choose(nil, 0)
	}
	return all
}

// with is the rounding in which, of those that tie, the chosen have the seats.
func (r Rounding) with(chosen []string) Rounding {
	r.Parts = slices.Clone(r.Parts)
	for i := range r.Parts {
		if p := &r.Parts[i]; slices.Contains(r.Tie.Groups, p.Group) {
			p.Seats, p.ByRest = p.Whole, slices.Contains(chosen, p.Group)
			if p.ByRest {
				p.Seats++
			}
		}
	}
	return r
}

// totals are the seats that the rounding gives, by column.
func (r Rounding) totals() []int {
	all := make([]int, len(r.Parts))
	for i, p := range r.Parts {
		all[i] = p.Seats
	}
	return all
}
