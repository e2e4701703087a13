package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// AuthStore keeps how people sign in, in the register's database. It implements auth.Store.
type AuthStore struct{ register *Register }

// Auth is the store of package auth.
func (r *Register) Auth() AuthStore { return AuthStore{r} }

// Turn implements auth.Store.
func (s AuthStore) Turn(ctx context.Context, do func(context.Context, auth.Tx) error) error {
	return within(ctx, s.register.db, func(ctx context.Context, t *tx) error { return do(ctx, &door{&work{t}}) })
}

// Look implements auth.Store.
func (s AuthStore) Look(ctx context.Context, do func(context.Context, auth.Tx) error) error {
	return within(ctx, s.register.read, func(ctx context.Context, t *tx) error { return do(ctx, &door{&work{t}}) })
}

// door is a transaction about signing in. It implements auth.Tx.
type door struct{ *work }

// Account implements auth.Tx.
func (d *door) Account(ctx context.Context, number int) (auth.Account, error) {
	var a register.Account
	_, err := d.Get(ctx, register.Key{Kind: a.Kind(), Number: number}, &a)
	return auth.Account{Number: number, Person: a.Person, Name: a.Name, Email: a.Email, Grants: a.Grants, Ended: !a.Ended.IsZero()}, err
}

// Accounts implements auth.Tx.
func (d *door) Accounts(ctx context.Context) (list []int, err error) {
	err = d.each(ctx, `SELECT number FROM work WHERE kind = $1 ORDER BY number`, []any{string(register.Account{}.Kind())}, func(rows *sql.Rows) error {
		var n int
		err := rows.Scan(&n)
		list = append(list, n)
		return err
	})
	return list, err
}

// AccountOf implements auth.Tx.
func (d *door) AccountOf(ctx context.Context, email string) (auth.Account, error) {
	mark := register.EmailMark(email)
	var number int
	err := d.one(ctx, "no account has the address", `SELECT number FROM mark WHERE kind = $1 AND name = $2 AND value = $3`,
		[]any{string(register.Account{}.Kind()), mark.Name, mark.Value}, &number)
	if err != nil {
		return auth.Account{}, err
	}
	return d.Account(ctx, number)
}

// one reads the one row of a query; ErrNotFound, in those words, where there is none.
func (d *door) one(ctx context.Context, none, query string, args []any, into ...any) error {
	err := d.row(ctx, query, args, into...)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s: %w", none, council.ErrNotFound)
	}
	return err
}

const credentialColumns = `kind, id, account, label, secret, count, made, used`

// credential reads a row of credentialColumns.
type credentialRow struct {
	c          auth.Credential
	kind       string
	made, used string
}

func (r *credentialRow) into() []any {
	return []any{&r.kind, &r.c.ID, &r.c.Account, &r.c.Label, &r.c.Secret, &r.c.Count, &r.made, &r.used}
}

func (r *credentialRow) credential() (auth.Credential, error) {
	r.c.Kind = auth.CredentialKind(r.kind)
	err := readMoments(column{r.made, &r.c.Made}, column{r.used, &r.c.Used})
	return r.c, err
}

// column is an instant as a column has it, and where it is to go.
type column struct {
	text string
	into *time.Time
}

// readMoments reads instants as columns have them, "" as the zero time.
func readMoments(columns ...column) error {
	for _, c := range columns {
		if c.text == "" {
			continue
		}
		at, err := gazette.ParseMoment(c.text)
		if err != nil {
			return err
		}
		*c.into = at
	}
	return nil
}

// Credential implements auth.Tx.
func (d *door) Credential(ctx context.Context, kind auth.CredentialKind, id string) (auth.Credential, error) {
	var r credentialRow
	err := d.one(ctx, "no such credential", `SELECT `+credentialColumns+` FROM credential WHERE kind = $1 AND id = $2`,
		[]any{string(kind), id}, r.into()...)
	if err != nil {
		return auth.Credential{}, err
	}
	return r.credential()
}

// Credentials implements auth.Tx.
func (d *door) Credentials(ctx context.Context, account int, kind auth.CredentialKind) (list []auth.Credential, err error) {
	err = d.each(ctx, `SELECT `+credentialColumns+` FROM credential WHERE account = $1 AND (kind = $2 OR $2 = '') ORDER BY made, kind, id`,
		[]any{account, string(kind)}, func(rows *sql.Rows) error {
			var r credentialRow
			if err := rows.Scan(r.into()...); err != nil {
				return err
			}
			c, err := r.credential()
			list = append(list, c)
			return err
		})
	return list, err
}

// PutCredential implements auth.Tx.
func (d *door) PutCredential(ctx context.Context, c auth.Credential) error {
	return d.exec(ctx, `INSERT INTO credential (`+credentialColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (kind, id) DO UPDATE SET account = $3, label = $4, secret = $5, count = $6, made = $7, used = $8`,
		string(c.Kind), c.ID, c.Account, c.Label, append([]byte{}, c.Secret...), c.Count, moment(c.Made), moment(c.Used))
}

// RemoveCredential implements auth.Tx.
func (d *door) RemoveCredential(ctx context.Context, account int, kind auth.CredentialKind, id string) error {
	var was int
	return d.one(ctx, "no such credential", `DELETE FROM credential WHERE account = $1 AND kind = $2 AND id = $3 RETURNING account`,
		[]any{account, string(kind), id}, &was)
}

// Attempts implements auth.Tx. It writes the row, so that whoever else asks waits.
func (d *door) Attempts(ctx context.Context, name string) (a auth.Attempts, err error) {
	var last, until string
	err = d.row(ctx, `INSERT INTO attempt (name, failures, last, until) VALUES ($1, 0, '', '')
		ON CONFLICT (name) DO UPDATE SET failures = attempt.failures RETURNING failures, last, until`, []any{name}, &a.Failures, &last, &until)
	if err != nil {
		return a, err
	}
	return a, readMoments(column{last, &a.Last}, column{until, &a.Until})
}

// PutAttempts implements auth.Tx.
func (d *door) PutAttempts(ctx context.Context, name string, a auth.Attempts) error {
	return d.exec(ctx, `INSERT INTO attempt (name, failures, last, until) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO UPDATE SET failures = $2, last = $3, until = $4`, name, a.Failures, moment(a.Last), moment(a.Until))
}

// Note implements auth.Tx.
func (d *door) Note(ctx context.Context, e auth.Event) error {
	return d.work.Note(ctx, register.AuditLine{At: e.At, Account: e.Account, Name: e.Name, Act: register.Act(e.Act),
		Subject: register.Key{Kind: register.Account{}.Kind(), Number: e.Subject}, After: e.What})
}
