package desk

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/proto"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// fills types into the field with this identifier, over what is there, once what hides it is unfolded.
func (w writer) fills(id, words string) {
	w.Helper()
	field := w.MustElement("#" + id)
	field.MustEval(`() => { this.closest("details")?.setAttribute("open", ""); this.focus(); this.select() }`)
	if err := w.InsertText(words); err != nil {
		w.Fatal(err)
	}
}

// sends presses the button of a form, and waits until the page that comes says this.
func (w writer) sends(form, words string) {
	w.Helper()
	button := w.MustElement(form + " button.govuk-button")
	// What is read beside the text comes while it is typed, and moves the button.
	if err := button.WaitStable(500 * time.Millisecond); err != nil {
		w.Fatal(err)
	}
	loaded := w.Page.Timeout(30 * time.Second).WaitNavigation(proto.PageLifecycleEventNameLoad)
	clicks(w.T, w.Page, button)
	loaded()
	if _, err := w.Page.Timeout(30*time.Second).ElementR("main", words); err != nil {
		w.Fatalf("after %s nothing says %q: %v\n%s", form, words, err, w.MustElement("main").MustText())
	}
}

// TestMinutesAreCorrectedApprovedAndSignedInABrowser takes minutes from the editor by way of the chair to the public,
// has the next ordinary meeting correct and approve them, and signs them.
func TestMinutesAreCorrectedApprovedAndSignedInABrowser(t *testing.T) {
	t.Parallel()
	world, all := writers(t, 1)
	w, minutes := all[0], strings.TrimSuffix(all[0].at, "/items/3/minute")+"/meetings/5/minutes"
	world.next()
	w.empties()
	w.types("The Panel heard of the plan.\nRESOLVED – That the plan be noted.")
	w.reads("r-limb-0-verb", "noted")
	w.says("kept")
	w.sends("form.moot-minute", "The minute is kept")
	world.leads(world.post("/desk/meetings/5/sitting/close", "version", "1", "ended", "19:30"), "/desk/meetings/5/minutes?done=closed")
	show(t, w.Page, minutes)
	w.fills("until", "1 July 2030")
	w.sends(`form[action$="/send"]`, "The chair is asked to look at the draft")

	world.as(audience.Chair)
	show(t, w.Page, minutes)
	w.fills(commentField(3), "It was the draft plan.")
	w.sends(`#item-3 form[action$="/comments"]`, "It was the draft plan")
	accessible(t, w.Page)
	w.sends(`form[action$="/return"]`, "Thank you")

	world.as(audience.Officer)
	show(t, w.Page, minutes)
	w.fills("answer", "To be corrected when they are approved")
	w.sends(`form[action*="/desk/comments/"]`, "Done: To be corrected")
	w.sends(`form[action$="/draft"]`, "Published as a draft, waiting for approval")
	w.MustElementR("main a", "On the agenda of the meeting of")

	world.approver()
	show(t, w.Page, w.at)
	w.empties()
	w.types("The Panel heard of the draft plan.\nRESOLVED – That the plan be noted.")
	w.reads("r-limb-0-verb", "noted")
	w.says("kept")
	w.sends("form.moot-minute", "The minute is kept")
	w.fills("at", "7")
	w.sends(`form[action$="/approve"]`, "Approved, not signed yet")
	w.fills("by", "Ann Ash")
	w.sends(`form[action$="/sign"]`, "Signed by Ann Ash")
	accessible(t, w.Page)

	m := world.minutesOf(5)
	if m.State != council.MinutesSigned || m.ApprovedAt != 7 || m.SignedBy != "Ann Ash" || len(m.Corrections) != 1 {
		t.Errorf("on the record: %+v", m)
	}
	public := httptest.NewRecorder()
	world.site.ServeHTTP(public, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/meetings/5", nil))
	for _, want := range []string{"<ins><span class=\"govuk-visually-hidden\">", "draft", "Ann Ash", m.SignedText} {
		if !strings.Contains(public.Body.String(), want) {
			t.Errorf("the public is not shown %q: %s", want, public.Body)
		}
	}
}
