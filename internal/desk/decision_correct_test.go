package desk

import (
	"errors"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/testkit"
)

// What was published of a decision by mistake is withdrawn, and its record put right and published again; a call-in
// period that ran begins anew.
func TestADecisionThatIsWithdrawnIsPublishedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.executive()
	w.as(audience.Officer)
	w.leads(w.post("/desk/decisions/new", "sort", "body", "body", "4", "title", "A new bridge", "day", "12/5/2026", "text", "That it be built.", "reasons", "It is needed.",
		"alternatives", "None.", "conflicts", "None declared."), "/desk/decisions/1?done=made-saved")
	w.leads(w.post("/desk/decisions/1/publish", "version", "1"), "/desk/decisions/1?done=published")
	w.shows("/desk/decisions/1", `href="/desk/published/decision/1"`)
	w.shows("/desk/published/decision/1", "/desk/published/document/")
	of := gazette.Subject{Kind: gazette.KindDecision, Number: 1}
	lines, err := w.read.Editions(t.Context(), of)
	if err != nil || len(lines) != 1 {
		t.Fatalf("%d editions, %v", len(lines), err)
	}
	take := register.Takedown{Of: of.Kind, Number: 1, Ground: gazette.OtherGround, Reason: council.InEnglish("It was the wrong bridge.")}
	if err := w.desk.register.TakeDown(t.Context(), w.door.viewer, take, true, lines[0].Seq); err != nil {
		t.Fatal(err)
	}
	if d, err := w.read.Decision(t.Context(), 1); err != nil && !errors.Is(err, council.ErrGone) || err == nil && d.Tombstone == nil {
		t.Errorf("it is still on the record: %v", err)
	}
	if got := w.get("/desk/decisions/1/correct"); got.Code < 400 {
		t.Errorf("a record that is not published is corrected: %d", got.Code)
	}
	version := between(w.shows("/desk/decisions/1", "/desk/decisions/1/publish"), `name="version" value="`, `"`)
	w.leads(w.post("/desk/decisions/1/publish", "version", version), "/desk/decisions/1?done=published")
	if d, err := w.read.Decision(t.Context(), 1); err != nil || d.Content.CallIn == nil || d.Content.CallIn.Outcome != gazette.CallInOpen {
		t.Errorf("published again: %+v, %v", d.Content, err)
	}
}
