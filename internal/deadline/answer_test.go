package deadline

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"moothall/internal/council"
)

// dated is a case worked by hand from a paper calendar: what is counted, as days of their months,
// and the last lawful day.
type dated struct {
	words   string
	nation  Nation
	rule    RuleID
	matter  Matter
	counted string
	last    string
}

func meets(t testing.TB, body council.BodyKind, on string, features ...Feature) Matter {
	t.Helper()
	return Meeting(body, day(t, on), features...)
}

func (c dated) check(t *testing.T, customs Customs) {
	t.Helper()
	a, err := Find(c.rule, c.matter, customs)
	if err != nil {
		t.Fatal(err)
	}
	var counted []string
	for _, d := range a.Counted {
		counted = append(counted, strconv.Itoa(d.DayOfMonth()))
	}
	if got := strings.Join(counted, " "); got != c.counted {
		t.Errorf("counted %s, want %s", got, c.counted)
	}
	if got := a.Last.String(); got != c.last {
		t.Errorf("last lawful day %s, want %s", got, c.last)
	}
}

func runDated(t *testing.T, cases []dated, own func(*Customs)) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.words, func(t *testing.T) {
			t.Parallel()
			customs := Usual(c.nation)
			if own != nil {
				own(&customs)
			}
			if err := customs.Check(); err != nil {
				t.Fatal(err)
			}
			c.check(t, customs)
		})
	}
}

// runOf is "5 6 7" for the days 5 to 7; from and to are within one month.
func runOf(spells ...[2]int) string {
	var all []string
	for _, s := range spells {
		for d := s[0]; d <= s[1]; d++ {
			all = append(all, strconv.Itoa(d))
		}
	}
	return strings.Join(all, " ")
}

func TestClearDaysBeforeAMeeting(t *testing.T) {
	t.Parallel()
	const scrutiny, full, cabinet = council.Scrutiny, council.FullCouncil, council.Cabinet
	runDated(t, []dated{
		{"five clear days at least before the meeting of the executive, copies of the agenda", England, ExecutiveAgenda, meets(t, cabinet, "2018-03-13"), "6 7 8 9 12", "2018-03-05"},
		{"a summons five clear days at least before Council, over Easter", England, Summons, meets(t, full, "2018-04-05"), "27 28 29 3 4", "2018-03-26"},
		{"copies of the agenda open five clear days before Council, over Easter", England, Agenda, meets(t, full, "2018-04-05"), "27 28 29 3 4", "2018-03-26"},
		{"a meeting on a Monday: the weekend does not count and the notice hangs on the Friday", England, Notice, meets(t, scrutiny, "2018-03-12"), "5 6 7 8 9", "2018-03-02"},
		{"after the holiday in early May", England, Notice, meets(t, scrutiny, "2018-05-08"), "30 1 2 3 4", "2018-04-27"},
		{"the day after New Year's Day", England, Agenda, meets(t, scrutiny, "2019-01-02"), "21 24 27 28 31", "2018-12-20"},
		{"two days after New Year's Day", England, Agenda, meets(t, scrutiny, "2019-01-03"), "24 27 28 31 2", "2018-12-21"},
		{"New Year's Day on a Sunday: the Monday does not count", England, Agenda, meets(t, scrutiny, "2017-01-10"), "3 4 5 6 9", "2016-12-30"},
		{"Christmas Day on a Sunday: Monday and Tuesday do not count", England, Agenda, meets(t, scrutiny, "2017-01-04"), "23 28 29 30 3", "2016-12-22"},
		{"Christmas Day on a Saturday: Monday and Tuesday do not count", England, Agenda, meets(t, scrutiny, "2022-01-04"), "23 24 29 30 31", "2021-12-22"},
		{"Christmas and New Year's Day both on Sundays", England, Agenda, meets(t, scrutiny, "2023-01-04"), "23 28 29 30 3", "2022-12-22"},
		{"the holiday of early May 2020 was moved to VE Day, a Friday", England, Agenda, meets(t, scrutiny, "2020-05-12"), "4 5 6 7 11", "2020-05-01"},
		{"the Platinum Jubilee, and the spring holiday moved to it", England, Agenda, meets(t, scrutiny, "2022-06-09"), "31 1 6 7 8", "2022-05-30"},
		{"the state funeral on the day when it would have to be published", England, Agenda, meets(t, scrutiny, "2022-09-27"), "20 21 22 23 26", "2022-09-16"},
		{"the state funeral among the clear days", England, Agenda, meets(t, scrutiny, "2022-09-23"), "15 16 20 21 22", "2022-09-14"},
		{"the coronation among the clear days", England, Agenda, meets(t, scrutiny, "2023-05-11"), "3 4 5 9 10", "2023-05-02"},
		{"the coronation, and early May a week before it", England, Agenda, meets(t, scrutiny, "2023-05-10"), "2 3 4 5 9", "2023-04-28"},
		{"the royal wedding and early May", England, Agenda, meets(t, scrutiny, "2011-05-06"), "27 28 3 4 5", "2011-04-26"},
		{"a late Easter", England, Agenda, meets(t, scrutiny, "2011-04-28"), "19 20 21 26 27", "2011-04-18"},
		{"the Diamond Jubilee, and the spring holiday moved to it", England, Agenda, meets(t, scrutiny, "2012-06-07"), "29 30 31 1 6", "2012-05-28"},
		{"three clear days, in England before October 2002, over the Golden Jubilee", England, Agenda, meets(t, scrutiny, "2002-06-07"), "31 5 6", "2002-05-30"},
		{"for three clear days, substitute five clear days: the last meeting before", England, Agenda, meets(t, scrutiny, "2002-09-30"), "25 26 27", "2002-09-24"},
		{"for three clear days, substitute five clear days: the first meeting after", England, Notice, meets(t, scrutiny, "2002-10-01"), "24 25 26 27 30", "2002-09-23"},
		{"a summons three clear days before, in England to January 2015", England, Summons, meets(t, full, "2015-01-29"), "26 27 28", "2015-01-23"},
		{"a summons five clear days before, in England since 30 January 2015", England, Summons, meets(t, full, "2015-01-30"), "23 26 27 28 29", "2015-01-22"},
		{"a summons three clear days before Council in Wales, over Easter", Wales, Summons, meets(t, full, "2018-04-05"), "29 3 4", "2018-03-28"},
		{"copies of the agenda three clear days before, in Wales", Wales, Agenda, meets(t, scrutiny, "2018-03-13"), "8 9 12", "2018-03-07"},
		{"public notice published electronically three clear days before, in Wales", Wales, Notice, meets(t, scrutiny, "2021-05-04"), "28 29 30", "2021-04-27"},
		{"the agenda of an executive in Wales, over Easter", Wales, ExecutiveAgenda, meets(t, cabinet, "2018-04-03"), "27 28 29", "2018-03-26"},
		{"notice of a meeting of the executive on the website, over Easter", England, ExecutiveNotice, meets(t, cabinet, "2024-04-02"), "22 25 26 27 28", "2024-03-21"},
		{"any document available to any member five clear days before, over the summer holiday", England, MembersPapers, meets(t, cabinet, "2024-08-28"), "20 21 22 23 27", "2024-08-19"},
		{"a board after the summer holiday", England, Notice, meets(t, council.Board, "2024-09-03"), "27 28 29 30 2", "2024-08-23"},
		{"New Year's Day on a Thursday", England, Agenda, meets(t, council.Regulatory, "2026-01-07"), "30 31 2 5 6", "2025-12-29"},
		{"the day after Easter Monday", England, Agenda, meets(t, council.AreaCommittee, "2026-04-07"), "27 30 31 1 2", "2026-03-26"},
		{"a second notice of a private meeting five clear days before, over Easter", England, PrivateSecond, meets(t, cabinet, "2024-04-02", PrivateItems), "22 25 26 27 28", "2024-03-21"},
		{"at least 28 clear days before a private meeting, over Easter", England, PrivateFirst, meets(t, cabinet, "2024-04-02", PrivateItems), runOf([2]int{5, 31}, [2]int{1, 1}), "2024-03-04"},
		{"at least 28 clear days before a private meeting, over a leap day", England, PrivateFirst, meets(t, cabinet, "2024-03-12", PrivateItems), runOf([2]int{13, 29}, [2]int{1, 11}), "2024-02-12"},
		{"every day counts: the last may be a Sunday", England, PrivateFirst, meets(t, cabinet, "2018-03-12", PrivateItems), runOf([2]int{12, 28}, [2]int{1, 11}), "2018-02-11"},
		{"a key decision may not be made until 28 clear days' notice", England, KeyNotice, meets(t, cabinet, "2018-03-13", KeyDecisions), runOf([2]int{13, 28}, [2]int{1, 12}), "2018-02-12"},
		{"a key decision of one member", England, KeyNotice, Decision(day(t, "2020-05-29"), KeyDecisions), runOf([2]int{1, 28}), "2020-04-30"},
		{"general exception: until five clear days have elapsed", England, GeneralException, meets(t, cabinet, "2018-03-13", KeyDecisions, ShortKey), "6 7 8 9 12", "2018-03-05"},
	}, nil)
}

func TestACouncilsOwnCountingOfClearDays(t *testing.T) {
	t.Parallel()
	cases := []dated{
		{"every day counts for Council after Easter", England, Agenda, meets(t, council.FullCouncil, "2018-04-05"), "31 1 2 3 4", "2018-03-30"},
		{"every day counts for a summons in Wales", Wales, Summons, meets(t, council.FullCouncil, "2018-04-05"), "2 3 4", "2018-04-01"},
	}
	runDated(t, cases, func(c *Customs) { c.Counting = map[RuleID]Counting{Agenda: CalendarDays, Summons: CalendarDays} })
	runDated(t, []dated{
		{"28 clear days by working days", England, KeyNotice, meets(t, council.Cabinet, "2018-03-13", KeyDecisions),
			"1 2 5 6 7 8 9 12 13 14 15 16 19 20 21 22 23 26 27 28 1 2 5 6 7 8 9 12", "2018-01-31"},
	}, func(c *Customs) { c.Counting = map[RuleID]Counting{KeyNotice: WorkingDays} })
	runDated(t, []dated{
		{"a constitution that gives seven clear days", England, Agenda, meets(t, council.Scrutiny, "2018-03-13"), "2 5 6 7 8 9 12", "2018-03-01"},
	}, func(c *Customs) { c.Lengths[Agenda] = 7 })
	runDated(t, []dated{
		{"offices closed between Christmas and New Year", England, Agenda, meets(t, council.Scrutiny, "2026-01-07"), "22 23 24 5 6", "2025-12-19"},
	}, func(c *Customs) {
		for _, s := range []string{"2025-12-29", "2025-12-30", "2025-12-31", "2026-01-02"} {
			c.Days = append(c.Days, OwnDay{Day: day(t, s)})
		}
	})
	runDated(t, []dated{
		{"a bank holiday that the council says counts", England, Agenda, meets(t, council.Scrutiny, "2018-05-08"), "1 2 3 4 7", "2018-04-30"},
	}, func(c *Customs) { c.Days = []OwnDay{{Day: day(t, "2018-05-07"), Counts: true}} })
}

func TestTimesAfterAnEvent(t *testing.T) {
	t.Parallel()
	on := func(e Event, s string, f ...Feature) Matter { return On(e, day(t, s), f...) }
	runDated(t, []dated{
		{"called in within five working days of publication", England, CallIn, on(Published, "2018-03-15"), "16 19 20 21 22", "2018-03-22"},
		{"called in, over Easter", England, CallIn, on(Published, "2018-03-28"), "29 3 4 5 6", "2018-04-06"},
		{"called in, over Christmas and New Year", England, CallIn, on(Published, "2018-12-21"), "24 27 28 31 2", "2019-01-02"},
		{"called in, in Wales", Wales, CallIn, on(Published, "2022-06-01"), "6 7 8 9 10", "2022-06-10"},
		{"a statement of the executive's decision within two working days", England, DecisionStatement, meets(t, council.Cabinet, "2018-03-13"), "14 15", "2018-03-15"},
		{"an officer's record, over Easter", England, OfficerRecord, on(DecisionMade, "2018-03-29", Delegated), "3 4", "2018-04-04"},
		{"no later than 10 clear days after the executive receives the request", England, ScrutinyRequest, on(Requested, "2018-03-13"), runOf([2]int{14, 23}), "2018-03-23"},
		{"before the end of seven working days beginning with the day of the meeting", Wales, DecisionNote, meets(t, council.FullCouncil, "2021-05-04"), "4 5 6 7 10 11 12", "2021-05-12"},
		{"a statement of the executive's decision, in Wales", Wales, DecisionStatement, meets(t, council.Cabinet, "2018-03-29"), "3 4", "2018-04-04"},
		{"a note of decisions in Wales, over Christmas", Wales, DecisionNote, meets(t, council.FullCouncil, "2022-12-22"), "22 23 28 29 30 3 4", "2023-01-04"},
		{"before the end of 28 days beginning with the day on which the person becomes a member", England, InterestsOffice, on(TookOffice, "2018-05-07"), runOf([2]int{7, 31}, [2]int{1, 3}), "2018-06-03"},
		{"before the end of 28 days beginning with the date of the disclosure", England, InterestsDisclosed, on(Disclosed, "2022-02-01"), runOf([2]int{1, 28}), "2022-02-28"},
		{"a disclosure in a leap year", England, InterestsDisclosed, on(Disclosed, "2024-02-02"), runOf([2]int{2, 29}), "2024-02-29"},
		{"a period of six consecutive months from the date of the last attendance", England, SixMonths, on(Attended, "2018-01-13"), "", "2018-07-13"},
		{"six months to a shorter month, in a leap year", England, SixMonths, on(Attended, "2023-08-31"), "", "2024-02-29"},
		{"six months to a shorter month", Wales, SixMonths, on(Attended, "2022-08-30"), "", "2023-02-28"},
		{"crime and disorder reviewed no less than once in every twelve months", England, CrimeReview, on(Reviewed, "2018-02-26"), "", "2019-02-26"},
		{"twelve months from a leap day", England, CrimeReview, on(Reviewed, "2024-02-29"), "", "2025-02-28"},
		{"crime and disorder reviewed, in Wales", Wales, CrimeReview, on(Reviewed, "2009-10-01"), "", "2010-10-01"},
		{"a responsible body answers within 28 days of the date of submission", England, CrimeResponse, on(Submitted, "2018-02-26"), runOf([2]int{27, 28}, [2]int{1, 26}), "2018-03-26"},
		{"the partnership's plan is revised yearly", England, PlanRevised, on(PlanAdopted, "2018-04-05"), "", "2019-04-05"},
		{"grants of a financial year within a month of it", England, GrantsPublished, on(YearEnded, "2018-03-31"), "", "2018-04-30"},
		{"urgent decisions reported to Council at least yearly", England, UrgencyReport, on(Reported, "2018-05-17"), "", "2019-05-17"},
		{"minutes until the end of six years beginning with the date of the meeting", England, MinutesKept, meets(t, council.FullCouncil, "2018-04-05"), "", "2024-04-04"},
		{"minutes of 1 March, to a leap day", England, MinutesKept, meets(t, council.FullCouncil, "2018-03-01"), "", "2024-02-29"},
		{"minutes of a leap day", England, MinutesKept, meets(t, council.FullCouncil, "2024-02-29"), "", "2030-02-28"},
		{"minutes that remain accessible electronically, in Wales", Wales, MinutesKept, meets(t, council.FullCouncil, "2021-05-04"), "", "2027-05-03"},
		{"background papers four years beginning with the date of the meeting", England, BackgroundKept, meets(t, council.Scrutiny, "2018-02-26"), "", "2022-02-25"},
		{"the record of an executive decision six years", England, DecisionKept, meets(t, council.Cabinet, "2018-03-13"), "", "2024-03-12"},
	}, nil)
	runDated(t, []dated{
		{"call-in by calendar days", England, CallIn, on(Published, "2018-03-28"), "29 30 31 1 2", "2018-04-02"},
		{"a request answered within 10 working days", England, ScrutinyRequest, on(Requested, "2018-03-13"), "14 15 16 19 20 21 22 23 26 27", "2018-03-27"},
	}, func(c *Customs) { c.Counting = map[RuleID]Counting{CallIn: CalendarDays, ScrutinyRequest: WorkingDays} })
}

func TestWithin24HoursOfTheConclusionOfTheMeeting(t *testing.T) {
	t.Parallel()
	for ended, want := range map[time.Time]time.Time{
		day(t, "2018-03-13").At("20:15"): day(t, "2018-03-14").At("20:15"),
		day(t, "2018-03-24").At("20:15"): day(t, "2018-03-25").At("21:15"), // the clocks went forward in between
	} {
		a, err := Find(MembersAccess, Matter{Body: council.Cabinet, At: ended}, Usual(England))
		if err != nil || !a.Moment.Equal(want) || a.Last != council.DayOf(want) {
			t.Errorf("after %v: %v on %s, want %v (%v)", ended, a.Moment, a.Last, want, err)
		}
	}
}

func TestAsSoonAsPracticableHasNoLastDay(t *testing.T) {
	t.Parallel()
	c := Usual(England)
	c.Lengths[DecisionStatement] = 0
	for id, m := range map[RuleID]Matter{SpecialUrgency: On(UrgencyAgreed, day(t, "2018-03-09")), BalanceReview: On(GroupsChanged, day(t, "2018-05-17")),
		DecisionStatement: meets(t, council.Cabinet, "2018-03-13")} {
		a, err := Find(id, m, c)
		if err != nil || !a.Last.IsZero() || a.At(day(t, "2030-01-01").Start(), 5).Standing != Practicable {
			t.Errorf("%s: %+v (%v)", id, a, err)
		}
	}
}

func TestConvenedAtShorterNotice(t *testing.T) {
	t.Parallel()
	m := meets(t, council.FullCouncil, "2018-03-13")
	m.Convened = day(t, "2018-03-08")
	for id, want := range map[RuleID]string{Notice: "2018-03-08", Agenda: "2018-03-08", Summons: "2018-03-05"} {
		a, err := Find(id, m, Usual(England))
		if err != nil || a.Last.String() != want || a.Shorter != (want == "2018-03-08") || len(a.Counted) != 5 {
			t.Errorf("%s: %s, shorter %v, want %s (%v)", id, a.Last, a.Shorter, want, err)
		}
	}
}

func TestTheStatutoryClockOfACabinetMeeting(t *testing.T) {
	t.Parallel()
	var got []string
	m := meets(t, council.Cabinet, "2018-03-13", PrivateItems, KeyDecisions).With(UrgencyAgreed, day(t, "2018-03-09"))
	for _, a := range Clock(m, Usual(England)) {
		got = append(got, string(a.Rule.ID)+" "+a.Last.String())
	}
	want := []string{"private-first 2018-02-12", "key-notice 2018-02-12", "executive-notice 2018-03-05", "executive-agenda 2018-03-05",
		"members-papers 2018-03-05", "private-second 2018-03-05", "special-urgency ", "decision-statement 2018-03-15", "decision-kept 2024-03-12"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWhatARuleIsNotAbout(t *testing.T) {
	t.Parallel()
	for words, c := range map[string]dated{
		"key decisions in Wales":                      {nation: Wales, rule: KeyNotice, matter: meets(t, council.Cabinet, "2018-03-13", KeyDecisions)},
		"key decisions before the regulations":        {nation: England, rule: KeyNotice, matter: meets(t, council.Cabinet, "2012-09-09", KeyDecisions)},
		"a meeting without private items":             {nation: England, rule: PrivateFirst, matter: meets(t, council.Cabinet, "2018-03-13")},
		"the Act of 1972 and the executive":           {nation: England, rule: Agenda, matter: meets(t, council.Cabinet, "2018-03-13")},
		"the Act of 1972 and a partnership":           {nation: England, rule: Notice, matter: meets(t, council.PartnershipBody, "2018-03-13")},
		"a summons to a committee":                    {nation: England, rule: Summons, matter: meets(t, council.Scrutiny, "2018-03-13")},
		"call-in of what is excepted":                 {nation: England, rule: CallIn, matter: On(Published, day(t, "2018-04-06"), NotCalledIn)},
		"a decision whose day is not known":           {nation: England, rule: KeyNotice, matter: Matter{Body: council.Cabinet, Features: []Feature{KeyDecisions}}},
		"an executive's decision note is not Wales's": {nation: Wales, rule: DecisionNote, matter: meets(t, council.Cabinet, "2022-03-15")},
	} {
		if a, err := Find(c.rule, c.matter, Usual(c.nation)); !errors.Is(err, council.ErrNotFound) {
			t.Errorf("%s: %+v (%v)", words, a, err)
		}
	}
}
