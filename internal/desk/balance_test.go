package desk

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/testkit"
)

// elect puts ten councillors on the record: six Blue, three Red and one of no party, and two committees
// with five seats each.
func (w *world) elect() {
	w.Helper()
	w.act(func(ctx context.Context, act gazette.Act) error {
		all := map[gazette.Subject]any{
			{Kind: gazette.KindWard, Number: 1}:  gazette.Ward{Name: council.InEnglish("Hill")},
			{Kind: gazette.KindParty, Number: 1}: gazette.Party{Name: council.InEnglish("Blue Group")},
			{Kind: gazette.KindParty, Number: 2}: gazette.Party{Name: council.InEnglish("Red Group")},
			{Kind: gazette.KindBody, Number: 1}:  gazette.Body{Name: council.InEnglish("Planning"), Kind: council.Regulatory, Seats: 5},
			{Kind: gazette.KindBody, Number: 2}:  gazette.Body{Name: council.InEnglish("Audit"), Kind: council.OtherCommittee, Seats: 5},
		}
		for i := range 10 {
			p := gazette.Person{Name: "Member " + string(rune('A'+i)), Represents: []gazette.WardSpell{{Ward: 1}}}
			if i < 9 {
				p.Parties = []gazette.PartySpell{{Party: 1 + i/6}}
			}
			all[gazette.Subject{Kind: gazette.KindPerson, Number: 1 + i}] = p
		}
		for s, content := range all {
			if _, err := act.Publish(ctx, s, content); err != nil {
				return err
			}
		}
		return nil
	})
}

// Of ten seats six are the Blue group's, three the Red group's and one is left for the member of none:
// on each committee of five 3.0, 1.5 and 0.5.
func TestSeatsAreSharedWithTheArithmeticShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.elect()
	w.as(audience.Officer)
	shown := w.get("/desk/balance").Body.String()
	for _, want := range []string{"10 members", "6 × 10 ÷ 10 = 6.00", "3 × 5 ÷ 10 = 1.50", "have the same remainder for 1 of these seats", "All ordinary committees: 10 seats"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the page does not say %q:\n%s", want, shown)
		}
	}
	const alternative = "/desk/balance?try=yes&seats-body-1-party-1=3&seats-body-1-party-2=2&seats-body-1-=0&seats-body-2-party-1=%s&seats-body-2-party-2=1&seats-body-2-=%s"
	typed := func(blue, none string) string {
		return strings.Replace(strings.Replace(alternative, "%s", blue, 1), "%s", none, 1)
	}
	if keeps := w.get(typed("3", "1")); keeps.Code != http.StatusOK || !strings.Contains(keeps.Body.String(), "departs from no principle") {
		t.Errorf("the seats in proportion: %d\n%s", keeps.Code, keeps.Body)
	}
	departs := w.get(typed("4", "0")).Body.String()
	if !strings.Contains(departs, "only where no member votes against it") || !strings.Contains(departs, "All ordinary committees, Blue Group: 7, and should be 6") ||
		!strings.Contains(departs, `name="seats-body-2-party-1" type="text" value="4"`) {
		t.Errorf("a seat too many for the Blue group: %s", departs)
	}
	if wrong := w.get(typed("4", "1")); wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body.String(), "Audit has 5 seats, and 6 are given") {
		t.Errorf("six seats of five: %d\n%s", wrong.Code, wrong.Body)
	}
	if none := w.get("/desk/balance?no=party-1&no=party-2").Body.String(); !strings.Contains(none, "Seats cannot be shared") {
		t.Errorf("a council without groups: %s", none)
	}
}
