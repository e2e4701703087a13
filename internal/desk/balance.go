package desk

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"moothall/internal/balance"
	"moothall/internal/council"
	"moothall/internal/page"
)

// balanceView is the page of political balance. All that it is made from is in its address, so that it
// can be sent to somebody, and nothing is kept.
type balanceView struct {
	*visit
	form    *page.Form
	on      council.Day
	names   map[string]council.Text // of groups and bodies, by "party-3" and "body-5"
	parties []page.Choice           // that have councillors, to say which are no group
	chamber balance.Chamber
	members int
	bodies  []balance.Body // all that have seats, exempt ones too
	sum     *balance.Allocation
	found   *balance.Finding // where the alternative departs, once one was typed
}

// showBalance counts the groups on a day, shares the seats, and says where an alternative departs.
func (d *Desk) showBalance(w *reply, v *visit) error {
	view := balanceView{visit: v, form: page.NewForm(v.words, v.URL.Query()), names: map[string]council.Text{}}
	if view.on = view.form.Day("on", v.words.T("desk.balance.on")); view.on.IsZero() {
		view.on = d.today()
	}
	if err := d.countGroups(v, &view); err != nil {
		return err
	}
	if err := d.bodiesWithSeats(v, &view); err != nil {
		return err
	}
	view.share()
	frame := d.frame(v, page.Frame{Title: v.words.T("desk.balance"), Section: "people", Crumbs: []page.Crumb{
		{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.people"), Path: "/desk/people"}}})
	if view.form.Failed() {
		return w.again(frame, balancePage(view))
	}
	return w.page(frame, balancePage(view))
}

// countGroups counts the councillors of each party on the day. A party of one, and one that the address
// names as no group, makes none: its members are of no group.
func (d *Desk) countGroups(v *visit, view *balanceView) error {
	people, err := d.record.People(v.ctx, view.on)
	count := map[string]int{}
	for _, p := range people {
		if !p.Councillor {
			continue
		}
		view.members++
		if p.Party.Number == 0 {
			view.chamber.Ungrouped++
			continue
		}
		key := "party-" + strconv.Itoa(p.Party.Number)
		view.names[key] = p.Party.Name
		count[key]++
	}
	for key, n := range count {
		view.parties = append(view.parties, page.Choice{Value: key, Label: v.words.Plain(view.names[key]), Hint: v.words.Count("desk.balance.members", n)})
		if n < 2 || view.form.Has("no", key) {
			view.chamber.Ungrouped += n
			continue
		}
		view.chamber.Groups = append(view.chamber.Groups, balance.Group{Name: key, Members: n})
	}
	slices.SortFunc(view.parties, func(a, b page.Choice) int { return larger(a.Value, b.Value, count) })
	slices.SortFunc(view.chamber.Groups, func(a, b balance.Group) int { return larger(a.Name, b.Name, count) })
	return err
}

// larger orders parties by their members, the largest first, equal ones always in the same order.
func larger(a, b string, count map[string]int) int {
	return cmp.Or(count[b]-count[a], cmp.Compare(a, b))
}

// bodiesWithSeats are the bodies that have seats on the day, each with the scope that the address gives,
// or which bodies of its kind are usually under.
func (d *Desk) bodiesWithSeats(v *visit, view *balanceView) error {
	lines, err := d.record.Bodies(v.ctx, view.on)
	if err != nil {
		return err
	}
	for _, line := range lines {
		if line.Ended {
			continue
		}
		b, err := d.record.Body(v.ctx, line.Body.Number, view.on)
		if err != nil {
			return err
		}
		key := "body-" + strconv.Itoa(line.Body.Number)
		if b.Content.Seats == 0 {
			continue
		}
		view.names[key] = line.Body.Name
		one := balance.Body{Name: key, Seats: b.Content.Seats, Scope: balance.Scope(view.form.Value(key))}
		if !slices.Contains(scopes, one.Scope) {
			one.Scope = usualScope(b.Content.Kind)
		}
		if one.Seats > view.members && one.Scope != balance.Exempt {
			view.form.Fail(key, v.words.Say("desk.balance.seats.many", "Body", v.words.Plain(line.Body.Name), "Seats", v.words.Number(one.Seats)))
		}
		view.bodies = append(view.bodies, one)
	}
	view.chamber.Bodies = view.bodies
	return nil
}

var scopes = []balance.Scope{balance.Ordinary, balance.Other, balance.Exempt}

// share shares the seats, and looks at the alternative where one is typed.
func (v *balanceView) share() {
	if len(v.chamber.Groups) == 0 || v.form.Failed() {
		return
	}
	sum, err := balance.Allocate(v.chamber)
	if err != nil {
		v.form.Fail("on", v.words.T("desk.balance.not"))
		return
	}
	v.sum = &sum
	if v.form.Value("try") == "" {
		v.form = page.NewForm(v.words, v.filledIn())
		return
	}
	proposal := v.proposal()
	if v.form.Failed() {
		return
	}
	found, err := balance.Verify(v.chamber, proposal)
	if err != nil {
		v.form.Fail("on", v.words.T("desk.balance.not"))
		return
	}
	v.found = &found
}

// filledIn are the values of the form: what the address gives, and the seats as they were shared.
func (v *balanceView) filledIn() url.Values {
	values := url.Values{"on": {v.words.Day(v.on)}, "no": v.form.Values("no")}
	for _, b := range v.bodies {
		values.Set(b.Name, string(b.Scope))
	}
	for _, r := range v.sum.Rows {
		for i, n := range r.Seats {
			values.Set(seatField(r.Body, v.sum.Columns[i]), strconv.Itoa(n))
		}
	}
	return values
}

// seatField is the name of the field for a group's seats on a body.
func seatField(body, group string) string { return "seats-" + body + "-" + group }

// proposal is the alternative that was typed. Each body must have as many seats given as it has.
func (v *balanceView) proposal() balance.Proposal {
	p := balance.Proposal{}
	for _, r := range v.sum.Rows {
		p[r.Body] = map[string]int{}
		seats, given := 0, 0
		for i, group := range v.sum.Columns {
			label := v.name(r.Body) + ", " + v.group(group)
			n := v.form.Whole(seatField(r.Body, group), label, 0, v.membersOf(group))
			p[r.Body][group] = n
			given += n
			seats += r.Seats[i]
		}
		if given != seats {
			v.form.Fail(seatField(r.Body, v.sum.Columns[0]), v.words.Say("desk.balance.seats.wrong", "Body", v.name(r.Body), "Seats", v.words.Number(seats), "Given", v.words.Number(given)))
		}
	}
	return p
}

func (v *balanceView) membersOf(group string) int {
	for _, g := range v.chamber.Groups {
		if g.Name == group {
			return g.Members
		}
	}
	return v.chamber.Ungrouped
}

// name is what a body is called; the total of all ordinary committees is not one.
func (v balanceView) name(body string) string {
	if body == "" {
		return v.words.T("desk.balance.total")
	}
	return v.words.Plain(v.names[body])
}

// group is what a group is called.
func (v balanceView) group(key string) string {
	if key == balance.Ungrouped {
		return v.words.GroupName(key)
	}
	return v.words.Plain(v.names[key])
}

// sumOf is the arithmetic of one entitlement: "12 × 30 ÷ 72 = 5.00".
func (v balanceView) sumOf(p balance.Part, seats int) string {
	return fmt.Sprintf("%d × %d ÷ %d = %s", v.membersOf(p.Group), seats, v.members, p.Entitled.Decimal(2))
}

// usualScope is the scope that bodies of a kind usually have; the page lets it be chosen otherwise.
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
