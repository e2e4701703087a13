package desk

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// newPollView is the form by which a vote in members' own browsers is opened.
type newPollView struct{ motionView }

func (d *Desk) showNewPoll(w *reply, v *visit) error {
	base, err := d.motionView(v)
	if err != nil {
		return err
	}
	for _, k := range base.Polls {
		if k.Content.Motion == v.number && (k.Content.State == register.PollOpen || k.Content.State == register.PollTied) {
			return w.see(pollPath(k.Number))
		}
	}
	base.form = v.fresh("version", strconv.Itoa(base.one.Version), "manner", string(register.ByName))
	return w.page(d.motionFrame(base, v.words.T("desk.poll.new")), newPollPage(newPollView{base}))
}

func (d *Desk) saveNewPoll(w *reply, v *visit) error {
	base, err := d.motionView(v)
	if err != nil {
		return err
	}
	view := newPollView{base}
	view.form = v.filled()
	number, err := d.register.OpenPoll(v.ctx, v.viewer, v.number, v.version(), register.VoteManner(view.form.Value("manner")),
		readNumbers(strings.Join(view.form.Values("demanded"), ",")))
	switch {
	case err == nil:
		return w.see(pollPath(number))
	case errors.Is(err, council.ErrConflict):
		view.stale = true
	case !view.form.Take(err):
		return err
	}
	return w.again(d.motionFrame(view.motionView, v.words.T("desk.poll.new")), newPollPage(view))
}

// pollManners are how members may vote in their own browsers.
func pollManners(w *page.Words, of ...register.VoteManner) []page.Choice {
	var list []page.Choice
	for _, m := range of {
		list = append(list, page.Choice{Value: string(m), Label: w.T("desk.poll.manner." + string(m)), Hint: w.T("desk.poll.manner." + string(m) + ".hint")})
	}
	return list
}

// pollView is a poll as whoever records the meeting sees it.
type pollView struct {
	sittingView
	poll  register.PollWork
	names map[string]string // of candidates, by their options
}

func pollPath(number int) string { return fmt.Sprintf("/desk/polls/%d", number) }

func (d *Desk) pollView(v *visit, form *page.Form) (pollView, error) {
	poll, err := d.register.Poll(v.ctx, v.viewer, v.number)
	if err != nil {
		return pollView{}, err
	}
	view := pollView{sittingView: sittingView{visit: v, SittingWork: poll.Hall, form: form}, poll: poll, names: map[string]string{}}
	view.may = register.May(v.viewer, register.RecordMeeting, poll.Content.Body) == nil
	for _, a := range poll.Hall.Appointments {
		if a.Number == poll.Content.Appointment {
			view.names = a.Content.Names()
		}
	}
	return view, nil
}

func (d *Desk) pollFrame(v pollView) page.Frame {
	return d.sittingFrame(v.sittingView, v.words.T("desk.poll"), v.itemCrumb(v.poll.Content.Item))
}

func (d *Desk) showPoll(w *reply, v *visit) error {
	view, err := d.pollView(v, v.fresh())
	if err != nil {
		return err
	}
	return w.page(d.pollFrame(view), pollPage(view))
}

// polled answers what was done with a poll.
func (d *Desk) polled(w *reply, v *visit, form *page.Form, err error) error {
	if err == nil {
		return w.see(pollPath(v.number))
	}
	if !form.Take(err) {
		return err
	}
	view, err := d.pollView(v, form)
	if err != nil {
		return err
	}
	return w.again(d.pollFrame(view), pollPage(view))
}

func (d *Desk) closePoll(w *reply, v *visit) error {
	return d.polled(w, v, v.filled(), d.register.ClosePoll(v.ctx, v.viewer, v.number))
}

func (d *Desk) giveUpPoll(w *reply, v *visit) error {
	return d.polled(w, v, v.filled(), d.register.GiveUpPoll(v.ctx, v.viewer, v.number))
}

func (d *Desk) castingVote(w *reply, v *visit) error {
	form := v.filled()
	given := form.Value("casting")
	if given == "" {
		form.Fail("casting", v.words.T("desk.poll.casting.missing"))
		return d.polledAgain(w, v, form)
	}
	choice := council.Choice(given)
	if given == "none" {
		choice = ""
	}
	return d.polled(w, v, form, d.register.CastingVote(v.ctx, v.viewer, v.number, choice))
}

func (d *Desk) polledAgain(w *reply, v *visit, form *page.Form) error {
	view, err := d.pollView(v, form)
	if err != nil {
		return err
	}
	return w.again(d.pollFrame(view), pollPage(view))
}

// enterVote keeps how a member votes whose device failed, as they say.
func (d *Desk) enterVote(w *reply, v *visit) error {
	form := v.filled()
	person := v.chosen("person")
	if person == 0 {
		form.Fail("person", v.words.T("desk.poll.enter.person.missing"))
		return d.polledAgain(w, v, form)
	}
	return d.polled(w, v, form, d.register.EnterVote(v.ctx, v.viewer, v.number, person, form.Value("choice")))
}

// pollOptions are what one may choose in a poll, as choices.
func pollOptions(w *page.Words, p register.Poll, names map[string]string) []page.Choice {
	var list []page.Choice
	for _, o := range p.Options {
		label := names[o]
		if label == "" {
			label = w.Choice(council.Choice(o))
		}
		list = append(list, page.Choice{Value: o, Label: label})
	}
	return list
}

// missingVoters are those who have not voted yet, as choices.
func (v pollView) missingVoters() []page.Choice {
	list := []page.Choice{{Label: v.words.T("desk.sitting.choose")}}
	for _, one := range v.poll.Content.Voters {
		list = append(list, page.Choice{Value: strconv.Itoa(one.Person), Label: v.NameOf(one.Person)})
	}
	return list
}

func (v pollView) act(what string) string { return v.words.Path(pollPath(v.poll.Number) + what) }

// counted says how a poll on a motion went.
func (v pollView) counted() string {
	p := v.poll.Content
	return v.words.Say("desk.vote.counts", "For", v.words.Number(p.Count(string(council.For))), "Against", v.words.Number(p.Count(string(council.Against))),
		"Abstained", v.words.Number(p.Count(string(council.Abstained))))
}

// asked is what is voted on.
func (v pollView) asked() string {
	t, err := v.poll.Content.Question.Open(v.viewer, v.poll.Content.Lock())
	if err != nil {
		return ""
	}
	return v.words.Plain(t)
}

// back leads to what the poll is for.
func (v pollView) back() string {
	if a := v.poll.Content.Appointment; a != 0 {
		return roundsPath(a)
	}
	return v.itemPath(v.poll.Content.Item) + "#motion-" + strconv.Itoa(v.poll.Content.Motion)
}

// votedWord says of somebody whether they have voted.
func (v pollView) votedWord(person int) (word, tag string) {
	own, voted := v.poll.Voted[person]
	switch {
	case !voted:
		return v.words.T("desk.poll.waits"), "govuk-tag--grey"
	case own:
		return v.words.T("desk.poll.voted"), "govuk-tag--green"
	}
	return v.words.T("desk.poll.entered"), "govuk-tag--yellow"
}

// castings are what whoever presides may do where the votes are equal.
func (v pollView) castings() []page.Choice {
	return []page.Choice{{Value: string(council.For), Label: v.words.Choice(council.For)}, {Value: string(council.Against), Label: v.words.Choice(council.Against)},
		{Value: "none", Label: v.words.T("desk.vote.casting.none")}}
}
