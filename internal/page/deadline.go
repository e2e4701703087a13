package page

import (
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/deadline"
)

// Arithmetic is how a last lawful day was reached, so that an officer can check it: "5 clear days:
// 6, 7, 8, 9, 12 March; publish by Monday 5 March 2018".
func (w *Words) Arithmetic(a deadline.Answer) string {
	if a.Last.IsZero() {
		return w.Say("deadline.practicable", "Day", w.Day(a.From))
	}
	parts := []string{w.counted(a)}
	if skipped := w.skipped(a.Skipped); skipped != "" {
		parts = append(parts, w.Say("deadline.skipped", "Days", skipped))
	}
	if a.Shorter {
		parts = append(parts, w.Say("deadline.shorter", "Day", w.Day(a.Last)))
	}
	last := w.weekdayWithin(a.Last)
	if a.Rule.Unit == deadline.Hours {
		last = w.Moment(a.Moment)
	}
	return strings.Join(append(parts, w.Say("deadline.by."+string(a.Rule.Act), "Day", last)), "; ")
}

// counted is the length, and the days that make it up or the day that it runs from.
func (w *Words) counted(a deadline.Answer) string {
	key := "deadline.length." + string(a.Rule.Unit)
	if a.Rule.Unit == deadline.ClearDays || a.Rule.Unit == deadline.Days {
		length := w.Count(key+"."+string(a.Counting), a.Length)
		return w.Say("deadline.counted", "Length", length, "Days", w.Days(a.Counted))
	}
	length := w.Count(key, a.Length)
	switch {
	case a.Rule.Unit == deadline.Hours:
		return w.Say("deadline.from", "Length", length, "Day", w.Moment(a.Moment.Add(-time.Duration(a.Length)*time.Hour)))
	case a.Rule.Inclusive:
		return w.Say("deadline.from.inclusive", "Length", length, "Day", w.Day(a.From))
	default:
		return w.Say("deadline.from", "Length", length, "Day", w.Day(a.From))
	}
}

// skipped are the days that were not counted, but for weekends, which nobody needs to be told.
func (w *Words) skipped(all []deadline.Skip) string {
	var parts []string
	for _, s := range all {
		if s.Kind != deadline.Weekend {
			parts = append(parts, w.Say("deadline.skip", "Day", w.DayOfYear(s.Day), "Why", w.Skip(s)))
		}
	}
	return strings.Join(parts, ", ")
}

// Skip is why a day does not count: "Good Friday", "in place of Boxing Day".
func (w *Words) Skip(s deadline.Skip) string {
	switch name, _ := s.Name.In(w.lang); {
	case s.Kind == deadline.Weekend:
		return w.T("deadline.skip.weekend")
	case s.Kind == deadline.BankHoliday && s.Holiday.Substitute:
		return w.Say("deadline.skip.substitute", "Holiday", w.Holiday(s.Holiday.Name))
	case s.Kind == deadline.BankHoliday:
		return w.Holiday(s.Holiday.Name)
	case name != "":
		return name
	default:
		return w.T("deadline.skip.closed")
	}
}

// manyDays is how many days are named one by one; of more, those that follow each other are named
// by the first and the last, where that is shorter.
const manyDays = 10

// Days is a list of days in order, with each month named once: "27, 28, 29 March, 3, 4 April", or,
// where they are many, "13 February to 12 March". Years are not named.
func (w *Words) Days(days []council.Day) string {
	var parts []string
	for i := 0; i < len(days); {
		run := 1
		for len(days) > manyDays && i+run < len(days) && days[i+run] == days[i].Add(run) {
			run++
		}
		if run < 3 {
			run = 1
		}
		first, last, next := days[i], days[i+run-1], i+run
		named := next == len(days) || days[next].Month() != last.Month()
		switch {
		case run > 1 && first.Month() != last.Month():
			parts = append(parts, w.Say("deadline.range", "From", w.DayOfYear(first), "To", w.DayOfYear(last)))
		case run > 1:
			parts = append(parts, w.Say("deadline.range", "From", strconv.Itoa(first.DayOfMonth()), "To", w.dayIn(last, named)))
		default:
			parts = append(parts, w.dayIn(first, named))
		}
		i = next
	}
	return strings.Join(parts, ", ")
}

// dayIn is the day, with its month where that is to be named.
func (w *Words) dayIn(d council.Day, named bool) string {
	if named {
		return w.DayOfYear(d)
	}
	return strconv.Itoa(d.DayOfMonth())
}

// weekdayWithin is Weekday within a sentence: the Welsh begins with a word that is not a name.
func (w *Words) weekdayWithin(d council.Day) string {
	s := w.Weekday(d)
	if rest, ok := strings.CutPrefix(s, "Dydd"); ok {
		return "dydd" + rest
	}
	return s
}

// Standing is how a time stands: "Due in 3 days".
func (w *Words) Standing(v deadline.Verdict) string {
	switch v.Standing {
	case deadline.InTime:
		return w.Count("deadline.standing.in-time", v.Days)
	case deadline.Due:
		if v.Days == 0 {
			return w.T("deadline.standing.today")
		}
		return w.Count("deadline.standing.due", v.Days)
	case deadline.Late:
		if v.Days == 0 {
			return w.T("deadline.standing.late-today")
		}
		return w.Count("deadline.standing.late", -v.Days)
	default:
		return w.T("deadline.standing." + string(v.Standing))
	}
}

// Holiday is "Good Friday".
func (w *Words) Holiday(h deadline.HolidayName) string { return word(w, "holiday", h) }

// Rule is what a rule asks for: "Agenda and reports open to the public".
func (w *Words) Rule(id deadline.RuleID) string { return word(w, "deadline.rule", id) }

// Consequence is what happens when a time is missed, as a sentence.
func (w *Words) Consequence(c deadline.Consequence) string { return word(w, "deadline.missed", c) }

// Override is a lawful way that remains when a time is missed, as a sentence.
func (w *Words) Override(o deadline.OverrideID) string { return word(w, "deadline.override", o) }

// Certainty is how sure a rule is: "As the law says".
func (w *Words) Certainty(c deadline.Certainty) string { return word(w, "deadline.certainty", c) }

// Counting is which days count, as a choice for a council.
func (w *Words) Counting(c deadline.Counting) string { return word(w, "deadline.counting", c) }

// Feature is something about a matter on which a rule depends, as a question for an officer.
func (w *Words) Feature(f deadline.Feature) string { return word(w, "deadline.feature", f) }
