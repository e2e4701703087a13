package desk

import (
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
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

// Every form that is sent over a version which somebody else has changed comes back with both changes in it, and
// is taken when it is sent again as it came.
func TestEveryFormBringsTwoChangesTogether(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		at, done      string
		first, second []string // what the two send, besides the version and what the form began with
		together      []string // what stands in the form that comes back
		field         string   // what that says of what both have changed
	}{
		{"/desk/accounts/1", "/desk/accounts/1?done=account", []string{"name", "Ann Ash", "email", "ann@example.org"}, []string{"name", "Ann Ashe", "email", "some.one@example.org"},
			[]string{`value="ann@example.org"`, `value="Ann Ashe"`}, "Ann Ash"},
		{"/desk/calendars/1/year", "/desk/calendars/1?done=saved", []string{"name", "The year", "from", "21 May 2026", "to", "1 July 2027"}, []string{"name", "2026 and 2027", "from", "1 May 2026", "to", "19 May 2027"},
			[]string{`value="1 July 2027"`, `value="1 May 2026"`, `value="2026 and 2027"`}, "The year"},
		{"/desk/calendars/1/rules/1", "/desk/calendars/1?done=saved", []string{"words", "second Monday", "starts", "18:00", "place", "Room 2"}, []string{"words", "first Tuesday", "starts", "19:00", "place", "Room 1"},
			[]string{`value="Room 2"`, `value="19:00"`, `value="first Tuesday"`}, "second Monday"},
		{"/desk/calendars/1/meetings/2", "/desk/calendars/1?done=saved", []string{"day", "8 June 2026", "starts", "18:00", "place", "Room 2"}, []string{"day", "9 June 2026", "starts", "18:00", "place", "Room 1", "label", "Site visit"},
			[]string{`value="Room 2"`, `value="Site visit"`, `value="9 June 2026"`}, "8 June 2026"},
		{"/desk/sign-offs/1", "/desk?done=signoff-given", []string{"comment", "The sums are wrong.", "answer", "comment", "over", "1-1"}, []string{"comment", "Fine by me.", "answer", "approve", "over", "1-1"},
			[]string{`name="over" value="1-1"`, `value="approve" checked`, "Fine by me."}, "The sums are wrong."},
	} {
		t.Run(one.at, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, testkit.SQLite(t))
			w.toChange()
			fresh := w.get(one.at)
			began := []string{"version", w.field(fresh, "version"), "began", w.field(fresh, "began")}
			w.leads(w.post(one.at, append(one.first, began...)...), one.done)
			second := w.post(one.at, append(one.second, began...)...)
			said := html.UnescapeString(second.Body.String())
			for _, s := range append(one.together, one.field, "Somebody else changed this while you were working on it") {
				if second.Code != http.StatusUnprocessableEntity || !strings.Contains(said, s) {
					t.Errorf("%d, and no %q", second.Code, s)
				}
			}
			w.leads(w.post(one.at, append(one.second, "version", w.field(second, "version"), "began", w.field(second, "began"))...), one.done)
		})
	}
}

// toChange is a world with an account, a calendar with a rule and a sign-off, and somebody who may change them all.
func (w *world) toChange() {
	w.Helper()
	w.begin()
	w.leads(w.post("/desk/reports/1/sign-offs/new", "capacity", "Finance", "section", "0", "due", "17 May 2026"), "/desk/reports/1?done=signoff-asked")
	w.door.viewer = audience.Admit(7, 0, "Ann Other", []audience.Grant{{Role: audience.Approver, Capacity: "Finance"}, {Role: audience.Officer}, {Role: audience.Administrator}}, council.DayOf(testkit.Morning()))
	if got := w.post("/desk/accounts/new", "name", "Some One", "email", "some.one@example.org", "role", "administrator", "body", "0"); got.Code != http.StatusOK {
		w.Fatalf("no account: %d\n%s", got.Code, got.Body)
	}
	w.leads(w.post("/desk/calendars/new", "name", "2026/27", "from", "21 May 2026", "to", "19 May 2027"), "/desk/calendars/1?done=saved")
	w.leads(w.post("/desk/calendars/1/rules/new", "version", "1", "body", "3", "words", "first Monday", "starts", "18:00", "place", "Room 1"), "/desk/calendars/1?done=saved")
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
