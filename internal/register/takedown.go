package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Takedown is the withdrawal of one entry of the gazette. Its number is that of the public takedown.
type Takedown struct {
	Entry  int64                  `json:"entry"` // its place in the log
	Of     gazette.Kind           `json:"of"`    // what it published, and
	Number int                    `json:"number"`
	Ground gazette.TakedownGround `json:"ground"`
	Reason council.Text           `json:"reason"` // as the public reads it
}

// Kind implements Work.
func (Takedown) Kind() Kind { return "takedown" }

// Lock implements Work.
func (Takedown) Lock() audience.Lock { return audience.Lock{} }

// Marks implements Work.
func (d Takedown) Marks() []Mark { return []Mark{{"entry", itoa(int(d.Entry))}} }

// Order implements Work.
func (d Takedown) Order() string { return string(d.Of) }

// Check implements Work.
func (d Takedown) Check() error {
	var faults council.Faults
	if !slices.Contains(gazette.TakedownGrounds(), d.Ground) {
		faults.Add("ground", "takedown.ground.missing")
	}
	if d.Reason.IsZero() {
		faults.Add("reason", "takedown.reason.missing")
	}
	return faults.Err()
}

// Subject is what the entry published.
func (d Takedown) Subject() gazette.Subject { return gazette.Subject{Kind: d.Of, Number: d.Number} }

// TakeDown takes down entries of one subject: the content of each is removed from the record, with the files
// that nothing else names and the packs in which they were bound, and a tombstone stands in its place. What
// was withdrawn is at the desk as before, to be put right and published again. latest says that the
// subject's latest edition is among them. An entry that was taken down before is left as it is, so that the
// same form sent twice does it once.
func (r *Register) TakeDown(ctx context.Context, v audience.Viewer, d Takedown, latest bool, entries ...int64) error {
	if err := r.CheckTakedown(ctx, v, d, latest); err != nil {
		return err
	}
	packs, bound, err := r.packsWith(ctx, v, d, latest)
	if err != nil {
		return err
	}
	count := len(entries)
	for _, one := range bound {
		count += len(one.Entries)
	}
	first, err := r.press.Reserve(ctx, gazette.KindTakedown, count)
	if err != nil {
		return err
	}
	return r.do(ctx, v, TakeDown, r.bodyOfSubject(ctx, d.Subject()), func(ctx context.Context, t *turn) error {
		// Whoever else takes something down waits here, and then finds it done.
		if _, err := t.tx.Next(ctx, d.Kind()); err != nil {
			return err
		}
		if err := t.unchanged(ctx, packs); err != nil {
			return err
		}
		out, err := t.tombstones(ctx, d, entries, first)
		if err != nil {
			return err
		}
		number := first + len(entries)
		for _, one := range bound {
			d := d
			d.Of, d.Number = one.Pack.Kind, one.Pack.Number
			more, err := t.tombstones(ctx, d, one.Entries, number)
			if err != nil {
				return err
			}
			out, number = append(out, more...), number+len(one.Entries)
		}
		if latest && len(out) > 0 {
			if err := r.withdrawn(ctx, t, d); err != nil {
				return err
			}
		}
		return t.send(ctx, out...)
	})
}

// tombstones are what takes the place of entries of the takedown's subject, numbered from first; of those that
// were taken down before there is none.
func (t *turn) tombstones(ctx context.Context, d Takedown, entries []int64, first int) (out []Outgoing, err error) {
	for i, entry := range entries {
		d.Entry = entry
		done, err := find[Takedown](ctx, t, Query{Marks: d.Marks(), Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(done) > 0 {
			continue
		}
		if _, err := put(ctx, t, Kept[Takedown]{Number: first + i, Content: d}); err != nil {
			return nil, err
		}
		o, err := edition(gazette.Subject{Kind: gazette.KindTakedown, Number: first + i},
			gazette.Takedown{Entry: entry, Ground: d.Ground, Reason: d.Reason})
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// CheckTakedown is ErrInvalid where the takedown cannot be published as it is.
func (r *Register) CheckTakedown(ctx context.Context, v audience.Viewer, d Takedown, latest bool) error {
	if err := May(v, TakeDown, r.bodyOfSubject(ctx, d.Subject())); err != nil {
		return err
	}
	if err := d.Check(); err != nil {
		return err
	}
	var faults council.Faults
	switch d.Of {
	case gazette.KindCouncil, gazette.KindBody, gazette.KindMeeting:
		if latest {
			faults.Add("reason", "takedown.stands-on-it")
		}
	case gazette.KindTakedown:
		faults.Add("reason", "takedown.for-good")
	case gazette.KindWard, gazette.KindParty, gazette.KindPerson, gazette.KindIssue, gazette.KindAgenda, gazette.KindMinutes, gazette.KindDocument,
		gazette.KindDecision, gazette.KindPlan, gazette.KindAnswer, gazette.KindAction, gazette.KindItem:
	}
	return faults.Err()
}

// bodyOfSubject is the body whose business a published thing is; AllBodies where it is nobody's alone.
func (r *Register) bodyOfSubject(ctx context.Context, s gazette.Subject) (body int) {
	switch s.Kind {
	case gazette.KindBody:
		return s.Number
	case gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes:
		return r.bodyOf(ctx, s.Number)
	case gazette.KindDocument:
		if err := r.store.Look(ctx, func(ctx context.Context, tx Tx) error {
			k, err := fetch[Paper](ctx, &turn{tx: tx}, s.Number)
			body = k.Content.Body
			return err
		}); err != nil {
			return audience.AllBodies // no paper of the desk's
		}
		return body
	case gazette.KindCouncil, gazette.KindWard, gazette.KindParty, gazette.KindPerson, gazette.KindIssue, gazette.KindDecision, gazette.KindPlan,
		gazette.KindAnswer, gazette.KindAction, gazette.KindTakedown, gazette.KindItem:
	}
	return audience.AllBodies
}

// withdrawn lets the desk know that the latest edition of a subject is public no longer.
func (r *Register) withdrawn(ctx context.Context, t *turn, d Takedown) error {
	switch d.Of {
	case gazette.KindAgenda:
		return t.agendaWithdrawn(ctx, d)
	case gazette.KindDocument:
		return t.documentWithdrawn(ctx, d)
	case gazette.KindDecision:
		return t.decisionWithdrawn(ctx, d.Number)
	case gazette.KindWard:
		return keepAsDraft[gazette.Ward](ctx, t, r, d.Number)
	case gazette.KindParty:
		return keepAsDraft[gazette.Party](ctx, t, r, d.Number)
	case gazette.KindPerson:
		return keepAsDraft[gazette.Person](ctx, t, r, d.Number)
	case gazette.KindIssue:
		return keepAsDraft[gazette.Issue](ctx, t, r, d.Number)
	case gazette.KindPlan:
		return keepAsDraft[gazette.ForwardPlan](ctx, t, r, d.Number)
	case gazette.KindCouncil, gazette.KindBody, gazette.KindMeeting, gazette.KindMinutes,
		gazette.KindAnswer, gazette.KindAction, gazette.KindTakedown, gazette.KindItem:
	}
	return nil
}

// keepAsDraft keeps what is about to be taken down as the draft of the next edition, unless there is one.
func keepAsDraft[T any](ctx context.Context, t *turn, r *Register, number int) error {
	k, err := working[T](ctx, t, r, number)
	if err != nil || k.Version > 0 {
		return err
	}
	_, err = keepDraft(ctx, t, number, 0, k.Content.Content)
	return err
}

// agendaWithdrawn marks the agenda's latest edition that stands as withdrawn. What it added is new again.
func (t *turn) agendaWithdrawn(ctx context.Context, d Takedown) error {
	k, err := fetch[Agenda](ctx, t, d.Number)
	if council.IsNotFound(err) {
		return nil // published before the desk was: it is begun anew
	}
	if err != nil {
		return err
	}
	k.Content.Editions = slices.Clone(k.Content.Editions)
	for i := len(k.Content.Editions) - 1; i >= 0; i-- {
		e := &k.Content.Editions[i]
		if !e.stands() {
			continue
		}
		e.Withdrawn = d.Reason
		for _, n := range e.Added {
			if err := t.unprint(ctx, n); err != nil {
				return err
			}
		}
		break
	}
	_, err = put(ctx, t, k)
	return err
}

// unprint lets an item be as one that no edition has yet.
func (t *turn) unprint(ctx context.Context, item int) error {
	k, err := fetch[Item](ctx, t, item)
	if council.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	k.Content.Printed = false
	_, err = put(ctx, t, k)
	return err
}

// documentWithdrawn marks a paper as withdrawn, so that no supplement publishes it again unasked; a notice
// is no longer given.
func (t *turn) documentWithdrawn(ctx context.Context, d Takedown) error {
	k, err := fetch[Paper](ctx, t, d.Number)
	if err == nil {
		k.Content.Withdrawn, k.Content.TakenDown, k.Content.Reason = true, true, d.Reason
		if _, err = put(ctx, t, k); err != nil {
			return err
		}
		return t.recallPacks(ctx, d.Number)
	}
	if !council.IsNotFound(err) {
		return err
	}
	notices, err := find[Notice](ctx, t, Query{Marks: []Mark{{"document", itoa(d.Number)}}})
	for _, n := range notices {
		n.Content.Published, n.Content.Withdrawn = council.Day{}, d.Reason
		if _, err := put(ctx, t, n); err != nil {
			return err
		}
	}
	return err
}

// PutBack lets a paper that was taken down be published with the next edition of its agenda again. Its file
// may be replaced before.
func (r *Register) PutBack(ctx context.Context, v audience.Viewer, paper int) error {
	return r.do(ctx, v, TakeDown, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Paper](ctx, t, paper)
		if err != nil {
			return err
		}
		if err := t.may(k.Content.Body); err != nil || !k.Content.TakenDown {
			return err
		}
		k.Content.Withdrawn, k.Content.TakenDown, k.Content.Reason = false, false, council.Text{}
		_, err = put(ctx, t, k)
		return err
	})
}
