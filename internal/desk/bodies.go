package desk

import (
	"net/url"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// bodyLine is a body in the desk's list: published, drafted, or both.
type bodyLine struct {
	number  int
	name    council.Text
	kind    council.BodyKind
	ended   bool
	drafted bool
	public  bool
}

// bodiesPerPage is how many bodies a page of them lists.
const bodiesPerPage = 40

// bodiesView is a page of the bodies, narrowed as the address asks.
type bodiesView struct {
	*visit
	form  *page.Form
	lines []bodyLine
	total int
	pages page.Pages
}

// showBodies lists every body, with those that are not published yet.
func (d *Desk) showBodies(w *reply, v *visit) error {
	all, err := d.bodyLines(v)
	if err != nil {
		return err
	}
	view := bodiesView{visit: v, form: v.fresh("q", v.query("q"), "kind", v.query("kind"))}
	wanted := gazette.Fold(v.query("q"))
	for _, b := range all {
		if (v.query("kind") == "" || string(b.kind) == v.query("kind")) && matches(wanted, b.name.En, b.name.Cy) {
			view.lines = append(view.lines, b)
		}
	}
	view.total = len(view.lines)
	view.lines, view.pages = pageOf(v, view.lines, bodiesPerPage)
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.bodies"), Section: "bodies"}), bodiesPage(view))
}

func (d *Desk) bodyLines(v *visit) ([]bodyLine, error) {
	public, err := d.record.Bodies(v.ctx, d.today())
	if err != nil {
		return nil, err
	}
	drafts, err := d.register.BodyDrafts(v.ctx, v.viewer)
	if err != nil {
		return nil, err
	}
	at := map[int]int{}
	var lines []bodyLine
	for _, b := range public {
		at[b.Body.Number] = len(lines)
		lines = append(lines, bodyLine{number: b.Body.Number, name: b.Body.Name, kind: b.Kind, ended: b.Ended, public: true})
	}
	for _, k := range drafts {
		i, ok := at[k.Number]
		if !ok {
			i, lines = len(lines), append(lines, bodyLine{number: k.Number})
		}
		lines[i].name, lines[i].kind, lines[i].drafted = k.Content.Content.Name, k.Content.Content.Kind, true
	}
	return lines, nil
}

// kindChoices are the kinds of body to choose from.
func kindChoices(w *page.Words) []page.Choice {
	var list []page.Choice
	for _, k := range council.BodyKinds() {
		list = append(list, page.Choice{Value: string(k), Label: w.BodyKind(k)})
	}
	return list
}

// bodyFormView is what the form of a body chooses from.
type bodyFormView struct {
	parents, wards []page.Choice
	names          int // rows for former names
}

// bodyForms are the choices of the form of a body: any other body may be its parent.
func (d *Desk) bodyForms(v *visit, b gazette.Body) (bodyFormView, error) {
	view := bodyFormView{parents: []page.Choice{{Label: v.words.T("desk.person.none")}}, names: len(b.Names) + blankRows}
	lines, err := d.bodyLines(v)
	if err != nil {
		return view, err
	}
	for _, l := range lines {
		if l.number != v.number {
			view.parents = append(view.parents, page.Choice{Value: strconv.Itoa(l.number), Label: v.words.Plain(l.name)})
		}
	}
	roll, err := d.record.Roll(v.ctx)
	view.wards = wardChoices(v, roll)
	return view, err
}

// keepRows lets a form that comes back have as many rows as were sent.
func (f *bodyFormView) keepRows(sent url.Values) {
	for sent.Has(row("former", f.names+1)) {
		f.names++
	}
}

// read takes a body from the form, over what is not in the form.
func (f bodyFormView) read(form *page.Form, body gazette.Body) gazette.Body {
	body.Name = form.Pair("name")
	if body.Name.IsZero() {
		form.Need("name", form.Words.T("desk.body.name"))
	}
	body.Kind = council.BodyKind(form.Value("kind"))
	if body.Kind.Check() != nil {
		form.Fail("kind", form.Words.Say("form.needed", "Name", form.Words.T("desk.body.kind")))
	}
	body.Quorum = form.Whole("quorum", form.Words.T("desk.body.quorum"), 1, 200)
	body.Seats = form.Whole("seats", form.Words.T("desk.body.seats"), 1, 200)
	body.Email = form.Value("email")
	body.From = form.Day("from", form.Words.T("desk.body.from"))
	body.To = form.Day("to", form.Words.T("desk.body.to"))
	if !body.To.IsZero() && body.To.Before(body.From) {
		form.Fail("to", form.Words.T("account.role.reversed"))
	}
	body.Remit = readProse(form, "remit", body.Remit)
	body.Parent = f.parent(form)
	body.Wards = f.chosenWards(form)
	body.Names = f.formerNames(form)
	return body
}

// parent is the body that was chosen as the parent, which must be one of the choices.
func (f bodyFormView) parent(form *page.Form) int {
	if !slices.ContainsFunc(f.parents, func(c page.Choice) bool { return c.Value == form.Value("parent") }) {
		form.Fail("parent", form.Words.Say("form.needed", "Name", form.Words.T("desk.body.parent")))
	}
	n, _ := strconv.Atoi(form.Value("parent"))
	return n
}

func (f bodyFormView) chosenWards(form *page.Form) []int {
	var list []int
	for _, c := range f.wards {
		if form.Has("wards", c.Value) {
			n, _ := strconv.Atoi(c.Value)
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}

// formerNames are the rows of what a body was called before; one with days and no name lacks it.
func (f bodyFormView) formerNames(form *page.Form) []gazette.BodyName {
	var list []gazette.BodyName
	for i := 1; i <= f.names; i++ {
		at := row("former", i)
		name := form.Pair(at)
		if name.IsZero() {
			if form.Value(at+"-from")+form.Value(at+"-to") != "" {
				form.Need(at, form.Words.T("desk.body.former"))
			}
			continue
		}
		list = append(list, gazette.BodyName{Name: name, Spell: readSpell(form, at)})
	}
	return list
}
