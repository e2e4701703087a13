package desk

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// executive puts a Cabinet (4), a scrutiny committee (8) and Council (9) on the record, five councillors of
// whom the first is the Cabinet Member for Housing, and an issue (1).
func (w *world) executive() {
	w.Helper()
	w.act(func(ctx context.Context, act gazette.Act) error {
		contents := map[gazette.Subject]any{
			{Kind: gazette.KindWard, Number: 1}:     gazette.Ward{Name: council.InEnglish("Riverside")},
			{Kind: gazette.KindBody, Number: 4}:     gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet},
			{Kind: gazette.KindBody, Number: 8}:     gazette.Body{Name: council.InEnglish("Scrutiny Committee"), Kind: council.Scrutiny},
			{Kind: gazette.KindBody, Number: 9}:     gazette.Body{Name: council.InEnglish("Council"), Kind: council.FullCouncil},
			{Kind: gazette.KindIssue, Number: 1}:    gazette.Issue{Title: council.InEnglish("A new bridge")},
			{Kind: gazette.KindMeeting, Number: 12}: gazette.Meeting{Body: 8, Day: council.NewDay(2026, 6, 10), State: council.Scheduled},
			{Kind: gazette.KindMeeting, Number: 13}: gazette.Meeting{Body: 4, Day: council.NewDay(2026, 5, 12), State: council.Held},
			{Kind: gazette.KindAgenda, Number: 13}: gazette.Agenda{Label: council.InEnglish("Agenda"), Items: []gazette.Item{{Number: 70, Printed: "5", Title: council.InEnglish("A new bridge"),
				Issues: []gazette.ItemIssue{{Issue: 1, Role: council.Decide}}}}},
			{Kind: gazette.KindMinutes, Number: 13}: gazette.Minutes{State: council.MinutesPublished, Items: []gazette.ItemMinute{{Item: 70,
				Resolution: []gazette.Limb{{Label: "(1)", Verb: council.Approved, Text: "That the bridge be built."},
					{Label: "(2)", Verb: council.Resolved, Text: "That the Head of Roads be requested to close Mill Lane by 1 June 2026.", Owner: "Head of Roads", Due: council.NewDay(2026, 6, 1)},
					{Label: "(3)", Verb: council.Delegated, Text: "That authority for the contract be delegated to the Director of Places.", Owner: "Director of Places"}}}}},
		}
		for n := 1; n <= 5; n++ {
			p := gazette.Person{Name: "Member " + string(rune('A'+n-1)), Represents: []gazette.WardSpell{{Ward: 1}}}
			if n == 1 {
				p.Posts = []gazette.Post{{Title: council.InEnglish("Cabinet Member for Housing")}}
				p.Memberships = []gazette.Membership{{Body: 4, Role: gazette.Member}}
			}
			contents[gazette.Subject{Kind: gazette.KindPerson, Number: n}] = p
		}
		for _, kind := range []gazette.Kind{gazette.KindWard, gazette.KindBody, gazette.KindPerson, gazette.KindIssue, gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes} {
			for s, content := range contents {
				if s.Kind != kind {
					continue
				}
				if _, err := act.Publish(ctx, s, content); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// member signs the person of that number in, as a member.
func (w *world) member(person int) {
	w.door.viewer = audience.Admit(100+person, person, "Member "+string(rune('A'+person-1)), []audience.Grant{{Role: audience.Member, Body: 8}}, council.DayOf(w.now))
}

func TestASingleMembersDecisionIsCheckedSignedAndPublished(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.executive()
		w.as(audience.Officer)
		if wrong := w.post("/desk/decisions/new", "sort", "member", "title", "", "day", "tomorrow"); wrong.Code != http.StatusUnprocessableEntity ||
			!strings.Contains(wrong.Body.String(), "day-error") || !strings.Contains(wrong.Body.String(), `value="tomorrow"`) {
			t.Errorf("a decision without a day: %d", wrong.Code)
		}
		typed := []string{"sort", "member", "title", "Repairs at Mill Lane", "day", "14/5/2026", "person", "1", "maker", "Cabinet Member for Housing", "issue", "1", "text", "(1) That the roofs be **mended**."}
		w.leads(w.post("/desk/decisions/new", typed...), "/desk/decisions/1?done=made-saved")
		w.shows("/desk/decisions/1", "Give the reasons for the decision", "Say which conflicts of interest were declared", "The decision maker has not signed it",
			"2 working days: 15, 18 May; publish by Monday 18 May 2026", "If it is published today: 5 working days: 19, 20, 21, 22, 26 May", "25 May (Spring bank holiday)", "takes effect on 27 May 2026")
		w.shows("/desk/decisions/1/change", "reasons-error", "alternatives-error", "conflicts-error")
		if got := w.post("/desk/decisions/1/publish", "version", "1"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "Give the reasons") {
			t.Errorf("published without its reasons: %d", got.Code)
		}
		if got := w.post("/desk/decisions/1/sign", "version", "1"); got.Code != http.StatusForbidden {
			t.Errorf("an officer signed a member's decision: %d", got.Code)
		}
		typed = append(typed, "reasons", "They leak.", "alternatives", "To wait.", "conflicts", "None declared.", "version", "1")
		w.leads(w.post("/desk/decisions/1/change", typed...), "/desk/decisions/1?done=made-saved")
		w.member(2)
		if got := w.get("/desk/decisions/1"); got.Code != http.StatusNotFound {
			t.Errorf("another member reads a draft: %d", got.Code)
		}
		w.ownAccount(1)
		w.as(audience.Officer)
		typed[len(typed)-1] = "2"
		w.leads(w.post("/desk/decisions/1/change", typed...), "/desk/decisions/1?done=made-saved")
		w.member(1)
		w.door.viewer = audience.Admit(1, 1, "Member A", []audience.Grant{{Role: audience.Member, Body: 4}}, council.DayOf(w.now))
		w.shows("/desk/decisions/1", "Sign this decision")
		w.leads(w.post("/desk/decisions/1/sign", "version", "3"), "/desk/decisions/1?done=signed")
		w.as(audience.Officer)
		w.now = w.now.Add(24 * time.Hour) // Tuesday 19 May, later than the council's standard
		w.leads(w.post("/desk/decisions/1/publish", "version", "4"), "/desk/decisions/1?done=published")
		w.shows("/desk/decisions/1", "Published later than the council’s standard", "As the public reads it")
		d, err := w.read.Decision(t.Context(), 1)
		if err != nil || d.Content.Text.En == "" || !strings.Contains(d.Content.Text.En, "<strong>mended</strong>") || d.Content.Standard != council.NewDay(2026, 5, 18) ||
			d.Content.CallIn == nil || d.Content.CallIn.Until != council.NewDay(2026, 5, 27) || d.Content.Effective != council.NewDay(2026, 5, 28) || len(d.Documents) != 2 {
			t.Fatalf("on the record: %+v, %v", d, err)
		}
		for i, name := range []string{"Repairs at Mill Lane.pdf", "Repairs at Mill Lane.docx"} {
			if got := d.Documents[i]; got.FileName != name || got.Kind != council.DecisionNotice || got.Size == 0 {
				t.Errorf("the notice in print: %+v", got)
			}
		}
		notice, err := w.read.Document(t.Context(), d.Documents[0].Number)
		if err != nil || !strings.Contains(strings.Join(notice.Content.Text, " "), "To wait.") || !strings.Contains(notice.Content.HTML, "Cabinet Member for Housing") {
			t.Errorf("what the notice says: %+v, %v", notice.Content, err)
		}
		if got := w.post("/desk/decisions/1/change", typed...); got.Code == http.StatusSeeOther {
			t.Error("a published decision was changed")
		}
		if got := w.get("/desk/decisions/1/change"); got.Code == http.StatusOK {
			t.Error("a published decision is open to change")
		}
		correction := []string{"title", "Repairs at Mill Lane", "text", "(1) That the roofs be **replaced**.", "reasons", "They leak.", "alternatives", "To wait.", "conflicts", "None declared."}
		version := between(w.shows("/desk/decisions/1/correct", "They leak."), `name="version" value="`, `"`)
		if got := w.post("/desk/decisions/1/correct", append(correction, "version", version)...); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "why-error") {
			t.Errorf("a correction without its reason: %d", got.Code)
		}
		if got := w.post("/desk/decisions/1/correct", append(correction, "version", "1", "why", "A slip.")...); got.Code != http.StatusConflict {
			t.Errorf("a correction of another version: %d", got.Code)
		}
		w.leads(w.post("/desk/decisions/1/correct", append(correction, "version", version, "why", "A slip of the pen.")...), "/desk/decisions/1?done=published")
		again, err := w.read.Decision(t.Context(), 1)
		if err != nil || !strings.Contains(again.Content.Text.En, "replaced") || again.Content.CallIn == nil || again.Content.CallIn.Until != d.Content.CallIn.Until ||
			again.Content.Standard != d.Content.Standard || len(again.Content.Corrections) != 1 || len(again.Documents) != 2 {
			t.Errorf("corrected: %+v, %v", again.Content, err)
		}
		shown := w.public("/decisions/1").Body.String()
		if !strings.Contains(shown, "Corrected on 19 May 2026") || !strings.Contains(shown, "A slip of the pen.") {
			t.Errorf("the public is not told of the correction: %s", shown)
		}
		compare := strings.ReplaceAll(between(shown, `href="/decisions/1/editions?from=`, `"`), "&amp;", "&")
		if got := w.public("/decisions/1/editions?from=" + compare).Body.String(); !strings.Contains(got, "replaced") || !strings.Contains(got, "mended") {
			t.Errorf("the difference: %s", got)
		}
	})
}

// ownAccount gives a person an account, which is number 1.
func (w *world) ownAccount(person int) {
	w.Helper()
	w.as(audience.Administrator)
	if _, err := w.desk.register.Invite(w.Context(), w.door.viewer, register.Account{Name: "Member A", Email: "a@council.example", Person: person, Grants: []audience.Grant{{Role: audience.Administrator}}}); err != nil {
		w.Fatal(err)
	}
}

func TestADecisionOfTheCabinetIsCalledInHeardAndSentBack(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.executive()
		w.as(audience.Officer)
		w.shows("/desk/decisions", "Resolved, and not recorded yet", "A new bridge")
		w.leads(w.post("/desk/meetings/13/decisions", "item", "70"), "/desk/decisions/1/change")
		w.shows("/desk/decisions/1/change", "(1) That the bridge be built.", `value="1"`)
		w.leads(w.post("/desk/decisions/1/change", "version", "1", "sort", "body", "body", "4", "title", "A new bridge", "day", "12/5/2026", "issue", "1", "text", "(1) That the bridge be built.",
			"reasons", "It is old.", "alternatives", "None.", "conflicts", "None."), "/desk/decisions/1?done=made-saved")
		w.leads(w.post("/desk/decisions/1/publish", "version", "2"), "/desk/decisions/1?done=published")
		w.member(1)
		w.shows("/desk/decisions/1", "Members of the executive may not sign")
		for n := 2; n <= 4; n++ {
			w.member(n)
			if got := w.post("/desk/decisions/1/call-in"); n == 2 && (got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "reasons-error")) {
				t.Errorf("signed without reasons: %d", got.Code)
			}
			w.leads(w.post("/desk/decisions/1/call-in", "reasons", "Nobody was asked."), "/desk/decisions/1?done=call-in-signed")
			if got := w.post("/desk/decisions/1/call-in", "reasons", "Again."); got.Code != http.StatusUnprocessableEntity {
				t.Errorf("signed twice: %d", got.Code)
			}
		}
		d, err := w.read.Decision(t.Context(), 1)
		if err != nil || d.Content.CallIn.Outcome != gazette.CallInCalled || len(d.Callers) != 3 || !strings.Contains(d.Content.CallIn.Reasons.En, "Member B: Nobody was asked.") || !d.Content.Effective.IsZero() {
			t.Fatalf("called in, on the record: %+v, %v", d.Content.CallIn, err)
		}
		i, err := w.read.Issue(t.Context(), 1)
		if err != nil || len(i.Route) != 1 || i.Route[0].CallIn == nil || i.Route[0].Decision != 1 {
			t.Fatalf("on the route: %+v, %v", i.Route, err)
		}
		w.as(audience.Officer)
		w.leads(w.post("/desk/decisions/1/hearing", "version", "4", "body", "8", "meeting", "12"), "/desk/decisions/1?done=saved-public")
		if i, err = w.read.Issue(t.Context(), 1); err != nil || len(i.Route) != 2 || i.Route[1].Role != council.Scrutinise || i.Route[1].Body.Number != 8 {
			t.Errorf("the hearing on the route: %+v, %v", i.Route, err)
		}
		w.now = w.now.Add(24 * 24 * time.Hour)
		if got := w.post("/desk/decisions/1/heard", "version", "5", "outcome", "reconsider", "day", "10/6/2026"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "advice-error") {
			t.Errorf("sent back without grounds: %d", got.Code)
		}
		w.leads(w.post("/desk/decisions/1/heard", "version", "5", "outcome", "reconsider", "day", "10/6/2026", "advice", "Ask the residents first."), "/desk/decisions/1?done=saved-public")
		if d, err = w.read.Decision(t.Context(), 1); err != nil || d.Content.CallIn.To != 4 || !d.Content.CallIn.Holds(council.NewDay(2030, 1, 1)) {
			t.Errorf("sent back: %+v, %v", d.Content.CallIn, err)
		}
		if i, err = w.read.Issue(t.Context(), 1); err != nil || len(i.Route) != 2 || i.Route[1].Role != council.Decide || i.Route[1].Body.Number != 4 {
			t.Errorf("what is next on the route: %+v, %v", i.Route, err)
		}
	})
}

func TestWhatNobodyCallsInTakesEffectByItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.executive()
	w.as(audience.Officer)
	w.leads(w.post("/desk/decisions/new", "sort", "body", "body", "4", "title", "A new bridge", "day", "14/5/2026", "text", "Yes.", "reasons", "Old.", "alternatives", "None.", "conflicts", "None."), "/desk/decisions/1?done=made-saved")
	w.leads(w.post("/desk/decisions/1/publish", "version", "1"), "/desk/decisions/1?done=published")
	w.member(2)
	w.shows("/desk/decisions/1", "It may not be put into effect.", "Sign for call-in")
	w.now = time.Date(2026, 5, 26, 23, 30, 0, 0, time.UTC) // half past midnight in London, after the last day
	w.shows("/desk/decisions/1", "It may be put into effect.", "The time for call-in is over.", "Not called in")
	if got := w.post("/desk/decisions/1/call-in", "reasons", "Late."); got.Code != http.StatusUnprocessableEntity {
		t.Errorf("signed after the last day: %d", got.Code)
	}
	passed, total, err := w.read.Decisions(t.Context(), gazette.Question{CallIn: gazette.CallInPassed, On: council.NewDay(2026, 5, 27)})
	if err != nil || total != 1 || len(passed) != 1 {
		t.Errorf("not listed as passed: %v, %v", passed, err)
	}
	if _, total, err := w.read.Decisions(t.Context(), gazette.Question{CallIn: gazette.CallInPassed, On: council.NewDay(2026, 5, 26)}); err != nil || total != 0 {
		t.Errorf("listed as passed on its last day: %d, %v", total, err)
	}
	w.as(audience.Officer)
	barred := []string{"sort", "body", "body", "4", "title", "A flood", "day", "14/5/2026", "text", "Yes.", "reasons", "Water.", "alternatives", "None.", "conflicts", "None.", "bar", "urgency", "bar-reason", "It rains."}
	w.leads(w.post("/desk/decisions/new", barred...), "/desk/decisions/2?done=made-saved")
	w.shows("/desk/decisions/2", "Say who agreed that the decision is urgent")
	w.leads(w.post("/desk/decisions/2/change", append(barred, "version", "1", "bar-by", "The Chair of Scrutiny")...), "/desk/decisions/2?done=made-saved")
	w.leads(w.post("/desk/decisions/2/publish", "version", "2"), "/desk/decisions/2?done=published")
	w.member(2)
	if got := w.post("/desk/decisions/2/call-in", "reasons", "But."); got.Code != http.StatusNotFound {
		t.Errorf("an urgent decision was called in: %d", got.Code)
	}
	d, err := w.read.Decision(t.Context(), 2)
	if err != nil || d.Content.NoCallIn == nil || d.Content.NoCallIn.By != "The Chair of Scrutiny" {
		t.Errorf("on the record: %+v, %v", d.Content, err)
	}
}
