package desk

import (
	"fmt"
	"strconv"
	"time"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// monthView is a month of a calendar, week by week, in which meetings are moved from day to day.
type monthView struct {
	calendarView
	first          council.Day // of the month
	weeks          [][]monthDay
	earlier, later council.Day // the first days of the months beside it; zero beyond the year
	weekdays       []time.Weekday
	movable        map[int]bool // by ID: those that are neither summoned nor over
	problem        string       // why the last move was not made
}

// monthDay is a day of the month with its meetings.
type monthDay struct {
	day   council.Day
	other bool // belongs to the month before or after
	none  bool // no day of the calendar's year
	lines []calendarLine
}

func monthPath(calendar int, first council.Day) string {
	return fmt.Sprintf("%s/months/%s", calendarPath(calendar), first.String()[:len("2026-05")])
}

// showMonth shows the month that the address names.
func (d *Desk) showMonth(w *reply, v *visit) error {
	view, err := d.monthView(v)
	if err != nil {
		return err
	}
	return w.page(d.monthFrame(view), monthPage(view))
}

func (d *Desk) monthFrame(view monthView) page.Frame {
	f := d.calendarFrame(view.visit, view.words.Month(view.first), view.crumb())
	f.Wide = true
	return f
}

func (d *Desk) monthView(v *visit) (monthView, error) {
	first, err := council.ParseDay(v.PathValue("month") + "-01")
	if err != nil {
		return monthView{}, fmt.Errorf("%q is no month: %w", v.PathValue("month"), council.ErrNotFound)
	}
	base, err := d.calendarView(v)
	view := monthView{calendarView: base, first: first, movable: map[int]bool{}}
	if err != nil {
		return view, err
	}
	year := view.Content.Year
	next := council.NewDay(first.Year(), first.Month()+1, 1)
	if next.Add(-1).Before(year.From) || year.To.Before(first) {
		return view, fmt.Errorf("%s is not in the calendar: %w", first, council.ErrNotFound)
	}
	if first.After(year.From) {
		view.earlier = council.NewDay(first.Year(), first.Month()-1, 1)
	}
	if !next.After(year.To) {
		view.later = next
	}
	view.fill(next)
	return view, nil
}

// fill puts the meetings into the weeks of the month, from Monday to Sunday.
func (v *monthView) fill(next council.Day) {
	on := map[council.Day][]calendarLine{}
	for _, m := range v.months {
		for _, l := range m.lines {
			on[l.Day] = append(on[l.Day], l)
			v.movable[l.ID] = v.may && (l.state == "" || l.state == council.Scheduled) && !l.Off
		}
	}
	day := v.first.Add(-((int(v.first.Weekday()) + 6) % 7))
	for i := range 7 {
		v.weekdays = append(v.weekdays, time.Weekday((i+1)%7))
	}
	for day.Before(next) {
		var week []monthDay
		for range 7 {
			week = append(week, monthDay{day: day, other: day.Month() != v.first.Month(), none: !v.Content.Year.Covers(day), lines: on[day]})
			day = day.Add(1)
		}
		v.weeks = append(v.weeks, week)
	}
}

// moveMeeting moves a meeting of the calendar to another day: the one that it was dragged to, or the day
// before or after.
func (d *Desk) moveMeeting(w *reply, v *visit) error {
	id, err := v.part("meeting")
	if err != nil {
		return err
	}
	k, _, err := d.register.Calendar(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	m, ok := k.Content.Meeting(id)
	if !ok {
		return fmt.Errorf("meeting %d of the calendar: %w", id, council.ErrNotFound)
	}
	form := v.filled()
	m.Day = form.Day("to", v.words.T("desk.meeting.day"))
	if m.Day.IsZero() || !k.Content.Year.Covers(m.Day) {
		form.Fail("to", v.words.T("desk.month.outside"))
	}
	if !form.Failed() {
		err := d.register.SetMeeting(v.ctx, v.viewer, v.number, v.version(), m)
		if err == nil {
			return w.see(monthPath(v.number, m.Day) + "?done=moved-day#meeting-" + strconv.Itoa(id))
		}
		stale, err := heldUp(form, "to", err)
		if err != nil {
			return err
		}
		if stale {
			form.Fail("to", v.words.T("desk.stale"))
		}
	}
	return d.monthAgain(w, v, m, form)
}

// monthAgain shows the month again with why a meeting was not moved.
func (d *Desk) monthAgain(w *reply, v *visit, m register.CalendarMeeting, form *page.Form) error {
	k, _, err := d.register.Calendar(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	if was, ok := k.Content.Meeting(m.ID); ok {
		v.SetPathValue("month", was.Day.String()[:len("2026-05")])
	}
	view, err := d.monthView(v)
	if err != nil {
		return err
	}
	view.problem = form.Fault("to")
	return w.say(409, d.monthFrame(view), monthPage(view))
}

// beside are the days to which the buttons of a meeting move it; zero where the year ends.
func (v monthView) beside(l calendarLine) (before, after council.Day) {
	if d := l.Day.Add(-1); v.Content.Year.Covers(d) {
		before = d
	}
	if d := l.Day.Add(1); v.Content.Year.Covers(d) {
		after = d
	}
	return before, after
}
