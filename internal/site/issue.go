package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// issueView is what an issue's page shows.
type issueView struct {
	*gazette.IssueAccount
	words  *page.Words
	steps  []stepView // oldest first: the route
	full   []stepView // those held or on an agenda, in the order asked for
	oldest bool
	life   []lifeView
}

// stepView is one step of the route.
type stepView struct {
	*gazette.Step
	words *page.Words
	route []gazette.Step
	known []gazette.Contact
	today council.Day
}

// lifeView is one issue in a policy's life: the issue of the page, or one that is joined to it.
type lifeView struct {
	label  string
	title  council.Text
	number int // 0 for the issue of the page
	status string
	days   string
	first  council.Day
}

// showIssue tells an issue's whole story.
func (s *Site) showIssue(w *reply, v *visit) error {
	order, err := v.choice("order", "newest", "oldest")
	if err != nil {
		return err
	}
	account, err := s.record.Issue(v.ctx, v.number)
	if err != nil {
		return err
	}
	if account.Tombstone != nil {
		return &page.Gone{Tombstone: *account.Tombstone, Editions: v.path + "/editions"}
	}
	w.modified = account.Revision.Changed
	w.daily = slices.ContainsFunc(account.Route, func(s gazette.Step) bool { return s.CallIn != nil })
	if v.json {
		return w.json(account)
	}
	view := newIssueView(v.words, &account, order == "oldest", s.today())
	_, lang := account.Title.In(v.words.Lang())
	return w.page(s.frame(v, page.Frame{
		Title: v.words.Plain(account.Title), TitleLang: lang, Description: statusSentence(v.words, account.Status),
		Section: "issues", Editions: v.path + "/editions", Entry: account.Revision.Seq, JSON: true,
		Crumbs: []page.Crumb{{Name: v.words.T("nav.home"), Path: "/"}, {Name: v.words.T("nav.issues"), Path: "/issues"}},
	}), issuePage(view))
}

func newIssueView(w *page.Words, a *gazette.IssueAccount, oldest bool, today council.Day) issueView {
	view := issueView{IssueAccount: a, words: w, oldest: oldest}
	for i := range a.Route {
		one := stepView{Step: &a.Route[i], words: w, route: a.Route, known: a.Contacts, today: today}
		view.steps = append(view.steps, one)
		if one.Meeting != 0 {
			view.full = append(view.full, one)
		}
	}
	if !oldest {
		slices.Reverse(view.full)
	}
	view.life = view.lifetime()
	return view
}

// lifetime is the issue among those that are joined to it, in the order in which they were
// considered; those not considered yet come last.
func (v issueView) lifetime() []lifeView {
	if len(v.Related) == 0 {
		return nil
	}
	own := lifeView{label: v.words.T("life.this"), title: v.Title, status: statusSentence(v.words, v.Status)}
	for _, step := range v.Route {
		if !step.Planned && own.first.IsZero() {
			own.first = step.Day
		}
	}
	life := []lifeView{own}
	for _, r := range v.Related {
		life = append(life, lifeView{label: v.words.Relation(r.Kind, r.Inverse), title: r.Issue.Name, number: r.Issue.Number,
			status: statusSentence(v.words, r.Status), first: r.First})
	}
	slices.SortStableFunc(life, func(a, b lifeView) int {
		if a.first.IsZero() != b.first.IsZero() {
			return cmp.Compare(zeroLast(a.first), zeroLast(b.first))
		}
		return a.first.Compare(b.first)
	})
	return life
}

func zeroLast(d council.Day) int {
	if d.IsZero() {
		return 1
	}
	return 0
}

// before is who considers the issue at the step: the body, or the single decision maker.
func (s stepView) before() council.Text {
	if s.Body.Name.IsZero() {
		return s.Maker
	}
	return s.Body.Name
}

// when is the step's day, or as much of it as is known.
func (s stepView) when() string {
	switch {
	case s.Day.IsZero():
		return s.words.T("route.no-day")
	case s.Month:
		return s.words.Month(s.Day)
	}
	return s.words.DayShort(s.Day)
}

// datetime is the same for machines.
func (s stepView) datetime() string {
	if s.Month {
		return s.Day.String()[:7]
	}
	return s.Day.String()
}

// outcome is what came of the step, in a word.
func (s stepView) outcome() string {
	switch {
	case s.Planned:
		return s.words.T("route.planned")
	case s.MeetingState == council.Cancelled || s.MeetingState == council.Postponed:
		return s.words.MeetingState(s.MeetingState)
	case s.Outcome != "":
		return s.words.Verb(s.Outcome)
	case s.MinutesState == "":
		return s.words.T("route.no-minutes")
	}
	return s.words.T("route.no-outcome")
}

// whenFull is "Thursday 5 April 2018, item 3", to be read after the body's name.
func (s stepView) whenFull() string {
	if s.Item.Printed == "" {
		return s.words.Weekday(s.Day)
	}
	return s.words.Say("step.when", "Day", s.words.Weekday(s.Day), "Item", s.Item.Printed)
}

// tone is the colour of the outcome, which the word beside it says too.
func (s stepView) tone() string {
	switch {
	case s.Planned:
		return "moot-tag--planned"
	case s.MeetingState == council.Cancelled || s.MeetingState == council.Postponed:
		return "govuk-tag--yellow"
	}
	return toneOf(s.Outcome)
}

// path leads to the item on its meeting's page.
func (s stepView) path() string {
	return linkTo(s.words, "meetings", s.Meeting) + "#item-" + strconv.Itoa(s.Item.Number)
}

func (s stepView) parts() itemView {
	return itemView{ItemAccount: &s.Item, words: s.words, route: s.route, level: 4, brief: len(s.Item.Issues) < 2, known: s.known}
}

// followed says whether a resolution on the issue makes somebody do something.
func (v issueView) followed() bool {
	return slices.ContainsFunc(v.Route, func(s gazette.Step) bool {
		return slices.ContainsFunc(s.Item.Limbs, func(l gazette.LimbAccount) bool { return l.Action != nil })
	})
}

// hasAbout says whether there is anything to put under "About".
func (v issueView) hasAbout() bool {
	return v.AllWards || len(v.Wards) > 0 || !v.LeadMember.IsZero() || v.LeadOfficer != "" || !v.Department.IsZero() ||
		len(v.References) > 0 || len(v.Contacts) > 0 || v.Key
}

// orderPath is the page in the other order.
func (v issueView) orderPath() string {
	path := linkTo(v.words, "issues", v.Number)
	if !v.oldest {
		path += "?order=oldest"
	}
	return path + "#considerations"
}

// summary is the issue's summary cut after its first paragraph, so that on a phone where it stands
// and how it got there come before the rest.
func (v issueView) summary() (first, rest council.Text) {
	text, lang := v.Summary.In(v.words.Lang())
	a, b, _ := strings.Cut(text, "</p>")
	if !strings.HasPrefix(text, "<p") || strings.TrimSpace(b) == "" {
		return v.Summary, council.Text{}
	}
	a += "</p>"
	if lang == council.Welsh {
		return council.Text{Cy: a}, council.Text{Cy: b}
	}
	return council.Text{En: a}, council.Text{En: b}
}

func (v issueView) lead() council.Text { first, _ := v.summary(); return first }
func (v issueView) more() council.Text { _, rest := v.summary(); return rest }
