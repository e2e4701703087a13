package desk

import (
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/testkit"
)

func TestTheCouncilsCustomsAreChangedWithFaultsBesideTheFields(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.as(audience.Administrator)
	if shown := w.get("/desk/customs").Body.String(); !strings.Contains(shown, "Friday 25 December 2026") || !strings.Contains(shown, `name="length-call-in"`) || !strings.Contains(shown, "Leave it empty for 5 clear days") {
		t.Errorf("the page: %s", shown)
	}
	good := []string{"version", "0", "nation", "england", "soon", "5", "threshold", "500000", "gifts", "50", "draft-minutes", "14", "capacities", "Finance\nLegal", "callin-members", "4", "callin-who", "chair",
		"length-call-in", "6", "length-agenda", "7", "counting-agenda", "calendar", "day-1", "14 July 2026", "day-1-name", "Founder's Day", "day-2", "31/8/2026", "day-2-counts", "yes"}
	for field, value := range map[string]string{"length-agenda": "3", "threshold": "-1", "day-1": "Tuesday", "closes": "late", "day-2": "14 July 2026", "soon": "x", "counting-agenda": "moon"} {
		typed := append([]string{field, value}, good...)
		got := w.post("/desk/customs", typed...)
		if got.Code != 422 || !strings.Contains(got.Body.String(), `id="`+field+`-error"`) || !strings.Contains(got.Body.String(), "Founder&#39;s Day") {
			t.Errorf("%s %s: %d\n%s", field, value, got.Code, between(got.Body.String(), "error-summary", "</ul>"))
		}
	}
	w.leads(w.post("/desk/customs", good...), "/desk/customs?done=account")
	if stale := w.post("/desk/customs", good...); stale.Code != 422 || !strings.Contains(stale.Body.String(), "Somebody else changed") {
		t.Errorf("over another version: %d", stale.Code)
	}
	k, err := w.desk.register.Customs(t.Context(), w.door.viewer)
	if err != nil {
		t.Fatal(err)
	}
	c := k.Content
	if c.Threshold != 500000 || c.Gifts != 50 || c.DraftMinutes != 14 || c.CallIn.Members != 4 || !c.CallIn.Chair || c.CallIn.Outside || c.Deadlines.Lengths[deadline.CallIn] != 6 ||
		c.Deadlines.Counting[deadline.Agenda] != deadline.CalendarDays || len(c.Deadlines.Days) != 2 || !c.Deadlines.Days[1].Counts {
		t.Errorf("kept: %+v", c)
	}
	// Seven days, every day counting: an agenda of a panel that meets on Tuesday 21 July goes out on the 13th.
	a, err := deadline.Find(deadline.Agenda, deadline.Meeting(council.OtherCommittee, council.NewDay(2026, 7, 21)), c.Deadlines)
	if err != nil || a.Last != council.NewDay(2026, 7, 13) {
		t.Errorf("the agenda's last day: %v %v", a.Last, err)
	}
}
