package desk

import (
	"fmt"
	"strconv"

	"moothall/internal/balance"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// keepAllocation keeps the seats as they stand in the form: those that the principles give, or an
// alternative, of which somebody has to say that no member voted against it.
func (d *Desk) keepAllocation(w *reply, v *visit) error {
	v.PostForm.Set("try", "yes")
	view, err := d.balanceView(v, v.PostForm)
	if err != nil {
		return err
	}
	if view.found == nil && !view.form.Failed() {
		view.form.Fail("on", v.words.T("desk.balance.not"))
	}
	a := view.allocation()
	if !view.form.Failed() {
		number, err := d.register.KeepAllocation(v.ctx, v.viewer, a)
		if err == nil {
			return w.done(allocationPath(number), "allocated")
		}
		if !view.form.Take(err) {
			return err
		}
	}
	return w.again(d.balanceFrame(v), balancePage(view))
}

// allocation is what stands in the form, as it is kept.
func (v *balanceView) allocation() register.Allocation {
	f := v.form
	a := register.Allocation{From: f.Day("from", f.Words.T("desk.allocation.from")), By: f.Pair("by"), Unopposed: f.Has("unopposed", "yes")}
	if v.found == nil {
		return a
	}
	a.Departs = v.found.NeedsNobodyAgainst()
	for _, g := range v.sum.Columns {
		a.Groups = append(a.Groups, register.GroupSize{Party: partyNumber(g), Members: v.membersOf(g)})
	}
	seats := v.proposal()
	for _, r := range v.sum.Rows {
		one := register.Allocated{Body: numberOf(r.Body)}
		for _, g := range v.sum.Columns {
			one.Seats = append(one.Seats, register.GroupSeats{Party: partyNumber(g), Seats: seats[r.Body][g]})
		}
		a.Bodies = append(a.Bodies, one)
	}
	return a
}

// partyNumber is the number of a group's party; 0 for the members of none.
func partyNumber(group string) int {
	if group == balance.Ungrouped {
		return 0
	}
	return numberOf(group)
}

func allocationPath(number int) string { return fmt.Sprintf("/desk/balance/kept/%d", number) }

// allocationLine is an allocation in the list of all, with the day until which it held.
type allocationLine struct {
	register.Kept[register.Allocation]
	to council.Day
}

// showAllocations lists how seats were allocated since when.
func (d *Desk) showAllocations(w *reply, v *visit) error {
	list, err := d.register.Allocations(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	var lines []allocationLine
	var next council.Day
	for _, k := range list {
		line := allocationLine{Kept: k}
		if !next.IsZero() {
			line.to = next.Add(-1)
		}
		lines, next = append(lines, line), k.Content.From
	}
	return w.page(d.peopleFrame(v, v.words.T("desk.allocations")), allocationsPage(v, lines))
}

// allocationView is an allocation against who sits on a day.
type allocationView struct {
	*visit
	register.Kept[register.Allocation]
	form *page.Form
	on   council.Day
	roll gazette.Roll
	rows []register.SeatsTaken
}

func (d *Desk) showAllocation(w *reply, v *visit) error {
	view := allocationView{visit: v, form: page.NewForm(v.words, v.URL.Query())}
	if view.on = view.form.Day("on", v.words.T("desk.balance.on")); view.on.IsZero() {
		view.on = d.today()
	}
	list, err := d.register.Allocations(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	for _, k := range list {
		if k.Number == v.number {
			view.Kept = k
		}
	}
	if view.Version == 0 {
		return fmt.Errorf("allocation %d: %w", v.number, council.ErrNotFound)
	}
	if view.roll, err = d.record.Roll(v.ctx); err != nil {
		return err
	}
	view.rows = view.Content.Against(view.roll, view.on)
	f := d.peopleFrame(v, view.title())
	f.Crumbs = append(f.Crumbs, page.Crumb{Name: v.words.T("desk.allocations"), Path: "/desk/balance/kept"})
	if view.form.Failed() {
		return w.again(f, allocationPage(view))
	}
	return w.page(f, allocationPage(view))
}

func (v allocationView) title() string {
	return v.words.Say("desk.allocation", "Day", v.words.Day(v.Content.From))
}

// party is what a group is called.
func (v allocationView) party(n int) string {
	if n == 0 {
		return v.words.GroupName(balance.Ungrouped)
	}
	return v.words.Plain(v.roll.Parties[n].Name)
}

// sitting are the names of those who sit on a group's seats.
func (v allocationView) sitting(s register.SeatsTaken) string {
	names := ""
	for i, n := range s.Sitting {
		if i > 0 {
			names += ", "
		}
		names += v.roll.People[n].Name
	}
	return names
}

// open says how many seats nobody has taken, or how many too many sit.
func (v allocationView) open(s register.SeatsTaken) string {
	switch n := s.Open(); {
	case n > 0:
		return v.words.Count("desk.allocation.open", n)
	case n < 0:
		return v.words.Count("desk.allocation.over", -n)
	}
	return ""
}

// groupSizes are the groups as they were when the seats were allocated.
func (v allocationView) groupSizes() []string {
	var list []string
	for _, g := range v.Content.Groups {
		list = append(list, v.party(g.Party)+": "+strconv.Itoa(g.Members))
	}
	return list
}
