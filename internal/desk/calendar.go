package desk

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/diary"
	"moothall/internal/page"
	"moothall/internal/register"
)

// calendarView is a calendar as its page shows it.
type calendarView struct {
	*visit
	register.Kept[register.Calendar]
	form      *page.Form
	names     map[int]council.Text // of bodies
	rules     []ruleLine
	months    []calendarMonth
	bodies    []page.Choice // to narrow the list to
	clashing  int           // meetings that clash
	toPublish int
	stale     bool
	may       bool
}

// calendarMonth are the meetings of a month.
type calendarMonth struct {
	first council.Day
	lines []calendarLine
}

// calendarLine is a meeting with what clashes with it.
type calendarLine struct {
	register.CalendarMeeting
	clashes []clashLine
	state   council.MeetingState // that is published; empty where none is
}

// ruleLine is a rule with how often it gives a meeting and where it fell away.
type ruleLine struct {
	register.CalendarRule
	reading string
	count   int
	fallen  []diary.Fallen
}

// showCalendar shows the rules of a calendar and every meeting that comes of them, with its clashes.
func (d *Desk) showCalendar(w *reply, v *visit) error {
	view, err := d.calendarView(v)
	if err != nil {
		return err
	}
	return w.page(d.calendarFrame(v, view.title()), calendarPage(view))
}

func (v calendarView) title() string { return v.words.Plain(v.Content.Name) }

func (d *Desk) calendarView(v *visit) (calendarView, error) {
	k, days, err := d.register.Calendar(v.ctx, v.viewer, v.number)
	view := calendarView{visit: v, Kept: k, form: v.fresh("version", strconv.Itoa(k.Version), "body", v.query("body"), "show", v.query("show"))}
	if err != nil {
		return view, err
	}
	view.may = register.May(v.viewer, register.ChangeCalendar, audience.AllBodies) == nil
	if view.names, err = d.bodyNames(v); err != nil {
		return view, err
	}
	if view.toPublish, err = d.register.ToPublish(v.ctx, k.Content); err != nil {
		return view, err
	}
	for _, r := range k.Content.Rules {
		line := ruleLine{CalendarRule: r}
		rule, places, fallen, err := k.Content.Expand(r, days)
		if err != nil {
			return view, fmt.Errorf("a kept rule: %w", err)
		}
		line.reading, line.count, line.fallen = rule.String(), len(places), fallen
		view.rules = append(view.rules, line)
	}
	view.bodies = view.bodyChoices()
	return view, d.fillMonths(v, &view, days)
}

// bodyChoices are the bodies that meet, to narrow the list to.
func (v calendarView) bodyChoices() []page.Choice {
	list := []page.Choice{{Label: v.words.T("desk.calendar.all-bodies")}}
	var seen []int
	for _, m := range v.Content.Meetings {
		if !slices.Contains(seen, m.Body) {
			seen = append(seen, m.Body)
			list = append(list, page.Choice{Value: strconv.Itoa(m.Body), Label: v.words.Plain(v.names[m.Body])})
		}
	}
	return list
}

// publishCalendar publishes every meeting that is not published as the calendar has it.
func (d *Desk) publishCalendar(w *reply, v *visit) error {
	err := d.register.PublishCalendar(v.ctx, v.viewer, v.number, v.version())
	if err == nil {
		return w.done(calendarPath(v.number), "published")
	}
	view, viewErr := d.calendarView(v)
	if viewErr != nil {
		return viewErr
	}
	view.stale = errors.Is(err, council.ErrConflict)
	if !view.stale && !view.form.Take(err) {
		return err
	}
	return w.say(409, d.calendarFrame(v, view.title()), calendarPage(view))
}

// crumb leads back to the calendar.
func (v calendarView) crumb() page.Crumb {
	return page.Crumb{Name: v.title(), Path: calendarPath(v.Number)}
}

func (d *Desk) showYear(w *reply, v *visit) error {
	view, err := d.calendarView(v)
	if err != nil {
		return err
	}
	return w.page(d.calendarFrame(v, v.words.T("desk.calendar.year"), view.crumb()), yearPage(v, view.yearForm(), v.words.T("desk.calendar.year"), false))
}

// yearForm is the form with the calendar's name, days and breaks in it.
func (v calendarView) yearForm() *page.Form {
	c := v.Content
	return v.fresh("version", strconv.Itoa(v.Version), "name", c.Name.En, "name-cy", c.Name.Cy, "from", v.words.Day(c.Year.From), "to", v.words.Day(c.Year.To),
		"breaks", breakLines(v.words, c.Breaks))
}

func (d *Desk) saveYear(w *reply, v *visit) error {
	view, err := d.calendarView(v)
	if err != nil {
		return err
	}
	form, stale := v.filled(), false
	y := readYear(form)
	if !form.Failed() {
		err := d.register.ChangeYear(v.ctx, v.viewer, v.number, v.version(), y.name, y.spell, y.breaks)
		if err == nil {
			return w.done(calendarPath(v.number), "saved")
		}
		if stale, err = heldUp(form, "breaks", err); err != nil {
			return err
		}
		if stale {
			form = v.together(view.yearForm())
		}
	}
	return w.again(d.calendarFrame(v, v.words.T("desk.calendar.year"), view.crumb()), yearPage(v, form, v.words.T("desk.calendar.year"), stale))
}

// heldUp puts an error of a change beside the fields: that of a rule beside the named one. It says
// whether somebody else changed the calendar meanwhile, and gives back any other error.
func heldUp(form *page.Form, field string, err error) (stale bool, other error) {
	var misread *diary.Misread
	switch {
	case errors.Is(err, council.ErrConflict):
		return true, nil
	case errors.As(err, &misread):
		form.Fail(field, form.Words.Misread(misread))
		return false, nil
	case form.Take(err):
		return false, nil
	}
	return false, err
}
