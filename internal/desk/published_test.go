package desk

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/gazette"
	"moothall/internal/paper"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// publishedWithAPaper is a published agenda with one paper, which is document 1, and the paper's page.
func (w *world) publishedWithAPaper() string {
	w.Helper()
	item := w.agendaWithItem()
	at := w.brought(w.upload(item+"/papers/new", "bridge.pdf", printedPDF(w.T, "Mrs Jones of 3 Hill Row."), "title", "Survey", "of", "appendix", "openness", "open"))
	w.readAll()
	w.leads(w.post("/desk/meetings/5/publish", "version", "2"), "/desk/meetings/5?done=published")
	return at
}

// entryOf is the log's place of the latest edition of a subject.
func (w *world) entryOf(s gazette.Subject) string {
	w.Helper()
	lines, err := w.read.Editions(w.Context(), s)
	if err != nil {
		w.Fatal(err)
	}
	for _, l := range lines {
		if l.Subject == s {
			return takedownPath(l)
		}
	}
	w.Fatalf("nothing was published of %v", s)
	return ""
}

// checker reads the files of a shelf again.
type checker struct{ shelf paper.Shelf }

func (c checker) Verify(ctx context.Context, sha string) error {
	return paper.Verify(ctx, c.shelf, sha)
}

func (w *world) verified() {
	w.Helper()
	if _, err := sqldb.Verify(w.Context(), w.place, w.key, nil, checker{w.files.public}, func(string, int, int) {}); err != nil {
		w.Errorf("the log: %v", err)
	}
}

func TestAPaperPublishedByMistakeIsWithdrawnWithItsFile(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		at := w.publishedWithAPaper()
		paper := gazette.Subject{Kind: gazette.KindDocument, Number: 1}
		d, err := w.read.Document(t.Context(), 1)
		if err != nil || d.Content.File == nil {
			t.Fatalf("on the record: %+v, %v", d, err)
		}
		sha, entry := d.Content.File.SHA256, w.entryOf(paper)
		w.shows(entry, "Lawful ground")
		if got := w.post(entry, "ground", "personal data", "sure", "yes"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "reason-error") {
			t.Errorf("without a reason: %d", got.Code)
		}
		asked := w.post(entry, "ground", "personal data", "reason", "It named a resident")
		if asked.Code != http.StatusOK || !strings.Contains(asked.Body.String(), "Ground: ") || !strings.Contains(asked.Body.String(), "It named a resident") {
			t.Errorf("before it is confirmed: %d\n%s", asked.Code, asked.Body)
		}
		if d, err := w.read.Document(t.Context(), 1); err != nil || d.Tombstone != nil {
			t.Fatalf("taken down before it was confirmed: %+v, %v", d.Tombstone, err)
		}
		for range 2 { // the second press does nothing more
			w.leads(w.post(entry, "ground", "personal data", "reason", "It named a resident", "sure", "yes"), publishedPath(paper)+"?done=taken-down")
		}
		d, err = w.read.Document(t.Context(), 1)
		if err != nil || d.Tombstone == nil || d.Tombstone.Reason.En != "It named a resident" || d.Content.File != nil {
			t.Errorf("taken down: %+v, %v", d, err)
		}
		if there, err := w.files.public.Has(t.Context(), sha); err != nil || there {
			t.Errorf("its file is on the public shelf: %v", err)
		}
		if n := w.takedowns(); n != 1 {
			t.Errorf("%d takedowns on the record", n)
		}
		w.verified()
		// A supplement does not publish it again unasked; once it is put back, the next one does.
		w.leads(w.post("/desk/meetings/5/items/new", "title", "A second bridge"), "/desk/meetings/5#item-5")
		w.shows(at, "Put it back", "It named a resident")
		w.supplement()
		if d, err := w.read.Document(t.Context(), 1); err != nil || d.Tombstone == nil {
			t.Errorf("published again unasked: %+v, %v", d.Content, err)
		}
		w.leads(w.post(at+"/put-back"), at+"?done=put-back")
		w.supplement()
		if d, err := w.read.Document(t.Context(), 1); err != nil || d.Tombstone != nil || d.Content.File == nil {
			t.Errorf("published again: %+v, %v", d, err)
		}
		if there, err := w.files.public.Has(t.Context(), sha); err != nil || !there {
			t.Errorf("its file is not on the public shelf again: %v", err)
		}
		w.verified()
	})
}

func TestAWrongAgendaIsWithdrawnAndPublishedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.publishedWithAPaper()
	agenda := gazette.Subject{Kind: gazette.KindAgenda, Number: 5}
	w.shows("/desk/meetings/5", publishedPath(gazette.Subject{Kind: gazette.KindMeeting, Number: 5}))
	w.shows("/desk/published/meeting/5", "Survey", w.entryOf(agenda))
	w.as(audience.MonitoringOfficer)
	w.leads(w.post(w.entryOf(agenda), "ground", "other", "reason", "The wrong draft was sent", "sure", "yes"), publishedPath(agenda)+"?done=taken-down")
	m, err := w.read.Meeting(t.Context(), 5)
	if err != nil || m.AgendaGone == nil || len(m.Items) > 0 {
		t.Errorf("on the record: %+v, %v", m, err)
	}
	w.as(audience.Officer)
	w.shows("/desk/meetings/5", "Agenda of 18 May 2026 was withdrawn", "The wrong draft was sent", "Preview and publish")
	w.shows("/desk/published/meeting/5", "Withdrawn")
	// The meeting itself stands: an edition that others stand on is corrected first.
	meeting := w.entryOf(gazette.Subject{Kind: gazette.KindMeeting, Number: 5})
	if got := w.post(meeting, "ground", "other", "reason", "x", "sure", "yes"); got.Code != http.StatusUnprocessableEntity {
		t.Errorf("a meeting's latest edition was taken down: %d", got.Code)
	}
	w.supplement()
	m, err = w.read.Meeting(t.Context(), 5)
	if err != nil || m.AgendaGone != nil || m.AgendaLabel.En != "Agenda" || len(m.Items) != 4 {
		t.Errorf("published again: %+v, %v", m, err)
	}
	w.verified()
}

// supplement publishes the next edition of the agenda of meeting 5, as it is now.
func (w *world) supplement() {
	w.Helper()
	_, rest, found := strings.Cut(w.shows("/desk/meetings/5/preview", `name="version"`), `name="version" value="`)
	version, _, _ := strings.Cut(rest, `"`)
	if !found {
		w.Fatal("the preview has no version")
	}
	w.leads(w.post("/desk/meetings/5/publish", "version", version), "/desk/meetings/5?done=published")
}

// takedowns is how many there are on the record.
func (w *world) takedowns() int {
	n := 1
	for ; ; n++ {
		if _, err := w.read.Latest(w.Context(), gazette.Subject{Kind: gazette.KindTakedown, Number: n}); err != nil {
			return n - 1
		}
	}
}

// Whoever comes back to a meeting is told what was published since they last looked, once.
func TestAViewerIsToldWhatWasPublishedSinceTheyLooked(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.publishedWithAPaper()
		if got := w.get("/desk/meetings/5").Body.String(); strings.Contains(got, "since you last looked") {
			t.Error("they are told of what was there when they first looked")
		}
		w.post("/desk/meetings/5/items/new", "title", "A second bridge")
		w.supplement()
		page := w.shows("/desk/meetings/5", "Published since you last looked", "Supplement 1", "/meetings/5/editions?since=")
		if strings.Contains(page, "Agenda, edition 1") {
			t.Error("they are told of what they have seen")
		}
		if got := w.get("/desk/meetings/5").Body.String(); strings.Contains(got, "since you last looked") {
			t.Error("they are told again")
		}
	})
}
