package desk

import (
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/redline"
	"moothall/internal/register"
)

// minuteField is a field of prose, and the hidden one that carries what it began with.
type minuteField struct {
	name, base string
	text       func(register.Opened) string
}

func minuteFields() []minuteField {
	return []minuteField{
		{"prose", "base", func(o register.Opened) string { return o.Prose.En }},
		{"prose-cy", "base-cy", func(o register.Opened) string { return o.Prose.Cy }},
		{"twin", "base-twin", func(o register.Opened) string { return o.Twin.En }},
		{"twin-cy", "base-twin-cy", func(o register.Opened) string { return o.Twin.Cy }},
	}
}

// label is what a field is called on the page.
func (f minuteField) label(v *visit) string {
	label := v.words.T("desk.minute.prose")
	if strings.HasPrefix(f.name, "twin") {
		label = v.words.T("desk.minute.twin")
	}
	if strings.HasSuffix(f.name, "-cy") {
		return v.words.Say("form.welsh", "Name", label)
	}
	return label
}

// joined is a field of this person's form brought together with what was kept meanwhile: both began from what the
// form carries as its base.
func (f minuteField) joined(v *visit, name, theirs string) (got redline.Merged, change *changedText) {
	base, mine := v.PostForm.Get(f.base), strings.TrimSpace(v.PostForm.Get(f.name))
	got = redline.Merge(base, redline.Side{Name: name, Text: theirs}, redline.Side{Name: v.viewer.Name(), Text: mine})
	if base != theirs || base != mine {
		change = &changedText{f.label(v), redline.Text(base, theirs), redline.Text(base, mine)}
	}
	return got, change
}

// other is what was kept meanwhile, opened, and who kept it.
func (d *Desk) other(v *visit, theirs register.Kept[register.Minute]) (o register.Opened, name string, err error) {
	o, err = theirs.Content.Open(v.viewer)
	name = v.words.T("desk.merge.somebody")
	if a, accountErr := d.register.Account(v.ctx, v.viewer, theirs.By); accountErr == nil {
		name = a.Content.Name
	}
	return o, name, err
}

// mergeMinute brings this person's change together with the one that was kept meanwhile, for them to look at.
func (d *Desk) mergeMinute(view *minuteView, stale *register.Stale[register.Minute]) error {
	v := view.visit
	theirs, name, err := d.other(v, stale.Theirs)
	if err != nil {
		return err
	}
	m := &mergeView{theirs: name}
	for _, f := range minuteFields() {
		other := f.text(theirs)
		got, change := f.joined(v, name, other)
		if change != nil {
			m.changes = append(m.changes, *change)
		}
		m.conflicts += got.Conflicts
		v.PostForm.Set(f.name, got.Text)
		v.PostForm.Set(f.base, other)
	}
	v.PostForm.Set("version", strconv.Itoa(stale.Theirs.Version))
	view.merge, view.form, view.one = m, v.filled(), stale.Theirs
	return nil
}

// mergeTyped brings what is being typed together with what was kept meanwhile, where the two do not contradict one
// another; otherwise the script leaves it to the form, which shows both.
func (d *Desk) mergeTyped(v *visit, stale *register.Stale[register.Minute], answer *typed) error {
	theirs, name, err := d.other(v, stale.Theirs)
	if err != nil {
		return err
	}
	merged, others := map[string]string{}, map[string]string{}
	for _, f := range minuteFields() {
		others[f.name] = f.text(theirs)
		got, _ := f.joined(v, name, others[f.name])
		if got.Conflicts > 0 || redline.Unsettled(got.Text) {
			return nil
		}
		merged[f.name] = got.Text
	}
	answer.Merged, answer.Theirs, answer.Version = merged, others, stale.Theirs.Version
	answer.Said = v.words.Say("desk.minute.merged", "Name", name)
	return nil
}

// openedOf is the prose that stands in a form.
func openedOf(prose, twin council.Text) register.Opened {
	return register.Opened{Prose: prose, Twin: twin}
}
