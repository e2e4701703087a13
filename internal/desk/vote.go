package desk

import (
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// voteView is the form in which the vote on a motion is recorded.
type voteView struct{ motionView }

func (d *Desk) showVote(w *reply, v *visit) error {
	base, err := d.motionView(v)
	if err != nil {
		return err
	}
	view := voteView{base}
	pairs := []string{"version", strconv.Itoa(view.one.Version)}
	if kept, ok := view.Votes[v.number]; ok {
		c := kept.Content
		pairs = append(pairs, "manner", string(c.Manner), "casting", string(c.Casting))
		if c.Manner == register.ByHands || c.Manner == register.ByBallot {
			pairs = append(pairs, "for", strconv.Itoa(c.For), "against", strconv.Itoa(c.Against), "abstained", strconv.Itoa(c.Abstained))
		}
		for _, n := range c.Names {
			pairs = append(pairs, "name-"+strconv.Itoa(n.Person), string(n.Choice))
		}
		for _, n := range c.Demanded {
			pairs = append(pairs, "demanded", strconv.Itoa(n))
		}
	} else if view.MustName(view.one.Content, nil) != "" {
		pairs = append(pairs, "manner", string(register.ByName))
	}
	view.form = v.fresh(pairs...)
	return w.page(d.motionFrame(view.motionView, v.words.T("desk.vote")), votePage(view))
}

func (d *Desk) saveVote(w *reply, v *visit) error {
	base, err := d.motionView(v)
	if err != nil {
		return err
	}
	view := voteView{base}
	view.form = v.filled()
	again := func() error {
		return w.again(d.motionFrame(view.motionView, v.words.T("desk.vote")), votePage(view))
	}
	vote := view.read()
	if view.form.Failed() {
		return again()
	}
	return view.kept(w, d.register.TakeVote(v.ctx, v.viewer, v.number, v.version(), vote), again)
}

// mostVotes bounds a count that is typed.
const mostVotes = 999

// read reads the form.
func (v voteView) read() register.Vote {
	f := v.form
	vote := register.Vote{Manner: register.VoteManner(f.Value("manner")), Demanded: readNumbers(strings.Join(f.Values("demanded"), ","))}
	if vote.Manner == register.ByHands || vote.Manner == register.ByBallot {
		vote.For = f.Whole("for", v.words.Choice(council.For), 0, mostVotes)
		vote.Against = f.Whole("against", v.words.Choice(council.Against), 0, mostVotes)
		vote.Abstained = f.Whole("abstained", v.words.Choice(council.Abstained), 0, mostVotes)
	}
	for _, k := range v.Roll {
		if c := council.Choice(f.Value(v.nameOf(k))); c != "" && k.Content.Person != 0 {
			vote.Names = append(vote.Names, gazette.NamedVote{Person: k.Content.Person, Choice: c})
		}
	}
	if vote.Casting = council.Choice(f.Value("casting")); vote.Casting != "" {
		vote.CastBy = v.Sitting.Content.Chair
	}
	return vote
}

// nameOf is the field of how somebody voted.
func (v voteView) nameOf(k register.Kept[register.Attendance]) string {
	return "name-" + strconv.Itoa(k.Content.Person)
}

func (v voteView) manners() []page.Choice {
	var list []page.Choice
	for _, m := range register.VoteManners() {
		list = append(list, page.Choice{Value: string(m), Label: v.words.T("desk.vote.manner." + string(m))})
	}
	return list
}

func (v voteView) choices() []page.Choice {
	var list []page.Choice
	for _, c := range []council.Choice{council.For, council.Against, council.Abstained} {
		list = append(list, page.Choice{Value: string(c), Label: v.words.Choice(c)})
	}
	return list
}

func (v voteView) castings() []page.Choice {
	none := page.Choice{Label: v.words.T("desk.vote.casting.none")}
	return append([]page.Choice{none}, v.choices()[:2]...)
}
