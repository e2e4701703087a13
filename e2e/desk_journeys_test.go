package e2e

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"moothall/internal/auth"
)

// ambridge is a new council being served.
func ambridge(t *testing.T) *server {
	t.Helper()
	s, err := startServer(moothall.binary, nil, "--data", filepath.Join(t.TempDir(), "council"), "--new")
	must(t, err)
	t.Cleanup(func() { _ = s.stop() })
	return s
}

func inDays(n int) time.Time { return time.Now().AddDate(0, 0, n) }

// TestFromAnInstallationToAnAgenda sets a new installation up and publishes a first agenda, without JavaScript.
func TestFromAnInstallationToAnAgenda(t *testing.T) {
	t.Parallel()
	s := ambridge(t)
	h := handOf(t, s.site, "/desk", withoutScript)
	h.fills("The council's name", "Ambridge Council")
	h.fills("Your name", "Jennifer Aldridge")
	h.fills("Email address", "jennifer@ambridge.example")
	h.fills("Set-up code", setUpCode(t, s))
	h.follows("Continue")
	h.fills("Choose a password", ownPassword)
	h.follows("Continue")
	code, err := auth.CodeAt(strings.ReplaceAll(text(t, h.page, "code.moot-code"), " ", ""), time.Now())
	must(t, err)
	h.fills("Code that the app now shows", code)
	h.follows("Continue")
	h.follows("I have kept them")

	h.follows("Accounts")
	h.follows("Jennifer Aldridge")
	h.opens("Add a role")
	h.chooses("Role", "Democratic services officer")
	h.follows("Add a role")

	h.follows("Bodies")
	h.follows("New body")
	h.fills("Name", "Parks Committee")
	h.chooses("Committee")
	h.follows("Save")
	h.follows("Publish")

	h.follows("Calendar")
	h.follows("New calendar")
	h.fills("Name", "This year")
	h.fills("First day", typed(inDays(0)))
	h.fills("Last day", inDays(300).Format("2 January 2006"))
	h.follows("Save")
	h.follows("Add a single meeting")
	h.chooses("Body", "Parks Committee")
	h.fills("Day", typed(inDays(30)))
	h.fills("Begins at", "6.30pm")
	h.fills("Place", "Village Hall")
	h.follows("Save")
	h.follows("Publish the calendar")

	h.follows("Meetings")
	h.follows("Parks Committee")
	h.follows("Begin the agenda")
	h.follows("New item")
	h.fills("Title", "The cricket pavilion's roof")
	h.fills("Purpose", "To agree how the roof is mended.")
	h.follows("Save")
	h.follows("Preview and publish")
	h.sees("The cricket pavilion's roof")
	h.follows("Publish")

	h.goes("/")
	h.follows("Bodies")
	h.follows("Parks Committee")
	h.follows(inDays(30).Format("Monday 2 January 2006"))
	h.sees("The cricket pavilion's roof", "To agree how the roof is mended.", "Village Hall")
}

// meet is a council with an officer, and a committee that meets in so many days.
func meet(t *testing.T, days ...int) (*server, *reader, hand) {
	t.Helper()
	s := ambridge(t)
	r := install(t, s)
	var on []time.Time
	for _, n := range days {
		on = append(on, inDays(n))
	}
	convene(t, r, committee{"Parks Committee", "committee", on})
	return s, r, handOf(t, s.site, "/desk/meetings", signedIn(t, r))
}

// TestALateUrgentItem goes ahead only once the lawful ground is recorded, which the public reads. The officer uses no
// mouse.
func TestALateUrgentItem(t *testing.T) {
	t.Parallel()
	_, _, h := meet(t, 2)
	h.walks("Parks Committee")
	h.walks("Begin the agenda")
	h.walks("New item")
	h.fills("Title", "Flooding at Mill Lane")
	h.walks("Save")
	h.walks("Preview and publish")
	h.sees("This may not be published yet")
	for n := 0; strings.Contains(h.says(), "This may not be published yet") && n < 5; n++ {
		h.walks("Record the ground")
		h.chooses(urgent(h))
		h.fills("Who held it urgent, or agreed", "Councillor Bellamy, Chair")
		h.fills("The special circumstances", "Four houses were flooded on the night before.")
		h.walks("Record the ground")
		h.goes("/desk/meetings/1/preview")
	}
	h.walks("Publish")
	h.goes("/meetings/1")
	h.sees("Flooding at Mill Lane", "Councillor Bellamy, Chair", "Four houses were flooded on the night before.")
}

// urgent is which of the lawful grounds that a page offers is urgency, or the first where none is.
func urgent(h hand) string {
	h.Helper()
	return eval[string](h.T, h.page, `() => {
		const ways = [...document.querySelectorAll("main input[type=radio]")].map((r) => r.labels[0].textContent.trim())
		return ways.find((w) => w.includes("the item is urgent")) || ways[0]
	}`)
}

// TestTwoOfficersAndOneItem lets nobody lose a word: who saves second is shown what the first has done, and what they
// typed themselves is still there.
func TestTwoOfficersAndOneItem(t *testing.T) {
	t.Parallel()
	s, r, first := meet(t, 30)
	first.follows("Parks Committee")
	first.follows("Begin the agenda")
	first.follows("New item")
	first.fills("Title", "Hedges")
	first.follows("Save")
	first.follows("Hedges")
	second := handOf(t, s.site, eval[string](t, first.page, `() => location.pathname`), signedIn(t, r))
	first.fills("Title", "Hedges and ditches")
	first.follows("Save")
	second.fills("Purpose", "To hear from the footpaths officer.")
	second.follows("Save")
	second.sees("Somebody else changed this while you were working on it")
	if got := eval[string](t, second.page, `() => document.getElementById("purpose").value`); got != "To hear from the footpaths officer." {
		t.Errorf("the second officer's words are gone: %q", got)
	}
	second.sees("Hedges and ditches")
	second.fills("Title", "Hedges and ditches")
	second.follows("Save")
	second.follows("Hedges and ditches")
	if got := eval[string](t, second.page, `() => document.getElementById("purpose").value`); got != "To hear from the footpaths officer." {
		t.Errorf("saved: %q", got)
	}
}

// TestASupplementAndAMovedMeeting publishes an agenda, a supplement to it, withdraws an item, and moves the meeting.
func TestASupplementAndAMovedMeeting(t *testing.T) {
	t.Parallel()
	s, _, h := meet(t, 30)
	h.follows("Parks Committee")
	h.follows("Begin the agenda")
	add := func(title string) {
		h.follows("New item")
		h.fills("Title", title)
		h.follows("Save")
		h.follows("Preview and publish")
		h.follows("Publish")
	}
	add("Bandstand")
	h.goes("/desk/meetings/1")
	add("Skate park")
	public := handOf(t, s.site, "/meetings/1")
	public.sees("Bandstand", "Skate park", "Supplement 1")
	h.goes("/desk/meetings/1")
	h.follows("Bandstand")
	h.fills("Why it is withdrawn", "The bandstand was sold.")
	h.follows("Take this item off the agenda")
	h.follows("Preview and publish")
	h.follows("Publish")
	h.goes("/desk/meetings/1")
	h.follows("Move or cancel")
	h.chooses("Postponed")
	h.fills("Why", "The hall is without heating.")
	h.fills("Day of the meeting instead", typed(inDays(44)))
	h.follows("Publish")
	public.goes("/meetings/1")
	public.sees("The bandstand was sold.", "The hall is without heating.")
	public.follows(".*" + inDays(44).Format("2 January 2006"))
	public.sees("Parks Committee")
}

// TestAPartExemptAward is a contract award of which the public learns that there is one, members of the body what is
// in it, and members of other bodies no more than the public.
func TestAPartExemptAward(t *testing.T) {
	t.Parallel()
	const secret = "Bidder C at four million"
	s, r, h := meet(t, 40)
	h.follows("Parks Committee")
	h.follows("Begin the agenda")
	h.follows("New item")
	h.fills("Title", "Award of the mowing contract")
	h.chooses("Exempt")
	h.opens("The ground")
	h.chooses("3. Financial or business affairs of any person, this council included")
	h.fills("Public interest", "The bids are confidential until the contract is signed.")
	h.fills("Who decided", "The Monitoring Officer")
	h.fills("Looked at again on", typed(inDays(300)))
	h.fills("For members of the body only", secret)
	h.follows("Save")
	h.follows("Award of the mowing contract")
	item := eval[string](t, h.page, `() => location.pathname`)
	kind, body, err := withFile(url.Values{"title": {"How the bids were sought"}, "of": {"report"}, "openness": {"open"}}, "open.txt", []byte("Three companies sent bids."))
	must(t, err)
	if r.acknowledged(t.Context(), item+"/papers/new", kind, body) == "" {
		t.Fatal("the open paper was not taken")
	}
	for range 100 {
		if h.goes(item); strings.Contains(h.says(), "Ready") {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	h.goes("/desk/meetings/1/preview")
	h.follows("Publish")
	r.sent(t, "/desk/bodies/new", url.Values{"name": {"Roads Committee"}, "kind": {"committee"}})
	public := handOf(t, s.site, "/meetings/1")
	public.sees("Award of the mowing contract", "The bids are confidential until the contract is signed.", "How the bids were sought")
	public.lacks(secret)
	member := r.invites(t, s.site, "member", url.Values{"role": {"member"}, "body": {"1"}})
	handOf(t, s.site, item, signedIn(t, member)).sees(secret)
	other := r.invites(t, s.site, "other", url.Values{"role": {"member"}, "body": {"2"}})
	if answer, body, err := other.page(item); err != nil || answer.StatusCode != http.StatusNotFound || strings.Contains(body, secret) {
		t.Errorf("to a member of another body the item exists: %s, %v\n%s", answer.Status, err, readable(body))
	}
	h.releases(item, secret)
	public.goes("/meetings/1")
	public.opens("What the report says")
	public.sees("Award of the mowing contract", secret)
}

// releases gives the public what was kept from it of an item.
func (h hand) releases(item, secret string) {
	h.Helper()
	h.goes(item)
	h.follows("Release it to the public")
	h.sees(secret)
	checkAccess(h.T, h.page)
	noSideways(h.T, h.page, desktop)
	h.follows("Release to the public")
	h.sees("Who decided: fill this in")
	h.fills("Who decided", "The Monitoring Officer")
	h.follows("Release to the public")
}
