package diary

import (
	"slices"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/deadline"
)

// Break is a spell in which some bodies do not meet, by the name that rules call it: each of a
// year's school holidays is one, under the same name.
type Break struct {
	Name  string
	Spell council.Spell
}

// Year is a municipal year as a diary is made for: its first and last day, the spells without
// meetings, and the days that count.
type Year struct {
	Spell  council.Spell // both ends are needed
	Breaks []Break
	Days   deadline.Calendar
}

// Why is why a day was not taken as it came.
type Why string

// Reasons.
const (
	WhyMonth   Why = "month"   // a month in which it does not meet
	WhyBreak   Why = "break"   // a spell in which it does not meet
	WhyDate    Why = "date"    // a date on which it does not meet
	WhyHoliday Why = "holiday" // a bank holiday, or a day on which the council is closed
	WhyTaken   Why = "taken"   // moved to a day on which it meets already
	WhyYear    Why = "year"    // moved out of the year
)

// Reason is why a day was not taken as it came, with the spell or the holiday where it is one.
type Reason struct {
	Why     Why
	Break   Break
	Holiday deadline.Skip
}

// Place is a day in the diary. Ruled is the day that the rule gives; it is another where the meeting
// was moved from it, and Moved then says why.
type Place struct {
	Day, Ruled council.Day
	Moved      Reason
}

// Fallen is a day that the rule gives and on which there is no meeting.
type Fallen struct {
	Day     council.Day
	Because Reason
}

// Expand is the rule over a year: the days in order, and those that fell away.
func (r Rule) Expand(y Year) ([]Place, []Fallen) {
	var places []Place
	var fallen []Fallen
	for _, day := range r.days(y.Spell) {
		place := Place{Day: day, Ruled: day}
		because := r.excepts(day, y)
		if skip, skips := y.Days.Skips(day); because.Why == "" && skips && skip.Kind != deadline.Weekend && r.Holiday != Stay {
			place.Moved = Reason{Why: WhyHoliday, Holiday: skip}
			place.Day, because = r.move(day, place.Moved, y)
		}
		if because.Why == "" && slices.ContainsFunc(places, func(p Place) bool { return p.Day == place.Day }) {
			because = Reason{Why: WhyTaken}
		}
		if because.Why != "" {
			fallen = append(fallen, Fallen{Day: day, Because: because})
			continue
		}
		places = append(places, place)
	}
	slices.SortStableFunc(places, func(a, b Place) int { return a.Day.Compare(b.Day) })
	return places, fallen
}

// move is the day instead of a holiday, or why there is none.
func (r Rule) move(day council.Day, holiday Reason, y Year) (council.Day, Reason) {
	step := map[Remedy]int{NextDay: 1, DayBefore: -1, WeekLater: 7}[r.Holiday]
	if step == 0 {
		return day, holiday
	}
	// A holiday is over within weeks; an own table that closed the council for longer ends the search.
	for range 60 {
		if day = day.Add(step); !y.Spell.Covers(day) {
			return day, Reason{Why: WhyYear}
		}
		if y.Days.IsWorking(day) {
			return day, r.excepts(day, y)
		}
	}
	return day, holiday
}

// excepts is why the rule does not meet on the day; the zero Reason where it does.
func (r Rule) excepts(day council.Day, y Year) Reason {
	if slices.Contains(r.NotIn, day.Month()) || len(r.In) > 0 && !slices.Contains(r.In, day.Month()) {
		return Reason{Why: WhyMonth}
	}
	for _, b := range y.Breaks {
		if b.Spell.Covers(day) && slices.ContainsFunc(r.NotFor, func(name string) bool { return strings.EqualFold(name, b.Name) }) {
			return Reason{Why: WhyBreak, Break: b}
		}
	}
	if slices.ContainsFunc(r.NotOn, func(d Date) bool { return d.is(day) }) {
		return Reason{Why: WhyDate}
	}
	return Reason{}
}

// is says whether the day is that date, in its year or in any.
func (d Date) is(day council.Day) bool {
	return d.Month == day.Month() && d.Day == day.DayOfMonth() && (d.Year == 0 || d.Year == day.Year())
}

// within is the date in a municipal year: where it names no year, the first such day from the
// year's beginning.
func (d Date) within(spell council.Spell) council.Day {
	if d.Year != 0 {
		return d.in(d.Year)
	}
	day := d.in(spell.From.Year())
	if day.Before(spell.From) {
		day = d.in(spell.From.Year() + 1)
	}
	return day
}

// in is the date in a year; 29 February is 28 where there is none.
func (d Date) in(year int) council.Day {
	last := council.NewDay(year, d.Month+1, 0)
	return council.NewDay(year, d.Month, min(d.Day, last.DayOfMonth()))
}

// days are the days in the spell that the pace gives, in order, before any exception.
func (r Rule) days(spell council.Spell) []council.Day {
	from, to := spell.From, spell.To
	if from.IsZero() || to.IsZero() {
		return nil
	}
	start := from
	if !r.From.IsZero() {
		start = r.From.within(spell)
	}
	if !r.Until.IsZero() {
		if until := r.Until.within(spell); until.Before(to) {
			to = until
		}
	}
	var all []council.Day
	switch r.Pace {
	case ByDate:
		for _, d := range r.Dates {
			all = append(all, d.within(spell))
		}
	case ByWeek:
		all = r.weeks(start, to)
	case ByMonth:
		all = r.monthsOf(start, to)
	}
	all = slices.DeleteFunc(all, func(d council.Day) bool { return d.Before(from) || d.Before(start) || d.After(to) })
	slices.SortFunc(all, council.Day.Compare)
	return slices.Compact(all)
}

// weeks are the weekdays from the first of them on or after the start, so many weeks apart.
func (r Rule) weeks(start, to council.Day) []council.Day {
	var all []council.Day
	for _, n := range r.On {
		first := start.Add((int(n.Weekday) - int(start.Weekday()) + 7) % 7)
		for d := first; !d.After(to); d = d.Add(7 * max(r.Interval, 1)) {
			all = append(all, d)
		}
	}
	return all
}

// monthsOf are the ordinal weekdays of every so manieth month, counted from that of the start.
func (r Rule) monthsOf(start, to council.Day) []council.Day {
	var all []council.Day
	for first := council.NewDay(start.Year(), start.Month(), 1); !first.After(to); {
		for _, n := range r.On {
			if d, ok := n.of(first); ok {
				all = append(all, d)
			}
		}
		first = council.NewDay(first.Year(), first.Month()+time.Month(max(r.Interval, 1)), 1)
	}
	return all
}

// of is the day in the month that begins with first; not every month has a fifth.
func (n Nth) of(first council.Day) (council.Day, bool) {
	d := first.Add((int(n.Weekday)-int(first.Weekday())+7)%7 + 7*(max(n.Ordinal, 1)-1))
	if n.Ordinal == Last {
		for next := d.Add(7); next.Month() == first.Month(); next = next.Add(7) {
			d = next
		}
	}
	return d, d.Month() == first.Month()
}
