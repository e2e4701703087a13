package site

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"moothall/internal/council"
	"moothall/internal/page"
)

// visit is one reader's request for one page.
type visit struct {
	*http.Request
	ctx    context.Context
	words  *page.Words
	json   bool
	path   string // the page's address without language, ".json" and query
	number int    // what stood for {number}; 0 on routes without one
	query  url.Values
	params []string
}

// mostValue is how many characters a value in a query may have.
const mostValue = 200

// readQuery keeps the parameters that the page reads, the first of each where one is given twice.
func (v *visit) readQuery() error {
	v.query = url.Values{}
	if v.URL.RawQuery == "" {
		return nil
	}
	given, err := url.ParseQuery(v.URL.RawQuery)
	if err != nil {
		return v.problem("fault.query", "Value", shortened(v.URL.RawQuery))
	}
	for _, name := range v.params {
		value := strings.TrimSpace(given.Get(name))
		switch {
		case value == "":
		case !utf8.ValidString(value) || strings.ContainsRune(value, 0):
			return v.problem("fault.query", "Value", shortened(v.URL.RawQuery))
		case utf8.RuneCountInString(value) > mostValue:
			return v.problem("fault.long", "Name", name, "Most", strconv.Itoa(mostValue))
		default:
			v.query.Set(name, value)
		}
	}
	return nil
}

// problem is an error that sends the reader to the page without its query.
func (v *visit) problem(key string, args ...string) error {
	return &page.Problem{Key: key, Args: args, Path: v.path}
}

// canonical is the query with the parameters that the page reads, in the route's order; empty, or
// with its question mark.
func (v *visit) canonical() string {
	return v.with("", "")
}

// with is the canonical query after one parameter was changed; an empty value leaves it out.
func (v *visit) with(name, value string) string {
	var b strings.Builder
	for _, p := range v.params {
		is := v.query.Get(p)
		if p == name {
			is = value
		}
		if is == "" {
			continue
		}
		if b.Len() == 0 {
			b.WriteByte('?')
		} else {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(p) + "=" + url.QueryEscape(is))
	}
	return b.String()
}

// part is what stood for a wildcard of the route's pattern.
func (v *visit) part(name string) string { return v.PathValue(name) }

// text is a parameter as given; empty where it is not.
func (v *visit) text(name string) string { return v.query.Get(name) }

// choice is a parameter that must be one of the choices; the first where it is not given.
func (v *visit) choice(name string, choices ...string) (string, error) {
	value := v.query.Get(name)
	if value == "" {
		return choices[0], nil
	}
	if slices.Contains(choices, value) {
		return value, nil
	}
	return "", v.problem("fault.choice", "Name", name, "Choices", strings.Join(choices, ", "), "Value", value)
}

// day is a parameter that must be a day; otherwise where it is not given.
func (v *visit) day(name string, otherwise council.Day) (council.Day, error) {
	value := v.query.Get(name)
	if value == "" {
		return otherwise, nil
	}
	d, err := council.ParseDay(value)
	if err != nil || d.Year() < 1 {
		return council.Day{}, v.problem("fault.day", "Name", name, "Value", value)
	}
	return d, nil
}

// whole is a parameter that must be a whole number; otherwise where it is not given.
func (v *visit) whole(name string, least, most, otherwise int) (int, error) {
	value := v.query.Get(name)
	if value == "" {
		return otherwise, nil
	}
	n, ok := digits(value)
	if !ok || n < least || n > most {
		return 0, v.problem("fault.number", "Name", name, "Least", strconv.Itoa(least),
			"Most", strconv.Itoa(most), "Value", value)
	}
	return n, nil
}

// digits reads a number written as digits alone, nine at most.
func digits(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// shortened is a text of any length and any bytes, fit to be shown back.
func shortened(s string) string {
	s = strings.ToValidUTF8(s, "�")
	if utf8.RuneCountInString(s) > 80 {
		s = string([]rune(s)[:80]) + "…"
	}
	return s
}
