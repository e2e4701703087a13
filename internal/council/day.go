package council

import (
	"fmt"
	"strings"
	"time"
)

// Day is a calendar day without a time or a zone, as a council dates its meetings. The zero Day
// means "not known" or, at the end of a spell, "still".
type Day struct{ year, month, day int16 }

// NewDay makes a Day of a year, month and day of month; out-of-range values roll over as in
// time.Date.
func NewDay(year int, month time.Month, day int) Day {
	return DayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DayOf is the calendar day of t in t's own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{int16(y), int16(m), int16(d)}
}

// ParseDay reads "2018-04-05". Any other form is an error.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("%q is not a day: write it as 2018-04-05: %w", s, ErrInvalid)
	}
	return DayOf(t), nil
}

// IsZero says whether the day is unknown.
func (d Day) IsZero() bool { return d == Day{} }

// Time is midnight at the start of the day, UTC; the zero time for the zero Day.
func (d Day) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// Year is the calendar year, 0 for the zero Day.
func (d Day) Year() int { return int(d.year) }

// Month is the month of the year.
func (d Day) Month() time.Month { return time.Month(d.month) }

// DayOfMonth counts from 1.
func (d Day) DayOfMonth() int { return int(d.day) }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// Add is the day n days later, or earlier where n is negative.
func (d Day) Add(n int) Day { return DayOf(d.Time().AddDate(0, 0, n)) }

// Before says whether d comes before o.
func (d Day) Before(o Day) bool { return d.number() < o.number() }

// After says whether d comes after o.
func (d Day) After(o Day) bool { return o.Before(d) }

// Compare orders days for slices.SortFunc.
func (d Day) Compare(o Day) int { return d.number() - o.number() }

func (d Day) number() int { return int(d.year)*10000 + int(d.month)*100 + int(d.day) }

// String is "2018-04-05", or "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// MarshalText writes the day as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Day{}
		return nil
	}
	day, err := ParseDay(string(b))
	if err != nil {
		return err
	}
	*d = day
	return nil
}

// MarshalBinary writes the day in four bytes: year, month, day of month.
func (d Day) MarshalBinary() ([]byte, error) {
	return []byte{byte(d.year >> 8), byte(d.year), byte(d.month), byte(d.day)}, nil
}

// UnmarshalBinary reads what MarshalBinary writes.
func (d *Day) UnmarshalBinary(b []byte) error {
	if len(b) != 4 {
		return fmt.Errorf("%d bytes are not a day: %w", len(b), ErrInvalid)
	}
	*d = Day{int16(b[0])<<8 | int16(b[1]), int16(b[2]), int16(b[3])}
	return nil
}

// Spell is a stretch of days, both ends included. A zero From is "since before the record", a
// zero To is "still".
type Spell struct {
	From Day `json:"from,omitzero"`
	To   Day `json:"to,omitzero"`
}

// Covers says whether the spell includes the day.
func (s Spell) Covers(d Day) bool {
	return (s.From.IsZero() || !d.Before(s.From)) && (s.To.IsZero() || !d.After(s.To))
}

// Clock is a time of day as a council prints it on a summons, "18:00". Empty means not known.
type Clock string

// ParseClock reads "18:00".
func ParseClock(s string) (Clock, error) {
	s = strings.TrimSpace(s)
	if _, err := time.Parse("15:04", s); err != nil {
		return "", fmt.Errorf("%q is not a time of day: write it as 18:00: %w", s, ErrInvalid)
	}
	return Clock(s), nil
}
