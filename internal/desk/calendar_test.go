package desk

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

func TestACalendarIsMadeByRulesChangedAndPublishedAsAWhole(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.convene()
		w.as(audience.Officer)
		if wrong := w.post("/desk/calendars/new", "name", "2026/27", "from", "21 May 2026", "to", "19 May 2027", "breaks", "Holidays in July"); wrong.Code != 422 ||
			!strings.Contains(wrong.Body.String(), "breaks-error") || !strings.Contains(wrong.Body.String(), "Holidays in July</textarea>") {
			t.Errorf("a break without days: %d\n%s", wrong.Code, wrong.Body)
		}
		w.leads(w.post("/desk/calendars/new", "name", "2026/27", "from", "21 May 2026", "to", "19 May 2027",
			"breaks", "school holidays: 22 July 2026 to 31 August 2026\nschool holidays: 21/12/2026 – 1/1/2027"), "/desk/calendars/1?done=saved")
		if wrong := w.post("/desk/calendars/1/rules/new", "version", "1", "body", "3", "words", "every fourth Tuesday but Agust"); wrong.Code != 422 ||
			!strings.Contains(wrong.Body.String(), "Did you mean “august”?") || !strings.Contains(wrong.Body.String(), `value="every fourth Tuesday but Agust"`) {
			t.Errorf("a rule that is misspelt: %d\n%s", wrong.Code, wrong.Body)
		}
		rule := []string{"version", "1", "body", "3", "words", "first Monday, not in school holidays, bank holidays: next day, at 6pm", "place", "Room 1"}
		if look := w.post("/desk/calendars/1/rules/new", append(rule, "do", "look")...); look.Code != 200 ||
			!strings.Contains(look.Body.String(), "Monday 1 June 2026") || !strings.Contains(look.Body.String(), "in school holidays") {
			t.Errorf("what the rule comes to: %d\n%s", look.Code, look.Body)
		}
		w.leads(w.post("/desk/calendars/1/rules/new", rule...), "/desk/calendars/1?done=saved")
		w.leads(w.post("/desk/calendars/1/rules/new", "version", "2", "body", "3", "words", "7 September 2026 at 7pm", "place", "Room 1"), "/desk/calendars/1?done=saved")
		if stale := w.post("/desk/calendars/1/rules/new", append(rule, "version", "1")...); stale.Code != 422 || !strings.Contains(stale.Body.String(), "Somebody else changed") {
			t.Errorf("a rule added to an old version: %d", stale.Code)
		}
		shown := w.get("/desk/calendars/1").Body.String()
		for _, want := range []string{"both are in Room 1", "12 meetings", "Not on:"} {
			if !strings.Contains(shown, want) {
				t.Errorf("the calendar does not say %q:\n%s", want, shown)
			}
		}
		w.leads(w.post("/desk/calendars/1/publish", "version", "3"), "/desk/calendars/1?done=published")
		w.calendarIsPublished()
	})
}

// calendarIsPublished changes one meeting and cancels another of the published calendar of the test, and
// looks at what is on the record.
func (w *world) calendarIsPublished() {
	w.Helper()
	year := func() string {
		list, err := w.read.Meetings(w.Context(), council.NewDay(2026, 6, 2), council.NewDay(2027, 6, 1))
		if err != nil {
			w.Fatal(err)
		}
		var said []string
		for _, m := range list[:3] {
			said = append(said, fmt.Sprint(m.Day, " ", m.Starts, " ", m.State))
		}
		return fmt.Sprint(len(list), ": ", strings.Join(said, ", "))
	}
	if got := year(); got != "11: 2026-07-06 18:00 scheduled, 2026-09-07 18:00 scheduled, 2026-09-07 19:00 scheduled" {
		w.Errorf("on the record: %s", got)
	}
	if again := w.post("/desk/calendars/1/publish", "version", "4"); again.Code != http.StatusConflict || !strings.Contains(again.Body.String(), "Everything is published") {
		w.Errorf("publishing once more: %d", again.Code)
	}
	// The rule's meetings are numbered in order from 2: the rule itself is 1.
	if wrong := w.post("/desk/calendars/1/meetings/4", "version", "4", "day", "7 September 2026", "off", "yes"); wrong.Code != 422 || !strings.Contains(wrong.Body.String(), "reason-error") {
		w.Errorf("cancelling without a reason: %d\n%s", wrong.Code, wrong.Body)
	}
	w.leads(w.post("/desk/calendars/1/meetings/4", "version", "4", "day", "7 September 2026", "starts", "18:00", "off", "yes", "reason", "No business"), "/desk/calendars/1?done=saved")
	w.leads(w.post("/desk/calendars/1/meetings/3", "version", "5", "day", "7 July 2026", "starts", "5.30pm", "place", "Room 2"), "/desk/calendars/1?done=saved")
	if shown := w.get("/desk/calendars/1").Body.String(); !strings.Contains(shown, "2 meetings are not published as they stand here") {
		w.Errorf("what is left to publish: %s", shown)
	}
	w.leads(w.post("/desk/calendars/1/publish", "version", "6"), "/desk/calendars/1?done=published")
	if got := year(); got != "11: 2026-07-07 17:30 scheduled, 2026-09-07 18:00 cancelled, 2026-09-07 19:00 scheduled" {
		w.Errorf("after the change: %s", got)
	}
	if wrong := w.post("/desk/calendars/1/meetings/4", "version", "7", "day", "8 September 2026"); wrong.Code != 422 || !strings.Contains(wrong.Body.String(), "change it from its agenda") {
		w.Errorf("changing a cancelled meeting: %d", wrong.Code)
	}
}
