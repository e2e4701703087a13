package desk

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

func TestWhatALimbAsksIsFollowedUntilItIsDone(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.executive()
		w.as(audience.Officer)
		w.shows("/desk/actions", "Decided, and not followed yet", "2 limbs ask something of somebody", "No actions answer this.")
		w.leads(w.post("/desk/meetings/13/actions"), "/desk/actions?done=taken-up")
		w.leads(w.post("/desk/meetings/13/actions"), "/desk/actions?done=taken-up") // the same again makes none twice
		if got := w.shows("/desk/actions", "2 actions.", "close Mill Lane", "Head of Roads", "No day"); strings.Contains(got, "not followed yet") || strings.Contains(got, "That the bridge be built") {
			t.Error("what is followed is offered again, or what asks nothing is an action")
		}
		w.shows("/desk", "An action has no owner or no day")
		if got := w.post("/desk/actions/1", "version", "1", "owner", "8", "due", "whenever"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "due-error") {
			t.Errorf("a day that is none: %d", got.Code)
		}
		w.leads(w.post("/desk/actions/1", "version", "1", "owner", "8", "due", "1/6/2026"), "/desk/actions/1?done=action-saved")
		if got := w.post("/desk/actions/1", "version", "1", "owner", "9", "due", "1/6/2026"); got.Code != http.StatusConflict {
			t.Errorf("over a version that is not the kept one: %d", got.Code)
		}
		author := func(account int) {
			w.door.viewer = audience.Admit(account, 0, "Bea Builder", []audience.Grant{{Role: audience.Author}}, council.DayOf(w.now))
		}
		author(9)
		if got := w.post("/desk/actions/1/notes", "version", "2", "note", "Done by me."); got.Code != http.StatusForbidden {
			t.Errorf("somebody else says how it goes: %d", got.Code)
		}
		author(8)
		w.shows("/desk", "You are to do this")
		w.leads(w.post("/desk/actions/1/notes", "version", "2", "note", "=The barrier is ordered."), "/desk/actions/1?done=action-saved")
		if got := w.post("/desk/actions/1/notes", "version", "3", "note", "No.", "end", "cancelled"); got.Code != http.StatusForbidden {
			t.Errorf("its owner cancels it: %d", got.Code)
		}
		w.now = w.now.Add(30 * 24 * time.Hour)
		w.as(audience.Officer)
		if got := w.shows("/desk/actions?state=late", "1 action.", "close Mill Lane", `href="/desk/actions.csv?state=late"`); strings.Contains(got, "authority for the contract") {
			t.Error("an action without a day is late")
		}
		w.shows("/desk/actions?state=at-risk", "2 actions.")
		if got := w.get("/desk/actions.csv?owner=8").Body.String(); strings.Count(got, "\n") != 2 || !strings.Contains(got, "2026-06-01,late") || !strings.Contains(got, "'=The barrier is ordered.") {
			t.Errorf("as CSV: %s", got)
		}
		author(8)
		w.leads(w.post("/desk/actions/1/notes", "version", "3", "evidence", "https://roads.example/mill-lane", "end", "done"), "/desk/actions/1?done=action-saved")
		w.shows("/desk/actions/1", "Done: Bea Builder", "Seen at: https://roads.example/mill-lane")
		w.as(audience.Officer)
		w.leads(w.post("/desk/actions/2/notes", "version", "1", "note", "The contract is not let.", "end", "cancelled"), "/desk/actions/2?done=action-saved")
		w.shows("/desk/actions?state=over", "2 actions.", "Cancelled", "Done")
		if got := w.post("/desk/actions/2/notes", "version", "2", "note", "Still."); got.Code == http.StatusSeeOther {
			t.Error("an action that is over was changed")
		}
	})
}
