package council

import (
	"time"
	_ "time/tzdata" // a server may have no zone files of its own
)

// london is the zone in which the councils' days and times are.
var london = loadLondon()

func loadLondon() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil { // cannot be: the zone files are compiled in
		return time.UTC
	}
	return zone
}

// InLondon is the same moment as the clocks of the councils show it.
func InLondon(at time.Time) time.Time { return at.In(london) }

// Start is the moment in London at which the day begins; the zero time for the zero Day.
func (d Day) Start() time.Time { return d.At("00:00") }

// At is the moment in London when the clock shows that time of the day; the zero time for the
// zero Day or for what is no time of day.
func (d Day) At(c Clock) time.Time {
	t, err := time.Parse("15:04", string(c))
	if err != nil || d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year(), d.Month(), d.DayOfMonth(), t.Hour(), t.Minute(), 0, 0, london)
}
