package desk

import (
	"net/http"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

func TestAMeetingIsPostponedWithItsReasonAndGivenItsDayLater(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.convene()
		w.as(audience.Officer)
		if shown := w.get("/desk/meetings/5").Body.String(); !strings.Contains(shown, `href="/desk/meetings/5/move"`) {
			t.Errorf("the agenda leads to no page on which to move the meeting: %s", shown)
		}
		for what, c := range map[string]struct {
			typed []string
			wrong string
		}{
			"nothing chosen":             {[]string{"reason", "Snow"}, "state-error"},
			"no reason":                  {[]string{"state", "cancelled"}, "reason-error"},
			"a day for a cancelled one":  {[]string{"state", "cancelled", "reason", "Snow", "day", "8 June 2026"}, "day-error"},
			"adjourned before it began":  {[]string{"state", "adjourned", "reason", "Snow"}, "state-error"},
			"moved to where it is":       {[]string{"state", "postponed", "reason", "Snow", "day", "1 June 2026"}, "day-error"},
			"a day that is no day":       {[]string{"state", "postponed", "reason", "Snow", "day", "31 June"}, `value="31 June"`},
			"a time that is not one too": {[]string{"state", "postponed", "reason", "Snow", "starts", "late"}, "starts-error"},
		} {
			if got := w.post("/desk/meetings/5/move", c.typed...); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), c.wrong) {
				t.Errorf("%s: %d\n%s", what, got.Code, got.Body)
			}
		}
		w.leads(w.post("/desk/meetings/5/move", "state", "postponed", "reason", "Snow"), "/desk/meetings/5?done=published")
		m, err := w.read.Meeting(t.Context(), 5)
		if err != nil || m.State != council.Postponed || m.Reason.En != "Snow" || m.MovedTo != nil {
			t.Errorf("on the record: %+v, %v", m, err)
		}
		w.leads(w.post("/desk/meetings/5/move", "state", "postponed", "reason", "Snow", "day", "8 June 2026"), "/desk/meetings/6?done=moved")
		m, err = w.read.Meeting(t.Context(), 5)
		if err != nil || m.MovedTo == nil || m.MovedTo.Number != 6 || m.MovedTo.Day != council.NewDay(2026, 6, 8) || m.MovedTo.Starts != "18:00" {
			t.Errorf("moved to: %+v, %v", m.MovedTo, err)
		}
		if again := w.get("/desk/meetings/5/move").Body.String(); !strings.Contains(again, "Nothing is left to decide") {
			t.Errorf("moving it once more: %s", again)
		}
		w.as(audience.Administrator)
		if denied := w.post("/desk/meetings/6/move", "state", "cancelled", "reason", "Snow"); denied.Code != http.StatusForbidden {
			t.Errorf("an administrator cancelled a meeting: %d", denied.Code)
		}
	})
}
