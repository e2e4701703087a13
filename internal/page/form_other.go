package page

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

// Other is what somebody else has made of a field since this person began.
type Other struct {
	Values []string        // what they have kept
	Taken  bool            // it stands in the field now: this person had not changed it
	Shown  templ.Component // how they have changed a text; nil for a single value
}

// Beside shows, with a field, what somebody else has made of it.
func (f *Form) Beside(name string, o Other) {
	if f.others == nil {
		f.others = map[string]Other{}
	}
	f.others[name] = o
}

// theirs is what somebody else has made of a field; nil where nobody has.
func (f *Form) theirs(name string) *Other {
	if o, ok := f.others[name]; ok {
		return &o
	}
	return nil
}

// The fields of a form that are about the form itself.
const (
	beganField = "began"
	takeField  = "take"
	theirField = "theirs-"
)

// own says whether a field is the form's own business.
func own(name string) bool {
	return name == beganField || name == takeField || name == "version" || name == "edition" || name == "once" || strings.HasPrefix(name, theirField)
}

// Fields are the values that people change, by field.
func (f *Form) Fields() url.Values {
	fields := url.Values{}
	for name, values := range f.values {
		if !own(name) {
			fields[name] = values
		}
	}
	return fields
}

// Since are the values with which the form began; none where it does not say.
func (f *Form) Since() (url.Values, bool) {
	if !f.values.Has(beganField) {
		return nil, false
	}
	began, err := url.ParseQuery(f.Value(beganField))
	return began, err == nil
}

// sinceThen is what the form carries to know later what it began with.
func (f *Form) sinceThen() string {
	if f.values.Has(beganField) {
		return f.Value(beganField)
	}
	return f.Fields().Encode()
}

// SetSince lets the form begin with other values.
func SetSince(values, began url.Values) { values.Set(beganField, began.Encode()) }

// Choose puts what somebody else has made of a field in the place of what stands in it, as far as the person
// has chosen so.
func Choose(values url.Values) {
	for _, name := range values[takeField] {
		if values.Has(theirField + name + "-none") {
			values.Del(name)
		}
		if values.Has(theirField + name) {
			values[name] = values[theirField+name]
		}
	}
	values.Del(takeField)
}

// said is a list of values as a person reads them, by the labels of the choices.
func said(values []string, choices []Choice) string {
	var list []string
	for _, value := range values {
		label := value
		for _, c := range choices {
			if c.Value == value {
				label = c.Label
			}
		}
		list = append(list, label)
	}
	return strings.Join(list, ", ")
}
