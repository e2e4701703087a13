package sqldb_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// tell publishes a random history that takes two entries down, act by act.
func (h history) tell(ctx context.Context, press gazette.Press) error {
	at := testkit.Morning()
	for round := range 40 {
		at = at.Add(time.Minute)
		_, err := press.Act(ctx, at, func(ctx context.Context, act gazette.Act) error {
			order := h.groundOrder()
			if round > 0 {
				h.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
				order = order[:4]
			}
			for _, s := range order {
				if _, err := act.Publish(ctx, s, h.content(s)); err != nil {
					return err
				}
			}
			if round != 10 && round != 30 {
				return nil
			}
			_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindTakedown, Number: round},
				gazette.Takedown{Entry: int64(round), Ground: gazette.CourtOrder, Reason: council.InEnglish("A court said so.")})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// TestLoadEqualsActs holds what a load keeps to what the same acts keep one by one.
func TestLoadEqualsActs(t *testing.T) {
	t.Parallel()
	told := func(t *testing.T, place sqldb.Place, load bool) map[string][]string {
		t.Helper()
		press, key := testkit.Press(t, place)
		h := history{rand.New(rand.NewPCG(4, 2018))}
		var err error
		if load {
			err = press.Load(t.Context(), h.tell, nil)
		} else {
			err = h.tell(t.Context(), press)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := sqldb.Verify(t.Context(), place, key, nil, noFiles{}, quiet); err != nil {
			t.Error(err)
		}
		tables, err := sqldb.Dump(t.Context(), testkit.Reader(t, place, key))
		if err != nil {
			t.Fatal(err)
		}
		return tables
	}
	grown := told(t, testkit.SQLite(t), false)
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		if diff := cmp.Diff(grown, told(t, place, true)); diff != "" {
			t.Errorf("what was loaded is not what grew (-grown +loaded):\n%s", diff)
		}
	})
}

func TestLoadIsWholeOrNothing(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		press, key := testkit.Press(t, place)
		missing := one(thePlan, gazette.Issue{Title: council.InEnglish("Harbour plan"), Wards: []int{7}})
		body := one(theCouncil, gazette.Body{Name: council.InEnglish("Council"), Kind: council.FullCouncil})
		act := func(ctx context.Context, press gazette.Press, contents map[gazette.Subject]any) error {
			_, err := press.Act(ctx, testkit.Morning(), func(ctx context.Context, act gazette.Act) error {
				for s, c := range contents {
					if _, err := act.Publish(ctx, s, c); err != nil {
						return err
					}
				}
				return nil
			})
			return err
		}
		err := press.Load(t.Context(), func(ctx context.Context, press gazette.Press) error {
			if err := act(ctx, press, body); err != nil {
				return err
			}
			// The error is not passed on: what the act did is undone with the load all the same.
			if err := act(ctx, press, missing); !errors.Is(err, council.ErrInvalid) {
				t.Errorf("an issue of a ward that is not there: %v, want ErrInvalid", err)
			}
			return nil
		}, nil)
		if !errors.Is(err, council.ErrInvalid) {
			t.Errorf("a load with an act that failed: %v, want ErrInvalid", err)
		}
		tables, err := sqldb.Dump(t.Context(), testkit.Reader(t, place, key))
		if err != nil {
			t.Fatal(err)
		}
		if len(tables["latest"]) != 0 {
			t.Errorf("%d subjects are on the record after a load that failed, want none", len(tables["latest"]))
		}
		publish(t, press, testkit.Morning(), body, theCouncil)
		err = press.Load(t.Context(), func(context.Context, gazette.Press) error { return nil }, nil)
		if !errors.Is(err, council.ErrConflict) {
			t.Errorf("a load into a record that has begun: %v, want ErrConflict", err)
		}
	})
}
