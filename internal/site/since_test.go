package site_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// A reader who kept a link is told what has changed since they did, and nothing where nothing has.
func TestAReaderIsToldWhatChangedSinceTheyLooked(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	var data struct{ Editions []struct{ Entry json.Number } }
	if err := json.Unmarshal([]byte(bodyOf(t, request(t, s, "GET", "/meetings/11/editions.json"))), &data); err != nil || len(data.Editions) < 3 {
		t.Fatalf("editions: %+v, %v", data, err)
	}
	first, last := data.Editions[len(data.Editions)-1].Entry.String(), data.Editions[0].Entry.String()
	page := bodyOf(t, request(t, s, "GET", "/meetings/11/editions"))
	if !strings.Contains(page, "/meetings/11/editions?since="+last) {
		t.Errorf("no link to keep: %s", page)
	}
	if got, _, _ := seen(t, bodyOf(t, request(t, s, "GET", "/meetings/11/editions?since="+first))); !strings.Contains(got, "added: (1) Approved: That the plan be approved.") {
		t.Errorf("since the first edition: %s", got)
	}
	if got, _, _ := seen(t, bodyOf(t, request(t, s, "GET", "/meetings/11/editions?since="+last))); !strings.Contains(got, "0 changes") {
		t.Errorf("since the last edition: %s", got)
	}
	if got := request(t, s, "GET", "/meetings/11/editions?since=yesterday"); got.StatusCode != 400 {
		t.Errorf("a mark that is none: %d", got.StatusCode)
	}
	if got := bodyOf(t, request(t, s, "GET", "/meetings/11")); !strings.Contains(got, `data-module="moot-since"`) || !strings.Contains(got, `data-entry="`) {
		t.Error("the meeting's page does not carry its mark")
	}
}
