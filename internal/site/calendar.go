package site

import (
	"fmt"
	"strconv"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// calendarView is what a month of the calendar shows.
type calendarView struct {
	words  *page.Words
	first  council.Day
	grid   bool
	days   []meetingDay
	weeks  []week
	total  int
	other  string      // the same month in the other form
	months []monthLink // of the year
	ways   monthWays
}

// monthLink leads to a month. Path is empty for a month beyond the record's first and last meeting.
type monthLink struct {
	name    string
	path    string
	current bool
}

// monthWays lead to other months and years; those are empty that would lead beyond the record.
type monthWays struct{ earlier, later, earlierYear, laterYear, today, nearest monthLink }

// calendarData is a month of the calendar as data.
type calendarData struct {
	From     council.Day           `json:"from"`
	To       council.Day           `json:"to"`
	Meetings []gazette.MeetingLine `json:"meetings"`
}

// showCalendar shows the meetings of a month: this month where none is asked for.
func (s *Site) showCalendar(w *reply, v *visit) error {
	first, err := v.askMonth(s.today())
	if err != nil {
		return err
	}
	form, err := v.choice("view", "list", "month")
	if err != nil {
		return err
	}
	last := endOfMonth(first)
	meetings, err := s.record.Meetings(v.ctx, first, last)
	if err != nil {
		return err
	}
	w.daily = true
	if v.json {
		return w.json(calendarData{From: first, To: last, Meetings: meetings})
	}
	span, err := s.record.MeetingDays(v.ctx)
	if err != nil {
		return err
	}
	view := calendarView{words: v.words, first: first, grid: form == "month", total: len(meetings),
		months: v.monthsOfYear(first, span), ways: v.monthWays(first, s.today(), span)}
	if view.grid {
		view.weeks, view.other = weeksOf(first, s.today(), meetings), v.words.Path(v.path+v.with("view", ""))
	} else {
		view.days, view.other = byDay(meetings, s.today()), v.words.Path(v.path+v.with("view", "month"))
	}
	title := v.words.Say("calendar.title", "Month", v.words.Month(first))
	return w.page(s.frame(v, page.Frame{Title: title, Section: "meetings", JSON: true, Wide: view.grid}), calendarPage(view))
}

// askMonth reads the month from the address, as its first day.
func (v *visit) askMonth(today council.Day) (council.Day, error) {
	value := v.text("month")
	if value == "" {
		return startOfMonth(today), nil
	}
	first, err := council.ParseDay(value + "-01")
	if err != nil || first.Year() < 1 {
		return council.Day{}, v.problem("calendar.wrong", "Value", value)
	}
	return first, nil
}

func startOfMonth(d council.Day) council.Day { return council.NewDay(d.Year(), d.Month(), 1) }
func endOfMonth(d council.Day) council.Day   { return council.NewDay(d.Year(), d.Month()+1, 0) }

// monthsOfYear lead to the months of the year.
func (v *visit) monthsOfYear(first council.Day, span council.Spell) []monthLink {
	var list []monthLink
	for m := time.January; m <= time.December; m++ {
		link := v.monthLink(council.NewDay(first.Year(), m, 1), span)
		link.name, link.current = v.words.MonthName(m), m == first.Month()
		list = append(list, link)
	}
	return list
}

// monthLink leads to the month that begins on first, unless all meetings on record lie on one side
// of it: who follows links, as a machine does that reads the whole site, comes to an end.
func (v *visit) monthLink(first council.Day, span council.Spell) monthLink {
	link := monthLink{name: v.words.Month(first)}
	if span.From.IsZero() || endOfMonth(first).Before(span.From) || first.After(span.To) {
		return link
	}
	link.path = v.words.Path(v.path + v.with("month", monthValue(first)))
	return link
}

// monthValue is a month as the address says it: "2018-04".
func monthValue(first council.Day) string {
	return fmt.Sprintf("%04d-%02d", first.Year(), first.Month())
}

// monthWays lead from the month that begins on first to those around it.
func (v *visit) monthWays(first, today council.Day, span council.Spell) monthWays {
	year, month := first.Year(), first.Month()
	ways := monthWays{
		earlier: v.monthLink(council.NewDay(year, month-1, 1), span),
		later:   v.monthLink(council.NewDay(year, month+1, 1), span),
		today:   monthLink{name: v.words.Month(today)},
	}
	if startOfMonth(today) != first {
		ways.today.path = v.words.Path(v.path + v.with("month", ""))
	}
	if !span.From.IsZero() && year > span.From.Year() {
		ways.earlierYear = v.nearestOf(council.NewDay(year-1, month, 1), span)
	}
	if !span.To.IsZero() && year < span.To.Year() {
		ways.laterYear = v.nearestOf(council.NewDay(year+1, month, 1), span)
	}
	if near := v.nearestOf(first, span); near.name != v.words.Month(first) {
		ways.nearest = near
	}
	return ways
}

// nearestOf leads to the month, or to the nearest that lies within the record.
func (v *visit) nearestOf(first council.Day, span council.Spell) monthLink {
	switch {
	case span.From.IsZero():
		return monthLink{name: v.words.Month(first)}
	case endOfMonth(first).Before(span.From):
		first = startOfMonth(span.From)
	case first.After(span.To):
		first = startOfMonth(span.To)
	}
	return v.monthLink(first, span)
}

// yearOf is the year of a day in digits.
func yearOf(d council.Day) string { return strconv.Itoa(d.Year()) }
