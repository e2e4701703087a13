package site

import (
	"strconv"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// decisionView is what a decision's page shows.
type decisionView struct {
	words     *page.Words
	d         gazette.DecisionPage
	heard     *gazette.MeetingLine // where a call-in was heard
	published time.Time            // first
	today     council.Day
}

// decisionData is a decision as data: its page, with the moment of its first publication.
type decisionData struct {
	gazette.DecisionPage
	Published time.Time            `json:"published,omitzero"`
	Heard     *gazette.MeetingLine `json:"heard,omitzero"` // the meeting that heard the call-in
}

// showDecision is one decision as a legal record.
func (s *Site) showDecision(w *reply, v *visit) error {
	d, err := s.record.Decision(v.ctx, v.number)
	if err != nil {
		return err
	}
	if d.Tombstone != nil {
		return &page.Gone{Tombstone: *d.Tombstone, Editions: v.path + "/editions"}
	}
	view := decisionView{words: v.words, d: d, today: s.today()}
	if view.published, err = s.firstPublished(v, gazette.Subject{Kind: gazette.KindDecision, Number: v.number}); err != nil {
		return err
	}
	if view.heard, err = s.heardAt(v, d.Content.CallIn); err != nil {
		return err
	}
	w.modified = d.Revision.Changed
	w.daily = true // whether it takes effect or did, may be called in or might have been
	if v.json {
		return w.json(decisionData{DecisionPage: d, Published: view.published, Heard: view.heard})
	}
	title, lang := d.Content.Title.In(v.words.Lang())
	return w.page(s.frame(v, page.Frame{Title: title, TitleLang: lang, Section: "decisions", JSON: true, Editions: v.path + "/editions",
		Crumbs: v.under("/decisions", "decisions.title")}), decisionPage(view))
}

// firstPublished is when the first edition of a subject was published.
func (s *Site) firstPublished(v *visit, of gazette.Subject) (time.Time, error) {
	editions, err := s.record.Editions(v.ctx, of)
	if err != nil || len(editions) == 0 {
		return time.Time{}, err
	}
	return editions[len(editions)-1].At, nil
}

// heardAt is the meeting at which a call-in was heard; nil where there was none.
func (s *Site) heardAt(v *visit, c *gazette.CallIn) (*gazette.MeetingLine, error) {
	if c == nil || c.Meeting == 0 {
		return nil, nil //nolint:nilnil // most decisions were not called in
	}
	m, err := s.record.Meeting(v.ctx, c.Meeting)
	if isAbsent(err) {
		return nil, nil //nolint:nilnil // and the page says the rest
	}
	if err != nil {
		return nil, err
	}
	line := m.Line()
	return &line, nil
}

// under are the crumbs of a page below a list.
func (v *visit) under(path, title string) []page.Crumb {
	return []page.Crumb{{Name: v.words.T("nav.home"), Path: "/"}, {Name: v.words.T(title), Path: path}}
}

// maker is who decided.
func (d decisionView) maker() council.Text {
	if c := d.d.Content; !c.Maker.IsZero() {
		return c.Maker
	}
	if d.d.Body != nil {
		return d.d.Body.Name
	}
	return council.Text{}
}

// makerPath is the page of who decided; empty where there is none.
func (d decisionView) makerPath() string {
	switch {
	case d.d.Person != nil:
		return "/people/" + strconv.Itoa(d.d.Person.Number)
	case d.d.Body != nil && d.d.Content.Maker.IsZero():
		return "/bodies/" + strconv.Itoa(d.d.Body.Number)
	}
	return ""
}

// standing is the sentence that a reader came for: who decided, when, and from when it holds.
func (d decisionView) standing() string {
	w, c := d.words, d.d.Content
	said := w.Say("decisions.by", "Maker", w.Plain(d.maker()), "Day", w.Day(c.Day)) + "."
	if c.CallIn != nil && !callInOver(c.CallIn.Outcome) {
		return said
	}
	switch {
	case c.Effective.IsZero():
		return said
	case c.Effective.After(d.today):
		return said + " " + w.Say("decision.takes-effect", "Day", w.Day(c.Effective))
	default:
		return said + " " + w.Say("decision.in-effect", "Day", w.Day(c.Effective))
	}
}

// callInOver says whether nothing stands between the decision and its taking effect any more.
func callInOver(o gazette.CallInOutcome) bool {
	return o == gazette.CallInPassed || o == gazette.CallInNoAction
}

// callIn says whether the decision may be called in, and what came of it.
func (d decisionView) callIn() string {
	w, c := d.words, d.d.Content.CallIn
	if c == nil {
		return w.T("decision.call-in.not")
	}
	until := w.Day(c.Until)
	switch c.Outcome {
	case gazette.CallInOpen:
		if c.Until.Before(d.today) {
			return w.Say("decision.call-in.ended", "Day", until)
		}
		return w.Say("decision.call-in.open", "Day", until)
	case gazette.CallInPassed:
		return w.Say("decision.call-in.passed", "Day", until)
	case gazette.CallInCalled:
		return w.T("decision.call-in.called")
	case gazette.CallInNoAction:
		return w.T("decision.call-in.no-action")
	case gazette.CallInReconsider:
		return w.T("decision.call-in.reconsider")
	case gazette.CallInReferred:
		return w.T("decision.call-in.referred")
	}
	return w.CallIn(c.Outcome)
}

// itemName is the item as printed, or its title where it has no printed number.
func (d decisionView) itemName() string {
	if d.d.Item.Printed == "" {
		return d.words.Plain(d.d.Item.Title)
	}
	return d.words.Say("decision.item", "Number", d.d.Item.Printed)
}

// limbText is a limb with the label that was printed before it.
func limbText(l gazette.LimbAccount) string {
	if l.Label == "" {
		return l.Text
	}
	return l.Label + " " + l.Text
}
