package site

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

func TestDaysAreReadAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	w := catalogue.In(council.Welsh)
	for typed, want := range map[string]string{
		"2018-04-05": "2018-04-05", "5/4/2018": "2018-04-05", "05.04.2018": "2018-04-05", " 5 - 4 - 2018 ": "2018-04-05",
		"5 April 2018": "2018-04-05", "5 apr 2018": "2018-04-05", "5 Ebrill 2018": "2018-04-05", "29/2/2024": "2024-02-29",
		"29/2/2023": "", "31/4/2018": "", "4/13/2018": "", "5/4/18": "", "0/1/2018": "", "5 Octember 2018": "", "5 m 2018": "",
		"5/4/0000": "", "tomorrow": "", "5 April 99999999999": "",
	} {
		if got, ok := w.ReadDay(typed); ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q is read as %v (%v), and should be %q", typed, got, ok, want)
		}
	}
}

func TestShareIsAllOnlyWhereItIsAll(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ present, remote, expected, want int }{
		{0, 0, 0, -1}, {0, 0, 5, 0}, {1, 0, 500, 1}, {499, 0, 500, 99}, {250, 250, 500, 100}, {1, 0, 8, 13}, {41, 0, 48, 85},
	} {
		if got := page.AttendancePercent(gazette.AttendanceCount{Expected: c.expected, Present: c.present, Remote: c.remote}); got != c.want {
			t.Errorf("%d and %d of %d are %d%%, want %d", c.present, c.remote, c.expected, got, c.want)
		}
	}
}

func TestLinesAreBrokenBetweenWords(t *testing.T) {
	t.Parallel()
	want := []string{"Housing and", "Regeneration", "Scrutiny"}
	if diff := cmp.Diff(want, wrap("Housing and  Regeneration Scrutiny", 12)); diff != "" {
		t.Error(diff)
	}
}

func TestFileNamesStandInAddresses(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Plan 2018.pdf": "/documents/7/Plan%202018.pdf", "a/b\\c.pdf": "/documents/7/a-b-c.pdf", "..": "/documents/7/file",
		"": "/documents/7/file", "50%?.pdf": "/documents/7/50%25%3F.pdf", "Cynllun ŵ.pdf": "/documents/7/Cynllun%20%C5%B5.pdf",
	} {
		if got := filePath(7, name); got != want {
			t.Errorf("%q stands at %s, want %s", name, got, want)
		}
	}
}
