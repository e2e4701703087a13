package diary

import (
	"cmp"
	"slices"
	"time"

	"moothall/internal/council"
	"moothall/internal/deadline"
)

// Member is a person's seat on a body, for a spell. Persons are known by their public numbers.
type Member struct {
	Person int
	Spell  council.Spell
}

// Body is a body as far as clashes go: its number, and who sits on it.
type Body struct {
	Number  int
	Members []Member
}

// Sitting is a meeting in the diary.
type Sitting struct {
	Body   int // the body's number
	Day    council.Day
	Begins council.Clock // empty where it is not known: then it may be at any time of its day
	Ends   council.Clock // empty where it is not known: then it is taken to last as long as is usual
	Room   string        // empty where it is not known, or it has none
}

// ClashKind is how meetings clash.
type ClashKind string

// Kinds of clash.
const (
	SamePeople ClashKind = "people"  // people are members of both bodies, which meet at once
	SameRoom   ClashKind = "room"    // both are in one room at once
	NotADay    ClashKind = "holiday" // the day is a weekend, a bank holiday, or one on which the council is closed
)

// Clash is two meetings that cannot both be, or one on a day on which there should be none. Of that
// kind there is one sitting, B being zero.
type Clash struct {
	Kind    ClashKind
	A, B    Sitting
	People  []int         // of SamePeople: who would have to be at both, in order of their numbers
	Room    string        // of SameRoom
	Holiday deadline.Skip // of NotADay
	// Maybe says that the times of day are not known well enough to be sure.
	Maybe bool
}

// Clashes are all the clashes in a diary, in order of days. A meeting of which no end is known is
// taken to last as long as is usual.
func Clashes(sittings []Sitting, bodies []Body, days deadline.Calendar, usual time.Duration) []Clash {
	sorted := slices.Clone(sittings)
	slices.SortStableFunc(sorted, func(a, b Sitting) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Begins, b.Begins), cmp.Compare(a.Body, b.Body))
	})
	var all []Clash
	for i, a := range sorted {
		if skip, skips := days.Skips(a.Day); skips {
			all = append(all, Clash{Kind: NotADay, A: a, Holiday: skip})
		}
		for _, b := range sorted[i+1:] {
			if b.Day != a.Day {
				break
			}
			all = append(all, between(a, b, bodies, usual)...)
		}
	}
	return all
}

// between are the clashes of two meetings on the same day.
func between(a, b Sitting, bodies []Body, usual time.Duration) []Clash {
	meet, maybe := overlap(a, b, usual)
	if !meet {
		return nil
	}
	var all []Clash
	if people := both(membersOn(bodies, a.Body, a.Day), membersOn(bodies, b.Body, a.Day)); len(people) > 0 {
		all = append(all, Clash{Kind: SamePeople, A: a, B: b, People: people, Maybe: maybe})
	}
	if a.Room != "" && a.Room == b.Room {
		all = append(all, Clash{Kind: SameRoom, A: a, B: b, Room: a.Room, Maybe: maybe})
	}
	return all
}

// overlap says whether two meetings of one day are at the same time, and whether only perhaps. One
// that ends when the other begins does not overlap it.
func overlap(a, b Sitting, usual time.Duration) (meet, maybe bool) {
	if a.Begins == "" || b.Begins == "" {
		return true, true
	}
	aFrom, aTo := a.span(usual)
	bFrom, bTo := b.span(usual)
	meet = aFrom.Before(bTo) && bFrom.Before(aTo)
	// Two that begin at once overlap however long they last; otherwise a guessed end leaves it open.
	sure := aFrom.Equal(bFrom) || aFrom.Before(bFrom) && a.Ends != "" || bFrom.Before(aFrom) && b.Ends != ""
	return meet, meet && !sure
}

// span is from when to when a meeting lasts; one that ends before it begins ends after midnight.
func (s Sitting) span(usual time.Duration) (from, to time.Time) {
	from = s.Day.At(s.Begins)
	if s.Ends == "" {
		return from, from.Add(usual)
	}
	if to = s.Day.At(s.Ends); to.Before(from) {
		to = s.Day.Add(1).At(s.Ends)
	}
	return from, to
}

// membersOn are the persons who sit on the body on the day.
func membersOn(bodies []Body, number int, day council.Day) map[int]bool {
	people := map[int]bool{}
	for _, b := range bodies {
		if b.Number != number {
			continue
		}
		for _, m := range b.Members {
			if m.Spell.Covers(day) {
				people[m.Person] = true
			}
		}
	}
	return people
}

func both(a, b map[int]bool) []int {
	var all []int
	for person := range a {
		if b[person] {
			all = append(all, person)
		}
	}
	slices.Sort(all)
	return all
}
