package site_test

import (
	"encoding/json"
	"regexp"
	"testing"
)

// What changed is told in the page's language down to the words of the vocabularies and the days.
func TestChangesSpeakTheReadersLanguage(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	var data struct{ Editions []struct{ Entry json.Number } }
	if err := json.Unmarshal([]byte(bodyOf(t, request(t, s, "GET", "/meetings/11/editions.json"))), &data); err != nil || len(data.Editions) < 3 {
		t.Fatalf("editions: %+v, %v", data, err)
	}
	query := "?from=start&to=" + data.Editions[0].Entry.String()
	text, _, _ := seen(t, bodyOf(t, request(t, s, "GET", "/cy/meetings/11/editions"+query)))
	inOrder(t, text, "Wedi'i gynnal")
	inOrder(t, text, "Cofnodion wedi'u cyhoeddi, i'w cymeradwyo")
	inOrder(t, text, "Cynllun yr harbwr, i benderfynu")
	inOrder(t, text, "(1) Cymeradwywyd: That the plan be approved.")
	inOrder(t, text, "5 Ebrill 2026")
	text, _, _ = seen(t, bodyOf(t, request(t, s, "GET", "/meetings/11/editions"+query)))
	inOrder(t, text, "added: Held")
	for _, raw := range []string{`\b(?:body|issue|item|document)/\d`, `added: \d{4}-\d\d`, `18:00`, `[\x02\x03]`} {
		if found := regexp.MustCompile(raw).FindString(text); found != "" {
			t.Errorf("the reader is shown %q as the record writes it", found)
		}
	}
}
