package desk

import (
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/testkit"
)

func TestABodySaysAllOfItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.elect()
	w.as(audience.Officer)
	typed := []string{"name", "Hill Area Committee", "kind", "area", "seats", "3", "quorum", "2", "parent", "2", "wards", "1", "from", "1 May 2020",
		"remit", "It decides:\n\n- traffic orders\n- grants", "former-1", "Hill Forum", "former-1-to", "30 April 2022"}
	for field, c := range map[string][]string{"parent": {"parent", "99"}, "former-2": {"former-2-to", "1 May 2021"}, "to": {"to", "1 May 2019"}} {
		if got := w.post("/desk/bodies/new", append(c, typed...)...); got.Code != 422 || !strings.Contains(got.Body.String(), `id="`+field+`-error"`) || !strings.Contains(got.Body.String(), `value="Hill Forum"`) {
			t.Errorf("%s: %d", field, got.Code)
		}
	}
	w.leads(w.post("/desk/bodies/new", typed...), "/desk/bodies/3?done=saved")
	w.leads(w.post("/desk/bodies/3/publish", "version", "1"), "/desk/bodies?done=published")
	e, err := w.read.Latest(t.Context(), gazette.Subject{Kind: gazette.KindBody, Number: 3})
	b, _ := e.Content.(gazette.Body)
	if err != nil || b.Parent != 2 || len(b.Wards) != 1 || !strings.Contains(b.Remit.En, "<li>") || b.Names[0].Name.En != "Hill Forum" || b.NameOn(council.NewDay(2022, 1, 1)).En != "Hill Forum" {
		t.Fatalf("on the record: %+v %v", b, err)
	}
	shown := w.get("/desk/bodies/3").Body.String()
	if !strings.Contains(shown, "It decides:\n\n- traffic orders\n- grants</textarea>") {
		t.Errorf("the remit as typed: %s", between(shown, `name="remit"`, "</textarea>"))
	}
	w.leads(w.post("/desk/bodies/3", append(typed, "version", "0", "email", "hill@example.com")...), "/desk/bodies/3?done=saved")
	w.leads(w.post("/desk/bodies/3/publish", "version", "1"), "/desk/bodies?done=published")
	e, _ = w.read.Latest(t.Context(), gazette.Subject{Kind: gazette.KindBody, Number: 3})
	if again, _ := e.Content.(gazette.Body); again.Remit != b.Remit || again.Email != "hill@example.com" {
		t.Errorf("a remit that nobody changed is not as it was: %q", again.Remit.En)
	}
}

func TestSomebodyIsAppointedToAnOutsideBody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.elect()
	w.as(audience.Officer)
	w.leads(w.post("/desk/bodies/new", "name", "River Trust", "kind", "outside"), "/desk/bodies/3?done=saved")
	w.leads(w.post("/desk/bodies/3/publish", "version", "1"), "/desk/bodies?done=published")
	if list := w.get("/desk/appointments").Body.String(); !strings.Contains(list, "River Trust") || !strings.Contains(list, "Nobody") {
		t.Errorf("the list: %s", list)
	}
	if wrong := w.post("/desk/appointments", "body", "1", "person", "4", "appointed-from", ""); wrong.Code != 422 || !strings.Contains(wrong.Body.String(), "body-error") ||
		!strings.Contains(wrong.Body.String(), "appointed-from-error") {
		t.Errorf("to a body of the council's own: %d", wrong.Code)
	}
	w.leads(w.post("/desk/appointments", "body", "3", "person", "4", "appointed-from", "18 May 2026"), "/desk/people/4?done=saved")
	w.leads(w.post("/desk/people/4/publish", "version", "1"), "/desk/people?done=published")
	if list := w.get("/desk/appointments?q=river").Body.String(); !strings.Contains(list, "Member D") || !strings.Contains(list, "18 May 2026") {
		t.Errorf("the list: %s", list)
	}
	lines, err := w.read.OutsideBodies(t.Context(), council.NewDay(2026, 5, 18))
	if err != nil || len(lines) != 1 || len(lines[0].Representatives) != 1 || lines[0].Representatives[0].Person.Number != 4 {
		t.Errorf("on the record: %+v %v", lines, err)
	}
	if before, _ := w.read.OutsideBodies(t.Context(), council.NewDay(2026, 5, 17)); len(before[0].Representatives) != 0 {
		t.Errorf("the day before: %+v", before)
	}
	if choices := w.get("/desk/calendars/new").Body.String(); strings.Contains(choices, "River Trust") {
		t.Error("an outside body meets in the council's calendar")
	}
}
