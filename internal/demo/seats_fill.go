package demo

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

func number(s string) int { n, _ := strconv.Atoi(s); return n }

// nextSeats are the seats of a body for the coming year.
func (b *borough) nextSeats(rng *rand.Rand, body *body, burden map[*person]int) []seat {
	switch body.content.Kind {
	case council.FullCouncil:
		return withChairs(rng, body, b.councillors(), func(p *person) bool { return !b.inCabinet(p) })
	case council.Cabinet:
		return b.cabinetSeats()
	case council.AreaCommittee:
		var members []*person
		for _, w := range body.wards {
			members = append(members, b.seats[w]...)
		}
		members = slices.DeleteFunc(members, func(p *person) bool { return p == nil })
		return withChairs(rng, body, members, func(p *person) bool { return !b.inCabinet(p) })
	case council.PartnershipBody:
		return b.boardSeats(rng, body)
	default:
		return b.committeeSeats(rng, body, burden)
	}
}

func (b *borough) cabinetSeats() []seat {
	var seats []seat
	for i, p := range b.posts {
		role := gazette.Member
		switch i {
		case 0:
			role = gazette.Chair
		case 1:
			role = gazette.ViceChair
		}
		seats = append(seats, seat{p.holder, role, true})
	}
	return seats
}

func (b *borough) boardSeats(rng *rand.Rand, body *body) []seat {
	seats := []seat{{b.post("communities").holder, gazette.Chair, true}}
	for i, p := range b.partners[:5] {
		role := gazette.CoOpted
		if i == 0 {
			role = gazette.ViceChair
		}
		seats = append(seats, seat{p, role, true})
	}
	members := b.stay(rng, body, 0, func(p *person) bool { return p.ward >= 0 && !b.inCabinet(p) })
	members = append(members, b.councillorsBut(members, map[*person]int{}, rng)[:max(0, 2-len(members))]...)
	for _, p := range members[:2] {
		seats = append(seats, seat{p, gazette.Member, true})
	}
	return seats
}

// committeeSeats keep those who can stay but for two, and give the rest to whoever sits least.
func (b *borough) committeeSeats(rng *rand.Rand, body *body, burden map[*person]int) []seat {
	may := func(p *person) bool { return p.ward >= 0 && !b.inCabinet(p) }
	members := b.stay(rng, body, 2, may)
	members = append(members, b.councillorsBut(members, burden, rng)[:max(0, body.content.Seats-len(members))]...)
	members = members[:body.content.Seats]
	for _, p := range members {
		burden[p]++
	}
	slices.SortFunc(members, func(p, q *person) int { return p.number - q.number })
	seats := withChairs(rng, body, members, func(*person) bool { return true })
	for _, p := range b.councillorsBut(members, burden, rng)[:4] {
		seats = append(seats, seat{p, gazette.SubstituteFor, false})
	}
	switch body.key {
	case "audit":
		seats = append(seats, seat{b.partners[5], gazette.CoOpted, false}, seat{b.partners[6], gazette.CoOpted, false})
	case "children":
		seats = append(seats, seat{b.partners[7], gazette.CoOpted, true})
	}
	return seats
}

// stay are the members of a body who may sit on it again, less some who make room.
func (b *borough) stay(rng *rand.Rand, body *body, less int, may func(*person) bool) []*person {
	var members []*person
	for _, s := range body.seats {
		if s.role != gazette.SubstituteFor && s.role != gazette.CoOpted && s.person.ward >= 0 && may(s.person) {
			members = append(members, s.person)
		}
	}
	for range min(less, len(members)) {
		i := rng.IntN(len(members))
		members = slices.Delete(members, i, i+1)
	}
	return members
}

// councillorsBut are those outside the Cabinet and the list, who sits least first.
func (b *borough) councillorsBut(list []*person, burden map[*person]int, rng *rand.Rand) []*person {
	var free []*person
	for _, p := range b.councillors() {
		if !b.inCabinet(p) && !slices.Contains(list, p) {
			free = append(free, p)
		}
	}
	rng.Shuffle(len(free), func(i, j int) { free[i], free[j] = free[j], free[i] })
	slices.SortStableFunc(free, func(p, q *person) int { return burden[p] - burden[q] })
	return free
}

// withChairs makes seats of members; the chair and the vice-chair stay in the chair for a second
// year where they still may.
func withChairs(rng *rand.Rand, body *body, members []*person, may func(*person) bool) []seat {
	chair, vice := -1, -1
	for i, p := range members {
		for _, s := range body.seats {
			if s.person == p && s.role == gazette.Chair && may(p) && body.key != "council" && rng.IntN(3) > 0 {
				chair = i
			}
			if s.person == p && s.role == gazette.ViceChair && may(p) && chair != i && body.key == "council" {
				chair = i // the Deputy Mayor becomes Mayor
			}
		}
	}
	for chair < 0 || !may(members[chair]) {
		chair = rng.IntN(len(members))
	}
	for vice < 0 || vice == chair || !may(members[vice]) {
		vice = rng.IntN(len(members))
	}
	seats := make([]seat, 0, len(members))
	for i, p := range members {
		role := gazette.Member
		switch i {
		case chair:
			role = gazette.Chair
		case vice:
			role = gazette.ViceChair
		}
		seats = append(seats, seat{p, role, true})
	}
	return seats
}
