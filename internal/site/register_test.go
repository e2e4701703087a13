package site_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/site"
	"moothall/internal/testkit"
)

func subject(kind gazette.Kind, number int) gazette.Subject {
	return gazette.Subject{Kind: kind, Number: number}
}

// report is what the file of document 7 holds.
const report = "The bus lane saves four minutes.\n"

// smallCouncil serves the record of a council with one of everything that these pages show.
func smallCouncil(t *testing.T) *site.Site {
	t.Helper()
	return siteOver(t, smallRecord)
}

// councilOf serves a record of what is given.
func councilOf(t *testing.T, record map[gazette.Subject]any) *site.Site {
	t.Helper()
	return siteOver(t, func(paper.Kept) map[gazette.Subject]any { return record })
}

// siteOver serves a record, which may name the one file that is there.
func siteOver(t *testing.T, record func(paper.Kept) map[gazette.Subject]any) *site.Site {
	t.Helper()
	assets, err := page.LoadAssets()
	if err != nil {
		t.Skip(err)
	}
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	shelf, err := paper.OpenShelf(t.Context(), filepath.Join(t.TempDir(), "files"), paper.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := shelf.Put(t.Context(), strings.NewReader(report))
	if err != nil {
		t.Fatal(err)
	}
	place := testkit.SQLite(t)
	press, key := testkit.Press(t, place)
	_, err = press.Act(t.Context(), testkit.Morning(), func(ctx context.Context, act gazette.Act) error {
		for s, content := range record(kept) {
			if _, err := act.Publish(ctx, s, content); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	public, err := site.New(site.Config{Record: testkit.Reader(t, place, key), Files: shelf, Assets: assets, Catalogue: catalogue,
		Now: testkit.Morning, Logger: testkit.Silent()})
	if err != nil {
		t.Fatal(err)
	}
	return public
}

func smallRecord(file paper.Kept) map[gazette.Subject]any {
	day := func(y int, m time.Month, d int) council.Day { return council.NewDay(y, m, d) }
	since := council.Spell{From: day(2022, 5, 5)}
	return map[gazette.Subject]any{
		subject(gazette.KindCouncil, 1): gazette.Council{Name: council.InEnglish("Anytown Council")},
		subject(gazette.KindWard, 1):    gazette.Ward{Name: council.Text{En: "Riverside", Cy: "Glan yr Afon"}},
		subject(gazette.KindParty, 1):   gazette.Party{Name: council.InEnglish("Lamplighters")},
		subject(gazette.KindBody, 1):    gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet},
		subject(gazette.KindPerson, 1): gazette.Person{Name: "Alma Frost", Style: "Councillor",
			Represents: []gazette.WardSpell{{Ward: 1, Spell: since}}, Parties: []gazette.PartySpell{{Party: 1, Spell: since}},
			Posts:       []gazette.Post{{Title: council.InEnglish("Leader <of> the Council"), Spell: council.Spell{From: day(2022, 5, 5), To: day(2024, 5, 4)}}},
			Memberships: []gazette.Membership{{Body: 1, Role: gazette.Chair, Voting: true, Spell: since}},
			Interests:   []gazette.Interest{{Category: council.Land, Text: "A field"}}},
		subject(gazette.KindIssue, 68576): gazette.Issue{Title: council.InEnglish("Bus lane"), Wards: []int{1}},
		subject(gazette.KindMeeting, 812): gazette.Meeting{Body: 1, Day: day(2026, 4, 9), State: council.Held},
		subject(gazette.KindAgenda, 812): gazette.Agenda{Label: council.InEnglish("Agenda"), Items: []gazette.Item{{Number: 9001, Printed: "3",
			Title: council.InEnglish("Bus lane"), Documents: []int{7}, Issues: []gazette.ItemIssue{{Issue: 68576, Role: council.Decide}}}}},
		subject(gazette.KindMinutes, 812): gazette.Minutes{State: council.MinutesPublished,
			Attendance: []gazette.Attendance{{Person: 1, Presence: council.Remote, Expected: true}},
			Items: []gazette.ItemMinute{{Item: 9001, Resolution: []gazette.Limb{{Label: "(1)", Verb: council.Approved, Text: "That the lane be built.",
				Vote: &gazette.Vote{For: 1, ByName: []gazette.NamedVote{{Person: 1, Choice: council.For}}}}}}}},
		subject(gazette.KindDocument, 7): gazette.Document{Kind: council.Report, Title: council.InEnglish("Bus lane report"), Type: "text/plain",
			File: &gazette.File{SHA256: file.SHA256, Name: "Bus lane.txt", Size: file.Size}, Text: []string{"1 < 2 on the first page", "On the second"}, Author: "Director of Places"},
		subject(gazette.KindDocument, 8): gazette.Document{Kind: council.Appendix, Title: council.InEnglish("Land price"), Openness: council.Exempt},
		subject(gazette.KindDocument, 9): gazette.Document{Kind: council.Report, Title: council.InEnglish("Old report"), Size: 57344},
		subject(gazette.KindDecision, 5): gazette.Decision{Title: council.InEnglish("Bus lane"), Body: 1, Day: day(2026, 4, 9), Issue: 68576, Meeting: 812, Item: 9001,
			Text: council.InEnglish("<p>That the lane be built.</p>"), Key: true, Wards: []int{1}, Documents: []int{7},
			CallIn: &gazette.CallIn{Until: day(2026, 5, 18), Outcome: gazette.CallInOpen}, Effective: day(2026, 5, 19)},
		subject(gazette.KindDecision, 6): gazette.Decision{Title: council.InEnglish("Café licence"), Maker: council.InEnglish("Director of Places"), Officer: true,
			Day: day(2026, 5, 1), Text: council.InEnglish("<p>Granted.</p>"), Effective: day(2026, 5, 1)},
		subject(gazette.KindPlan, 2): gazette.ForwardPlan{Title: council.InEnglish("Forward plan, June"), Period: council.Spell{From: day(2026, 6, 1)},
			Items: []gazette.PlanItem{{Issue: 68576, Body: 1, Due: day(2026, 6, 2), Key: true, KeyReason: council.InEnglish("It costs £600,000."), Private: true, Documents: []string{"Tender report"}}}},
	}
}

func get(t *testing.T, s http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func TestPagesSayWhatTheRecordHolds(t *testing.T) {
	t.Parallel()
	s := smallCouncil(t)
	for path, says := range map[string][]string{
		"/decisions":                         {"2 decisions", "Decided by Cabinet on 9 April 2026", "Can be called in", `href="/decisions/6"`},
		"/decisions?words=cafe":              {"1 decision<", "Café licence"},
		"/decisions?from=2/5/2026":           {"0 decisions", `value="2/5/2026"`},
		"/decisions?to=9+April+2026&key=yes": {"1 decision<", "Bus lane"},
		"/cy/decisions?to=9+Ebrill+2026":     {"Un penderfyniad", "Penderfynwyd gan"},
		"/decisions?officer=yes":             {"1 decision<", "Director of Places"},
		"/decisions?ward=1":                  {"1 decision<", "Riverside"},
		"/decisions/5": {"It can be called in until the end of 18 May 2026", `href="/issues/68576"`, `href="/items/9001"`, `/meetings/812#item-9001-limb-1`,
			"<p>That the lane be built.</p>", "Director of Places", "18 May 2026, 10am"},
		"/decisions/6":        {"It cannot be called in.", "It took effect on 1 May 2026.", "An officer, by powers"},
		"/documents/7":        {"/documents/7/Bus%20lane.txt", "1 &lt; 2 on the first page", `<section id="page-2">`, `href="/meetings/812"`, "Plain text, 1 KB"},
		"/documents/8":        {"Exempt", "The public may not see this document."},
		"/documents/9":        {"and not its file", "56 KB"},
		"/people":             {"1 councillor on 18 May 2026", "Councillor Alma Frost", "Lamplighters, Riverside"},
		"/people?on=1/1/2020": {"0 councillors on 1 January 2020"},
		"/people/1": {"Leader &lt;of&gt; the Council", "5 May 2022 to 4 May 2024", "Attended 1 of the 1 meetings", "100%", "<desc", "1 recorded vote<",
			`/meetings/812#item-9001-limb-1`, "A field"},
		"/wards":           {"Riverside", "Alma Frost"},
		"/cy/wards":        {"Glan yr Afon"},
		"/wards/1":         {"1 issue<", "1 decision<", "Councillor Alma Frost", `href="/issues/68576"`},
		"/forward-plans":   {"Forward plan, June", "From 1 June 2026"},
		"/forward-plans/2": {`href="/issues/68576"`, "It costs £600,000.", "held in private", "Tender report", "2 June 2026", `href="/bodies/1"`},
	} {
		status, body := get(t, s, path)
		if status != http.StatusOK {
			t.Errorf("%s answers %d", path, status)
		}
		for _, part := range says {
			if !strings.Contains(body, part) {
				t.Errorf("%s does not say %q", path, part)
			}
		}
	}
}

func TestWhatIsNotThereIsSaidPlainly(t *testing.T) {
	t.Parallel()
	s := smallCouncil(t)
	for path, want := range map[string]struct {
		status int
		says   string
	}{
		"/decisions?from=31/2/2026&words=bus":         {400, "Decided on or after: enter a real date"},
		"/decisions?from=2026-05-02&to=2026-05-01":    {400, "2 May 2026 at the earliest"},
		"/decisions?body=99":                          {400, "nothing with the number 99"},
		"/decisions?key=maybe":                        {400, "maybe"},
		"/decisions?page=9":                           {404, "Page not found"},
		"/decisions.json?from=yesterday":              {400, `"status":400`},
		"/people?on=tomorrow":                         {400, `value="tomorrow"`},
		"/wards/1?page=2":                             {404, "Page not found"},
		"/people/1?page=2":                            {404, "Page not found"},
		"/documents/8/Land%20price.pdf":               {404, `href="/documents/8"`},
		"/documents/9/Old.pdf":                        {404, `href="/documents/9"`},
		"/documents/99":                               {404, "Page not found"},
		"/forward-plans/99":                           {404, "Page not found"},
		"/decisions?from=%3Cscript%3Ealert(1)%3C%2Fs": {400, "&lt;script&gt;"},
	} {
		status, body := get(t, s, path)
		if status != want.status || !strings.Contains(body, want.says) {
			t.Errorf("%s answers %d and not %d, or does not say %q", path, status, want.status, want.says)
		}
	}
}

func TestFileKeepsItsNameAndCanBeResumed(t *testing.T) {
	t.Parallel()
	s := smallCouncil(t)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/documents/7/Bus%20lane.txt", nil)
	r.Header.Set("Range", "bytes=4-6")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusPartialContent || w.Body.String() != "bus" {
		t.Errorf("three bytes are %q, with status %d", w.Body, w.Code)
	}
	if got, want := w.Header().Get("Content-Disposition"), `inline; filename="Bus lane.txt"`; got != want {
		t.Errorf("disposition %q, want %q", got, want)
	}
	moved := httptest.NewRecorder()
	s.ServeHTTP(moved, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/documents/7/bus.doc", nil))
	if got := moved.Header().Get("Location"); moved.Code != http.StatusMovedPermanently || got != "/documents/7/Bus%20lane.txt" {
		t.Errorf("another name leads to %q with status %d", got, moved.Code)
	}
}

func TestRegisterAsData(t *testing.T) {
	t.Parallel()
	_, body := get(t, smallCouncil(t), "/decisions.json?call-in=open")
	var got struct {
		Total, Page int
		Decisions   []struct{ Number int }
	}
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	want := got
	want.Total, want.Page, want.Decisions = 1, 1, []struct{ Number int }{{5}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
