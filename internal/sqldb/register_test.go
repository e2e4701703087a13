package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// letter is work of the tests, with every part of a lock.
type letter struct {
	Body     int
	Openness council.Openness
	Owners   []int
	Tabled   bool
	Also     []audience.Before
	Words    audience.Sealed
	Name     string
}

func (letter) Kind() register.Kind { return "letter" }
func (l letter) Lock() audience.Lock {
	return audience.Lock{Body: l.Body, Openness: l.Openness, Owners: l.Owners, Tabled: l.Tabled, Also: l.Also}
}
func (l letter) Marks() []register.Mark { return []register.Mark{{Name: "name", Value: l.Name}} }
func (l letter) Order() string          { return l.Name }
func (letter) Check() error             { return nil }

func openRegister(t *testing.T, place sqldb.Place) *sqldb.Register {
	t.Helper()
	r, err := sqldb.OpenRegister(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

// keep puts letters into the register, numbered from 1.
func keep(t *testing.T, r *sqldb.Register, letters ...letter) {
	t.Helper()
	err := r.Turn(t.Context(), func(ctx context.Context, tx register.Tx) error {
		for _, l := range letters {
			n, err := tx.Next(ctx, l.Kind())
			if err != nil {
				return err
			}
			if err := tx.Put(ctx, register.Meta{Key: register.Key{Kind: l.Kind(), Number: n}, Changed: testkit.Morning()}, l); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWorkIsKeptWithItsSealedWords(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := openRegister(t, place)
		keep(t, r, letter{Body: 3, Words: audience.Seal("the price is 7"), Name: "a"})
		var got letter
		err := r.Look(t.Context(), func(ctx context.Context, tx register.Tx) error {
			_, err := tx.Get(ctx, register.Key{Kind: "letter", Number: 1}, &got)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		officer := audience.Admit(1, 0, "Ann", []audience.Grant{{Role: audience.Officer}}, council.DayOf(testkit.Morning()))
		words, err := got.Words.Open(officer, got.Lock())
		if err != nil || words != "the price is 7" {
			t.Errorf("the words came back as %q, %v", words, err)
		}
		if said := fmt.Sprintf("%v %+v %#v %s", got, got, got.Words, got.Words); strings.Contains(said, "price") {
			t.Errorf("sealed words were printed: %s", said)
		}
	})
}

func TestAChangeToAnotherVersionIsAConflict(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := openRegister(t, place)
		keep(t, r, letter{Name: "a"})
		change := func(version int) error {
			return r.Turn(t.Context(), func(ctx context.Context, tx register.Tx) error {
				m := register.Meta{Key: register.Key{Kind: "letter", Number: 1}, Version: version, Changed: testkit.Morning()}
				return tx.Put(ctx, m, letter{Name: "b"})
			})
		}
		if err := change(1); err != nil {
			t.Fatal(err)
		}
		if err := change(1); !errors.Is(err, council.ErrConflict) {
			t.Errorf("the second change to version 1 gave %v", err)
		}
		if err := change(0); !errors.Is(err, council.ErrConflict) {
			t.Errorf("making it again gave %v", err)
		}
	})
}

// TestAQueryHoldsTheLock holds that what a query gives is what audience.Lock opens, for viewers and
// letters of every kind.
func TestAQueryHoldsTheLock(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := openRegister(t, place)
		rng := rand.New(rand.NewPCG(1, 2))
		var letters []letter
		for i := range 200 {
			l := letter{Body: rng.IntN(6) + audience.Private, Tabled: rng.IntN(2) == 0, Name: fmt.Sprintf("%03d", i),
				Openness: []council.Openness{"", council.Open, council.Exempt, council.Confidential}[rng.IntN(4)]}
			for range rng.IntN(3) {
				l.Owners = append(l.Owners, 1+rng.IntN(5))
			}
			for b := range 4 {
				if l.Body > 0 && b > 0 && b != l.Body && rng.IntN(3) == 0 {
					l.Also = append(l.Also, audience.Before{Body: b, Tabled: rng.IntN(2) == 0})
				}
			}
			letters = append(letters, l)
		}
		keep(t, r, letters...)
		for range 150 {
			v := randomViewer(rng)
			want, got := "", ""
			for i, l := range letters {
				if l.Lock().Opens(v) {
					want += fmt.Sprint(" ", i+1)
				}
			}
			err := r.Look(t.Context(), func(ctx context.Context, tx register.Tx) error {
				n, err := tx.Count(ctx, v, "letter", register.Query{})
				if err != nil {
					return err
				}
				if n != len(strings.Fields(want)) {
					t.Errorf("%+v: %d counted, %d open", v.Grants(), n, len(strings.Fields(want)))
				}
				return tx.Find(ctx, v, "letter", register.Query{}, func(m register.Meta, _ func(any) error) error {
					got += fmt.Sprint(" ", m.Number)
					return nil
				})
			})
			if err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Fatalf("account %d with %+v finds\n%s, and may see\n%s", v.Account(), v.Grants(), got, want)
			}
		}
	})
}

func randomViewer(rng *rand.Rand) audience.Viewer {
	var grants []audience.Grant
	for range rng.IntN(4) {
		roles := audience.Roles()
		grants = append(grants, audience.Grant{Role: roles[rng.IntN(len(roles))], Body: rng.IntN(4)})
	}
	return audience.Admit(rng.IntN(6), 0, "", grants, council.DayOf(testkit.Morning()))
}
