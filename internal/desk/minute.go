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
	if err := d.readInto(&view, o, view.one.Content.Read, view.one.Content.TwinRead); err != nil {
		return err
	}
	view.form = v.fresh("version", strconv.Itoa(view.one.Version), "prose", o.Prose.En, "prose-cy", o.Prose.Cy, "twin", o.Twin.En, "twin-cy", o.Twin.Cy,
		"base", base.Prose.En, "base-cy", base.Prose.Cy, "base-twin", base.Twin.En, "base-twin-cy", base.Twin.Cy)
	return w.page(d.minuteFrame(view), minutePage(view))
}

// readInto puts beside the prose what is read in it: as it was kept, or where the prose has changed since,
// as it is read now, to be looked through.
func (d *Desk) readInto(view *minuteView, o register.Opened, kept, twin register.MinuteReading) error {
	r, err := d.reader(view.sittingView, view.at.Number)
	if err != nil {
		return err
	}
	for _, one := range []struct {
		prose  council.Text
		kept   register.MinuteReading
		prefix string
		into   *readingView
	}{{o.Prose, kept, "r", &view.read}, {o.Twin, twin, "t", &view.twin}} {
		read, shown := one.kept, one.kept.Stands(one.prose)
		if !shown {
			read = r.Read(one.prose, one.kept)
		}
		*one.into = fields(view.visit, view.one.Content, read, one.prefix)
		one.into.shown, one.into.people = shown, view.people(view.Roll)
		view.unread = view.unread || !shown && (one.prefix == "r" || view.closed())
	}
	return nil
}

// change reads the form: the prose, and what was read in it as far as that was shown beside this prose.
func (d *Desk) change(view minuteView, f *page.Form) (register.MinuteChange, error) {
	r, err := d.reader(view.sittingView, view.at.Number)
	c := register.MinuteChange{Prose: f.Pair("prose"), Twin: f.Pair("twin")}
	if read := readReading(f, "r", r); read.Stands(c.Prose) {
		c.Read = &read
	}
	if read := readReading(f, "t", r); read.Stands(c.Twin) {
		c.TwinRead = &read
	}
	return c, err
}

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
		case err == nil && c.Read != nil:
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

// minuteAgain shows the page again with what was typed.
func (d *Desk) minuteAgain(w *reply, view minuteView, status int) error {
	r, err := d.reader(view.sittingView, view.at.Number)
	if err != nil {
		return err
	}
	f := view.form
	o := register.Opened{Prose: f.Pair("prose"), Twin: f.Pair("twin")}
	if err := d.readInto(&view, o, readReading(f, "r", r), readReading(f, "t", r)); err != nil {
		return err
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
	c.Read, c.TwinRead = nil, nil
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
	r, err := d.reader(view.sittingView, view.at.Number)
	if err != nil {
		return err
	}
	if err := d.readInto(&view, register.Opened{Prose: c.Prose, Twin: c.Twin}, readReading(form, "r", r), readReading(form, "t", r)); err != nil {
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
