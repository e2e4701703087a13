package register

import (
	"context"
	"fmt"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Typing is what somebody is typing into a section and has not saved. Each account has one for a section, and
// only whoever typed it is shown it.
type Typing struct {
	Section int              `json:"section"`
	Account int              `json:"account"`
	Edition int              `json:"edition"` // of the section, that they began from
	Heading council.Text     `json:"heading"`
	Prose   Words            `json:"prose,omitzero"`
	Own     council.Openness `json:"own,omitzero"` // the section's own openness
	InReport
}

// Kind implements Work.
func (Typing) Kind() Kind { return "typing" }

// Lock implements Work: that of the section.
func (y Typing) Lock() audience.Lock { return y.lock(y.Own) }

// Marks implements Work.
func (y Typing) Marks() []Mark { return []Mark{typingMark(y.Section, y.Account)} }

func typingMark(section, account int) Mark { return Mark{"of", itoa(section) + "/" + itoa(account)} }

// Order implements Work.
func (y Typing) Order() string { return fmt.Sprintf("%09d", y.Section) }

// Check implements Work.
func (y Typing) Check() error { return nil }

// KeepTyping keeps what the viewer is typing into a section that they may write. It is no change of the
// report, and so no line of the audit: what is saved in the end is.
func (r *Register) KeepTyping(ctx context.Context, v audience.Viewer, section, edition int, heading council.Text, prose Words) error {
	return r.do(ctx, v, WriteReport, audience.AllBodies, func(ctx context.Context, t *turn) error {
		s, err := get[Section](ctx, t, section)
		if err != nil {
			return err
		}
		if _, err := t.writing(ctx, s.Content.Report); err != nil {
			return err
		}
		// Two that come at once wait for one another here, so that one account has one.
		number, err := t.tx.Next(ctx, Typing{}.Kind())
		if err != nil {
			return err
		}
		k, found, err := t.typing(ctx, section)
		if err != nil {
			return err
		}
		if found {
			number = k.Number
		}
		y := Typing{Section: section, Account: v.Account(), Edition: edition, Heading: heading, Prose: prose, Own: s.Content.Ground.Openness, InReport: s.Content.InReport}
		return t.tx.Put(ctx, Meta{Key: Key{y.Kind(), number}, Version: k.Version, Changed: t.at, By: v.Account()}, y)
	})
}

// typing is what the viewer has typed into a section and not saved.
func (t *turn) typing(ctx context.Context, section int) (k Kept[Typing], found bool, err error) {
	list, err := find[Typing](ctx, t, Query{Marks: []Mark{typingMark(section, t.viewer.Account())}})
	if err != nil || len(list) == 0 {
		return k, false, err
	}
	return list[0], true, nil
}

// Typed is what the viewer has typed into a section and not saved, opened.
type Typed struct {
	Edition int // that they began from
	At      time.Time
	Heading council.Text
	Prose   council.Text
}

// Typing is what the viewer has typed into a section and not saved; nil where there is nothing.
func (r *Register) Typing(ctx context.Context, v audience.Viewer, section int) (typed *Typed, err error) {
	err = r.look(ctx, v, WriteReport, func(ctx context.Context, t *turn) error {
		k, found, err := t.typing(ctx, section)
		if err != nil || !found {
			return err
		}
		prose, err := k.Content.Prose.Open(v, k.Content.Lock())
		typed = &Typed{Edition: k.Content.Edition, At: k.Changed, Heading: k.Content.Heading, Prose: prose}
		return err
	})
	return typed, err
}

// DropTyping forgets what the viewer has typed into a section and not saved.
func (r *Register) DropTyping(ctx context.Context, v audience.Viewer, section int) error {
	return r.do(ctx, v, WriteReport, audience.AllBodies, func(ctx context.Context, t *turn) error { return t.dropTyping(ctx, section) })
}

func (t *turn) dropTyping(ctx context.Context, section int) error {
	k, found, err := t.typing(ctx, section)
	if err != nil || !found {
		return err
	}
	return t.tx.Remove(ctx, Meta{Key: Key{k.Content.Kind(), k.Number}, Version: k.Version})
}
