package desk

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/redline"
	"moothall/internal/register"
	"moothall/internal/screen"
)

// votingView is the page on which a member votes.
type votingView struct {
	*visit
	register.VotingWork
	form   *page.Form
	meets  gazette.Meeting
	body   gazette.Body
	own    string // how they have voted, as an option; empty where they have not or nobody may know
	follow string // where changes are told
}

func votingPath(meeting int) string { return agendaPath(meeting) + "/vote" }

func sittingFollowing(meeting int) string { return agendaPath(meeting) + "/following" }

func (d *Desk) votingView(v *visit, form *page.Form) (votingView, error) {
	view := votingView{visit: v, form: form, follow: v.words.Path(sittingFollowing(v.number))}
	meeting, err := d.record.Latest(v.ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: v.number})
	if err != nil {
		return view, err
	}
	view.meets, _ = meeting.Content.(gazette.Meeting)
	body, err := d.record.Latest(v.ctx, gazette.Subject{Kind: gazette.KindBody, Number: view.meets.Body})
	if err != nil {
		return view, err
	}
	view.body, _ = body.Content.(gazette.Body)
	if view.VotingWork, err = d.register.Voting(v.ctx, v.viewer, v.number); err != nil {
		return view, err
	}
	view.own, err = view.OwnChoice(v.viewer)
	return view, err
}

func (d *Desk) votingFrame(v votingView) page.Frame {
	return d.frame(v.visit, page.Frame{Title: v.words.T("desk.voting"), Section: "meetings",
		Crumbs: []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.meetings"), Path: "/desk/meetings"},
			{Name: v.title(), Path: agendaPath(v.Meeting)}}})
}

func (v votingView) title() string {
	return v.words.Plain(v.body.NameOn(v.meets.Day)) + ", " + v.words.Day(v.meets.Day)
}

func (d *Desk) showVoting(w *reply, v *visit) error {
	view, err := d.votingView(v, v.fresh())
	if err != nil {
		return err
	}
	if view.own != "" {
		view.form = v.fresh("choice", view.own)
	}
	return w.page(d.votingFrame(view), votingPage(view))
}

// saveVoting keeps a member's vote. What leads back says that it is kept once it is.
func (d *Desk) saveVoting(w *reply, v *visit) error {
	form := v.filled()
	err := d.register.CastVote(v.ctx, v.viewer, v.chosen("poll"), form.Value("choice"))
	switch {
	case err == nil:
		return w.done(votingPath(v.number), "voted")
	case errors.Is(err, council.ErrNotFound):
		form.Fail("choice", v.words.T("desk.voting.may-not"))
	case !form.Take(err):
		return err
	}
	view, err := d.votingView(v, form)
	if err != nil {
		return err
	}
	return w.again(d.votingFrame(view), votingPage(view))
}

// question is what is voted on; of an amendment it is the motion as it would read.
func (v votingView) question(words register.Words) string {
	t, err := words.Open(v.viewer, v.Poll.Content.Lock())
	if err != nil {
		return ""
	}
	return v.words.Plain(t)
}

// change is what an amendment would change.
func (v votingView) change() []redline.Run {
	return redline.Text(v.question(v.Poll.Content.Before), v.question(v.Poll.Content.Question))
}

// state says in a sentence what there is to vote on.
func (v votingView) state() string {
	switch {
	case v.State == "":
		return v.words.T("desk.sitting.none")
	case v.State != register.SittingOpen:
		return v.words.T("poll.sitting." + string(v.State))
	case v.Poll.Number == 0:
		return v.words.T("desk.voting.none")
	case !v.May:
		return v.words.T("desk.voting.may-not")
	}
	return v.words.T("desk.voting.open")
}

// kept says that their vote is kept, and how they have voted where that may be said.
func (v votingView) kept() string {
	switch {
	case v.Cast.Version == 0:
		return ""
	case v.Poll.Content.Manner == register.ByBallot:
		return v.words.T("desk.voting.in-the-box")
	case v.Cast.Content.Entered && v.own == "":
		return v.words.T("desk.voting.entered")
	}
	for _, c := range pollOptions(v.words, v.Poll.Content, v.Names) {
		if c.Value == v.own {
			return v.words.Say("desk.voting.kept", "Choice", c.Label)
		}
	}
	return ""
}

// closed says how the last poll went.
func (v votingView) closed() string {
	p := v.Last.Content
	if v.Last.Number == 0 || p.Appointment != 0 || !p.Counted() {
		return ""
	}
	return v.words.T("desk.voting.last") + " " + v.words.Say("desk.vote.counts", "For", v.words.Number(p.Count("for")), "Against", v.words.Number(p.Count("against")),
		"Abstained", v.words.Number(p.Count("abstained")))
}

// follow tells, as events, that something has changed at a meeting: its id changes with the vote that is open, and
// its data with everything that is recorded. What has changed is read from the page.
func (d *Desk) follow(w *reply, v *visit) error {
	if _, err := d.hub.Now(v.ctx, v.number); err != nil {
		return err
	}
	w.file = func(out http.ResponseWriter) error {
		return d.hub.Stream(out, v.Request, v.number, func(f *screen.Frame) (screen.Event, error) {
			id := strings.ReplaceAll(f.Pulse, " ", "-") + "." + strconv.FormatInt(f.Change, 10)
			return screen.Event{ID: id, Name: "change", Data: []byte(f.Pulse)}, nil
		})
	}
	return nil
}

// asks is what the page asks of the member: while it is the same, what they are choosing is left to them.
func (v votingView) asks() string {
	return strings.Join([]string{string(v.State), strconv.Itoa(v.Poll.Number), strconv.FormatBool(v.May), strconv.Itoa(v.Cast.Version), strconv.Itoa(v.Last.Number),
		string(v.Last.Content.State)}, " ")
}
