package desk

import (
	"fmt"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// plannedView is the form for one meeting of a calendar.
type plannedView struct {
	calendarView
	form    *page.Form
	meeting register.CalendarMeeting
	choose  []page.Choice // of bodies, for a meeting that is put in by itself
	stale   bool
}

func plannedPath(calendar int, meeting string) string {
	return fmt.Sprintf("/desk/calendars/%d/meetings/%s", calendar, meeting)
}

func (d *Desk) plannedView(v *visit) (plannedView, error) {
	base, err := d.calendarView(v)
	view := plannedView{calendarView: base}
	if err != nil {
		return view, err
	}
	if v.PathValue("meeting") == "new" {
		view.choose, err = d.bodyChoices(v)
		return view, err
	}
	id, err := v.part("meeting")
	if err != nil {
		return view, err
	}
	var ok bool
	if view.meeting, ok = base.Content.Meeting(id); !ok {
		return view, council.ErrNotFound
	}
	return view, nil
}

func (v plannedView) heading() string {
	if v.meeting.ID == 0 {
		return v.words.T("desk.planned.new")
	}
	return v.words.Plain(v.names[v.meeting.Body]) + ", " + v.words.Day(v.meeting.Day)
}

func (d *Desk) showPlanned(w *reply, v *visit) error {
	view, err := d.plannedView(v)
	if err != nil {
		return err
	}
	view.form = view.plannedForm()
	return w.page(d.calendarFrame(v, view.heading(), view.crumb()), plannedPage(view))
}

// plannedForm is the form with a meeting of the calendar in it as it stands now, or an empty one for a new meeting.
func (v plannedView) plannedForm() *page.Form {
	m, off := v.meeting, ""
	if m.Off {
		off = "yes"
	}
	return v.fresh("version", strconv.Itoa(v.Version), "day", v.words.Day(m.Day), "starts", string(m.Starts), "ends", string(m.Ends),
		"place", m.Place.En, "place-cy", m.Place.Cy, "label", m.Label.En, "label-cy", m.Label.Cy, "off", off, "reason", m.Reason.En, "reason-cy", m.Reason.Cy)
}

func (d *Desk) savePlanned(w *reply, v *visit) error {
	view, err := d.plannedView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	m := view.readPlanned()
	if !view.form.Failed() {
		err := d.register.SetMeeting(v.ctx, v.viewer, v.number, v.version(), m)
		if err == nil {
			return w.done(calendarPath(v.number), "saved")
		}
		if view.stale, err = heldUp(view.form, "day", err); err != nil {
			return err
		}
		if view.stale {
			view.form = v.together(view.plannedForm())
		}
	}
	return w.again(d.calendarFrame(v, view.heading(), view.crumb()), plannedPage(view))
}

func (v plannedView) readPlanned() register.CalendarMeeting {
	f, m := v.form, v.meeting
	if m.ID == 0 {
		m.Body, _ = strconv.Atoi(f.Need("body", f.Words.T("desk.meeting.body")))
	}
	if m.Day = f.Day("day", f.Words.T("desk.meeting.day")); m.Day.IsZero() && f.Fault("day") == "" {
		f.Need("day", f.Words.T("desk.meeting.day"))
	}
	m.Starts, m.Ends = f.Clock("starts", f.Words.T("desk.rule.starts")), f.Clock("ends", f.Words.T("desk.rule.ends"))
	m.Place, m.Label, m.Reason = f.Pair("place"), f.Pair("label"), f.Pair("reason")
	m.Off = f.Has("off", "yes")
	return m
}
