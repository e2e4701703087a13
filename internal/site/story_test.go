package site_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/site"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// harbourPlan is a plan that goes through scrutiny and Cabinet to Council, and comes back next year.
func harbourPlan() []struct {
	subject gazette.Subject
	content any
} {
	type line = struct {
		subject gazette.Subject
		content any
	}
	day := council.NewDay
	en := council.InEnglish
	item := func(number int, printed string, role council.Role) []gazette.Item {
		return []gazette.Item{{Number: number, Printed: printed, Title: council.Text{En: "Harbour plan", Cy: "Cynllun yr harbwr"}, Purpose: en("To consider a report."),
			Asked: []gazette.Ask{{Label: "a)", Text: en("Consider the plan")}}, Contacts: []gazette.Contact{{Name: "Ann Officer", Telephone: "01234 567890"}},
			References: []string{"HP1"}, Documents: []int{71}, Issues: []gazette.ItemIssue{{Issue: 500, Role: role}}}}
	}
	minutes := func(item int, points []gazette.Point, limbs ...gazette.Limb) gazette.Minutes {
		return gazette.Minutes{State: council.MinutesPublished, Items: []gazette.ItemMinute{{Item: item, Prose: en("<p>A report was submitted &amp; discussed.</p>"), Points: points, Resolution: limbs}}}
	}
	meeting := func(body int, d council.Day) gazette.Meeting {
		return gazette.Meeting{Body: body, Day: d, Starts: "18:00", State: council.Held, Place: en("Town Hall")}
	}
	agenda := func(items []gazette.Item) gazette.Agenda { return gazette.Agenda{Label: en("Agenda"), Items: items} }
	return []line{
		{subject(gazette.KindCouncil, 1), gazette.Council{Name: council.Text{En: "Saltmere Council", Cy: "Cyngor Saltmere"}, Fictional: true}},
		{subject(gazette.KindBody, 1), gazette.Body{Name: en("Council"), Kind: council.FullCouncil}},
		{subject(gazette.KindBody, 2), gazette.Body{Name: en("Cabinet"), Kind: council.Cabinet}},
		{subject(gazette.KindBody, 3), gazette.Body{Name: en("Harbour Scrutiny Committee"), Kind: council.Scrutiny}},
		{subject(gazette.KindDocument, 71), gazette.Document{Kind: council.Report, Title: en("Harbour plan: report"), Size: 57344, Type: "application/pdf", Pages: 4}},
		{subject(gazette.KindIssue, 500), gazette.Issue{Title: council.Text{En: "Harbour plan", Cy: "Cynllun yr harbwr"}, Summary: en("<p>A plan for the <em>harbour</em>.</p><p>And more of it.</p>"), AllWards: true,
			Relations: []gazette.Relation{{Kind: council.Precedes, Issue: 501}},
			Planned:   []gazette.Planned{{Body: 3, Role: council.Scrutinise, Due: day(2027, 2, 1), Month: true, Asked: en("A yearly update")}}}},
		{subject(gazette.KindIssue, 501), gazette.Issue{Title: en("Harbour plan, second edition")}},
		{subject(gazette.KindMeeting, 31), meeting(3, day(2026, 2, 26))},
		{subject(gazette.KindAgenda, 31), agenda(item(901, "8", council.Scrutinise))},
		{subject(gazette.KindMinutes, 31), minutes(901, []gazette.Point{{Text: "Was there money?", Answer: "There was."}}, gazette.Limb{Verb: council.Noted, Text: "That the report be noted."})},
		{subject(gazette.KindMeeting, 21), meeting(2, day(2026, 3, 13))},
		{subject(gazette.KindAgenda, 21), agenda(item(902, "6", council.Recommend))},
		{subject(gazette.KindMinutes, 21), minutes(902, nil, gazette.Limb{Label: "(1)", Verb: council.Recommended, Text: "That Council be recommended to approve the plan.", Addressee: "Council", AddresseeBody: 1})},
		{subject(gazette.KindMeeting, 11), meeting(1, day(2026, 4, 5))},
		{subject(gazette.KindAgenda, 11), agenda(item(903, "3", council.Decide))},
		{subject(gazette.KindMinutes, 11), minutes(903, nil, gazette.Limb{Label: "(1)", Verb: council.Approved, Text: "That the plan be approved.", Vote: &gazette.Vote{For: 43, Abstained: 12}})},
	}
}

// saltmere is a council that can be read and published to.
type saltmere struct {
	*site.Site
	press *sqldb.Press
	now   time.Time
}

func publishedHarbour(t testing.TB, cache int64) *saltmere {
	t.Helper()
	assets, err := page.LoadAssets()
	if err != nil {
		t.Skip(err)
	}
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	place := testkit.SQLite(t)
	press, key := testkit.Press(t, place)
	s := &saltmere{press: press, now: testkit.Morning()}
	lines := harbourPlan()
	s.act(t, func(ctx context.Context, act gazette.Act) error {
		for _, l := range lines {
			if _, err := act.Publish(ctx, l.subject, l.content); err != nil {
				return err
			}
		}
		return nil
	})
	reader := testkit.Reader(t, place, key)
	s.Site, err = site.New(site.Config{Record: reader, Log: reader, Assets: assets, Catalogue: catalogue,
		Now: testkit.Morning, Logger: testkit.Silent(), CacheBytes: cache})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *saltmere) act(t testing.TB, do func(context.Context, gazette.Act) error) {
	t.Helper()
	s.now = s.now.Add(time.Minute)
	if _, err := s.press.Act(t.Context(), s.now, do); err != nil {
		t.Fatal(err)
	}
}

func (s *saltmere) publish(t testing.TB, on gazette.Subject, content any) {
	t.Helper()
	s.act(t, func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, on, content)
		return err
	})
}

// request answers a request with headers given as name, value.
func request(t testing.TB, h http.Handler, method, path string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t testing.TB, r *http.Response) string {
	t.Helper()
	defer r.Body.Close()
	var from io.Reader = r.Body
	if r.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		from = z
	}
	b, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// seen is the page as it reads aloud: its text, white space folded, and every id.
func seen(t testing.TB, source string) (text string, ids map[string]int, links map[string]bool) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	ids, links = map[string]int{}, map[string]bool{}
	var words []string
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			words = append(words, strings.Fields(n.Data)...)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				ids[a.Val]++
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				links[a.Val[1:]] = true
			}
		}
	}
	return strings.Join(words, " "), ids, links
}

// inOrder holds that the text says all of it, one after the other.
func inOrder(t *testing.T, text string, says ...string) {
	t.Helper()
	rest := text
	for _, one := range says {
		_, after, found := strings.Cut(rest, one)
		if !found {
			t.Fatalf("%q does not follow, in:\n%s", one, text)
		}
		rest = after
	}
}

func TestIssueTellsItsStory(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	r := request(t, s, "GET", "/issues/500")
	if r.StatusCode != http.StatusOK {
		t.Fatal(r.Status)
	}
	text, ids, links := seen(t, bodyOf(t, r))
	inOrder(t, text, "Demonstration", "Issue 500 Harbour plan",
		"Approved by Council on 5 April 2026, as Cabinet recommended on 13 March 2026.",
		"A plan for the harbour .",
		"The route", "26 Feb 2026 Harbour Scrutiny Committee to scrutinise Noted", "1 point raised",
		"13 Mar 2026 Cabinet to recommend Recommended", "Answered by Council, 5 April 2026: accepted",
		"5 Apr 2026 Council to decide Approved", "Answers Cabinet, 13 March 2026",
		"February 2027 Harbour Scrutiny Committee to scrutinise Planned", "A yearly update",
		"One policy's life", "This issue Harbour plan", "Came after this Harbour plan, second edition",
		"About", "All wards", "HP1",
		"Council Sunday 5 April 2026, item 3", "to decide Approved", "Asked to a) Consider the plan", "Decided (1) Approved That the plan be approved.", "Answers Cabinet", "43 for, 0 against, 12 abstained",
		"Papers Harbour plan: report Report, PDF, 56 KB, 4 pages",
		"Cabinet Friday 13 March 2026, item 6", "Said Was there money?", "Answer: There was.", "A report was submitted & discussed.")
	if source := bodyOf(t, request(t, s, "GET", "/issues/500")); strings.Count(source, `<li class="moot-route__step moot-route__step--planned">`) != 1 {
		t.Error("the planned step is not drawn as one")
	}
	for id, n := range ids {
		if n != 1 {
			t.Errorf("%d elements have the id %q", n, id)
		}
	}
	for id := range links {
		if ids[id] == 0 {
			t.Errorf("a link leads to #%s, which is not on the page", id)
		}
	}
	for _, id := range []string{"item-901-point-1", "item-903-limb-1", "item-902-paper-71", "meeting-31-item-901"} {
		if ids[id] != 1 {
			t.Errorf("nothing has the stable anchor %q", id)
		}
	}
}

func TestIssueInOtherOrderAndLanguage(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 64<<20)
	text, _, _ := seen(t, bodyOf(t, request(t, s, "GET", "/issues/500?order=oldest")))
	inOrder(t, text, "Harbour Scrutiny Committee Thursday 26 February 2026, item 8", "Cabinet Friday 13 March", "Council Sunday 5 April")
	source := bodyOf(t, request(t, s, "GET", "/cy/issues/500"))
	text, _, _ = seen(t, source)
	inOrder(t, text, "Cyngor Saltmere", "Mater 500 Cynllun yr harbwr", "Cymeradwywyd gan Council ar 5 Ebrill 2026, fel yr argymhellodd Cabinet ar 13 Mawrth 2026.", "Y llwybr")
	for _, want := range []string{`<html lang="cy"`, `<div class="moot-prose" lang="en">`, `href="/cy/meetings/11#item-903"`, `href="/issues/500" hreflang="en"`} {
		if !strings.Contains(source, want) {
			t.Errorf("the Welsh page lacks %s", want)
		}
	}
}

func TestMeetingAndItem(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	text, ids, links := seen(t, bodyOf(t, request(t, s, "GET", "/meetings/11")))
	inOrder(t, text, "Council Sunday 5 April 2026, 6pm", "Place Town Hall", "State Held", "Agenda Agenda, published 18 May 2026, 10.01am",
		"Minutes Minutes published, to be approved", "On this page 3 Harbour plan", "Decided at this meeting", "Approved That the plan be approved.",
		"3 Harbour plan To consider a report.", "Issue Harbour plan", "Contact Ann Officer")
	for id := range links {
		if ids[id] == 0 {
			t.Errorf("a link leads to #%s, which is not on the page", id)
		}
	}
	text, _, _ = seen(t, bodyOf(t, request(t, s, "GET", "/items/902")))
	inOrder(t, text, "Item 6, Cabinet, 13 March 2026 Harbour plan", "See this item in its meeting", "Recommended That Council be recommended")
	var item struct {
		Meeting int
		Item    struct{ Limbs []struct{ Verb string } }
	}
	if err := json.Unmarshal([]byte(bodyOf(t, request(t, s, "GET", "/items/902.json"))), &item); err != nil || item.Meeting != 21 || item.Item.Limbs[0].Verb != "recommended" {
		t.Errorf("item as data: %+v, %v", item, err)
	}
}

func TestEditionsAreCompared(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 64<<20)
	if text, _, _ := seen(t, bodyOf(t, request(t, s, "GET", "/issues/501/editions"))); !strings.Contains(text, "Issue, edition 1") {
		t.Errorf("no edition in: %s", text)
	}
	s.publish(t, subject(gazette.KindIssue, 501), gazette.Issue{Title: council.InEnglish("Harbour plan, third edition")})
	r := request(t, s, "GET", "/issues/501/editions.json")
	var data struct{ Editions []struct{ Entry json.Number } }
	if err := json.Unmarshal([]byte(bodyOf(t, r)), &data); err != nil || len(data.Editions) != 2 {
		t.Fatalf("editions: %+v, %v", data, err)
	}
	path := "/issues/501/editions?from=" + data.Editions[1].Entry.String() + "&to=" + data.Editions[0].Entry.String()
	source := bodyOf(t, request(t, s, "GET", path))
	text, _, _ := seen(t, source)
	inOrder(t, text, "1 change", "title", "Harbour plan,", "removed: second", "added: third", "edition")
	if !strings.Contains(source, "<del>") || !strings.Contains(source, "<ins>") {
		t.Error("what changed is not marked")
	}
	if r := request(t, s, "GET", "/issues/501/editions?from=start&to=999999"); r.StatusCode != http.StatusBadRequest {
		t.Errorf("an entry that is not of the page: %s", r.Status)
	}
}

func TestOldAddresses(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	for old, want := range map[string]string{
		"/ieIssueDetails.aspx?IId=500&Opt=3":                              "/issues/500",
		"/IEISSUEDETAILS.ASPX?iid=500":                                    "/issues/500",
		"/mgIssueHistoryHome.aspx?IId=500":                                "/issues/500",
		"/mgIssueHistoryChronology.aspx?IId=500":                          "/issues/500?order=oldest",
		"/ieListDocuments.aspx?CId=1&MId=11&Ver=4":                        "/meetings/11",
		"/ieListDocuments.aspx?MeetingId=11&x=y":                          "/meetings/11",
		"/ieListDocuments.aspx?CId=1":                                     "/bodies/1",
		"/ieListMeetings.aspx?CId=2&Year=2026":                            "/bodies/2?year=2026",
		"/mgAi.aspx?ID=901":                                               "/items/901",
		"/mgCommitteeDetails.aspx?ID=3":                                   "/bodies/3",
		"/mgListCommittees.aspx?bcr=1":                                    "/bodies",
		"/mgCalendarMonthView.aspx?M=4&Y=2026":                            "/calendar?month=2026-04",
		"/ieDocHome.aspx":                                                 "/calendar",
		"/ieDecisionDetails.aspx?ID=5":                                    "/decisions/5",
		"/mgDecisionDetails.aspx?IId=500&Opt=1":                           "/issues/500#decisions",
		"/mgDelegatedDecisions.aspx?DR=06%2f01%2f2018-06%2f02%2f2018&K=1": "/decisions?from=2018-01-06&key=yes&to=2018-02-06",
		"/mgListOfficerDecisions.aspx":                                    "/decisions?officer=yes",
		"/mgListPlanItems.aspx?PlanId=2&RP=1":                             "/forward-plans/2",
		"/mgPlansHome.aspx":                                               "/forward-plans",
		"/mgUserInfo.aspx?UID=7":                                          "/people/7",
		"/mgMemberIndex.aspx":                                             "/people",
		"/mgMeetingAttendance.aspx?ID=11":                                 "/meetings/11#attendance",
		"/mgWhatsNew.aspx?b=1":                                            "/new",
	} {
		r := request(t, s, "GET", old)
		if got := r.Header.Get("Location"); r.StatusCode != http.StatusMovedPermanently || got != want {
			t.Errorf("%s: %d to %q, want %q", old, r.StatusCode, got, want)
		}
	}
	for _, lost := range []string{"/ieIssueDetails.aspx", "/mgNothing.aspx?ID=1", "/mgAi.aspx?ID=-1", "/ieDecisionDetails.aspx?AIId=901", "/documents/g99/Pack.pdf", "/documents/s99/x.pdf", "/mgConvert2PDF.aspx"} {
		if r := request(t, s, "GET", lost); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", lost, r.StatusCode)
		}
	}
}

func TestBadAddressesAreAnswered(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 64<<20)
	for _, test := range []struct {
		method, path string
		status       int
		says         string
	}{
		{"GET", "/nothing", 404, "Page not found"}, {"GET", "/cy/nothing", 404, "Heb ddod o hyd"},
		{"GET", "/issues/abc", 404, ""}, {"GET", "/issues/-1", 404, ""}, {"GET", "/issues/99999999999", 404, ""}, {"GET", "/issues/0", 404, ""},
		{"GET", "/issues/500?order=sideways", 400, "order"}, {"GET", "/issues?page=x", 400, "page"}, {"GET", "/issues?words=%ff", 400, ""},
		{"GET", "/issues/500?order=%zz", 400, "cannot be read"}, {"GET", "/issues/500?utm_source=post", 200, ""},
		{"GET", "/issues?words=" + strings.Repeat("a", 201), 400, "too long"}, {"GET", "/issues?page=900000", 404, ""},
		{"POST", "/issues/500", 405, "can only be read"}, {"DELETE", "/", 405, ""},
		{"GET", "/issues/0500", 301, ""}, {"GET", "/issues/500/", 301, ""}, {"HEAD", "/issues/500", 200, ""}, {"GET", "/issues/501.xml", 404, ""},
		{"GET", "/gazette/inclusion?entry=0", 400, "size"}, {"GET", "/gazette/entries?limit=5000", 400, ""},
	} {
		r := request(t, s, test.method, test.path)
		source := bodyOf(t, r)
		if r.StatusCode != test.status || !strings.Contains(source, test.says) {
			t.Errorf("%s %s: %d, want %d saying %q", test.method, test.path, r.StatusCode, test.status, test.says)
		}
		if test.method == "HEAD" && source != "" {
			t.Errorf("HEAD %s has a body", test.path)
		}
		if r.StatusCode == 405 && r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s %s does not say what is allowed", test.method, test.path)
		}
	}
	if got := request(t, s, "GET", "/issues/00500?order=oldest").Header.Get("Location"); got != "/issues/500?order=oldest" {
		t.Errorf("leading zeros lead to %q", got)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 64<<20)
	for _, path := range []string{"/issues/500", "/issues/500", "/issues/500.json", "/nothing", "/issues/500/", "/assets/none", "/gazette/checkpoint", "/mgAi.aspx?ID=901"} {
		h := request(t, s, "GET", path).Header
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s %q", path, name, got)
			}
		}
	}
}

func TestTakenDownMeansGone(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 64<<20)
	if r := request(t, s, "GET", "/issues/501"); r.StatusCode != http.StatusOK {
		t.Fatal(r.Status)
	}
	s.publish(t, subject(gazette.KindTakedown, 6), gazette.Takedown{Entry: 6, Ground: gazette.CourtOrder, Reason: council.InEnglish("By order of the court.")})
	r := request(t, s, "GET", "/issues/501")
	text, _, _ := seen(t, bodyOf(t, r))
	if r.StatusCode != http.StatusGone || !strings.Contains(text, "By order of the court.") || strings.Contains(text, "second edition") {
		t.Errorf("%s: %s", r.Status, text)
	}
}

func TestAnswersAreKeptAndNeverStale(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 64<<20)
	first := request(t, s, "GET", "/issues/501")
	tag := first.Header.Get("ETag")
	if tag == "" || first.Header.Get("Last-Modified") == "" {
		t.Fatal("no ETag or Last-Modified")
	}
	packed := request(t, s, "GET", "/issues/501", "Accept-Encoding", "gzip")
	if packed.Header.Get("Content-Encoding") != "gzip" || bodyOf(t, packed) != bodyOf(t, first) {
		t.Error("the packed page is another")
	}
	for _, given := range []string{tag, packed.Header.Get("ETag"), `"x", ` + tag, "*"} {
		if r := request(t, s, "GET", "/issues/501", "If-None-Match", given); r.StatusCode != http.StatusNotModified || bodyOf(t, r) != "" {
			t.Errorf("If-None-Match %s: %s", given, r.Status)
		}
	}
	if r := request(t, s, "GET", "/issues/501", "Accept", "application/json"); r.Header.Get("Content-Type") != "application/json" {
		t.Error("the page was given where data was asked for")
	}
	s.publish(t, subject(gazette.KindIssue, 501), gazette.Issue{Title: council.InEnglish("Marina plan")})
	r := request(t, s, "GET", "/issues/501", "If-None-Match", tag)
	if source := bodyOf(t, r); r.StatusCode != http.StatusOK || !strings.Contains(source, "Marina plan") {
		t.Errorf("stale after a publication: %s", r.Status)
	}
}

func TestProofsAreServed(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	if text := bodyOf(t, request(t, s, "GET", "/gazette/checkpoint")); !strings.Contains(text, "\n17\n") && !strings.Contains(text, "\n16\n") {
		t.Errorf("checkpoint: %q", text)
	}
	var page struct {
		Entries []struct {
			Seq        int
			Kind       string
			Commitment string
			Content    json.RawMessage
		}
		Next int
	}
	if err := json.Unmarshal([]byte(bodyOf(t, request(t, s, "GET", "/gazette/entries?from=5&limit=2"))), &page); err != nil {
		t.Fatal(err)
	}
	if len(page.Entries) != 2 || page.Entries[0].Seq != 5 || page.Next != 7 || len(page.Entries[0].Commitment) != 64 || len(page.Entries[0].Content) == 0 {
		t.Errorf("entries: %+v", page)
	}
	for _, path := range []string{"/gazette/inclusion?entry=3&size=10", "/gazette/consistency?from=3&to=10"} {
		var proof struct{ Proof []string }
		if err := json.Unmarshal([]byte(bodyOf(t, request(t, s, "GET", path))), &proof); err != nil || len(proof.Proof) == 0 {
			t.Errorf("%s: %+v, %v", path, proof, err)
		}
	}
}

// Any path and query gets an answer that is right or says in plain words what is wrong.
func FuzzRoutes(f *testing.F) {
	s := publishedHarbour(f, 64<<20)
	for _, seed := range []string{"/", "/issues/500?order=oldest", "/issues/500.json", "/cy/meetings/11", "/items/901", "/issues/500/editions?from=start&to=3",
		"/calendar?month=2026-04", "/decisions?words=a&page=2", "/people/1", "/wards", "/bodies/1?year=2026", "/documents/71", "/documents/s71/x.pdf", "/documents/71/a.pdf",
		"/gazette/consistency?from=3&to=2", "/gazette/inclusion?entry=99&size=3", "/ieListDocuments.aspx?MId=11", "/new?before=3", "//evil.example", "/cy/../issues", "/issues/%2e%2e", "/forward-plans/1", "/%00"} {
		f.Add(seed, "text/html")
	}
	f.Add("/issues/500", "application/json;q=0.9,*/*")
	f.Fuzz(func(t *testing.T, target, accept string) {
		if !strings.HasPrefix(target, "/") {
			t.Skip()
		}
		r, err := http.NewRequestWithContext(t.Context(), "GET", "http://council.example"+target, nil)
		if err != nil {
			t.Skip()
		}
		r.Header.Set("Accept", accept)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code >= 500 || w.Body.Len() == 0 {
			t.Errorf("%q: %d with %d bytes", target, w.Code, w.Body.Len())
		}
		if to := w.Header().Get("Location"); strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`) {
			t.Errorf("%q: sends readers to another site: %q", target, to)
		}
	})
}

// sink is a reader who only counts.
type sink struct {
	header http.Header
	status int
	n      int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(p []byte) (int, error) { s.n += len(p); return len(p), nil }

func benchmark(b *testing.B, cache int64, headers ...string) {
	s := publishedHarbour(b, cache)
	r := httptest.NewRequestWithContext(b.Context(), "GET", "/issues/500", nil)
	if len(headers) > 0 {
		w := &sink{header: http.Header{}}
		s.ServeHTTP(w, r)
		r.Header.Set("If-None-Match", w.header.Get("Etag"))
	}
	w := &sink{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		s.ServeHTTP(w, r)
	}
	b.ReportMetric(float64(w.n)/float64(b.N), "bytes/op")
}

func BenchmarkIssueUncached(b *testing.B)    { benchmark(b, 0) }
func BenchmarkIssueCached(b *testing.B)      { benchmark(b, 64<<20) }
func BenchmarkIssueNotModified(b *testing.B) { benchmark(b, 64<<20, "If-None-Match") }
