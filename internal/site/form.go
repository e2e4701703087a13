package site

import (
	"slices"
	"strings"

	"moothall/internal/council"
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

// offers says whether a value is among the choices.
func (p pick) offers(value string) bool {
	return slices.ContainsFunc(p.choices, func(c choice) bool { return c.value == value })
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

// askDay reads a parameter that a form sends as a day. What is no day is told beside the field, or,
// to a program that asked for data, as a page.Problem.
func (v *visit) askDay(name, label, hint string) (field, council.Day, error) {
	f := field{name: name, label: label, hint: hint, value: v.text(name), width: "govuk-input--width-10"}
	if f.value == "" {
		return f, council.Day{}, nil
	}
	day, ok := v.words.ReadDay(f.value)
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
