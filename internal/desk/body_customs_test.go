package desk

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/register"
	"moothall/internal/testkit"
)

func TestWhatABodyDoesIsKeptAndReadBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.convene()
	w.as(audience.Officer)
	const standing = "Apologies | Ymddiheuriadau\n# Reports\n- Part one | | To note it\n>- Exclusion | Gwahardd | To exclude | I wahardd"
	list := readStanding(standing)
	want := []register.StandingItem{{Title: council.Text{En: "Apologies", Cy: "Ymddiheuriadau"}}, {Title: council.InEnglish("Reports"), Heading: true},
		{Title: council.InEnglish("Part one"), Purpose: council.InEnglish("To note it"), Depth: 1},
		{Title: council.Text{En: "Exclusion", Cy: "Gwahardd"}, Purpose: council.Text{En: "To exclude", Cy: "I wahardd"}, Depth: 1, After: true}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(list, readStanding(standingLines(list))); diff != "" {
		t.Error(diff)
	}
	typed := []string{"version", "0", "standing", standing, "numbers", "romans", "lead", "The Panel is asked to:", "sections", "Background | Cefndir", "place", "Room 1", "starts", "6pm", "notice", "7"}
	if wrong := w.post("/desk/bodies/3/customs", append([]string{"reports", "many"}, typed...)...); wrong.Code != 422 ||
		!strings.Contains(wrong.Body.String(), "reports-error") || !strings.Contains(wrong.Body.String(), "# Reports") {
		t.Errorf("rubbish in a field: %d", wrong.Code)
	}
	if wrong := w.post("/desk/bodies/3/customs", append([]string{"standing", "---- Deep"}, typed...)...); wrong.Code != 422 || !strings.Contains(wrong.Body.String(), "standing-error") {
		t.Errorf("a sub-item too far down: %d", wrong.Code)
	}
	w.leads(w.post("/desk/bodies/3/customs", typed...), "/desk/bodies/3?done=customs")
	if stale := w.post("/desk/bodies/3/customs", typed...); stale.Code != 422 || !strings.Contains(stale.Body.String(), "Somebody else changed") {
		t.Errorf("customs over an old version: %d", stale.Code)
	}
	if shown := w.get("/desk/bodies/3/customs").Body.String(); !strings.Contains(shown, `value="18:00"`) || !strings.Contains(shown, "Background | Cefndir") {
		t.Errorf("the form of what was saved: %s", shown)
	}
	w.leads(w.post("/desk/meetings/5/begin"), "/desk/meetings/5")
	if agenda := w.get("/desk/meetings/5").Body.String(); !strings.Contains(agenda, "Exclusion") {
		t.Errorf("an agenda begun by these customs: %s", agenda)
	}
}
