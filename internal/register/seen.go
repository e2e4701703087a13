package register

import (
	"context"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Seen is how far somebody has read what was published about a meeting.
type Seen struct {
	Account int   `json:"account"`
	Meeting int   `json:"meeting"`
	Entry   int64 `json:"entry"` // the latest entry of the log that there was
}

// Kind implements Work.
func (Seen) Kind() Kind { return "seen" }

// Lock implements Work.
func (s Seen) Lock() audience.Lock {
	return audience.Lock{Body: audience.Directory, Owners: []int{s.Account}}
}

// Marks implements Work.
func (s Seen) Marks() []Mark { return []Mark{{"of", itoa(s.Meeting) + "/" + itoa(s.Account)}} }

// Order implements Work.
func (s Seen) Order() string { return itoa(s.Meeting) }

// Check implements Work.
func (s Seen) Check() error {
	if s.Account == 0 {
		return council.Invalid("nobody has seen it")
	}
	return nil
}

// See keeps that the viewer has seen what was published about a meeting up to an entry, and gives how far they
// had read before and when; 0 where they had not. To look is no change of the record, and so no line of the
// audit; nothing is written where nothing is new.
func (r *Register) See(ctx context.Context, v audience.Viewer, meeting int, entry int64) (before int64, at time.Time, err error) {
	s := Seen{Account: v.Account(), Meeting: meeting, Entry: entry}
	var k Kept[Seen]
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err = t.seen(ctx, s)
		return err
	})
	if err != nil || k.Content.Entry >= entry {
		return k.Content.Entry, k.Changed, err
	}
	return k.Content.Entry, k.Changed, r.do(ctx, v, ReadDesk, audience.AllBodies, func(ctx context.Context, t *turn) error {
		number, err := t.tx.Next(ctx, s.Kind()) // whoever else has the same page open waits here
		if err != nil {
			return err
		}
		now, err := t.seen(ctx, s)
		if err != nil || now.Content.Entry >= entry {
			return err
		}
		if now.Number != 0 {
			number = now.Number
		}
		return t.tx.Put(ctx, Meta{Key: Key{s.Kind(), number}, Version: now.Version, Changed: t.at, By: v.Account()}, s)
	})
}

// seen is how far the viewer has read; zero where they have not looked.
func (t *turn) seen(ctx context.Context, s Seen) (k Kept[Seen], err error) {
	list, err := find[Seen](ctx, t, Query{Marks: s.Marks(), Limit: 1})
	if len(list) > 0 {
		k = list[0]
	}
	return k, err
}

// SeenOf is how far the viewer has read what was published about each of those meetings, by meeting; one at which
// they have not looked is not there.
func (r *Register) SeenOf(ctx context.Context, v audience.Viewer, meetings []int) (seen map[int]Kept[Seen], err error) {
	seen = map[int]Kept[Seen]{}
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		for _, n := range meetings {
			k, err := t.seen(ctx, Seen{Account: v.Account(), Meeting: n})
			if err != nil {
				return err
			}
			if k.Number != 0 {
				seen[n] = k
			}
		}
		return nil
	})
	return seen, err
}
