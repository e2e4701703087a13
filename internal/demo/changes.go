package demo

import (
	"context"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// elect is the May election of a year: one place in each ward, three years in four.
func (b *borough) elect(ctx context.Context, act gazette.Act, year int) error {
	place := year % 4
	if place == 3 {
		return nil
	}
	rng := b.dice("election", year)
	for w := range b.wards {
		old := b.seats[w][place]
		if old == nil || b.inCabinet(old) || rng.IntN(8) != 0 {
			continue
		}
		party := old.party
		if rng.IntN(4) == 0 && party != alliance {
			party = moderates + rng.IntN(3)
		}
		b.replace(w, place, elected(year), party)
	}
	return b.publishPeople(ctx, act)
}

// replace seats a new councillor from a day; whoever sat there leaves the day before.
func (b *borough) replace(w, place int, from council.Day, party int) {
	if old := b.seats[w][place]; old != nil {
		old.retire(from.Add(-1))
		b.vacate(old)
	}
	p := b.newCouncillor(b.dice("councillor", w, place, from.String()), w, party, from)
	b.seats[w][place] = p
	council := b.byKey["council"]
	reseat(council, append(append([]seat(nil), council.seats...), seat{p, gazette.Member, true}), from)
	area := b.byKey[b.wards[w].area]
	reseat(area, append(append([]seat(nil), area.seats...), seat{p, gazette.Member, true}), from)
}

// vacate takes somebody who has left off every body.
func (b *borough) vacate(p *person) {
	for _, body := range b.bodies {
		kept := body.seats[:0:0]
		for _, s := range body.seats {
			if s.person != p {
				kept = append(kept, s)
			}
		}
		body.seats = kept
	}
}

// queueChanges queues the changes between elections: a councillor who retires, the by-election
// that follows, and one who leaves her group.
func (b *borough) queueChanges() {
	w, place := 12, 1
	retires := council.NewDay(b.lastYear-1, 8, 31)
	b.queue.push(retires.Add(1), afternoon, func(ctx context.Context, act gazette.Act) error {
		if old := b.seats[w][place]; old != nil && !b.inCabinet(old) {
			old.retire(retires)
			b.vacate(old)
			b.seats[w][place] = nil
		}
		return b.publishPeople(ctx, act)
	})
	byElection := nth(b.lastYear-1, 10, 4, 3)
	b.queue.push(byElection.Add(1), afternoon, func(ctx context.Context, act gazette.Act) error {
		if b.seats[w][place] == nil {
			b.replace(w, place, byElection.Add(1), greens)
		}
		return b.publishPeople(ctx, act)
	})
	left := council.NewDay(b.lastYear, 1, 14)
	b.queue.push(left, afternoon, func(ctx context.Context, act gazette.Act) error {
		if p := b.seats[3][1]; p != nil && p.party == moderates {
			end(&p.content.Parties[len(p.content.Parties)-1].Spell, left.Add(-1))
			p.party, p.dirty = independents, true
			p.content.Parties = append(p.content.Parties, gazette.PartySpell{Party: independents, Spell: council.Spell{From: left}})
		}
		return b.publishPeople(ctx, act)
	})
}
