package sqldb

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// tree appends to the Merkle tree over the entries within a transaction.
type tree struct {
	tx    *tx
	fresh map[int64]tlog.Hash // stored hashes that this transaction has read or written
}

func newTree(t *tx) *tree { return &tree{tx: t, fresh: map[int64]tlog.Hash{}} }

// append stores the hashes that a new record at place n completes.
func (t *tree) append(ctx context.Context, n int64, record tlog.Hash) error {
	hashes, err := tlog.StoredHashesForRecordHash(n, record, t.reader(ctx))
	if err != nil {
		return fmt.Errorf("hash record %d: %w", n, err)
	}
	first := tlog.StoredHashIndex(0, n)
	for i, h := range hashes {
		t.fresh[first+int64(i)] = h
		if err := t.tx.exec(ctx, `INSERT INTO hash (id, hash) VALUES ($1, $2)`, first+int64(i), h[:]); err != nil {
			return err
		}
	}
	return nil
}

// root is the hash of the whole tree of that size, all of whose hashes are stored.
func (t *tree) root(size int64) (tlog.Hash, error) {
	root, err := tlog.TreeHash(size, t.reader(context.Background()))
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("hash the tree of %d entries: %w", size, err)
	}
	return root, nil
}

func (t *tree) reader(ctx context.Context) tlog.HashReader {
	return tlog.HashReaderFunc(func(ids []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(ids))
		for i, id := range ids {
			h, ok := t.fresh[id]
			if !ok {
				var b []byte
				if err := t.tx.row(ctx, `SELECT hash FROM hash WHERE id = $1`, []any{id}, &b); err != nil {
					return nil, err
				}
				h = tlog.Hash(b)
				t.fresh[id] = h
			}
			hashes[i] = h
		}
		return hashes, nil
	})
}
