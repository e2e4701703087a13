package sqldb

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"

	"moothall/internal/council"
	"moothall/internal/register"
)

// Hold implements register.Tx. On SQLite a transaction that may write has the whole database already.
func (w *work) Hold(ctx context.Context, k register.Key) error {
	var version int
	err := w.row(ctx, `UPDATE work SET version = version WHERE kind = $1 AND number = $2 RETURNING version`, []any{string(k.Kind), k.Number}, &version)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s %d: %w", k.Kind, k.Number, council.ErrNotFound)
	}
	return err
}

// DropPaper implements register.Tx. Its place among the others is left to chance.
func (w *work) DropPaper(ctx context.Context, poll int, paper []byte) error {
	return w.exec(ctx, `INSERT INTO ballot_paper (poll, place, paper) VALUES ($1, $2, $3)`, poll, rand.Text(), paper)
}

// Papers implements register.Tx.
func (w *work) Papers(ctx context.Context, poll int) ([][]byte, error) {
	var list [][]byte
	err := w.each(ctx, `SELECT paper FROM ballot_paper WHERE poll = $1 ORDER BY place`, []any{poll}, func(rows *sql.Rows) error {
		var paper []byte
		err := rows.Scan(&paper)
		list = append(list, paper)
		return err
	})
	return list, err
}

// EmptyBox implements register.Tx.
func (w *work) EmptyBox(ctx context.Context, poll int) error {
	return w.exec(ctx, `DELETE FROM ballot_paper WHERE poll = $1`, poll)
}
