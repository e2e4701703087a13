package desk

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/election"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// electionsView is the list of elections, with the seats that nobody holds.
type electionsView struct {
	*visit
	list   []register.Kept[register.Election]
	pages  page.Pages
	vacant []vacantSeats
	// unknown says that the record does not say of some ward how many councillors it elects.
	unknown bool
}

// vacantSeats are the seats of a ward that nobody holds.
type vacantSeats struct {
	ward council.Text
	open int
}

const electionsPerPage = 20

// showElections lists the elections, the latest first, and the casual vacancies of today.
func (d *Desk) showElections(w *reply, v *visit) error {
	list, err := d.register.Elections(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	roll, err := d.record.Roll(v.ctx)
	if err != nil {
		return err
	}
	view := electionsView{visit: v}
	view.list, view.pages = pageOf(v, list, electionsPerPage)
	open := election.Vacancies(roll, d.today())
	for _, n := range slices.Sorted(maps.Keys(roll.Wards)) {
		view.unknown = view.unknown || roll.Wards[n].Seats == 0
		if open[n] > 0 {
			view.vacant = append(view.vacant, vacantSeats{roll.Wards[n].Name, open[n]})
		}
	}
	return w.page(d.peopleFrame(v, v.words.T("desk.elections")), electionsPage(view))
}

// electionView is the form for an election.
type electionView struct {
	*visit
	form   *page.Form
	number int
	wards  []page.Choice
	retire []retiring // by thirds: of each ward that is up, who may retire
	done   bool
	stale  bool
}

// retiring is the choice of who retires in a ward.
type retiring struct {
	field   string
	ward    string
	choices []page.Choice
}

func electionPath(number int) string { return fmt.Sprintf("/desk/elections/%d", number) }

func (d *Desk) electionFrame(v *visit, title string) page.Frame {
	f := d.peopleFrame(v, title)
	f.Crumbs = append(f.Crumbs, page.Crumb{Name: v.words.T("desk.elections"), Path: "/desk/elections"})
	return f
}

func (v electionView) title() string {
	if v.number == 0 {
		return v.words.T("desk.election.new")
	}
	return v.words.T("desk.election.change")
}

func (d *Desk) showNewElection(w *reply, v *visit) error {
	roll, err := d.record.Roll(v.ctx)
	view := electionView{visit: v, form: v.fresh(), wards: wardChoices(v, roll)}
	if err != nil {
		return err
	}
	return w.page(d.electionFrame(v, view.title()), electionPage(view))
}

// wardChoices are the wards by name, each with its seats.
func wardChoices(v *visit, roll gazette.Roll) []page.Choice {
	var list []page.Choice
	for n, w := range roll.Wards {
		c := page.Choice{Value: strconv.Itoa(n), Label: v.words.Plain(w.Name)}
		if w.Seats > 0 {
			c.Hint = v.words.Count("desk.balance.seats", w.Seats)
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b page.Choice) int {
		return cmp.Or(cmp.Compare(gazette.Fold(a.Label), gazette.Fold(b.Label)), cmp.Compare(a.Value, b.Value))
	})
	return list
}

func (d *Desk) saveNewElection(w *reply, v *visit) error {
	roll, err := d.record.Roll(v.ctx)
	if err != nil {
		return err
	}
	view := electionView{visit: v, wards: wardChoices(v, roll)}
	var e register.Election
	if view.form, e, err = d.readElection(v, roll); err != nil {
		return err
	}
	if !view.form.Failed() {
		number, err := d.register.NewElection(v.ctx, v.viewer, e)
		if err == nil {
			return w.see(electionPath(number) + "/review")
		}
		if !view.form.Take(err) {
			return err
		}
	}
	return w.again(d.electionFrame(v, view.title()), electionPage(view))
}

// electionView is the form of an election that there is.
func (d *Desk) electionView(v *visit, work register.ElectionWork) electionView {
	view := electionView{visit: v, number: v.number, wards: wardChoices(v, work.Roll), done: !work.Content.Done.IsZero()}
	if work.Content.Of != election.Thirds {
		return view
	}
	for _, n := range work.Content.Wards {
		one := retiring{field: "retire-" + strconv.Itoa(n), ward: v.words.Plain(work.Roll.Wards[n].Name)}
		for _, p := range work.Roll.Representing(n, work.Content.Office.Add(-1)) {
			one.choices = append(one.choices, page.Choice{Value: strconv.Itoa(p), Label: work.Roll.People[p].Name})
		}
		if len(one.choices) > 0 {
			view.retire = append(view.retire, one)
		}
	}
	return view
}

func (d *Desk) showElection(w *reply, v *visit) error {
	work, err := d.register.Election(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view := d.electionView(v, work)
	view.form = electionForm(v, work, view.retire)
	for _, f := range work.Faults.List() {
		if work.Content.Results != "" && !view.done {
			view.form.Fail(f.Field, v.words.Say(f.Key, f.Args...))
		}
	}
	return w.page(d.electionFrame(v, view.title()), electionPage(view))
}

// electionForm is the form with an election in it.
func electionForm(v *visit, work register.ElectionWork, retire []retiring) *page.Form {
	e := work.Content
	pairs := []string{"version", strconv.Itoa(work.Version), "kind", string(e.Of), "poll", v.words.Day(e.Poll), "office", v.words.Day(e.Office),
		"annual", v.words.Day(e.Annual), "results", e.Results}
	for _, n := range e.Wards {
		pairs = append(pairs, "wards", strconv.Itoa(n))
	}
	for _, r := range retire {
		for _, c := range r.choices {
			if n, _ := strconv.Atoi(c.Value); slices.Contains(e.Retiring, n) {
				pairs = append(pairs, r.field, c.Value)
			}
		}
	}
	return v.fresh(pairs...)
}

// saveElection keeps the election as it was typed, wrong results too, and leads on to its review where
// nothing is wrong with it.
func (d *Desk) saveElection(w *reply, v *visit) error {
	work, err := d.register.Election(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view := d.electionView(v, work)
	var e register.Election
	if view.form, e, err = d.readElection(v, work.Roll); err != nil {
		return err
	}
	if !view.form.Failed() {
		err := d.register.ChangeElection(v.ctx, v.viewer, v.number, v.version(), e)
		switch {
		case err == nil:
			return w.see(electionPath(v.number) + "/review")
		case isConflict(err):
			view.stale, view.form = true, v.together(electionForm(v, work, view.retire))
		case !view.form.Take(err):
			return err
		}
	}
	return w.again(d.electionFrame(v, view.title()), electionPage(view))
}

// readElection reads the form of an election, with the file of its results where one was brought.
func (d *Desk) readElection(v *visit, roll gazette.Roll) (*page.Form, register.Election, error) {
	form, err := d.takeTyped(v, "results")
	if err != nil {
		return form, register.Election{}, err
	}
	e := register.Election{Of: election.Kind(form.Value("kind")), Results: form.Value("results")}
	e.Poll = form.Day("poll", v.words.T("desk.election.poll"))
	if e.Office = form.Day("office", v.words.T("desk.election.office")); e.Office.IsZero() {
		e.Office = election.TakesOffice(e.Of, e.Poll)
	}
	e.Annual = form.Day("annual", v.words.T("desk.election.annual"))
	for _, s := range form.Values("wards") {
		n, _ := strconv.Atoi(s)
		if _, ok := roll.Wards[n]; ok {
			e.Wards = append(e.Wards, n)
		}
	}
	if e.Of == election.Whole && len(e.Wards) == 0 {
		e.Wards = slices.Sorted(maps.Keys(roll.Wards))
	}
	for _, n := range e.Wards {
		if p, _ := strconv.Atoi(form.Value("retire-" + strconv.Itoa(n))); e.Of == election.Thirds && slices.Contains(roll.Representing(n, e.Office.Add(-1)), p) {
			e.Retiring = append(e.Retiring, p)
		}
	}
	if !form.Failed() {
		if err := e.Check(); err != nil && !form.Take(err) {
			return form, e, err
		}
	}
	return form, e, nil
}
