package site

import (
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// actionsView is what the list of actions shows.
type actionsView struct {
	words    *page.Words
	today    council.Day
	lines    []gazette.ActionLine
	total    int
	pages    page.Pages
	text     field
	picks    []pick
	issue    string // narrowed to by a link; empty where it is not
	narrowed bool
}

// actionsData is the list as data.
type actionsData struct {
	Total   int                  `json:"total"`
	Page    int                  `json:"page"`
	Actions []gazette.ActionLine `json:"actions"`
}

const actionsPerPage = 25

// showActions is what resolutions ask of somebody, what is due first first.
func (s *Site) showActions(w *reply, v *visit) error {
	q, err := v.askActions(s.today())
	if err != nil {
		return err
	}
	view := actionsView{words: v.words, today: q.On, text: field{name: "words", label: v.words.T("actions.words"), value: q.Words}, issue: v.text("issue")}
	if err := s.pickActions(v, &view); err != nil {
		return err
	}
	if view.lines, view.total, err = s.record.Actions(v.ctx, q); err != nil {
		return err
	}
	if len(view.lines) == 0 && q.Page > 1 {
		return council.ErrNotFound
	}
	w.daily = true // what is late
	if v.json {
		return w.json(actionsData{Total: view.total, Page: q.Page, Actions: orEmpty(view.lines)})
	}
	view.pages = v.pages(q.Page, view.total, actionsPerPage)
	return w.page(s.frame(v, page.Frame{Title: v.words.T("actions.title"), Section: "decisions", JSON: true, Crumbs: v.under("/decisions", "decisions.title")}),
		actionsPage(view))
}

// askActions reads the question from the address.
func (v *visit) askActions(today council.Day) (q gazette.ActionQuestion, err error) {
	q = gazette.ActionQuestion{Words: v.text("words"), On: today, PerPage: actionsPerPage}
	for name, n := range map[string]*int{"body": &q.Body, "person": &q.Person, "issue": &q.Issue} {
		if *n, err = v.whole(name, 1, mostNumber, 0); err != nil {
			return q, err
		}
	}
	if q.Page, err = v.whole("page", 1, 1_000_000, 1); err != nil {
		return q, err
	}
	choices := []string{""}
	for _, s := range gazette.ActionStates() {
		choices = append(choices, string(s))
	}
	state, err := v.choice("state", choices...)
	q.State = gazette.ActionState(state)
	return q, err
}

// pickActions fills the lists of choices.
func (s *Site) pickActions(v *visit, view *actionsView) error {
	body, err := s.pickBody(v)
	if err != nil {
		return err
	}
	person, err := s.pickPerson(v)
	if err != nil {
		return err
	}
	person.label, body.label = v.words.T("actions.person"), v.words.T("actions.body")
	state := pick{name: "state", label: v.words.T("actions.state"), value: v.text("state"), choices: []choice{{label: v.words.T("actions.state.any")}}}
	for _, one := range gazette.ActionStates() {
		state.choices = append(state.choices, choice{value: string(one), label: v.words.T("actions.state." + string(one))})
	}
	view.picks, view.narrowed = []pick{state, body, person}, view.text.value != "" || view.issue != ""
	for _, p := range view.picks {
		view.narrowed = view.narrowed || p.value != ""
		if !p.offers(p.value) {
			return v.problem("decisions.unknown", "Value", p.value)
		}
	}
	return nil
}

// showAction is one action.
func (s *Site) showAction(w *reply, v *visit) error {
	a, err := s.record.Action(v.ctx, v.number)
	if err != nil {
		return err
	}
	if a.Tombstone != nil {
		return &page.Gone{Tombstone: *a.Tombstone, Editions: v.path + "/editions"}
	}
	w.modified, w.daily = a.Revision.Changed, true // it may be late tomorrow
	if v.json {
		return w.json(a)
	}
	title, lang := a.Line.Title.In(v.words.Lang())
	return w.page(s.frame(v, page.Frame{Title: title, TitleLang: lang, Section: "decisions", JSON: true, Editions: v.path + "/editions",
		Crumbs: v.under("/actions", "actions.title")}), actionPage(v.words, a.Line, s.today()))
}

// mostOwed is how many actions the page of a body or a person lists; the list of actions has the rest.
const mostOwed = 5

// actionPath is the page of an action.
func actionPath(w *page.Words, number int) string { return w.Path(numbered("/actions/", number)) }

// actionState is how an action stands on a day, in a word.
func actionState(w *page.Words, a gazette.ActionLine, today council.Day) string {
	switch {
	case a.End != "":
		return w.Word("action-end", string(a.End))
	case a.Late(today):
		return w.T("actions.state.late")
	}
	return w.T("actions.state.open")
}

// actionTone is the colour of that word.
func actionTone(a gazette.ActionLine, today council.Day) string {
	switch {
	case a.End == gazette.ActionDone:
		return "govuk-tag--green"
	case a.End != "":
		return "govuk-tag--grey"
	case a.Late(today):
		return "govuk-tag--red"
	}
	return "govuk-tag--blue"
}

// actionOwner is who does it, as the public may know them.
func actionOwner(w *page.Words, a gazette.ActionLine) string {
	owner, person := w.Plain(a.Owner), w.Plain(a.Person.Name)
	switch {
	case owner == "" && person == "":
		return w.T("actions.owner.none")
	case owner == "" || person == "":
		return owner + person
	}
	return w.Say("actions.owner.both", "Post", owner, "Person", person)
}

// actionFacts are whose resolution it was, who does it and until when, in a line.
func actionFacts(w *page.Words, a gazette.ActionLine) string {
	said := w.Say("actions.decided", "Body", w.Plain(a.Body.Name), "Day", w.Day(a.Decided)) + " " + w.Say("actions.by", "Owner", actionOwner(w, a)) + " "
	if a.Due.IsZero() {
		return said + w.T("actions.no-day")
	}
	return said + w.Say("actions.due", "Day", w.Day(a.Due))
}

// actionsOf is the address of the actions that are narrowed so.
func actionsOf(w *page.Words, by string, number int) string {
	return w.Path("/actions?" + by + "=" + strconv.Itoa(number))
}
