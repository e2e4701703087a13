package sqldb_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/sqldb/compact"
	"moothall/internal/testkit"
)

var (
	theCouncil  = gazette.Subject{Kind: gazette.KindBody, Number: 1}
	theCabinet  = gazette.Subject{Kind: gazette.KindBody, Number: 2}
	thePlan     = gazette.Subject{Kind: gazette.KindIssue, Number: 101}
	cabinetDay  = council.NewDay(2018, time.March, 13)
	councilDay  = council.NewDay(2018, time.April, 5)
	atCabinet   = 11
	atCouncil   = 12
	cabinetItem = 501
	councilItem = 502
)

// publish runs one act that publishes contents in order.
func publish(t testing.TB, press gazette.Press, at time.Time, contents map[gazette.Subject]any, order ...gazette.Subject) gazette.Receipt {
	t.Helper()
	receipt, err := press.Act(t.Context(), at, func(ctx context.Context, act gazette.Act) error {
		for _, s := range order {
			if _, err := act.Publish(ctx, s, contents[s]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func one(s gazette.Subject, c any) map[gazette.Subject]any { return map[gazette.Subject]any{s: c} }

func agendaOf(item int, role council.Role) gazette.Agenda {
	return gazette.Agenda{Label: council.InEnglish("Agenda"), Items: []gazette.Item{{Number: item, Printed: "6",
		Title: council.InEnglish("Harbour plan"), Issues: []gazette.ItemIssue{{Issue: thePlan.Number, Role: role}}}}}
}

func minutesOf(item int, limb gazette.Limb) gazette.Minutes {
	return gazette.Minutes{State: council.MinutesPublished, Items: []gazette.ItemMinute{{Item: item,
		Prose: council.InEnglish("<p>RESOLVED – " + limb.Text + "</p>"), Resolution: []gazette.Limb{limb}}}}
}

// tellHarbour publishes the story of a plan that Cabinet recommends and Council approves.
func tellHarbour(t testing.TB, press gazette.Press) {
	t.Helper()
	paper := func(kind gazette.Kind, n int) gazette.Subject { return gazette.Subject{Kind: kind, Number: n} }
	story := map[gazette.Subject]any{
		theCouncil:                            gazette.Body{Name: council.InEnglish("Council"), Kind: council.FullCouncil},
		theCabinet:                            gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet},
		thePlan:                               gazette.Issue{Title: council.InEnglish("Harbour plan")},
		paper(gazette.KindMeeting, atCabinet): gazette.Meeting{Body: 2, Day: cabinetDay, Starts: "18:00", State: council.Held},
		paper(gazette.KindMeeting, atCouncil): gazette.Meeting{Body: 1, Day: councilDay, Starts: "18:00", State: council.Held},
		paper(gazette.KindAgenda, atCabinet):  agendaOf(cabinetItem, council.Recommend),
		paper(gazette.KindAgenda, atCouncil):  agendaOf(councilItem, council.Decide),
		paper(gazette.KindMinutes, atCabinet): minutesOf(cabinetItem, gazette.Limb{Verb: council.Recommended,
			Text: "That Council be recommended to approve the plan.", Addressee: "Council", AddresseeBody: 1}),
		paper(gazette.KindMinutes, atCouncil): minutesOf(councilItem, gazette.Limb{Verb: council.Approved, Text: "That the plan be approved."}),
	}
	publish(t, press, testkit.Morning(), story, theCouncil, theCabinet, thePlan,
		paper(gazette.KindMeeting, atCabinet), paper(gazette.KindAgenda, atCabinet), paper(gazette.KindMinutes, atCabinet))
	publish(t, press, testkit.Morning().Add(time.Hour), story,
		paper(gazette.KindMeeting, atCouncil), paper(gazette.KindAgenda, atCouncil), paper(gazette.KindMinutes, atCouncil))
}

func TestARecommendationIsJoinedToItsAnswer(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		press, key := testkit.Press(t, place)
		tellHarbour(t, press)
		issue, err := testkit.Reader(t, place, key).Issue(t.Context(), 101)
		if err != nil {
			t.Fatal(err)
		}
		want := gazette.Status{Kind: gazette.StatusDecided, Verb: council.Approved, Body: gazette.Named{Number: 1, Name: council.InEnglish("Council")},
			Day: councilDay, RecommendedBy: gazette.Named{Number: 2, Name: council.InEnglish("Cabinet")}, RecommendedOn: cabinetDay, Answer: council.Accepted}
		if diff := cmp.Diff(want, issue.Status, cmp.Comparer(func(a, b council.Day) bool { return a == b })); diff != "" {
			t.Errorf("status (-want +got):\n%s", diff)
		}
		answered := issue.Route[0].Item.Limbs[0].AnsweredBy
		if answered == nil || answered.Limb != gazette.LimbAnchor(councilItem, 1) {
			t.Errorf("Cabinet's limb is answered by %+v, not by Council's first limb", answered)
		}
		if got := issue.Revision.Changed; !got.Equal(testkit.Morning().Add(time.Hour)) {
			t.Errorf("the account changed at %v, not when Council's minutes were published", got)
		}
	})
}

func TestPublishingTheSameAgainAppendsNothing(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		press, _ := testkit.Press(t, place)
		tellHarbour(t, press)
		again := publish(t, press, testkit.Morning().Add(2*time.Hour), one(thePlan, gazette.Issue{Title: council.InEnglish("Harbour plan")}), thePlan)
		if len(again.Appended) != 0 {
			t.Errorf("%d entries were appended, want none", len(again.Appended))
		}
		changed := publish(t, press, testkit.Morning().Add(2*time.Hour), one(thePlan, gazette.Issue{Title: council.InEnglish("Harbour plan 2018")}), thePlan)
		if len(changed.Appended) != 1 || changed.Appended[0].Edition != 2 {
			t.Errorf("a changed title appended %+v, want edition 2", changed.Appended)
		}
	})
}

func TestAnActIsAllOrNothing(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		press, key := testkit.Press(t, place)
		tellHarbour(t, press)
		_, err := press.Act(t.Context(), testkit.Morning().Add(2*time.Hour), func(ctx context.Context, act gazette.Act) error {
			if _, err := act.Publish(ctx, thePlan, gazette.Issue{Title: council.InEnglish("Lost")}); err != nil {
				return err
			}
			_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindIssue, Number: 102},
				gazette.Issue{Title: council.InEnglish("Names what is not there"), Documents: []int{999}})
			return err
		})
		if !errors.Is(err, council.ErrInvalid) {
			t.Fatalf("an act that names an unpublished document gave %v, want ErrInvalid", err)
		}
		issue, err := testkit.Reader(t, place, key).Issue(t.Context(), 101)
		if err != nil || issue.Title.En != "Harbour plan" {
			t.Errorf("after a refused act the title is %q (%v), want it as it was", issue.Title.En, err)
		}
		if _, err := sqldb.Verify(t.Context(), place, key, nil, noFiles{}, quiet); err != nil {
			t.Errorf("after a refused act: %v", err)
		}
	})
}

func TestTablesOfAnotherVersionAreRefusedUntilTheyAreRebuilt(t *testing.T) {
	t.Parallel()
	place := testkit.SQLite(t)
	press, key := testkit.Press(t, place)
	tellHarbour(t, press)
	tamper(t, place, `UPDATE meeting SET account = zeroblob(9)`)
	if _, err := sqldb.OpenReader(t.Context(), place, key, testkit.Silent()); !errors.Is(err, compact.ErrShape) {
		t.Fatalf("the reader opens: %v", err)
	}
	if err := press.Rebuild(t.Context(), quiet); err != nil {
		t.Fatal(err)
	}
	if _, err := testkit.Reader(t, place, key).Meeting(t.Context(), 12); err != nil {
		t.Error(err)
	}
}

func TestAnActCannotBeDatedBack(t *testing.T) {
	t.Parallel()
	place := testkit.SQLite(t)
	press, _ := testkit.Press(t, place)
	tellHarbour(t, press)
	_, err := press.Act(t.Context(), testkit.Morning(), func(context.Context, gazette.Act) error { return nil })
	if !errors.Is(err, council.ErrInvalid) {
		t.Errorf("an act before the last entry gave %v, want ErrInvalid", err)
	}
}

func TestReadersHearOfAPublicationAtOnce(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		press, key := testkit.Press(t, place)
		tellHarbour(t, press)
		reader := testkit.Reader(t, place, key)
		before := reader.Generation()
		publish(t, press, testkit.Morning().Add(2*time.Hour), one(thePlan, gazette.Issue{Title: council.InEnglish("New title")}), thePlan)
		if reader.Generation() == before {
			t.Error("the generation is the same after a publication")
		}
	})
}

// quiet hears no progress.
func quiet(string, int, int) {}

// noFiles holds no file.
type noFiles struct{}

func (noFiles) Verify(context.Context, string) error { return council.ErrNotFound }
