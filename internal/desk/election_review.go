package desk

import (
	"errors"
	"slices"
	"strconv"

	"moothall/internal/balance"
	"moothall/internal/council"
	"moothall/internal/election"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// reviewView is every change that an election makes, before it is confirmed and after.
type reviewView struct {
	*visit
	register.ElectionWork
	form   *page.Form
	groups []groupLine
	short  []election.Short
	before *balance.Allocation
	after  *balance.Allocation
	names  map[string]council.Text
	wards  []wardFilled
	stale  bool
}

// groupLine is a group's size before an election and after it.
type groupLine struct {
	name          string
	before, after int
}

// wardFilled is how many seats of a ward were up, and how many are filled.
type wardFilled struct {
	name       string
	up, filled int
}

func (d *Desk) showElectionReview(w *reply, v *visit) error {
	view, err := d.reviewView(v)
	if err != nil {
		return err
	}
	if view.Content.Done.IsZero() && view.Faults.Err() != nil {
		if view.Content.Results == "" {
			return w.done(electionPath(v.number), "account")
		}
		return w.see(electionPath(v.number))
	}
	return w.page(d.electionFrame(v, view.title()), reviewPage(view))
}

func (d *Desk) reviewView(v *visit) (reviewView, error) {
	work, err := d.register.Election(v.ctx, v.viewer, v.number)
	view := reviewView{visit: v, ElectionWork: work, names: map[string]council.Text{}}
	if err != nil {
		return view, err
	}
	view.form = v.fresh("version", strconv.Itoa(work.Version), "seen", work.Seen)
	if !work.Content.Done.IsZero() || work.Faults.Err() != nil {
		return view, nil
	}
	office := work.Content.Office
	after := work.After()
	view.groups = view.groupLines(work.Roll.Groups(office), after.Groups(office))
	view.short = election.ShortOf(work.Roll, after, office)
	for n, b := range work.Roll.Bodies {
		view.names[register.BodyKey(n)] = b.NameOn(office)
	}
	for n, p := range work.Roll.Parties {
		view.names[register.PartyKey(n)] = p.Name
	}
	view.before, view.after = allocated(work.Roll, office), allocated(after, office)
	for _, n := range work.Content.Wards {
		filled := 0
		for _, won := range work.Winners {
			if won.Ward == n {
				filled++
			}
		}
		view.wards = append(view.wards, wardFilled{v.words.Plain(work.Roll.Wards[n].Name), work.Up[n], filled})
	}
	return view, nil
}

// allocated is how balance shares the seats on a day; nil where it cannot.
func allocated(roll gazette.Roll, on council.Day) *balance.Allocation {
	sum, err := balance.Allocate(register.Chamber(roll, on, nil, nil))
	if err != nil {
		return nil
	}
	return &sum
}

// groupLines are the groups by their size after the election.
func (v *reviewView) groupLines(before, after map[int]int) []groupLine {
	var list []groupLine
	for n, p := range v.Roll.Parties {
		if before[n]+after[n] > 0 {
			list = append(list, groupLine{v.words.Plain(p.Name), before[n], after[n]})
		}
	}
	slices.SortFunc(list, func(a, b groupLine) int {
		if a.after != b.after {
			return b.after - a.after
		}
		return slices.Compare([]byte(a.name), []byte(b.name))
	})
	if before[0]+after[0] > 0 {
		list = append(list, groupLine{v.words.GroupName(balance.Ungrouped), before[0], after[0]})
	}
	return list
}

func (v reviewView) title() string {
	return v.words.T("desk.election.kind."+string(v.Content.Of)) + ", " + v.words.Day(v.Content.Poll)
}

// of are the changes of a fate.
func (v reviewView) of(fate election.Fate) []election.Change {
	return slices.DeleteFunc(slices.Clone(v.Outcome.Changes), func(c election.Change) bool { return c.Fate != fate })
}

// about is a changed person's ward and party in a line.
func (v reviewView) about(c election.Change) string {
	line := v.words.Plain(v.Roll.Wards[c.Ward].Name)
	if c.Party != 0 {
		line += ", " + v.words.Plain(v.Roll.Parties[c.Party].Name)
	}
	return line
}

// endings are the seats and posts that end with a change, each in a line.
func (v reviewView) endings(c election.Change) []string {
	var list []string
	seats, posts := c.Ended()
	for _, m := range seats {
		list = append(list, v.words.Say("desk.election.ends", "What", v.words.Plain(v.Roll.Bodies[m.Body].NameOn(v.Content.Poll))+" ("+v.words.MemberRole(m.Role)+")", "Day", v.words.Day(m.To)))
	}
	for _, p := range posts {
		list = append(list, v.words.Say("desk.election.ends", "What", v.words.Plain(p.Title), "Day", v.words.Day(p.To)))
	}
	return list
}

// share is what a group has of a body's seats, as balance shares them; empty for a group that has none.
func share(sum *balance.Allocation, body, group string) string {
	if sum == nil {
		return ""
	}
	column := slices.Index(sum.Columns, group)
	for _, r := range sum.Rows {
		if r.Body == body && column >= 0 {
			return strconv.Itoa(r.Seats[column])
		}
	}
	return ""
}

// columns are the groups that have seats before or after.
func (v reviewView) columns() []string {
	var list []string
	for _, sum := range []*balance.Allocation{v.after, v.before} {
		if sum == nil {
			continue
		}
		for _, g := range sum.Columns {
			if !slices.Contains(list, g) {
				list = append(list, g)
			}
		}
	}
	return list
}

func (v reviewView) group(key string) string {
	if key == balance.Ungrouped {
		return v.words.GroupName(key)
	}
	return v.words.Plain(v.names[key])
}

// confirmElection publishes what was reviewed.
func (d *Desk) confirmElection(w *reply, v *visit) error {
	err := d.register.ConfirmElection(v.ctx, v.viewer, v.number, v.PostForm.Get("seen"))
	if err == nil {
		return w.done(electionPath(v.number)+"/review", "election")
	}
	return d.reviewAgain(w, v, err)
}

// undoElection publishes everybody as they were before, and opens the election again.
func (d *Desk) undoElection(w *reply, v *visit) error {
	err := d.register.UndoElection(v.ctx, v.viewer, v.number, v.version())
	if err == nil {
		return w.done(electionPath(v.number), "election-undone")
	}
	return d.reviewAgain(w, v, err)
}

// reviewAgain shows the review with what stands in the way.
func (d *Desk) reviewAgain(w *reply, v *visit, err error) error {
	view, viewErr := d.reviewView(v)
	if viewErr != nil {
		return viewErr
	}
	view.stale = errors.Is(err, council.ErrConflict)
	if !view.stale && !view.form.Take(err) {
		return err
	}
	return w.say(409, d.electionFrame(v, view.title()), reviewPage(view))
}
