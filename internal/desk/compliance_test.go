package desk

import (
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/testkit"
)

func TestWhatIsMissingIsNarrowedAndTakenAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.executive()
	w.as(audience.Officer)
	w.shows("/desk/compliance", "A decision of the executive is not recorded (1)", `href="/desk/decisions"`, "The minutes are not approved (1)", `href="/desk/compliance.csv?"`)
	if got := w.shows("/desk/compliance?what=record&body=4", "1 thing is", "A new bridge", `href="/desk/compliance.csv?body=4&amp;what=record"`); strings.Contains(got, `href="/desk/meetings/13/sitting"`) {
		t.Error("the list is not narrowed to a kind")
	}
	w.shows("/desk/compliance?what=record&body=8", "Nothing is due, late or missing.")
	w.shows("/desk/compliance?what=rubbish&body=rubbish&page=-7", "Nothing is due, late or missing.")
	got := w.get("/desk/compliance.csv?what=record")
	if lines := strings.Split(strings.TrimSpace(got.Body.String()), "\n"); len(lines) != 2 || lines[1] != "record,Cabinet,A new bridge,,2026-05-12,2026-05-14,late,decision-statement,/desk/decisions" {
		t.Errorf("as CSV: %s", got.Body)
	}
	w.as(audience.Author)
	if got := w.get("/desk/compliance.csv"); got.Code != 403 {
		t.Errorf("an author reads what is missing: %d", got.Code)
	}
}
