package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// Send implements register.Tx.
func (w *work) Send(ctx context.Context, p register.Parcel) error {
	ticket, err := w.Next(ctx, "outbox")
	if err != nil {
		return err
	}
	editions, err := cbor.Marshal(p.Editions)
	if err != nil {
		return fmt.Errorf("write a parcel: %w", err)
	}
	return w.exec(ctx, `INSERT INTO outbox (ticket, at, account, editions, delivered, refused) VALUES ($1, $2, $3, $4, 0, '')`,
		ticket, gazette.Moment(p.At), p.Account, editions)
}

// Waiting implements register.Outbox.
func (r *Register) Waiting(ctx context.Context) (register.Parcel, error) {
	var p register.Parcel
	var at string
	var editions []byte
	err := r.read.QueryRowContext(ctx, `SELECT ticket, at, account, editions FROM outbox WHERE delivered = 0 ORDER BY ticket LIMIT 1`).
		Scan(&p.Ticket, &at, &p.Account, &editions)
	if errors.Is(err, sql.ErrNoRows) {
		return p, fmt.Errorf("nothing waits in the outbox: %w", council.ErrNotFound)
	}
	if err != nil {
		return p, fmt.Errorf("look into the outbox: %w", err)
	}
	if p.At, err = gazette.ParseMoment(at); err != nil {
		return p, err
	}
	if err := cbor.Unmarshal(editions, &p.Editions); err != nil {
		return p, fmt.Errorf("read parcel %d: %w", p.Ticket, err)
	}
	return p, nil
}

// Delivered implements register.Outbox.
func (r *Register) Delivered(ctx context.Context, ticket int64, refused string) error {
	if _, err := r.db.ExecContext(ctx, `UPDATE outbox SET delivered = 1, refused = $2 WHERE ticket = $1`, ticket, refused); err != nil {
		return fmt.Errorf("take parcel %d off the outbox: %w", ticket, err)
	}
	return nil
}
