package sqldb

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// act is one act of publication under way. It implements gazette.Act.
type act struct {
	tx        *tx
	press     *Press
	at        time.Time
	size      int64
	given     map[gazette.Kind]int // highest number given out, by kind
	projector *projector
	log       *tree
	appended  []gazette.Entry
}

// Publish implements gazette.Act.
func (a *act) Publish(ctx context.Context, s gazette.Subject, content any) (bool, error) {
	encoded, err := gazette.Encode(s, content)
	if err != nil {
		return false, err
	}
	edition, same, err := a.edition(ctx, s, encoded)
	if err != nil || same {
		return false, err
	}
	nonce, err := gazette.NewNonce(a.press.random)
	if err != nil {
		return false, err
	}
	e := gazette.Entry{Seq: a.size, Subject: s, Edition: edition, Published: a.at, Commitment: gazette.Commit(nonce, encoded),
		Files: gazette.Files(content), Nonce: nonce, Content: encoded}
	if err := a.append(ctx, e); err != nil {
		return false, fmt.Errorf("append %v: %w", s, err)
	}
	if t, ok := content.(gazette.Takedown); ok {
		if err := a.takeDown(ctx, e.Seq, t); err != nil {
			return false, err
		}
	}
	// What was published is what the bytes say, whatever the caller does with its value later.
	decoded, err := gazette.Decode(s.Kind, encoded)
	if err != nil {
		return false, err
	}
	return true, a.projector.place(ctx, e, decoded)
}

// edition is the number of the next edition of s, or same where the latest one says exactly that.
func (a *act) edition(ctx context.Context, s gazette.Subject, encoded []byte) (next int, same bool, err error) {
	var last int
	var content []byte
	err = a.tx.row(ctx, `SELECT l.editions, e.content FROM latest l JOIN entry e ON e.seq = l.seq WHERE l.kind = $1 AND l.number = $2`,
		[]any{string(s.Kind), s.Number}, &last, &content)
	if errors.Is(err, sql.ErrNoRows) {
		return 1, false, nil
	}
	return last + 1, bytes.Equal(content, encoded), err
}

func (a *act) append(ctx context.Context, e gazette.Entry) error {
	leaf, err := e.Leaf()
	if err != nil {
		return err
	}
	if err := a.log.append(ctx, e.Seq, tlog.RecordHash(leaf)); err != nil {
		return err
	}
	err = a.tx.exec(ctx, `INSERT INTO entry (seq, kind, number, edition, published, commitment, files, nonce, content)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, e.Seq, string(e.Subject.Kind), e.Subject.Number, e.Edition,
		gazette.Moment(e.Published), e.Commitment[:], strings.Join(e.Files, " "), e.Nonce, e.Content)
	if err != nil {
		return err
	}
	a.size++
	a.appended = append(a.appended, e)
	return nil
}

// takeDown empties the entry that a takedown names.
func (a *act) takeDown(ctx context.Context, seq int64, t gazette.Takedown) error {
	var kind string
	var number int
	err := a.tx.row(ctx, `SELECT kind, number FROM entry WHERE seq = $1 AND taken_down = 0`, []any{t.Entry}, &kind, &number)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("entry %d is not on the record, or was taken down before: %w", t.Entry, council.ErrNotFound)
	}
	if err != nil {
		return err
	}
	s := gazette.Subject{Kind: gazette.Kind(kind), Number: number}
	if s.Kind == gazette.KindTakedown {
		return fmt.Errorf("entry %d is itself a takedown, which is for good: %w", t.Entry, council.ErrInvalid)
	}
	if err := a.tx.exec(ctx, `UPDATE entry SET nonce = NULL, content = NULL, taken_down = $1 WHERE seq = $2`, seq, t.Entry); err != nil {
		return err
	}
	return a.projector.emptied(ctx, s)
}

// finish renews every account that the act has touched and signs the new checkpoint.
func (a *act) finish(ctx context.Context) (gazette.Receipt, error) {
	if len(a.appended) == 0 {
		checkpoint, err := lastCheckpoint(ctx, a.tx)
		return gazette.Receipt{Checkpoint: checkpoint}, err
	}
	if err := a.projector.complete(ctx, a.appended); err != nil {
		return gazette.Receipt{}, err
	}
	if !a.projector.whole {
		if err := a.projector.renew(ctx, nil); err != nil {
			return gazette.Receipt{}, err
		}
	}
	root, err := a.log.root(a.size)
	if err != nil {
		return gazette.Receipt{}, err
	}
	signed, err := gazette.SignCheckpoint(a.press.signer, a.size, root)
	if err != nil {
		return gazette.Receipt{}, err
	}
	if err := a.tx.exec(ctx, `INSERT INTO checkpoint (size, note) VALUES ($1, $2)`, a.size, signed); err != nil {
		return gazette.Receipt{}, err
	}
	if err := a.tx.exec(ctx, `UPDATE log SET size = $1 WHERE one = 1`, a.size); err != nil {
		return gazette.Receipt{}, err
	}
	a.press.shelf.grown(a.size)
	return gazette.Receipt{Appended: a.appended, Checkpoint: signed}, nil
}

func lastCheckpoint(ctx context.Context, t *tx) (string, error) {
	var signed string
	err := t.row(ctx, `SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1`, nil, &signed)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return signed, err
}

// Next implements gazette.Act.
func (a *act) Next(ctx context.Context, kind gazette.Kind) (int, error) {
	next, err := nextNumber(ctx, a.tx, kind)
	if err != nil {
		return 0, err
	}
	a.given[kind] = max(a.given[kind]+1, next)
	return a.given[kind], nil
}

// nextNumber is above every number of the kind that was published or given out for good.
func nextNumber(ctx context.Context, t *tx, kind gazette.Kind) (int, error) {
	var highest, reserved int
	query, args := `SELECT COALESCE(MAX(number), 0) FROM latest WHERE kind = $1`, []any{string(kind)}
	if kind == gazette.KindItem {
		query, args = `SELECT COALESCE(MAX(number), 0) FROM item`, nil
	}
	if err := t.row(ctx, query, args, &highest); err != nil {
		return 0, err
	}
	err := t.row(ctx, `SELECT COALESCE(MAX(last), 0) FROM reserved WHERE kind = $1`, []any{string(kind)}, &reserved)
	return max(highest, reserved) + 1, err
}

// Latest implements gazette.Act.
func (a *act) Latest(ctx context.Context, s gazette.Subject) (any, error) {
	e, err := a.projector.Latest(ctx, s)
	if err != nil {
		return nil, err
	}
	if e.Tombstone != nil {
		return nil, fmt.Errorf("%v: %w", s, council.ErrGone)
	}
	return e.Content, nil
}

// Unnamed are the files of an entry that was taken down which no entry that stands names, so that
// they may go.
func (p *Press) Unnamed(ctx context.Context, seq int64) ([]string, error) {
	var files string
	err := p.db.QueryRowContext(ctx, `SELECT files FROM entry WHERE seq = $1 AND taken_down <> 0`, seq).Scan(&files)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the files of entry %d: %w", seq, err)
	}
	var list []string
	for _, sha := range strings.Fields(files) {
		var named int
		err := p.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM entry WHERE taken_down = 0 AND files LIKE $1`, "%"+sha+"%").Scan(&named)
		if err != nil {
			return nil, fmt.Errorf("look for the file %s: %w", sha, err)
		}
		if named == 0 {
			list = append(list, sha)
		}
	}
	return list, nil
}
