package minutes_test

import (
	"encoding/xml"
	"errors"
	"html"
	"io/fs"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/minutes"
)

// TestCapturedMeeting reads the HTML of a real meeting as its council's web service sends it.
func TestCapturedMeeting(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../../shared/samples/moderngov/GetMeeting_7837.xml")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("../shared/samples is absent: captured HTML is not checked")
	}
	if err != nil {
		t.Fatal(err)
	}
	var meeting struct {
		Items []struct {
			Agenda   string `xml:"agendatext"`
			Decision string `xml:"decisionnonemptyhtmlbody"`
			Minutes  string `xml:"minutesnonemptyhtmlbody"`
		} `xml:"agendaitems>agendaitem"`
	}
	if err := xml.Unmarshal(data, &meeting); err != nil {
		t.Fatal(err)
	}
	type limb struct {
		Label, Consulted string
		Verb             council.Verb
	}
	var decided []limb
	purposes, points, contacts := 0, 0, 0
	for _, item := range meeting.Items {
		for _, src := range []string{item.Agenda, item.Decision, item.Minutes} {
			if err := promises(html.UnescapeString(src)); err != nil {
				t.Error(err)
			}
		}
		if minutes.ReadAsk(html.UnescapeString(item.Agenda)).Purpose != "" {
			purposes++
		}
		prose := minutes.Read(html.UnescapeString(item.Minutes))
		points, contacts = points+len(prose.Points), contacts+len(prose.Contacts)
		for _, l := range minutes.Read(html.UnescapeString(item.Decision)).Resolution {
			decided = append(decided, limb{l.Label, l.InConsultationWith, l.Verb})
		}
	}
	want := []limb{{"(1)", "", council.Resolved}, {"(2)", "Leader", council.Delegated}}
	if d := cmp.Diff(want, decided); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if purposes < 2 || points+contacts > 0 {
		t.Errorf("%d purposes, %d points, %d contacts; want at least 2, none, none", purposes, points, contacts)
	}
}
