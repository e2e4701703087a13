package intake

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// seedPage is a real page, kept outside the project.
func seedPage(t testing.TB) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "seed", "issue-68576.txt"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared folder with the real page is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestSeedIsRead(t *testing.T) {
	t.Parallel()
	p, err := ReadPage("issue-68576.txt", seedPage(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Problems) > 0 {
		t.Errorf("problems: %v", p.Problems)
	}
	checkSeed(t, p)
	if p.Meetings[0].Line != 5 || p.Meetings[0].Item.Line != 7 || p.Meetings[1].Item.Minutes.Line != 54 {
		t.Errorf("lines: %d %d %d", p.Meetings[0].Line, p.Meetings[0].Item.Line, p.Meetings[1].Item.Minutes.Line)
	}
}

// checkSeed holds what was read from the seed, in whatever shape, to what the page says.
func checkSeed(t *testing.T, p SavedPage) {
	t.Helper()
	type line struct {
		Day, Body, Printed, Refs, Title string
		Size                            int64
		Asked                           string
	}
	var got []line
	for _, m := range p.Meetings {
		l := line{Day: m.Day.String(), Body: m.Body, Printed: m.Item.Printed, Refs: strings.Join(m.Item.References, " "), Title: m.Item.ShortTitle}
		for _, d := range m.Item.Documents {
			l.Size += d.Size / 1024
		}
		for _, a := range m.Item.Asked {
			l.Asked += a.Label
		}
		got = append(got, l)
	}
	const title = "Safer Stockport Partnership - Strategic Plan 2018-21"
	want := []line{
		{"2018-04-05", "Council Meeting", "3", "", title, 56, ""},
		{"2018-03-13", "Cabinet", "6", "C&H25 R&G16", title, 81, ""},
		{"2018-02-27", "Corporate, Resource Management & Governance Scrutiny Committee", "6", "", title, 72, "a)b)"},
		{"2018-02-26", "Communities & Transport Scrutiny Committee", "8", "", title, 73, ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if p.Title != title {
		t.Errorf("title %q", p.Title)
	}
	if c := p.Meetings[2].Item.Contacts; len(c) != 1 || c[0].Name != "Steve Skelton" || c[0].Email != "steve.skelton@stockport.gov.uk" {
		t.Errorf("contacts %+v", c)
	}
	if s := p.Meetings[1].Item.Summary; strings.Count(s, "<p>") != 4 || strings.Contains(s, "Officer contact") || strings.Contains(s, "is asked to") {
		t.Errorf("summary of Cabinet: %s", s)
	}
	if s := p.Meetings[2].Item.Minutes; strings.Count(s.HTML, "<li>") != 3 || !strings.Contains(s.Text, "RESOLVED") {
		t.Errorf("minutes: %s", s.HTML)
	}
}
