package desk

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// begin starts a report on a new issue before the panel: report 1, issue 1, whose first section is 1.
func (w *world) begin() {
	w.Helper()
	w.convene()
	w.as(audience.Author)
	w.leads(w.post("/desk/reports/new", "issue", "new", "title", "A new bridge", "body", "3", "role", "decide", "once", "abc"), "/desk/reports/1?done=report-started")
}

// shows says that a page holds every one of some words.
func (w *world) shows(path string, words ...string) string {
	w.Helper()
	got := w.get(path)
	body := got.Body.String()
	for _, s := range words {
		if got.Code != http.StatusOK || !strings.Contains(body, s) {
			w.Errorf("%s: %d, and no %q in\n%s", path, got.Code, s, body)
		}
	}
	return body
}

func TestAReportIsStartedOnceAndWritten(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.begin()
		w.leads(w.post("/desk/reports/new", "issue", "new", "title", "A new bridge", "body", "3", "role", "decide", "once", "abc"), "/desk/reports/1?done=report-started")
		if wrong := w.post("/desk/reports/new", "issue", "new", "title", "", "body", "", "role", "decide"); wrong.Code != http.StatusUnprocessableEntity ||
			!strings.Contains(wrong.Body.String(), "title-error") || !strings.Contains(wrong.Body.String(), "body-error") {
			t.Errorf("a report without title and body: %d\n%s", wrong.Code, wrong.Body)
		}
		w.shows("/desk/reports", "A new bridge", "Being written")
		w.shows("/desk/reports/1", "Introduction", "Plans Panel", "Nothing is written yet")
		w.leads(w.post("/desk/sections/1", "edition", "1", "heading", "Introduction", "prose", "The bridge is **old**.\n\n- one\n- two", "openness", "open"),
			"/desk/reports/1?done=report-saved#section-1")
		w.shows("/desk/reports/1/read", "The bridge is <strong>old</strong>.", "<li>two</li>")
		w.leads(w.post("/desk/sections/1", "edition", "2", "heading", "Introduction", "prose", "The bridge is very old.", "openness", "open"),
			"/desk/reports/1?done=report-saved#section-1")
		w.shows("/desk/sections/1/versions?from=2&to=3", "Version 3", "<ins>", "very", "<del>")
		w.as(audience.Member)
		if got := w.get("/desk/reports/1"); got.Code != http.StatusNotFound {
			t.Errorf("a member sees a report that is being written: %d", got.Code)
		}
	})
}

func TestTwoWhoWriteAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.begin()
	w.post("/desk/sections/1", "edition", "1", "heading", "Introduction", "prose", "The bridge is old. It costs ten pounds.", "openness", "open")
	w.post("/desk/sections/1", "edition", "2", "heading", "Introduction", "prose", "The bridge is very old. It costs twelve pounds.", "openness", "open")
	second := w.post("/desk/sections/1", "edition", "2", "heading", "Beginning", "prose", "The bridge is old. It costs nine pounds, they say.", "openness", "open")
	body := second.Body.String()
	for _, s := range []string{"Ann Other changed this section", "very old", "⟦Ann Other: twelve pounds.⟧", "⟦Ann Other: nine pounds, they say.⟧", `name="edition" value="3"`, `value="Beginning"`} {
		if second.Code != http.StatusConflict || !strings.Contains(body, s) {
			t.Errorf("%d, and no %q in\n%s", second.Code, s, body)
		}
	}
	if marked := w.post("/desk/sections/1", "edition", "3", "heading", "Beginning", "prose", "⟦Ann: twelve⟧", "openness", "open"); marked.Code != http.StatusUnprocessableEntity {
		t.Errorf("marks that nobody settled were kept: %d", marked.Code)
	}
	w.leads(w.post("/desk/sections/1", "edition", "3", "heading", "Beginning", "prose", "The bridge is very old. It costs nine pounds, they say.", "openness", "open"),
		"/desk/reports/1?done=report-saved#section-1")
}

func TestASecondChangeToAReportIsShownBesideTheFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.begin()
	w.leads(w.post("/desk/reports/1/particulars", "version", "1", "title", "A new footbridge", "openness", "open"), "/desk/reports/1?done=report-saved")
	second := w.post("/desk/reports/1/particulars", "version", "1", "title", "A new toll bridge", "openness", "open")
	for _, s := range []string{"Somebody else has put this for “Title”: A new footbridge", `name="theirs-title"`, `value="A new toll bridge"`, `name="version" value="2"`} {
		if second.Code != http.StatusUnprocessableEntity || !strings.Contains(second.Body.String(), s) {
			t.Errorf("%d, and no %q", second.Code, s)
		}
	}
}

func TestAReportIsClearedUntilItIsChanged(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.begin()
		if wrong := w.post("/desk/reports/1/sign-offs/new", "capacity", "Finance", "section", "0"); wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body.String(), "due-error") {
			t.Errorf("a sign-off without a day: %d", wrong.Code)
		}
		w.leads(w.post("/desk/reports/1/sign-offs/new", "capacity", "Finance", "section", "0", "due", "17 May 2026"), "/desk/reports/1?done=signoff-asked")
		w.shows("/desk/reports/1", "Waiting to be cleared", "Late")
		w.clears("Finance")
		w.shows("/desk", "A new bridge", "Your clearance is asked", "/desk/sign-offs/1", "17 May 2026", "Late")
		page := w.shows("/desk/sign-offs/1", "A new bridge", "Approve")
		_, over, _ := strings.Cut(page, `name="over" value="`)
		over, _, _ = strings.Cut(over, `"`)
		if wrong := w.post("/desk/sign-offs/1", "version", "1", "answer", "return", "over", over); wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body.String(), "comment-error") {
			t.Errorf("returned without a word: %d", wrong.Code)
		}
		w.leads(w.post("/desk/sign-offs/1", "version", "1", "answer", "approve", "over", over), "/desk?done=signoff-given")
		w.clears("Legal")
		if got := w.post("/desk/sign-offs/1", "version", "2", "answer", "approve", "over", over); got.Code != http.StatusForbidden {
			t.Errorf("Legal answers for Finance: %d", got.Code)
		}
		w.shows("/desk", "Nothing waits for you")
		w.as(audience.Author)
		w.shows("/desk/reports/1", "Cleared", "Approved")
		w.post("/desk/sections/1", "edition", "1", "heading", "Introduction", "prose", "Changed after all", "openness", "open")
		w.shows("/desk/reports/1", "Waiting to be cleared", "Changed since approved")
		w.shows("/desk/sign-offs/1", "has to be approved again", "Introduction")
		w.clears("Finance")
		w.shows("/desk", "It changed after you approved it")
		if got := w.post("/desk/sign-offs/1", "version", "2", "answer", "approve", "over", over); got.Code != http.StatusUnprocessableEntity {
			t.Errorf("approved as it was before the change: %d", got.Code)
		}
		w.post("/desk/sign-offs/1", "version", w.field(w.get("/desk/sign-offs/1"), "version"), "answer", "return", "comment", "The sums are wrong", "over", over)
		w.as(audience.Author)
		w.shows("/desk", "An approver returned it")
		w.shows("/desk/sign-offs/1", "The sums are wrong")
		w.shows("/desk/reports/1", "Being written", "Returned")
		w.leads(w.post("/desk/sign-offs/1/again", "version", "4", "due", "20 May 2026"), "/desk/reports/1?done=signoff-asked")
		w.leads(w.post("/desk/sign-offs/1/drop"), "/desk/reports/1#clearance")
		w.shows("/desk/reports/1", "Nobody has been asked")
	})
}

// clears signs somebody in who clears reports in a capacity.
func (w *world) clears(capacity string) {
	w.door.viewer = audience.Admit(8, 0, "Carys Other", []audience.Grant{{Role: audience.Approver, Capacity: capacity}}, council.DayOf(testkit.Morning()))
}

func TestARouteIsPlanned(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.begin()
	w.shows("/desk/reports/1/stages/new?body=3", "Monday 1 June 2026")
	w.leads(w.post("/desk/reports/1/stages/1", "version", "1", "body", "3", "meeting", "5", "role", "recommend", "lead", "The Panel is asked to:", "asked", "approve it\nnote it"),
		"/desk/reports/1?done=report-saved")
	w.leads(w.post("/desk/reports/1/stages/2", "version", "2", "body", "3", "day", "3 July 2026", "role", "decide"), "/desk/reports/1?done=report-saved")
	if wrong := w.post("/desk/reports/1/stages/3", "version", "3", "body", "3", "day", "some day", "role", "decide"); wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body.String(), "day-error") {
		t.Errorf("a stage on no day: %d", wrong.Code)
	}
	w.shows("/desk", "It is due for its agenda", "/desk/reports/1")
	w.shows("/desk/reports/1", "Monday 1 June 2026", "b)", "Friday 3 July 2026")
	w.leads(w.post("/desk/reports/1/route", "version", "3", "move", "up-2"), "/desk/reports/1#route")
	w.leads(w.post("/desk/reports/1/route", "version", "4", "move", "off-1"), "/desk/reports/1#route")
	if last := w.post("/desk/reports/1/route", "version", "5", "move", "off-1"); last.Code != http.StatusUnprocessableEntity || !strings.Contains(last.Body.String(), "at least one body") {
		t.Errorf("a report without a route: %d", last.Code)
	}
}

// A report written in the browser becomes a public document with its agenda: without its exempt section,
// as it was when it was looked at, and for the next body with what this one has said.
func TestAReportIsPublishedWithItsAgendaAndGoesOn(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.begin()
		w.post("/desk/sections/1", "edition", "1", "heading", "Introduction", "prose", "The bridge is **old**.", "openness", "open")
		w.post("/desk/sections/2", "edition", "1", "heading", "CANARY prices", "prose", "CANARY nine pounds", "openness", "exempt", "paragraphs", "3",
			"reason", "Tenders are open.", "by", "The Monitoring Officer", "review", "1 January 2027")
		w.leads(w.post("/desk/reports/1/stages/1", "version", "1", "body", "3", "meeting", "5", "role", "recommend", "lead", "The Panel is asked to:", "asked", "approve it\nnote it"),
			"/desk/reports/1?done=report-saved")
		w.post("/desk/reports/1/stages/2", "version", "2", "body", "3", "day", "3 July 2026", "role", "decide")
		w.as(audience.Officer)
		w.post("/desk/meetings/5/begin")
		w.leads(w.post("/desk/meetings/5/reports", "report", "1"), "/desk/meetings/5#item-4")
		w.shows("/desk/meetings/5/preview", "A new bridge", "PDF")
		w.post("/desk/sections/1", "edition", "2", "heading", "Introduction", "prose", "The bridge is very old.", "openness", "open")
		if early := w.post("/desk/meetings/5/publish", "version", "2"); early.Code != http.StatusConflict || !strings.Contains(early.Body.String(), "since it was printed") {
			t.Errorf("a report that nobody looked at was published: %d", early.Code)
		}
		w.get("/desk/meetings/5/preview")
		w.leads(w.post("/desk/meetings/5/publish", "version", "2"), "/desk/meetings/5?done=published")
		m, err := w.read.Meeting(t.Context(), 5)
		if err != nil || len(m.Items) != 4 || len(m.Items[3].Documents) != 2 {
			t.Fatalf("on the record: %+v, %v", m.Items, err)
		}
		var open int
		for _, line := range m.Items[3].Documents {
			d, err := w.read.Document(t.Context(), line.Number)
			if err != nil {
				t.Fatal(err)
			}
			said := strings.Join(d.Content.Text, " ") + d.Content.HTML
			if strings.Contains(said, "CANARY") {
				t.Errorf("document %d holds exempt words: %s", line.Number, said)
			}
			if d.Content.File == nil {
				continue // the whole report, of which the public is told only that it is
			}
			open++
			for _, s := range []string{"The bridge is very old.", "paragraph 3 of Schedule 12A", "Tenders are open.", "b) note it"} {
				if !strings.Contains(strings.Join(strings.Fields(said), " "), s) {
					t.Errorf("no %q in %q", s, d.Content.Text)
				}
			}
			if err := paper.Verify(t.Context(), w.files.public, d.Content.File.SHA256); err != nil || !strings.Contains(d.Content.HTML, "<h2>Introduction</h2>") {
				t.Errorf("%v, %s", err, d.Content.HTML)
			}
		}
		if open != 1 {
			t.Errorf("%d open documents", open)
		}
		w.minute(m.Items[3].Number)
		w.as(audience.Author)
		w.shows("/desk", "A body has considered it")
		w.shows("/desk/reports/1", "Considered by Plans Panel on 1 June 2026", "Who pays?", "recommend that the Council approve it")
		made := w.post("/desk/reports/1/heard", "item", "4")
		section := made.Header().Get("Location")
		if made.Code != http.StatusSeeOther || !strings.HasPrefix(section, "/desk/sections/") {
			t.Fatalf("adding what was heard: %d %s", made.Code, section)
		}
		w.shows(section, "**Point 1.** Who pays?", "**Response:**", "(1) recommend that the Council approve it")
	})
}

// minute publishes minutes of meeting 5 with a point and a resolution at an item.
func (w *world) minute(item int) {
	w.Helper()
	w.act(func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindMinutes, Number: 5}, gazette.Minutes{State: council.MinutesPublished, Items: []gazette.ItemMinute{
			{Item: item, Points: []gazette.Point{{Text: "Who pays?", Answer: "The council."}},
				Resolution: []gazette.Limb{{Label: "(1)", Verb: council.Recommended, Text: "recommend that the Council approve it"}}}}})
		return err
	})
}

func TestAKeyDecisionIsPutOnAForwardPlanAndPublished(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.begin()
		w.act(func(ctx context.Context, act gazette.Act) error {
			_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindBody, Number: 4}, gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet})
			return err
		})
		w.post("/desk/reports/1/stages/2", "version", "1", "body", "4", "day", "3 July 2026", "role", "decide")
		w.post("/desk/reports/1/key", "version", "2", "all", "yes", "reason", "It affects everybody.")
		w.as(audience.Officer)
		if wrong := w.post("/desk/forward-plans/new", "title", "Plan", "from", "1 August 2026", "to", "1 July 2026"); wrong.Code != http.StatusUnprocessableEntity {
			t.Errorf("a plan that ends before it begins: %d", wrong.Code)
		}
		w.leads(w.post("/desk/forward-plans/new", "title", "July to October", "from", "1 July 2026", "to", "31 October 2026"), "/desk/forward-plans/1")
		w.shows("/desk/forward-plans/1", "A new bridge", "Put on the plan")
		w.leads(w.post("/desk/forward-plans/1/items", "report", "1"), "/desk/forward-plans/1")
		w.shows("/desk/forward-plans/1", "It affects everybody.", "3 July 2026", "28 clear days")
		if stale := w.post("/desk/forward-plans/1/publish", "version", "1"); stale.Code != http.StatusConflict {
			t.Errorf("a plan that nobody looked at was published: %d", stale.Code)
		}
		// Somebody who looks at the plan as it was before puts the same on it, and another takes off what is not there.
		w.leads(w.post("/desk/forward-plans/1/items", "report", "1"), "/desk/forward-plans/1")
		w.leads(w.post("/desk/forward-plans/1/items", "issue", "99"), "/desk/forward-plans/1")
		w.leads(w.post("/desk/forward-plans/1/publish", "version", "2"), "/desk/forward-plans?done=published")
		p, err := w.read.Plan(t.Context(), 1)
		if err != nil || len(p.Items) != 1 || p.Items[0].Title.En != "A new bridge" || p.Items[0].FirstNotice != council.DayOf(testkit.Morning()) {
			t.Errorf("on the record: %+v, %v", p, err)
		}
	})
}

func TestWhetherADecisionIsKeyIsSaidWithItsArithmetic(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.begin()
	w.act(func(ctx context.Context, act gazette.Act) error {
		for n, name := range map[int]string{1: "Bryn", 2: "Nant"} {
			if _, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindWard, Number: n}, gazette.Ward{Name: council.InEnglish(name)}); err != nil {
				return err
			}
		}
		return nil
	})
	w.leads(w.post("/desk/reports/1/key", "version", "1", "pounds", "£250,000", "wards", "1"), "/desk/reports/1#key")
	w.shows("/desk/reports/1", "not a key decision", "£250,000", "Bryn alone")
	w.leads(w.post("/desk/reports/1/key", "version", "2", "pounds", "£250,000", "wards", "1", "wards", "2"), "/desk/reports/1#key")
	w.shows("/desk/reports/1", "It is a key decision", "Bryn, Nant")
}
