package register

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Numbers gives out public numbers, of which each is given once whoever asks.
type Numbers interface {
	Reserve(ctx context.Context, kind gazette.Kind, count int) (first int, err error)
}

// Press is where the outbox is delivered to.
type Press interface {
	Numbers
	// ActOnce is gazette.Press.Act, but does nothing where an act with that ticket or a later one was
	// done before.
	ActOnce(ctx context.Context, at time.Time, ticket int64, do func(context.Context, gazette.Act) error) (gazette.Receipt, error)
	// Unnamed are the files of an entry that was taken down which no entry that stands names.
	Unnamed(ctx context.Context, entry int64) ([]string, error)
}

// Record is what is published, as the register reads it.
type Record interface {
	gazette.Past
	// Roll is everybody on the record, with the parties, wards and bodies.
	Roll(ctx context.Context) (gazette.Roll, error)
	// Meetings are those of a period, by day.
	Meetings(ctx context.Context, from, to council.Day) ([]gazette.MeetingLine, error)
	// Plans are the forward plans.
	Plans(ctx context.Context) ([]gazette.PlanLine, error)
	// LastAttended is, by person, the day of the last meeting that they were at as a member.
	LastAttended(ctx context.Context) (map[int]council.Day, error)
}

// Register is the working record of one council.
type Register struct {
	store  Store
	outbox Outbox
	press  Press
	record Record
	now    func() time.Time
	late   func(context.Context, error)
	free   func(ctx context.Context, sha string) error
	recall func(ctx context.Context, sha string) error
	boxes  Boxes

	printer Printer
	minuter MinutesPrinter
	typeset Typeset
	notices DecisionPrinter
}

// Config is what a Register works with.
type Config struct {
	Store  Store
	Outbox Outbox
	Press  Press
	Record Record // what is published
	Now    func() time.Time
	// Late is told when what was published could not be appended to the gazette at once. It stays in
	// the outbox, and Deliver tries again.
	Late func(ctx context.Context, err error)
	// Release puts a file of the sealed shelf on the public one, where it is not there yet.
	Release func(ctx context.Context, sha string) error
	// Recall takes a file off the public shelf, where it is there. Without it nothing can be taken down.
	Recall func(ctx context.Context, sha string) error
	// Boxes keep the keys of secret ballots; without them none is opened.
	Boxes Boxes
	// Printer prints the reports that are written at the desk; without it they go to no agenda as papers.
	Printer Printer
	// Minuter prints minutes; without it they are published with no papers.
	Minuter MinutesPrinter
	// Typeset writes the prose of minutes as HTML.
	Typeset Typeset
	// Notices prints the notices of decisions; without it none is published.
	Notices DecisionPrinter
}

// New makes the register.
func New(c Config) *Register {
	return &Register{store: c.Store, outbox: c.Outbox, press: c.Press, record: c.Record, now: c.Now, late: c.Late, free: c.Release, recall: c.Recall, printer: c.Printer,
		boxes: c.Boxes, minuter: c.Minuter, typeset: c.Typeset, notices: c.Notices}
}

// turn is one act of one viewer under way.
type turn struct {
	tx     Tx
	viewer audience.Viewer
	act    Act
	at     time.Time
	sent   bool // something was put into the outbox
}

// do runs an act for a body (audience.AllBodies where it concerns no single one): asked of the rules
// first, in one transaction, audited.
func (r *Register) do(ctx context.Context, v audience.Viewer, act Act, body int, run func(context.Context, *turn) error) error {
	if err := May(v, act, body); err != nil {
		return err
	}
	return r.turn(ctx, v, act, run)
}

// turn runs an act that may be done.
func (r *Register) turn(ctx context.Context, v audience.Viewer, act Act, run func(context.Context, *turn) error) error {
	sent := false
	err := r.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		t := &turn{tx: tx, viewer: v, act: act, at: r.moment()}
		err := run(ctx, t)
		sent = t.sent
		return err
	})
	if err != nil || !sent {
		return err
	}
	// The act is kept by now. Should the gazette be out of reach, its outbox is delivered later.
	if err := r.Deliver(ctx); err != nil {
		r.late(ctx, err)
	}
	return nil
}

// moment is the time, as exact as the register keeps it.
func (r *Register) moment() time.Time { return r.now().UTC().Truncate(time.Millisecond) }

// look runs a reading act.
func (r *Register) look(ctx context.Context, v audience.Viewer, act Act, run func(context.Context, *turn) error) error {
	if err := May(v, act, audience.AllBodies); err != nil {
		return err
	}
	return r.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		return run(ctx, &turn{tx: tx, viewer: v, act: act, at: r.now()})
	})
}

// may asks the rules again, now that it is known whose business it is.
func (t *turn) may(body int) error { return May(t.viewer, t.act, body) }

// get is a piece of work; ErrNotFound where there is none that the viewer may see.
func get[T Work](ctx context.Context, t *turn, number int) (Kept[T], error) {
	k, err := fetch[T](ctx, t, number)
	if err != nil {
		return k, err
	}
	if !k.Content.Lock().Opens(t.viewer) {
		var none Kept[T]
		return none, fmt.Errorf("%s %d: %w", k.Content.Kind(), number, council.ErrNotFound)
	}
	return k, nil
}

// fetch is a piece of work whoever looks: for the rules themselves, never for a page.
func fetch[T Work](ctx context.Context, t *turn, number int) (Kept[T], error) {
	var k Kept[T]
	m, err := t.tx.Get(ctx, Key{k.Content.Kind(), number}, &k.Content)
	k.Number, k.Version, k.Changed, k.By = number, m.Version, m.Changed, m.By
	return k, err
}

// find is the work that the viewer may see, in order.
func find[T Work](ctx context.Context, t *turn, q Query) ([]Kept[T], error) {
	var list []Kept[T]
	var of T
	err := t.tx.Find(ctx, t.viewer, of.Kind(), q, func(m Meta, read func(any) error) error {
		k := Kept[T]{Number: m.Number, Version: m.Version, Changed: m.Changed, By: m.By}
		err := read(&k.Content)
		list = append(list, k)
		return err
	})
	return list, err
}

// put keeps a piece of work and notes the change. A version that is not the kept one is *Stale.
func put[T Work](ctx context.Context, t *turn, k Kept[T]) (Kept[T], error) {
	if err := k.Content.Check(); err != nil {
		return k, err
	}
	before, err := fetch[T](ctx, t, k.Number)
	if err != nil && !errors.Is(err, council.ErrNotFound) {
		return k, err
	}
	if before.Version != k.Version {
		return k, &Stale[T]{Mine: k.Content, Theirs: before}
	}
	m := Meta{Key: Key{k.Content.Kind(), k.Number}, Version: k.Version, Changed: t.at, By: t.viewer.Account()}
	if err := t.tx.Put(ctx, m, k.Content); err != nil {
		return k, err
	}
	k.Version, k.Changed, k.By = k.Version+1, t.at, t.viewer.Account()
	if before.Version == 0 {
		return k, t.note(ctx, m.Key, nil, k.Content)
	}
	return k, t.note(ctx, m.Key, before.Content, k.Content)
}

// add keeps new work under the next number of its kind.
func add[T Work](ctx context.Context, t *turn, content T) (Kept[T], error) {
	n, err := t.tx.Next(ctx, content.Kind())
	if err != nil {
		return Kept[T]{}, err
	}
	return put(ctx, t, Kept[T]{Number: n, Content: content})
}

// remove takes a piece of work out and notes it.
func remove[T Work](ctx context.Context, t *turn, k Kept[T]) error {
	m := Meta{Key: Key{k.Content.Kind(), k.Number}, Version: k.Version}
	if err := t.tx.Remove(ctx, m); err != nil {
		return err
	}
	return t.note(ctx, m.Key, k.Content, nil)
}

// note writes the line of the audit for a change. Sealed words are marks in it.
func (t *turn) note(ctx context.Context, k Key, before, after any) error {
	line := AuditLine{At: t.at, Account: t.viewer.Account(), Name: t.viewer.Name(), Act: t.act, Subject: k}
	var err error
	if line.Before, err = told(before); err != nil {
		return err
	}
	if line.After, err = told(after); err != nil {
		return err
	}
	return t.tx.Note(ctx, line)
}

func told(content any) (string, error) {
	if content == nil {
		return "", nil
	}
	b, err := json.Marshal(content)
	if err != nil {
		return "", fmt.Errorf("write %T for the audit: %w", content, err)
	}
	return string(b), nil
}
