package desk

import (
	"crypto/rand"
	"fmt"
	"net/url"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// reportsPerPage is how many reports a page of them lists.
const reportsPerPage = 50

// reportsView is a list of reports on their way.
type reportsView struct {
	*visit
	list  []register.Kept[register.Report]
	names map[int]council.Text // of bodies
	state register.ReportState
	more  string // address of the next page; empty on the last
	start bool   // the viewer may start one
}

// showReports lists the reports that the viewer may see, those whose next body meets soonest first.
func (d *Desk) showReports(w *reply, v *visit) error {
	state := register.ReportState(v.query("state"))
	list, err := d.register.Reports(v.ctx, v.viewer, state, v.query("after"), reportsPerPage+1)
	if err != nil {
		return err
	}
	view := reportsView{visit: v, list: list, state: state, start: register.May(v.viewer, register.StartReport, 0) == nil}
	if len(list) > reportsPerPage {
		view.list = list[:reportsPerPage]
		last := view.list[reportsPerPage-1].Content.Order()
		view.more = "/desk/reports?" + url.Values{"state": {string(state)}, "after": {last}}.Encode()
	}
	if view.names, err = d.bodyNames(v); err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.reports"), Section: "reports"}), reportsPage(view))
}

// bodyNames are the names of all bodies today, by number.
func (d *Desk) bodyNames(v *visit) (map[int]council.Text, error) {
	bodies, err := d.record.Bodies(v.ctx, d.today())
	names := map[int]council.Text{}
	for _, b := range bodies {
		names[b.Body.Number] = b.Body.Name
	}
	return names, err
}

// bodyChoices are the council's own bodies that exist today.
func (d *Desk) bodyChoices(v *visit) ([]page.Choice, error) {
	bodies, err := d.record.Bodies(v.ctx, d.today())
	list := []page.Choice{{Label: v.words.T("desk.choose")}}
	for _, b := range bodies {
		if !b.Ended && b.Kind != council.OutsideBody {
			name, lang := v.words.Pick(b.Body.Name)
			list = append(list, page.Choice{Value: strconv.Itoa(b.Body.Number), Label: name, Lang: lang})
		}
	}
	return list, err
}

// everyBody are the bodies that a list narrows to, every one of them first.
func (d *Desk) everyBody(v *visit) ([]page.Choice, error) {
	list, err := d.bodyChoices(v)
	list[0].Label = v.words.T("desk.actions.every")
	return list, err
}

// startView is the page on which a report is started: first its issue is found, then the rest is asked.
type startView struct {
	*visit
	form   *page.Form
	asked  string // words that an issue was looked for by
	found  []gazette.IssueLine
	chosen bool // the issue is chosen, or is to be new
	title  council.Text
	bodies []page.Choice
}

// mostFound is how many issues a search for one shows.
const mostFound = 20

func (d *Desk) showNewReport(w *reply, v *visit) error {
	view := startView{visit: v, asked: v.query("q"), form: v.fresh("issue", v.query("issue"), "role", string(council.Decide), "once", rand.Text())}
	if err := d.chooseIssue(v, &view); err != nil {
		return err
	}
	if view.title.IsZero() || !view.chosen {
		return w.page(d.reportFrame(v, v.words.T("desk.report.new")), newReportPage(view))
	}
	view.form = v.fresh("issue", v.query("issue"), "role", string(council.Decide), "once", rand.Text(), "title", view.title.En, "title-cy", view.title.Cy)
	return w.page(d.reportFrame(v, v.words.T("desk.report.new")), newReportPage(view))
}

// chooseIssue fills the view with the issue that the form names, or with those that the words find.
func (d *Desk) chooseIssue(v *visit, view *startView) (err error) {
	if view.bodies, err = d.bodyChoices(v); err != nil {
		return err
	}
	if view.form.Value("issue") == "new" {
		view.chosen = true
		return nil
	}
	number, numberErr := strconv.Atoi(view.form.Value("issue"))
	if numberErr != nil {
		number, numberErr = strconv.Atoi(view.asked)
	}
	if numberErr == nil {
		k, err := d.register.Issue(v.ctx, v.viewer, number)
		if err == nil {
			view.chosen, view.title = true, k.Content.Content.Title
			view.form = v.fresh("issue", strconv.Itoa(number))
			return nil
		}
		if !council.IsNotFound(err) {
			return err
		}
	}
	if view.asked != "" {
		view.found, _, err = d.record.Issues(v.ctx, gazette.Question{Words: view.asked, PerPage: mostFound})
	}
	return err
}

func (d *Desk) saveNewReport(w *reply, v *visit) error {
	form := v.filled()
	n := register.NewReport{Title: form.Pair("title"), Role: council.Role(form.Value("role")), Once: form.Value("once")}
	n.Body, _ = strconv.Atoi(form.Value("body"))
	if form.Value("issue") != "new" {
		n.Issue = form.Whole("issue", v.words.T("desk.item.issue"), 1, 1<<31-1)
		if n.Issue == 0 && !form.Failed() {
			form.Fail("issue", v.words.T("report.issue.missing"))
		}
	}
	if !form.Failed() {
		number, err := d.register.StartReport(v.ctx, v.viewer, n)
		if err == nil {
			return w.done(reportPath(number), "report-started")
		}
		if !form.Take(err) {
			return err
		}
	}
	view := startView{visit: v, form: form, chosen: true}
	var err error
	if view.bodies, err = d.bodyChoices(v); err != nil {
		return err
	}
	return w.again(d.reportFrame(v, v.words.T("desk.report.new")), newReportPage(view))
}

func reportPath(number int) string { return fmt.Sprintf("/desk/reports/%d", number) }

// reportFrame stands around a page about reports.
func (d *Desk) reportFrame(v *visit, title string, above ...page.Crumb) page.Frame {
	crumbs := []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.reports"), Path: "/desk/reports"}}
	return d.frame(v, page.Frame{Title: title, Section: "reports", Crumbs: append(crumbs, above...)})
}
