package diary

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
)

// Pace is how a body's meetings follow one another.
type Pace string

// Paces.
const (
	ByMonth Pace = "month" // on weekdays of a month, such as its second Thursday
	ByWeek  Pace = "week"  // on weekdays, so many weeks apart
	ByDate  Pace = "date"  // on dates named one by one
)

// Remedy is what becomes of a meeting whose day is a bank holiday, or one on which the council is
// closed.
type Remedy string

// Remedies.
const (
	Stay      Remedy = ""           // it stays, and is shown as a clash
	Skip      Remedy = "skip"       // it falls away
	NextDay   Remedy = "next day"   // the next working day
	DayBefore Remedy = "day before" // the working day before
	WeekLater Remedy = "week later" // the same weekday, the next week that it counts
)

// Last is the ordinal of the last such weekday of a month.
const Last = -1

// Nth is a weekday of a month: its first to fifth, or its Last. By weeks, the ordinal is 0.
type Nth struct {
	Ordinal int
	Weekday time.Weekday
}

// Date is a day of the year, in the year or, where Year is 0, wherever it comes in a municipal
// year.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// IsZero says whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Rule says when a body meets. The zero Rule is no rule; Parse makes one.
type Rule struct {
	Pace     Pace
	Interval int    // in months or weeks; 1 for each
	On       []Nth  // by month or week
	Dates    []Date // by date

	In     []time.Month // only in these; none for all
	NotIn  []time.Month
	NotFor []string // names of spells in which it does not meet, such as "school holidays"
	NotOn  []Date

	From, Until Date // from which the interval is counted, and the last; zero for the whole year
	Holiday     Remedy
	At          council.Clock // when the meeting begins; empty where the rule does not say
}

var ordinals = map[int]string{1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", Last: "last"}

// String is the rule in the words that Parse reads, always in the same order, so that who typed it
// can see how it was understood.
func (r Rule) String() string {
	parts := []string{r.when()}
	if len(r.NotIn) > 0 {
		parts = append(parts, "not in "+list(r.NotIn, time.Month.String))
	}
	for _, name := range r.NotFor {
		parts = append(parts, "not in "+name)
	}
	if len(r.NotOn) > 0 {
		parts = append(parts, "not on "+list(r.NotOn, Date.String))
	}
	if r.Holiday != Stay {
		parts = append(parts, "on bank holidays "+string(r.Holiday))
	}
	if r.At != "" {
		parts = append(parts, "at "+string(r.At))
	}
	return strings.Join(parts, ", ")
}

func (r Rule) when() string {
	var s string
	switch r.Pace {
	case ByDate:
		s = "on " + list(r.Dates, Date.String)
	case ByWeek:
		s = every(r.Interval, "week") + " on " + list(r.On, Nth.String)
	default:
		s = "the " + list(r.On, Nth.String) + " of " + every(r.Interval, "month")
	}
	if len(r.In) > 0 {
		s += " in " + list(r.In, time.Month.String)
	}
	if !r.From.IsZero() {
		s += " from " + r.From.String()
	}
	if !r.Until.IsZero() {
		s += " until " + r.Until.String()
	}
	return s
}

func every(n int, unit string) string {
	if n == 1 {
		return "every " + unit
	}
	return fmt.Sprintf("every %d %ss", n, unit)
}

// String is "second Thursday", or "Thursday" by weeks.
func (n Nth) String() string {
	if n.Ordinal == 0 {
		return n.Weekday.String()
	}
	return ordinals[n.Ordinal] + " " + n.Weekday.String()
}

// String is "4 June", or "4 June 2026".
func (d Date) String() string {
	s := strconv.Itoa(d.Day) + " " + d.Month.String()
	if d.Year != 0 {
		s += " " + strconv.Itoa(d.Year)
	}
	return s
}

// list is "a, b and c".
func list[T any](all []T, say func(T) string) string {
	var b strings.Builder
	for i, one := range all {
		switch {
		case i == 0:
		case i == len(all)-1:
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(say(one))
	}
	return b.String()
}
