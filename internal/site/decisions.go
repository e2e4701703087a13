package site

import (
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// decisionsView is what the register of decisions shows.
type decisionsView struct {
	words    *page.Words
	today    council.Day
	lines    []gazette.DecisionLine
	total    int
	pages    page.Pages
	text     field
	from, to field
	picks    []pick
	faults   []field
	narrowed bool // something besides words was asked for
}

// decisionsData is the register as data.
type decisionsData struct {
	Total     int                    `json:"total"`
	Page      int                    `json:"page"`
	Decisions []gazette.DecisionLine `json:"decisions"`
}

const decisionsPerPage = 25

// orEmpty is the list as data has it: [] rather than null where there is nothing in it.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// decisionParams are what the register can be asked, in canonical order.
func decisionParams() []string {
	return []string{"words", "body", "person", "ward", "from", "to", "key", "officer", "call-in", "page"}
}

// callIns are the outcomes of call-in in the order in which they come about.
func callIns() []gazette.CallInOutcome {
	return []gazette.CallInOutcome{gazette.CallInOpen, gazette.CallInPassed, gazette.CallInCalled, gazette.CallInLapsed,
		gazette.CallInNoAction, gazette.CallInReconsider, gazette.CallInReferred}
}

// showDecisions is the register of decisions, newest first.
func (s *Site) showDecisions(w *reply, v *visit) error {
	q, err := v.askDecisions()
	if err != nil {
		return err
	}
	view := decisionsView{words: v.words, text: field{name: "words", label: v.words.T("decisions.words"), value: q.Words}}
	if err := v.askPeriod(&view, &q); err != nil {
		return err
	}
	if err := s.pickDecisions(v, &view); err != nil {
		return err
	}
	q.On = s.today()
	view.today = q.On
	if len(view.faults) == 0 {
		if view.lines, view.total, err = s.record.Decisions(v.ctx, q); err != nil {
			return err
		}
	}
	if len(view.lines) == 0 && q.Page > 1 {
		return council.ErrNotFound
	}
	if v.json {
		return w.json(decisionsData{Total: view.total, Page: q.Page, Decisions: orEmpty(view.lines)})
	}
	view.pages = v.pages(q.Page, view.total, decisionsPerPage)
	w.daily = true // bodies are offered under today's names, and call-in ends with the day
	return w.form(len(view.faults) > 0, s.frame(v, page.Frame{Title: v.words.T("decisions.title"), Section: "decisions", JSON: true}), decisionsPage(view))
}

// askDecisions reads the question from the address, but for its days.
func (v *visit) askDecisions() (q gazette.Question, err error) {
	q = gazette.Question{Words: v.text("words"), PerPage: decisionsPerPage}
	if q.Body, err = v.whole("body", 1, mostNumber, 0); err != nil {
		return q, err
	}
	if q.Person, err = v.whole("person", 1, mostNumber, 0); err != nil {
		return q, err
	}
	if q.Ward, err = v.whole("ward", 1, mostNumber, 0); err != nil {
		return q, err
	}
	if q.Page, err = v.whole("page", 1, 1_000_000, 1); err != nil {
		return q, err
	}
	if q.Key, err = v.yesNo("key"); err != nil {
		return q, err
	}
	if q.Officer, err = v.yesNo("officer"); err != nil {
		return q, err
	}
	choices := []string{""}
	for _, c := range callIns() {
		choices = append(choices, string(c))
	}
	outcome, err := v.choice("call-in", choices...)
	q.CallIn = gazette.CallInOutcome(outcome)
	return q, err
}

// mostNumber is the largest public number that an address can name.
const mostNumber = 999_999_999

// yesNo is a parameter that must be yes or no; nil where it is not given.
func (v *visit) yesNo(name string) (*bool, error) {
	said, err := v.choice(name, "", "yes", "no")
	if said == "" || err != nil {
		return nil, err
	}
	yes := said == "yes"
	return &yes, nil
}

// askPeriod reads the first and the last day, and tells beside its field what is wrong with either.
func (v *visit) askPeriod(view *decisionsView, q *gazette.Question) (err error) {
	w := v.words
	if view.from, q.From, err = v.askDay("from", w.T("decisions.from"), w.T("form.day.hint")); err != nil {
		return err
	}
	if view.to, q.To, err = v.askDay("to", w.T("decisions.to"), w.T("form.day.hint")); err != nil {
		return err
	}
	if !q.From.IsZero() && !q.To.IsZero() && q.To.Before(q.From) {
		if v.json {
			return v.problem("decisions.order", "Day", q.From.String())
		}
		view.to.fault = w.Say("decisions.order", "Day", w.Day(q.From))
	}
	view.faults = wrong(view.from, view.to)
	return nil
}

// pickDecisions fills the lists of choices. A body, person or ward that the record does not know is
// an error of the address.
func (s *Site) pickDecisions(v *visit, view *decisionsView) error {
	body, err := s.pickBody(v)
	if err != nil {
		return err
	}
	person, err := s.pickPerson(v)
	if err != nil {
		return err
	}
	ward, err := s.pickWard(v)
	if err != nil {
		return err
	}
	w := v.words
	view.picks = []pick{body, person, ward, v.pickYesNo("key", w.T("decisions.key"), w.T("decisions.key.any"), w.T("decisions.key.yes"), w.T("decisions.key.no")),
		v.pickYesNo("officer", w.T("decisions.officer"), w.T("decisions.officer.any"), w.T("decisions.officer.yes"), w.T("decisions.officer.no")),
		v.pickCallIn()}
	view.narrowed = view.from.value != "" || view.to.value != ""
	for _, p := range view.picks {
		view.narrowed = view.narrowed || p.value != ""
		if !p.offers(p.value) {
			return v.problem("decisions.unknown", "Value", p.value)
		}
	}
	return nil
}

func (s *Site) pickBody(v *visit) (pick, error) {
	bodies, err := s.record.Bodies(v.ctx, s.today())
	p := pick{name: "body", label: v.words.T("decisions.body"), value: v.text("body"), choices: []choice{{label: v.words.T("decisions.body.any")}}}
	for _, b := range bodies {
		if b.Kind == council.OutsideBody {
			continue
		}
		p.choices = append(p.choices, namedChoice(v.words, b.Body))
	}
	return p, err
}

// pickPerson offers those who hold a post today, and whom the address names.
func (s *Site) pickPerson(v *visit) (pick, error) {
	people, err := s.record.People(v.ctx, s.today())
	p := pick{name: "person", label: v.words.T("decisions.person"), value: v.text("person"), choices: []choice{{label: v.words.T("decisions.person.any")}}}
	for _, one := range people {
		if len(one.Posts) > 0 {
			p.choices = append(p.choices, namedChoice(v.words, one.Person))
		}
	}
	if err != nil || p.offers(p.value) {
		return p, err
	}
	n, _ := digits(p.value)
	named, err := s.record.Person(v.ctx, n, s.today(), 1)
	if err == nil && named.Tombstone == nil {
		p.choices = append(p.choices, namedChoice(v.words, gazette.Named{Number: n, Name: council.InEnglish(named.Content.Name)}))
	}
	if isAbsent(err) {
		err = nil // and the address is told that it names nobody
	}
	return p, err
}

func (s *Site) pickWard(v *visit) (pick, error) {
	wards, err := s.record.Wards(v.ctx, s.today())
	p := pick{name: "ward", label: v.words.T("decisions.ward"), value: v.text("ward"), choices: []choice{{label: v.words.T("decisions.ward.any")}}}
	for _, a := range wards {
		p.choices = append(p.choices, namedChoice(v.words, a.Ward))
	}
	return p, err
}

func (v *visit) pickYesNo(name, label, either, yes, no string) pick {
	return pick{name: name, label: label, value: v.text(name), choices: []choice{{label: either}, {value: "yes", label: yes}, {value: "no", label: no}}}
}

func (v *visit) pickCallIn() pick {
	p := pick{name: "call-in", label: v.words.T("decisions.call-in"), value: v.text("call-in"), choices: []choice{{label: v.words.T("decisions.call-in.any")}}}
	for _, o := range callIns() {
		p.choices = append(p.choices, choice{value: string(o), label: v.words.CallIn(o)})
	}
	return p
}

// namedChoice is a thing with a page of its own as a line of a list of choices.
func namedChoice(w *page.Words, n gazette.Named) choice {
	label, lang := w.Pick(n.Name)
	return choice{value: strconv.Itoa(n.Number), label: label, lang: lang}
}

// decidedBy is who decided and when, in one sentence.
func decidedBy(w *page.Words, d gazette.DecisionLine) string {
	by := w.Plain(d.Maker)
	if by == "" {
		by = w.Plain(d.Body.Name)
	}
	return w.Say("decisions.by", "Maker", by, "Day", w.Day(d.Day))
}
