package register

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/election"
	"moothall/internal/gazette"
)

// ConfirmElection publishes all that an election changes, in one act, if it is what was seen;
// council.ErrConflict where the election or the record has changed since. A draft of somebody whom it
// changes takes the change too, so that publishing the draft later does not take it back.
func (r *Register) ConfirmElection(ctx context.Context, v audience.Viewer, number int, seen string) error {
	w, err := r.Election(ctx, v, number)
	if err != nil {
		return err
	}
	if err := w.Faults.Err(); err != nil {
		return err
	}
	if !w.Content.Done.IsZero() || w.Seen != seen {
		return fmt.Errorf("election %d is not as it was seen: %w", number, council.ErrConflict)
	}
	first, err := r.reservePeople(ctx, w.Outcome)
	if err != nil {
		return err
	}
	return r.do(ctx, v, HoldElection, audience.AllBodies, func(ctx context.Context, t *turn) error {
		var out []Outgoing
		for _, c := range w.Outcome.Changes {
			if c.Person == 0 {
				c.Person, first = first, first+1
			}
			one, since, err := r.electedEdition(ctx, t, &w, c)
			if err != nil {
				return err
			}
			out, w.Content.Elected = append(out, one), append(w.Content.Elected, since)
		}
		w.Content.Done = council.DayOf(council.InLondon(t.at))
		if _, err := put(ctx, t, w.Kept); err != nil {
			return err
		}
		return t.send(ctx, out...)
	})
}

// reservePeople gives the first of as many public numbers as an election brings new people.
func (r *Register) reservePeople(ctx context.Context, o election.Outcome) (int, error) {
	count := 0
	for _, c := range o.Changes {
		if c.Person == 0 {
			count++
		}
	}
	if count == 0 {
		return 0, nil
	}
	return r.press.Reserve(ctx, gazette.KindPerson, count)
}

// electedEdition is the edition of somebody whom an election changes.
func (r *Register) electedEdition(ctx context.Context, t *turn, w *ElectionWork, c election.Change) (out Outgoing, since ElectedSince, err error) {
	s := gazette.Subject{Kind: gazette.KindPerson, Number: c.Person}
	since.Person = c.Person
	if c.Before.Name != "" {
		now, err := published[gazette.Person](ctx, r, c.Person)
		if err != nil {
			return out, since, err
		}
		if since.Before, err = gazette.Encode(s, now); err != nil {
			return out, since, err
		}
		if err := stillSo(s, now, c.Before); err != nil {
			return out, since, err
		}
		if err := t.alsoInDraft(ctx, c.Person, func(p gazette.Person) gazette.Person { return w.Content.as(w.Roll).Renew(w.Roll, c, p) }); err != nil {
			return out, since, err
		}
	}
	out, err = edition(s, c.After)
	since.After = out.Content
	return out, since, err
}

// stillSo is council.ErrConflict where somebody's edition is no longer the one that was worked with.
func stillSo(s gazette.Subject, now, was gazette.Person) error {
	a, aErr := gazette.Encode(s, now)
	b, bErr := gazette.Encode(s, was)
	if aErr == nil && bErr == nil && string(a) != string(b) {
		return fmt.Errorf("%v has changed meanwhile: %w", s, council.ErrConflict)
	}
	return errors.Join(aErr, bErr)
}

// withService is a person with the wards, parties, posts and seats of another edition of theirs.
func withService(p, from gazette.Person) gazette.Person {
	p.Represents, p.Parties, p.Posts, p.Memberships = from.Represents, from.Parties, from.Posts, from.Memberships
	return p
}

// alsoInDraft makes a change that is being published in the draft of the person too, where there is one,
// whoever may see it.
func (t *turn) alsoInDraft(ctx context.Context, person int, change func(gazette.Person) gazette.Person) error {
	k, err := fetch[Draft[gazette.Person]](ctx, t, person)
	if council.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	k.Content.Content = change(k.Content.Content)
	_, err = put(ctx, t, k)
	return err
}

// UndoElection publishes everybody whom a confirmed election changed as they were before it, in one act,
// and opens the election again, with its results, so that it can be put right and confirmed anew. Whoever
// was new to the record stays on it, without a seat. Somebody who has changed since is a fault of the
// field "undo", which names them.
func (r *Register) UndoElection(ctx context.Context, v audience.Viewer, number, version int) error {
	return r.do(ctx, v, HoldElection, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Election](ctx, t, number)
		if err != nil {
			return err
		}
		if k.Version != version || k.Content.Done.IsZero() {
			return &Stale[Election]{Mine: k.Content, Theirs: k}
		}
		var out []Outgoing
		var faults council.Faults
		for _, e := range k.Content.Elected {
			one, err := r.asBefore(ctx, t, e, &faults)
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		if err := faults.Err(); err != nil {
			return err
		}
		k.Content.Done, k.Content.Elected = council.Day{}, nil
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
		return t.send(ctx, out...)
	})
}

// asBefore is the edition of somebody as they were before an election.
func (r *Register) asBefore(ctx context.Context, t *turn, e ElectedSince, faults *council.Faults) (Outgoing, error) {
	s := gazette.Subject{Kind: gazette.KindPerson, Number: e.Person}
	now, err := published[gazette.Person](ctx, r, e.Person)
	if err != nil {
		return Outgoing{}, err
	}
	is, err := gazette.Encode(s, now)
	if err != nil {
		return Outgoing{}, err
	}
	if string(is) != string(e.After) {
		faults.Add("undo", "election.undo.changed", "Name", now.Name)
		return Outgoing{}, nil
	}
	before := withService(now, gazette.Person{})
	if len(e.Before) > 0 {
		was, err := gazette.Decode(gazette.KindPerson, e.Before)
		if err != nil {
			return Outgoing{}, err
		}
		before, _ = was.(gazette.Person)
	}
	err = t.alsoInDraft(ctx, e.Person, func(p gazette.Person) gazette.Person {
		if !reflect.DeepEqual(withService(p, gazette.Person{}), p) && !reflect.DeepEqual(withService(p, now), p) {
			faults.Add("undo", "election.undo.changed", "Name", p.Name) // what somebody drafts of their seats is not taken away
		}
		return withService(p, before)
	})
	if err != nil {
		return Outgoing{}, err
	}
	return edition(s, before)
}

// VacateSeat ends all that a councillor holds with a last day, because they resigned, died, were
// disqualified or did not attend, and publishes that. A last day on which they sit for no ward is a fault.
func (r *Register) VacateSeat(ctx context.Context, v audience.Viewer, person int, last council.Day) error {
	return r.do(ctx, v, HoldElection, audience.AllBodies, func(ctx context.Context, t *turn) error {
		now, err := published[gazette.Person](ctx, r, person)
		if err != nil {
			return err
		}
		if last.IsZero() || !now.IsCouncillor(last) {
			var faults council.Faults
			faults.Add("last", "vacancy.last.wrong")
			return faults.Err()
		}
		after := election.Vacate(now, gazette.Roll{}, last, council.Day{})
		if err := t.alsoInDraft(ctx, person, func(p gazette.Person) gazette.Person { return election.Vacate(p, gazette.Roll{}, last, council.Day{}) }); err != nil {
			return err
		}
		s := gazette.Subject{Kind: gazette.KindPerson, Number: person}
		out, err := edition(s, after)
		if err != nil {
			return err
		}
		if err := t.note(ctx, Key{Kind(gazette.KindPerson), person}, now, after); err != nil {
			return err
		}
		return t.send(ctx, out)
	})
}
