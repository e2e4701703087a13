package deadline

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"moothall/internal/council"
)

func TestHowATimeStands(t *testing.T) {
	t.Parallel()
	agenda, err := Find(Agenda, meets(t, council.FullCouncil, "2018-04-05"), Usual(England)) // by Monday 26 March
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		now  time.Time
		want Standing
		days int
	}{
		{day(t, "2018-03-18").At("12:00"), InTime, 8},
		{day(t, "2018-03-19").At("00:00"), Due, 7},
		{day(t, "2018-03-26").At("23:59"), Due, 0},
		{day(t, "2018-03-27").At("00:00"), Late, -1}, // summer time has begun: it is 23:00 on the 26th in UTC
	} {
		if v := agenda.At(c.now.UTC(), 7); v.Standing != c.want || v.Days != c.days {
			t.Errorf("at %v: %+v, want %s with %d days", c.now, v, c.want, c.days)
		}
	}
	if left := agenda.At(day(t, "2018-03-26").At("22:30"), 7).Left; left != 90*time.Minute {
		t.Errorf("%v left, want an hour and a half", left)
	}
}

func TestALastDayEndsWhenTheOfficesClose(t *testing.T) {
	t.Parallel()
	c := Usual(England)
	c.Closes = "17:00"
	a, err := Find(CallIn, On(Published, day(t, "2018-03-15")), c)
	if err != nil {
		t.Fatal(err)
	}
	if at := day(t, "2018-03-22").At("17:00"); a.At(at.Add(-time.Minute), 7).Standing != Due || a.At(at, 7).Standing != Late {
		t.Errorf("the last day ends at %v", a.Moment)
	}
}

func TestWhatIsKeptMayGoWhenItsTimeIsOver(t *testing.T) {
	t.Parallel()
	a, err := Find(MinutesKept, meets(t, council.FullCouncil, "2018-04-05"), Usual(England))
	if err != nil {
		t.Fatal(err)
	}
	if a.At(day(t, "2024-04-04").At("23:59"), 7).Standing != Kept || a.At(day(t, "2024-04-05").Start(), 7).Standing != Over {
		t.Errorf("kept until %s", a.Last)
	}
}

func TestHowManyClearDaysShort(t *testing.T) {
	t.Parallel()
	a, err := Find(Agenda, meets(t, council.FullCouncil, "2018-04-05"), Usual(England)) // clear: 27, 28, 29 March, 3, 4 April
	if err != nil {
		t.Fatal(err)
	}
	for done, want := range map[string]int{"2018-03-20": 0, "2018-03-26": 0, "2018-03-27": 1, "2018-03-29": 3, "2018-03-30": 4,
		"2018-04-02": 4, "2018-04-03": 4, "2018-04-04": 5, "2018-04-05": 5, "2018-04-06": 5} {
		if got := a.Short(day(t, done)); got != want {
			t.Errorf("published on %s: %d days short, want %d", done, got, want)
		}
	}
}

func TestTheEarliestMeeting(t *testing.T) {
	t.Parallel()
	m := meets(t, council.FullCouncil, "2018-01-01")
	for done, want := range map[string]string{"2018-03-26": "2018-04-05", "2018-03-25": "2018-04-05", "2018-03-23": "2018-04-04", "2018-03-05": "2018-03-13"} {
		if got, err := Earliest(Agenda, m, day(t, done), Usual(England)); err != nil || got.String() != want {
			t.Errorf("published on %s, for a meeting on %s, want %s (%v)", done, got, want, err)
		}
	}
	if _, err := Earliest(KeyNotice, m, day(t, "2018-03-26"), Usual(Wales)); !errors.Is(err, council.ErrNotFound) {
		t.Errorf("a rule that does not apply: %v", err)
	}
}

func TestCustomsThatAreNotLawfulAreRefused(t *testing.T) {
	t.Parallel()
	for words, change := range map[string]func(*Customs){
		"four clear days in England":    func(c *Customs) { c.Lengths[Agenda] = 4 },
		"a longer time to answer":       func(c *Customs) { c.Lengths[ScrutinyRequest] = 11 },
		"minutes for five years":        func(c *Customs) { c.Lengths[MinutesKept] = 5 },
		"counting that statute settles": func(c *Customs) { c.Counting = map[RuleID]Counting{InterestsOffice: WorkingDays} },
		"a way of counting unheard of":  func(c *Customs) { c.Counting = map[RuleID]Counting{Agenda: "lunar"} },
		"a rule unheard of":             func(c *Customs) { c.Lengths["x"] = 3 },
		"another nation":                func(c *Customs) { c.Nation = "scotland" },
		"no time of day":                func(c *Customs) { c.Closes = "5pm" },
		"a warning after the last day":  func(c *Customs) { c.Soon = -1 },
		"a day twice": func(c *Customs) {
			c.Days = []OwnDay{{Day: council.NewDay(2026, 1, 2)}, {Day: council.NewDay(2026, 1, 2)}}
		},
	} {
		c := Usual(England)
		change(&c)
		if err := c.Check(); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%s: %v", words, err)
		}
	}
	c := Usual(Wales)
	c.Lengths[Agenda], c.Lengths[MinutesKept], c.Counting = 4, 10, map[RuleID]Counting{Notice: CalendarDays}
	if err := c.Check(); err != nil {
		t.Errorf("better than statute: %v", err)
	}
}

// Each rule is whole, and no two are for the same matter on the same day.
func TestRulesAreWhole(t *testing.T) {
	t.Parallel()
	all := Rules()
	for i, r := range all {
		if r.Statute == "" || len(r.Nations) == 0 || r.InForce.From.IsZero() || r.Act == "" || r.From == "" || r.Way == "" || r.Unit == "" ||
			r.Missed == "" || r.Certainty == "" {
			t.Errorf("rule %d lacks something: %+v", i, r)
		}
		if r.Length == 0 && r.Way == Before || (r.Unit == Days || r.Unit == ClearDays) && r.Counting == "" {
			t.Errorf("rule %d counts nothing: %+v", i, r)
		}
		for _, o := range r.Overrides {
			if o.Rule != "" && !slices.ContainsFunc(all, func(r Rule) bool { return r.ID == o.Rule }) {
				t.Errorf("%s: override %s stands on the rule %q, which there is not", r.ID, o.ID, o.Rule)
			}
		}
		for _, other := range all[:i] {
			sameNation := slices.ContainsFunc(r.Nations, func(n Nation) bool { return slices.Contains(other.Nations, n) })
			if other.ID == r.ID && sameNation && (other.InForce.Covers(r.InForce.From) || r.InForce.Covers(other.InForce.From)) {
				t.Errorf("%s is in force twice: %s and %s", r.ID, other.Statute, r.Statute)
			}
		}
	}
}

// anyNotice is a rule that runs before its event, for a meeting between 2016 and 2030, with either
// counting and perhaps days of the council's own.
func anyNotice(t *rapid.T) (RuleID, Matter, Customs) {
	c := Usual(rapid.SampledFrom([]Nation{England, Wales}).Draw(t, "nation"))
	body := rapid.SampledFrom([]council.BodyKind{council.FullCouncil, council.Cabinet, council.Scrutiny}).Draw(t, "body")
	m := Meeting(body, anyDay(t), PrivateItems, KeyDecisions, ShortKey)
	var ids []RuleID
	for _, r := range Rules() {
		if r.Way == Before && r.Applies(m, c.Nation) {
			ids = append(ids, r.ID)
		}
	}
	id := rapid.SampledFrom(ids).Draw(t, "rule")
	c.Counting = map[RuleID]Counting{id: rapid.SampledFrom([]Counting{WorkingDays, CalendarDays}).Draw(t, "counting")}
	for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(-40, 5), 0, 10, func(n int) int { return n }).Draw(t, "own days") {
		c.Days = append(c.Days, OwnDay{Day: m.Days[MeetingHeld].Add(n), Counts: rapid.Bool().Draw(t, "counts")})
	}
	return id, m, c
}

func anyDay(t *rapid.T) council.Day {
	return council.NewDay(2016, time.January, rapid.IntRange(1, 15*365).Draw(t, "day"))
}

func mustFind(t *rapid.T, id RuleID, m Matter, c Customs) Answer {
	a, err := Find(id, m, c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestEveryDayBetweenIsCountedOrSaidWhyNot(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id, m, c := anyNotice(t)
		a, calendar := mustFind(t, id, m, c), NewCalendar(c.Days)
		if len(a.Counted) != a.Length {
			t.Fatalf("%d days counted, want %d", len(a.Counted), a.Length)
		}
		if a.Counting == WorkingDays && !calendar.IsWorking(a.Last) {
			t.Fatalf("the last day %s does not count", a.Last)
		}
		for d := a.Last.Add(1); d.Before(a.From); d = d.Add(1) {
			counts := a.Counting == CalendarDays || calendar.IsWorking(d)
			counted := slices.Contains(a.Counted, d)
			skipped := slices.ContainsFunc(a.Skipped, func(s Skip) bool { return s.Day == d })
			if counted != counts || skipped == counts {
				t.Fatalf("%s: counts %v, counted %v, skipped %v", d, counts, counted, skipped)
			}
		}
	})
}

func TestALaterMeetingIsNeverDueEarlier(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id, m, c := anyNotice(t)
		held := m.Days[MeetingHeld].Add(rapid.IntRange(1, 60).Draw(t, "later"))
		later := m.With(MeetingHeld, held).With(DecisionMade, held)
		if a, b := mustFind(t, id, m, c), mustFind(t, id, later, c); b.Last.Before(a.Last) {
			t.Fatalf("for the meeting on %s by %s, for that on %s by %s", a.From, a.Last, b.From, b.Last)
		}
	})
}

func TestTheEarliestMeetingIsInTimeAndTheDayBeforeItIsNot(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id, m, c := anyNotice(t)
		done := m.Days[MeetingHeld]
		first, err := Earliest(id, m, done, c)
		if err != nil {
			t.Fatal(err)
		}
		at := func(d council.Day) Answer { return mustFind(t, id, m.With(MeetingHeld, d).With(DecisionMade, d), c) }
		if last := at(first).Last; last.Before(done) {
			t.Fatalf("done on %s, for %s, which needs it by %s", done, first, last)
		}
		if last := at(first.Add(-1)).Last; !last.Before(done) {
			t.Fatalf("done on %s, and %s would do: it needs it by %s", done, first.Add(-1), last)
		}
	})
}

func TestWorkingDaysNeverGiveLessNotice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id, m, c := anyNotice(t)
		c.Counting[id] = WorkingDays
		working := mustFind(t, id, m, c)
		c.Counting[id] = CalendarDays
		if every := mustFind(t, id, m, c); every.Last.Before(working.Last) {
			t.Fatalf("%s by every day, %s by working days", every.Last, working.Last)
		}
	})
}

func TestShortIsNothingToTheLastDayAndGrows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id, m, c := anyNotice(t)
		a := mustFind(t, id, m, c)
		if a.Short(a.Last) != 0 || a.Short(a.Last.Add(1)) != 1 || a.Short(a.From) != a.Length {
			t.Fatalf("short by %d on the last day, %d on the next, %d on the day itself", a.Short(a.Last), a.Short(a.Last.Add(1)), a.Short(a.From))
		}
		for d := a.Last; d.Before(a.From); d = d.Add(1) {
			if a.Short(d.Add(1)) < a.Short(d) {
				t.Fatalf("less short on %s than the day before", d.Add(1))
			}
		}
	})
}
