package site

import (
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// bodyView is what a body's page shows.
type bodyView struct {
	words  *page.Words
	body   gazette.BodyPage
	name   council.Text // as called on the day
	on     council.Day
	other  bool // the day is not today
	asked  field
	began  bool                  // the body existed on the day or before
	ended  bool                  // it ended before the day
	year   int                   // 0 where no year is asked for
	inYear []gazette.MeetingLine // newest first
	years  []yearLink
	today  string // the page without a day
	latest string // the page without a year

	day       council.Day          // today
	owed      []gazette.ActionLine // what it asks and is not done yet, the first of them
	owedTotal int
}

// yearLink leads to the meetings of a year.
type yearLink struct {
	year    string
	path    string
	current bool
}

// showBody shows a body: what it is for, who sits on it, when it meets. With a day it shows name
// and members as of that day; its meetings are always those before and after today.
func (s *Site) showBody(w *reply, v *visit) error {
	today := s.today()
	asked, on, err := v.askDay("on", v.words.T("body.on"), v.words.T("form.day.hint"))
	if err != nil {
		return err
	}
	if on.IsZero() {
		on = today
	}
	year, err := v.whole("year", 1, 9999, 0)
	if err != nil {
		return err
	}
	body, err := s.bodyOn(v, on, today)
	if err != nil {
		return err
	}
	if body.Tombstone != nil {
		return &page.Gone{Tombstone: *body.Tombstone, Editions: v.path + "/editions"}
	}
	w.modified, w.daily = body.Revision.Changed, true
	if v.json {
		return w.json(body)
	}
	view := v.viewBody(body, on, year, today)
	view.asked = asked
	if year != 0 {
		if view.inYear, err = s.record.MeetingsOfBody(v.ctx, v.number, year); err != nil {
			return err
		}
	}
	view.day = today
	if view.owed, view.owedTotal, err = s.record.Actions(v.ctx, gazette.ActionQuestion{Body: v.number, State: gazette.ActionOpen, On: today, PerPage: mostOwed}); err != nil {
		return err
	}
	title, lang := view.name.In(v.words.Lang())
	return w.page(s.frame(v, page.Frame{Title: title, TitleLang: lang, Section: "bodies", JSON: true, Editions: v.path + "/editions",
		Crumbs: []page.Crumb{{Name: v.words.T("nav.home"), Path: "/"}, {Name: v.words.T("bodies.title"), Path: "/bodies"}}}), bodyPage(view))
}

// bodyOn is the body with name and members as of one day and meetings as of today.
func (s *Site) bodyOn(v *visit, on, today council.Day) (gazette.BodyPage, error) {
	body, err := s.record.Body(v.ctx, v.number, on)
	if err != nil || on == today {
		return body, err
	}
	now, err := s.record.Body(v.ctx, v.number, today)
	body.Coming, body.Past, body.PastTotal = now.Coming, now.Past, now.PastTotal
	return body, err
}

// viewBody makes the view of a body without the meetings of a year.
func (v *visit) viewBody(body gazette.BodyPage, on council.Day, year int, today council.Day) bodyView {
	spell := body.Content.Spell
	view := bodyView{words: v.words, body: body, name: body.Content.NameOn(on), on: on, other: on != today, year: year,
		began: spell.From.IsZero() || !on.Before(spell.From), ended: !spell.To.IsZero() && on.After(spell.To),
		today: v.words.Path(v.path + v.with("on", "")), latest: v.words.Path(v.path + v.with("year", ""))}
	for _, y := range body.Years {
		n := strconv.Itoa(y)
		view.years = append(view.years, yearLink{year: n, path: v.words.Path(v.path + v.with("year", n)), current: y == year})
	}
	return view
}

// yearText is the year asked for in digits.
func (d bodyView) yearText() string { return strconv.Itoa(d.year) }

// mostComing is how many coming meetings a body's page lists; the rest are found under their years.
const mostComing = 12

// coming are the next meetings.
func (d bodyView) coming() []gazette.MeetingLine {
	return d.body.Coming[:min(len(d.body.Coming), mostComing)]
}

// more says that there are meetings which only the years lead to.
func (d bodyView) more() bool {
	return len(d.body.Coming) > mostComing || d.body.PastTotal > len(d.body.Past)
}

// spellOf says from when to when, as far as is known.
func spellOf(w *page.Words, s council.Spell) string {
	switch {
	case s.From.IsZero() && s.To.IsZero():
		return ""
	case s.To.IsZero():
		return w.Say("body.since", "From", w.Day(s.From))
	case s.From.IsZero():
		return w.Say("body.until", "To", w.Day(s.To))
	}
	return w.Say("body.spell", "From", w.Day(s.From), "To", w.Day(s.To))
}

// memberRole is what a member is on the body, and whether they vote where that needs saying.
func memberRole(w *page.Words, m gazette.MemberLine) string {
	if m.Voting || m.Role == gazette.SubstituteFor {
		return w.MemberRole(m.Role)
	}
	return w.Say("body.no-vote", "Role", w.MemberRole(m.Role))
}

// memberName is a person's name with what they are styled by.
func memberName(style string, name council.Text) council.Text {
	if style == "" {
		return name
	}
	return council.InEnglish(style + " " + name.String())
}
