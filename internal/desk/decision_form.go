package desk

import (
	"errors"
	"strconv"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// decisionFormView is the form of a decision's record.
type decisionFormView struct {
	*visit
	form     *page.Form
	isNew    bool
	stale    bool // somebody else has changed it meanwhile
	bodies   []page.Choice
	people   []page.Choice
	accounts []page.Choice
	wards    []page.Choice
}

// formChoices fills in what a decision can name.
func (d *Desk) formChoices(v *visit, view *decisionFormView) (err error) {
	if view.bodies, err = d.bodyChoices(v); err != nil {
		return err
	}
	people, err := d.record.People(v.ctx, d.today())
	if err != nil {
		return err
	}
	view.people = []page.Choice{{Label: v.words.T("desk.choose")}}
	for _, p := range people {
		if len(p.Posts) > 0 {
			name := v.words.Plain(p.Person.Name) + ", " + v.words.Plain(p.Posts[0])
			view.people = append(view.people, page.Choice{Value: strconv.Itoa(p.Person.Number), Label: name})
		}
	}
	accounts, err := d.register.Accounts(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	view.accounts = []page.Choice{{Label: v.words.T("desk.made.by.nobody")}}
	for _, a := range accounts {
		if a.Content.Ended.IsZero() && !a.Content.Holds(audience.Member) {
			view.accounts = append(view.accounts, page.Choice{Value: strconv.Itoa(a.Number), Label: a.Content.Name})
		}
	}
	wards, err := d.record.Wards(v.ctx, d.today())
	for _, one := range wards {
		name, lang := v.words.Pick(one.Ward.Name)
		view.wards = append(view.wards, page.Choice{Value: strconv.Itoa(one.Ward.Number), Label: name, Lang: lang})
	}
	return err
}

func (d *Desk) showNewDecision(w *reply, v *visit) error {
	sort := v.query("sort")
	if sort == "" {
		sort = string(register.ByMember)
	}
	view := decisionFormView{visit: v, form: v.fresh("sort", sort), isNew: true}
	if again, err := strconv.Atoi(v.query("again")); err == nil {
		if view.form, err = d.formAgain(v, again); err != nil {
			return err
		}
	}
	if err := d.formChoices(v, &view); err != nil {
		return err
	}
	return w.page(d.decisionFrame(v, v.words.T("desk.made.new")), decisionFormPage(view))
}

// formAgain is the form of a new decision by which a single member considers an earlier one again: with what
// that says, to be changed, but for what belongs to its own day.
func (d *Desk) formAgain(v *visit, consideration int) (*page.Form, error) {
	c, err := d.register.Consideration(v.ctx, v.viewer, consideration)
	if err != nil {
		return nil, err
	}
	was, err := d.register.Decision(v.ctx, v.viewer, c.Content.Decision)
	if err != nil {
		return nil, err
	}
	k := register.Kept[register.Decision]{Content: was.Content}
	k.Content.Day, k.Content.Effective, k.Content.Documents = d.today(), council.Day{}, nil
	return decisionForm(v, k), nil
}

func (d *Desk) saveNewDecision(w *reply, v *visit) error {
	view := decisionFormView{visit: v, form: v.filled(), isNew: true}
	if err := d.formChoices(v, &view); err != nil {
		return err
	}
	made := readDecision(view.form, register.Decision{})
	if !view.form.Failed() {
		number, err := d.register.NewDecision(v.ctx, v.viewer, made)
		if err == nil {
			return w.done(decisionPath(number), "made-saved")
		}
		if !view.form.Take(err) {
			return err
		}
	}
	return w.again(d.decisionFrame(v, v.words.T("desk.made.new")), decisionFormPage(view))
}

func (d *Desk) showDecisionForm(w *reply, v *visit) error {
	work, err := d.register.Decision(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	if !work.Writes {
		return council.ErrDenied
	}
	view := decisionFormView{visit: v, form: decisionForm(v, work.Kept)}
	if err := d.formChoices(v, &view); err != nil {
		return err
	}
	for _, one := range work.Missing {
		if one.Field != "signature" {
			view.form.Fail(one.Field, v.words.T(one.Key))
		}
	}
	return w.page(d.decisionFrame(v, v.words.Plain(work.Content.Title), page.Crumb{Name: v.words.Plain(work.Content.Title), Path: decisionPath(v.number)}), decisionFormPage(view))
}

func (d *Desk) saveDecision(w *reply, v *visit) error {
	work, err := d.register.Decision(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view := decisionFormView{visit: v, form: v.filled()}
	if err := d.formChoices(v, &view); err != nil {
		return err
	}
	made := readDecision(view.form, work.Content)
	if !view.form.Failed() {
		err := d.register.ChangeDecision(v.ctx, v.viewer, v.number, v.version(), made)
		var stale *register.Stale[register.Decision]
		switch {
		case err == nil:
			return w.done(decisionPath(v.number), "made-saved")
		case errors.As(err, &stale):
			view.stale, view.form = true, v.together(decisionForm(v, stale.Theirs))
		case !view.form.Take(err):
			return err
		}
	}
	return w.again(d.decisionFrame(v, v.words.Plain(work.Content.Title)), decisionFormPage(view))
}

// decisionForm is the form with a record's values in it.
func decisionForm(v *visit, k register.Kept[register.Decision]) *page.Form {
	c := k.Content
	pairs := []string{"version", strconv.Itoa(k.Version), "sort", string(c.Sort), "day", v.words.Day(c.Day), "reference", c.Reference,
		"contact", contactText(c.Contacts), "effective", v.words.Day(c.Effective), "bar", ""}
	for name, text := range map[string]council.Text{"title": c.Title, "maker": c.Maker, "purpose": c.Purpose, "text": c.Text, "reasons": c.Reasons,
		"alternatives": c.Alternatives, "conflicts": c.Conflicts, "consulted": c.Consulted, "key-reason": c.KeyReason} {
		pairs = append(pairs, name, text.En, name+"-cy", text.Cy)
	}
	for name, n := range map[string]int{"body": c.Body, "person": c.Person, "by": c.By, "issue": c.Issue, "meeting": c.Meeting, "item": c.Item, "report": c.Report} {
		if n != 0 {
			pairs = append(pairs, name, strconv.Itoa(n))
		}
	}
	for name, is := range map[string]bool{"key": c.Key, "all-wards": c.AllWards} {
		if is {
			pairs = append(pairs, name, "yes")
		}
	}
	for _, n := range c.Wards {
		pairs = append(pairs, "wards", strconv.Itoa(n))
	}
	var documents []string
	for _, n := range c.Documents {
		documents = append(documents, strconv.Itoa(n))
	}
	form := v.fresh(append(pairs, "documents", strings.Join(documents, ", "))...)
	if n := c.NoCallIn; n != nil {
		form.Set("bar", string(n.Ground))
		form.Set("bar-by", n.By)
		form.Set("bar-reason", n.Reason.En)
		form.Set("bar-reason-cy", n.Reason.Cy)
	}
	return form
}

// readDecision takes a record from the form, over what is not in the form.
func readDecision(f *page.Form, c register.Decision) register.Decision {
	whole := func(name, label string) int { return f.Whole(name, f.Words.T(label), 1, 1<<31-1) }
	c.Sort, c.Day, c.Reference = register.DecisionSort(f.Value("sort")), f.Day("day", f.Words.T("decision.day")), strings.TrimSpace(f.Value("reference"))
	for name, text := range map[string]*council.Text{"title": &c.Title, "maker": &c.Maker, "purpose": &c.Purpose, "text": &c.Text, "reasons": &c.Reasons,
		"alternatives": &c.Alternatives, "conflicts": &c.Conflicts, "consulted": &c.Consulted, "key-reason": &c.KeyReason} {
		*text = f.Pair(name)
	}
	c.Body, c.Person, c.By = whole("body", "desk.made.body"), whole("person", "desk.made.person"), whole("by", "desk.made.by")
	c.Issue, c.Report = whole("issue", "desk.item.issue"), whole("report", "desk.made.report")
	switch c.Sort { // what stands in the fields of other sorts is nobody's
	case register.ByBody:
		c.Person, c.By, c.Maker = 0, 0, council.Text{}
	case register.ByMember:
		c.Body, c.By, c.Meeting, c.Item = 0, 0, 0, 0
	case register.ByOfficer:
		c.Body, c.Person, c.Meeting, c.Item = 0, 0, 0, 0
	}
	c.Key, c.AllWards, c.Contacts = f.Has("key", "yes"), f.Has("all-wards", "yes"), readContacts(f.Value("contact"))
	c.Wards, c.Documents = numbers(f, "wards", f.Values("wards")), numbers(f, "documents", readList(f.Value("documents")))
	c.Effective, c.NoCallIn = f.Day("effective", f.Words.T("decision.effective")), nil
	if ground := f.Value("bar"); ground != "" {
		c.NoCallIn = &gazette.NoCallIn{Ground: gazette.NoCallInGround(ground), By: strings.TrimSpace(f.Value("bar-by")), Reason: f.Pair("bar-reason")}
	}
	return c
}

// numbers reads public numbers; what is none is a fault of the field.
func numbers(f *page.Form, field string, typed []string) []int {
	var list []int
	for _, one := range typed {
		n, err := strconv.Atoi(one)
		if err != nil || n < 1 {
			f.Fail(field, f.Words.Say("desk.made.number", "Number", one))
			continue
		}
		list = append(list, n)
	}
	return list
}

// sortChoices are whose decision it may be.
func sortChoices(w *page.Words) []page.Choice {
	var list []page.Choice
	for _, s := range register.DecisionSorts() {
		list = append(list, page.Choice{Value: string(s), Label: w.T("desk.made.sort." + string(s))})
	}
	return list
}

// barChoices are why a decision may not be called in.
func barChoices(w *page.Words) []page.Choice {
	list := []page.Choice{{Label: w.T("desk.made.bar.none")}}
	for _, g := range []gazette.NoCallInGround{gazette.FrameworkGround, gazette.UrgencyGround, gazette.ExceptedGround} {
		list = append(list, page.Choice{Value: string(g), Label: w.Word("no-call-in", string(g))})
	}
	return list
}
