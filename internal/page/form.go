package page

import (
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
)

// Form is a form as a person sees it: what stands in its fields and, where that will not do, why.
type Form struct {
	Words  *Words
	values url.Values
	faults []formFault
	others map[string]Other
}

type formFault struct{ field, text string }

// NewForm is a form with these values in its fields.
func NewForm(w *Words, values url.Values) *Form { return &Form{Words: w, values: values} }

// Value is what stands in a field.
func (f *Form) Value(name string) string { return f.values.Get(name) }

// Values are all that stand in a field that may have several.
func (f *Form) Values(name string) []string { return f.values[name] }

// Has says whether a field of several values has this one.
func (f *Form) Has(name, value string) bool { return slices.Contains(f.values[name], value) }

// Fail says what is wrong with a field, in the reader's words.
func (f *Form) Fail(name, text string) { f.faults = append(f.faults, formFault{name, text}) }

// Failed says whether anything is wrong.
func (f *Form) Failed() bool { return len(f.faults) > 0 }

// Fault is what is wrong with a field; empty where nothing is.
func (f *Form) Fault(name string) string {
	for _, one := range f.faults {
		if one.field == name {
			return one.text
		}
	}
	return ""
}

// Take puts the faults of an error beside their fields and says whether it had any. Any other error
// is the caller's.
func (f *Form) Take(err error) bool {
	var faults *council.Faults
	if !errors.As(err, &faults) {
		return false
	}
	for _, one := range faults.List() {
		text := f.Words.T(one.Key)
		if len(one.Args) > 0 {
			text = f.Words.Say(one.Key, one.Args...)
		}
		f.Fail(one.Field, text)
	}
	return true
}

// Day reads a field as a day; the zero Day where it is empty, with a fault where it is none. The label
// names it in the fault.
func (f *Form) Day(name, label string) council.Day {
	typed := strings.TrimSpace(f.Value(name))
	if typed == "" {
		return council.Day{}
	}
	day, ok := f.Words.ReadDay(typed)
	if !ok {
		f.Fail(name, f.Words.Say("form.day", "Name", label))
	}
	return day
}

// Clock reads a field as a time of day; empty where it is, with a fault where it is none.
func (f *Form) Clock(name, label string) council.Clock {
	typed := strings.TrimSpace(f.Value(name))
	if typed == "" {
		return ""
	}
	clock, ok := ReadClock(typed)
	if !ok {
		f.Fail(name, f.Words.Say("form.clock", "Name", label))
	}
	return clock
}

// Whole reads a field as a whole number within bounds; 0 where it is empty.
func (f *Form) Whole(name, label string, least, most int) int {
	return f.within(name, label, "form.whole", strings.TrimSpace(f.Value(name)), least, most)
}

// pounds are the marks around a sum that people type.
var pounds = strings.NewReplacer("£", "", ",", "", " ", "")

// Pounds reads a field as a sum in whole pounds within bounds, as people type one: "£250,000"; 0 where it is empty.
func (f *Form) Pounds(name, label string, least, most int) int {
	return f.within(name, label, "form.pounds", pounds.Replace(f.Value(name)), least, most)
}

// within reads a number within bounds, and puts the fault beside its field; 0 where nothing is typed.
func (f *Form) within(name, label, fault, typed string, least, most int) int {
	if typed == "" {
		return 0
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < least || n > most {
		f.Fail(name, f.Words.Say(fault, "Name", label, "Least", f.Words.Number(least), "Most", f.Words.Number(most)))
		return 0
	}
	return n
}

// Need says that a field must not be empty.
func (f *Form) Need(name, label string) string {
	typed := strings.TrimSpace(f.Value(name))
	if typed == "" {
		f.Fail(name, f.Words.Say("form.needed", "Name", label))
	}
	return typed
}

// Pair reads a text in both languages from the fields name and name-cy.
func (f *Form) Pair(name string) council.Text {
	return council.Text{En: strings.TrimSpace(f.Value(name)), Cy: strings.TrimSpace(f.Value(name + "-cy"))}
}

// Field is an input with its label.
type Field struct {
	Name, Label, Hint string
	Width             string // GOV.UK's class for the width: "govuk-input--width-10"
	Type              string // of the input element; "text" where empty
	Autocomplete      string
	Lang              council.Language // of what is typed, where not the page's
	Rows              int              // of a text area; 5 where 0
	Heading           bool             // the label is the page's h1
	Secret            bool             // what was typed is never sent back
	List              string           // id of the list from which what is typed completes
}

func (f Field) inputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) rows() string {
	if f.Rows == 0 {
		return "5"
	}
	return strconv.Itoa(f.Rows)
}

func (f Field) shown(form *Form) string {
	if f.Secret {
		return ""
	}
	return form.Value(f.Name)
}

// from is the same field, which completes from the list that stands after it.
func (f Field) from() Field {
	f.List = f.Name + "-list"
	return f
}

// describedBy lists the ids of the field's hint and fault.
func (f Field) describedBy(form *Form) string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.Name+"-hint")
	}
	if form.Fault(f.Name) != "" {
		ids = append(ids, f.Name+"-error")
	}
	return strings.Join(ids, " ")
}

// Choice is one of the choices of a field.
type Choice struct {
	Value, Label, Hint string
	Lang               string // of the label, where not the page's
}

// id is the choice's own id; the first has the field's, so that the summary of faults leads to it.
func (c Choice) id(f Field, i int) string {
	if i == 0 {
		return f.Name
	}
	return f.Name + "-" + strconv.Itoa(i+1)
}

var (
	numericDay = regexp.MustCompile(`^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})$`)
	typedClock = regexp.MustCompile(`^(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?\s*(?:m\.?)?$`)
)

// ReadDay reads a day as people type it: "5/4/2018", "5 April 2018" in the words' language or
// English, "Thursday 5 April 2018", or "2018-04-05". The day comes before the month, as it is written
// in Britain.
func (w *Words) ReadDay(s string) (council.Day, bool) {
	s = strings.TrimSpace(s)
	if d, err := council.ParseDay(s); err == nil {
		return d, d.Year() > 0
	}
	if m := numericDay.FindStringSubmatch(s); m != nil {
		return realDay(m[1], m[2], m[3])
	}
	parts := strings.Fields(strings.ReplaceAll(s, ",", " "))
	if len(parts) == 4 {
		parts = parts[1:]
	}
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
	d, dayErr := strconv.Atoi(day)
	m, monthErr := strconv.Atoi(month)
	y, yearErr := strconv.Atoi(year)
	if dayErr != nil || monthErr != nil || yearErr != nil || d < 1 || m < 1 || y < 1 || y > 9999 {
		return council.Day{}, false
	}
	made := council.NewDay(y, time.Month(m), d)
	return made, made.DayOfMonth() == d && int(made.Month()) == m && made.Year() == y
}

// ReadClock reads a time of day as people type it: "18:00", "6.30 pm", "6pm", "noon".
func ReadClock(s string) (council.Clock, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "noon" || s == "midday" {
		return "12:00", true
	}
	m := typedClock.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	switch {
	case m[3] != "" && (hour < 1 || hour > 12), hour > 23, minute > 59, m[3] == "" && m[2] == "":
		return "", false
	case m[3] == "p" && hour < 12:
		hour += 12
	case m[3] == "a" && hour == 12:
		hour = 0
	}
	clock, err := council.ParseClock(strconv.Itoa(100 + hour)[1:] + ":" + strconv.Itoa(100 + minute)[1:])
	return clock, err == nil
}

// inWelsh is the same field for the Welsh text.
func (f Field) inWelsh(w *Words) Field {
	f.Name += "-cy"
	f.Label = w.Say("form.welsh", "Name", f.Label)
	f.Lang, f.Hint, f.Heading = council.Welsh, "", false
	return f
}

// Set puts a value into a field, in place of what stands there.
func (f *Form) Set(name, value string) { f.values.Set(name, value) }

// Add gives a field one more value.
func (f *Form) Add(name, value string) { f.values.Add(name, value) }
