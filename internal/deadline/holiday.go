package deadline

import (
	"fmt"
	"slices"
	"time"

	"moothall/internal/council"
)

// Nation is the part of the United Kingdom whose law a council is under.
type Nation string

// The nations whose law is known here.
const (
	England Nation = "england"
	Wales   Nation = "wales"
)

// Check says whether the nation is one whose law is known here; the error is council.ErrInvalid.
func (n Nation) Check() error {
	if n == England || n == Wales {
		return nil
	}
	return fmt.Errorf("%q is not a nation whose law is known here: %w", string(n), council.ErrInvalid)
}

// HolidayName is which bank holiday a day is.
type HolidayName string

// The bank holidays that return every year, and those that were proclaimed once.
const (
	NewYear       HolidayName = "new-year"
	GoodFriday    HolidayName = "good-friday"
	EasterMonday  HolidayName = "easter-monday"
	EarlyMay      HolidayName = "early-may"
	SpringHoliday HolidayName = "spring"
	SummerHoliday HolidayName = "summer"
	ChristmasDay  HolidayName = "christmas"
	BoxingDay     HolidayName = "boxing"

	RoyalWedding    HolidayName = "royal-wedding"
	Millennium      HolidayName = "millennium"
	GoldenJubilee   HolidayName = "golden-jubilee"
	DiamondJubilee  HolidayName = "diamond-jubilee"
	PlatinumJubilee HolidayName = "platinum-jubilee"
	StateFuneral    HolidayName = "state-funeral"
	Coronation      HolidayName = "coronation"
)

// Holiday is a bank holiday.
type Holiday struct {
	Day        council.Day
	Name       HolidayName
	Substitute bool // a weekday in place of a day that fell on a weekend
}

// firstYear is the first year of which the bank holidays are known here: since then there has
// been one in early May.
const firstYear = 1978

// proclaimed are the bank holidays, in England and Wales alike, that no rule gives: those held
// once, and those that were moved in one year. A row with the name of a yearly holiday moves it.
// Source: the royal proclamations under the Banking and Financial Dealings Act 1971 s1, as
// gov.uk lists them.
var proclaimed = []Holiday{
	{Day: council.NewDay(1981, time.July, 29), Name: RoyalWedding},
	{Day: council.NewDay(1995, time.May, 8), Name: EarlyMay},
	{Day: council.NewDay(1999, time.December, 31), Name: Millennium},
	{Day: council.NewDay(2002, time.June, 3), Name: GoldenJubilee},
	{Day: council.NewDay(2002, time.June, 4), Name: SpringHoliday},
	{Day: council.NewDay(2011, time.April, 29), Name: RoyalWedding},
	{Day: council.NewDay(2012, time.June, 4), Name: SpringHoliday},
	{Day: council.NewDay(2012, time.June, 5), Name: DiamondJubilee},
	{Day: council.NewDay(2020, time.May, 8), Name: EarlyMay},
	{Day: council.NewDay(2022, time.June, 2), Name: SpringHoliday},
	{Day: council.NewDay(2022, time.June, 3), Name: PlatinumJubilee},
	{Day: council.NewDay(2022, time.September, 19), Name: StateFuneral},
	{Day: council.NewDay(2023, time.May, 8), Name: Coronation},
}

// BankHolidays are the bank holidays of a year, in order of days; none before 1978. England and
// Wales keep the same ones. A day that is proclaimed after this was written is the council's own
// to add, as an OwnDay.
func BankHolidays(year int) []Holiday {
	if year < firstYear {
		return nil
	}
	var all []Holiday
	moved := map[HolidayName]bool{}
	for _, h := range proclaimed {
		if h.Day.Year() == year {
			all, moved[h.Name] = append(all, h), true
		}
	}
	for _, h := range yearly(year) {
		if !moved[h.Name] {
			all = append(all, h)
		}
	}
	slices.SortFunc(all, func(a, b Holiday) int { return a.Day.Compare(b.Day) })
	return all
}

// yearly are the holidays of the year by rule, as if none had been moved.
func yearly(year int) []Holiday {
	easter := Easter(year)
	christmas, boxing := council.NewDay(year, time.December, 25), council.NewDay(year, time.December, 26)
	return []Holiday{
		substitute(NewYear, council.NewDay(year, time.January, 1), 2, 1),
		{Day: easter.Add(-2), Name: GoodFriday},
		{Day: easter.Add(1), Name: EasterMonday},
		{Day: firstMonday(year, time.May), Name: EarlyMay},
		{Day: lastMonday(year, time.May), Name: SpringHoliday},
		{Day: lastMonday(year, time.August), Name: SummerHoliday},
		substitute(ChristmasDay, christmas, 2, 2), // on a Sunday, Boxing Day has the Monday
		substitute(BoxingDay, boxing, 2, 2),       // on a Sunday, Christmas Day has the Monday
	}
}

// substitute is the holiday on its day, or so many days later where that is a Saturday or Sunday.
func substitute(name HolidayName, day council.Day, afterSaturday, afterSunday int) Holiday {
	switch day.Weekday() {
	case time.Saturday:
		return Holiday{Day: day.Add(afterSaturday), Name: name, Substitute: true}
	case time.Sunday:
		return Holiday{Day: day.Add(afterSunday), Name: name, Substitute: true}
	default:
		return Holiday{Day: day, Name: name}
	}
}

func firstMonday(year int, month time.Month) council.Day {
	first := council.NewDay(year, month, 1)
	return first.Add((int(time.Monday) - int(first.Weekday()) + 7) % 7)
}

func lastMonday(year int, month time.Month) council.Day {
	last := council.NewDay(year, month+1, 0)
	return last.Add(-((int(last.Weekday()) - int(time.Monday) + 7) % 7))
}

// Easter is Easter Sunday of a year in the Gregorian calendar: the Sunday after the full moon,
// as the calendar reckons it, on or after 21 March (Calendar (New Style) Act 1750).
func Easter(year int) council.Day {
	golden, century := year%19, year/100
	skippedLeaps := century - century/4
	moonShift := (8*century + 13) / 25
	epact := (19*golden + skippedLeaps - moonShift + 15) % 30
	// Two dates of the full moon are set a day earlier, so that it is never later than 18 April.
	if epact == 29 || epact == 28 && golden > 10 {
		epact--
	}
	moon := council.NewDay(year, time.March, 21+epact)
	return moon.Add(7 - int(moon.Weekday()))
}

// OwnDay is a day that a council counts otherwise than the table of bank holidays: one on which
// it is closed, a bank holiday proclaimed since, or one that was moved away and counts after all.
type OwnDay struct {
	Day    council.Day  `json:"day"`
	Name   council.Text `json:"name,omitzero"` // why, for whoever checks the arithmetic
	Counts bool         `json:"counts,omitempty"`
}

// SkipKind is why a day does not count in working-day counting.
type SkipKind string

// Reasons for which a day does not count.
const (
	Weekend     SkipKind = "weekend"
	BankHoliday SkipKind = "bank-holiday"
	Closed      SkipKind = "closed" // by the council's own table
)

// Skip is a day that was not counted, and why.
type Skip struct {
	Day     council.Day
	Kind    SkipKind
	Holiday Holiday      // of a BankHoliday
	Name    council.Text // of a Closed day, may be empty
}

// Calendar says which days count as working days of a council.
type Calendar struct{ own []OwnDay }

// NewCalendar is the calendar of bank holidays with the council's own days, which go before.
func NewCalendar(own []OwnDay) Calendar {
	sorted := slices.Clone(own)
	slices.SortStableFunc(sorted, func(a, b OwnDay) int { return a.Day.Compare(b.Day) })
	return Calendar{own: sorted}
}

// Skips says whether the day is not a working day, and why.
func (c Calendar) Skips(d council.Day) (Skip, bool) {
	if i, ok := slices.BinarySearchFunc(c.own, d, func(o OwnDay, d council.Day) int { return o.Day.Compare(d) }); ok {
		return Skip{Day: d, Kind: Closed, Name: c.own[i].Name}, !c.own[i].Counts
	}
	if d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		return Skip{Day: d, Kind: Weekend}, true
	}
	holidays := BankHolidays(d.Year())
	if i, ok := slices.BinarySearchFunc(holidays, d, func(h Holiday, d council.Day) int { return h.Day.Compare(d) }); ok {
		return Skip{Day: d, Kind: BankHoliday, Holiday: holidays[i]}, true
	}
	return Skip{}, false
}

// IsWorking says whether the day counts in working-day counting.
func (c Calendar) IsWorking(d council.Day) bool {
	_, skips := c.Skips(d)
	return !skips
}
