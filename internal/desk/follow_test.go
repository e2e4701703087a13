package desk

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// recommending has the panel's meeting, number 5, bring the bridge (issue 1) as its last item, and the Cabinet
// (4) meet after it, at meeting 15. It gives the item.
func (w *world) recommending() (item int) {
	w.Helper()
	w.executive()
	w.convene()
	w.act(func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: 15}, gazette.Meeting{Body: 4, Day: council.NewDay(2026, 6, 20), State: council.Scheduled})
		return err
	})
	w.as(audience.Officer)
	w.leads(w.post("/desk/meetings/5/begin"), "/desk/meetings/5")
	made := w.post("/desk/meetings/5/items/new", "title", "A new bridge", "issue", "1", "role", "scrutinise")
	_, number, _ := strings.Cut(made.Header().Get("Location"), "#item-")
	item, err := strconv.Atoi(number)
	if err != nil {
		w.Fatalf("a new item: %d to %q", made.Code, made.Header().Get("Location"))
	}
	w.publishAgenda()
	w.sit()
	return item
}

// minuted writes what happened at an item of a meeting and publishes the minutes as a draft.
func (w *world) minuted(meeting, item int, prose string) {
	w.Helper()
	path, at := "/desk/items/"+strconv.Itoa(item)+"/minute", "/desk/meetings/"+strconv.Itoa(meeting)
	w.leads(w.post(path, with(typedForm(w.get(path).Body.String()), "prose", prose)...), path+"?done=look#read")
	w.leads(w.post(path, typedForm(w.get(path).Body.String())...), at+"/minutes?done=minute")
	s, err := w.desk.register.Sitting(w.Context(), w.door.viewer, meeting)
	if err != nil {
		w.Fatal(err)
	}
	w.leads(w.post(at+"/sitting/close", "version", strconv.Itoa(s.Sitting.Version), "ended", "19:30"), at+"/minutes?done=closed")
	w.leads(w.post(at+"/minutes/draft", "version", "1"), at+"/minutes?done=published")
}

// holds opens the meeting on its day, with nobody on the roll.
func (w *world) holds(meeting int, on council.Day) {
	w.Helper()
	w.now = on.Time().Add(18 * time.Hour)
	if got := w.post("/desk/meetings/"+strconv.Itoa(meeting)+"/sitting/open", "began", "18:00"); got.Code != http.StatusSeeOther {
		w.Fatalf("opening meeting %d: %d %s", meeting, got.Code, got.Body)
	}
}

func TestARecommendationIsAnsweredByTheBodyThatItGoesTo(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		item := w.recommending()
		w.minuted(5, item, "RESOLVED – That the Cabinet be recommended to build the bridge over the river by the mill.")
		w.shows("/desk/considerations?state=open", "1 consideration.", "A new bridge", "Recommended by Plans Panel on 18 May 2026", "Waits for an agenda")
		w.shows("/desk/compliance", "What another body recommended or sent back is not considered yet", `href="/desk/considerations/1"`)
		w.leads(w.post("/desk/meetings/15/begin"), "/desk/meetings/15")
		w.shows("/desk/meetings/15", "Decided elsewhere, and waiting for this body", "build the bridge over the river")
		added := w.post("/desk/meetings/15/considerations", "consideration", "1")
		_, number, _ := strings.Cut(added.Header().Get("Location"), "#item-")
		if again := w.post("/desk/meetings/15/considerations", "consideration", "1"); again.Code < 400 {
			t.Errorf("one consideration was put on the agenda twice: %d", again.Code)
		}
		at, _ := strconv.Atoi(number)
		w.shows("/desk/items/"+number, "To consider the recommendation of Plans Panel of 18 May 2026.", "build the bridge over the river")
		w.shows("/desk/considerations/1", "Taken up", `href="/desk/meetings/15"`)
		if got := w.shows("/desk/meetings/15"); strings.Contains(got, "Decided elsewhere") {
			t.Error("what is on the agenda waits for it still")
		}
		if early := w.post("/desk/considerations/1", "version", "2", "answer", "", "limb", "0"); early.Code != http.StatusUnprocessableEntity {
			t.Errorf("an answer that is none: %d", early.Code)
		}
		w.publishes(15)
		w.holds(15, council.NewDay(2026, 6, 20))
		w.minuted(15, at, "RESOLVED – That the bridge over the river by the mill be built and its toll reviewed each spring.")
		w.shows("/desk/considerations/1", "accepted as amended", "What was recommended, and what was resolved", "<ins>", "This is what the texts tell")
		public := w.public("/issues/1").Body.String()
		for _, want := range []string{"Answered by Cabinet, 20 June 2026: accepted as amended", "How it differs", "Answers Plans Panel, 18 May 2026"} {
			if !strings.Contains(public, want) {
				t.Errorf("the issue's page has no %q: %s", want, public)
			}
		}
		k, err := w.desk.register.Consideration(t.Context(), w.door.viewer, 1)
		if err != nil {
			t.Fatal(err)
		}
		w.leads(w.post("/desk/considerations/1", "version", strconv.Itoa(k.Version), "answer", "not accepted", "limb", "1"), "/desk/considerations/1?done=answer-said")
		if stale := w.post("/desk/considerations/1", "version", strconv.Itoa(k.Version), "answer", "accepted", "limb", "1"); stale.Code != http.StatusConflict {
			t.Errorf("an answer over another version: %d", stale.Code)
		}
		for _, path := range []string{"/issues/1", "/items/" + strconv.Itoa(item)} {
			if got := w.public(path).Body.String(); !strings.Contains(got, "Answered by Cabinet, 20 June 2026: not accepted") {
				t.Errorf("%s does not say what the officer said: %s", path, got)
			}
		}
		w.verified()
	})
}

// What was put off, and what came to a meeting that is not held, waits again.
func TestWhatIsDeferredWaitsAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.recommending()
	w.minuted(5, item, "RESOLVED – That the Cabinet be recommended to build the bridge.")
	w.leads(w.post("/desk/meetings/15/begin"), "/desk/meetings/15")
	made := w.post("/desk/meetings/15/items/new", "title", "A new bridge", "issue", "1", "role", "decide") // any item that brings the issue takes it up
	_, number, _ := strings.Cut(made.Header().Get("Location"), "#item-")
	at, _ := strconv.Atoi(number)
	w.shows("/desk/considerations/1", "Taken up")
	w.leads(w.post("/desk/items/"+number+"/remove"), "/desk/meetings/15?done=removed")
	w.shows("/desk/considerations/1", "Waits for an agenda")
	w.post("/desk/meetings/15/considerations", "consideration", "1")
	w.publishes(15)
	w.holds(15, council.NewDay(2026, 6, 20))
	w.minuted(15, at+1, "RESOLVED – That consideration of the bridge be deferred.")
	w.shows("/desk/considerations/1", "Waits for an agenda")
}

// publishes publishes the agenda of a meeting, whose day is far enough.
func (w *world) publishes(meeting int) {
	w.Helper()
	k, err := w.desk.register.Agenda(w.Context(), w.door.viewer, meeting)
	if err != nil {
		w.Fatal(err)
	}
	at := "/desk/meetings/" + strconv.Itoa(meeting)
	w.leads(w.post(at+"/publish", "version", strconv.Itoa(k.Agenda.Version)), at+"?done=published")
}

// A single member's decision that scrutiny sends back comes before that member again, as it would before a body.
func TestASingleMembersDecisionIsConsideredAgain(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.executive()
		w.ownAccount(1)
		w.as(audience.Officer)
		made := []string{"sort", "member", "title", "Repairs at Mill Lane", "day", "14/5/2026", "person", "1", "maker", "Cabinet Member for Housing", "issue", "1",
			"text", "That the roofs be mended.", "reasons", "They leak.", "alternatives", "To wait.", "conflicts", "None."}
		signed := func(number, version int) {
			path := "/desk/decisions/" + strconv.Itoa(number)
			w.door.viewer = audience.Admit(1, 1, "Member A", []audience.Grant{{Role: audience.Member, Body: 4}}, council.DayOf(w.now))
			w.leads(w.post(path+"/sign", "version", strconv.Itoa(version)), path+"?done=signed")
			w.as(audience.Officer)
			w.leads(w.post(path+"/publish", "version", strconv.Itoa(version+1)), path+"?done=published")
		}
		w.leads(w.post("/desk/decisions/new", made...), "/desk/decisions/1?done=made-saved")
		signed(1, 1)
		for n := 2; n <= 4; n++ {
			w.member(n)
			w.leads(w.post("/desk/decisions/1/call-in", "reasons", "Nobody was asked."), "/desk/decisions/1?done=call-in-signed")
		}
		w.as(audience.Officer)
		w.leads(w.post("/desk/decisions/1/hearing", "version", "4", "body", "8"), "/desk/decisions/1?done=saved-public")
		w.shows("/desk/considerations?to=8", "1 consideration.", "Called in on 18 May 2026, to be heard", "Nobody was asked.")
		w.now = w.now.Add(24 * 24 * time.Hour)
		w.leads(w.post("/desk/decisions/1/heard", "version", "5", "outcome", "reconsider", "day", "10/6/2026", "advice", "Ask the residents first."), "/desk/decisions/1?done=saved-public")
		if i, err := w.read.Issue(t.Context(), 1); err != nil || len(i.Route) != 3 || !i.Route[2].Planned || i.Route[2].Maker.En != "Cabinet Member for Housing" {
			t.Fatalf("what is next on the route: %+v, %v", i.Route, err)
		}
		if got := w.public("/issues/1").Body.String(); !strings.Contains(got, "Next: Cabinet Member for Housing") && strings.Count(got, "Cabinet Member for Housing") < 2 {
			t.Errorf("the issue's page does not say who is to consider it: %s", got)
		}
		w.shows("/desk/considerations?state=open", "1 consideration.", "Cabinet Member for Housing", "Sent back by Scrutiny Committee on 10 June 2026", "Ask the residents first.")
		w.shows("/desk/considerations/2", "/desk/decisions/new?again=2")
		w.shows("/desk/decisions/new?again=2", "That the roofs be mended.", `value="11 June 2026"`)
		made[3], made[5], made[13] = "Repairs at Mill Lane, again", "11/6/2026", "That the roofs be mended once the residents were asked."
		w.leads(w.post("/desk/decisions/new", made...), "/desk/decisions/2?done=made-saved")
		w.shows("/desk/considerations/2", "Taken up", `href="/desk/decisions/2"`)
		signed(2, 1)
		w.shows("/desk/considerations/2", "Considered")
		if i, err := w.read.Issue(t.Context(), 1); err != nil || len(i.Route) != 3 || i.Route[2].Planned || i.Route[2].Decision != 2 {
			t.Errorf("considered again, on the route: %+v, %v", i.Route, err)
		}
	})
}

// What is public of an action is read by everybody, and nothing else of it.
func TestAnActionIsPublicWhereItsResolutionIs(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		item := w.recommending()
		w.minuted(5, item, "RESOLVED – (1) That the Head of Roads be requested to close Mill Lane by 1 June 2026.\n\n(2) That the drawings be noted.")
		w.shows("/desk/actions", "1 action.", "close Mill Lane") // taken up by itself
		reads := func(path string, words ...string) string {
			t.Helper()
			got := w.public(path).Body.String()
			for _, want := range words {
				if !strings.Contains(got, want) {
					t.Errorf("%s has no %q: %s", path, want, got)
				}
			}
			return got
		}
		reads("/actions", "1 action", "close Mill Lane", "By: Head of Roads.", "Due 1 June 2026.", "Plans Panel, 18 May 2026.")
		w.leads(w.post("/desk/actions/1", "version", "1", "owner", "8", "post", "Director of Places", "due", "1/6/2026"), "/desk/actions/1?done=action-saved")
		w.leads(w.post("/desk/actions/1/notes", "version", "2", "note", "The barrier is ordered.", "public", "yes"), "/desk/actions/1?done=action-saved")
		w.leads(w.post("/desk/actions/1/notes", "version", "3", "note", "The supplier may go under."), "/desk/actions/1?done=action-saved")
		w.shows("/desk/actions/1", "The barrier is ordered.", "The public reads it", "The supplier may go under.")
		for _, path := range []string{"/actions/1", "/actions.json", "/actions/1/editions?from=29&to=30", "/issues/1", "/meetings/5", "/items/" + strconv.Itoa(item), "/issues/1.json"} {
			if got := reads(path, "Director"); strings.Contains(got, "may go under") {
				t.Errorf("%s tells what is not for the public", path)
			}
		}
		reads("/bodies/3", "close Mill Lane", `href="/actions?body=3"`)
		reads("/actions?state=late", "0 actions")
		reads("/actions?words=barrier", "0 actions")
		reads("/actions?words=director+lane&body=3&issue=1", "1 action")
		w.leads(w.post("/desk/actions/1/notes", "version", "4", "evidence", "https://roads.example/mill-lane", "public", "yes", "end", "done"), "/desk/actions/1?done=action-saved")
		reads("/actions/1", "Done", "https://roads.example/mill-lane", "The barrier is ordered.")
		reads("/actions?state=over", "1 action")
		w.verified()
	})
}

// Points that scrutiny raised go on with the report, each with what that says to it, and one that is not
// answered is seen to be so at the desk and by the public.
func TestPointsRaisedGoOnWithTheReport(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.begin()
		w.act(func(ctx context.Context, act gazette.Act) error {
			if _, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindBody, Number: 4}, gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet}); err != nil {
				return err
			}
			_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: 15}, gazette.Meeting{Body: 4, Day: council.NewDay(2026, 7, 20), State: council.Scheduled})
			return err
		})
		w.post("/desk/sections/1", "edition", "1", "heading", "Introduction", "prose", "The bridge is old.", "openness", "open")
		w.leads(w.post("/desk/reports/1/stages/1", "version", "1", "body", "3", "meeting", "5", "role", "scrutinise"), "/desk/reports/1?done=report-saved")
		w.leads(w.post("/desk/reports/1/stages/2", "version", "2", "body", "4", "meeting", "15", "role", "decide"), "/desk/reports/1?done=report-saved")
		w.as(audience.Officer)
		w.post("/desk/meetings/5/begin")
		w.leads(w.post("/desk/meetings/5/reports", "report", "1"), "/desk/meetings/5#item-4")
		w.get("/desk/meetings/5/preview")
		w.leads(w.post("/desk/meetings/5/publish", "version", "2"), "/desk/meetings/5?done=published")
		w.act(func(ctx context.Context, act gazette.Act) error {
			for s, c := range map[gazette.Subject]any{
				{Kind: gazette.KindMeeting, Number: 5}: gazette.Meeting{Body: 3, Day: council.NewDay(2026, 6, 1), State: council.Held},
				{Kind: gazette.KindMinutes, Number: 5}: gazette.Minutes{State: council.MinutesPublished, Items: []gazette.ItemMinute{{Item: 4,
					Points: []gazette.Point{{Text: "Who pays?"}, {Text: "When does it open?"}}, Resolution: []gazette.Limb{{Verb: council.Noted, Text: "That it be noted."}}}}}} {
				if _, err := act.Publish(ctx, s, c); err != nil {
					return err
				}
			}
			return nil
		})
		public := func(want string, times int) {
			t.Helper()
			if got := w.public("/issues/1").Body.String(); strings.Count(got, want) != times {
				t.Errorf("the issue's page has %q %d times, want %d: %s", want, strings.Count(got, want), times, got)
			}
		}
		public("Not answered yet: it goes on to Cabinet", 2)
		w.as(audience.Author)
		w.shows("/desk", "A body has considered it")
		w.shows("/desk/reports/1", "Who pays?", "Response to point 2", "Not answered yet")
		w.leads(w.post("/desk/reports/1/heard", "item", "4", "response-4-0", "The bridge fund.", "response-4-1", ""), "/desk/reports/1?done=responses-kept")
		w.shows("/desk/reports/1/read", "The bridge fund.", "When does it open?")
		w.shows("/desk", "A body has considered it") // one point is not answered yet
		w.as(audience.Officer)
		w.leads(w.post("/desk/meetings/15/begin"), "/desk/meetings/15")
		added := w.post("/desk/meetings/15/reports", "report", "1")
		_, item, _ := strings.Cut(added.Header().Get("Location"), "#item-")
		w.get("/desk/meetings/15/preview")
		w.publishes(15)
		public("Response in the report to Cabinet, 20 July 2026:", 1)
		public("The bridge fund.", 2) // at the point, and with the report that says it
		public("Not answered yet: it goes on to Cabinet", 1)
		if got := w.public("/items/" + item).Body.String(); !strings.Contains(got, "Points raised before, and the responses") || !strings.Contains(got, "The bridge fund.") {
			t.Errorf("the item does not show the points: %s", got)
		}
		if got := w.public("/items/4").Body.String(); !strings.Contains(got, "The bridge fund.") {
			t.Errorf("the item at which the points were raised does not show the response: %s", got)
		}
		w.verified()
	})
}

// The report for the next meeting is made in one act, of what the public may read.
func TestActionsAreReportedToTheirBodyInOneAct(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.recommending()
	w.next()
	w.minuted(5, item, "RESOLVED – That the Head of Roads be requested to close Mill Lane by 1 June 2026.")
	w.leads(w.post("/desk/actions/1/notes", "version", "1", "note", "The barrier is ordered.", "public", "yes"), "/desk/actions/1?done=action-saved")
	w.leads(w.post("/desk/actions/1/notes", "version", "2", "note", "The supplier may go under."), "/desk/actions/1?done=action-saved")
	w.leads(w.post("/desk/meetings/15/begin"), "/desk/meetings/15")
	if got := w.post("/desk/meetings/15/actions-report"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "Nothing that this body asked for") {
		t.Errorf("a report on nothing: %d", got.Code)
	}
	made := w.post("/desk/meetings/7/actions-report") // the agenda was begun when the minutes were put on it
	_, number, _ := strings.Cut(made.Header().Get("Location"), "#item-")
	w.shows("/desk/items/"+number, "Progress on actions", "Note the progress on the actions.")
	w.publishes(7)
	m, err := w.read.Meeting(t.Context(), 7)
	if err != nil {
		t.Fatal(err)
	}
	last := m.Items[len(m.Items)-1]
	if len(last.Documents) != 1 {
		t.Fatalf("the item has %d papers", len(last.Documents))
	}
	d, err := w.read.Document(t.Context(), last.Documents[0].Number)
	said := strings.Join(strings.Fields(strings.Join(d.Content.Text, " ")), " ")
	if err != nil || !strings.Contains(d.Content.HTML, "<table") || !strings.Contains(said, "close Mill Lane") || !strings.Contains(said, "The barrier is ordered.") ||
		!strings.Contains(said, "1 June 2026") || strings.Contains(said+d.Content.HTML, "go under") {
		t.Errorf("the report: %s, %v\n%s", said, err, d.Content.HTML)
	}
}
