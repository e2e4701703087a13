package site

import (
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// wardsView is what the list of wards shows.
type wardsView struct {
	words *page.Words
	wards []gazette.WardLine
}

// wardView is what a ward's page shows.
type wardView struct {
	words *page.Words
	w     gazette.WardPage
	day   council.Day
	today council.Day
	pages page.Pages // of the issues
}

// showWards lists the wards with their councillors of today.
func (s *Site) showWards(w *reply, v *visit) error {
	wards, err := s.record.Wards(v.ctx, s.today())
	if err != nil {
		return err
	}
	w.daily = true
	if v.json {
		return w.json(orEmpty(wards))
	}
	return w.page(s.frame(v, page.Frame{Title: v.words.T("wards.title"), Section: "wards", JSON: true}),
		wardsPage(wardsView{words: v.words, wards: wards}))
}

const issuesOfWard = 25

// showWard is a ward with its councillors on a day, today's where none is given, and what touches it.
func (s *Site) showWard(w *reply, v *visit) error {
	day, err := v.day("on", s.today())
	if err != nil {
		return err
	}
	number, err := v.whole("page", 1, 1_000_000, 1)
	if err != nil {
		return err
	}
	ward, err := s.record.Ward(v.ctx, v.number, day)
	if err != nil {
		return err
	}
	if ward.Tombstone != nil {
		return &page.Gone{Tombstone: *ward.Tombstone, Editions: v.path + "/editions"}
	}
	if number > 1 {
		ward.Issues, _, err = s.record.Issues(v.ctx, gazette.Question{Ward: v.number, Page: number, PerPage: issuesOfWard})
		if err != nil {
			return err
		}
		if len(ward.Issues) == 0 {
			return council.ErrNotFound
		}
	}
	w.daily = v.text("on") == "" || len(ward.Decisions) > 0 // whose call-in ends with a day
	if v.json {
		return w.json(ward)
	}
	title, lang := ward.Content.Name.In(v.words.Lang())
	view := wardView{words: v.words, w: ward, day: day, today: s.today(), pages: v.pages(number, ward.IssuesTotal, issuesOfWard)}
	return w.page(s.frame(v, page.Frame{Title: title, TitleLang: lang, Section: "wards", JSON: true, Editions: v.path + "/editions",
		Crumbs: v.under("/wards", "wards.title")}), wardPage(view))
}
