package desk

import (
	"net/http"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

func TestPeoplePartiesAndWardsAreDraftedAndPublishedTogether(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.convene()
		w.as(audience.Officer)
		w.leads(w.post("/desk/wards/new", "name", "Hill", "code", "E05000793"), "/desk/wards/1?done=saved")
		w.leads(w.post("/desk/parties/new", "name", "Green Group", "short", "Green"), "/desk/parties/1?done=saved")
		if wrong := w.post("/desk/parties/new", "name", "", "short", "Blue"); wrong.Code != 422 || !strings.Contains(wrong.Body.String(), `value="Blue"`) {
			t.Errorf("a party without a name: %d", wrong.Code)
		}
		typed := []string{"name", "Ann Hill", "style", "Councillor", "ward-1", "1", "ward-1-from", "8 May 2026", "party-1", "1", "party-1-from", "8/5/2026",
			"post-1", "Mayor", "post-1-from", "20 May 2026", "post-1-to", "19 May 2027",
			"seat-1", "3", "seat-1-role", "chair", "seat-1-voting", "yes", "seat-1-from", "20 May 2026"}
		for field, c := range map[string][2]string{
			"post-1-to": {"post-1-to", "1 May 2026"}, "ward-1": {"ward-1", "99"}, "seat-1-role": {"seat-1-role", "king"}, "party-2": {"party-2-from", "1 May 2026"},
		} {
			got := w.post("/desk/people/new", append([]string{c[0], c[1]}, typed...)...)
			if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), field+"-error") || !strings.Contains(got.Body.String(), `value="Mayor"`) {
				t.Errorf("%s: %d\n%s", field, got.Code, got.Body)
			}
		}
		w.leads(w.post("/desk/people/new", typed...), "/desk/people/1?done=saved")
		if shown := w.get("/desk/people/1").Body.String(); !strings.Contains(shown, `value="20 May 2026"`) || !strings.Contains(shown, `id="post-3"`) {
			t.Errorf("the form of what was saved: %s", shown)
		}
		list := w.get("/desk/people?q=hill").Body.String()
		seen := between(list, `name="seen" value="`, `"`)
		if seen != "w1.1 g1.1 p1.1" || !strings.Contains(list, "3 changes to people, parties and wards are not published yet") {
			t.Fatalf("the list: %s", list)
		}
		w.leads(w.post("/desk/people/1", append(typed, "version", "1", "phone", "01234 567890")...), "/desk/people/1?done=saved")
		if stale := w.post("/desk/people/publish", "seen", seen); stale.Code != http.StatusConflict || !strings.Contains(stale.Body.String(), "Somebody else changed") {
			t.Errorf("publishing what was changed since it was seen: %d", stale.Code)
		}
		w.leads(w.post("/desk/people/publish", "seen", "w1.1 g1.1 p1.2"), "/desk/people?done=published")
		p, err := w.read.Person(t.Context(), 1, council.NewDay(2026, 5, 21), 1)
		if err != nil || p.Content.Phone != "01234 567890" || len(p.Content.Memberships) != 1 || p.Content.Memberships[0].Role != gazette.Chair || !p.Content.Memberships[0].Voting ||
			p.Content.Represents[0].Ward != 1 || p.Parties[1].ShortName != "Green" || p.Content.Posts[0].To != council.NewDay(2027, 5, 19) {
			t.Errorf("on the record: %+v, %v", p.Content, err)
		}
		if none := w.get("/desk/people?q=nobody").Body.String(); strings.Contains(none, "Ann Hill") {
			t.Error("a search for nobody found somebody")
		}
	})
}

// between is what stands in s after one text and before the next.
func between(s, before, after string) string {
	_, rest, _ := strings.Cut(s, before)
	found, _, _ := strings.Cut(rest, after)
	return found
}
