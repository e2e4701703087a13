package e2e

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
)

// gathering is a meeting of a body that is on today.
type gathering struct {
	body   int // as bodies were made, from 1
	starts string
}

// today makes bodies with meetings on this day, in the order given: a story whose days lie behind one another in
// the world is told in one, at hours that do.
func (r *reader) today(t *testing.T, bodies []committee, all ...gathering) {
	t.Helper()
	for _, c := range bodies {
		body, _ := r.sent(t, "/desk/bodies/new", url.Values{"name": {c.name}, "kind": {c.kind}})
		r.publishes(t, body+"/publish", body)
	}
	calendar, _ := r.sent(t, "/desk/calendars/new", url.Values{"name": {"Today"}, "from": {typed(time.Now())}, "to": {typed(inDays(1))}})
	for _, g := range all {
		version, err := r.version(calendar + "/meetings/new")
		must(t, err)
		r.sent(t, calendar+"/meetings/new", url.Values{"version": {version}, "body": {strconv.Itoa(g.body)}, "day": {typed(inDays(0))}, "starts": {g.starts}, "place": {"Town Hall"}})
	}
	r.publishes(t, calendar+"/publish", calendar)
}

// startsReport starts a report on a new issue before a body.
func (r *reader) startsReport(t *testing.T, title, role string, body int) {
	t.Helper()
	r.sent(t, "/desk/reports/new", url.Values{"issue": {"new"}, "title": {title}, "body": {strconv.Itoa(body)}, "role": {role}, "once": {title}})
	version, err := r.version("/desk/reports/1/stages/1")
	must(t, err)
	r.sent(t, "/desk/reports/1/stages/1", url.Values{"version": {version}, "body": {strconv.Itoa(body)}, "role": {role}, "day": {typed(inDays(0))}})
}

// summons publishes the agenda of a meeting that is on today, on the ground that its business cannot wait.
func (h hand) summons(meeting string) {
	h.Helper()
	h.goes("/desk/meetings/" + meeting + "/preview")
	h.recordsGrounds("Councillor Bellamy, Chair", "The lane is flooded.")
	h.follows("Publish")
	h.sees("Published")
}

// holds opens a meeting, minutes its one item of business, closes it and publishes the minutes as a draft.
func (h hand) holds(meeting, title, prose string) {
	h.Helper()
	h.goes("/desk/meetings/" + meeting + "/sitting")
	h.fills("When the meeting began", "6pm")
	h.follows("Open the meeting")
	h.goes("/desk/meetings/" + meeting + "/sitting")
	h.follows(`Take now\s+` + title)
	h.follows(title)
	h.follows("Write the minute")
	h.minutes(prose)
	h.follows("Save")
	h.goes("/desk/meetings/" + meeting + "/sitting")
	h.fills("When the meeting ended", "7.10pm")
	h.follows("Close the meeting")
	h.follows("Publish as a draft")
	h.sees("draft")
}

// TestARecommendationIsFollowedUntilItIsDone follows one recommendation from the limb that makes it, by the Cabinet's
// answer, to what that asks of somebody, and until that is done.
func TestARecommendationIsFollowedUntilItIsDone(t *testing.T) {
	t.Parallel()
	const title = "Flooding at Mill Lane"
	s := ambridge(t)
	r := install(t, s)
	r.today(t, []committee{{"Places Scrutiny Committee", "scrutiny", nil}, {"Cabinet", "cabinet", nil}}, gathering{1, "14:00"}, gathering{2, "18:00"})
	r.startsReport(t, title, "scrutinise", 1)
	h, public := handOf(t, s.site, "/desk", signedIn(t, r)), handOf(t, s.site, "/")

	h.goes("/desk/meetings/1")
	h.follows("Begin the agenda")
	h.follows("Add to the agenda")
	h.summons("1")
	h.holds("1", title, "Members considered the report.\n\nRESOLVED – That the Cabinet be recommended to raise the bank of the river at Mill Lane.")
	public.goes("/issues/1")
	public.sees("Awaiting an answer from Cabinet")

	h.goes("/desk/meetings/2")
	h.follows("Begin the agenda")
	h.sees("Decided elsewhere, and waiting for this body", "raise the bank of the river at Mill Lane")
	h.follows("Add to the agenda")
	h.summons("2")
	public.goes("/meetings/2")
	public.sees("To consider the recommendation of Places Scrutiny Committee", "raise the bank of the river at Mill Lane")
	h.holds("2", title, "RESOLVED – (1) That the bank of the river at Mill Lane be raised, and a gauge be put there for the school children.\n\n(2) That the Head of Roads be requested to close Mill Lane by 1 June 2030.")
	public.goes("/issues/1")
	public.sees("accepted as amended", "How it differs", "Action 1", "Head of Roads", "To be done")

	h.goes("/desk/considerations")
	h.follows(title)
	h.sees("accepted as amended", "What was recommended, and what was resolved")
	h.chooses("accepted")
	h.follows("Save")
	h.sees("The answer is kept")
	public.goes("/issues/1")
	public.lacks("accepted as amended")

	h.goes("/desk/actions")
	h.follows("That the Head of Roads be requested to close Mill Lane")
	h.fills("The post or body that does it, as the public reads it", "Director of Places")
	h.follows("Save")
	h.fills("What was done, or why it is not", "The barriers are ordered.")
	h.chooses("The public may read it, where it reads the action")
	h.follows("Keep this note")
	public.goes("/actions")
	public.follows(title)
	public.sees("By: Director of Places.", "Due 1 June 2030.", "The barriers are ordered.", "To be done")
	h.goes("/desk/actions/1")
	h.fills("What was done, or why it is not", "The lane is closed.")
	h.chooses("The public may read it, where it reads the action")
	h.chooses("It is done")
	h.follows("Keep this note")
	public.goes("/actions/1")
	public.sees("The lane is closed.", "Done on "+time.Now().Format("2 January 2006"))
	public.follows("The resolution that asks for it")
	public.sees("Director of Places", "Done")
}

// TestADecisionIsCalledInHeardAndReconsidered follows a decision of the Cabinet that a councillor calls in, through
// the hearing and back to the Cabinet.
func TestADecisionIsCalledInHeardAndReconsidered(t *testing.T) {
	t.Parallel()
	const title = "Closing Mill Lane to lorries"
	s := ambridge(t)
	r := install(t, s)
	r.today(t, []committee{{"Cabinet", "cabinet", nil}, {"Scrutiny Committee", "scrutiny", nil}}, gathering{1, "10:00"}, gathering{2, "14:00"}, gathering{1, "18:00"})
	councillor := r.councillor(t, s)
	r.startsReport(t, title, "decide", 1)
	h, member, public := handOf(t, s.site, "/desk", signedIn(t, r)), handOf(t, s.site, "/desk", signedIn(t, councillor)), handOf(t, s.site, "/")

	h.goes("/desk/meetings/1")
	h.follows("Begin the agenda")
	h.follows("Add to the agenda")
	h.summons("1")
	h.holds("1", title, "RESOLVED – That Mill Lane be closed to lorries.")
	h.goes("/desk/decisions")
	h.follows("Record as a decision")
	h.fills("Reasons", "The lane is narrow.")
	h.fills("Alternatives considered and rejected", "To widen it.")
	h.fills("Interests declared and dispensations", "None.")
	h.follows("Save")
	h.follows("Publish")
	public.goes("/issues/1")
	public.sees("That Mill Lane be closed to lorries.", "Can be called in")

	member.goes("/desk/decisions/1")
	member.fills("Why this decision should be called in", "The quarry was not asked.")
	member.follows("Sign for call-in")
	public.goes("/decisions/1")
	public.sees("The quarry was not asked.")
	h.goes("/desk/decisions/1")
	h.sees("It may not be put into effect.")
	h.chooses("Body that hears it", "Scrutiny Committee")
	h.follows("Arrange the hearing")

	h.goes("/desk/meetings/2")
	h.follows("Begin the agenda")
	h.sees("Decided elsewhere, and waiting for this body", "The quarry was not asked.")
	h.follows("Add to the agenda")
	h.summons("2")
	h.holds("2", title, "The quarry's manager spoke.\n\nRESOLVED – That the decision be noted.")
	h.goes("/desk/decisions/1")
	h.chooses("Sent back to the decision maker to consider again")
	h.fills("Day of the hearing", typed(inDays(0)))
	h.fills("What the body said", "Ask the quarry first.")
	h.follows("Record and publish")
	public.goes("/issues/1")
	public.sees("Scrutiny Committee", "Planned", "sent back to the decision maker to consider again")

	h.goes("/desk/meetings/3")
	h.follows("Begin the agenda")
	h.sees("Ask the quarry first.")
	h.follows("Add to the agenda")
	h.summons("3")
	h.holds("3", title, "RESOLVED – That Mill Lane be closed to lorries from six in the evening until eight in the morning.")
	public.goes("/issues/1")
	public.sees("until eight in the morning", "The quarry was not asked.", "Ask the quarry first.")
	public.lacks("moot-route__step--planned")
	h.goes("/desk/considerations?state=open")
	h.sees("Nothing answers this.")
	if verdict := eval[int](t, public.page, `() => document.querySelectorAll(".moot-route__step").length`); verdict != 3 {
		t.Errorf("the route has %d steps, want the decision, the hearing and the decision again:\n%s", verdict, public.says())
	}
}

// councillor is somebody who represents a ward, where one signature is enough to call a decision in.
func (r *reader) councillor(t *testing.T, s *server) *reader {
	t.Helper()
	r.sent(t, "/desk/wards/new", url.Values{"name": {"Riverside"}})
	r.publishes(t, "/desk/wards/1/publish", "/desk/wards/1")
	r.sent(t, "/desk/people/new", url.Values{"name": {"Borchester"}, "style": {"Councillor"}, "ward-1": {"1"}, "ward-1-from": {"1/5/2020"}})
	r.publishes(t, "/desk/people/1/publish", "/desk/people/1")
	_, body, err := r.page("/desk/customs")
	must(t, err)
	for _, f := range formsOf(t, body, "/desk/customs") {
		if f.action == "/desk/customs" {
			f.values.Set("callin-members", "1")
			r.sent(t, f.action, f.values)
		}
	}
	member := r.invites(t, s.site, "borchester", url.Values{"role": {"member"}, "body": {"2"}})
	version, err := r.version("/desk/accounts/2")
	must(t, err)
	r.sent(t, "/desk/accounts/2", url.Values{"version": {version}, "name": {"borchester"}, "email": {"borchester@ambridge.example"}, "person": {"1"}})
	return member
}

// minutes pastes the minute of an item into its editor, in place of what stands there, and waits until it is kept and what
// is read in it stands beside it.
func (h hand) minutes(prose string) {
	h.Helper()
	must(h.T, h.page.Timeout(30*time.Second).Wait(rod.Eval(`() => document.querySelector("#prose-page") !== null`)))
	h.tries("paste the minute", func() bool {
		_, err := h.page.Eval(`() => document.querySelector("#prose-page").focus()`)
		must(h.T, err)
		must(h.T, h.page.KeyActions().Press(input.ControlLeft).Type(input.KeyA).Do())
		_, err = h.page.Eval(`(prose) => {
			const data = new DataTransfer()
			data.setData("text/plain", prose)
			document.querySelector("#prose-page").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
		}`, prose)
		must(h.T, err)
		return eval[string](h.T, h.page, `() => document.querySelector("#prose").value`) == prose
	})
	must(h.T, h.page.Timeout(30*time.Second).Wait(rod.Eval(`() => document.querySelector('.moot-minute__state[data-state="kept"]') !== null`)))
}

// TestAScrutinyMeetingFromOpeningToDraftMinutes minutes five points that members raised, with the answer to one, and
// the public reads them, and an extract, in draft.
func TestAScrutinyMeetingFromOpeningToDraftMinutes(t *testing.T) {
	t.Parallel()
	const title = "Library opening hours"
	s := ambridge(t)
	r := install(t, s)
	r.today(t, []committee{{"Places Scrutiny Committee", "scrutiny", nil}}, gathering{1, "14:00"})
	r.startsReport(t, title, "scrutinise", 1)
	h, public := handOf(t, s.site, "/desk", signedIn(t, r)), handOf(t, s.site, "/")
	h.goes("/desk/meetings/1")
	h.follows("Begin the agenda")
	h.follows("Add to the agenda")
	h.summons("1")
	points := []string{"Whether Saturdays could begin earlier. In response, the Head of Libraries said that this was being looked at.", "Whether volunteers were trained.",
		"Whether buses still ran at closing time.", "Whether schools had been asked.", "Whether the figures included visits by telephone."}
	h.holds("1", title, "Members considered the report.\n\nThe following points were raised:\n\n- "+strings.Join(points, "\n- ")+"\n\nRESOLVED – That the report be noted.")
	public.goes("/meetings/1")
	public.sees("Draft minutes", "this was being looked at")
	if got := eval[int](t, public.page, `() => document.querySelectorAll(".moot-point").length`); got != len(points) {
		t.Errorf("%d points are published, not %d", got, len(points))
	}
	public.follows("Extract from the minutes")
	public.sees("Extract from the minutes: Places Scrutiny Committee", "Draft minutes", "Whether volunteers were trained.", "RESOLVED – That the report be noted.")
}
