package desk

import (
	"fmt"
	"strconv"

	"moothall/internal/deadline"
	"moothall/internal/page"
	"moothall/internal/register"
)

// shortfallsPerPage is how much of what is due, late or missing a page lists.
const shortfallsPerPage = 50

// complianceView is the page of what the council has to do and has not done.
type complianceView struct {
	*visit
	form  *page.Form
	list  []register.Shortfall
	total int
	late  int // of all that are listed
	pages page.Pages
	kinds []page.Choice
}

// showCompliance lists what is due, late, waiting or missing, each with the page on which it is mended.
func (d *Desk) showCompliance(w *reply, v *visit) error {
	all, err := d.register.Shortfalls(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	agendas, err := d.agendaWaits(v)
	if err != nil {
		return err
	}
	for _, one := range agendas {
		s := register.Shortfall{Kind: register.ShortAgenda, Number: one.Number, Title: one.Title, Last: one.Until, Standing: deadline.Due}
		if one.Late {
			s.Standing = deadline.Late
		}
		all = append(all, s)
	}
	register.SortShortfalls(all)
	kind := register.ShortfallKind(v.query("what"))
	view := complianceView{visit: v, form: v.fresh("what", string(kind)), kinds: shortfallChoices(v.words, all)}
	for _, one := range all {
		if kind != "" && one.Kind != kind {
			continue
		}
		view.list = append(view.list, one)
		if one.Standing == deadline.Late {
			view.late++
		}
	}
	view.total = len(view.list)
	view.list, view.pages = pageOf(v, view.list, shortfallsPerPage)
	return w.page(d.frame(v, page.Frame{Title: v.words.T("compliance"), Section: "compliance"}), compliancePage(view))
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
	}
	return v.words.Day(s.Day)
}
