package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/mod/sumdb/note"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Press publishes to one council's gazette. It implements gazette.Press and may be used by several
// goroutines and processes: acts take turns.
type Press struct {
	db     *sql.DB
	signer note.Signer
	random io.Reader
	bell   *bell
	shelf  *contentShelf
}

// OpenPress opens a gazette for publishing and makes it where there is none. Checkpoints are
// signed with signer; random gives the nonces of commitments.
func OpenPress(ctx context.Context, place Place, signer note.Signer, random io.Reader) (*Press, error) {
	db, err := openWriter(ctx, place, gazetteTables)
	if err != nil {
		return nil, err
	}
	b, err := openBell(place.Dir)
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	return &Press{db: db, signer: signer, random: random, bell: b, shelf: newContentShelf()}, nil
}

// Close lets go of the database.
func (p *Press) Close() error {
	bellErr := p.bell.Close()
	if err := p.db.Close(); err != nil {
		return fmt.Errorf("close the gazette: %w", err)
	}
	return bellErr
}

// Act implements gazette.Press.
func (p *Press) Act(ctx context.Context, at time.Time, do func(context.Context, gazette.Act) error) (gazette.Receipt, error) {
	return p.act(ctx, at, do, func(context.Context, *tx) (bool, error) { return true, nil })
}

// ActOnce is Act for a parcel of the register: it does nothing where that ticket or a later one was
// appended before, so that a parcel may be delivered again by whoever does not know.
func (p *Press) ActOnce(ctx context.Context, at time.Time, ticket int64, do func(context.Context, gazette.Act) error) (gazette.Receipt, error) {
	return p.act(ctx, at, do, func(ctx context.Context, t *tx) (bool, error) {
		var last int64
		err := t.row(ctx, `UPDATE delivered SET ticket = $1 WHERE one = 1 AND ticket < $1 RETURNING ticket`, []any{ticket}, &last)
		if errors.Is(err, sql.ErrNoRows) {
			return false, nil
		}
		return err == nil, err
	})
}

// Reserve gives out numbers of a kind, count of them from the first, which nobody else is given.
func (p *Press) Reserve(ctx context.Context, kind gazette.Kind, count int) (first int, err error) {
	err = p.within(ctx, func(ctx context.Context, t *tx, _ int64) error {
		first, err = nextNumber(ctx, t, kind)
		if err != nil {
			return err
		}
		return t.exec(ctx, `INSERT INTO reserved (kind, last) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET last = excluded.last`,
			string(kind), first+count-1)
	})
	return first, err
}

// act is one act of publication, unless begin says that it was done before.
func (p *Press) act(ctx context.Context, at time.Time, do func(context.Context, gazette.Act) error,
	begin func(context.Context, *tx) (bool, error)) (gazette.Receipt, error) {
	var receipt gazette.Receipt
	err := p.within(ctx, func(ctx context.Context, t *tx, size int64) error {
		if due, err := begin(ctx, t); err != nil || !due {
			return err
		}
		a := p.newAct(t, at, size, newProjector(t, p.shelf))
		var err error
		receipt, err = a.run(ctx, do)
		return err
	})
	return receipt, err
}

func (p *Press) newAct(t *tx, at time.Time, size int64, projector *projector) *act {
	return &act{tx: t, press: p, at: at.UTC().Truncate(time.Millisecond), size: size, given: map[gazette.Kind]int{},
		projector: projector, log: newTree(t)}
}

// run does the act, from its check against the clock to its checkpoint.
func (a *act) run(ctx context.Context, do func(context.Context, gazette.Act) error) (gazette.Receipt, error) {
	if err := a.notBefore(ctx); err != nil {
		return gazette.Receipt{}, err
	}
	if err := do(ctx, a); err != nil {
		return gazette.Receipt{}, err
	}
	return a.finish(ctx)
}

// within runs do in a transaction that alone may append. Readers hear of it before it is
// committed, so that none keeps an old page should the process die just after, and once more
// after, so that none keeps one made meanwhile.
func (p *Press) within(ctx context.Context, do func(context.Context, *tx, int64) error) error {
	sqlTx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin an act of publication: %w", err)
	}
	defer func() { _ = sqlTx.Rollback() }()
	t := newTx(sqlTx)
	var size int64
	// Writing the row takes its lock, and so the turn.
	if err := t.row(ctx, `UPDATE log SET size = size WHERE one = 1 RETURNING size`, nil, &size); err != nil {
		return err
	}
	p.shelf.asOf(size)
	if err := do(ctx, t, size); err != nil {
		p.shelf.asOf(-1)
		return err
	}
	if err := p.bell.ring(); err != nil {
		p.shelf.asOf(-1)
		return err
	}
	if err := sqlTx.Commit(); err != nil {
		p.shelf.asOf(-1)
		return fmt.Errorf("commit an act of publication: %w", err)
	}
	return p.bell.ring()
}

// notBefore refuses an act dated before the last entry: the log's order is the order of time.
func (a *act) notBefore(ctx context.Context) error {
	if a.size == 0 {
		return nil
	}
	var last string
	if err := a.tx.row(ctx, `SELECT published FROM entry WHERE seq = $1`, []any{a.size - 1}, &last); err != nil {
		return err
	}
	if gazette.Moment(a.at) < last {
		return fmt.Errorf("an act of %s cannot follow one of %s (check this machine's clock): %w", gazette.Moment(a.at), last, council.ErrInvalid)
	}
	return nil
}
