package deadline

import (
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"

	"moothall/internal/council"
)

func day(t testing.TB, s string) council.Day {
	t.Helper()
	d, err := council.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEasterIsWhereAlmanacsHaveIt(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"1954-04-18", "1981-04-19", "2000-04-23", "2002-03-31", "2008-03-23", "2011-04-24", "2016-03-27", "2018-04-01",
		"2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2030-04-21", "2038-04-25", "2049-04-18", "2076-04-19"} {
		want := day(t, s)
		if got := Easter(want.Year()); got != want {
			t.Errorf("Easter %d: %s, want %s", want.Year(), got, want)
		}
	}
}

// The library knows the yearly holidays, and not all that were proclaimed once. Where it differs
// from us is written down here, each with what is true by the proclamation.
func TestBankHolidaysAgreeWithTheLibraryButForWhatItLacks(t *testing.T) {
	t.Parallel()
	holidayAndLibraryMissesIt := map[string]bool{
		"2002-06-03": true, "2002-06-04": true, "2011-04-29": true, "2012-06-04": true, "2012-06-05": true, "2022-09-19": true,
		"2002-05-27": false, "2012-05-28": false, // moved to the jubilees, which the library does not know
	}
	library := cal.NewBusinessCalendar()
	library.AddHoliday(gb.Holidays...)
	ours := NewCalendar(nil)
	found := map[string]bool{}
	for d := council.NewDay(2000, time.January, 1); d.Year() <= 2030; d = d.Add(1) {
		if d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
			continue
		}
		_, theirs, _ := library.IsHoliday(d.Time())
		if own := !ours.IsWorking(d); own != theirs {
			found[d.String()] = own
		}
	}
	for d, own := range found {
		if want, known := holidayAndLibraryMissesIt[d]; !known || want != own {
			t.Errorf("%s: a holiday here: %v, and the library has it otherwise", d, own)
		}
	}
	if len(found) != len(holidayAndLibraryMissesIt) {
		t.Errorf("differs on %d days, want %d: %v", len(found), len(holidayAndLibraryMissesIt), found)
	}
}

func TestAHolidaySaysWhichItIs(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]Holiday{
		"2018-03-30": {Name: GoodFriday}, "2018-04-02": {Name: EasterMonday}, "2018-12-25": {Name: ChristmasDay},
		"2016-12-26": {Name: BoxingDay}, "2016-12-27": {Name: ChristmasDay, Substitute: true},
		"2021-12-27": {Name: ChristmasDay, Substitute: true}, "2021-12-28": {Name: BoxingDay, Substitute: true},
		"2020-12-28": {Name: BoxingDay, Substitute: true}, "2017-01-02": {Name: NewYear, Substitute: true},
		"2022-01-03": {Name: NewYear, Substitute: true}, "2020-05-08": {Name: EarlyMay}, "2022-06-02": {Name: SpringHoliday},
		"2022-06-03": {Name: PlatinumJubilee}, "2022-09-19": {Name: StateFuneral}, "2023-05-08": {Name: Coronation},
		"2023-05-01": {Name: EarlyMay}, "1999-12-31": {Name: Millennium}, "2011-04-29": {Name: RoyalWedding},
	} {
		want.Day = day(t, s)
		if skip, skips := NewCalendar(nil).Skips(want.Day); !skips || skip.Kind != BankHoliday || skip.Holiday != want {
			t.Errorf("%s: %+v, %v, want %+v", s, skip, skips, want)
		}
	}
	for _, s := range []string{"2002-05-27", "2012-05-28", "2020-05-04", "2022-05-30", "2018-04-03"} {
		if !NewCalendar(nil).IsWorking(day(t, s)) {
			t.Errorf("%s does not count, though the holiday was moved away from it or there is none", s)
		}
	}
	if BankHolidays(1977) != nil {
		t.Error("holidays are given for a year of which none are known")
	}
}

func TestACouncilsOwnDaysGoBeforeTheTable(t *testing.T) {
	t.Parallel()
	closed := council.Text{En: "Offices closed", Cy: "Swyddfeydd ar gau"}
	c := NewCalendar([]OwnDay{{Day: day(t, "2026-06-15"), Name: closed}, {Day: day(t, "2026-05-04"), Counts: true}})
	if skip, skips := c.Skips(day(t, "2026-06-15")); !skips || skip.Kind != Closed || skip.Name != closed {
		t.Errorf("a day of the council's own: %+v, %v", skip, skips)
	}
	if !c.IsWorking(day(t, "2026-05-04")) {
		t.Error("a bank holiday that the council says counts does not count")
	}
}
