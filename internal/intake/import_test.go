package intake_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/intake"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// record is a council's gazette of its own, with a press and a reader.
type record struct {
	*sqldb.Press
	read *sqldb.Reader
}

func newRecord(t *testing.T, place sqldb.Place) record {
	t.Helper()
	press, key := testkit.Press(t, place)
	return record{press, testkit.Reader(t, place, key)}
}

// today is a day after everything in the test pages, hours apart for each act.
func today(hour int) time.Time { return time.Date(2026, 3, 2, hour, 0, 0, 0, time.UTC) }

func (r record) imports(t *testing.T, hour int, opt intake.Options, files ...intake.PageFile) intake.Report {
	t.Helper()
	report, err := intake.ImportPages(t.Context(), r, today(hour), files, opt, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func (r record) issue(t *testing.T, number int) gazette.IssueAccount {
	t.Helper()
	a, err := r.read.Issue(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (r record) meeting(t *testing.T, number int) gazette.Meeting {
	t.Helper()
	return latest[gazette.Meeting](t, r, gazette.KindMeeting, number)
}

// latest is the content of a subject's latest edition.
func latest[T any](t *testing.T, r record, kind gazette.Kind, number int) T {
	t.Helper()
	e, err := r.read.Latest(t.Context(), gazette.Subject{Kind: kind, Number: number})
	if err != nil {
		t.Fatal(err)
	}
	content, ok := e.Content.(T)
	if !ok {
		t.Fatalf("%s/%d is a %T", kind, number, e.Content)
	}
	return content
}

// seed is a real page, kept outside the project.
func seed(t *testing.T) intake.PageFile {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "seed", "issue-68576.txt"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared folder with the real page is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return intake.PageFile{Name: "issue-68576.txt", Content: content}
}

func TestImportOfTheSeed(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		report := r.imports(t, 9, intake.Options{}, seed(t))
		if p := report.Pages[0]; p.Issue != 68576 || p.Considerations != 4 || len(p.LeftOut) != 0 {
			t.Errorf("report %+v", p)
		}
		a := r.issue(t, 68576)
		type step struct {
			Day, Body, Printed string
			Role               council.Role
			Outcome            council.Verb
			Sizes              []int64
			Points, Asked      int
			Answered           council.Answer
		}
		var got []step
		for _, s := range a.Route {
			g := step{Day: r.meeting(t, s.Meeting).Day.String(), Body: s.Body.Name.En, Printed: s.Item.Printed, Role: s.Role, Outcome: s.Outcome, Points: len(s.Item.Points), Asked: len(s.Item.Asked)}
			for _, d := range s.Item.Documents {
				g.Sizes = append(g.Sizes, d.Size>>10)
			}
			if s.AnsweredBy != nil {
				g.Answered = s.AnsweredBy.Answer
			}
			got = append(got, g)
		}
		want := []step{
			{"2018-02-26", "Communities & Transport Scrutiny Committee", "8", council.Scrutinise, council.Noted, []int64{73}, 0, 1, ""},
			{"2018-02-27", "Corporate, Resource Management & Governance Scrutiny Committee", "6", council.Scrutinise, council.Noted, []int64{72}, 3, 2, ""},
			{"2018-03-13", "Cabinet", "6", council.Recommend, council.Recommended, []int64{81}, 0, 1, council.Accepted},
			{"2018-04-05", "Council Meeting", "3", council.Decide, council.Approved, []int64{56}, 0, 0, ""},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		if p := a.Route[1].Item.Points[1]; !strings.HasPrefix(p.Text, "Were there sufficient police resources") || !strings.Contains(p.Answer, "the Police had not suggested") {
			t.Errorf("police: %+v", p)
		}
		if diff := cmp.Diff([]string{"C&H25", "R&G16"}, a.References); diff != "" {
			t.Error(diff)
		}
		if a.Status.Kind != gazette.StatusDecided || a.Status.RecommendedBy.Name.En != "Cabinet" || len(a.Decisions) != 1 {
			t.Errorf("status %+v, decisions %+v", a.Status, a.Decisions)
		}
		if l := a.Route[2].Item.Limbs; len(l) != 1 || l[0].Addressee.Name.En != "Council Meeting" || l[0].Addressee.Number == 0 {
			t.Errorf("limbs %+v", l)
		}
		r.importsNothing(t, 10, seed(t))
	})
}

// importsNothing holds that the page appends no entry.
func (r record) importsNothing(t *testing.T, hour int, f intake.PageFile) {
	t.Helper()
	before := r.entries(t)
	p := r.imports(t, hour, intake.Options{}, f).Pages[0]
	if p.Changed() || r.entries(t) != before {
		t.Errorf("importing again changed the record: %v (created %v, updated %v)", p, p.Created, p.Updated)
	}
}

// entries counts what is in the log, by an act that publishes nothing.
func (r record) entries(t *testing.T) string {
	t.Helper()
	receipt, err := r.Act(t.Context(), today(23), func(context.Context, gazette.Act) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return receipt.Checkpoint
}
