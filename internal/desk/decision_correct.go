package desk

import (
	"errors"
	"net/http"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// mayCorrect says whether the record is published and the viewer may correct it.
func (v decisionView) mayCorrect() bool {
	return !v.Content.Published.IsZero() && register.May(v.viewer, register.PublishDecision, v.Content.Body) == nil
}

// withdrawPath is where what was published of the decision is withdrawn; empty for whoever may not.
func (v decisionView) withdrawPath() string {
	if register.May(v.viewer, register.TakeDown, v.Content.Body) != nil {
		return ""
	}
	return publishedPath(gazette.Subject{Kind: gazette.KindDecision, Number: v.Number})
}

func (d *Desk) showCorrection(w *reply, v *visit) error {
	work, err := d.register.Decision(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	if work.Content.Published.IsZero() {
		return council.ErrTooLate
	}
	view := decisionFormView{visit: v, form: decisionForm(v, work.Kept)}
	return w.page(d.correctionFrame(v, work), correctionPage(view))
}

func (d *Desk) correctionFrame(v *visit, work register.DecisionWork) page.Frame {
	return d.decisionFrame(v, v.words.T("desk.made.correct"), page.Crumb{Name: v.words.Plain(work.Content.Title), Path: decisionPath(v.number)})
}

func (d *Desk) saveCorrection(w *reply, v *visit) error {
	work, err := d.register.Decision(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	f := v.filled()
	c := register.Corrected{Title: f.Pair("title"), Purpose: f.Pair("purpose"), Text: f.Pair("text"), Reasons: f.Pair("reasons"), Alternatives: f.Pair("alternatives"),
		Conflicts: f.Pair("conflicts"), Consulted: f.Pair("consulted"), Why: f.Pair("why")}
	err = d.register.CorrectDecision(v.ctx, v.viewer, v.number, v.version(), c)
	view := decisionFormView{visit: v, form: f}
	var stale *register.Stale[register.Decision]
	switch {
	case err == nil:
		return w.done(decisionPath(v.number), "published")
	case errors.As(err, &stale):
		f.Set("version", strconv.Itoa(work.Version))
		f.Fail("why", v.words.T("desk.stale"))
		return w.say(http.StatusConflict, d.correctionFrame(v, work), correctionPage(view))
	case f.Take(err):
		return w.again(d.correctionFrame(v, work), correctionPage(view))
	}
	return err
}
