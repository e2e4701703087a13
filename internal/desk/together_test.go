package desk

import (
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"moothall/internal/testkit"
)

// field is the value of a hidden field of a page.
func (w *world) field(got *httptest.ResponseRecorder, name string) string {
	w.Helper()
	_, rest, found := strings.Cut(got.Body.String(), `name="`+name+`" value="`)
	value, _, _ := strings.Cut(rest, `"`)
	if !found {
		w.Fatalf("no field %q", name)
	}
	return html.UnescapeString(value)
}

// Two officers change one item at the same time. What only one of them has changed is as they have it; words
// that both changed stand together; of a single value that both changed, the second chooses.
func TestTwoWhoChangeOneFormLoseNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	long := "To consider a report of the Director on the bridge over the river at Hill Row and what it may cost."
	w.leads(w.post(item, "version", "1", "title", "A new bridge", "kind", "business", "purpose", long, "lead", "The Panel is asked to:", "openness", "open"), "/desk/meetings/5?done=saved")
	began := w.field(w.get(item), "began")
	// The first closes it, corrects the lead and a word of the purpose.
	w.leads(w.post(item, "version", "2", "title", "A new bridge", "kind", "business", "purpose", strings.Replace(long, "Director", "Head of Roads", 1), "lead", "The Panel is recommended to:",
		"openness", "exempt", "paragraphs", "3", "reason", "It would harm the tender", "by", "The Monitoring Officer", "review", "1/1/2027"), "/desk/meetings/5?done=saved")
	// The second, who began before that, changes another word of the purpose, the lead and the title.
	second := w.post(item, "version", "2", "began", began, "title", "A new footbridge", "kind", "business", "purpose", strings.Replace(long, "may cost", "will cost", 1), "lead", "The Panel is invited to:", "openness", "open")
	if second.Code != http.StatusUnprocessableEntity {
		t.Fatalf("the second change: %d", second.Code)
	}
	said := second.Body.String()
	for _, s := range []string{"Head of Roads", "will cost", `value="A new footbridge"`, `value="The Panel is invited to:"`, "The Panel is recommended to:", `value="exempt" checked`, "It would harm the tender", `name="version" value="3"`} {
		if !strings.Contains(html.UnescapeString(said), s) {
			t.Errorf("no %q", s)
		}
	}
	merged := strings.Replace(strings.Replace(long, "Director", "Head of Roads", 1), "may cost", "will cost", 1)
	if !strings.Contains(html.UnescapeString(said), merged+"</textarea>") {
		t.Error("the two changes of the purpose do not stand together")
	}
	// They take the other's lead, and keep their own title.
	w.leads(w.post(item, "version", "3", "began", w.field(second, "began"), "title", "A new footbridge", "kind", "business", "purpose", merged, "lead", "The Panel is invited to:", "take", "lead",
		"theirs-lead", "The Panel is recommended to:", "openness", "exempt", "paragraphs", "3", "reason", "It would harm the tender", "by", "The Monitoring Officer", "review", "1/1/2027"), "/desk/meetings/5?done=saved")
	w.shows(item, "A new footbridge", "The Panel is recommended to:", "Head of Roads", "will cost")
}

// A stage that is added to a route which somebody else has made longer meanwhile comes after theirs.
func TestAStageAddedMeanwhileTakesNobodysPlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.begin()
	first := []string{"version", "1", "new", "yes", "body", "3", "role", "scrutinise", "lead", "The first to come"}
	w.leads(w.post("/desk/reports/1/stages/2", first...), "/desk/reports/1?done=report-saved")
	second := w.post("/desk/reports/1/stages/2", "version", "1", "new", "yes", "body", "3", "role", "decide", "lead", "The second to come")
	if second.Code != http.StatusUnprocessableEntity || !strings.Contains(second.Body.String(), `action="/desk/reports/1/stages/3"`) {
		t.Fatalf("%d\n%s", second.Code, second.Body)
	}
	w.leads(w.post("/desk/reports/1/stages/3", "version", w.field(second, "version"), "new", "yes", "body", "3", "role", "decide", "lead", "The second to come"), "/desk/reports/1?done=report-saved")
	w.shows("/desk/reports/1/stages/2", "The first to come")
	w.shows("/desk/reports/1/stages/3", "The second to come")
}

// A button that is pressed twice, at the same time, makes one thing; the same again later makes another.
func TestAFormSentTwiceMakesOneThing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.agendaWithItem()
	led := make(chan string, 5)
	for range cap(led) {
		go func() {
			led <- w.post("/desk/meetings/5/items/new", "title", "A second bridge").Header().Get("Location")
		}()
	}
	for range cap(led) {
		if at := <-led; at != "/desk/meetings/5#item-5" {
			t.Errorf("it led to %q", at)
		}
	}
	if got := strings.Count(w.get("/desk/meetings/5").Body.String(), `id="item-`); got != 5 {
		t.Errorf("%d items on the agenda", got)
	}
	w.now = w.now.Add(doubled)
	w.leads(w.post("/desk/meetings/5/items/new", "title", "A second bridge"), "/desk/meetings/5#item-6")
}
