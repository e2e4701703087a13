package register

import (
	"context"
	"fmt"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Peopled is what the pages of people work on: a person, a party or a ward.
type Peopled interface {
	gazette.Person | gazette.Party | gazette.Ward
}

// PersonDraft, PartyDraft and WardDraft are the next editions of each.
type (
	PersonDraft = Kept[Draft[gazette.Person]]
	PartyDraft  = Kept[Draft[gazette.Party]]
	WardDraft   = Kept[Draft[gazette.Ward]]
)

// WorkingPeople is a person, a party or a ward as it is being worked on: its draft, or what is
// published where there is none (then its version is 0).
func WorkingPeople[T Peopled](ctx context.Context, r *Register, v audience.Viewer, number int) (k Kept[Draft[T]], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err = working[T](ctx, t, r, number)
		return err
	})
	return k, err
}

// NewPeople begins a person, a party or a ward and gives its public number.
func NewPeople[T Peopled](ctx context.Context, r *Register, v audience.Viewer, content T) (number int, err error) {
	if err := May(v, ChangePeople, audience.AllBodies); err != nil {
		return 0, err
	}
	if number, err = r.press.Reserve(ctx, kindOf[T](), 1); err != nil {
		return 0, err
	}
	return number, SavePeople(ctx, r, v, number, 0, content)
}

// SavePeople keeps a change to a person, a party or a ward, made to the given version of it.
func SavePeople[T Peopled](ctx context.Context, r *Register, v audience.Viewer, number, version int, content T) error {
	return r.do(ctx, v, ChangePeople, audience.AllBodies, func(ctx context.Context, t *turn) error {
		_, err := keepDraft(ctx, t, number, version, content)
		return err
	})
}

// PublishOne publishes the draft of a person, a party or a ward.
func PublishOne[T Peopled](ctx context.Context, r *Register, v audience.Viewer, number, version int) error {
	return r.do(ctx, v, ChangePeople, audience.AllBodies, func(ctx context.Context, t *turn) error {
		return publishKept[T](ctx, t, number, version)
	})
}

// PeopleDrafts are all drafts of wards, parties and people.
type PeopleDrafts struct {
	Wards   []WardDraft
	Parties []PartyDraft
	People  []PersonDraft
}

// Count is how many there are.
func (p PeopleDrafts) Count() int { return len(p.Wards) + len(p.Parties) + len(p.People) }

// Seen names every draft with its version, so that what is published is what was looked at.
func (p PeopleDrafts) Seen() string {
	var b strings.Builder
	for _, k := range p.Wards {
		fmt.Fprintf(&b, "w%d.%d ", k.Number, k.Version)
	}
	for _, k := range p.Parties {
		fmt.Fprintf(&b, "g%d.%d ", k.Number, k.Version)
	}
	for _, k := range p.People {
		fmt.Fprintf(&b, "p%d.%d ", k.Number, k.Version)
	}
	return strings.TrimSpace(b.String())
}

// PeopleDrafts are the drafts of wards, parties and people.
func (r *Register) PeopleDrafts(ctx context.Context, v audience.Viewer) (p PeopleDrafts, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		p, err = t.peopleDrafts(ctx)
		return err
	})
	return p, err
}

func (t *turn) peopleDrafts(ctx context.Context) (p PeopleDrafts, err error) {
	if p.Wards, err = find[Draft[gazette.Ward]](ctx, t, Query{}); err != nil {
		return p, err
	}
	if p.Parties, err = find[Draft[gazette.Party]](ctx, t, Query{}); err != nil {
		return p, err
	}
	p.People, err = find[Draft[gazette.Person]](ctx, t, Query{})
	return p, err
}

// PublishPeople publishes every draft of a ward, a party or a person together, if they are those that
// were seen; council.ErrConflict where one was begun or changed since.
func (r *Register) PublishPeople(ctx context.Context, v audience.Viewer, seen string) error {
	return r.do(ctx, v, ChangePeople, audience.AllBodies, func(ctx context.Context, t *turn) error {
		p, err := t.peopleDrafts(ctx)
		if err != nil {
			return err
		}
		if p.Seen() != seen || p.Count() == 0 {
			return fmt.Errorf("the drafts of people are not those that were seen: %w", council.ErrConflict)
		}
		var out []Outgoing
		if out, err = takeDrafts(ctx, t, out, p.Wards); err != nil {
			return err
		}
		if out, err = takeDrafts(ctx, t, out, p.Parties); err != nil {
			return err
		}
		if out, err = takeDrafts(ctx, t, out, p.People); err != nil {
			return err
		}
		return t.send(ctx, out...)
	})
}

// takeDrafts takes drafts out of the register as editions.
func takeDrafts[T Peopled](ctx context.Context, t *turn, out []Outgoing, drafts []Kept[Draft[T]]) ([]Outgoing, error) {
	for _, k := range drafts {
		one, err := edition(gazette.Subject{Kind: kindOf[T](), Number: k.Number}, k.Content.Content)
		if err != nil {
			return nil, err
		}
		if err := remove(ctx, t, k); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}
