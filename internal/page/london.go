package page

import (
	"time"
	_ "time/tzdata" // a server may have no zone files of its own

	"moothall/internal/council"
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

// Today is the day it is in London at the moment.
func Today(now time.Time) council.Day { return council.DayOf(now.In(london)) }

// Midnight is the next midnight in London after the moment: until then Today stays what it is.
func Midnight(now time.Time) time.Time {
	y, m, d := now.In(london).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, london)
}

// ClockOf is the time of day in London at the moment.
func ClockOf(at time.Time) council.Clock { return council.Clock(at.In(london).Format("15:04")) }
