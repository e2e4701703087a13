package site_test

import (
	"net/http"
	"strings"
	"testing"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// TestTheRegisterOfInterestsIsPublic holds what the public reads of a member's interests, and of the bodies
// outside to which they are appointed.
func TestTheRegisterOfInterestsIsPublic(t *testing.T) {
	t.Parallel()
	day := council.NewDay
	s := councilOf(t, map[gazette.Subject]any{
		subject(gazette.KindCouncil, 1): gazette.Council{Name: council.InEnglish("Anytown Council")},
		subject(gazette.KindBody, 1):    gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet},
		subject(gazette.KindBody, 2):    gazette.Body{Name: council.InEnglish("River Trust"), Kind: council.OutsideBody},
		subject(gazette.KindBody, 3):    gazette.Body{Name: council.InEnglish("Canal Board"), Kind: council.OutsideBody, Spell: council.Spell{To: day(2020, 1, 1)}},
		subject(gazette.KindPerson, 1): gazette.Person{Name: "Alma Frost", Style: "Councillor", Withheld: true, InterestsOn: day(2026, 5, 1),
			Interests: []gazette.Interest{{Category: council.Gifts, Text: "A hamper", Giver: "The Guild", Value: 60, Registered: day(2026, 4, 1)},
				{Category: council.Employment, Text: "Baker", Registered: day(2020, 4, 1), Ceased: day(2024, 4, 1)}},
			Memberships: []gazette.Membership{{Body: 2, Role: gazette.Representative, Spell: council.Spell{From: day(2025, 5, 20)}}}},
		subject(gazette.KindPerson, 2): gazette.Person{Name: "Ben Vale", InterestsOn: day(2026, 5, 2)},
		subject(gazette.KindPerson, 3): gazette.Person{Name: "Cat Hill"},
	})
	for path, says := range map[string][]string{
		"/people/1": {"details are withheld under section 32(2) of the Localism Act 2011", "From The Guild", "Value £60", "Given by the member on 1 May 2026", "Entries that have ceased", "Ceased 1 April 2024",
			`href="/bodies/2"`, "Outside bodies"},
		"/cy/people/1":                {"cedwir ei fanylion yn ôl", "Rhoddion a lletygarwch", "Cyrff allanol"},
		"/people/2":                   {"They have nothing to register."},
		"/people/3":                   {"No entry in the register is published here."},
		"/outside-bodies":             {"1 body on 18 May 2026", "River Trust", "Councillor Alma Frost"},
		"/outside-bodies?on=1/1/2019": {"2 bodies on 1 January 2019", "Nobody is appointed"},
		"/outside-bodies?on=never":    {"There is a problem"},
		"/outside-bodies.json":        {`"River Trust"`, `"representative"`},
		"/people/1.json":              {`"withheld":true`, `"giver":"The Guild"`},
		"/bodies":                     {`href="/outside-bodies"`, "Cabinet"},
	} {
		code, body := get(t, s, path)
		for _, want := range says {
			if code >= http.StatusInternalServerError || !strings.Contains(body, want) {
				t.Errorf("%s: %d, does not say %q", path, code, want)
			}
		}
	}
	if _, body := get(t, s, "/bodies"); strings.Contains(body, "River Trust") {
		t.Error("an outside body is among the council's own")
	}
	if _, body := get(t, s, "/people/2"); strings.Contains(body, "withheld") {
		t.Error("nothing is withheld of one, and their page says so")
	}
}
