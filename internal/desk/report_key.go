package desk

import (
	"errors"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// keyView is the form of the questions whether a decision is key.
type keyView struct {
	reportView
	choices []page.Choice // of wards
}

// mostPounds is the largest sum that a council decides about: a hundred thousand million.
const mostPounds = 100_000_000_000

func (d *Desk) keyView(v *visit) (keyView, error) {
	base, err := d.reportView(v, v.number)
	view := keyView{reportView: base}
	if err != nil {
		return view, err
	}
	if !view.Writes {
		return view, council.ErrDenied
	}
	wards, err := d.record.Wards(v.ctx, view.today)
	for _, one := range wards {
		name, lang := v.words.Pick(one.Ward.Name)
		view.choices = append(view.choices, page.Choice{Value: strconv.Itoa(one.Ward.Number), Label: name, Lang: lang})
	}
	return view, err
}

func (d *Desk) showKey(w *reply, v *visit) error {
	view, err := d.keyView(v)
	if err != nil {
		return err
	}
	view.form = view.keyForm(view.Kept)
	return w.page(d.reportFrame(v, v.words.T("desk.key"), view.crumb()), keyPage(view))
}

// keyForm is the form with the answers of a report in it.
func (v keyView) keyForm(k register.Kept[register.Report]) *page.Form {
	a := k.Content.Key
	pairs := []string{"version", strconv.Itoa(k.Version), "reason", a.Reason.En, "reason-cy", a.Reason.Cy}
	if a.Pounds > 0 {
		pairs = append(pairs, "pounds", v.words.Number(a.Pounds))
	}
	if a.AllWards {
		pairs = append(pairs, "all", "yes")
	}
	if test := a.Test(v.Customs.Threshold); a.Key && !test.Key() {
		pairs = append(pairs, "otherwise", "yes")
	}
	for _, n := range a.Wards {
		pairs = append(pairs, "wards", strconv.Itoa(n))
	}
	return v.fresh(pairs...)
}

func (d *Desk) saveKey(w *reply, v *visit) error {
	view, err := d.keyView(v)
	if err != nil {
		return err
	}
	form := v.filled()
	view.form = form
	a := register.KeyAnswers{AllWards: form.Has("all", "yes"), Key: form.Has("otherwise", "yes"), Reason: form.Pair("reason")}
	a.Pounds = form.Pounds("pounds", v.words.T("desk.key.pounds"), 0, mostPounds)
	for _, one := range form.Values("wards") {
		if n, err := strconv.Atoi(one); err == nil {
			a.Wards = append(a.Wards, n)
		}
	}
	if a.Key && a.Reason.IsZero() {
		form.Fail("reason", v.words.T("desk.key.reason.missing"))
	}
	if !form.Failed() {
		err := d.register.AnswerKey(v.ctx, v.viewer, v.number, v.version(), a)
		var stale *register.Stale[register.Report]
		switch {
		case err == nil:
			return w.see(reportPath(v.number) + "#key")
		case errors.As(err, &stale):
			view.stale, view.form = true, v.together(view.keyForm(stale.Theirs))
		case !form.Take(err):
			return err
		}
	}
	return w.again(d.reportFrame(v, v.words.T("desk.key"), view.crumb()), keyPage(view))
}

// keyLines are why the decision is key or not, with the arithmetic, a sentence each.
func (v reportView) keyLines() []string {
	a, w := v.Content.Key, v.words
	test := a.Test(v.Customs.Threshold)
	var list []string
	sum, threshold := "£"+w.Number(a.Pounds), "£"+w.Number(test.Threshold)
	switch {
	case test.Threshold == 0:
		list = append(list, w.Say("desk.key.sum.unset", "Sum", sum))
	case test.Sum:
		list = append(list, w.Say("desk.key.sum.reached", "Sum", sum, "Threshold", threshold))
	default:
		list = append(list, w.Say("desk.key.sum.below", "Sum", sum, "Threshold", threshold))
	}
	var names []string
	for _, n := range a.Wards {
		names = append(names, w.Plain(v.wards[n]))
	}
	switch {
	case a.AllWards:
		list = append(list, w.T("desk.key.wards.all"))
	case test.Wards:
		list = append(list, w.Say("desk.key.wards.many", "Wards", strings.Join(names, ", ")))
	case len(names) == 1:
		list = append(list, w.Say("desk.key.wards.one", "Ward", names[0]))
	default:
		list = append(list, w.T("desk.key.wards.none"))
	}
	if a.Key && !test.Key() {
		list = append(list, w.T("desk.key.held"))
	}
	return list
}
