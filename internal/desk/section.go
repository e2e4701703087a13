package desk

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/redline"
	"moothall/internal/register"
)

// sectionView is the form in which a section is written.
type sectionView struct {
	reportView
	section register.Kept[register.Section]
	merge   *mergeView      // set where somebody else has written meanwhile
	typed   *register.Typed // shown in the form: it was typed before and not saved
	script  string          // the address of the script that keeps what is typed
}

// mergeView is what two people have made of one section at the same time.
type mergeView struct {
	theirs    string        // whose change was first
	changes   []changedText // what they changed, and what this person did
	conflicts int
}

// changedText is one text of a section as it was changed by both.
type changedText struct {
	label        string
	theirs, mine []redline.Run
}

func sectionPath(number int) string { return fmt.Sprintf("/desk/sections/%d", number) }

func (d *Desk) sectionView(v *visit) (sectionView, error) {
	k, work, err := d.register.Section(v.ctx, v.viewer, v.number)
	if err != nil {
		return sectionView{}, err
	}
	if !work.Writes {
		return sectionView{}, fmt.Errorf("section %d: %w", v.number, council.ErrDenied)
	}
	return sectionView{reportView: reportView{visit: v, ReportWork: work, today: d.today()}, section: k, script: d.autosave}, nil
}

func (v sectionView) heading() string { return v.words.Plain(v.section.Content.Heading) }

// showSection is the form of a section.
func (d *Desk) showSection(w *reply, v *visit) error {
	view, err := d.sectionView(v)
	if err != nil {
		return err
	}
	prose, err := view.section.Content.Prose.Open(v.viewer, view.section.Content.Lock())
	if err != nil {
		return err
	}
	c := view.section.Content
	heading, edition := c.Heading, c.Edition
	typed, err := d.register.Typing(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	if typed != nil && (typed.Heading != heading || typed.Prose != prose) {
		view.typed, heading, prose, edition = typed, typed.Heading, typed.Prose, typed.Edition
	}
	pairs := []string{"edition", strconv.Itoa(edition), "heading", heading.En, "heading-cy", heading.Cy, "prose", prose.En, "prose-cy", prose.Cy}
	view.form = v.fresh(append(pairs, groundPairs(v, c.Ground)...)...)
	return w.page(d.reportFrame(v, view.heading(), view.crumb()), sectionPage(view))
}

// keepTyping keeps what is typed into a section while it is typed, as its script sends it, or forgets it.
func (d *Desk) keepTyping(w *reply, v *visit) error {
	if v.PostForm.Get("forget") == "yes" {
		if err := d.register.DropTyping(v.ctx, v.viewer, v.number); err != nil {
			return err
		}
		return w.see(sectionPath(v.number))
	}
	form := page.NewForm(v.words, v.PostForm)
	edition, _ := strconv.Atoi(form.Value("edition"))
	heading := council.Text{En: form.Value("heading"), Cy: form.Value("heading-cy")}
	prose := council.Text{En: form.Value("prose"), Cy: form.Value("prose-cy")}
	if err := d.register.KeepTyping(v.ctx, v.viewer, v.number, edition, heading, register.Sealed(prose)); err != nil {
		return err
	}
	return w.json([]byte("{}"))
}

// saveSection keeps what was written. Where somebody else has written meanwhile, both are brought
// together for this person to look at and to save.
func (d *Desk) saveSection(w *reply, v *visit) error {
	view, err := d.sectionView(v)
	if err != nil {
		return err
	}
	form := v.filled()
	view.form = form
	heading, prose, ground := form.Pair("heading"), form.Pair("prose"), readGround(form)
	edition, _ := strconv.Atoi(form.Value("edition"))
	status := 422
	if !form.Failed() {
		err := d.register.WriteSection(v.ctx, v.viewer, v.number, edition, heading, register.Sealed(prose), ground)
		var stale *register.Stale[register.Section]
		switch {
		case err == nil:
			return w.see(reportPath(view.Number) + "?done=report-saved#section-" + strconv.Itoa(v.number))
		case errors.As(err, &stale):
			status = 409
			if err := d.mergeSection(v, &view, edition, stale); err != nil {
				return err
			}
		case !form.Take(err):
			return err
		}
	}
	f := d.reportFrame(v, view.heading(), view.crumb())
	f.Title = v.words.Say("form.title", "Title", f.Title)
	return w.say(status, f, sectionPage(view))
}

// mergeSection brings this person's change together with the one that was kept meanwhile, as a form that
// is saved on top of it.
func (d *Desk) mergeSection(v *visit, view *sectionView, edition int, stale *register.Stale[register.Section]) error {
	versions, err := d.register.SectionVersions(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	base, theirs := at(versions, edition), at(versions, stale.Theirs.Content.Edition)
	mine, err := stale.Mine.Prose.Open(v.viewer, stale.Theirs.Content.Lock())
	if err != nil {
		return err
	}
	m := &mergeView{theirs: theirs.Content.Name}
	join := func(field, label, base, theirs, mine string) {
		got := redline.Merge(base, redline.Side{Name: m.theirs, Text: theirs}, redline.Side{Name: v.viewer.Name(), Text: mine})
		m.conflicts += got.Conflicts
		v.PostForm.Set(field, got.Text)
		if base != theirs || base != mine {
			m.changes = append(m.changes, changedText{label, redline.Text(base, theirs), redline.Text(base, mine)})
		}
	}
	words := v.words
	join("heading", words.T("desk.section.heading"), base.Content.Heading.En, theirs.Content.Heading.En, stale.Mine.Heading.En)
	join("heading-cy", words.Say("form.welsh", "Name", words.T("desk.section.heading")), base.Content.Heading.Cy, theirs.Content.Heading.Cy, stale.Mine.Heading.Cy)
	join("prose", words.T("desk.section.prose"), base.Prose.En, theirs.Prose.En, mine.En)
	join("prose-cy", words.Say("form.welsh", "Name", words.T("desk.section.prose")), base.Prose.Cy, theirs.Prose.Cy, mine.Cy)
	v.PostForm.Set("edition", strconv.Itoa(stale.Theirs.Content.Edition))
	if g := stale.Theirs.Content.Ground; !g.IsOpen() && stale.Mine.Ground.IsOpen() {
		setPairs(v, groundPairs(v, g)) // what somebody has closed is not opened by whoever did not know
	}
	view.merge, view.form = m, v.filled()
	return nil
}

// setPairs puts values into the form as it was sent, in place of those of the same names.
func setPairs(v *visit, pairs []string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		v.PostForm.Del(pairs[i])
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.PostForm.Add(pairs[i], pairs[i+1])
	}
}

// at is the version of a section at an edition; empty where there is none.
func at(versions []register.Version, edition int) register.Version {
	i := slices.IndexFunc(versions, func(one register.Version) bool { return one.Content.Edition == edition })
	if i < 0 {
		return register.Version{}
	}
	return versions[i]
}

// addSection puts a new section at the end of a report, and goes on to write it.
func (d *Desk) addSection(w *reply, v *visit) error {
	number, err := d.register.AddSection(v.ctx, v.viewer, v.number, register.Section{Heading: v.filled().Pair("heading")})
	if err != nil {
		return d.showReportAgain(w, v, err)
	}
	return w.see(sectionPath(number))
}

// removeSection takes a section out of its report.
func (d *Desk) removeSection(w *reply, v *visit) error {
	view, err := d.sectionView(v)
	if err != nil {
		return err
	}
	if err := d.register.RemoveSection(v.ctx, v.viewer, view.Number, v.number); err != nil {
		return err
	}
	return w.done(reportPath(view.Number), "section-removed")
}

// restoreSection puts a section back that was taken out.
func (d *Desk) restoreSection(w *reply, v *visit) error {
	view, err := d.sectionView(v)
	if err != nil {
		return err
	}
	if err := d.register.RestoreSection(v.ctx, v.viewer, view.Number, v.number); err != nil {
		return err
	}
	return w.see(reportPath(view.Number) + "#section-" + strconv.Itoa(v.number))
}

// versionsView lists the versions of a section, and compares two of them.
type versionsView struct {
	reportView
	section  register.Kept[register.Section]
	versions []register.Version // newest first
	from, to register.Version
	changes  []changedText // only theirs is set
}

// showVersions compares two versions of a section: the latest with the one before, or those asked for.
func (d *Desk) showVersions(w *reply, v *visit) error {
	k, work, err := d.register.Section(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view := versionsView{reportView: reportView{visit: v, ReportWork: work}, section: k}
	versions, err := d.register.SectionVersions(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	to, toErr := strconv.Atoi(v.query("to"))
	if toErr != nil {
		to = k.Content.Edition
	}
	from, fromErr := strconv.Atoi(v.query("from"))
	if fromErr != nil {
		from = to - 1
	}
	view.from, view.to = at(versions, from), at(versions, to)
	compare := func(label, before, after string) {
		if before != after {
			view.changes = append(view.changes, changedText{label: label, theirs: redline.Text(before, after)})
		}
	}
	a, b := view.from, view.to
	compare(v.words.T("desk.section.heading"), a.Content.Heading.En, b.Content.Heading.En)
	compare(v.words.Say("form.welsh", "Name", v.words.T("desk.section.heading")), a.Content.Heading.Cy, b.Content.Heading.Cy)
	compare(v.words.T("desk.section.prose"), a.Prose.En, b.Prose.En)
	compare(v.words.Say("form.welsh", "Name", v.words.T("desk.section.prose")), a.Prose.Cy, b.Prose.Cy)
	slices.Reverse(versions)
	view.versions = versions
	title := v.words.Plain(k.Content.Heading)
	return w.page(d.reportFrame(v, title, view.crumb()), versionsPage(view))
}

// choices are the versions as the list to choose one from.
func (v versionsView) choices() []page.Choice {
	var list []page.Choice
	for _, one := range v.versions {
		list = append(list, page.Choice{Value: strconv.Itoa(one.Content.Edition), Label: v.line(one)})
	}
	return list
}

// line names a version: its number, when and by whom.
func (v versionsView) line(one register.Version) string {
	return v.words.Say("desk.version", "Number", strconv.Itoa(one.Content.Edition), "Moment", v.words.Moment(one.Changed), "Name", one.Content.Name)
}
