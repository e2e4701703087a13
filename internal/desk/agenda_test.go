package desk

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// convene puts a panel and its meeting on the record: number 5, a fortnight from the tests' morning.
func (w *world) convene() {
	w.Helper()
	w.act(func(ctx context.Context, act gazette.Act) error {
		if _, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindBody, Number: 3}, gazette.Body{Name: council.InEnglish("Plans Panel"), Kind: council.Panel}); err != nil {
			return err
		}
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: 5}, gazette.Meeting{Body: 3, Day: council.NewDay(2026, 6, 1),
			Starts: "18:00", State: council.Scheduled})
		return err
	})
}

func TestAnAgendaIsBuiltPreviewedAndPublished(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.convene()
		w.as(audience.Officer)
		w.leads(w.post("/desk/meetings/5/begin"), "/desk/meetings/5")
		if wrong := w.post("/desk/meetings/5/items/new", "title", "", "purpose", "To consider “this”"); wrong.Code != http.StatusUnprocessableEntity ||
			!strings.Contains(wrong.Body.String(), "To consider “this”") || !strings.Contains(wrong.Body.String(), "title-error") {
			t.Errorf("an item without a title: %d\n%s", wrong.Code, wrong.Body)
		}
		w.leads(w.post("/desk/meetings/5/items/new", "title", "A new bridge", "asked", "approve the bridge\nnote its cost"), "/desk/meetings/5#item-4")
		w.leads(w.post("/desk/meetings/5/order", "version", "2", "move", "up-4"), "/desk/meetings/5#item-4")
		if again := w.post("/desk/meetings/5/order", "version", "2", "move", "up-4"); again.Code != http.StatusConflict {
			t.Errorf("an order given to an old version: %d", again.Code)
		}
		shown := w.get("/desk/meetings/5/preview").Body.String()
		if !strings.Contains(shown, "A new bridge") || !strings.Contains(shown, "b)") {
			t.Errorf("the preview: %s", shown)
		}
		if _, err := w.read.Meeting(t.Context(), 5); err != nil {
			t.Fatal(err)
		}
		w.leads(w.post("/desk/meetings/5/publish", "version", "3"), "/desk/meetings/5?done=published")
		m, err := w.read.Meeting(t.Context(), 5)
		if err != nil || m.AgendaLabel.En != "Agenda" || len(m.Items) != 4 || m.Items[2].Title.En != "A new bridge" || m.Items[2].Printed != "3" {
			t.Errorf("on the record: %+v, %v", m, err)
		}
	})
}

func (w *world) leads(got interface {
	Result() *http.Response
}, to string) {
	w.Helper()
	r := got.Result()
	defer func() { _ = r.Body.Close() }()
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != to {
		w.Errorf("%d to %q, want %q", r.StatusCode, r.Header.Get("Location"), to)
	}
}

// The preview shows the public's agenda beside the members', each with what is theirs.
func TestThePreviewShowsWhatEachWillSee(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.agendaWithItem()
	w.leads(w.post("/desk/meetings/5/items/new", "title", "The tender", "openness", "exempt", "paragraphs", "3", "reason", "It would harm the tender", "by", "The Monitoring Officer",
		"review", "1/1/2027", "private", "Three bids, the lowest of £4 million"), "/desk/meetings/5#item-5")
	shown := w.shows("/desk/meetings/5/preview", "What the public will see", "What members will see", "Members of Plans Panel")
	public, members, found := strings.Cut(shown, `id="for-members"`)
	if !found || strings.Contains(public, "Three bids") || !strings.Contains(public, "It would harm the tender") || !strings.Contains(members, "Three bids") {
		t.Errorf("the two sides: %s", shown)
	}
	_, others, _ := strings.Cut(w.shows("/desk/meetings/5/preview?as=others", "A new bridge"), `id="for-members"`)
	if strings.Contains(others, "Three bids") || strings.Contains(others, "The tender") || !strings.Contains(others, "A new bridge") {
		t.Errorf("what members of other bodies will see: %s", others)
	}
	w.supplement()
	w.as(audience.Member)
	w.shows("/desk/meetings/5", "Three bids", "The tender")
}
