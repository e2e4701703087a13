// Package diary makes a municipal year's diary of meetings from rules: it reads a rule as an officer
// types it ("every fourth Tuesday but August, at 6pm"), expands it over the year, says which days
// fell away or were moved and why, and finds where meetings clash: the same people on two bodies at
// once, the same room at once, a day that is a holiday.
//
// Everything here is a value or a pure function. It must never know how a meeting is stored, nor
// read a clock.
package diary
