package desk

import (
	"context"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/testkit"
)

// councillor is a council whose member 9 sits on the Cabinet, which is to meet as meeting 31 in a week, and said
// something at meeting 30 a month ago.
func councillor(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, testkit.SQLite(t))
	today := council.DayOf(testkit.Morning())
	w.act(func(ctx context.Context, act gazette.Act) error {
		for s, content := range map[gazette.Subject]any{
			{Kind: gazette.KindBody, Number: 1}: gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet},
			{Kind: gazette.KindBody, Number: 2}: gazette.Body{Name: council.InEnglish("Licensing Panel"), Kind: council.Panel},
			{Kind: gazette.KindWard, Number: 3}: gazette.Ward{Name: council.InEnglish("Harbour")},
			{Kind: gazette.KindPerson, Number: 9}: gazette.Person{Style: "Councillor", Name: "Ann Frost", Represents: []gazette.WardSpell{{Ward: 3}},
				Memberships: []gazette.Membership{{Body: 1, Role: gazette.Member, Voting: true}}},
			{Kind: gazette.KindMeeting, Number: 30}: gazette.Meeting{Body: 1, Day: today.Add(-30), State: council.Held},
			{Kind: gazette.KindMeeting, Number: 31}: gazette.Meeting{Body: 1, Day: today.Add(7), Starts: "18:00", State: council.Scheduled},
			{Kind: gazette.KindMeeting, Number: 32}: gazette.Meeting{Body: 2, Day: today.Add(8), State: council.Scheduled},
			{Kind: gazette.KindAgenda, Number: 30}:  gazette.Agenda{Label: council.InEnglish("Agenda"), Items: []gazette.Item{{Number: 301, Printed: "1", Title: council.InEnglish("Flood defences")}}},
			{Kind: gazette.KindAgenda, Number: 31}:  gazette.Agenda{Label: council.InEnglish("Agenda"), Items: []gazette.Item{{Number: 311, Printed: "1", Title: council.InEnglish("Budget")}}},
			{Kind: gazette.KindMinutes, Number: 30}: gazette.Minutes{State: council.MinutesPublished, Attendance: []gazette.Attendance{{Person: 9, Presence: council.Present, Expected: true}},
				Items: []gazette.ItemMinute{{Item: 301, Points: []gazette.Point{{Text: "Who clears the culverts?", Answer: "The drainage board.", By: 9}, {Text: "Somebody else's question"}},
					Resolution: []gazette.Limb{{Label: "(1)", Verb: council.Approved, Text: "approve the scheme", Vote: &gazette.Vote{For: 1, ByName: []gazette.NamedVote{{Person: 9, Choice: council.For}}}}}}}},
		} {
			if _, err := act.Publish(ctx, s, content); err != nil {
				return err
			}
		}
		return nil
	})
	w.door.viewer = audience.Admit(8, 9, "Ann Frost", []audience.Grant{{Role: audience.Member, Body: 1}}, today)
	return w
}

// A member's first page shows the meetings of their bodies and no others, what changed since they opened one, and
// one next step.
func TestAMembersFirstPage(t *testing.T) {
	t.Parallel()
	w := councillor(t)
	first := w.get("/desk").Body.String()
	for _, want := range []string{"Your next meetings", "Cabinet", "You have not opened it yet", "Next: read the agenda of"} {
		if !strings.Contains(first, want) {
			t.Errorf("the first page lacks %q:\n%s", want, first)
		}
	}
	if strings.Contains(first, "Licensing Panel") {
		t.Error("a meeting of a body on which they do not sit is shown as theirs")
	}
	w.get("/desk/meetings/31")
	if read := w.get("/desk").Body.String(); !strings.Contains(read, "Nothing new since you opened it") || strings.Contains(read, "Next: read") {
		t.Errorf("after it was opened:\n%s", read)
	}
	w.act(func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindAgenda, Number: 31}, gazette.Agenda{Label: council.InEnglish("Supplement 1"),
			Items: []gazette.Item{{Number: 311, Printed: "1", Title: council.InEnglish("Budget")}, {Number: 312, Printed: "2", Title: council.InEnglish("Late item")}}})
		return err
	})
	if later := w.get("/desk").Body.String(); !strings.Contains(later, "1 change since you opened it") || !strings.Contains(later, "Next: see what changed at") {
		t.Errorf("after a supplement:\n%s", later)
	}
	w.as(audience.Officer)
	if other := w.get("/desk").Body.String(); strings.Contains(other, "Your next meetings") {
		t.Error("an officer is shown a member's meetings")
	}
}

// A member's record is what is published of them alone.
func TestAMembersRecord(t *testing.T) {
	t.Parallel()
	w := councillor(t)
	got := w.get("/desk/me/record").Body.String()
	for _, want := range []string{"Who clears the culverts?", "Answer: The drainage board.", "Harbour", "1 of the 1", "Flood defences", "#item-301-limb-1", "Nothing that a meeting decided is yours to do"} {
		if !strings.Contains(got, want) {
			t.Errorf("the record lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "Somebody else") {
		t.Error("what somebody else asked is shown as theirs")
	}
	w.as(audience.Officer)
	if other := w.get("/desk/me/record").Body.String(); !strings.Contains(other, "belongs to nobody on the public record") {
		t.Errorf("an officer's record:\n%s", other)
	}
}
