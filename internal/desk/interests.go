package desk

import (
	"fmt"
	"strconv"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

const interestsPerPage = 30

// interestsView is the list of all registers of interests, and how they stand.
type interestsView struct {
	*visit
	form  *page.Form
	list  []register.InterestDue
	total int
	pages page.Pages
}

// showAllInterests lists the registers, those that are late or due first.
func (d *Desk) showAllInterests(w *reply, v *visit) error {
	all, err := d.register.InterestsDue(v.ctx, v.viewer, d.today())
	if err != nil {
		return err
	}
	view := interestsView{visit: v, form: v.fresh("q", v.query("q"), "show", v.query("show"))}
	for _, one := range all {
		if matchesInterest(one, v.query("show"), gazette.Fold(v.query("q"))) {
			view.list = append(view.list, one)
		}
	}
	view.total = len(view.list)
	view.list, view.pages = pageOf(v, view.list, interestsPerPage)
	return w.page(d.peopleFrame(v, v.words.T("desk.interests")), allInterestsPage(view))
}

// matchesInterest says whether a line belongs to what the address asks for.
func matchesInterest(one register.InterestDue, show, name string) bool {
	late := one.Standing == deadline.Late
	switch {
	case name != "" && !strings.Contains(gazette.Fold(one.Name), name):
		return false
	case show == "open":
		return one.Open()
	case show == "late":
		return one.Open() && late
	}
	return true
}

// interestView is one member's register.
type interestView struct {
	*visit
	register.Kept[register.Interests]
	person gazette.Person
	form   *page.Form
	dues   []register.InterestDue
	stale  bool
}

func interestsPath(person int) string { return fmt.Sprintf("/desk/interests/%d", person) }

func entryPath(person int, entry string) string { return interestsPath(person) + "/entries/" + entry }

func (d *Desk) interestFrame(v *visit, title string, crumbs ...page.Crumb) page.Frame {
	section := "people"
	if v.viewer.Person() == v.number {
		section = "interests"
	}
	f := d.frame(v, page.Frame{Title: title, Section: section, Crumbs: []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}}})
	if register.May(v.viewer, register.ReadInterests, audience.AllBodies) == nil {
		f.Crumbs = append(f.Crumbs, page.Crumb{Name: v.words.T("desk.interests"), Path: "/desk/interests"})
	}
	f.Crumbs = append(f.Crumbs, crumbs...)
	return f
}

func (d *Desk) interestView(v *visit) (interestView, error) {
	k, p, err := d.register.Interests(v.ctx, v.viewer, v.number)
	view := interestView{visit: v, Kept: k, person: p, form: v.fresh("version", strconv.Itoa(k.Version))}
	if err != nil {
		return view, err
	}
	view.dues, err = d.register.OwnInterestsDue(v.ctx, v.viewer, v.number, d.today())
	return view, err
}

func (v interestView) title() string {
	return v.words.Say("desk.interests.of", "Name", strings.TrimSpace(v.person.Style+" "+v.person.Name))
}

// text is what an entry is about.
func (v interestView) text(e register.InterestEntry) string {
	words, err := v.Content.Words(v.viewer, e)
	if err != nil {
		return v.words.T("desk.interest.sealed")
	}
	return words
}

// decides says whether the viewer decides what is withheld.
func (v interestView) decides() bool {
	return register.May(v.viewer, register.SealInterest, audience.AllBodies) == nil
}

func (d *Desk) showInterests(w *reply, v *visit) error {
	view, err := d.interestView(v)
	if err != nil {
		return err
	}
	return w.page(d.interestFrame(v, view.title()), interestsPage(view))
}

// giveInterests publishes the register.
func (d *Desk) giveInterests(w *reply, v *visit) error {
	return d.changeInterests(w, v, "given", func(form *page.Form) error {
		day := form.Day("given", v.words.T("desk.interests.given"))
		if form.Failed() {
			return nil
		}
		return d.register.GiveInterests(v.ctx, v.viewer, v.number, v.version(), day)
	})
}

// tellInterest notes what the member disclosed at a meeting.
func (d *Desk) tellInterest(w *reply, v *visit) error {
	return d.changeInterests(w, v, "interest", func(form *page.Form) error {
		day := form.Day("told-day", v.words.T("desk.interest.told.day"))
		if form.Failed() {
			return nil
		}
		return d.register.TellInterest(v.ctx, v.viewer, v.number, v.version(), day, strings.TrimSpace(form.Value("told-text")))
	})
}

// sealInterest is the monitoring officer's decision on a sensitive interest.
func (d *Desk) sealInterest(w *reply, v *visit) error {
	id, err := v.part("entry")
	if err != nil {
		return err
	}
	return d.changeInterests(w, v, "interest", func(form *page.Form) error {
		return d.register.SealInterest(v.ctx, v.viewer, v.number, v.version(), id, form.Value("do") == "withhold")
	})
}

func (d *Desk) removeInterest(w *reply, v *visit) error {
	id, err := v.part("entry")
	if err != nil {
		return err
	}
	return d.changeInterests(w, v, "interest", func(*page.Form) error {
		return d.register.RemoveInterest(v.ctx, v.viewer, v.number, v.version(), id)
	})
}

// changeInterests makes a change from the page of a register, and shows that page again with what is
// wrong, or that somebody else has changed it.
func (d *Desk) changeInterests(w *reply, v *visit, done string, change func(*page.Form) error) error {
	view, err := d.interestView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	err = change(view.form)
	switch {
	case err == nil && !view.form.Failed():
		return w.done(interestsPath(v.number), done)
	case isConflict(err):
		view.stale = true
	case err != nil && !view.form.Take(err):
		return err
	}
	return w.again(d.interestFrame(v, view.title()), interestsPage(view))
}

// entryView is the form for one entry.
type entryView struct {
	interestView
	entry register.InterestEntry
	told  []page.Choice
	gifts int // the value from which the council's code has gifts registered, in pounds; 0 where it is not set
}

func (d *Desk) entryView(v *visit) (entryView, error) {
	base, err := d.interestView(v)
	view := entryView{interestView: base}
	if err != nil {
		return view, err
	}
	customs, err := d.register.Customs(v.ctx, v.viewer)
	if err != nil {
		return view, err
	}
	view.gifts = customs.Content.Gifts
	view.told = []page.Choice{{Label: v.words.T("desk.interest.told.none")}}
	for _, t := range base.Content.Told {
		if t.Done.IsZero() {
			view.told = append(view.told, page.Choice{Value: strconv.Itoa(t.ID), Label: v.words.Day(t.Day) + ": " + t.Text})
		}
	}
	if v.PathValue("entry") == "new" {
		return view, nil
	}
	id, err := v.part("entry")
	if err != nil {
		return view, err
	}
	var ok bool
	if view.entry, ok = base.Content.Entry(id); !ok {
		return view, fmt.Errorf("entry %d: %w", id, council.ErrNotFound)
	}
	return view, nil
}

func (v entryView) heading() string {
	if v.entry.ID == 0 {
		return v.words.T("desk.interest.new")
	}
	return v.words.T("desk.interest.change")
}

func (v entryView) crumb() page.Crumb {
	return page.Crumb{Name: v.title(), Path: interestsPath(v.Number)}
}

func (d *Desk) showInterest(w *reply, v *visit) error {
	view, err := d.entryView(v)
	if err != nil {
		return err
	}
	view.form = view.fill()
	return w.page(d.interestFrame(v, view.heading(), view.crumb()), entryPage(view))
}

// fill is the form with the entry in it.
func (v entryView) fill() *page.Form {
	e := v.entry
	text := ""
	if e.ID != 0 {
		text = v.text(e)
	}
	sensitive := ""
	if e.Sensitive != register.NotSensitive {
		sensitive = "yes"
	}
	return v.fresh("version", strconv.Itoa(v.Version), "of", string(e.Of), "text", text, "giver", e.Giver, "value", number(e.Value),
		"registered", v.words.Day(e.Registered), "ceased", v.words.Day(e.Ceased), "told", strconv.Itoa(e.Told), "sensitive", sensitive)
}

func (d *Desk) saveInterest(w *reply, v *visit) error {
	view, err := d.entryView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	e := view.read()
	if !view.form.Failed() {
		err := d.register.SetInterest(v.ctx, v.viewer, v.number, v.version(), e)
		switch {
		case err == nil:
			return w.done(interestsPath(v.number), "interest")
		case isConflict(err):
			view.stale, view.form = true, v.together(view.fill())
		case !view.form.Take(err):
			return err
		}
	}
	return w.again(d.interestFrame(v, view.heading(), view.crumb()), entryPage(view))
}

// mostGift is the largest value of a gift, in pounds.
const mostGift = 1_000_000

func (v entryView) read() register.InterestEntry {
	f := v.form
	e := register.InterestEntry{ID: v.entry.ID, Of: council.Registrable(f.Value("of")), Text: strings.TrimSpace(f.Value("text")), Giver: strings.TrimSpace(f.Value("giver"))}
	e.Value = f.Pounds("value", f.Words.T("desk.interest.value"), 1, mostGift)
	e.Registered = f.Day("registered", f.Words.T("desk.interest.registered"))
	e.Ceased = f.Day("ceased", f.Words.T("desk.interest.ceased"))
	for _, c := range v.told {
		if c.Value != "" && c.Value == f.Value("told") {
			e.Told, _ = strconv.Atoi(c.Value)
		}
	}
	if e.Told == 0 {
		e.Told = v.entry.Told
	}
	if f.Has("sensitive", "yes") {
		e.Sensitive = register.AskedWithout
	}
	return e
}

// registrables are the kinds of interest to choose from.
func registrables(w *page.Words) []page.Choice {
	var list []page.Choice
	for _, k := range council.Registrables() {
		list = append(list, page.Choice{Value: string(k), Label: w.Registrable(k), Hint: w.T("desk.interest.of." + string(k))})
	}
	return list
}
