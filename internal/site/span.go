package site

import (
	"strconv"

	"moothall/internal/council"
	"moothall/internal/page"
)

// spanChoice is a choice of days by a form, or of one of the years that there are.
type spanChoice struct {
	from, to field
	in       council.Spell // zero for all that is on the record
	years    []yearLink
	all      string // the page without a period
	at       string // the page's address, where the form is sent
}

// askSpan reads the first and the last day of a period.
func (v *visit) askSpan() (p spanChoice, err error) {
	w := v.words
	if p.from, p.in.From, err = v.askDay("from", w.T("period.from"), w.T("form.day.hint")); err != nil {
		return p, err
	}
	if p.to, p.in.To, err = v.askDay("to", w.T("period.to"), w.T("form.day.hint")); err != nil {
		return p, err
	}
	if p.in.From.IsZero() || p.in.To.IsZero() || !p.in.To.Before(p.in.From) {
		return p, nil
	}
	if v.json {
		return p, v.problem("decisions.order", "Day", p.in.From.String())
	}
	p.to.fault = w.Say("decisions.order", "Day", w.Day(p.in.From))
	return p, nil
}

func (p spanChoice) faults() []field { return wrong(p.from, p.to) }

// withYears adds a link to each calendar year, and to all of them.
func (p spanChoice) withYears(v *visit, years []int) spanChoice {
	p.at, p.all = v.words.Path(v.path), v.words.Path(v.path)+"#attendance"
	for _, y := range years {
		first, last := council.NewDay(y, 1, 1), council.NewDay(y, 12, 31)
		p.years = append(p.years, yearLink{year: strconv.Itoa(y), current: p.in == council.Spell{From: first, To: last},
			path: p.at + "?from=" + first.String() + "&to=" + last.String() + "#attendance"})
	}
	return p
}

// words say which period it is: "from 1 January 2025 to 31 December 2025"; empty for all.
func (p spanChoice) words(w *page.Words) string { return spellOf(w, p.in) }

// pagesOf are the links between the pages of a list that the parameter counts and the fragment
// leads to.
func (v *visit) pagesOf(param, fragment string, current, total, perPage int) page.Pages {
	return page.NewPages(current, total, perPage, func(n string) string {
		if n == "1" {
			n = ""
		}
		return v.words.Path(v.path + v.with(param, n) + fragment)
	})
}
