package desk

import (
	"errors"
	"strconv"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// signOffView is the page on which somebody clears a report, or asks for that.
type signOffView struct {
	reportView
	sign       register.Kept[register.SignOff]
	mine       bool // it is asked of this viewer
	comment    string
	changed    []register.Kept[register.Section]
	asks       bool // what the report asks has changed since
	capacities []page.Choice
	people     []page.Choice // accounts that clear reports, or may be asked by name
	sections   []page.Choice
}

func signOffPath(number int) string { return "/desk/sign-offs/" + strconv.Itoa(number) }

func (d *Desk) showNewSignOff(w *reply, v *visit) error {
	view, err := d.newSignOffView(v, v.fresh("section", "0", "account", "0"))
	if err != nil {
		return err
	}
	return w.page(d.reportFrame(v, v.words.T("desk.signoff.new"), view.crumb()), newSignOffPage(view))
}

func (d *Desk) newSignOffView(v *visit, form *page.Form) (signOffView, error) {
	base, err := d.reportView(v, v.number)
	view := signOffView{reportView: base}
	view.form = form
	if err != nil {
		return view, err
	}
	if !view.Writes {
		return view, council.ErrDenied
	}
	for _, c := range view.Customs.Capacities {
		view.capacities = append(view.capacities, page.Choice{Value: c, Label: c})
	}
	if view.people, err = d.approverChoices(v, view.Content.Body()); err != nil {
		return view, err
	}
	view.sections = []page.Choice{{Value: "0", Label: v.words.T("desk.signoff.whole")}}
	for _, k := range view.Sections {
		view.sections = append(view.sections, page.Choice{Value: strconv.Itoa(k.Number), Label: v.words.Plain(k.Content.Heading)})
	}
	return view, nil
}

// approverChoices are the accounts that clear reports to a body today, each with the capacities in which.
func (d *Desk) approverChoices(v *visit, body int) ([]page.Choice, error) {
	accounts, err := d.register.Accounts(v.ctx, v.viewer)
	list := []page.Choice{{Value: "0", Label: v.words.T("desk.signoff.anybody")}}
	for _, k := range accounts {
		var capacities []string
		for _, g := range k.Content.Grants {
			if g.Role == audience.Approver && g.Covers(d.today()) && (g.Body == audience.AllBodies || g.Body == body) {
				capacities = append(capacities, g.Capacity)
			}
		}
		if len(capacities) > 0 && k.Content.Ended.IsZero() {
			list = append(list, page.Choice{Value: strconv.Itoa(k.Number), Label: k.Content.Name + " (" + strings.Join(capacities, ", ") + ")"})
		}
	}
	return list, err
}

func (d *Desk) saveNewSignOff(w *reply, v *visit) error {
	form := v.filled()
	view, err := d.newSignOffView(v, form)
	if err != nil {
		return err
	}
	s := register.SignOff{Capacity: form.Value("capacity"), Due: form.Day("due", v.words.T("desk.signoff.due"))}
	s.Section, _ = strconv.Atoi(form.Value("section"))
	s.Account, _ = strconv.Atoi(form.Value("account"))
	if !form.Failed() {
		err := d.register.AskSignOff(v.ctx, v.viewer, v.number, s)
		if err == nil {
			return w.done(reportPath(v.number), "signoff-asked")
		}
		if !form.Take(err) {
			return err
		}
	}
	return w.again(d.reportFrame(v, v.words.T("desk.signoff.new"), view.crumb()), newSignOffPage(view))
}

// showSignOff is the page of one sign-off: the report to read, and the answer to whoever is asked.
func (d *Desk) showSignOff(w *reply, v *visit) error {
	view, err := d.signOffView(v)
	if err != nil {
		return err
	}
	return w.page(d.reportFrame(v, view.sign.Content.Capacity, view.crumb()), signOffPage(view))
}

func (d *Desk) signOffView(v *visit) (signOffView, error) {
	sign, err := d.register.SignOffOf(v.ctx, v.viewer, v.number)
	if err != nil {
		return signOffView{}, err
	}
	base, err := d.reportView(v, sign.Content.Report)
	view := signOffView{reportView: base, sign: sign, mine: sign.Content.AskedOf(v.viewer)}
	if err != nil {
		return view, err
	}
	if view.comment, err = sign.Content.Comment.Open(v.viewer, sign.Content.Lock()); err != nil {
		return view, err
	}
	changed, asks := sign.Content.Changed(view.Content, view.Sections)
	view.asks = asks
	for _, k := range view.Sections {
		for _, n := range changed {
			if n == k.Number {
				view.changed = append(view.changed, k)
			}
		}
	}
	view.form = signOffForm(v, sign.Version, view.comment, view.over())
	return view, nil
}

// signOffForm is the form of an answer with a comment in it. It is about the report as it stood in "over".
func signOffForm(v *visit, version int, comment, over string) *page.Form {
	return v.fresh("version", strconv.Itoa(version), "comment", comment, "over", over)
}

// over is what the viewer sees of the report, for the form: "7-3 8-1", sections at their editions.
func (v signOffView) over() string {
	var list []string
	for _, k := range v.Sections {
		if v.sign.Content.Section == 0 || v.sign.Content.Section == k.Number {
			list = append(list, strconv.Itoa(k.Number)+"-"+strconv.Itoa(k.Content.Edition))
		}
	}
	return strings.Join(list, " ")
}

func readOver(s string) []register.SectionAt {
	var list []register.SectionAt
	for _, one := range strings.Fields(s) {
		section, edition, _ := strings.Cut(one, "-")
		at := register.SectionAt{}
		at.Section, _ = strconv.Atoi(section)
		at.Edition, _ = strconv.Atoi(edition)
		list = append(list, at)
	}
	return list
}

// saveSignOff keeps an answer: approved, returned, or only a comment.
func (d *Desk) saveSignOff(w *reply, v *visit) error {
	view, err := d.signOffView(v)
	if err != nil {
		return err
	}
	form := v.filled()
	state := map[string]register.SignOffState{"approve": register.SignOffApproved, "return": register.SignOffReturned, "comment": register.SignOffAsked}[form.Value("answer")]
	if state == "" {
		form.Fail("answer", v.words.T("desk.signoff.answer.missing"))
	}
	view.form = form
	if !form.Failed() {
		err := d.register.SignOff(v.ctx, v.viewer, v.number, v.version(), state, strings.TrimSpace(form.Value("comment")), readOver(form.Value("over")))
		var stale *register.Stale[register.SignOff]
		switch {
		case err == nil:
			return w.done("/desk", "signoff-given")
		case errors.As(err, &stale):
			// What they have read of the report is still what they had read then.
			view.stale, view.form = true, v.together(signOffForm(v, stale.Theirs.Version, view.comment, form.Value("over")))
		case !form.Take(err):
			return err
		}
	}
	return w.again(d.reportFrame(v, view.sign.Content.Capacity, view.crumb()), signOffPage(view))
}

// askAgain asks for a sign-off again that was returned.
func (d *Desk) askAgain(w *reply, v *visit) error {
	view, err := d.signOffView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	due := view.form.Day("due", v.words.T("desk.signoff.due"))
	if due.IsZero() {
		due = view.sign.Content.Due
	}
	if !view.form.Failed() {
		err := d.register.AskAgain(v.ctx, v.viewer, v.number, v.version(), due)
		var stale *register.Stale[register.SignOff]
		switch {
		case err == nil:
			return w.done(reportPath(view.Number), "signoff-asked")
		case errors.As(err, &stale):
			view.stale = true // the form is sent over the version that stands now
		case !view.form.Take(err):
			return err
		}
	}
	return w.again(d.reportFrame(v, view.sign.Content.Capacity, view.crumb()), signOffPage(view))
}

// dropSignOff takes back what was asked.
func (d *Desk) dropSignOff(w *reply, v *visit) error {
	view, err := d.signOffView(v)
	if err != nil {
		return err
	}
	if err := d.register.DropSignOff(v.ctx, v.viewer, v.number); err != nil {
		return err
	}
	return w.see(reportPath(view.Number) + "#clearance")
}

// signOffTag is the class and the words of the tag for how a sign-off stands.
func (v reportView) signOffTag(s register.SignOff) (class, text string) {
	switch {
	case s.State == register.SignOffReturned:
		return "govuk-tag--red", v.words.T("desk.signoff.returned")
	case s.State == register.SignOffApproved && s.Stands(v.Content, v.Sections):
		return "govuk-tag--green", v.words.T("desk.signoff.approved")
	case s.State == register.SignOffApproved:
		return "govuk-tag--yellow", v.words.T("desk.signoff.stale")
	case s.Due.Before(v.today):
		return "govuk-tag--red", v.words.T("desk.signoff.late")
	}
	return "govuk-tag--grey", v.words.T("desk.signoff.asked")
}

// since compares a section as it was approved with what it says now.
func (v signOffView) since(section int) string {
	for _, at := range v.sign.Content.Over {
		if at.Section == section {
			return "?from=" + strconv.Itoa(at.Edition)
		}
	}
	return ""
}
