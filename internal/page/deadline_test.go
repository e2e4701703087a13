package page

import (
	"testing"
	"time"

	"moothall/internal/council"
	"moothall/internal/deadline"
)

func TestArithmeticInWords(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	en, cy := c.In(council.English), c.In(council.Welsh)
	on := func(month time.Month, day int) council.Day { return council.NewDay(2018, month, day) }
	meeting := func(body council.BodyKind, month time.Month, day int, features ...deadline.Feature) deadline.Matter {
		return deadline.Meeting(body, on(month, day), features...)
	}
	convened := meeting(council.Scrutiny, 3, 13)
	convened.Convened = on(3, 8)
	every := deadline.Usual(deadline.England)
	every.Counting = map[deadline.RuleID]deadline.Counting{deadline.KeyNotice: deadline.WorkingDays}
	usual, wales := deadline.Usual(deadline.England), deadline.Usual(deadline.Wales)
	for _, test := range []struct {
		words  *Words
		rule   deadline.RuleID
		matter deadline.Matter
		custom deadline.Customs
		want   string
	}{
		{en, deadline.ExecutiveAgenda, meeting(council.Cabinet, 3, 13), usual, "5 clear days: 6, 7, 8, 9, 12 March; publish by Monday 5 March 2018"},
		{en, deadline.Summons, meeting(council.FullCouncil, 4, 5), usual,
			"5 clear days: 27, 28, 29 March, 3, 4 April; not counted: 30 March (Good Friday), 2 April (Easter Monday); send by Monday 26 March 2018"},
		{cy, deadline.Summons, meeting(council.FullCouncil, 4, 5), wales,
			"3 diwrnod clir: 29 Mawrth, 3, 4 Ebrill; heb eu cyfrif: 30 Mawrth (Dydd Gwener y Groglith), 2 Ebrill (Dydd Llun y Pasg); anfon erbyn dydd Mercher 28 Mawrth 2018"},
		{en, deadline.KeyNotice, meeting(council.Cabinet, 3, 13, deadline.KeyDecisions), usual,
			"28 clear days, every day counted: 13 February to 12 March; publish by Monday 12 February 2018"},
		{en, deadline.KeyNotice, meeting(council.Cabinet, 3, 13, deadline.KeyDecisions), every,
			"28 clear days: 1, 2, 5 to 9, 12 to 16, 19 to 23, 26 February to 2 March, 5 to 9, 12 March; publish by Wednesday 31 January 2018"},
		{en, deadline.DecisionStatement, meeting(council.Cabinet, 3, 13), usual, "2 working days: 14, 15 March; publish by Thursday 15 March 2018"},
		{cy, deadline.DecisionStatement, meeting(council.Cabinet, 3, 13), usual, "2 ddiwrnod gwaith: 14, 15 Mawrth; cyhoeddi erbyn dydd Iau 15 Mawrth 2018"},
		{en, deadline.MinutesKept, meeting(council.FullCouncil, 4, 5), usual, "6 years beginning with 5 April 2018; keep until Thursday 4 April 2024"},
		{en, deadline.SixMonths, deadline.On(deadline.Attended, on(1, 13)), usual, "6 months from 13 January 2018; attend by Friday 13 July 2018"},
		{en, deadline.MembersAccess, deadline.Matter{At: on(3, 13).At("20:15")}, usual,
			"24 hours from 13 March 2018, 8.15pm; provide by 14 March 2018, 8.15pm"},
		{en, deadline.SpecialUrgency, deadline.On(deadline.UrgencyAgreed, on(3, 13)), usual, "as soon as is practicable after 13 March 2018"},
		{en, deadline.Notice, convened, usual,
			"5 clear days: 6, 7, 8, 9, 12 March; convened at shorter notice on 8 March 2018; publish by Thursday 8 March 2018"},
	} {
		a, err := deadline.Find(test.rule, test.matter, test.custom)
		if got := test.words.Arithmetic(a); err != nil || got != test.want {
			t.Errorf("%s:\n got %s\nwant %s (%v)", test.rule, got, test.want, err)
		}
	}
}

func TestStandingInWords(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	en, cy := c.In(council.English), c.In(council.Welsh)
	for _, test := range []struct{ got, want string }{
		{en.Standing(deadline.Verdict{Standing: deadline.InTime, Days: 8}), "8 days left"},
		{en.Standing(deadline.Verdict{Standing: deadline.Due, Days: 1}), "Due tomorrow"},
		{en.Standing(deadline.Verdict{Standing: deadline.Due}), "Due today"},
		{en.Standing(deadline.Verdict{Standing: deadline.Late}), "Late since today"},
		{en.Standing(deadline.Verdict{Standing: deadline.Late, Days: -1}), "1 day late"},
		{en.Standing(deadline.Verdict{Standing: deadline.Practicable}), "As soon as is practicable"},
		{cy.Standing(deadline.Verdict{Standing: deadline.Due, Days: 2}), "I'w wneud o fewn 2 ddiwrnod"},
		{cy.Standing(deadline.Verdict{Standing: deadline.Over}), "Nid oes rhaid ei gadw mwyach"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}

// Every word that a rule or a holiday is made of has its message.
func TestRulesAreNamed(t *testing.T) {
	t.Parallel()
	for _, w := range []*Words{loaded(t).In(council.English), loaded(t).In(council.Welsh)} {
		said := map[string]string{}
		for _, r := range deadline.Rules() {
			said["deadline.rule."+string(r.ID)] = w.Rule(r.ID)
			said["deadline.missed."+string(r.Missed)] = w.Consequence(r.Missed)
			said["deadline.certainty."+string(r.Certainty)] = w.Certainty(r.Certainty)
			for _, o := range r.Overrides {
				said["deadline.override."+string(o.ID)] = w.Override(o.ID)
			}
			for _, f := range append(r.Needs, r.Unless...) {
				said["deadline.feature."+string(f)] = w.Feature(f)
			}
			said["deadline.by."+string(r.Act)] = w.Say("deadline.by."+string(r.Act), "Day", "x")
		}
		for _, counting := range []deadline.Counting{deadline.WorkingDays, deadline.CalendarDays} {
			said["deadline.counting."+string(counting)] = w.Counting(counting)
		}
		for year := 1978; year < 2031; year++ {
			for _, h := range deadline.BankHolidays(year) {
				said["holiday."+string(h.Name)] = w.Holiday(h.Name)
			}
		}
		for key, text := range said {
			if text == key {
				t.Errorf("%q has no message", key)
			}
		}
	}
}
