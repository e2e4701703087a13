package e2e

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// library is a council that decides about a library: two scrutiny committees, of which the first meets today, a
// Cabinet, and everybody who brings a report there, each in a window of their own.
type library struct {
	officer, author, finance, legal, public hand
}

const libraryTitle = "A new library for Ambridge"

// newLibrary makes the council and its people.
func newLibrary(t *testing.T) library {
	t.Helper()
	s := ambridge(t)
	r := install(t, s)
	constitute(t, r)
	person := func(name string, role url.Values) hand {
		return handOf(t, s.site, "/desk", signedIn(t, r.invites(t, s.site, name, role)))
	}
	return library{
		officer: handOf(t, s.site, "/desk", signedIn(t, r)),
		author:  person("usha", url.Values{"role": {"report author"}}),
		finance: person("oliver", url.Values{"role": {"approver"}, "capacity": {"Finance"}}),
		legal:   person("anna", url.Values{"role": {"approver"}, "capacity": {"Legal"}}),
		public:  handOf(t, s.site, "/"),
	}
}

// constitute publishes the bodies and their meetings, and sets what makes a decision key.
func constitute(t *testing.T, r *reader) {
	t.Helper()
	convene(t, r, committee{"Places Scrutiny Committee", "scrutiny", []time.Time{inDays(0)}}, committee{"Resources Scrutiny Committee", "scrutiny", []time.Time{inDays(21)}},
		committee{"Cabinet", "cabinet", []time.Time{inDays(45)}})
	_, body, err := r.page("/desk/customs")
	must(t, err)
	for _, f := range formsOf(t, body, "/desk/customs") {
		if f.action == "/desk/customs" {
			f.values.Set("threshold", "£500,000")
			f.values.Set("capacities", "Finance\nLegal")
			r.sent(t, f.action, f.values)
		}
	}
}

// TestAKeyDecisionGoesThroughScrutinyToCabinet follows one report from its first word to the Cabinet's agenda.
func TestAKeyDecisionGoesThroughScrutinyToCabinet(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	l.isWritten()
	l.isPlanned()
	l.isCleared()
	l.isNoticed()
	l.goesBeforePlaces()
	l.isAnswered()
	l.goesBefore("Resources Scrutiny Committee")
	l.public.comesTo("/documents/")
	l.public.sees("Considered by Places Scrutiny Committee", "Whether the café pays for itself", "It does from its third year.")
	l.goesBefore("Cabinet")
	l.public.sees("That the library be built.")
	l.public.comesTo("/issues/")
	l.public.sees("Key decision", "Places Scrutiny Committee", "Resources Scrutiny Committee", "Cabinet", inDays(45).Format("2 January 2006"))
}

// isWritten is what the author does first: the report from the template of the body that has it first, and the
// questions whether it is key.
func (l library) isWritten() {
	h := l.author
	h.follows("Reports")
	h.follows("Start a report")
	h.fills("Words or number of the issue", "library")
	h.follows("Search")
	h.follows("It is a new issue")
	h.fills("Title", libraryTitle)
	h.chooses("Body before which it goes first", "Places Scrutiny Committee")
	h.chooses("to scrutinise")
	h.follows("Start the report")
	h.sees("Introduction", "Options considered", "Legal implications", "Conclusion")
	for _, section := range [][2]string{{"Introduction", "The library at the Green is too small."}, {"Financial implications", "It costs £1.2 million."}} {
		h.follows(section[0])
		h.fills("Text", section[1])
		h.follows("Save")
	}
	h.follows("Answer the questions")
	h.fills("Spending or saving that follows, in pounds", "£1,200,000")
	h.fills("Why it is key", "The cost of the building.")
	h.follows("Save")
	h.sees("It is a key decision.", "£1,200,000 reach the council's threshold of £500,000.")
}

// isPlanned gives the report its route, with a meeting for each stage.
func (l library) isPlanned() {
	h := l.author
	meets := func(days int) string { return inDays(days).Format("Monday 2 January 2006") + " 6pm" }
	h.follows("Change")
	h.chooses("Meeting", meets(0))
	h.fills("What the body is asked to do", "Comment on the plans.")
	h.follows("Save")
	h.follows("Add a stage")
	h.chooses("Body", "Resources Scrutiny Committee")
	h.follows("Continue")
	h.chooses("Meeting", meets(21))
	h.chooses("to scrutinise")
	h.fills("What the body is asked to do", "Comment on the cost.")
	h.follows("Save")
	h.follows("Add a stage")
	h.chooses("Body", "Cabinet")
	h.follows("Continue")
	h.chooses("Meeting", meets(45))
	h.chooses("to decide")
	h.fills("Words before what is asked", "The Cabinet is recommended to agree:")
	h.fills("What the body is asked to do", "That the library be built.")
	h.follows("Save")
	h.sees("Places Scrutiny Committee", "Resources Scrutiny Committee", "The Cabinet is recommended to agree:")
}

// isCleared has both approvers asked, of whom one first sends the report back.
func (l library) isCleared() {
	for _, capacity := range []string{"Finance", "Legal"} {
		l.author.follows("Ask for clearance")
		l.author.chooses(capacity)
		l.author.fills("Due", typed(inDays(3)))
		l.author.follows("Ask")
	}
	l.legal.answers("Your clearance is asked", "Approve", "")
	l.finance.answers("Your clearance is asked", "Return to the authors", "Say what running it costs.")
	h := l.author
	h.takesUp("An approver returned it")
	h.sees("Say what running it costs.")
	h.follows(libraryTitle)
	h.follows("Financial implications")
	h.fills("Text", "It costs £1.2 million, and £90,000 a year.")
	h.follows("Save")
	h.follows("Finance")
	h.follows("Ask again")
	l.finance.answers("Your clearance is asked", "Approve", "")
	l.legal.answers("It changed after you approved it", "Approve", "")
	h.goes("/desk/reports")
	h.sees("Cleared")
}

// answers is an approver who finds the report in what waits, reads it, and says how it stands.
func (h hand) answers(why, answer, comment string) {
	h.Helper()
	h.takesUp(why)
	h.follows("Read the report")
	h.sees("The library at the Green is too small.")
	h.takesUp(why)
	h.chooses(answer)
	if comment != "" {
		h.fills("Comment", comment)
	}
	h.follows("Send")
	h.sees("Nothing waits for you.")
}

// takesUp comes to the desk and follows what waits there for this reason.
func (h hand) takesUp(why string) {
	h.Helper()
	h.goes("/desk")
	row, err := h.page.Timeout(5*time.Second).ElementR("main tbody tr", why)
	if err != nil {
		h.Fatalf("nothing waits because %q:\n%s", why, h.says())
	}
	link, err := row.Element("a")
	must(h.T, err)
	click(h.T, h.page, link.CancelTimeout().Context(h.page.GetContext()))
}

// isNoticed puts the decision on the forward plan, so that its 28 days begin.
func (l library) isNoticed() {
	h := l.officer
	h.follows("Forward plans")
	h.follows("New forward plan")
	h.fills("Title", "Decisions to come")
	h.fills("First day", typed(inDays(0)))
	h.fills("Last day", typed(inDays(90)))
	h.follows("Save")
	h.follows("Put on the plan")
	h.sees("28 days", "The cost of the building.")
	h.follows("Publish")
	l.public.goes("/")
	l.public.follows("Forward plan")
	l.public.follows("Decisions to come")
	l.public.opens("The notice in full")
	l.public.sees(libraryTitle, "The cost of the building.", "Cabinet")
}

// goesBeforePlaces takes the report to today's meeting, whose agenda is late, and records what is said there.
func (l library) goesBeforePlaces() {
	h := l.officer
	h.follows("Meetings")
	h.follows("Places Scrutiny Committee")
	h.follows("Begin the agenda")
	h.follows("Add to the agenda")
	h.follows("Preview and publish")
	h.recordsGrounds("Councillor Bellamy, Chair", "The tenders lapse at the end of the month.")
	h.follows("Publish")
	l.public.goes("/meetings/1")
	l.public.sees(libraryTitle, "Comment on the plans.", "The tenders lapse at the end of the month.")
	h.goes("/desk/meetings/1")
	h.follows("At the meeting")
	h.fills("When the meeting began", "6pm")
	h.follows("Open the meeting")
	h.follows("At the meeting")
	h.follows(`Take now\s+` + libraryTitle)
	h.follows(libraryTitle)
	h.follows("Write the minute")
	h.minutes("Members considered the report.\n\nThe following points were raised:\n\n- Whether the café pays for itself.\n\nRESOLVED – That the report be noted.")
	if read := eval[[]string](h.T, h.page, `() => [...document.querySelectorAll("#read textarea")].map((e) => e.value)`); !slices.Contains(read, "Whether the café pays for itself.") {
		h.Errorf("no point is read in the minute: %q", read)
	}
	h.follows("Save")
	h.goes("/desk/meetings/1/sitting")
	h.fills("When the meeting ended", "7.10pm")
	h.follows("Close the meeting")
	h.follows("Publish as a draft")
	l.public.goes("/meetings/1")
	l.public.sees("Whether the café pays for itself")
}

// comesTo follows the first link of the page itself into a part of the site.
func (h hand) comesTo(part string) {
	h.Helper()
	e, err := h.page.Timeout(5 * time.Second).Element(`main a[href^="` + part + `"]`)
	if err != nil {
		h.Fatalf("%s: nothing leads to %s", h.page.MustInfo().URL, part)
	}
	click(h.T, h.page, e.CancelTimeout().Context(h.page.GetContext()))
}

// recordsGrounds records the ground for everything that stands against publishing an agenda, and comes back to its
// preview.
func (h hand) recordsGrounds(by, why string) {
	h.Helper()
	preview := eval[string](h.T, h.page, `() => location.pathname`)
	for n := 0; strings.Contains(h.says(), "This may not be published yet") && n < 5; n++ {
		h.follows("Record the ground")
		h.chooses(urgent(h))
		h.fills("Who held it urgent, or agreed", by)
		h.fills("The special circumstances", why)
		h.follows("Record the ground")
		h.goes(preview)
	}
}

// isAnswered puts what the first committee said into the report, with an answer for the next; both approvers clear it
// as it is now.
func (l library) isAnswered() {
	h := l.author
	h.takesUp("A body has considered it: respond for the next")
	h.sees("Whether the café pays for itself")
	h.fills("Response to point 1", "It does from its third year.")
	h.follows("Keep the responses")
	h.sees("The responses are kept")
	l.finance.answers("It changed after you approved it", "Approve", "")
	l.legal.answers("It changed after you approved it", "Approve", "")
}

// goesBefore publishes the agenda of a body's meeting with the report, in time by every rule, and shows the public that.
func (l library) goesBefore(body string) {
	h := l.officer
	h.goes("/desk/meetings")
	h.follows(body)
	h.follows("Begin the agenda")
	h.follows("Add to the agenda")
	meeting := eval[string](h.T, h.page, `() => location.pathname`)
	h.follows("Preview and publish")
	h.lacks("This may not be published yet")
	h.follows("Publish")
	h.goes(meeting)
	for _, tag := range eval[[]string](h.T, h.page, `() => [...document.querySelectorAll("[aria-labelledby=clock] .govuk-tag")].filter((e) => !e.matches(".govuk-tag--green")).map((e) => e.closest("tr").innerText)`) {
		h.Errorf("on the clock of the %s this is not done in time: %s", body, tag)
	}
	l.public.goes(strings.TrimPrefix(meeting, "/desk"))
	l.public.sees(libraryTitle)
}
