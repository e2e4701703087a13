package demo

import (
	"time"

	"moothall/internal/council"
)

// easter is Easter Sunday by the Gregorian reckoning.
func easter(year int) council.Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return council.NewDay(year, time.Month(month), day)
}

// extraHolidays are the one-off bank holidays of England that no rule gives.
func extraHoliday(d council.Day) bool {
	switch d.String() {
	case "2011-04-29", "2012-06-05", "2022-06-03", "2022-09-19", "2023-05-08":
		return true
	}
	return false
}

// bankHoliday says whether offices in England are closed on a weekday.
func bankHoliday(d council.Day) bool {
	sunday := easter(d.Year())
	if d == sunday.Add(-2) || d == sunday.Add(1) || extraHoliday(d) {
		return true
	}
	monday := d.Weekday() == time.Monday
	n := d.DayOfMonth()
	switch d.Month() {
	case time.May:
		return monday && (n <= 7 || n > 24)
	case time.August:
		return monday && n > 24
	case time.January:
		return n == 1 || monday && n <= 3
	case time.December:
		// A holiday that falls on a weekend is moved to the next weekday that is none.
		return n == 25 || n == 26 || (n == 27 || n == 28) && (monday || d.Weekday() == time.Tuesday)
	}
	return false
}

func workingDay(d council.Day) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !bankHoliday(d)
}

// working is the n-th working day after d, or before it where n is negative; 0 is d itself or the
// next working day.
func working(d council.Day, n int) council.Day {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for !workingDay(d) {
		d = d.Add(step)
	}
	for ; n > 0; n-- {
		for d = d.Add(step); !workingDay(d); d = d.Add(step) {
		}
	}
	return d
}

// clearDays is the number of working days strictly between two days.
func clearDays(from, to council.Day) int {
	n := 0
	for d := from.Add(1); d.Before(to); d = d.Add(1) {
		if workingDay(d) {
			n++
		}
	}
	return n
}

// lastNotice is the latest day on which an agenda may be published: five clear working days lie
// between it and the meeting (Local Government Act 1972 s100B(3)).
func lastNotice(meeting council.Day) council.Day {
	d := meeting.Add(-1)
	for clearDays(d, meeting) < 5 || !workingDay(d) {
		d = d.Add(-1)
	}
	return d
}

// nth is the n-th weekday of a month, from 1, or the last one where n is 5 and there are four.
func nth(year int, month time.Month, weekday time.Weekday, n int) council.Day {
	d := council.NewDay(year, month, 1)
	for d.Weekday() != weekday {
		d = d.Add(1)
	}
	d = d.Add(7 * (n - 1))
	if d.Month() != month {
		d = d.Add(-7)
	}
	return d
}

// municipalYear is the calendar year in which the municipal year of a day begins: 2025 for both
// 20 May 2025 and 30 April 2026.
func municipalYear(d council.Day) int {
	if d.Month() < time.May {
		return d.Year() - 1
	}
	return d.Year()
}

// inYear is a calendar year of a month within the municipal year.
func inYear(municipal int, month time.Month) int {
	if month < time.May {
		return municipal + 1
	}
	return municipal
}

// long writes a day as minutes do: "5 April 2018".
func long(d council.Day) string { return d.Time().Format("2 January 2006") }

// longWeekday writes "Thursday 5 April 2018".
func longWeekday(d council.Day) string { return d.Time().Format("Monday 2 January 2006") }
