package desk

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/url"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/page"
	"moothall/internal/register"
)

// shortfallsPerPage is how much of what is due, late or missing a page lists.
const shortfallsPerPage = 50

// complianceView is the page of what the council has to do and has not done.
type complianceView struct {
	*visit
	form   *page.Form
	list   []register.Shortfall
	total  int
	late   int // of all that are listed
	pages  page.Pages
	kinds  []page.Choice
	bodies []page.Choice
}

// showCompliance lists what is due, late, waiting or missing, each with the page on which it is mended.
func (d *Desk) showCompliance(w *reply, v *visit) error {
	all, err := d.shortfalls(v)
	if err != nil {
		return err
	}
	view := complianceView{visit: v, form: v.fresh("what", v.query("what"), "body", v.query("body")), kinds: shortfallChoices(v.words, all)}
	view.list = narrowShortfalls(v, all)
	for _, one := range view.list {
		if one.Standing == deadline.Late {
			view.late++
		}
	}
	view.total = len(view.list)
	view.list, view.pages = pageOf(v, view.list, shortfallsPerPage)
	if view.bodies, err = d.everyBody(v); err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("compliance"), Section: "compliance"}), compliancePage(view))
}

// shortfalls are all that is due, late, waiting or missing, what is late first.
func (d *Desk) shortfalls(v *visit) ([]register.Shortfall, error) {
	all, err := d.register.Shortfalls(v.ctx, v.viewer)
	if err != nil {
		return nil, err
	}
	agendas, err := d.dueAgendas(v)
	if err != nil {
		return nil, err
	}
	for _, m := range agendas {
		due := m.first()
		all = append(all, register.Shortfall{Kind: register.ShortAgenda, Number: m.Number, Body: m.Meeting.Body, Title: m.bodyName, Day: m.Meeting.Day,
			Last: due.Last, Standing: due.Standing, Rule: due.Rule.ID})
	}
	unrecorded, err := d.toRecord(v)
	if err != nil {
		return nil, err
	}
	for _, one := range unrecorded {
		all = append(all, register.Shortfall{Kind: register.ShortRecord, Number: one.Meeting, Body: one.Body, Title: one.Title, Day: one.Day, Last: one.Last,
			Standing: standingBy(one.Last, d.today()), Rule: deadline.DecisionStatement})
	}
	register.SortShortfalls(all)
	return all, nil
}

// standingBy is how something stands that waits for its last day.
func standingBy(last, today council.Day) deadline.Standing {
	if !last.IsZero() && last.Before(today) {
		return deadline.Late
	}
	return deadline.Due
}

// narrowShortfalls are those for which the address asks: of a kind, of a body.
func narrowShortfalls(v *visit, all []register.Shortfall) []register.Shortfall {
	kind, body := v.query("what"), v.query("body")
	var list []register.Shortfall
	for _, one := range all {
		if (kind == "" || string(one.Kind) == kind) && (body == "" || strconv.Itoa(one.Body) == body) {
			list = append(list, one)
		}
	}
	return list
}

// csvPath is the address of the same lines as CSV.
func (v complianceView) csvPath() string {
	q := url.Values{}
	for _, name := range []string{"what", "body"} {
		if said := v.query(name); said != "" {
			q.Set(name, said)
		}
	}
	return "/desk/compliance.csv?" + q.Encode()
}

// sendCompliance sends what the address asks for as CSV: a line each, days as 2026-05-18, with the address at
// which it is mended.
func (d *Desk) sendCompliance(w *reply, v *visit) error {
	all, err := d.shortfalls(v)
	if err != nil {
		return err
	}
	names, err := d.bodyNames(v)
	if err != nil {
		return err
	}
	rows := [][]string{{"what", "body", "title", "name", "day", "until", "stands", "rule", "address"}}
	for _, one := range narrowShortfalls(v, all) {
		rows = append(rows, unformulated(string(one.Kind), v.words.Plain(names[one.Body]), v.words.Plain(one.Title), one.Name, one.Day.String(), one.Last.String(),
			string(one.Standing), string(one.Rule), shortfallPath(one)))
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return fmt.Errorf("write what is due as CSV: %w", err)
	}
	return w.data("text/csv; charset=utf-8", "compliance.csv", b.Bytes())
}

// shortfallChoices are the kinds of which there are any, with how many.
func shortfallChoices(w *page.Words, all []register.Shortfall) []page.Choice {
	count := map[register.ShortfallKind]int{}
	for _, one := range all {
		count[one.Kind]++
	}
	list := []page.Choice{{Label: w.T("compliance.everything")}}
	for _, k := range register.ShortfallKinds() {
		if count[k] > 0 {
			list = append(list, page.Choice{Value: string(k), Label: fmt.Sprintf("%s (%d)", w.T("compliance.what."+string(k)), count[k])})
		}
	}
	return list
}

// shortfallPath is where a shortfall is mended.
func shortfallPath(s register.Shortfall) string {
	switch s.Kind {
	case register.ShortAgenda:
		return agendaPath(s.Number)
	case register.ShortMinutes, register.ShortChair, register.ShortApproval, register.ShortSignature:
		if !s.Begun {
			return sittingPath(s.Number)
		}
		return minutesPath(s.Number)
	case register.ShortItem:
		return itemPath(s.Number)
	case register.ShortPaper:
		return "/desk/papers/" + strconv.Itoa(s.Number)
	case register.ShortKeyNotice:
		return "/desk/forward-plans/" + strconv.Itoa(s.Number)
	case register.ShortNotice:
		return noticePath(s.Number, s.Rule, register.Due{IssueOf: s.Issue})
	case register.ShortRecord:
		return "/desk/decisions"
	case register.ShortDecision:
		return decisionPath(s.Number)
	case register.ShortAnswer:
		return considerationPath(s.Number)
	case register.ShortAction:
		return actionPath(s.Number)
	case register.ShortInterests:
		return interestsPath(s.Number)
	case register.ShortQuorum:
		return bodyPath(s.Number)
	case register.ShortAttendance:
	}
	return "/desk/people/" + strconv.Itoa(s.Number)
}

// shortfallTag is how a shortfall stands, in a word.
func shortfallTag(w *page.Words, s register.Shortfall) string {
	if s.Last.IsZero() && s.Standing == deadline.Due {
		return w.T("compliance.waits")
	}
	return w.T("compliance.standing." + string(s.Standing))
}

// dayOf says which day a shortfall is about.
func (v complianceView) dayOf(s register.Shortfall) string {
	switch {
	case s.Day.IsZero():
		return ""
	case s.Kind == register.ShortAttendance:
		return v.words.Say("compliance.attended", "Day", v.words.Day(s.Day))
	case s.Kind == register.ShortKeyNotice:
		return v.words.Say("compliance.noticed", "Day", v.words.Day(s.Day))
	}
	return v.words.Day(s.Day)
}
