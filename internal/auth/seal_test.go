package auth_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// credential is the one-time key of an account as the database has it.
func (w *world) credential(account int) auth.Credential {
	w.Helper()
	var kept auth.Credential
	err := w.store.Auth().Look(w.Context(), func(ctx context.Context, tx auth.Tx) error {
		list, err := tx.Credentials(ctx, account, auth.OneTime)
		if err == nil && len(list) == 1 {
			kept = list[0]
		}
		return err
	})
	if err != nil || len(kept.Secret) == 0 {
		w.Fatalf("account %d has no one-time key: %v", account, err)
	}
	return kept
}

// TestAnAuthenticatorsKeyIsSealed looks for the key in the database as it lies there, also while an
// enrolment waits.
func TestAnAuthenticatorsKeyIsSealed(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		m := w.enrol(w.account("Gwen", "gwen@ambridge.example", audience.Grant{Role: audience.Officer}), goodPassword)
		other := w.enrol(w.account("Hugh", "hugh@ambridge.example"), "heron tarn plough")
		kept := w.credential(m.number)
		if bytes.Contains(kept.Secret, []byte(m.secret)) {
			t.Error("the key can be read in the database")
		}
		if before := kept.Secret; w.signIn(m) != "" && bytes.Equal(before, w.credential(m.number).Secret) {
			t.Error("the same key is sealed in the same way again")
		}
		w.moved(kept, other.number)
		waiting, err := w.porter.CheckPassword(t.Context(), home, other.email, other.password)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.porter.CheckSecondFactor(t.Context(), home, waiting, w.code(m)); err == nil {
			t.Error("one account's key lets another in")
		}
	})
}

// moved puts a credential in the place of another account's, as somebody could who writes in the database.
func (w *world) moved(c auth.Credential, account int) {
	w.Helper()
	to := w.credential(account)
	to.Secret = c.Secret
	err := w.store.Auth().Turn(w.Context(), func(ctx context.Context, tx auth.Tx) error { return tx.PutCredential(ctx, to) })
	if err != nil {
		w.Fatal(err)
	}
}

// TestAKeyFromBeforeIsSealedWhenItIsUsed is a record whose keys were kept as they are.
func TestAKeyFromBeforeIsSealedWhenItIsUsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), auth.ProviderConfig{})
	m := w.enrol(w.account("Gwen", "gwen@ambridge.example"), goodPassword)
	old := w.credential(m.number)
	old.Secret = []byte(m.secret)
	w.moved(old, m.number)
	w.signIn(m)
	if bytes.Contains(w.credential(m.number).Secret, []byte(m.secret)) {
		t.Error("the key can be read in the database after it was used")
	}
	another, err := auth.New(auth.Config{Key: testkit.SealingKey(t), Store: w.store.Auth(), Now: w.clock.now, Today: council.DayOf, Origin: origin, Council: noName})
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := another.CheckPassword(t.Context(), home, m.email, m.password)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := another.CheckSecondFactor(t.Context(), home, waiting, w.code(m)); err == nil {
		t.Error("another sealing key opens it")
	}
}

// TestReadersDoNotWait holds a writing transaction open while others read.
func TestReadersDoNotWait(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		m := w.enrol(w.account("Gwen", "gwen@ambridge.example", audience.Grant{Role: audience.Officer}), goodPassword)
		token := w.signIn(m)
		w.isIn(token) // notes, once a minute, that it was used
		err := w.store.Auth().Turn(t.Context(), func(ctx context.Context, tx auth.Tx) error {
			if err := tx.PutAttempts(ctx, "somebody writes", auth.Attempts{}); err != nil {
				return err
			}
			if !w.isIn(token) {
				t.Error("nobody is in")
			}
			return sql.ErrTxDone
		})
		if !errors.Is(err, sql.ErrTxDone) {
			t.Error(err)
		}
		err = w.store.Auth().Look(t.Context(), func(ctx context.Context, tx auth.Tx) error {
			return tx.PutAttempts(ctx, "a reader", auth.Attempts{})
		})
		if err == nil {
			t.Error("a reader can write")
		}
	})
}
