package minutes_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/minutes"
)

// seedMeetings is the agenda text and the minutes of each meeting on the real page that the reader must
// understand; the page is not part of the project.
func seedMeetings(t *testing.T) (agendas, minuted []string) {
	t.Helper()
	page, err := os.ReadFile("../../../shared/seed/issue-68576.txt")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("../shared/seed is absent: the real page is not checked")
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range strings.Split(string(page), "Meeting: ")[1:] {
		agenda, minute, ok := strings.Cut(m, "Minutes:")
		if !ok {
			t.Fatalf("no minutes in %.60q", m)
		}
		agendas, minuted = append(agendas, agenda), append(minuted, minute)
	}
	if len(agendas) != 4 {
		t.Fatalf("the page has %d meetings, want 4", len(agendas))
	}
	return agendas, minuted
}

func TestSeedResolutions(t *testing.T) {
	t.Parallel()
	_, minuted := seedMeetings(t)
	type limb struct {
		Label, Addressee string
		Verb             council.Verb
	}
	want := [][]limb{
		{{"", "", council.Approved}},
		{{"", "Council Meeting", council.Recommended}},
		{{"(1)", "", council.Noted}, {"(2)", "", council.Noted}},
		{{"", "", council.Noted}},
	}
	for i, src := range minuted {
		var got []limb
		r := minutes.Read(src)
		for _, l := range r.Resolution {
			got = append(got, limb{l.Label, l.Addressee, l.Verb})
			if whole := src[l.Span.Start:l.Span.End]; !strings.HasSuffix(whole, l.Text) {
				t.Errorf("the span of %q holds %q", l.Text, whole)
			}
		}
		if d := cmp.Diff(want[i], got); d != "" {
			t.Errorf("meeting %d: (-want +got)\n%s", i, d)
		}
	}
}

func TestSeedPoints(t *testing.T) {
	t.Parallel()
	_, minuted := seedMeetings(t)
	points := minutes.Read(minuted[2]).Points
	if len(points) != 3 {
		t.Fatalf("%d points, want 3", len(points))
	}
	if got, want := points[1].Text, "Were there sufficient police resources to deliver the Plan?"; got != want {
		t.Errorf("question is %q", got)
	}
	answer := points[1].Answer
	if !strings.HasPrefix(answer, "In response it was commented") || !strings.HasSuffix(answer, "could be delivered.") {
		t.Errorf("answer is %q", answer)
	}
	if points[0].Answer+points[2].Answer != "" {
		t.Errorf("answers %q and %q were invented", points[0].Answer, points[2].Answer)
	}
	for i, n := range []int{0, 0, 3, 0} {
		if got := len(minutes.Read(minuted[i]).Points); got != n {
			t.Errorf("meeting %d has %d points, want %d", i, got, n)
		}
	}
}

func TestSeedAgendas(t *testing.T) {
	t.Parallel()
	agendas, _ := seedMeetings(t)
	type ask struct {
		Body, Labels string
		Contacts     []string
		References   []string
	}
	officer := "Steve Skelton"
	want := []ask{
		{},
		{"Cabinet", "", []string{officer + "|0161-474-3174"}, []string{"C&H25", "R&G16"}},
		{"Scrutiny Committee", "a)b)", []string{officer + "|0161 474 31714"}, nil},
		{"Scrutiny Committee", "", []string{officer + "|0161 474 31714"}, nil},
	}
	for i, src := range agendas {
		a := minutes.ReadAsk(src)
		got := ask{Body: a.Body}
		for _, l := range a.Limbs {
			got.Labels += l.Label
		}
		for _, c := range a.Contacts {
			got.Contacts = append(got.Contacts, c.Name+"|"+c.Telephone)
		}
		for _, r := range a.References {
			got.References = append(got.References, r.Text)
		}
		if d := cmp.Diff(want[i], got); d != "" {
			t.Errorf("meeting %d: (-want +got)\n%s", i, d)
		}
		if !strings.HasPrefix(a.Purpose, "To consider a ") {
			t.Errorf("meeting %d: purpose is %q", i, a.Purpose)
		}
	}
}
