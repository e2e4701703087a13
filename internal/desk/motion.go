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

// motionView is the form of a motion or an amendment.
type motionView struct {
	sittingView
	item   int
	one    register.Kept[register.Motion] // number 0 for a new one
	amends register.Kept[register.Motion] // what it amends; number 0 where nothing
}

func motionPath(number int) string { return fmt.Sprintf("/desk/motions/%d", number) }

func (v motionView) heading() string {
	if v.amends.Number != 0 {
		return v.words.T("desk.motion.amend")
	}
	return v.words.T("desk.motion.new")
}

func (d *Desk) motionFrame(v motionView, title string) page.Frame {
	return d.sittingFrame(v.sittingView, title, v.itemCrumb(v.item))
}

// newMotion is the form for what is moved at an item.
func (d *Desk) newMotion(v *visit) (motionView, error) {
	base, err := d.hallItem(v)
	if err != nil {
		return motionView{}, err
	}
	view := motionView{sittingView: base.sittingView, item: base.at.Number}
	amends, _ := strconv.Atoi(v.query("amends"))
	if base.Sitting.Version == 0 {
		return view, council.ErrNotFound
	}
	if amends == 0 {
		return view, nil
	}
	view.amends, err = d.register.Motion(v.ctx, v.viewer, amends)
	if err == nil && view.amends.Content.Item != view.item {
		err = council.ErrNotFound
	}
	return view, err
}

func (d *Desk) showNewMotion(w *reply, v *visit) error {
	view, err := d.newMotion(v)
	if err != nil {
		return err
	}
	pairs := []string{"sort", string(register.MotionProper)}
	if register.IsBudgetMeeting(view.Meeting) {
		pairs = append(pairs, "budget", "yes")
	}
	if at, _ := view.At(view.item); !at.Content.Ground.IsOpen() {
		pairs = append(pairs, "items", strconv.Itoa(view.item))
		for _, p := range at.Content.Ground.Paragraphs {
			pairs = append(pairs, "paragraphs", strconv.Itoa(p))
		}
	}
	if view.amends.Number != 0 {
		text, err := view.amends.Content.Text.Open(v.viewer, view.amends.Content.Lock())
		if err != nil {
			return err
		}
		pairs = append(pairs, "text", text.En, "text-cy", text.Cy)
	} else if at, _ := view.At(view.item); len(at.Content.Asked) > 0 {
		pairs = append(pairs, "text", askedText(at.Content.Asked, council.English), "text-cy", askedText(at.Content.Asked, council.Welsh))
	}
	view.form = v.fresh(pairs...)
	return w.page(d.motionFrame(view, view.heading()), motionPage(view))
}

func (d *Desk) saveNewMotion(w *reply, v *visit) error {
	view, err := d.newMotion(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	number, err := d.register.MoveMotion(v.ctx, v.viewer, v.number, view.read())
	if err == nil {
		return w.see(view.itemPath(view.item) + "#motion-" + strconv.Itoa(number))
	}
	if !view.form.Take(err) {
		return err
	}
	return w.again(d.motionFrame(view, view.heading()), motionPage(view))
}

// read reads the form.
func (v motionView) read() register.Motion {
	f := v.form
	m := register.Motion{Item: v.item, Sort: register.MotionSort(f.Value("sort")), Amends: v.amends.Number, Mover: v.chosen("mover"), Seconder: v.chosen("seconder"),
		Text: register.Sealed(f.Pair("text")), Budget: f.Value("budget") != ""}
	if v.amends.Number != 0 {
		m.Sort = register.MotionAmendment
	}
	if m.Sort == register.MotionExclusion {
		m.Paragraphs, m.Items = readNumbers(strings.Join(f.Values("paragraphs"), ",")), readNumbers(strings.Join(f.Values("items"), ","))
	}
	return m
}

func (d *Desk) motionView(v *visit) (motionView, error) {
	k, err := d.register.Motion(v.ctx, v.viewer, v.number)
	if err != nil {
		return motionView{}, err
	}
	base, err := d.sittingView(v, k.Content.Meeting)
	view := motionView{sittingView: base, item: k.Content.Item, one: k}
	if err == nil && k.Content.Amends != 0 {
		view.amends, err = d.register.Motion(v.ctx, v.viewer, k.Content.Amends)
	}
	return view, err
}

func (d *Desk) showMotion(w *reply, v *visit) error {
	view, err := d.motionView(v)
	if err != nil {
		return err
	}
	c := view.one.Content
	text, err := c.Text.Open(v.viewer, c.Lock())
	if err != nil {
		return err
	}
	pairs := []string{"version", strconv.Itoa(view.one.Version), "sort", string(c.Sort), "mover", number(c.Mover), "seconder", number(c.Seconder),
		"text", text.En, "text-cy", text.Cy}
	if c.Budget {
		pairs = append(pairs, "budget", "yes")
	}
	for _, p := range c.Paragraphs {
		pairs = append(pairs, "paragraphs", strconv.Itoa(p))
	}
	for _, n := range c.Items {
		pairs = append(pairs, "items", strconv.Itoa(n))
	}
	view.form = v.fresh(pairs...)
	return w.page(d.motionFrame(view, view.words.T("desk.motion.change")), motionPage(view))
}

// saveMotion keeps a change to a motion, or what became of it without a vote.
func (d *Desk) saveMotion(w *reply, v *visit) error {
	view, err := d.motionView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	if state := register.MotionState(v.PostForm.Get("state")); state != "" {
		err = d.register.EndMotion(v.ctx, v.viewer, v.number, v.version(), state)
	} else {
		err = d.register.ChangeMotion(v.ctx, v.viewer, v.number, v.version(), view.read())
	}
	return view.kept(w, err, func() error {
		return w.again(d.motionFrame(view, view.words.T("desk.motion.change")), motionPage(view))
	})
}

// kept leads back to the motion at its item where a change to it was kept; else the form is shown again.
func (v *motionView) kept(w *reply, err error, again func() error) error {
	switch {
	case err == nil:
		return w.see(v.itemPath(v.item) + "#motion-" + strconv.Itoa(v.number))
	case errors.Is(err, council.ErrConflict):
		v.stale = true
	case !v.form.Take(err):
		return err
	}
	return again()
}

// sorts are what may be moved that is no amendment.
func (v motionView) sorts() []page.Choice {
	var list []page.Choice
	for _, s := range register.MotionSorts() {
		if s != register.MotionAmendment {
			list = append(list, page.Choice{Value: string(s), Label: v.words.T("desk.motion.sort." + string(s))})
		}
	}
	return list
}

// textHint says what is to be typed: of an amendment, the motion as it would read.
func (v motionView) textHint() string {
	if v.amends.Number != 0 {
		return v.words.T("desk.motion.text.amended")
	}
	return v.words.T("desk.motion.text.hint")
}
