package desk

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"moothall/internal/ballot"
	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// newRoundsView is the form by which a meeting begins to choose somebody from candidates.
type newRoundsView struct{ hallItemView }

func roundsPath(number int) string { return fmt.Sprintf("/desk/rounds/%d", number) }

func (d *Desk) showNewRounds(w *reply, v *visit) error {
	base, err := d.hallItem(v)
	if err != nil {
		return err
	}
	if base.Sitting.Version == 0 {
		return council.ErrNotFound
	}
	base.form = v.fresh("rule", string(ballot.Majority), "manner", string(register.ByBallot))
	return w.page(d.sittingFrame(base.sittingView, v.words.T("desk.rounds.new"), base.itemCrumb(base.at.Number)), newRoundsPage(newRoundsView{base}))
}

func (d *Desk) saveNewRounds(w *reply, v *visit) error {
	base, err := d.hallItem(v)
	if err != nil {
		return err
	}
	base.form = v.filled()
	a := d.readRounds(base.form)
	a.Item = base.at.Number
	number, err := d.register.BeginAppointment(v.ctx, v.viewer, v.number, a)
	if err == nil {
		return w.see(roundsPath(number))
	}
	if !base.form.Take(err) {
		return err
	}
	return w.again(d.sittingFrame(base.sittingView, v.words.T("desk.rounds.new"), base.itemCrumb(base.at.Number)), newRoundsPage(newRoundsView{base}))
}

// readRounds reads the form. What is resolved where a candidate is chosen is written in each language in which the
// office is given.
func (d *Desk) readRounds(f *page.Form) register.Appointment {
	office := f.Pair("office")
	a := register.Appointment{Office: register.Sealed(office), Rule: ballot.Rule(f.Value("rule")), Manner: register.VoteManner(f.Value("manner"))}
	for line := range strings.SplitSeq(f.Value("candidates"), "\n") {
		name := strings.TrimSpace(line)
		if name == "" {
			continue
		}
		var resolved council.Text
		if office.En != "" {
			resolved.En = d.english.Say("desk.rounds.resolved", "Name", name, "Office", office.En)
		}
		if office.Cy != "" {
			resolved.Cy = d.welsh.Say("desk.rounds.resolved", "Name", name, "Office", office.Cy)
		}
		a.Candidates = append(a.Candidates, register.Candidate{Name: name, Resolved: register.Sealed(resolved)})
	}
	return a
}

// roundsView is an appointment by rounds.
type roundsView struct {
	sittingView
	one register.Kept[register.Appointment]
}

func (d *Desk) roundsView(v *visit, form *page.Form) (roundsView, error) {
	k, err := d.register.Appointment(v.ctx, v.viewer, v.number)
	if err != nil {
		return roundsView{}, err
	}
	base, err := d.sittingView(v, k.Content.Meeting)
	if form != nil {
		base.form = form
	} else {
		base.form = v.fresh("version", strconv.Itoa(k.Version))
	}
	return roundsView{sittingView: base, one: k}, err
}

func (d *Desk) roundsFrame(v roundsView) page.Frame {
	return d.sittingFrame(v.sittingView, v.words.T("desk.rounds"), v.itemCrumb(v.one.Content.Item))
}

func (d *Desk) showRounds(w *reply, v *visit) error {
	view, err := d.roundsView(v, nil)
	if err != nil {
		return err
	}
	return w.page(d.roundsFrame(view), roundsPage(view))
}

func (d *Desk) openRound(w *reply, v *visit) error {
	form := v.filled()
	poll, err := d.register.OpenRound(v.ctx, v.viewer, v.number, v.version())
	if err == nil {
		return w.see(pollPath(poll))
	}
	return d.roundsDone(w, v, form, err)
}

func (d *Desk) settleTie(w *reply, v *visit) error {
	form := v.filled()
	return d.roundsDone(w, v, form, d.register.SettleTie(v.ctx, v.viewer, v.number, v.version(), v.chosen("candidate"), register.TieManner(form.Value("how"))))
}

func (d *Desk) giveUpRounds(w *reply, v *visit) error {
	return d.roundsDone(w, v, v.filled(), d.register.GiveUpAppointment(v.ctx, v.viewer, v.number, v.version()))
}

// roundsDone answers what was done with an appointment.
func (d *Desk) roundsDone(w *reply, v *visit, form *page.Form, err error) error {
	stale := errors.Is(err, council.ErrConflict)
	switch {
	case err == nil:
		return w.see(roundsPath(v.number))
	case stale:
		form = nil // shown as it is now
	case !form.Take(err):
		return err
	}
	view, err := d.roundsView(v, form)
	if err != nil {
		return err
	}
	view.stale = stale
	return w.again(d.roundsFrame(view), roundsPage(view))
}

func (v roundsView) office() string { return v.officeOf(v.one.Content) }

// officeOf is to what somebody is appointed.
func (v sittingView) officeOf(a register.Appointment) string {
	t, err := a.Office.Open(v.viewer, a.Lock())
	if err != nil {
		return ""
	}
	return v.words.Plain(t)
}

// appointmentsAt are those of an item.
func (v sittingView) appointmentsAt(item int) (list []register.Kept[register.Appointment]) {
	for _, k := range v.Appointments {
		if k.Content.Item == item {
			list = append(list, k)
		}
	}
	return list
}

// open is the round that is under way; 0 where none is.
func (v roundsView) open() int {
	for _, k := range v.Polls {
		if k.Content.Appointment == v.one.Number && k.Content.State == register.PollOpen {
			return k.Number
		}
	}
	return 0
}

func (v roundsView) act(what string) string { return v.words.Path(roundsPath(v.one.Number) + what) }

func (v roundsView) name(number int) string {
	c, _ := v.one.Content.Candidate(number)
	return c.Name
}

// tied are the candidates among whom it is to be settled, as choices.
func (v roundsView) tied(r register.Round) []page.Choice {
	var list []page.Choice
	for _, n := range r.Tied {
		list = append(list, page.Choice{Value: strconv.Itoa(n), Label: v.name(n)})
	}
	return list
}

// came says what a round came to.
func (v sittingView) came(a register.Appointment, r register.Round) string {
	name := func(n int) string { c, _ := a.Candidate(n); return c.Name }
	said := ""
	switch {
	case r.Chosen != 0:
		said = v.words.Say("desk.rounds.chosen", "Name", name(r.Chosen))
	case r.Out != 0:
		said = v.words.Say("desk.rounds.out", "Name", name(r.Out))
	default:
		return v.words.T("desk.rounds.tied")
	}
	if r.Settled != "" {
		said += " " + v.words.T("desk.rounds.settled."+string(r.Settled))
	}
	return said
}

// rules are how it may be decided who is chosen, as choices.
func rules(w *page.Words) []page.Choice {
	var list []page.Choice
	for _, r := range ballot.Rules() {
		list = append(list, page.Choice{Value: string(r), Label: w.T("desk.rounds.rule." + string(r)), Hint: w.T("desk.rounds.rule." + string(r) + ".hint")})
	}
	return list
}

func tieManners(w *page.Words) []page.Choice {
	var list []page.Choice
	for _, m := range []register.TieManner{register.ByLot, register.ByCasting} {
		list = append(list, page.Choice{Value: string(m), Label: w.T("desk.rounds.how." + string(m))})
	}
	return list
}
