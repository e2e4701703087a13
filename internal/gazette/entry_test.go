package gazette

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"moothall/internal/council"
)

func TestWhatIsNotOfTheRecordIsRefused(t *testing.T) {
	t.Parallel()
	issue := Subject{KindIssue, 1}
	for name, c := range map[string]struct {
		subject Subject
		content any
	}{
		"another kind's content":      {issue, Body{Name: council.InEnglish("Council"), Kind: council.FullCouncil}},
		"a content by pointer":        {issue, &Issue{Title: council.InEnglish("Plan")}},
		"no number":                   {Subject{KindIssue, 0}, Issue{Title: council.InEnglish("Plan")}},
		"no such kind":                {Subject{"rumour", 1}, Issue{Title: council.InEnglish("Plan")}},
		"no title":                    {issue, Issue{}},
		"a word of no vocabulary":     {Subject{KindMeeting, 1}, Meeting{Body: 1, Day: council.NewDay(2018, time.April, 5), State: "happened"}},
		"an issue from procedure":     {Subject{KindAgenda, 1}, Agenda{Label: council.InEnglish("Agenda"), Items: []Item{{Number: 1, Title: council.InEnglish("Apologies"), Procedural: true, Issues: []ItemIssue{{1, council.Note}}}}}},
		"an item twice":               {Subject{KindAgenda, 1}, Agenda{Label: council.InEnglish("Agenda"), Items: []Item{{Number: 1, Title: council.InEnglish("A")}, {Number: 1, Title: council.InEnglish("B")}}}},
		"urgency without its reason":  {Subject{KindAgenda, 1}, Agenda{Label: council.InEnglish("Agenda"), Items: []Item{{Number: 1, Title: council.InEnglish("A"), Urgency: &Urgency{By: "The Chair"}}}}},
		"the text of an exempt paper": {Subject{KindDocument, 1}, Document{Kind: council.Report, Title: council.InEnglish("A"), Openness: council.Exempt, Text: []string{"secret"}}},
		"the file of an exempt paper": {Subject{KindDocument, 1}, Document{Kind: council.Report, Title: council.InEnglish("A"), Openness: council.Confidential, File: &File{SHA256: strings.Repeat("a", 64), Name: "a.pdf"}}},
		"a spell that ends too soon":  {Subject{KindPerson, 1}, Person{Name: "A", Posts: []Post{{council.InEnglish("Leader"), council.Spell{From: council.NewDay(2018, time.May, 2), To: council.NewDay(2018, time.May, 1)}}}}},
		"a decision nobody made":      {Subject{KindDecision, 1}, Decision{Title: council.InEnglish("A"), Day: council.NewDay(2018, time.May, 2), Text: council.InEnglish("<p>A</p>")}},
		"a takedown without a ground": {Subject{KindTakedown, 1}, Takedown{Reason: council.InEnglish("Because.")}},
	} {
		if _, err := Encode(c.subject, c.content); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
	if _, err := Decode(KindIssue, []byte(`{"title":{"en":"Plan"},"colour":"red"}`)); err == nil {
		t.Error("a field that nobody knows was read over")
	}
}

func TestALeafCommitsToEverythingButTheContentItself(t *testing.T) {
	t.Parallel()
	content, err := Encode(Subject{KindIssue, 1}, Issue{Title: council.InEnglish("Plan")})
	if err != nil {
		t.Fatal(err)
	}
	e := Entry{Seq: 3, Subject: Subject{KindIssue, 1}, Edition: 2, Published: time.Date(2018, time.April, 5, 18, 0, 0, 0, time.UTC),
		Commitment: Commit([]byte("nonce"), content), Nonce: []byte("nonce"), Content: content}
	whole, err := e.Leaf()
	if err != nil {
		t.Fatal(err)
	}
	emptied := e
	emptied.Content, emptied.Nonce, emptied.TakenDown = nil, nil, 9
	if after, err := emptied.Leaf(); err != nil || string(after) != string(whole) {
		t.Errorf("a takedown changes the leaf to %s (%v)", after, err)
	}
	for name, change := range map[string]func(*Entry){
		"edition": func(e *Entry) { e.Edition++ }, "moment": func(e *Entry) { e.Published = e.Published.Add(time.Millisecond) },
		"subject": func(e *Entry) { e.Subject.Number++ }, "files": func(e *Entry) { e.Files = []string{strings.Repeat("a", 64)} },
		"content": func(e *Entry) { e.Commitment = Commit(e.Nonce, []byte("{}")) },
	} {
		changed := e
		change(&changed)
		if after, err := changed.Leaf(); err != nil || string(after) == string(whole) {
			t.Errorf("another %s leaves the leaf as it was (%v)", name, err)
		}
	}
}

func TestACheckpointHoldsOnlyAsItWasSigned(t *testing.T) {
	t.Parallel()
	private, public, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	root := tlog.RecordHash([]byte("an entry"))
	signed, err := SignCheckpoint(signer, 1, root)
	if err != nil {
		t.Fatal(err)
	}
	if size, got, err := OpenCheckpoint(public, signed); err != nil || size != 1 || got != root {
		t.Errorf("opened as %d %v (%v)", size, got, err)
	}
	_, other, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string][2]string{
		"another size": {public, strings.Replace(signed, "\n1\n", "\n2\n", 1)}, "another key": {other, signed}, "no note": {public, "hello"},
	} {
		if _, _, err := OpenCheckpoint(c[0], c[1]); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
}

func TestEditionsAreComparedByWhatTheySay(t *testing.T) {
	t.Parallel()
	agenda := func(purpose string) Agenda {
		return Agenda{Label: council.InEnglish("Agenda"), Items: []Item{
			{Number: 1, Printed: "1", Title: council.InEnglish("Plan"), Purpose: council.InEnglish(purpose), Issues: []ItemIssue{{7, council.Decide}}},
			{Number: 2, Printed: "2", Title: council.InEnglish("Other " + purpose)}}}
	}
	s := Subject{KindAgenda, 5}
	got := Compare(s, agenda("To approve"), agenda("To note"), 7)
	want := Change{Subject: s, What: "field.purpose", Where: "1", Before: "To approve", After: "To note"}
	if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("for the issue's page the changes are %+v, want only %+v", got, want)
	}
	if all := Compare(s, agenda("To approve"), agenda("To note"), 0); len(all) != 2 {
		t.Errorf("for the meeting's page there are %d changes, want 2", len(all))
	}
	if added := Compare(s, nil, agenda("To note"), 7); len(added) == 0 || added[0].Before != "" {
		t.Errorf("against nothing the changes are %+v, want only what was added", added)
	}
}
