package election

import (
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Kind is which seats an election fills.
type Kind string

// Kinds of election.
const (
	Whole  Kind = "whole"       // every councillor retires
	Thirds Kind = "thirds"      // one councillor of each ward retires, whoever was elected first
	By     Kind = "by-election" // nobody retires: seats that fell vacant are filled (LGA 1972 s89)
)

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{Whole, Thirds, By} }

// Election is which seats were up, and when.
type Election struct {
	Kind     Kind
	Poll     council.Day
	Office   council.Day // on which those elected take office and those who retire leave it
	Annual   council.Day // of the annual meeting after it, if it is known
	Wards    []int       // that are up
	Retiring []int       // whom it retires in an election by thirds
}

// TakesOffice is the day on which those elected take office where nothing else is known: at an ordinary
// election the fourth day after the day of election (LGA 1972 s7); at a by-election the day of the
// declaration, which is here taken to be that of the poll.
func TakesOffice(k Kind, poll council.Day) council.Day {
	if k == By || poll.IsZero() {
		return poll
	}
	return poll.Add(4)
}

// Retires are those who retire in the wards that are up on the last day before an election's office
// begins: all of a whole council, and by thirds in each ward whoever has sat longest.
func Retires(k Kind, roll gazette.Roll, wards []int, last council.Day) []int {
	var list []int
	for _, w := range wards {
		sitting := roll.Representing(w, last)
		switch {
		case k == By || len(sitting) == 0:
		case k == Thirds:
			list = append(list, sitting[0])
		default:
			list = append(list, sitting...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// retiring are those whose seats the election fills anew.
func (e Election) retiring(roll gazette.Roll) []int {
	if e.Kind == Thirds {
		return e.Retiring
	}
	return Retires(e.Kind, roll, e.Wards, e.last())
}

// last is the last day of those who retire.
func (e Election) last() council.Day { return e.Office.Add(-1) }

// UpIn is how many seats the election fills in a ward: those who retire and those that are vacant. It is
// 0 where the record does not say how many councillors the ward elects.
func (e Election) UpIn(roll gazette.Roll, ward int) int {
	seats := roll.Wards[ward].Seats
	if seats == 0 {
		return 0
	}
	sits := e.last()
	if e.Kind == By {
		sits = e.Office // what fell vacant on the day before is vacant
	}
	retiring := e.retiring(roll)
	for _, n := range roll.Representing(ward, sits) {
		if slices.Contains(retiring, n) {
			continue
		}
		seats--
	}
	return max(0, seats)
}

// Vacancies are how many seats of each ward nobody holds on a day, where the record says how many it has.
func Vacancies(roll gazette.Roll, on council.Day) map[int]int {
	open := map[int]int{}
	for n, w := range roll.Wards {
		if left := w.Seats - len(roll.Representing(n, on)); left > 0 {
			open[n] = left
		}
	}
	return open
}
