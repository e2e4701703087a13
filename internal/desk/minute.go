package desk

import (
	"errors"
	"strconv"
	"strings"

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
	script string   // the address of the script that helps typing
	others []string // names that may be typed of people and bodies who are not there
	unread bool     // what is read has not been looked through
}

func minutePath(item int) string { return itemPath(item) + "/minute" }

func minutesPath(meeting int) string { return agendaPath(meeting) + "/minutes" }

// merged says whether what stands in the form was brought together with what somebody else has written.
func (v minuteView) merged() bool { return v.merge != nil }

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
	if view.others, err = d.onRecord(v, work.Meeting.Day); err != nil {
		return view, err
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
	if i, err := strconv.Atoi(v.PostForm.Get("insert")); err == nil && i >= 0 && i < len(view.Phrases) {
		v.PostForm.Set("prose", strings.TrimSpace(v.PostForm.Get("prose")+"\n\n"+v.words.Plain(view.Phrases[i])))
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
	if err := d.readInto(&view, openedOf(f.Pair("prose"), f.Pair("twin")), f); err != nil {
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

// onRecord are the names of people and bodies of a day.
func (d *Desk) onRecord(v *visit, day council.Day) (names []string, err error) {
	people, err := d.record.People(v.ctx, day)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		names = append(names, styled(v.words, p))
	}
	bodies, err := d.record.Bodies(v.ctx, day)
	for _, b := range bodies {
		names = append(names, v.words.Plain(b.Body.Name))
	}
	return names, err
}
