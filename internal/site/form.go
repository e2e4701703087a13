package site

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/page"
)

// field is an input of a form with what was typed into it and, where that will not do, why.
type field struct {
	name, label, hint string
	value             string
	fault             string // in the reader's words; empty where nothing is wrong
	width             string // GOV.UK's class for the width of the input
}

// pick is a list of choices in a form.
type pick struct {
	name, label string
	value       string
	choices     []choice
}

// choice is one line of a list of choices. Lang is set where the label is not in the page's language.
type choice struct{ value, label, lang string }

// wrong are the fields with something to put right, in the form's order.
func wrong(fields ...field) []field {
	var list []field
	for _, f := range fields {
		if f.fault != "" {
			list = append(list, f)
		}
	}
	return list
}

// hintID and faultID name what describes the field.
func (f field) hintID() string  { return f.name + "-hint" }
func (f field) faultID() string { return f.name + "-error" }

// describedBy lists the ids of the field's hint and fault.
func (f field) describedBy() string {
	var ids []string
	if f.hint != "" {
		ids = append(ids, f.hintID())
	}
	if f.fault != "" {
		ids = append(ids, f.faultID())
	}
	return strings.Join(ids, " ")
}

var numericDay = regexp.MustCompile(`^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})$`)

// readDay reads a day as people type it: "5/4/2018", "5 April 2018" in the words' language or
// English, or "2018-04-05". The day comes before the month, as it is written in Britain.
func readDay(w *page.Words, s string) (council.Day, bool) {
	s = strings.TrimSpace(s)
	if d, err := council.ParseDay(s); err == nil {
		return d, d.Year() > 0
	}
	if m := numericDay.FindStringSubmatch(s); m != nil {
		return realDay(m[1], m[2], m[3])
	}
	parts := strings.Fields(strings.ReplaceAll(s, ",", " "))
	if len(parts) != 3 {
		return council.Day{}, false
	}
	for m := time.January; m <= time.December; m++ {
		if isMonth(parts[1], w.MonthName(m)) || isMonth(parts[1], m.String()) {
			return realDay(parts[0], strconv.Itoa(int(m)), parts[2])
		}
	}
	return council.Day{}, false
}

// isMonth takes a month's name whole, or its first three letters.
func isMonth(typed, name string) bool {
	return strings.EqualFold(typed, name) || len(typed) == 3 && strings.EqualFold(typed, name[:3])
}

// realDay is the day, unless the calendar has no such day.
func realDay(day, month, year string) (council.Day, bool) {
	d, isDay := digits(day)
	m, isMonth := digits(month)
	y, isYear := digits(year)
	if !isDay || !isMonth || !isYear || y < 1 || y > 9999 {
		return council.Day{}, false
	}
	made := council.NewDay(y, time.Month(m), d)
	return made, made.DayOfMonth() == d && int(made.Month()) == m && made.Year() == y
}

// askDay reads a parameter that a form sends as a day. What is no day is told beside the field, or,
// to a program that asked for data, as a page.Problem.
func (v *visit) askDay(name, label, hint string) (field, council.Day, error) {
	f := field{name: name, label: label, hint: hint, value: v.text(name), width: "govuk-input--width-10"}
	if f.value == "" {
		return f, council.Day{}, nil
	}
	day, ok := readDay(v.words, f.value)
	if ok {
		return f, day, nil
	}
	if v.json {
		_, err := v.day(name, council.Day{})
		return f, council.Day{}, err
	}
	f.fault = v.words.Say("form.day", "Name", label)
	return f, council.Day{}, nil
}
