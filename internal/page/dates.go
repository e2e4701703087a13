package page

import (
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
)

// dateWords are the names that dates are written with.
type dateWords struct {
	months, short [13]string // by time.Month
	weekdays      [7]string  // by time.Weekday
}

func newDateWords(w *Words) dateWords {
	var d dateWords
	for m := time.January; m <= time.December; m++ {
		d.months[m] = w.T("month." + strconv.Itoa(int(m)))
		d.short[m] = w.T("month.short." + strconv.Itoa(int(m)))
	}
	for day := range d.weekdays {
		d.weekdays[day] = w.T("weekday." + strconv.Itoa(day))
	}
	return d
}

// Day is "5 April 2018".
func (w *Words) Day(d council.Day) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.DayOfMonth()) + " " + w.dates.months[d.Month()] + " " + strconv.Itoa(d.Year())
}

// DayShort is "5 Apr 2018".
func (w *Words) DayShort(d council.Day) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.DayOfMonth()) + " " + w.dates.short[d.Month()] + " " + strconv.Itoa(d.Year())
}

// DayOfYear is "13 March", for a day whose year is clear from what stands beside it.
func (w *Words) DayOfYear(d council.Day) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.DayOfMonth()) + " " + w.dates.months[d.Month()]
}

// Weekday is "Thursday 5 April 2018".
func (w *Words) Weekday(d council.Day) string {
	if d.IsZero() {
		return ""
	}
	return w.dates.weekdays[d.Weekday()] + " " + w.Day(d)
}

// WeekdayName is "Thursday".
func (w *Words) WeekdayName(d time.Weekday) string { return w.dates.weekdays[d] }

// Month is "April 2018".
func (w *Words) Month(d council.Day) string {
	if d.IsZero() {
		return ""
	}
	return w.MonthName(d.Month()) + " " + strconv.Itoa(d.Year())
}

// MonthName is "April".
func (w *Words) MonthName(m time.Month) string { return w.dates.months[m] }

// Clock is a time of day as people say it: "6pm", "10.30am". What is not a time is empty.
func (w *Words) Clock(c council.Clock) string {
	t, err := time.Parse("15:04", string(c))
	if err != nil {
		return ""
	}
	hour := strconv.Itoa((t.Hour()+11)%12 + 1)
	if t.Minute() != 0 {
		hour += "." + t.Format("04")
	}
	if t.Hour() < 12 {
		return hour + w.T("clock.am")
	}
	return hour + w.T("clock.pm")
}

// Moment is an instant as a reader in the council's area sees it: "5 April 2018, 6.05pm".
func (w *Words) Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = council.InLondon(t)
	return w.Day(council.DayOf(t)) + ", " + w.Clock(council.Clock(t.Format("15:04")))
}

// Size is a file's size in bytes as people say it: "56 KB", "1.2 MB"; 1 KB is 1,024 bytes.
func (w *Words) Size(bytes int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	switch {
	case bytes < kilo:
		return "1 KB"
	case bytes < mega:
		return strconv.FormatInt((bytes+kilo/2)/kilo, 10) + " KB"
	default:
		return strconv.FormatFloat(float64(bytes)/mega, 'f', 1, 64) + " MB"
	}
}

// Number is a count with commas between the thousands, as both languages write it.
func (w *Words) Number(n int) string {
	s := strconv.Itoa(n)
	if len(s) < 4 {
		return s
	}
	var b strings.Builder
	for i, c := range s {
		if i > 0 && (len(s)-i)%3 == 0 && s[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return b.String()
}
