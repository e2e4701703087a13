package diary

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moothall/internal/council"
	"moothall/internal/deadline"
)

func day(t testing.TB, s string) council.Day {
	t.Helper()
	d, err := council.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func spell(t testing.TB, from, to string) council.Spell {
	t.Helper()
	return council.Spell{From: day(t, from), To: day(t, to)}
}

// theYear is the municipal year from the annual meeting on 21 May 2026 to the day before the next.
func theYear(t testing.TB) Year {
	t.Helper()
	return Year{Spell: spell(t, "2026-05-21", "2027-05-19"), Breaks: []Break{
		{"school holidays", spell(t, "2026-07-22", "2026-08-31")}, {"school holidays", spell(t, "2026-10-26", "2026-10-30")},
		{"school holidays", spell(t, "2026-12-21", "2027-01-01")}, {"recess", spell(t, "2026-08-01", "2026-08-31")}}}
}

// short writes days as "26 May, 23 Jun" for the eye.
func short(days []council.Day) string {
	var all []string
	for _, d := range days {
		all = append(all, d.Time().Format("2 Jan"))
	}
	return strings.Join(all, ", ")
}

// The days were read off a paper calendar of 2026 and 2027.
func TestARuleIsExpandedOverAYear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rule, days, fallen string }{
		{"every fourth Tuesday but August",
			"26 May, 23 Jun, 28 Jul, 22 Sep, 27 Oct, 24 Nov, 22 Dec, 26 Jan, 23 Feb, 23 Mar, 27 Apr", "25 Aug month"},
		{"second and last Thursday of the month at 6pm", "28 May, 11 Jun, 25 Jun, 9 Jul, 30 Jul, 13 Aug, 27 Aug, 10 Sep, 24 Sep, 8 Oct, 29 Oct, 12 Nov, 26 Nov, " +
			"10 Dec, 31 Dec, 14 Jan, 28 Jan, 11 Feb, 25 Feb, 11 Mar, 25 Mar, 8 Apr, 29 Apr, 13 May", ""},
		{"every six weeks on a Wednesday from 4 June", "10 Jun, 22 Jul, 2 Sep, 14 Oct, 25 Nov, 6 Jan, 17 Feb, 31 Mar, 12 May", ""},
		{"the first Monday of every month, not on bank holidays: move to next day",
			"1 Jun, 6 Jul, 3 Aug, 7 Sep, 5 Oct, 2 Nov, 7 Dec, 4 Jan, 1 Feb, 1 Mar, 5 Apr, 4 May", ""},
		{"last Monday of each month; bank holidays: skip; not in school holidays", "29 Jun, 28 Sep, 30 Nov, 25 Jan, 22 Feb, 26 Apr",
			"25 May holiday, 27 Jul break, 31 Aug break, 26 Oct break, 28 Dec break, 29 Mar holiday"},
		{"the fifth Wednesday", "29 Jul, 30 Sep, 30 Dec, 31 Mar", ""},
		{"21 May, 16 July and 5 November 2026", "21 May, 16 Jul, 5 Nov", ""},
		{"Quarterly on the second Tuesday from June", "9 Jun, 8 Sep, 8 Dec, 9 Mar", ""},
		{"every 2 months on the first Wednesday from July until February", "1 Jul, 2 Sep, 4 Nov, 6 Jan", ""},
		{"fortnightly on Mondays and Thursdays from 1 September until 30 September", "3 Sep, 7 Sep, 17 Sep, 21 Sep", ""},
		{"every other Friday from 1 January 2027 until 12 February 2027, on bank holidays a week later", "8 Jan, 15 Jan, 29 Jan, 12 Feb", ""},
		{"Mondays and Tuesdays from 1 May until 5 May, bank holidays move to the next day", "4 May", "4 May taken"},
		{"on 25 December; if a bank holiday, the day before", "24 Dec", ""},
		{"first Monday of June, September and March", "1 Jun, 7 Sep, 1 Mar", "6 Jul month, 3 Aug month, 5 Oct month, 2 Nov month, 7 Dec month, 4 Jan month, 1 Feb month, 5 Apr month, 3 May month"},
		{"every Wednesday from 1 August until 12 September, not in August or on 9 September", "2 Sep", "5 Aug month, 12 Aug month, 19 Aug month, 26 Aug month, 9 Sep date"},
		{"second Tuesday from 20 June until August", "14 Jul, 11 Aug", ""},
		{"3 May 2027", "3 May", ""},
	} {
		r, err := Parse(c.rule, "school holidays", "recess")
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		places, fallen := r.Expand(theYear(t))
		var days []council.Day
		for _, p := range places {
			days = append(days, p.Day)
			if (p.Day == p.Ruled) != (p.Moved.Why == "") {
				t.Errorf("%s: from %s to %s because %q", c.rule, p.Ruled, p.Day, p.Moved.Why)
			}
		}
		var fell []string
		for _, f := range fallen {
			fell = append(fell, short([]council.Day{f.Day})+" "+string(f.Because.Why))
		}
		if diff := cmp.Diff(c.days, short(days)); diff != "" {
			t.Errorf("%s (read as %q): days\n%s", c.rule, r, diff)
		}
		if diff := cmp.Diff(c.fallen, strings.Join(fell, ", ")); diff != "" {
			t.Errorf("%s (read as %q): fallen\n%s", c.rule, r, diff)
		}
	}
}

func TestAMeetingMovedOutOfTheYearFallsAway(t *testing.T) {
	t.Parallel()
	r, err := Parse("first Monday of the month, not on bank holidays: next day")
	if err != nil {
		t.Fatal(err)
	}
	places, fallen := r.Expand(Year{Spell: spell(t, "2027-04-01", "2027-05-03")})
	if len(places) != 1 || len(fallen) != 1 || fallen[0].Because.Why != WhyYear {
		t.Errorf("%v, fallen %v", places, fallen)
	}
}

func TestARuleIsReadBackInOneForm(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"every fourth Tuesday but August":                "the fourth Tuesday of every month, not in August",
		"Every 2nd and 4th thurs, except Aug, 6.30pm":    "",
		"every 2nd and 4th thurs, except Aug, at 6.30pm": "the second Thursday and fourth Thursday of every month, not in August, at 18:30",
		"every 4 weeks on a Tuesday":                     "every 4 weeks on Tuesday",
		"Weekly on Mondays at 10 am":                     "every week on Monday, at 10:00",
		"first Monday and third Wednesday at noon":       "the first Monday and third Wednesday of every month, at 12:00",
		"on the 4th of June, and the 3rd of September":   "on 4 June and 3 September",
		"first Monday at 12pm":                           "the first Monday of every month, at 12:00",
		"first Monday at 12am":                           "the first Monday of every month, at 00:00",
		"last Friday until April":                        "the last Friday of every month until 30 April",
		"every month on the last Friday at 18:00":        "the last Friday of every month, at 18:00",
		"first Monday, not in the recess or in May":      "the first Monday of every month, not in May, not in recess",
	} {
		r, err := Parse(typed, "recess")
		if (err == nil) != (want != "") || err == nil && r.String() != want {
			t.Errorf("%s: read as %q, want %q (%v)", typed, r, want, err)
		}
	}
}

func TestWhatIsNotUnderstoodIsSaid(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]Misread{
		"":                                   {Wanted: WantPace},
		"whenever it suits":                  {Wanted: WantPace, Rest: "whenever it suits"},
		"every fourth Tuesaday of the month": {Wanted: WantWeekday, Rest: "Tuesaday of the month", Meant: "tuesday"},
		"every six weeks":                    {Wanted: WantWeekday},
		"first Monday but Agust":             {Wanted: WantMonths, Rest: "Agust", Meant: "august"},
		"first Monday but Julx":              {Wanted: WantMonths, Rest: "Julx", Meant: "july"},
		"first Monday not in half term":      {Wanted: WantMonths, Rest: "half term"},
		"first Monday at teatime":            {Wanted: WantTime, Rest: "teatime"},
		"first Monday at 18":                 {Wanted: WantTime, Rest: "18"},
		"first Monday at 25:00":              {Wanted: WantTime, Rest: "25:00"},
		"first Monday from Lammas":           {Wanted: WantDate, Rest: "Lammas"},
		"first Monday from 31 June":          {Wanted: WantDate, Rest: "31 June"},
		"first Monday, bank holidays shrug":  {Wanted: WantRemedy, Rest: "shrug"},
		"first Monday exept August":          {Wanted: WantClause, Rest: "exept August", Meant: "except"},
	} {
		_, err := Parse(typed)
		var got *Misread
		if !errors.As(err, &got) || !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%q: %v", typed, err)
			continue
		}
		if understood := strings.HasPrefix(typed, "first Monday"); understood != (got.Understood.Pace == ByMonth) {
			t.Errorf("%q: understood %q", typed, got.Understood)
		}
		got.Understood = Rule{}
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Errorf("%q:\n%s", typed, diff)
		}
	}
}

func anyRule(t *rapid.T) Rule {
	weekday := rapid.Map(rapid.IntRange(0, 6), func(n int) time.Weekday { return time.Weekday(n) })
	month := rapid.Map(rapid.IntRange(1, 12), func(n int) time.Month { return time.Month(n) })
	date := rapid.Custom(func(t *rapid.T) Date {
		return Date{Year: rapid.SampledFrom([]int{0, 2026, 2027}).Draw(t, "year"), Month: month.Draw(t, "month"), Day: rapid.IntRange(1, 28).Draw(t, "day")}
	})
	r := Rule{Pace: rapid.SampledFrom([]Pace{ByMonth, ByWeek, ByDate}).Draw(t, "pace"), Interval: 1}
	nth := func(ordinals ...int) []Nth {
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Nth {
			return Nth{Ordinal: rapid.SampledFrom(ordinals).Draw(t, "ordinal"), Weekday: weekday.Draw(t, "weekday")}
		}), 1, 3).Draw(t, "on")
	}
	switch r.Pace {
	case ByDate:
		r.Dates = rapid.SliceOfN(date, 1, 4).Draw(t, "dates")
	case ByWeek:
		r.Interval, r.On = rapid.IntRange(1, 12).Draw(t, "interval"), nth(0)
	case ByMonth:
		r.Interval, r.On = rapid.IntRange(1, 6).Draw(t, "interval"), nth(1, 2, 3, 4, 5, Last)
	}
	months := func(label string) []time.Month {
		return rapid.OneOf(rapid.Just[[]time.Month](nil), rapid.SliceOfN(month, 1, 3)).Draw(t, label)
	}
	r.NotIn = months("not in")
	if r.Pace != ByDate {
		r.In = months("in")
		r.From = rapid.OneOf(rapid.Just(Date{}), date).Draw(t, "from")
		r.Until = rapid.OneOf(rapid.Just(Date{}), date).Draw(t, "until")
	}
	r.NotFor = rapid.SampledFrom([][]string{nil, {"school holidays"}, {"school holidays", "recess"}}).Draw(t, "not for")
	r.NotOn = rapid.OneOf(rapid.Just[[]Date](nil), rapid.SliceOfN(date, 1, 2)).Draw(t, "not on")
	r.Holiday = rapid.SampledFrom([]Remedy{Stay, Skip, NextDay, DayBefore, WeekLater}).Draw(t, "holiday")
	r.At = rapid.SampledFrom([]council.Clock{"", "10:00", "18:30", "00:15"}).Draw(t, "at")
	return r
}

func TestARuleReadsItsOwnWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := anyRule(t)
		back, err := Parse(r.String(), "school holidays", "recess")
		if err != nil {
			t.Fatalf("%q: %v", r, err)
		}
		if diff := cmp.Diff(r, back); diff != "" {
			t.Fatalf("%q:\n%s", r, diff)
		}
	})
}

func TestPlacesAreInTheYearOnceEachAndNotWhereTheRuleForbids(t *testing.T) {
	t.Parallel()
	y := theYear(t)
	rapid.Check(t, func(t *rapid.T) {
		r := anyRule(t)
		places, fallen := r.Expand(y)
		seen := map[council.Day]bool{}
		for _, p := range places {
			if !y.Spell.Covers(p.Day) || seen[p.Day] || slices.Contains(r.NotIn, p.Day.Month()) {
				t.Fatalf("%q: %s, in the year %v, seen %v", r, p.Day, y.Spell.Covers(p.Day), seen[p.Day])
			}
			seen[p.Day] = true
			if skip, skips := y.Days.Skips(p.Day); skips && skip.Kind != deadline.Weekend && r.Holiday != Stay {
				t.Fatalf("%q: on %s, a holiday", r, p.Day)
			}
		}
		for _, f := range fallen {
			if f.Because.Why == "" {
				t.Fatalf("%q: %s fell away for no reason", r, f.Day)
			}
		}
	})
}

func TestWhateverIsTypedIsReadOrRefused(t *testing.T) {
	t.Parallel()
	words := []string{"every", "first", "Monday", "weeks", "2", "of", "the", "month", "not", "in", "on", "August", ",", "and", "from", "4", "June",
		"at", "6pm", "bank", "holidays", ":", "next", "day", "İ", "x"}
	rapid.Check(t, func(t *rapid.T) {
		typed := strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " ")
		r, err := Parse(typed)
		if err != nil {
			var m *Misread
			if !errors.As(err, &m) || !strings.HasSuffix(typed, m.Rest) {
				t.Fatalf("%q: %v", typed, err)
			}
			return
		}
		if again, err := Parse(r.String()); err != nil || again.String() != r.String() {
			t.Fatalf("%q was read as %q, and that as %q (%v)", typed, r, again, err)
		}
	})
}
