package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/redline"
	"moothall/internal/register"
)

// minuteView is the page on which the minute of an item is written.
type minuteView struct {
	sittingView
	at     register.At
	one    register.Kept[register.Minute]
	read   readingView
	twin   readingView
	merge  *mergeView
	script string // the address of the script that helps typing
	unread bool   // what is read has not been looked through
}

func minutePath(item int) string { return itemPath(item) + "/minute" }

func minutesPath(meeting int) string { return agendaPath(meeting) + "/minutes" }

func (v minuteView) heading() string {
	return strings.TrimSpace(v.at.Printed + " " + v.words.Plain(v.at.Content.Title))
}

// closed says whether the item is kept from the public.
func (v minuteView) closed() bool { return !v.at.Content.Ground.IsOpen() }

func (d *Desk) minuteView(v *visit) (minuteView, error) {
	it, err := d.register.Item(v.ctx, v.viewer, v.number)
	if err != nil {
		return minuteView{}, err
	}
	work, err := d.register.Minutes(v.ctx, v.viewer, it.Content.Meeting)
	if err != nil {
		return minuteView{}, err
	}
	view := minuteView{sittingView: sittingView{visit: v, SittingWork: work.SittingWork, form: v.fresh(), may: true}, script: d.typing}
	var ok bool
	if view.at, ok = work.At(v.number); !ok || work.Sitting.Version == 0 {
		return view, council.ErrNotFound
	}
	view.one = work.Written[v.number]
	if view.one.Version == 0 {
		view.one = register.Kept[register.Minute]{Number: v.number, Content: register.Minute{Meeting: it.Content.Meeting, Body: it.Content.Body,
			Openness: it.Content.Ground.Openness}}
	}
	return view, nil
}

func (d *Desk) minuteFrame(v minuteView) page.Frame {
	return d.sittingFrame(v.sittingView, v.heading(), page.Crumb{Name: v.words.T("desk.minutes"), Path: minutesPath(v.Number)})
}

// showMinute is the page on which a minute is written. One that nobody has begun begins with what was
// recorded at the meeting.
func (d *Desk) showMinute(w *reply, v *visit) error {
	view, err := d.minuteView(v)
	if err != nil {
		return err
	}
	o, err := view.one.Content.Open(v.viewer)
	if err != nil {
		return err
	}
	base := o
	if view.one.Version == 0 {
		o.Prose, o.Twin = startOf(view.sittingView, v.number)
	}
	if err := d.readInto(&view, o, nil); err != nil {
		return err
	}
	view.form = v.fresh("version", strconv.Itoa(view.one.Version), "prose", o.Prose.En, "prose-cy", o.Prose.Cy, "twin", o.Twin.En, "twin-cy", o.Twin.Cy,
		"base", base.Prose.En, "base-cy", base.Prose.Cy, "base-twin", base.Twin.En, "base-twin-cy", base.Twin.Cy)
	return w.page(d.minuteFrame(view), minutePage(view))
}

// sides are the prose and its twin, each with its prefix and the view of what is read in it.
func (v *minuteView) sides(o register.Opened) []minuteSide {
	m := v.one.Content
	return []minuteSide{{"r", o.Prose, m.Read, &v.read}, {"t", o.Twin, m.TwinRead, &v.twin}}
}

type minuteSide struct {
	prefix string
	prose  council.Text
	kept   register.MinuteReading
	into   *readingView
}

// readInto puts beside the prose what is read in it: as it was kept, or where the prose has changed since, as it
// is read now, with what was put right in the form that was sent, if one was, to be looked through.
func (d *Desk) readInto(view *minuteView, o register.Opened, sent *page.Form) error {
	r, err := d.reader(view.sittingView, view.at.Number)
	if err != nil {
		return err
	}
	for _, one := range view.sides(o) {
		kept := fields(view.visit, view.one.Content, one.kept, one.prefix)
		now, shown := kept, one.kept.Stands(one.prose)
		if !shown {
			now = fields(view.visit, view.one.Content, r.Read(one.prose), one.prefix).carried(kept)
		}
		if sent != nil {
			typed := posted(view.visit, sent, one.prefix)
			shown = false
			if now = fields(view.visit, view.one.Content, r.Read(one.prose), one.prefix); typed.of == now.of {
				typed.limbs, typed.points = typed.filledRows()
				now = typed
			} else {
				now = now.carried(kept).carried(typed)
			}
		}
		*one.into = now.filled()
		one.into.shown, one.into.people = shown, view.people(view.Roll)
		view.unread = view.unread || !shown && (one.prefix == "r" || view.closed())
	}
	return nil
}

// change reads the form: the prose, and what was read in it as far as that was shown beside this prose.
func (d *Desk) change(view minuteView, f *page.Form) (register.MinuteChange, error) {
	r, err := d.reader(view.sittingView, view.at.Number)
	c := register.MinuteChange{Prose: f.Pair("prose"), Twin: f.Pair("twin")}
	read, twin := posted(view.visit, f, "r").reading(r), posted(view.visit, f, "t").reading(r)
	if len(f.Values("r-of")) > 0 {
		c.Read = &read
	}
	if len(f.Values("t-of")) > 0 {
		c.TwinRead = &twin
	}
	return c, err
}

// looked says whether what is read in the prose was shown beside it.
func looked(c register.MinuteChange) bool { return c.Read != nil && c.Read.Stands(c.Prose) }

// saveMinute keeps what was written. What is read in changed prose is shown before it is kept. Where
// somebody else has written meanwhile, both are brought together for this person to look at.
func (d *Desk) saveMinute(w *reply, v *visit) error {
	view, err := d.minuteView(v)
	if err != nil {
		return err
	}
	if i, err := strconv.Atoi(v.PostForm.Get("insert")); err == nil && i >= 0 && i < len(view.Customs.Phrases) {
		v.PostForm.Set("prose", strings.TrimSpace(v.PostForm.Get("prose")+"\n\n"+v.words.Plain(view.Customs.Phrases[i])))
	}
	form := v.filled()
	view.form = form
	for _, name := range []string{"prose", "prose-cy", "twin", "twin-cy"} {
		if redline.Unsettled(form.Value(name)) {
			form.Fail(name, v.words.T("desk.section.unsettled"))
		}
	}
	c, err := d.change(view, form)
	if err != nil {
		return err
	}
	status := 422
	if !form.Failed() {
		_, err := d.register.WriteMinute(v.ctx, v.viewer, v.number, v.version(), c)
		var stale *register.Stale[register.Minute]
		switch {
		case err == nil && looked(c):
			return w.done(minutesPath(view.Number), "minute")
		case err == nil:
			return w.see(minutePath(v.number) + "?done=look#read")
		case errors.As(err, &stale):
			status = 409
			if err := d.mergeMinute(&view, stale); err != nil {
				return err
			}
		case !form.Take(err):
			return err
		}
	}
	return d.minuteAgain(w, view, status)
}

// minuteAgain shows the page again with what was typed. Brought together with what somebody else has written, the
// prose is read anew; with faults, every field is as it was sent.
func (d *Desk) minuteAgain(w *reply, view minuteView, status int) error {
	f := view.form
	if err := d.readInto(&view, register.Opened{Prose: f.Pair("prose"), Twin: f.Pair("twin")}, f); err != nil {
		return err
	}
	if view.merge == nil {
		for _, one := range view.sides(register.Opened{}) {
			people := one.into.people
			*one.into = posted(view.visit, f, one.prefix).again()
			one.into.people = people
		}
	}
	frame := d.minuteFrame(view)
	frame.Title = view.words.Say("form.title", "Title", frame.Title)
	return w.say(status, frame, minutePage(view))
}

// mergeMinute brings this person's change together with the one that was kept meanwhile: both began from
// what the form carries as its base.
func (d *Desk) mergeMinute(view *minuteView, stale *register.Stale[register.Minute]) error {
	v := view.visit
	theirs, err := stale.Theirs.Content.Open(v.viewer)
	if err != nil {
		return err
	}
	name := v.words.T("desk.merge.somebody")
	if a, err := d.register.Account(v.ctx, v.viewer, stale.Theirs.By); err == nil {
		name = a.Content.Name
	}
	m := &mergeView{theirs: name}
	join := func(field, base, label, other string) {
		mine := strings.TrimSpace(v.PostForm.Get(field))
		got := redline.Merge(v.PostForm.Get(base), redline.Side{Name: name, Text: other}, redline.Side{Name: v.viewer.Name(), Text: mine})
		if v.PostForm.Get(base) != other || v.PostForm.Get(base) != mine {
			m.changes = append(m.changes, changedText{label, redline.Text(v.PostForm.Get(base), other), redline.Text(v.PostForm.Get(base), mine)})
		}
		m.conflicts += got.Conflicts
		v.PostForm.Set(field, got.Text)
		v.PostForm.Set(base, other)
	}
	welsh := func(label string) string { return v.words.Say("form.welsh", "Name", label) }
	prose, twin := v.words.T("desk.minute.prose"), v.words.T("desk.minute.twin")
	join("prose", "base", prose, theirs.Prose.En)
	join("prose-cy", "base-cy", welsh(prose), theirs.Prose.Cy)
	join("twin", "base-twin", twin, theirs.Twin.En)
	join("twin-cy", "base-twin-cy", welsh(twin), theirs.Twin.Cy)
	v.PostForm.Set("version", strconv.Itoa(stale.Theirs.Version))
	view.merge, view.form, view.one = m, v.filled(), stale.Theirs
	return nil
}

// typed is what a script is told about what it has sent.
type typed struct {
	Version int    `json:"version"`
	Said    string `json:"said"`
	Stale   bool   `json:"stale,omitempty"` // somebody else has written: saving the form brings both together
	Read    string `json:"read"`            // what is read, as HTML, to stand beside the prose
	Twin    string `json:"twin,omitempty"`
}

// keepTyped keeps prose while it is being typed, and says what is read in it. What is read is kept only
// with the form.
func (d *Desk) keepTyped(w *reply, v *visit) error {
	view, err := d.minuteView(v)
	if err != nil {
		return err
	}
	form := v.filled()
	view.form = form
	c, err := d.change(view, form)
	if err != nil {
		return err
	}
	answer := typed{Version: v.version()}
	unlooked(&c, view.one.Content)
	kept, err := d.register.WriteMinute(v.ctx, v.viewer, v.number, v.version(), c)
	switch {
	case errors.Is(err, council.ErrConflict):
		answer.Stale, answer.Said = true, v.words.T("desk.minute.stale")
	case err != nil:
		return err
	default:
		answer.Version = kept.Version
		answer.Said = v.words.Say("desk.minute.kept", "Moment", v.words.Moment(kept.Changed))
	}
	if err := d.readInto(&view, register.Opened{Prose: c.Prose, Twin: c.Twin}, form); err != nil {
		return err
	}
	if answer.Read, err = rendered(v, readingFields(view.read)); err != nil {
		return err
	}
	if view.closed() {
		if answer.Twin, err = rendered(v, readingFields(view.twin)); err != nil {
			return err
		}
	}
	body, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("answer the script: %w", err)
	}
	return w.json(body)
}

// unlooked keeps what was put right in a reading while it is typed, without saying that anybody has looked through
// it: that is said by sending the form. What was looked through already, of this very prose, stays so.
func unlooked(c *register.MinuteChange, kept register.Minute) {
	if c.Read != nil && !kept.Read.Stands(c.Prose) {
		c.Read.Of = ""
	}
	if c.TwinRead != nil && !kept.TwinRead.Stands(c.Twin) {
		c.TwinRead.Of = ""
	}
}

func rendered(v *visit, c templ.Component) (string, error) {
	var out bytes.Buffer
	if err := c.Render(v.ctx, &out); err != nil {
		return "", fmt.Errorf("render a part of a page: %w", err)
	}
	return out.String(), nil
}

// called are the names that complete while minutes are typed: of all on the roll, and of posts.
func (v minuteView) called() string {
	var names []string
	for _, k := range v.Roll {
		names = append(names, k.Content.Name)
		if k.Content.Post != "" {
			names = append(names, k.Content.Post)
		}
	}
	return strings.Join(names, "\n")
}
