package page

import (
	"errors"
	"testing"

	"moothall/internal/balance"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/diary"
)

func TestARuleThatIsNotUnderstoodInWords(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	for typed, want := range map[string]string{
		"every fourth Tuesday but Agust": "“Agust” was not understood. Name months, dates, bank holidays or a break that the council keeps. " +
			"Did you mean “august”? What was understood: the fourth Tuesday of every month.",
		"every six weeks": "Something is missing at the end. Name a day of the week.",
	} {
		_, err := diary.Parse(typed)
		var m *diary.Misread
		if !errors.As(err, &m) || c.In(council.English).Misread(m) != want {
			t.Errorf("%q: %v, want %s", typed, err, want)
		}
	}
	for _, w := range []*Words{c.In(council.English), c.In(council.Welsh)} {
		for _, wanted := range []diary.Want{diary.WantPace, diary.WantWeekday, diary.WantMonths, diary.WantDate, diary.WantTime, diary.WantRemedy, diary.WantClause} {
			if !w.Has("diary.wanted." + string(wanted)) {
				t.Errorf("%s has no message in %s", wanted, w.lang)
			}
		}
		for _, p := range []balance.Principle{balance.NotOneGroup, balance.Majority, balance.TotalProportional, balance.BodyProportional} {
			if !w.Has("principle." + string(p)) {
				t.Errorf("principle %s has no message in %s", p, w.lang)
			}
		}
	}
}

func TestReasonsAndClashesInWords(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	en, cy := c.In(council.English), c.In(council.Welsh)
	monday := council.NewDay(2026, 8, 31)
	summer, _ := deadline.NewCalendar(nil).Skips(monday)
	for _, test := range []struct{ got, want string }{
		{en.Reason(diary.Reason{Why: diary.WhyMonth}), "a month in which the body does not meet"},
		{en.Reason(diary.Reason{Why: diary.WhyTaken}), "moved to a day on which the body meets already"},
		{en.Reason(diary.Reason{Why: diary.WhyYear}), "moved out of the municipal year"},
		{en.Reason(diary.Reason{Why: diary.WhyDate}), "a date on which the body does not meet"},
		{en.Reason(diary.Reason{Why: diary.WhyBreak, Break: diary.Break{Name: "recess"}}), "in recess"},
		{cy.Reason(diary.Reason{Why: diary.WhyHoliday, Holiday: summer}), "Gŵyl banc yr haf"},
		{en.Clash(diary.Clash{Kind: diary.SamePeople, People: []int{1, 2}, Maybe: true}), "2 people sit on both bodies (perhaps, for not all times are known)"},
		{en.Clash(diary.Clash{Kind: diary.SameRoom, Room: "Room 1"}), "both are in Room 1"},
		{en.Clash(diary.Clash{Kind: diary.NotADay, A: diary.Sitting{Day: monday}, Holiday: summer}), "Monday 31 August 2026: Summer bank holiday"},
		{cy.GroupName(balance.Ungrouped), "Aelodau nad ydynt mewn grŵp"}, {cy.GroupName("Plaid"), "Plaid"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}
