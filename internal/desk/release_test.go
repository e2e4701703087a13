package desk

import (
	"net/http"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// An exempt item with a paper is published, minuted in private, and released: each step is an edition, and the
// file goes to the public shelf with the last.
func TestWhatWasExemptIsReleasedToThePublic(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.convene()
		w.as(audience.Administrator, audience.Officer)
		customs := register.UsualCustoms()
		customs.Reviews = true
		if err := w.desk.register.ChangeCustoms(t.Context(), w.door.viewer, 0, customs); err != nil {
			t.Fatal(err)
		}
		ground := []string{"openness", "exempt", "paragraphs", "3", "reason", "Tenders are open.", "by", "Somebody", "review", "1/9/2026"}
		w.leads(w.post("/desk/meetings/5/begin"), "/desk/meetings/5")
		w.leads(w.post("/desk/meetings/5/items/new", append(ground, "title", "Award of a contract", "asked", "Award it to Acme", "private", "The price is a million.")...), "/desk/meetings/5#item-4")
		at := "/desk/items/4"
		paper := strings.TrimPrefix(w.brought(w.upload(at+"/papers/new", "tender.txt", []byte("A secret tender."), append(ground, "title", "The tender of Acme", "of", "report")...)), "/desk/papers/")
		w.readAll()
		if got := w.get(at + "/release"); got.Code < 400 {
			t.Errorf("what the public does not know is released: %d", got.Code)
		}
		w.leads(w.post("/desk/meetings/5/publish", "version", "2"), "/desk/meetings/5?done=published")
		public := func() string {
			return w.public("/meetings/5").Body.String() + w.public("/documents/"+paper).Body.String()
		}
		before := public()
		for _, secret := range []string{"Award it to Acme", "The price is a million", "secret tender"} {
			if strings.Contains(before, secret) {
				t.Errorf("the public reads %q before it is released", secret)
			}
		}
		for _, told := range []string{"Tenders are open.", "is looked at again on 1 September 2026", "This document is exempt under paragraph 3"} {
			if !strings.Contains(before, told) {
				t.Errorf("the public is not told %q", told)
			}
		}
		if got := w.post(at, "version", "3", "title", "Award of a contract", "kind", "business", "openness", "open"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "release it instead") {
			t.Errorf("opening it by the way: %d", got.Code)
		}
		page := w.shows(at+"/release", "Award it to Acme", "The price is a million", "The tender of Acme")
		version := between(page, `name="version" value="`, `"`)
		if got := w.post(at+"/release", "version", version); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "by-error") {
			t.Errorf("without saying who decided: %d", got.Code)
		}
		if got := w.post(at+"/release", "version", version, "by", "The Monitoring Officer", "paper", "99"); got.Code != http.StatusNotFound {
			t.Errorf("another paper: %d", got.Code)
		}
		if got := w.post(at+"/release", "version", "1", "by", "The Monitoring Officer"); got.Code != http.StatusConflict {
			t.Errorf("over another version: %d", got.Code)
		}
		w.leads(w.post(at+"/release", "version", version, "by", "The Monitoring Officer", "paper", paper), at+"?done=released")
		after := public()
		for _, told := range []string{"Award it to Acme", "The price is a million", "secret tender", "Exempt matter released", "was released to the public on 18 May 2026"} {
			if !strings.Contains(after, told) {
				t.Errorf("the public does not read %q", told)
			}
		}
		if strings.Contains(after, "The Monitoring Officer") {
			t.Error("who decided is published")
		}
		if got := w.get(at + "/release"); got.Code < 400 || got.Code >= 500 {
			t.Errorf("releasing it again: %d", got.Code)
		}
		if got := w.public("/documents/" + paper + "/tender.txt"); got.Code != http.StatusOK || got.Body.String() != "A secret tender." {
			t.Errorf("the file on the public shelf: %d %s", got.Code, got.Body)
		}
	})
}

func TestAnExemptPaperIsReleasedByItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	at := w.brought(w.upload(item+"/papers/new", "tender.txt", []byte("A secret tender."), "title", "Tender", "of", "report", "openness", "exempt", "paragraphs", "3", "reason", "Bids are open", "by", "x", "review", "1/1/2027"))
	w.readAll()
	w.leads(w.post("/desk/meetings/5/publish", "version", "2"), "/desk/meetings/5?done=published")
	version := between(between(w.shows(at, "Release this paper to the public"), at+"/release", "</form>"), `name="version" value="`, `"`)
	if got := w.post(at+"/release", "version", version); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "release-by-error") {
		t.Errorf("without saying who decided: %d", got.Code)
	}
	w.as(audience.Author)
	if got := w.post(at+"/release", "version", version, "release-by", "Me"); got.Code != http.StatusForbidden {
		t.Errorf("an author released it: %d", got.Code)
	}
	w.as(audience.Officer)
	w.leads(w.post(at+"/release", "version", version, "release-by", "The Monitoring Officer"), at+"?done=released")
	if got := w.public("/documents/1").Body.String(); !strings.Contains(got, "A secret tender.") || !strings.Contains(got, "released to the public on 18 May 2026") {
		t.Errorf("the public reads %s", got)
	}
	if got := w.post(at+"/release", "version", version, "release-by", "x"); got.Code != http.StatusConflict {
		t.Errorf("a second time: %d", got.Code)
	}
}
