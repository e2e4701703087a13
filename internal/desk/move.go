package desk

import (
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// moveView is the form on which a meeting is moved or cancelled.
type moveView struct {
	*visit
	form    *page.Form
	meeting gazette.Meeting
	body    council.Text
	ways    []page.Choice // what may become of it
}

func (v moveView) title() string {
	return v.words.Plain(v.body) + ", " + v.words.Day(v.meeting.Day)
}

func (d *Desk) moveView(v *visit, form *page.Form) (moveView, error) {
	view := moveView{visit: v, form: form}
	var err error
	if view.meeting, err = d.register.Meeting(v.ctx, v.viewer, v.number); err != nil {
		return view, err
	}
	if err := register.May(v.viewer, register.MoveMeeting, view.meeting.Body); err != nil {
		return view, err
	}
	b, err := d.record.Body(v.ctx, view.meeting.Body, d.today())
	view.body = b.Content.NameOn(view.meeting.Day)
	for _, s := range register.Moves(view.meeting) {
		view.ways = append(view.ways, page.Choice{Value: string(s), Label: v.words.MeetingState(s), Hint: v.words.T("desk.meeting.move." + string(s))})
	}
	return view, err
}

func (d *Desk) moveFrame(v moveView) page.Frame {
	return d.frame(v.visit, page.Frame{Title: v.words.T("desk.meeting.move"), Section: "meetings", Crumbs: []page.Crumb{
		{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.meetings"), Path: "/desk/meetings"}, {Name: v.title(), Path: agendaPath(v.number)}}})
}

func (d *Desk) showMove(w *reply, v *visit) error {
	view, err := d.moveView(v, v.fresh())
	if err != nil {
		return err
	}
	view.form = v.fresh("reason", view.meeting.Reason.En, "reason-cy", view.meeting.Reason.Cy)
	return w.page(d.moveFrame(view), movePage(view))
}

func (d *Desk) saveMove(w *reply, v *visit) error {
	view, err := d.moveView(v, v.filled())
	if err != nil {
		return err
	}
	f := view.form
	mv := register.Move{State: council.MeetingState(f.Value("state")), Reason: f.Pair("reason"), Day: f.Day("day", f.Words.T("desk.meeting.move.day")),
		Starts: f.Clock("starts", f.Words.T("desk.rule.starts")), Place: f.Pair("place")}
	if !f.Failed() {
		to, err := d.register.MoveMeeting(v.ctx, v.viewer, v.number, mv)
		switch {
		case err == nil && to != 0:
			return w.done(agendaPath(to), "moved")
		case err == nil:
			return w.done(agendaPath(v.number), "published")
		case !f.Take(err):
			return err
		}
	}
	return w.again(d.moveFrame(view), movePage(view))
}
