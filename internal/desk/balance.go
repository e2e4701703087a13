package desk

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/balance"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// balanceView is the page of political balance. All that it is made from is in its address, so that it
// can be sent to somebody; an allocation is kept when it is asked for.
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
	view, err := d.balanceView(v, v.URL.Query())
	if err != nil {
		return err
	}
	if view.form.Failed() {
		return w.again(d.balanceFrame(v), balancePage(view))
	}
	return w.page(d.balanceFrame(v), balancePage(view))
}

func (d *Desk) balanceFrame(v *visit) page.Frame {
	return d.peopleFrame(v, v.words.T("desk.balance"))
}

// balanceView shares the seats as the values ask.
func (d *Desk) balanceView(v *visit, values url.Values) (balanceView, error) {
	view := balanceView{visit: v, form: page.NewForm(v.words, values), names: map[string]council.Text{}}
	if view.on = view.form.Day("on", v.words.T("desk.balance.on")); view.on.IsZero() {
		view.on = d.today()
	}
	roll, err := d.record.Roll(v.ctx)
	if err != nil {
		return view, err
	}
	view.count(roll)
	view.share()
	return view, nil
}

// count counts the councillors of each party on the day, and names parties and bodies.
func (v *balanceView) count(roll gazette.Roll) {
	count := roll.Groups(v.on)
	scopes := map[string]balance.Scope{}
	for n, b := range roll.Bodies {
		v.names[register.BodyKey(n)] = b.NameOn(v.on)
		scopes[register.BodyKey(n)] = balance.Scope(v.form.Value(register.BodyKey(n)))
	}
	for n, members := range count {
		v.members += members
		if n == 0 {
			continue
		}
		key := register.PartyKey(n)
		v.names[key] = roll.Parties[n].Name
		v.parties = append(v.parties, page.Choice{Value: key, Label: v.words.Plain(v.names[key]), Hint: v.words.Count("desk.balance.members", members)})
	}
	slices.SortFunc(v.parties, func(a, b page.Choice) int {
		return cmp.Or(count[numberOf(b.Value)]-count[numberOf(a.Value)], cmp.Compare(a.Value, b.Value))
	})
	v.chamber = register.Chamber(roll, v.on, v.form.Values("no"), scopes)
	v.bodies = v.chamber.Bodies
	for _, b := range v.bodies {
		if b.Seats > v.members && b.Scope != balance.Exempt {
			v.form.Fail(b.Name, v.words.Say("desk.balance.seats.many", "Body", v.name(b.Name), "Seats", v.words.Number(b.Seats)))
		}
	}
}

// numberOf is the number in "party-3" or "body-5".
func numberOf(key string) int {
	n, _ := strconv.Atoi(key[strings.LastIndexByte(key, '-')+1:])
	return n
}

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
