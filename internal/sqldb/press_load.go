package sqldb

import (
	"context"
	"fmt"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Load makes a record: do publishes by the press it is given, whose acts are all one transaction,
// so that the record is made whole or not at all. Accounts are composed once, when do has
// returned, and not after every act: nobody can read in between. What is kept is what the same
// acts of Press would have kept, to the last byte. progress, which may be nil, hears of the
// composing. The error is council.ErrConflict where something is on the record already.
func (p *Press) Load(ctx context.Context, do func(context.Context, gazette.Press) error, progress Progress) error {
	return p.within(ctx, func(ctx context.Context, t *tx, size int64) error {
		if size != 0 {
			return fmt.Errorf("a record of %d entries cannot be made anew: %w", size, council.ErrConflict)
		}
		l := &loader{press: p, tx: t, projector: newProjector(t, p.shelf)}
		l.projector.whole = true
		if err := do(ctx, l); err != nil {
			return err
		}
		if l.failed != nil {
			return l.failed
		}
		return l.projector.renew(ctx, func(done, total int) {
			if progress != nil {
				progress("accounts", done, total)
			}
		})
	})
}

// loader is the press of a load. It is for one goroutine.
type loader struct {
	press     *Press
	tx        *tx
	projector *projector
	size      int64
	failed    error // of an act: what it did cannot be undone by itself
}

// Act implements gazette.Press.
func (l *loader) Act(ctx context.Context, at time.Time, do func(context.Context, gazette.Act) error) (gazette.Receipt, error) {
	if l.failed != nil {
		return gazette.Receipt{}, l.failed
	}
	a := l.press.newAct(l.tx, at, l.size, l.projector)
	receipt, err := a.run(ctx, do)
	l.size, l.failed = a.size, err
	return receipt, err
}
