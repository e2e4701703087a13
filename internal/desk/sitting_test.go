package desk

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// sit has the panel's meeting, number 5, be today, with three members, numbers 21 to 23, of whom the
// first is its chair; it is opened, with the three items that always stand, numbers 1 to 3.
func (w *world) sit() {
	w.Helper()
	w.convene()
	w.act(func(ctx context.Context, act gazette.Act) error {
		for i, name := range []string{"Ann Ash", "Bob Birch", "Cath Cole"} {
			m := gazette.Membership{Body: 3, Role: gazette.Member, Voting: true}
			if i == 0 {
				m.Role = gazette.Chair
			}
			if _, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindPerson, Number: 21 + i}, gazette.Person{Name: name, Memberships: []gazette.Membership{m}}); err != nil {
				return err
			}
		}
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: 5}, gazette.Meeting{Body: 3, Day: council.DayOf(testkit.Morning()),
			Starts: "18:00", State: council.Summoned})
		return err
	})
	w.as(audience.Officer)
	w.leads(w.post("/desk/meetings/5/sitting/open", "began", "6pm"), "/desk/meetings/5/sitting/attendance")
	w.leads(w.post("/desk/meetings/5/sitting/attendance", "mark-1", "present", "version-1", "1", "was-1", "", "mark-2", "present", "version-2", "1", "was-2", ""),
		"/desk/meetings/5/sitting/attendance?done=saved")
}

func TestAMeetingIsRecordedAsItIsHeld(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.sit()
		shown := w.get("/desk/meetings/5/sitting").Body.String()
		for _, want := range []string{"In progress", "2 voting members are here", "Ann Ash presides", "Declarations of interest"} {
			if !strings.Contains(shown, want) {
				t.Errorf("the meeting does not show %q: %s", want, shown)
			}
		}
		w.leads(w.post("/desk/meetings/5/sitting/business", "version", "1", "move", "take-3"), "/desk/meetings/5/sitting#item-3")
		if stale := w.post("/desk/meetings/5/sitting/business", "version", "1", "move", "take-2"); stale.Code != http.StatusConflict {
			t.Errorf("an item taken at an old version: %d", stale.Code)
		}
		if raced := w.post("/desk/meetings/5/sitting/attendance", "mark-1", "absent", "version-1", "1", "was-1", "apologies"); raced.Code != http.StatusConflict ||
			!strings.Contains(raced.Body.String(), "Ann Ash: Present") {
			t.Errorf("a mark that somebody else was quicker with: %d %s", raced.Code, raced.Body)
		}
		w.leads(w.post("/desk/meetings/5/sitting/declarations/new", "person", "2", "item", "3", "interest", "personal", "nature", "Knows a neighbour", "withdrew", "no"),
			"/desk/meetings/5/sitting/items/3")
		w.leads(w.post("/desk/meetings/5/sitting/items/3/motions/new", "sort", "motion", "mover", "21", "seconder", "22", "text", "That the plan be approved."),
			"/desk/meetings/5/sitting/items/3#motion-1")
		w.leads(w.post("/desk/meetings/5/sitting/items/3/motions/new?amends=1", "sort", "amendment", "mover", "22", "text", "That the plan be noted."),
			"/desk/meetings/5/sitting/items/3#motion-2")
		if early := w.post("/desk/motions/2/vote", "version", "1"); early.Code != http.StatusUnprocessableEntity || !strings.Contains(early.Body.String(), "manner-error") {
			t.Errorf("a vote without its manner: %d %s", early.Code, early.Body)
		}
		w.leads(w.post("/desk/motions/2/vote", "version", "1", "manner", "hands", "for", "1", "against", "1", "casting", "for"), "/desk/meetings/5/sitting/items/3#motion-2")
		w.leads(w.post("/desk/motions/1/vote", "version", "2", "manner", "assent"), "/desk/meetings/5/sitting/items/3#motion-1")
		item := w.get("/desk/meetings/5/sitting/items/3").Body.String()
		for _, want := range []string{"Bob Birch", "Moved by Ann Ash, seconded by Bob Birch.", "<del>", "<ins>", "Ann Ash gave a casting vote for.", "Carried without dissent."} {
			if !strings.Contains(item, want) {
				t.Errorf("the item does not show %q: %s", want, item)
			}
		}
		w.leads(w.post("/desk/meetings/5/sitting/close", "version", "2", "ended", "19:30"), "/desk/meetings/5/minutes?done=closed")
		if m, err := w.read.Meeting(t.Context(), 5); err != nil || m.State != council.Held || m.Ends != "19:30" {
			t.Errorf("on the record: %+v, %v", m, err)
		}
	})
}
