package desk

import (
	"net/url"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// decisionsPerPage is how many decisions a page of them lists.
const decisionsPerPage = 50

// decisionsView lists the records of decisions, with those that wait to be recorded.
type decisionsView struct {
	*visit
	form    *page.Form
	list    []register.Kept[register.Decision]
	names   map[int]council.Text // of bodies
	waiting []register.ToRecord
	callIns map[int]gazette.CallIn // by decision
	today   council.Day
	more    string // address of the next page; empty on the last
	starts  bool   // the viewer may record one
}

func decisionPath(number int) string { return "/desk/decisions/" + strconv.Itoa(number) }

// showDecisions lists the records of decisions that the viewer may see, those made last first.
func (d *Desk) showDecisions(w *reply, v *visit) error {
	view := decisionsView{visit: v, form: v.fresh("sort", v.query("sort"), "state", v.query("state")), today: d.today(), callIns: map[int]gazette.CallIn{},
		starts: register.May(v.viewer, register.WriteDecision, 0) == nil}
	q := register.Query{After: v.query("after"), Limit: decisionsPerPage + 1}
	for _, name := range []string{"sort", "state"} {
		if said := v.query(name); said != "" {
			q.Marks = append(q.Marks, register.Mark{Name: name, Value: said})
		}
	}
	var err error
	if view.list, err = d.register.Decisions(v.ctx, v.viewer, q); err != nil {
		return err
	}
	if len(view.list) > decisionsPerPage {
		view.list = view.list[:decisionsPerPage]
		view.more = "/desk/decisions?" + url.Values{"sort": {v.query("sort")}, "state": {v.query("state")}, "after": {view.list[decisionsPerPage-1].Content.Order()}}.Encode()
	}
	calls, err := d.register.CallIns(v.ctx, v.viewer, "")
	if err != nil {
		return err
	}
	for _, c := range calls {
		view.callIns[c.Number] = c.Content.Public
	}
	if view.names, err = d.bodyNames(v); err != nil {
		return err
	}
	if view.starts {
		if view.waiting, err = d.toRecord(v); err != nil {
			return err
		}
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.decisions"), Section: "decisions"}), decisionsPage(view))
}

// recordedDays is how far back the desk looks for resolutions of which no decision is recorded.
const recordedDays = 60

// toRecord are the items of past meetings of the executive that made decisions of which there is no record.
func (d *Desk) toRecord(v *visit) ([]register.ToRecord, error) {
	today := d.today()
	meetings, err := d.record.Meetings(v.ctx, today.Add(-recordedDays), today)
	if err != nil {
		return nil, err
	}
	bodies, err := d.record.Bodies(v.ctx, today)
	if err != nil {
		return nil, err
	}
	executive := map[int]bool{}
	for _, b := range bodies {
		executive[b.Body.Number] = b.Kind == council.Cabinet
	}
	var list []register.ToRecord
	for _, m := range meetings {
		if !executive[m.Body.Number] || register.May(v.viewer, register.WriteDecision, m.Body.Number) != nil {
			continue
		}
		more, err := d.register.ToRecord(v.ctx, v.viewer, m.Number)
		if err != nil {
			return nil, err
		}
		for _, one := range more {
			known, _, err := d.record.Decisions(v.ctx, gazette.Question{Body: m.Body.Number, From: m.Day, To: m.Day, PerPage: 100})
			if err != nil {
				return nil, err
			}
			if !recordedBefore(known, one) {
				list = append(list, one)
			}
		}
	}
	return list, nil
}

// recordedBefore says whether a decision on the record has the title of an item: it was published before
// the desk kept records.
func recordedBefore(known []gazette.DecisionLine, one register.ToRecord) bool {
	for _, k := range known {
		if k.Title == one.Title {
			return true
		}
	}
	return false
}

// recordDecision begins the record of what was resolved at an item of a meeting.
func (d *Desk) recordDecision(w *reply, v *visit) error {
	item, err := strconv.Atoi(v.PostForm.Get("item"))
	if err != nil {
		return council.ErrNotFound
	}
	number, err := d.register.RecordDecision(v.ctx, v.viewer, v.number, item)
	if err != nil {
		return err
	}
	return w.see(decisionPath(number) + "/change")
}

// decisionTag is the class of the tag for where a record stands: colour is never its only sign.
func decisionTag(d register.Decision) string {
	switch {
	case !d.Published.IsZero():
		return "govuk-tag--green"
	case d.Signed != nil:
		return "govuk-tag--blue"
	}
	return "govuk-tag--yellow"
}

// decisionState is where a record stands.
func decisionState(w *page.Words, d register.Decision) string {
	switch {
	case !d.Published.IsZero():
		return w.T("desk.state.published")
	case d.Signed != nil:
		return w.T("desk.made.signed")
	}
	return w.T("desk.state.draft")
}

// callInClass is the class of the tag for a call-in.
func callInClass(c gazette.CallIn, today council.Day) string {
	if c.Holds(today) {
		return "govuk-tag--yellow"
	}
	return "govuk-tag--grey"
}
