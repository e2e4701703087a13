package desk

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/page"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

func TestWhatIsTypedIsKeptAndShownToWhoTypedIt(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.begin()
		for range 2 { // the script may send the same twice
			if got := w.post("/desk/sections/1/typing", "edition", "1", "heading", "Introduction", "prose", "The bridge is o"); got.Code != http.StatusOK {
				t.Fatalf("keeping: %d\n%s", got.Code, got.Body)
			}
		}
		w.shows("/desk/sections/1", "The bridge is o", "you typed something here that you have not saved")
		if got := w.get("/desk/reports/1/read").Body.String(); strings.Contains(got, "The bridge is o") {
			t.Error("what was not saved is in the report")
		}
		mine := w.door.viewer
		w.door.viewer = audience.Admit(8, 0, "Somebody Else", []audience.Grant{{Role: audience.Officer}}, page.Today(testkit.Morning()))
		if got := w.get("/desk/sections/1").Body.String(); strings.Contains(got, "The bridge is o") {
			t.Error("somebody else is shown what was not saved")
		}
		// They save first: who typed is shown both, and loses nothing.
		w.leads(w.post("/desk/sections/1", "edition", "1", "heading", "Introduction", "prose", "There is a river.", "openness", "open"), "/desk/reports/1?done=report-saved#section-1")
		w.door.viewer = mine
		w.shows("/desk/sections/1", "The bridge is o", `name="edition" value="1"`)
		if got := w.post("/desk/sections/1", "edition", "1", "heading", "Introduction", "prose", "The bridge is old.", "openness", "open"); got.Code != http.StatusConflict ||
			!strings.Contains(got.Body.String(), "The bridge is old.") || !strings.Contains(got.Body.String(), "There is a river.") {
			t.Errorf("saved over another: %d", got.Code)
		}
		w.leads(w.post("/desk/sections/1", "edition", "2", "heading", "Introduction", "prose", "There is a river. The bridge is old.", "openness", "open"), "/desk/reports/1?done=report-saved#section-1")
		if got := w.get("/desk/sections/1").Body.String(); strings.Contains(got, "you have not saved") {
			t.Error("what was saved is still said not to be")
		}
		w.post("/desk/sections/1/typing", "edition", "3", "heading", "Introduction", "prose", "Nothing")
		w.leads(w.post("/desk/sections/1/typing", "forget", "yes"), "/desk/sections/1")
		if got := w.get("/desk/sections/1").Body.String(); strings.Contains(got, "you have not saved") || !strings.Contains(got, "The bridge is old.") {
			t.Error("what was to be forgotten is not")
		}
	})
}

// TestTypingInABrowser types into a section while the server goes away and comes back.
func TestTypingInABrowser(t *testing.T) {
	t.Parallel()
	window := chromium(t)
	w := newWorld(t, testkit.SQLite(t))
	w.begin()
	assets, err := page.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	var away atomic.Bool
	handler := withAssets(w.desk, assets.Handler())
	server := httptest.NewServer(http.HandlerFunc(func(to http.ResponseWriter, r *http.Request) {
		if away.Load() && r.Method == http.MethodPost {
			http.Error(to, "away", http.StatusBadGateway)
			return
		}
		handler.ServeHTTP(to, r)
	}))
	t.Cleanup(server.Close)
	section := server.URL + "/desk/sections/1"
	says := func(state string) {
		t.Helper()
		if _, err := window.ElementR(".moot-typing__state", "^"+state); err != nil {
			t.Fatalf("it does not say %q: %v", state, err)
		}
	}
	show(t, window, section)
	accessible(t, window)
	write(t, window, "prose", "The bridge ")
	says("Kept\\.")
	away.Store(true)
	write(t, window, "prose", "is old")
	says("Not kept: the server cannot be reached")
	show(t, window, section)
	if got := window.MustElement("#prose").MustProperty("value").Str(); got != "The bridge is old" {
		t.Errorf("after the page was loaded anew: %q", got)
	}
	says("Not kept: the server cannot be reached")
	away.Store(false)
	says("Kept\\.")
	show(t, window, section)
	if text := window.MustElement("main").MustText(); !strings.Contains(text, "you have not saved") {
		t.Errorf("the server does not have it: %s", text)
	}
	press(t, window, "form[data-typing] button[type=submit]", "A new bridge")
	show(t, window, server.URL+"/desk/reports/1/read")
	if text := window.MustElement("main").MustText(); !strings.Contains(text, "The bridge is old") {
		t.Errorf("what was saved: %s", text)
	}
}
