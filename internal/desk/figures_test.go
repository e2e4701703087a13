package desk

import (
	"net/http"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// A council shows none of its figures until it chooses to, and takes them away again.
func TestACouncilChoosesWhichFiguresItShows(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.executive()
		if got := w.public("/figures"); got.Code != http.StatusNotFound || strings.Contains(w.public("/").Body.String(), "/figures") {
			t.Errorf("figures that nobody chose: %d", got.Code)
		}
		w.as(audience.Administrator)
		form := []string{"nation", "england", "soon", "7", "draft-minutes", "7", "callin-members", "3"}
		w.leads(w.post("/desk/customs", append(form, "version", "0", "figures", "minutes", "figures", "agendas", "figures", "nonsense")...), "/desk/customs?done=account")
		w.shows("/desk/customs", `value="minutes" checked`)
		shown := w.public("/figures").Body.String()
		for _, says := range []string{"1 of 1 (100%)", "within 7 days", "0 of 1 (0%)", `role="img"`, "Nine in ten within days", "April to June 2026"} {
			if !strings.Contains(shown, says) {
				t.Errorf("the page does not say %q:\n%s", says, shown)
			}
		}
		if strings.Contains(shown, "Attendance of members") {
			t.Error("a figure is shown that was not chosen")
		}
		if got := w.public("/cy/figures?by=month"); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "Cofnodion drafft") || !strings.Contains(got.Body.String(), "Mai 2026") {
			t.Errorf("in Welsh, by month: %d", got.Code)
		}
		if got := w.public("/figures.json").Body.String(); !strings.Contains(got, `"id":"minutes"`) || !strings.Contains(got, `"standard":7`) {
			t.Errorf("as data: %s", got)
		}
		if got := w.public("/figures.csv").Body.String(); !strings.Contains(got, "\nminutes,quarter,2026-04-01,2026-06-30,1,1,") {
			t.Errorf("as CSV: %s", got)
		}
		if got := w.public("/"); !strings.Contains(got.Body.String(), `href="/figures"`) {
			t.Error("no page leads there")
		}
		w.leads(w.post("/desk/customs", append(form, "version", "1")...), "/desk/customs?done=account")
		if got := w.public("/figures"); got.Code != http.StatusNotFound {
			t.Errorf("figures that were taken away: %d", got.Code)
		}
	})
}
