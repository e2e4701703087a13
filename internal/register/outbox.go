package register

import (
	"context"
	"errors"
	"slices"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Parcel is what one act publishes: editions that are appended to the gazette together.
type Parcel struct {
	Ticket   int64 // its place in the outbox, from 1; given by the store
	At       time.Time
	Account  int
	Editions []Outgoing
}

// Outgoing is an edition on its way into the gazette: canonical JSON, as the entry will hold it.
type Outgoing struct {
	Subject gazette.Subject
	Content []byte
}

// Outbox holds what was published and is not yet in the gazette.
type Outbox interface {
	// Waiting is the oldest parcel that was not delivered; ErrNotFound where none waits.
	Waiting(ctx context.Context) (Parcel, error)
	// Delivered takes a parcel off the outbox; refused says why, where the gazette would not have it.
	Delivered(ctx context.Context, ticket int64, refused string) error
}

// edition checks a content and prepares it for the outbox.
func edition(s gazette.Subject, content any) (Outgoing, error) {
	b, err := gazette.Encode(s, content)
	return Outgoing{Subject: s, Content: b}, err
}

// send puts editions into the outbox of the turn.
func (t *turn) send(ctx context.Context, editions ...Outgoing) error {
	if len(editions) == 0 {
		return nil
	}
	t.sent = true
	return t.tx.Send(ctx, Parcel{At: t.at, Account: t.viewer.Account(), Editions: editions})
}

// Deliver appends to the gazette whatever waits in the outbox, in order. It may be run at any time by
// any process, and again after one died in the middle of it: the gazette remembers the last ticket.
func (r *Register) Deliver(ctx context.Context) error {
	for {
		p, err := r.outbox.Waiting(ctx)
		if council.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.deliver(ctx, p); err != nil {
			return err
		}
	}
}

func (r *Register) deliver(ctx context.Context, p Parcel) error {
	if err := r.releaseFiles(ctx, p); err != nil {
		return err
	}
	_, err := r.press.ActOnce(ctx, r.now(), p.Ticket, func(ctx context.Context, act gazette.Act) error {
		for _, o := range p.Editions {
			content, err := gazette.Decode(o.Subject.Kind, o.Content)
			if err != nil {
				return err
			}
			if _, err := act.Publish(ctx, o.Subject, content); err != nil {
				return err
			}
		}
		return nil
	})
	// What breaks the gazette's rules would break them for ever, and hold up all that comes after.
	if errors.Is(err, council.ErrInvalid) || errors.Is(err, council.ErrGone) || errors.Is(err, council.ErrNotFound) {
		return errors.Join(err, r.outbox.Delivered(ctx, p.Ticket, err.Error()))
	}
	if err != nil {
		return err
	}
	if err := r.recallFiles(ctx, p); err != nil {
		return err
	}
	return r.outbox.Delivered(ctx, p.Ticket, "")
}

// recallFiles takes the files off the public shelf that nothing on the record names any longer. Another
// process may be publishing one of them anew meanwhile: so each side looks again when it is done, this one
// here and that one by releasing its files once more.
func (r *Register) recallFiles(ctx context.Context, p Parcel) error {
	for _, o := range p.Editions {
		content, err := gazette.Decode(o.Subject.Kind, o.Content)
		if err != nil {
			return err
		}
		t, ok := content.(gazette.Takedown)
		if !ok {
			continue
		}
		files, err := r.press.Unnamed(ctx, t.Entry)
		if err != nil {
			return err
		}
		for _, sha := range files {
			if err := r.recall(ctx, sha); err != nil && !council.IsNotFound(err) {
				return err
			}
		}
		still, err := r.press.Unnamed(ctx, t.Entry)
		if err != nil {
			return err
		}
		for _, sha := range files {
			if slices.Contains(still, sha) {
				continue
			}
			if err := r.free(ctx, sha); err != nil {
				return err
			}
		}
	}
	return r.releaseFiles(ctx, p)
}

// releaseFiles puts the files that a parcel names on the public shelf, before anything names them there.
func (r *Register) releaseFiles(ctx context.Context, p Parcel) error {
	for _, o := range p.Editions {
		content, err := gazette.Decode(o.Subject.Kind, o.Content)
		if err != nil {
			return err
		}
		for _, sha := range gazette.Files(content) {
			if err := r.free(ctx, sha); err != nil {
				return err
			}
		}
	}
	return nil
}
