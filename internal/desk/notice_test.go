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

func TestNoticesOfAPrivateMeetingArePublishedAndCount(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.convene()
		w.act(func(ctx context.Context, act gazette.Act) error {
			if _, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindBody, Number: 4}, gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet}); err != nil {
				return err
			}
			_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: 6}, gazette.Meeting{Body: 4, Day: council.NewDay(2026, 8, 3), Starts: "18:00", State: council.Scheduled})
			return err
		})
		w.as(audience.Officer)
		w.leads(w.post("/desk/meetings/6/begin"), "/desk/meetings/6")
		w.post("/desk/meetings/6/items/new", "title", "The tender", "openness", "exempt", "paragraphs", "3", "reason", "It would harm the tender", "by", "The Monitoring Officer", "review", "1/1/2027")
		first, second := "/desk/meetings/6/notices/private-first", "/desk/meetings/6/notices/private-second"
		w.shows("/desk/meetings/6", first, second)
		if got := w.post(second, "reasons", "Bids", "publish", "yes"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "Publish the first notice before the second") {
			t.Errorf("the second before the first: %d", got.Code)
		}
		if got := w.post(first, "reasons", ""); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "reasons-error") {
			t.Errorf("without reasons: %d", got.Code)
		}
		if got := w.post(first, "reasons", "Bids <are> secret").Body.String(); !strings.Contains(got, "Bids &lt;are&gt; secret") || !strings.Contains(got, "The tender") || !strings.Contains(got, `<div lang="cy">`) {
			t.Errorf("what it will say: %s", got)
		}
		w.leads(w.post(first, "reasons", "Bids <are> secret", "publish", "yes"), "/desk/meetings/6?done=published")
		if got := w.get("/desk/meetings/6").Body.String(); strings.Contains(got, first) || !strings.Contains(got, second) {
			t.Errorf("the clock does not count the first notice: %s", got)
		}
		if got := w.post(second, "reasons", "Bids", "heard", "Let us in", "publish", "yes"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "response-error") {
			t.Errorf("representations without a response: %d", got.Code)
		}
		w.leads(w.post(second, "reasons", "Bids", "heard", "Let us in", "response", "After the tender", "publish", "yes"), "/desk/meetings/6?done=published")
		m, err := w.read.Meeting(t.Context(), 6)
		if err != nil || len(m.Documents) != 2 || m.Documents[0].Kind != council.NoticeDoc {
			t.Fatalf("the meeting on the record: %+v, %v", m.Documents, err)
		}
		d, err := w.read.Document(t.Context(), m.Documents[1].Number)
		if err != nil || !strings.Contains(d.Content.HTML, "After the tender") || !strings.Contains(d.Content.HTML, "Ail hysbysiad") || !strings.Contains(d.Content.HTML, "It would harm the tender") {
			t.Errorf("the second notice: %+v, %v", d.Content, err)
		}
	})
}
