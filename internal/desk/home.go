package desk

import (
	"slices"
	"strconv"

	"moothall/internal/deadline"
	"moothall/internal/page"
	"moothall/internal/register"
)

// waitsPerPage is how much of what waits a page lists.
const waitsPerPage = 25

// homeView is the desk's first page: one list of all that waits for whoever has signed in.
type homeView struct {
	*visit
	form  *page.Form
	list  []register.Wait
	total int
	pages page.Pages
	kinds []page.Choice
	own   memberView
}

// showHome lists what waits for whoever has signed in: what is late first, then what is due soonest.
func (d *Desk) showHome(w *reply, v *visit) error {
	all, err := d.register.Waits(v.ctx, v.viewer, d.today())
	if err != nil {
		return err
	}
	agendas, err := d.agendaWaits(v)
	if err != nil {
		return err
	}
	all = append(all, agendas...)
	register.SortWaits(all)
	own, err := d.memberView(v, all)
	if err != nil {
		return err
	}
	kind := register.WaitKind(v.query("why"))
	view := homeView{visit: v, own: own, form: v.fresh("why", string(kind)), kinds: []page.Choice{{Label: v.words.T("desk.waits.all")}}}
	for _, k := range register.WaitKinds() {
		view.kinds = append(view.kinds, page.Choice{Value: string(k), Label: v.words.T("desk.wait." + string(k))})
	}
	for _, one := range all {
		if kind == "" || one.Kind == kind {
			view.list = append(view.list, one)
		}
	}
	view.total = len(view.list)
	view.list, view.pages = pageOf(v, view.list, waitsPerPage)
	return w.page(d.frame(v, page.Frame{Title: view.title(), Section: "home"}), homePage(view))
}

// title is what the page is called: a member finds more there than what waits.
func (v homeView) title() string {
	if v.own.is {
		return v.words.T("desk.member")
	}
	return v.words.T("desk.home")
}

// agendaWaits are the agendas that are due of those that the viewer arranges.
func (d *Desk) agendaWaits(v *visit) ([]register.Wait, error) {
	lines, err := d.dueAgendas(v)
	var list []register.Wait
	for _, m := range lines {
		due := m.first()
		list = append(list, register.Wait{Kind: register.WaitAgenda, Number: m.Number, Title: m.bodyName, By: v.words.Rule(due.Rule.ID),
			Since: m.Agenda.Changed, Until: due.Last, Late: due.Standing == deadline.Late})
	}
	return list, err
}

// dueAgendas are the meetings of those whose agendas the viewer arranges of which something is due first.
func (d *Desk) dueAgendas(v *visit) ([]meetingLine, error) {
	if register.May(v.viewer, register.ArrangeAgenda, 0) != nil {
		return nil, nil
	}
	lines, err := d.comingMeetings(v, comingDays)
	return slices.DeleteFunc(lines, func(m meetingLine) bool {
		due := m.first()
		return due == nil || due.Standing != deadline.Due && due.Standing != deadline.Late || register.May(v.viewer, register.ArrangeAgenda, m.Meeting.Body) != nil
	}), err
}

// waitPath is where what waits is done.
func waitPath(w register.Wait) string {
	number := strconv.Itoa(w.Number)
	switch w.Kind {
	case register.WaitSignOff, register.WaitChanged, register.WaitReturned:
		return signOffPath(w.Number)
	case register.WaitAgenda:
		return agendaPath(w.Number)
	case register.WaitRegister, register.WaitSealing:
		return interestsPath(w.Number)
	case register.WaitMinutes, register.WaitChair, register.WaitSignature:
		return minutesPath(w.Number)
	case register.WaitRefused:
		return "/desk/papers/" + number
	case register.WaitSign, register.WaitDecision, register.WaitHearing:
		return decisionPath(w.Number)
	case register.WaitAction, register.WaitLost:
		return actionPath(w.Number)
	case register.WaitDraft, register.WaitHeard:
	}
	return reportPath(w.Number)
}
