package election

import (
	"maps"
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Short is a body that an election leaves short of members.
type Short struct {
	Body          int
	Quorum        int // 0 where the record gives none
	Before, After int // who would hold a seat with a vote on the day without the election, and who does with it
	Inquorate     bool
	Chairless     bool // its chair has left
}

// ShortOf are the bodies that have fewer members on the day of office for the election, or no chair any
// longer; inquorate where those left are fewer than its quorum.
func ShortOf(before, after gazette.Roll, office council.Day) []Short {
	var list []Short
	for _, n := range slices.Sorted(maps.Keys(after.Bodies)) {
		b := after.Bodies[n]
		if !b.Covers(office) || b.Kind == council.OutsideBody {
			continue
		}
		s := Short{Body: n, Quorum: b.Quorum, Before: len(before.Seated(n, office)), After: len(after.Seated(n, office)),
			Chairless: hasChair(before, n, office) && !hasChair(after, n, office)}
		s.Inquorate = s.After < s.Quorum && s.Before > 0
		if s.After < s.Before || s.Chairless || s.Inquorate {
			list = append(list, s)
		}
	}
	return list
}

func hasChair(r gazette.Roll, body int, on council.Day) bool {
	for _, p := range r.People {
		for _, m := range p.Memberships {
			if m.Body == body && m.Role == gazette.Chair && m.Covers(on) {
				return true
			}
		}
	}
	return false
}
