package demo

import (
	"context"
	"math/rand/v2"
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// body is a body with those who sit on it now.
type body struct {
	key     string
	number  int
	content gazette.Body
	wards   []int // indexes
	seats   []seat
}

type seat struct {
	person *person
	role   gazette.MemberRole
	voting bool
}

// post is an office of the Cabinet with its holder now.
type post struct {
	key, reference, title string
	holder                *person
}

func (b *borough) foundBodies() {
	for i, t := range b.text.bodies {
		body := &body{key: t.attrs["key"], number: i + 1}
		c := gazette.Body{Name: en(t.one("name")), Kind: council.BodyKind(t.attrs["kind"]), Quorum: number(t.attrs["quorum"]),
			Seats: number(t.attrs["seats"]), Remit: en(toHTML(t.one("remit"))), Email: "democratic.services@ravensbeck.example"}
		if parent := b.byKey[t.attrs["parent"]]; parent != nil {
			c.Parent = parent.number
		}
		if former := t.one("former"); former != "" {
			c.Names = []gazette.BodyName{{Name: en(former), Spell: council.Spell{To: annual(b.lastYear - 1).Add(-1)}}}
		}
		body.content = c
		b.bodies, b.byKey[body.key] = append(b.bodies, body), body
	}
	b.areaWards()
	b.byKey["council"].content.Seats = 3 * len(b.wards)
	b.byKey["cabinet"].content.Seats = len(b.text.posts)
	b.byKey["board"].content.Seats = 8
}

func (b *borough) areaWards() {
	for _, body := range b.bodies {
		if body.content.Kind != council.AreaCommittee {
			continue
		}
		names := ""
		for i, w := range b.wards {
			if w.area == body.key {
				body.wards = append(body.wards, i)
				body.content.Wards = append(body.content.Wards, w.number)
				names += "\n- " + w.name
			}
		}
		body.content.Seats = 3 * len(body.wards)
		body.content.Remit = en(toHTML("The Committee is the councillors of the wards below. It decides minor traffic orders and grants from its own budget, is consulted on planning applications and highway schemes, and holds the services that work in its area to account." + names))
	}
}

func (b *borough) foundPosts() {
	for _, t := range b.text.posts {
		b.posts = append(b.posts, &post{key: t.attrs["key"], reference: t.attrs["ref"], title: t.one("title")})
	}
}

func (b *borough) post(key string) *post {
	for _, p := range b.posts {
		if p.key == key {
			return p
		}
	}
	return b.posts[0]
}

// councillors are those in office, by ward and place.
func (b *borough) councillors() []*person {
	var list []*person
	for _, places := range b.seats {
		for _, p := range places {
			if p != nil {
				list = append(list, p)
			}
		}
	}
	return list
}

// seatEveryone fills posts and bodies for a municipal year from the day of its annual meeting.
// Whoever can stay stays; vacancies and the year's turn-over go to those with the fewest seats.
func (b *borough) seatEveryone(year int, from council.Day) {
	rng := b.dice("seats", year)
	b.fillPosts(rng, year, from)
	burden := map[*person]int{}
	for _, body := range b.bodies {
		next := b.nextSeats(rng, body, burden)
		reseat(body, next, from)
	}
}

func (b *borough) fillPosts(rng *rand.Rand, year int, from council.Day) {
	for i, p := range b.posts {
		change := b.opt.Seed%7 != 8 && (year == b.lastYear-1 && i == 7 || year == b.lastYear && (i == 8 || i == 9) || !b.base(year) && rng.IntN(12) == 0)
		if p.holder != nil && p.holder.ward >= 0 && p.holder.party == alliance && !change {
			continue
		}
		b.endPost(p, from.Add(-1))
		p.holder = b.freeOfPost(rng)
		p.holder.content.Posts = append(p.holder.content.Posts, gazette.Post{Title: en(p.title), Spell: council.Spell{From: from}})
		p.holder.dirty = true
	}
}

func (b *borough) endPost(p *post, last council.Day) {
	if p.holder == nil {
		return
	}
	for i := range p.holder.content.Posts {
		if p.holder.content.Posts[i].Title.En == p.title {
			end(&p.holder.content.Posts[i].Spell, last)
		}
	}
	p.holder.dirty, p.holder = true, nil
}

func (b *borough) freeOfPost(rng *rand.Rand) *person {
	all := b.councillors()
	for {
		p := all[rng.IntN(len(all))]
		if p.party == alliance && !b.inCabinet(p) {
			return p
		}
	}
}

func (b *borough) inCabinet(p *person) bool {
	return slices.ContainsFunc(b.posts, func(q *post) bool { return q.holder == p })
}

// reseat replaces those who sit on a body, closing and opening memberships of whoever changed.
func reseat(b *body, next []seat, from council.Day) {
	for _, old := range b.seats {
		if slices.Contains(next, old) {
			continue
		}
		for i := range old.person.content.Memberships {
			if old.person.content.Memberships[i].Body == b.number {
				end(&old.person.content.Memberships[i].Spell, from.Add(-1))
			}
		}
		old.person.dirty = true
	}
	for _, s := range next {
		if slices.Contains(b.seats, s) {
			continue
		}
		s.person.content.Memberships = append(s.person.content.Memberships, gazette.Membership{Body: b.number,
			Role: s.role, Voting: s.voting, Spell: council.Spell{From: laterOf(from, sinceOf(s.person))}})
		s.person.dirty = true
	}
	b.seats = next
}

// sinceOf is the day on which a councillor took office.
func sinceOf(p *person) council.Day {
	if len(p.content.Represents) == 0 {
		return council.Day{}
	}
	return p.content.Represents[0].From
}

func laterOf(a, b council.Day) council.Day {
	if a.Before(b) {
		return b
	}
	return a
}

// appoint is what the annual meeting does: the new year's posts and seats.
func (b *borough) appoint(ctx context.Context, act gazette.Act, year int) error {
	b.seatEveryone(year, annual(year))
	return b.publishPeople(ctx, act)
}
