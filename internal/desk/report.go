package desk

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/paper/markup"
	"moothall/internal/register"
)

// reportView is what the page of a report shows.
type reportView struct {
	*visit
	register.ReportWork
	form  *page.Form
	names map[int]council.Text // of bodies
	stale bool                 // somebody else has changed it meanwhile
	today council.Day
	wards map[int]council.Text
}

func (d *Desk) reportView(v *visit, number int) (reportView, error) {
	work, err := d.register.Report(v.ctx, v.viewer, number)
	view := reportView{visit: v, ReportWork: work, today: d.today(), form: v.fresh("version", strconv.Itoa(work.Version))}
	if err != nil {
		return view, err
	}
	if view.names, err = d.bodyNames(v); err != nil {
		return view, err
	}
	wards, err := d.record.Wards(v.ctx, view.today)
	view.wards = map[int]council.Text{}
	for _, one := range wards {
		view.wards[one.Ward.Number] = one.Ward.Name
	}
	return view, err
}

func (v reportView) title() string { return v.words.Plain(v.Content.Title) }

// act is the address of an act on the report.
func (v reportView) act(what string) templ.SafeURL {
	return templ.SafeURL(v.words.Path(reportPath(v.Number) + what))
}

// crumb leads back to the report.
func (v reportView) crumb() page.Crumb {
	return page.Crumb{Name: v.title(), Path: reportPath(v.Number)}
}

func (d *Desk) showReport(w *reply, v *visit) error {
	view, err := d.reportView(v, v.number)
	if err != nil {
		return err
	}
	return w.page(d.reportFrame(v, view.title()), reportPage(view))
}

// showReportAgain answers an act on a report that could not be done as it was asked.
func (d *Desk) showReportAgain(w *reply, v *visit, cause error) error {
	var faults *council.Faults
	if !errors.Is(cause, council.ErrConflict) && !errors.As(cause, &faults) {
		return cause
	}
	view, err := d.reportView(v, v.number)
	if err != nil {
		return err
	}
	v.PostForm.Set("version", strconv.Itoa(view.Version))
	view.form = v.filled()
	if view.form.Take(cause) {
		return w.again(d.reportFrame(v, view.title()), reportPage(view))
	}
	view.stale = true
	return w.say(http.StatusConflict, d.reportFrame(v, view.title()), reportPage(view))
}

// readReport shows a report as its readers will have it.
func (d *Desk) readReport(w *reply, v *visit) error {
	view, err := d.reportView(v, v.number)
	if err != nil {
		return err
	}
	return w.page(d.reportFrame(v, view.title(), view.crumb()), readReportPage(view))
}

// prose is what a section says, for a page: HTML that is written from what was typed.
func (v reportView) prose(k register.Kept[register.Section]) (council.Text, error) {
	typed, err := k.Content.Prose.Open(v.viewer, k.Content.Lock())
	return shown(typed), err
}

// shown is a text as typed, as HTML.
func shown(typed council.Text) (t council.Text) {
	if typed.En != "" {
		t.En = markup.HTML(typed.En, string(council.English))
	}
	if typed.Cy != "" {
		t.Cy = markup.HTML(typed.Cy, string(council.Welsh))
	}
	return t
}

// nextStage is the first stage that no agenda has taken up; nil where all have been.
func nextStage(r register.Report) *register.Stage {
	for i := range r.Route {
		if r.Route[i].Item == 0 {
			return &r.Route[i]
		}
	}
	return nil
}

// stateTag is the class of the tag for a report's state.
func stateTag(s register.ReportState) string {
	switch s {
	case register.ReportCleared:
		return "govuk-tag--green"
	case register.ReportClearing:
		return "govuk-tag--yellow"
	case register.ReportDrafting, register.ReportWithdrawn:
	}
	return "govuk-tag--grey"
}

// orderSections moves a section up or down.
func (d *Desk) orderSections(w *reply, v *visit) error {
	view, err := d.reportView(v, v.number)
	if err != nil {
		return err
	}
	what, which, _ := strings.Cut(v.PostForm.Get("move"), "-")
	number, _ := strconv.Atoi(which)
	err = d.register.OrderSections(v.ctx, v.viewer, v.number, v.version(), moved(view.Content.Sections, number, what))
	if err != nil {
		return d.showReportAgain(w, v, err)
	}
	return w.see(reportPath(v.number) + "#section-" + which)
}

// withdrawReport says that a report goes nowhere any more.
func (d *Desk) withdrawReport(w *reply, v *visit) error {
	if err := d.register.WithdrawReport(v.ctx, v.viewer, v.number, v.version()); err != nil {
		return d.showReportAgain(w, v, err)
	}
	return w.done(reportPath(v.number), "report-withdrawn")
}

// showParticulars is the form of what a report says of itself.
func (d *Desk) showParticulars(w *reply, v *visit) error {
	view, err := d.reportView(v, v.number)
	if err != nil {
		return err
	}
	if !view.Writes {
		return fmt.Errorf("report %d: %w", v.number, council.ErrDenied)
	}
	view.form = particularsForm(v, view.Kept)
	return w.page(d.reportFrame(v, v.words.T("desk.report.particulars"), view.crumb()), particularsPage(view))
}

// particularsForm is the form with what a report says of itself in it.
func particularsForm(v *visit, k register.Kept[register.Report]) *page.Form {
	c := k.Content
	pairs := []string{"version", strconv.Itoa(k.Version), "title", c.Title.En, "title-cy", c.Title.Cy, "purpose", c.Purpose.En, "purpose-cy", c.Purpose.Cy,
		"references", strings.Join(c.References, ", "), "contact", contactText(c.Contacts), "department", c.Department.En, "department-cy", c.Department.Cy}
	return v.fresh(append(pairs, groundPairs(v, c.Ground)...)...)
}

// groundPairs are the fields of a ground with its values.
func groundPairs(v *visit, g audience.Ground) []string {
	pairs := []string{"openness", string(openness(g)), "reason", g.Reason.En, "reason-cy", g.Reason.Cy, "by", g.By, "review", v.words.Day(g.Review)}
	for _, p := range g.Paragraphs {
		pairs = append(pairs, "paragraphs", strconv.Itoa(p))
	}
	return pairs
}

func (d *Desk) saveParticulars(w *reply, v *visit) error {
	view, err := d.reportView(v, v.number)
	if err != nil {
		return err
	}
	form := v.filled()
	view.form = form
	p := register.Particulars{Title: form.Pair("title"), Purpose: form.Pair("purpose"), References: readList(form.Value("references")),
		Contacts: readContacts(form.Value("contact")), Department: form.Pair("department"), Ground: readGround(form)}
	if !form.Failed() {
		err := d.register.ChangeParticulars(v.ctx, v.viewer, v.number, v.version(), p)
		var stale *register.Stale[register.Report]
		switch {
		case err == nil:
			return w.done(reportPath(v.number), "report-saved")
		case errors.As(err, &stale):
			view.stale, view.form = true, v.together(particularsForm(v, stale.Theirs))
		case !form.Take(err):
			return err
		}
	}
	return w.again(d.reportFrame(v, v.words.T("desk.report.particulars"), view.crumb()), particularsPage(view))
}

// atVersion is the form as it was sent, to be sent again as a change to another version.
func (v *visit) atVersion(version int) *page.Form {
	v.PostForm.Set("version", strconv.Itoa(version))
	return v.filled()
}
