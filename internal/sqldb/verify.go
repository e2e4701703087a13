package sqldb

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"moothall/internal/gazette"
)

// ErrTampered is the kind of every disagreement that Verify finds.
var ErrTampered = errors.New("the record does not agree with itself")

func disagree(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), ErrTampered)
}

// FileChecker reads a file of the public shelf again and says whether it still is what its hash
// says.
type FileChecker interface {
	Verify(ctx context.Context, sha256 string) error
}

// Verified is what Verify has checked.
type Verified struct {
	Entries, Takedowns, Checkpoints, Rows, Files int
}

// Verify checks the whole record: every entry against its commitment, the log against every signed
// checkpoint and against those that the caller has kept elsewhere, every projected row against
// what the log says it must be, and every file against its hash. The error names the first thing
// that does not agree; it is ErrTampered.
func Verify(ctx context.Context, place Place, key string, kept []string, files FileChecker, progress Progress) (Verified, error) {
	d, err := place.dialect(gazetteTables)
	if err != nil {
		return Verified{}, err
	}
	db, err := d.reader(ctx)
	if err != nil {
		return Verified{}, err
	}
	defer func() { _ = db.Close() }()
	sqlTx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return Verified{}, fmt.Errorf("begin to verify: %w", err)
	}
	defer func() { _ = sqlTx.Rollback() }()
	v := &verifier{tx: newTx(sqlTx), key: key, progress: progress, files: map[string]int64{}}
	for _, step := range []func(context.Context) error{v.log, v.tree, v.checkpoints(kept), v.projection, v.shelf(files)} {
		if err := step(ctx); err != nil {
			return v.Verified, err
		}
	}
	return v.Verified, nil
}

type verifier struct {
	Verified
	tx       *tx
	key      string
	progress Progress
	size     int64
	hashes   []tlog.Hash      // computed, by stored index
	files    map[string]int64 // by hash, the entry that names it
}

// log checks every entry and computes the hashes of the tree.
func (v *verifier) log(ctx context.Context) error {
	if err := v.tx.row(ctx, `SELECT size FROM log WHERE one = 1`, nil, &v.size); err != nil {
		return err
	}
	next := int64(0)
	for {
		entries, err := v.entries(ctx, next)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.Seq != next {
				return disagree("entry %d is missing from the log", next)
			}
			if err := v.entry(ctx, e); err != nil {
				return err
			}
			next++
		}
		v.Entries = int(next)
		v.progress("log", int(next), int(v.size))
		if len(entries) == 0 {
			break
		}
	}
	if next != v.size {
		return disagree("the log says that it has %d entries, and has %d", v.size, next)
	}
	return nil
}

func (v *verifier) entries(ctx context.Context, from int64) ([]gazette.Entry, error) {
	var list []gazette.Entry
	err := v.tx.each(ctx, `SELECT `+entryColumns+` FROM entry WHERE seq >= $1 ORDER BY seq LIMIT $2`, []any{from, batch}, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		if err != nil {
			return disagree("the entry after %d cannot be read (%v)", from+int64(len(list))-1, err)
		}
		list = append(list, e)
		return nil
	})
	return list, err
}

func (v *verifier) entry(ctx context.Context, e gazette.Entry) error {
	leaf, err := e.Leaf()
	if err != nil {
		return err
	}
	added, err := tlog.StoredHashesForRecordHash(e.Seq, tlog.RecordHash(leaf), tlog.HashReaderFunc(v.computed))
	if err != nil {
		return fmt.Errorf("hash entry %d: %w", e.Seq, err)
	}
	v.hashes = append(v.hashes, added...)
	if e.TakenDown != 0 {
		v.Takedowns++
		return v.takedown(ctx, e)
	}
	if gazette.Commit(e.Nonce, e.Content) != e.Commitment {
		return disagree("entry %d (%v, edition %d): its content is not what was published", e.Seq, e.Subject, e.Edition)
	}
	content, err := gazette.Decode(e.Subject.Kind, e.Content)
	if err != nil {
		return disagree("entry %d (%v): its content cannot be read (%v)", e.Seq, e.Subject, err)
	}
	if !slices.Equal(gazette.Files(content), e.Files) {
		return disagree("entry %d (%v): the files it lists are not those that its content names", e.Seq, e.Subject)
	}
	for _, f := range e.Files {
		v.files[f] = e.Seq
	}
	return nil
}

func (v *verifier) computed(ids []int64) ([]tlog.Hash, error) {
	list := make([]tlog.Hash, len(ids))
	for i, id := range ids {
		if id >= int64(len(v.hashes)) {
			return nil, fmt.Errorf("hash %d is not there yet: %w", id, ErrTampered)
		}
		list[i] = v.hashes[id]
	}
	return list, nil
}

// takedown checks that an emptied entry was emptied by a published takedown, and wholly.
func (v *verifier) takedown(ctx context.Context, e gazette.Entry) error {
	if e.Content != nil || e.Nonce != nil {
		return disagree("entry %d (%v) says that it was taken down, and still has its content", e.Seq, e.Subject)
	}
	var kind string
	var encoded []byte
	err := v.tx.row(ctx, `SELECT kind, content FROM entry WHERE seq = $1`, []any{e.TakenDown}, &kind, &encoded)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	content, err := gazette.Decode(gazette.Kind(kind), encoded)
	t, ok := content.(gazette.Takedown)
	if err != nil || !ok || t.Entry != e.Seq {
		return disagree("entry %d (%v) has lost its content, and no takedown says why", e.Seq, e.Subject)
	}
	return nil
}

// tree compares the stored hashes with those computed.
func (v *verifier) tree(ctx context.Context) error {
	i := 0
	err := v.tx.each(ctx, `SELECT id, hash FROM hash ORDER BY id`, nil, func(rows *sql.Rows) error {
		var id int64
		var h []byte
		if err := rows.Scan(&id, &h); err != nil {
			return err
		}
		if id != int64(i) || i >= len(v.hashes) {
			return disagree("hash %d of the log is missing or too many", i)
		}
		if !bytes.Equal(h, v.hashes[i][:]) {
			level, n := tlog.SplitStoredHashIndex(id)
			return disagree("the log's hash for entries %d to %d is not that of what they say", n<<level, (n+1)<<level-1)
		}
		i++
		return nil
	})
	if err == nil && i != len(v.hashes) {
		err = disagree("hash %d of the log is missing", i)
	}
	return err
}

// checkpoints checks every signed checkpoint, and then those that the caller has kept.
func (v *verifier) checkpoints(kept []string) func(context.Context) error {
	return func(ctx context.Context) error {
		last := int64(0)
		err := v.tx.each(ctx, `SELECT size, note FROM checkpoint ORDER BY size`, nil, func(rows *sql.Rows) error {
			var signed string
			if err := rows.Scan(&last, &signed); err != nil {
				return err
			}
			size, err := v.checkpoint(signed)
			if err == nil && size != last {
				err = disagree("the checkpoint of %d entries is signed for %d", last, size)
			}
			return err
		})
		if err != nil {
			return err
		}
		if last != v.size {
			return disagree("the last checkpoint is of %d entries, and the log has %d", last, v.size)
		}
		for _, signed := range kept {
			if _, err := v.checkpoint(signed); err != nil {
				return fmt.Errorf("the checkpoint kept elsewhere: %w", err)
			}
		}
		return nil
	}
}

func (v *verifier) checkpoint(signed string) (int64, error) {
	size, root, err := gazette.OpenCheckpoint(v.key, signed)
	if err != nil {
		return 0, disagree("a checkpoint does not hold (%v)", err)
	}
	if size > v.size {
		return 0, disagree("a checkpoint is signed for %d entries, and the log has only %d", size, v.size)
	}
	v.Checkpoints++
	if size == 0 {
		return 0, nil
	}
	computed, err := tlog.TreeHash(size, tlog.HashReaderFunc(v.computed))
	if err != nil {
		return 0, fmt.Errorf("hash the first %d entries: %w", size, err)
	}
	if computed != root {
		return 0, disagree("the first %d entries are not those that the checkpoint was signed for", size)
	}
	return size, nil
}

// shelf checks the files.
func (v *verifier) shelf(files FileChecker) func(context.Context) error {
	return func(ctx context.Context) error {
		hashes := make([]string, 0, len(v.files))
		for f := range v.files {
			hashes = append(hashes, f)
		}
		slices.Sort(hashes)
		for i, f := range hashes {
			if err := files.Verify(ctx, f); err != nil {
				return disagree("the file %s, which entry %d names (%v)", f, v.files[f], err)
			}
			v.Files++
			v.progress("files", i+1, len(hashes))
		}
		return nil
	}
}
