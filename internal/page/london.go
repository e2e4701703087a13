package page

import (
	"time"

	"moothall/internal/council"
)

// Today is the day it is in London at the moment.
func Today(now time.Time) council.Day { return council.DayOf(council.InLondon(now)) }

// Midnight is the next midnight in London after the moment: until then Today stays what it is.
func Midnight(now time.Time) time.Time { return Today(now).Add(1).Start() }

// ClockOf is the time of day in London at the moment.
func ClockOf(at time.Time) council.Clock { return council.Clock(council.InLondon(at).Format("15:04")) }
