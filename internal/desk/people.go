package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// peopleAtOnce is how many people a page of the list has.
const peopleAtOnce = 50

// nameLine is a person, a party or a ward in the desk's list.
type nameLine struct {
	path, name, about string
	public, drafted   bool
}

// peopleView is a page of the people, and beside it the parties and wards.
type peopleView struct {
	*visit
	form    *page.Form
	people  []nameLine
	found   int
	parties []nameLine
	wards   []nameLine
	drafts  int
	pages   page.Pages
	may     bool
	reads   bool // the registers of interests
	stale   bool
}

// showPeople lists who serves, with what is drafted of people, parties and wards.
func (d *Desk) showPeople(w *reply, v *visit) error { return d.sayPeople(w, v, 200, false) }

func (d *Desk) sayPeople(w *reply, v *visit, status int, stale bool) error {
	view, err := d.peopleView(v)
	if err != nil {
		return err
	}
	view.stale = stale
	return w.say(status, d.frame(v, page.Frame{Title: v.words.T("desk.people"), Section: "people"}), peoplePage(view))
}

func (d *Desk) peopleView(v *visit) (peopleView, error) {
	drafts, err := d.register.PeopleDrafts(v.ctx, v.viewer)
	view := peopleView{visit: v, drafts: drafts.Count(), form: v.fresh("q", v.query("q"), "seen", drafts.Seen()),
		may: register.May(v.viewer, register.ChangePeople, audience.AllBodies) == nil, reads: register.May(v.viewer, register.ReadInterests, audience.AllBodies) == nil}
	if err != nil {
		return view, err
	}
	if view.parties, err = d.partyLines(v, drafts.Parties); err != nil {
		return view, err
	}
	if view.wards, err = d.wardLines(v, drafts.Wards); err != nil {
		return view, err
	}
	all, err := d.personLines(v, drafts.People)
	if err != nil {
		return view, err
	}
	wanted := gazette.Fold(v.query("q"))
	all = slices.DeleteFunc(all, func(l nameLine) bool { return !matches(wanted, l.name, l.about) })
	view.found = len(all)
	view.people, view.pages = pageOf(v, all, peopleAtOnce)
	return view, nil
}

// withDrafts marks the lines of which there is a draft, and adds those that are not published.
func withDrafts[T register.Peopled](lines []nameLine, path string, drafts []register.Kept[register.Draft[T]], name func(T) string) []nameLine {
	for _, k := range drafts {
		to := path + strconv.Itoa(k.Number)
		i := slices.IndexFunc(lines, func(l nameLine) bool { return l.path == to })
		if i < 0 {
			i, lines = len(lines), append(lines, nameLine{path: to})
		}
		lines[i].name, lines[i].drafted = name(k.Content.Content), true
	}
	return lines
}

func (d *Desk) personLines(v *visit, drafts []register.PersonDraft) ([]nameLine, error) {
	public, err := d.record.People(v.ctx, d.today())
	var lines []nameLine
	for _, p := range public {
		about := []string{v.words.Plain(p.Party.Name)}
		for _, w := range p.Wards {
			about = append(about, v.words.Plain(w.Name))
		}
		lines = append(lines, nameLine{path: personPath(p.Person.Number), name: v.words.Plain(p.Person.Name), about: strings.Join(about, ", "), public: true})
	}
	return withDrafts(lines, "/desk/people/", drafts, func(p gazette.Person) string { return p.Name }), err
}

func (d *Desk) partyLines(v *visit, drafts []register.PartyDraft) ([]nameLine, error) {
	public, err := d.record.Parties(v.ctx)
	var lines []nameLine
	for _, p := range public {
		lines = append(lines, nameLine{path: fmt.Sprintf("/desk/parties/%d", p.Number), name: v.words.Plain(p.Name), public: true})
	}
	return withDrafts(lines, "/desk/parties/", drafts, func(p gazette.Party) string { return v.words.Plain(p.Name) }), err
}

func (d *Desk) wardLines(v *visit, drafts []register.WardDraft) ([]nameLine, error) {
	public, err := d.record.Wards(v.ctx, d.today())
	var lines []nameLine
	for _, p := range public {
		lines = append(lines, nameLine{path: fmt.Sprintf("/desk/wards/%d", p.Ward.Number), name: v.words.Plain(p.Ward.Name), public: true})
	}
	return withDrafts(lines, "/desk/wards/", drafts, func(p gazette.Ward) string { return v.words.Plain(p.Name) }), err
}

// publishPeople publishes every draft of people, parties and wards together.
func (d *Desk) publishPeople(w *reply, v *visit) error {
	err := d.register.PublishPeople(v.ctx, v.viewer, v.PostForm.Get("seen"))
	switch {
	case err == nil:
		return w.done("/desk/people", "published")
	case isConflict(err):
		return d.sayPeople(w, v, 409, true)
	}
	return err
}

// choices are lines to choose one from, the value being the number.
func lineChoices(v *visit, lines []nameLine) []page.Choice {
	list := []page.Choice{{Label: v.words.T("desk.person.none")}}
	for _, l := range lines {
		list = append(list, page.Choice{Value: l.path[strings.LastIndex(l.path, "/")+1:], Label: l.name})
	}
	return list
}

func personPath(number int) string { return fmt.Sprintf("/desk/people/%d", number) }

func (d *Desk) peopleFrame(v *visit, title string) page.Frame {
	return d.frame(v, page.Frame{Title: title, Section: "people", Crumbs: []page.Crumb{
		{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.people"), Path: "/desk/people"}}})
}

// readSpell reads the days of a row.
func readSpell(f *page.Form, row string) council.Spell {
	s := council.Spell{From: f.Day(row+"-from", f.Words.T("desk.person.from")), To: f.Day(row+"-to", f.Words.T("desk.person.to"))}
	if !s.From.IsZero() && !s.To.IsZero() && s.To.Before(s.From) {
		f.Fail(row+"-to", f.Words.T("account.role.reversed"))
	}
	return s
}
