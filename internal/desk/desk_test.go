package desk

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/auth"
	"moothall/internal/ballot"
	"moothall/internal/bindery"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/job"
	"moothall/internal/page"
	"moothall/internal/register"
	"moothall/internal/screen"
	"moothall/internal/site"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// door lets in whoever the test says is looking.
type door struct{ viewer audience.Viewer }

func (d *door) WhoAsks(*http.Request) (audience.Viewer, auth.Session, error) {
	if d.viewer.IsPublic() {
		return d.viewer, auth.Session{}, nil
	}
	return d.viewer, auth.Session{Hash: "a session", Account: d.viewer.Account(), Made: testkit.Morning(), Seen: testkit.Morning(), Proved: testkit.Morning()}, nil
}

// world is a desk over a fresh council.
type world struct {
	*testing.T
	desk  *Desk
	door  *door
	read  *sqldb.Reader
	press *sqldb.Press
	place sqldb.Place
	key   string // of the log
	files files
	work  *job.Runner
	now   time.Time
	bound *bindery.Bindery
	site  *site.Site
}

func newWorld(t *testing.T, place sqldb.Place) *world {
	t.Helper()
	press, key := testkit.Press(t, place)
	_, err := press.Act(t.Context(), testkit.Morning(), func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindCouncil, Number: 1}, gazette.Council{Name: council.InEnglish("Test Council")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	reader := testkit.Reader(t, place, key)
	store, err := sqldb.OpenRegister(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	assets, err := page.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, door: &door{}, read: reader, press: press, place: place, key: key, files: newFiles(t), now: testkit.Morning()}
	printer, err := NewPrinter(w.files.sealed, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	minuter, err := NewMinutesPrinter(w.files.sealed, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	notices, err := NewDecisionPrinter(w.files.sealed, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	reg := register.New(register.Config{Boxes: ballot.Folder(t.TempDir()), Store: store, Outbox: store, Press: press, Record: reader, Now: func() time.Time { return w.now },
		Late:    func(_ context.Context, err error) { t.Errorf("not delivered: %v", err) },
		Release: w.files.release, Recall: w.files.public.Remove, Printer: printer, Minuter: minuter, Notices: notices, Typeset: Typeset})
	w.bound = bound(t, w, reg, catalogue)
	w.work = &job.Runner{Queue: store, Now: testkit.Morning, Log: testkit.Silent(), Lease: time.Minute, Handlers: w.bound.Handlers()}
	porter, err := auth.New(auth.Config{Key: testkit.SealingKey(t), Store: store.Auth(), Now: testkit.Morning, Today: page.Today, Origin: "https://democracy.example",
		Council: func(context.Context) string { return "Test Council" }})
	if err != nil {
		t.Fatal(err)
	}
	w.desk, err = New(Config{Hub: screen.NewHub(t.Context(), store, 20*time.Millisecond, time.Now, testkit.Silent()), Register: reg, Record: reader, Auditor: store, Gate: w.door, Porter: porter, Assets: assets, Catalogue: catalogue, Now: func() time.Time { return w.now }, Logger: testkit.Silent(), Public: site.MeetingContent,
		Sealed: w.files.sealed, MostFile: mostTested, Marker: w.bound.Binder, Packer: w.bound, MarkedIn: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	w.site, err = site.New(site.Config{Record: reader, Log: reader, Files: w.files.public, Assets: assets, Catalogue: catalogue, Now: testkit.Morning, Logger: testkit.Silent()})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// act puts something on the record.
func (w *world) act(do func(context.Context, gazette.Act) error) {
	w.Helper()
	if _, err := w.press.Act(w.Context(), testkit.Morning(), do); err != nil {
		w.Fatal(err)
	}
}

// as signs somebody in with a role for every body.
func (w *world) as(roles ...audience.Role) {
	var grants []audience.Grant
	for _, r := range roles {
		grants = append(grants, audience.Grant{Role: r})
	}
	w.door.viewer = audience.Admit(7, 0, "Ann Other", grants, council.DayOf(testkit.Morning()))
}

func (w *world) get(path string) *httptest.ResponseRecorder {
	return w.do(httptest.NewRequestWithContext(w.Context(), http.MethodGet, path, nil))
}

func (w *world) post(path string, pairs ...string) *httptest.ResponseRecorder {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequestWithContext(w.Context(), http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.do(r)
}

func (w *world) do(r *http.Request) *httptest.ResponseRecorder {
	w.Helper()
	got := httptest.NewRecorder()
	w.desk.ServeHTTP(got, r)
	if got.Code >= http.StatusInternalServerError {
		w.Errorf("%s %s: %d\n%s", r.Method, r.URL, got.Code, got.Body)
	}
	return got
}

// TestEveryRouteAsEveryRole walks every route as every role and as nobody. The roles that each act is
// open to are written here a second time, so that a change to the rules has to be meant.
func TestEveryRouteAsEveryRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	for _, r := range w.desk.routes() {
		may, ok := openTo[r.act]
		if !ok {
			t.Errorf("%s %s: say in openTo who may %q", r.method, r.pattern, r.act)
			continue
		}
		for _, role := range append(audience.Roles(), "") {
			w.door.viewer = audience.Viewer{}
			if role != "" {
				w.as(role)
			}
			got := w.try(r)
			allowed := strings.Contains(may+",", string(role)+",") && role != "" || may == "anybody who has signed in" && role != ""
			switch {
			case may == "anybody" && got.Code != http.StatusForbidden && got.Code != http.StatusUnauthorized:
			case role == "" && got.Code == http.StatusUnauthorized && r.method == http.MethodPost:
			case role == "" && got.Code == http.StatusSeeOther && strings.HasPrefix(got.Header().Get("Location"), "/desk/sign-in?to="):
			case role != "" && allowed == (got.Code != http.StatusForbidden):
			default:
				t.Errorf("%s %s as %q: %d %s", r.method, r.pattern, role, got.Code, got.Header().Get("Location"))
			}
		}
	}
}

// try asks for a route with the number 1 wherever it takes one.
func (w *world) try(r route) *httptest.ResponseRecorder {
	path := r.pattern
	for {
		before, rest, more := strings.Cut(path, "{")
		if !more {
			break
		}
		_, after, _ := strings.Cut(rest, "}")
		path = before + strconv.Itoa(1) + after
	}
	if r.method == http.MethodPost {
		return w.post(path)
	}
	return w.get(path)
}

// openTo says who may do what.
var openTo = map[register.Act]string{
	register.SignIn:         "anybody",
	register.KeepOwnAccount: "anybody who has signed in",
	register.Annotate:       "anybody who has signed in",
	register.KeepDevice:     "anybody who has signed in",
	register.ManageAccount:  "administrator",
	register.ReadAudit:      "administrator, monitoring officer",
	register.ChangeCouncil:  "administrator",
	register.ArrangeAgenda:  "democratic services officer",
	register.PublishAgenda:  "democratic services officer",
	register.ChangeBalance:  "democratic services officer",
	register.ChangePeople:   "democratic services officer",
	register.MoveMeeting:    "democratic services officer",
	register.ChangeCalendar: "democratic services officer",
	register.AttachPaper:    "democratic services officer, report author",
	register.PublishNotice:  "democratic services officer",
	register.WithdrawPaper:  "democratic services officer",
	register.TakeDown:       "democratic services officer, monitoring officer",
	register.ReleaseMatter:  "democratic services officer, monitoring officer",
	register.ReadCompliance: "democratic services officer, monitoring officer",
	register.ReadDesk:       "anybody who has signed in",
	register.ChangeBody:     "democratic services officer",
	register.StartReport:    "report author, democratic services officer",
	register.WriteReport:    "report author, democratic services officer",
	register.ClearReport:    "approver",
	register.ChangePlan:     "democratic services officer",
	register.RecordMeeting:  "democratic services officer",
	register.CastVote:       "member, chair",
	register.HoldElection:   "democratic services officer",
	register.KeepInterests:  "democratic services officer, monitoring officer, member, chair",
	register.ReadInterests:  "democratic services officer, monitoring officer",
	register.SealInterest:   "monitoring officer",
	register.WriteMinutes:   "democratic services officer",
	register.ReadMinutes:    "democratic services officer, chair",
	register.CommentMinutes: "democratic services officer, chair",
	register.PublishMinutes: "democratic services officer",
	register.SignMinutes:    "democratic services officer, chair",

	register.WriteDecision:       "report author, democratic services officer",
	register.SignDecision:        "anybody who has signed in",
	register.PublishDecision:     "democratic services officer",
	register.AskCallIn:           "member, chair",
	register.RecordCallIn:        "democratic services officer",
	register.MakePacks:           "democratic services officer",
	register.AnswerConsideration: "democratic services officer",
	register.KeepAction:          "democratic services officer",
	register.ReportAction:        "anybody who has signed in",
}

func TestARequestFromAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.as(audience.Officer)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/desk/bodies/new", strings.NewReader("name=X&kind=panel"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := w.do(r); got.Code != http.StatusForbidden {
		t.Errorf("a form sent by another site gave %d", got.Code)
	}
}

func TestABodyIsMadeChangedAndPublished(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.as(audience.Officer)
		made := w.post("/desk/bodies/new", "name", "Planning Panel", "kind", "panel", "quorum", "3")
		at, _, _ := strings.Cut(made.Header().Get("Location"), "?")
		if made.Code != http.StatusSeeOther || at != "/desk/bodies/1" {
			t.Fatalf("making a body: %d %s\n%s", made.Code, made.Header().Get("Location"), made.Body)
		}
		if _, err := w.read.Body(t.Context(), 1, council.DayOf(testkit.Morning())); !council.IsNotFound(err) {
			t.Errorf("the draft of a body is on the record: %v", err)
		}
		stale := w.post(at, "version", "0", "name", "Plans Panel", "kind", "panel")
		if stale.Code != http.StatusUnprocessableEntity || !strings.Contains(stale.Body.String(), "Plans Panel") {
			t.Errorf("a change to an old version: %d\n%s", stale.Code, stale.Body)
		}
		if wrong := w.post(at, "version", "1", "name", "Plans Panel", "kind", "panel", "quorum", "many"); wrong.Code != http.StatusUnprocessableEntity ||
			!strings.Contains(wrong.Body.String(), `value="many"`) || !strings.Contains(wrong.Body.String(), "quorum-error") {
			t.Errorf("rubbish in a field: %d\n%s", wrong.Code, wrong.Body)
		}
		if saved := w.post(at, "version", "1", "name", "Plans Panel", "kind", "panel"); saved.Code != http.StatusSeeOther {
			t.Fatalf("saving: %d\n%s", saved.Code, saved.Body)
		}
		if published := w.post(at+"/publish", "version", "2"); published.Code != http.StatusSeeOther {
			t.Fatalf("publishing: %d\n%s", published.Code, published.Body)
		}
		b, err := w.read.Body(t.Context(), 1, council.DayOf(testkit.Morning()))
		if err != nil || b.Content.Name.En != "Plans Panel" {
			t.Errorf("on the record: %+v, %v", b.Content, err)
		}
	})
}

func TestAFormOfAnEndedSessionComesBackWhole(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	got := w.post("/desk/bodies/new", "name", `Panel of "Twelve"`, "kind", "panel")
	if got.Code != http.StatusUnauthorized || !strings.Contains(got.Body.String(), `name="name" value="Panel of &#34;Twelve&#34;"`) {
		t.Errorf("%d\n%s", got.Code, got.Body)
	}
}
