package desk

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// bring sends a form with a file.
func (w *world) bring(path, file string, pairs ...string) *httptest.ResponseRecorder {
	w.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := form.WriteField(pairs[i], pairs[i+1]); err != nil {
			w.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", "results.csv")
	if err == nil {
		_, err = part.Write([]byte(file))
	}
	if err != nil || form.Close() != nil {
		w.Fatal(err)
	}
	r := httptest.NewRequestWithContext(w.Context(), http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return w.do(r)
}

func TestAnElectionIsTypedReviewedConfirmedAndUndone(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.elect()
		w.as(audience.Officer)
		typed := []string{"kind", "whole", "poll", "7 May 2026", "results", "Hill,Member A,Blue Group\nHill,Member J,Red Group\nHil,Nobody,"}
		if wrong := w.post("/desk/elections/new", "kind", "whole", "poll", "7 Mai", "results", "Hill,X,"); wrong.Code != 422 || !strings.Contains(wrong.Body.String(), "Hill,X,</textarea>") ||
			!strings.Contains(wrong.Body.String(), "poll-error") {
			t.Errorf("a day that is none: %d\n%s", wrong.Code, wrong.Body)
		}
		w.leads(w.post("/desk/elections/new", typed...), "/desk/elections/1/review")
		w.leads(w.get("/desk/elections/1/review"), "/desk/elections/1")
		if shown := w.get("/desk/elections/1").Body.String(); !strings.Contains(shown, "Line 3: there is no ward called Hil") || !strings.Contains(shown, "Hil,Nobody,</textarea>") ||
			!strings.Contains(shown, `value="11 May 2026"`) {
			t.Errorf("the form with its faults: %s", shown)
		}
		typed[5] = "Hill,Member A,Blue Group\nHill,Member J,Red Group"
		w.leads(w.bring("/desk/elections/1", "ward,name,party\r\nHill,\"New, Nora\",\r\n", append(typed, "version", "1", "wards", "1", "office", "11 May 2026")...), "/desk/elections/1/review")
		review := w.get("/desk/elections/1/review").Body.String()
		for _, want := range []string{"Those elected take office on 11 May 2026; those who leave serve until 10 May 2026", "8 leave", "1 stays, re-elected", "New, Nora", "New to the record", "1 stands for another ward or party"} {
			if !strings.Contains(review, want) {
				t.Errorf("the review does not say %q:\n%s", want, review)
			}
		}
		seen := between(review, `name="seen" value="`, `"`)
		if wrong := w.post("/desk/elections/1/confirm", "seen", "2.00"); wrong.Code != 409 || !strings.Contains(wrong.Body.String(), "Somebody else changed") {
			t.Errorf("confirming what was not seen: %d", wrong.Code)
		}
		w.leads(w.post("/desk/elections/1/confirm", "seen", seen), "/desk/elections/1/review?done=election")
		people, err := w.read.People(t.Context(), council.NewDay(2026, 5, 11))
		if err != nil || len(people) != 3 {
			t.Errorf("who sits after it: %+v %v", people, err)
		}
		if done := w.get("/desk/elections/1/review").Body.String(); !strings.Contains(done, "It changed 11 people.") {
			t.Errorf("the page of what was confirmed: %s", done)
		}
		w.leads(w.post("/desk/elections/1/undo", "version", "3"), "/desk/elections/1?done=election-undone")
		if people, _ = w.read.People(t.Context(), council.NewDay(2026, 5, 11)); len(people) != 10 {
			t.Errorf("who sits when it is undone: %d", len(people))
		}
	})
}

func TestASeatThatFallsVacantIsPublishedAndListed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.elect()
	w.as(audience.Officer)
	w.leads(w.post("/desk/wards/1", "version", "0", "name", "Hill", "seats", "10"), "/desk/wards/1?done=saved")
	w.leads(w.post("/desk/wards/1/publish", "version", "1"), "/desk/people?done=published")
	if wrong := w.post("/desk/vacancies/new", "person", "1", "last", ""); wrong.Code != 422 || !strings.Contains(wrong.Body.String(), "last-error") {
		t.Errorf("without a last day: %d", wrong.Code)
	}
	w.leads(w.post("/desk/vacancies/new", "person", "1", "last", "1 March 2026"), "/desk/elections?done=vacated")
	if list := w.get("/desk/elections").Body.String(); !strings.Contains(list, "Hill: 1 seat") {
		t.Errorf("the list: %s", list)
	}
}

func TestAnAllocationIsKeptAndShownAgainstWhoSits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.elect()
	w.as(audience.Officer)
	seats := []string{"on", "1 June 2026", "from", "20 May 2026", "by", "Annual Council", "seats-body-1-party-1", "3", "seats-body-1-party-2", "2", "seats-body-1-", "0",
		"seats-body-2-party-1", "5", "seats-body-2-party-2", "0", "seats-body-2-", "0"}
	if wrong := w.post("/desk/balance/keep", seats...); wrong.Code != 422 || !strings.Contains(wrong.Body.String(), "unopposed-error") {
		t.Fatalf("an alternative that may have been opposed: %d\n%s", wrong.Code, wrong.Body)
	}
	w.leads(w.post("/desk/balance/keep", append(seats, "unopposed", "yes")...), "/desk/balance/kept/1?done=allocated")
	shown := w.get("/desk/balance/kept/1").Body.String()
	for _, want := range []string{"Seats allocated from 20 May 2026", "Alternative", "No member voted against it", "5 seats are open", "Annual Council"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the allocation does not say %q:\n%s", want, shown)
		}
	}
	if list := w.get("/desk/balance/kept").Body.String(); !strings.Contains(list, "since 20 May 2026") {
		t.Errorf("the list: %s", list)
	}
}
