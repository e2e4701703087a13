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
	heard     *gazette.MeetingLine // where a call-in was heard, or is to be
	published time.Time            // first
	entries   [2]int64             // of the first edition and of the latest, by their places in the log
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
	if err = s.publishedWhen(v, &view); err != nil {
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

// publishedWhen fills in when the decision was first published, and between which entries it was corrected.
func (s *Site) publishedWhen(v *visit, view *decisionView) error {
	editions, err := s.record.Editions(v.ctx, gazette.Subject{Kind: gazette.KindDecision, Number: v.number})
	if err != nil || len(editions) == 0 {
		return err
	}
	first := editions[len(editions)-1]
	view.published, view.entries = first.At, [2]int64{first.Seq, editions[0].Seq}
	return nil
}

// comparison is the address at which the first edition and the latest are compared.
func (d decisionView) comparison() string {
	return "/decisions/" + strconv.Itoa(d.d.Number) + "/editions?from=" + strconv.FormatInt(d.entries[0], 10) + "&to=" + strconv.FormatInt(d.entries[1], 10)
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

// noCallIn says on which ground a decision cannot be called in.
func noCallIn(w *page.Words, c gazette.NoCallIn) string {
	said := w.Word("no-call-in", string(c.Ground))
	if c.By == "" {
		return said + "."
	}
	return w.Say("decision.no-call-in.by", "Ground", said, "By", c.By)
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
	if c.CallIn != nil && c.CallIn.Holds(d.today) {
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

// callIn says whether the decision may be called in, and what came of it.
func (d decisionView) callIn() string {
	w, c := d.words, d.d.Content.CallIn
	if c == nil {
		return w.T("decision.call-in.not")
	}
	return callInSentence(w, *c, d.today)
}

// callInSentence is how a call-in stands on a day.
func callInSentence(w *page.Words, c gazette.CallIn, today council.Day) string {
	until := w.Day(c.Until)
	switch c.Stands(today) {
	case gazette.CallInOpen:
		return w.Say("decision.call-in.open", "Day", until)
	case gazette.CallInPassed:
		return w.Say("decision.call-in.passed", "Day", until)
	case gazette.CallInCalled:
		if c.HearBy.IsZero() {
			return w.T("decision.call-in.called")
		}
		return w.T("decision.call-in.called") + " " + w.Say("decision.call-in.hear-by", "Day", w.Day(c.HearBy))
	case gazette.CallInLapsed:
		return w.Say("decision.call-in.lapsed", "Day", w.Day(c.HearBy))
	case gazette.CallInNoAction:
		return w.T("decision.call-in.no-action")
	case gazette.CallInReconsider:
		return w.T("decision.call-in.reconsider")
	case gazette.CallInReferred:
		return w.T("decision.call-in.referred")
	}
	return w.CallIn(c.Outcome)
}

// late says by when the council's own standard asked for the decision to be published, where it was later.
func (d decisionView) late() string {
	due := d.d.Content.Standard
	if due.IsZero() || !council.DayOf(council.InLondon(d.published)).After(due) {
		return ""
	}
	return d.words.Say("decision.published.late", "Day", d.words.Day(due))
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
