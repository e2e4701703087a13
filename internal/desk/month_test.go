package desk

import (
	"strconv"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/testkit"
)

// A meeting is moved from day to day by its buttons; a script sends the same form for one that is dragged.
func TestAMeetingIsMovedOnTheMonth(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.convene()
	w.as(audience.Officer)
	w.leads(w.post("/desk/calendars/new", "name", "2026/27", "from", "21 May 2026", "to", "19 May 2027"), "/desk/calendars/1?done=saved")
	w.leads(w.post("/desk/calendars/1/rules/new", "version", "1", "body", "3", "words", "first Monday in June at 6pm"), "/desk/calendars/1?done=saved")
	month := w.get("/desk/calendars/1/months/2026-06").Body.String()
	for _, want := range []string{`data-day="2026-06-01"`, `data-module="moot-planner"`, `name="to" value="2026-06-02"`, "A day later: ", `href="/desk/calendars/1/months/2026-05"`} {
		if !strings.Contains(month, want) {
			t.Errorf("the month does not have %q:\n%s", want, month)
		}
	}
	id := between(month, `data-meeting="`, `"`)
	moved := w.post("/desk/calendars/1/meetings/"+id+"/day", "version", "2", "to", "2026-06-17")
	w.leads(moved, "/desk/calendars/1/months/2026-06?done=moved-day#meeting-"+id)
	k, _, err := w.desk.register.Calendar(t.Context(), w.door.viewer, 1)
	if err != nil || k.Content.Meetings[0].Day != council.NewDay(2026, 6, 17) || !k.Content.Meetings[0].Own {
		t.Errorf("moved: %+v %v", k.Content.Meetings, err)
	}
	for to, version := range map[string]string{"2026-06-18": "2", "2026-05-01": "3", "soon": "3"} {
		if got := w.post("/desk/calendars/1/meetings/"+id+"/day", "version", version, "to", to); got.Code != 409 || !strings.Contains(got.Body.String(), "There is a problem") {
			t.Errorf("to %s over version %s: %d", to, version, got.Code)
		}
	}
	for path, code := range map[string]int{"/desk/calendars/1/months/2025-06": 404, "/desk/calendars/1/months/June": 404, "/desk/calendars/1/months/2027-05": 200} {
		if got := w.get(path); got.Code != code {
			t.Errorf("%s: %d, want %d", path, got.Code, code)
		}
	}
	w.as(audience.Member)
	if seen := w.get("/desk/calendars/1/months/2026-06").Body.String(); strings.Contains(seen, "data-meeting") || strings.Contains(seen, "data-day") {
		t.Error("a member may move meetings")
	}
}

func TestLongListsAreNarrowedAndPagedInTheirAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.elect()
	w.as(audience.Officer)
	for i := range bodiesPerPage {
		w.post("/desk/bodies/new", "name", "Panel of many, number "+strconv.Itoa(i+1), "kind", "panel")
	}
	first, second := w.get("/desk/bodies").Body.String(), w.get("/desk/bodies?page=2").Body.String()
	if !strings.Contains(first, "Planning") || !strings.Contains(first, "page=2") || !strings.Contains(second, "Panel of many") || strings.Contains(second, "Planning") {
		t.Errorf("the pages of bodies:\n%s\n%s", first, second)
	}
	panels := w.get("/desk/bodies?kind=panel&q=MANY").Body.String()
	if !strings.Contains(panels, "40 bodies") || strings.Contains(panels, ">Planning<") || !strings.Contains(panels, `value="MANY"`) {
		t.Errorf("narrowed: %s", panels)
	}
	if none := w.get("/desk/meetings?body=1&days=400").Body.String(); !strings.Contains(none, `value="400" selected`) {
		t.Errorf("the meetings of one body: %s", none)
	}
	w.as(audience.Administrator)
	if got := w.get("/desk/accounts?q=nobody&role=approver"); !strings.Contains(got.Body.String(), "0 accounts") {
		t.Errorf("accounts: %d %s", got.Code, got.Body)
	}
}
