package wall

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/redline"
	"moothall/internal/screen"
)

// view is a face in the words of a language.
type view struct {
	screen.Face
	words   *page.Words
	id      string
	now     time.Time
	look    page.Look
	council gazette.Council
}

// drawings are the faces that were drawn last, one for each meeting and language, so that however many watch, a
// change is drawn once.
type drawings struct {
	mu   sync.Mutex
	last map[string]drawing
}

type drawing struct {
	id   string
	html []byte
}

// of is a frame as HTML.
func (d *drawings) of(f *screen.Frame, words *page.Words) ([]byte, error) {
	key := strconv.Itoa(f.Face.Meeting) + " " + string(words.Lang())
	d.mu.Lock()
	defer d.mu.Unlock()
	if last := d.last[key]; last.id == f.ID {
		return last.html, nil
	}
	var html bytes.Buffer
	if err := parts(view{words: words, Face: f.Face, id: f.ID}).Render(context.Background(), &html); err != nil {
		return nil, fmt.Errorf("draw the screen of meeting %d: %w", f.Face.Meeting, err)
	}
	d.last[key] = drawing{f.ID, html.Bytes()}
	return html.Bytes(), nil
}

// title is what the meeting is called.
func (v view) title() string {
	return v.words.Plain(v.Body) + ", " + v.words.Day(v.Day)
}

// councilName is whose meeting it is.
func (v view) councilName() string { return v.words.Plain(v.council.Name) }

// says is where the meeting stands, in a sentence.
func (v view) says() string {
	if v.Private && v.Stand == screen.Open {
		return v.words.T("screen.private")
	}
	return v.words.Say("screen.state."+string(v.Stand), "Clock", v.words.Clock(v.Since))
}

// change is what an amendment would change.
func (v view) change() []redline.Run {
	return redline.Text(v.words.Plain(v.Motion.Before), v.words.Plain(v.Motion.Text))
}

// moved says who moved and seconded the motion; empty where that is not recorded.
func (v view) moved() string {
	switch m := v.Motion; {
	case m.Mover == "":
		return ""
	case m.Seconder == "":
		return v.words.Say("desk.motion.moved", "Mover", m.Mover)
	default:
		return v.words.Say("desk.motion.seconded", "Mover", m.Mover, "Seconder", m.Seconder)
	}
}

// voting says how a vote under way stands.
func (v view) voting() string {
	said := v.words.Say("desk.poll.count", "Voted", v.words.Number(v.Voting.Voted), "Of", v.words.Number(v.Voting.Of))
	if v.Voting.Tied {
		said += " " + v.words.T("screen.tied")
	}
	return said
}

// counts says how a vote went, but for the names.
func (v view) counts() string {
	r := v.Result
	if r.Manner == "assent" {
		return v.words.T("desk.vote.assent")
	}
	said := v.words.Say("desk.vote.counts", "For", v.words.Number(r.For), "Against", v.words.Number(r.Against), "Abstained", v.words.Number(r.Abstained))
	if r.Casting != "" {
		said += " " + v.words.Say("screen.casting", "Choice", v.words.Choice(r.Casting))
	}
	return said
}

// outcome is one word for how a vote went.
func (v view) outcome() string {
	if v.Result.Carried {
		return v.words.T("desk.motion.state.carried")
	}
	return v.words.T("desk.motion.state.lost")
}

// named are those who chose something, in the order of the roll.
func (v view) named(c council.Choice) (list []string) {
	for _, n := range v.Result.Names {
		if n.Choice == c {
			list = append(list, n.Name)
		}
	}
	return list
}

// round says how a round of an appointment ended.
func (v view) round(r screen.Round) string {
	said := v.words.T("desk.rounds.tied")
	switch {
	case r.Chosen != "":
		said = v.words.Say("desk.rounds.chosen", "Name", r.Chosen)
	case r.Out != "":
		said = v.words.Say("desk.rounds.out", "Name", r.Out)
	}
	if r.Settled != "" {
		said += " " + v.words.T("desk.rounds.settled."+r.Settled)
	}
	return said
}

// instant is a moment as scripts read it.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
