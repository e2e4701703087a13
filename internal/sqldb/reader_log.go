package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// entryColumns are what scanEntry reads.
const entryColumns = `seq, kind, number, edition, published, commitment, files, nonce, content, taken_down`

func scanEntry(rows *sql.Rows) (e gazette.Entry, err error) {
	var kind, at, files string
	var commitment []byte
	err = rows.Scan(&e.Seq, &kind, &e.Subject.Number, &e.Edition, &at, &commitment, &files, &e.Nonce, &e.Content, &e.TakenDown)
	if err != nil {
		return e, err
	}
	if len(commitment) != len(e.Commitment) {
		return e, fmt.Errorf("entry %d: a commitment of %d bytes: %w", e.Seq, len(commitment), council.ErrInvalid)
	}
	e.Subject.Kind, e.Files, e.Commitment = gazette.Kind(kind), strings.Fields(files), [32]byte(commitment)
	e.Published, err = gazette.ParseMoment(at)
	return e, err
}

// Entries are the entries of the log from a place on, at most limit.
func (r *Reader) Entries(ctx context.Context, from int64, limit int) ([]gazette.Entry, error) {
	var list []gazette.Entry
	err := r.each(ctx, `SELECT `+entryColumns+` FROM entry WHERE seq >= $1 ORDER BY seq LIMIT $2`, []any{from, limit}, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		list = append(list, e)
		return err
	})
	return list, err
}

// Checkpoint is the latest signed checkpoint; ErrNotFound where nothing was published yet.
func (r *Reader) Checkpoint(ctx context.Context) (string, error) {
	var signed string
	err := r.db.QueryRowContext(ctx, `SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1`).Scan(&signed)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("no checkpoint was signed yet: %w", council.ErrNotFound)
	}
	if err != nil {
		return "", fmt.Errorf("read the checkpoint: %w", err)
	}
	return signed, nil
}

// Inclusion proves that an entry is in the log of that size (RFC 6962 section 2.1.1).
func (r *Reader) Inclusion(ctx context.Context, seq, size int64) ([][32]byte, error) {
	if err := r.within(ctx, size); err != nil {
		return nil, err
	}
	if seq < 0 || seq >= size {
		return nil, fmt.Errorf("a log of %d entries has no entry %d: %w", size, seq, council.ErrInvalid)
	}
	proof, err := tlog.ProveRecord(size, seq, r.hashes(ctx))
	return plainHashes(proof), err
}

// Consistency proves that the log of one size is the beginning of the log of another (RFC 6962
// section 2.1.2).
func (r *Reader) Consistency(ctx context.Context, from, to int64) ([][32]byte, error) {
	if err := r.within(ctx, to); err != nil {
		return nil, err
	}
	if from < 1 || from > to {
		return nil, fmt.Errorf("a log of %d entries did not begin as one of %d: %w", to, from, council.ErrInvalid)
	}
	proof, err := tlog.ProveTree(to, from, r.hashes(ctx))
	return plainHashes(proof), err
}

func (r *Reader) within(ctx context.Context, size int64) error {
	var have int64
	if err := r.db.QueryRowContext(ctx, `SELECT size FROM log WHERE one = 1`).Scan(&have); err != nil {
		return fmt.Errorf("read the size of the log: %w", err)
	}
	if size < 1 || size > have {
		return fmt.Errorf("the log has %d entries, so not %d: %w", have, size, council.ErrInvalid)
	}
	return nil
}

func plainHashes(proof []tlog.Hash) [][32]byte {
	list := make([][32]byte, len(proof))
	for i, h := range proof {
		list[i] = h
	}
	return list
}

func (r *Reader) hashes(ctx context.Context) tlog.HashReader {
	return tlog.HashReaderFunc(func(ids []int64) ([]tlog.Hash, error) {
		list := make([]tlog.Hash, len(ids))
		for i, id := range ids {
			var b []byte
			if err := r.db.QueryRowContext(ctx, `SELECT hash FROM hash WHERE id = $1`, id).Scan(&b); err != nil {
				return nil, fmt.Errorf("read hash %d of the log: %w", id, err)
			}
			list[i] = tlog.Hash(b)
		}
		return list, nil
	})
}
