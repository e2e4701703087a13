package desk

import (
	"context"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// asPerson signs somebody in who is a person on the record.
func (w *world) asPerson(person int, roles ...audience.Role) {
	var grants []audience.Grant
	for _, r := range roles {
		grants = append(grants, audience.Grant{Role: r})
	}
	w.door.viewer = audience.Admit(30+person, person, "A Member", grants, council.DayOf(testkit.Morning()))
}

func TestAMemberKeepsTheirInterestsAndTheOfficerSeesWhatIsLate(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.elect()
		w.as(audience.Officer)
		w.leads(w.post("/desk/people/1", "version", "0", "name", "Member A", "ward-1", "1", "ward-1-from", "11 May 2026", "party-1", "1"), "/desk/people/1?done=saved")
		w.leads(w.post("/desk/people/1/publish", "version", "1"), "/desk/people?done=published")
		w.asPerson(1, audience.Member)
		home := w.get("/desk").Body.String()
		if !strings.Contains(home, `href="/desk/interests/1"`) || !strings.Contains(home, "The register of interests is to be given") || !strings.Contains(home, "7 June 2026") {
			t.Errorf("what waits for the member: %s", home)
		}
		if got := w.get("/desk/interests/2"); got.Code != 404 {
			t.Errorf("another's register: %d", got.Code)
		}
		if got := w.get("/desk/interests"); got.Code != 403 {
			t.Errorf("the list of all: %d", got.Code)
		}
		if wrong := w.post("/desk/interests/1/entries/new", "version", "0", "of", "gifts", "text", "A hamper", "value", "sixty"); wrong.Code != 422 ||
			!strings.Contains(wrong.Body.String(), "value-error") || !strings.Contains(wrong.Body.String(), "A hamper</textarea>") {
			t.Errorf("a value that is none: %d\n%s", wrong.Code, wrong.Body)
		}
		if wrong := w.post("/desk/interests/1/entries/new", "version", "0", "of", "gifts", "text", "A hamper"); wrong.Code != 422 || !strings.Contains(wrong.Body.String(), "giver-error") {
			t.Errorf("a gift from nobody: %d\n%s", wrong.Code, wrong.Body)
		}
		w.leads(w.post("/desk/interests/1/entries/new", "version", "0", "of", "gifts", "text", "A hamper", "giver", "Guild", "value", "60"), "/desk/interests/1?done=interest")
		w.leads(w.post("/desk/interests/1/entries/new", "version", "1", "of", "land", "text", "HIDDEN HOUSE", "sensitive", "yes"), "/desk/interests/1?done=interest")
		w.leads(w.post("/desk/interests/1/publish", "version", "2"), "/desk/interests/1?done=given")
		p, err := w.read.Person(t.Context(), 1, council.NewDay(2026, 5, 18), 1)
		if err != nil || len(p.Content.Interests) != 1 || p.Content.Interests[0].Value != 60 || p.Content.InterestsOn != council.NewDay(2026, 5, 18) {
			t.Errorf("on the record: %+v %v", p.Content, err)
		}
		w.as(audience.MonitoringOfficer)
		if shown := w.get("/desk/interests/1").Body.String(); !strings.Contains(shown, "HIDDEN HOUSE") || !strings.Contains(shown, "awaits the monitoring officer") {
			t.Errorf("to the monitoring officer: %s", shown)
		}
		if home := w.get("/desk").Body.String(); !strings.Contains(home, "A member considers an interest sensitive") {
			t.Errorf("what waits for the monitoring officer: %s", home)
		}
		w.leads(w.post("/desk/interests/1/entries/2/sensitive", "version", "3", "do", "withhold"), "/desk/interests/1?done=interest")
		list := w.get("/desk/interests?q=member+a").Body.String()
		if !strings.Contains(list, "Given 18 May 2026") || !strings.Contains(list, "7 June 2026") {
			t.Errorf("the list: %s", list)
		}
		if stale := w.post("/desk/interests/1/told", "version", "1", "told-day", "1/5/2026", "told-text", "x"); stale.Code != 422 || !strings.Contains(stale.Body.String(), "Somebody else changed") {
			t.Errorf("over another version: %d", stale.Code)
		}
		w.as(audience.Officer)
		w.leads(w.post("/desk/interests/1/told", "version", "4", "told-day", "1/4/2026", "told-text", "Shares in a shop"), "/desk/interests/1?done=interest")
		if late := w.get("/desk/interests?show=late").Body.String(); !strings.Contains(late, "Shares in a shop") || !strings.Contains(late, "1 line") {
			t.Errorf("what is late: %s", late)
		}
		w.as(audience.Author)
		if got := w.get("/desk/interests/1"); got.Code != 403 {
			t.Errorf("an author: %d", got.Code)
		}
	})
}

func TestAnEntryOfTheRegisterPromptsADeclaration(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.sit()
	w.act(func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindPerson, Number: 22}, gazette.Person{Name: "Bob Birch",
			Memberships: []gazette.Membership{{Body: 3, Role: gazette.Member, Voting: true}},
			Interests:   []gazette.Interest{{Category: council.Employment, Text: "Printer of the minutes of every last meeting", Registered: council.NewDay(2026, 1, 5)}}})
		return err
	})
	w.shows("/desk/meetings/5/sitting/items/3", "Interests that may bear on this item", "Printer of the minutes", "both say: minutes, last, meeting", "item=3&amp;person=2")
	w.post("/desk/meetings/5/sitting/declarations/new", "person", "2", "item", "3", "interest", "personal", "nature", "Prints them", "withdrew", "no")
	if body := w.get("/desk/meetings/5/sitting/items/3").Body.String(); strings.Contains(body, "may bear on this item") {
		t.Error("who has declared is prompted again")
	}
	// As an author they see the agenda before it is published.
	w.asPerson(22, audience.Member, audience.Author)
	w.shows("/desk/meetings/5", "Your interests that may bear on this agenda", "Printer of the minutes")
	w.asPerson(21, audience.Member, audience.Author)
	if body := w.get("/desk/meetings/5").Body.String(); strings.Contains(body, "Printer of") {
		t.Error("another member reads of it")
	}
}
