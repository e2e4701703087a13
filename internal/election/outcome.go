package election

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Fate is what an election makes of somebody.
type Fate string

// Fates.
const (
	Leaves  Fate = "leaves"  // retired, and not elected again
	Stays   Fate = "stays"   // retired and elected again: nothing of theirs ends (LGA 1972 s102(5))
	Comes   Fate = "comes"   // elected, and was no councillor before
	Changes Fate = "changes" // was a councillor already, and stands now for another ward or party
)

// Change is what an election makes of one person.
type Change struct {
	Person int // 0 for somebody new to the record
	Fate   Fate
	Ward   int // for which they were elected; of whoever leaves, the one they represented
	Party  int
	Before gazette.Person
	After  gazette.Person
}

// Ended are the seats that end with the change, and the posts, with their last days; those that had not
// begun and never will have the days that they had.
func (c Change) Ended() (seats []gazette.Membership, posts []gazette.Post) {
	for _, m := range c.Before.Memberships {
		i := slices.IndexFunc(c.After.Memberships, func(a gazette.Membership) bool { return a.Body == m.Body && a.Role == m.Role && a.From == m.From })
		switch {
		case i < 0:
			seats = append(seats, m)
		case c.After.Memberships[i].To != m.To:
			seats = append(seats, c.After.Memberships[i])
		}
	}
	for _, p := range c.Before.Posts {
		i := slices.IndexFunc(c.After.Posts, func(a gazette.Post) bool { return a.Title == p.Title && a.From == p.From })
		switch {
		case i < 0:
			posts = append(posts, p)
		case c.After.Posts[i].To != p.To:
			posts = append(posts, c.After.Posts[i])
		}
	}
	return seats, posts
}

// Outcome is all that an election changes.
type Outcome struct {
	Changes []Change // whoever leaves, then who stays, then who comes
}

// Work works out what the election changes. Winners whom the wards that are up have no seats for, who
// stand twice, or whose seat is not up are faults of the field "results".
func (e Election) Work(roll gazette.Roll, winners []Winner) (Outcome, *council.Faults) {
	faults := e.check(roll, winners)
	var o Outcome
	if faults.Err() != nil {
		return o, faults
	}
	elected := map[int]bool{}
	for _, w := range winners {
		elected[w.Person] = true
	}
	for _, n := range e.retiring(roll) {
		if !elected[n] {
			o.Changes = append(o.Changes, e.leave(roll, n))
		}
	}
	for _, w := range winners {
		o.Changes = append(o.Changes, e.seat(roll, w))
	}
	order := []Fate{Leaves, Stays, Changes, Comes}
	slices.SortStableFunc(o.Changes, func(a, b Change) int { return slices.Index(order, a.Fate) - slices.Index(order, b.Fate) })
	return o, faults
}

func (e Election) check(roll gazette.Roll, winners []Winner) *council.Faults {
	var faults council.Faults
	fault := func(w Winner, key string, args ...string) {
		faults.Add("results", key, append([]string{"Line", strconv.Itoa(w.Line)}, args...)...)
	}
	seen := map[string]bool{}
	won := map[int]int{}
	for _, w := range winners {
		who := "person " + strconv.Itoa(w.Person)
		if w.Person == 0 {
			who = fmt.Sprint(w.Ward, gazette.Fold(w.Name))
		}
		won[w.Ward]++
		ward := roll.Wards[w.Ward]
		switch {
		case seen[who]:
			fault(w, "election.line.twice", "Name", w.Name)
		case !slices.Contains(e.Wards, w.Ward):
			fault(w, "election.line.ward.not-up", "Ward", ward.Name.String())
		case e.holds(roll, w):
			fault(w, "election.line.holds", "Name", w.Name)
		case ward.Seats > 0 && won[w.Ward] == e.UpIn(roll, w.Ward)+1:
			fault(w, "election.line.too-many", "Ward", ward.Name.String(), "Seats", strconv.Itoa(e.UpIn(roll, w.Ward)))
		}
		seen[who] = true
	}
	return &faults
}

// holds says whether a winner holds a seat of the same ward that is not up.
func (e Election) holds(roll gazette.Roll, w Winner) bool {
	return w.Person != 0 && slices.Contains(roll.Representing(w.Ward, e.last()), w.Person) && !slices.Contains(e.retiring(roll), w.Person)
}

// leave ends all that somebody holds as a councillor.
func (e Election) leave(roll gazette.Roll, n int) Change {
	before := roll.People[n]
	c := Change{Person: n, Fate: Leaves, Party: before.PartyOn(e.last()), Before: before, After: Vacate(before, roll, e.last(), e.Annual)}
	for _, s := range before.Represents {
		if s.Covers(e.last()) {
			c.Ward = s.Ward
		}
	}
	return c
}

// Vacate ends what somebody holds as a councillor with a last day: wards, party, posts and seats; those as
// a co-opted member go on. Whoever chairs the council, or is its vice-chair, stays a member of it until
// the annual meeting has chosen a successor (LGA 1972 ss3(3), 5(2)); where that day is not known, without
// an end. Pass no roll for a seat that falls vacant otherwise: then nobody stays.
func Vacate(p gazette.Person, roll gazette.Roll, last, annual council.Day) gazette.Person {
	p.Represents = cut(p.Represents, last, func(s *gazette.WardSpell) *council.Spell { return &s.Spell })
	p.Parties = cut(p.Parties, last, func(s *gazette.PartySpell) *council.Spell { return &s.Spell })
	p.Posts = cut(p.Posts, last, func(s *gazette.Post) *council.Spell { return &s.Spell })
	var stay []gazette.Membership
	for _, m := range p.Memberships {
		chairs := roll.Bodies[m.Body].Kind == council.FullCouncil && (m.Role == gazette.Chair || m.Role == gazette.ViceChair)
		switch {
		case chairs && annual.After(last):
			stay = append(stay, cut([]gazette.Membership{m}, annual, ofSeat)...)
		case m.Role == gazette.CoOpted, chairs && annual.IsZero():
			stay = append(stay, m)
		default:
			stay = append(stay, cut([]gazette.Membership{m}, last, ofSeat)...)
		}
	}
	p.Memberships = stay
	return p
}

func ofSeat(m *gazette.Membership) *council.Spell { return &m.Spell }

// cut ends all that goes on beyond a day, and leaves out what had not begun by then.
func cut[T any](list []T, last council.Day, spell func(*T) *council.Spell) []T {
	var left []T
	for _, one := range list {
		s := spell(&one)
		if s.From.After(last) {
			continue
		}
		end(s, last)
		left = append(left, one)
	}
	return left
}

// end ends a spell that goes on beyond a day.
func end(s *council.Spell, last council.Day) {
	if s.To.IsZero() || s.To.After(last) {
		s.To = last
	}
}

// Renew makes a change of the election in another edition of the same person: in a draft that somebody
// is writing while the election is published.
func (e Election) Renew(roll gazette.Roll, c Change, p gazette.Person) gazette.Person {
	if c.Fate == Leaves {
		return Vacate(p, roll, e.last(), e.Annual)
	}
	return e.seated(roll, p, c.Ward, c.Party)
}

// seated is somebody with a seat for a ward, and of a party, from the day of office on.
func (e Election) seated(roll gazette.Roll, p gazette.Person, ward, party int) gazette.Person {
	p.Represents, p.Parties, p.Memberships = e.toWard(p, ward), e.toParty(p, party), e.toCouncil(roll, p)
	return p
}

// seat gives a winner their seat.
func (e Election) seat(roll gazette.Roll, w Winner) Change {
	before := roll.People[w.Person]
	c := Change{Person: w.Person, Fate: Comes, Ward: w.Ward, Party: w.Party, Before: before}
	after := before
	if w.Person == 0 {
		after = gazette.Person{Name: w.Name, Style: "Councillor"}
	}
	after = e.seated(roll, after, w.Ward, w.Party)
	sat := before.IsCouncillor(e.last())
	if sat {
		c.Fate = Stays
		if len(after.Represents) != len(before.Represents) || len(after.Parties) != len(before.Parties) || before.PartyOn(e.last()) != w.Party {
			c.Fate = Changes
		}
	}
	c.After = after
	return c
}

// toWard are the wards of somebody who represents a ward from the day of office on.
func (e Election) toWard(p gazette.Person, ward int) []gazette.WardSpell {
	list := slices.Clone(p.Represents)
	for i, s := range list {
		if s.Ward == ward && s.Covers(e.last()) {
			return list
		}
		if s.Covers(e.last()) {
			end(&list[i].Spell, e.last())
		}
	}
	return append(list, gazette.WardSpell{Ward: ward, Spell: council.Spell{From: e.Office}})
}

// toParty are the parties of somebody who is of a party from the day of office on.
func (e Election) toParty(p gazette.Person, party int) []gazette.PartySpell {
	list := slices.Clone(p.Parties)
	for i, s := range list {
		if !s.Covers(e.last()) {
			continue
		}
		if s.Party == party {
			return list
		}
		end(&list[i].Spell, e.last())
	}
	if party == 0 {
		return list
	}
	return append(list, gazette.PartySpell{Party: party, Spell: council.Spell{From: e.Office}})
}

// toCouncil are the seats of a councillor, who sits on the full council.
func (e Election) toCouncil(roll gazette.Roll, p gazette.Person) []gazette.Membership {
	list := slices.Clone(p.Memberships)
	for _, n := range slices.Sorted(maps.Keys(roll.Bodies)) {
		if b := roll.Bodies[n]; b.Kind != council.FullCouncil || !b.Covers(e.Office) {
			continue
		}
		if !slices.ContainsFunc(list, func(m gazette.Membership) bool { return m.Body == n && m.Covers(e.Office) }) {
			list = append(list, gazette.Membership{Body: n, Role: gazette.Member, Voting: true, Spell: council.Spell{From: e.Office}})
		}
	}
	return list
}

// After is the roll once the changes are made. Those who are new to the record stand under numbers below
// zero, in the order of the changes.
func (o Outcome) After(roll gazette.Roll) gazette.Roll {
	people := map[int]gazette.Person{}
	for n, p := range roll.People {
		people[n] = p
	}
	fresh := 0
	for _, c := range o.Changes {
		n := c.Person
		if n == 0 {
			fresh--
			n = fresh
		}
		people[n] = c.After
	}
	roll.People = people
	return roll
}
