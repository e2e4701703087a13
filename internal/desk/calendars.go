package desk

import (
	"fmt"
	"strings"

	"moothall/internal/council"
	"moothall/internal/diary"
	"moothall/internal/page"
)

// showCalendars lists the calendars of the municipal years.
func (d *Desk) showCalendars(w *reply, v *visit) error {
	list, err := d.register.Calendars(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.calendars"), Section: "calendars"}), calendarsPage(v, list))
}

func (d *Desk) calendarFrame(v *visit, title string, more ...page.Crumb) page.Frame {
	crumbs := []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.calendars"), Path: "/desk/calendars"}}
	return d.frame(v, page.Frame{Title: title, Section: "calendars", Crumbs: append(crumbs, more...)})
}

func calendarPath(number int) string { return fmt.Sprintf("/desk/calendars/%d", number) }

func (d *Desk) showNewCalendar(w *reply, v *visit) error {
	return w.page(d.calendarFrame(v, v.words.T("desk.calendar.new")), yearPage(v, v.fresh(), v.words.T("desk.calendar.new"), false))
}

func (d *Desk) saveNewCalendar(w *reply, v *visit) error {
	form := v.filled()
	y := readYear(form)
	if !form.Failed() {
		number, err := d.register.NewCalendar(v.ctx, v.viewer, y.name, y.spell, y.breaks)
		if err == nil {
			return w.done(calendarPath(number), "saved")
		}
		if !form.Take(err) {
			return err
		}
	}
	return w.again(d.calendarFrame(v, v.words.T("desk.calendar.new")), yearPage(v, form, v.words.T("desk.calendar.new"), false))
}

// typedYear is a municipal year as it was typed.
type typedYear struct {
	name   council.Text
	spell  council.Spell
	breaks []diary.Break
}

func readYear(f *page.Form) typedYear {
	y := typedYear{name: f.Pair("name"), spell: council.Spell{From: f.Day("from", f.Words.T("desk.calendar.from")), To: f.Day("to", f.Words.T("desk.calendar.to"))}}
	y.breaks = readBreaks(f)
	return y
}

// readBreaks reads the spells without meetings, one a line: "School holidays: 22 July 2026 to 31 August
// 2026", or of one day.
func readBreaks(f *page.Form) []diary.Break {
	var list []diary.Break
	for line := range strings.Lines(f.Value("breaks")) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		b, ok := readBreak(f.Words, line)
		if !ok {
			f.Fail("breaks", f.Words.Say("desk.calendar.breaks.wrong", "Line", line))
			return nil
		}
		list = append(list, b)
	}
	return list
}

func readBreak(w *page.Words, line string) (b diary.Break, ok bool) {
	name, days, ok := strings.Cut(line, ":")
	if b.Name = strings.TrimSpace(name); !ok || b.Name == "" {
		return b, false
	}
	from, to, spell := cutSpell(w, days)
	if !spell {
		to = from
	}
	var fromOK, toOK bool
	b.Spell.From, fromOK = w.ReadDay(from)
	b.Spell.To, toOK = w.ReadDay(to)
	return b, fromOK && toOK && !b.Spell.To.Before(b.Spell.From)
}

// cutSpell parts "22 July 2026 to 31 August 2026", with "to" in the reader's language or English, or a
// dash.
func cutSpell(w *page.Words, s string) (from, to string, ok bool) {
	for _, between := range []string{" " + w.T("desk.calendar.breaks.to") + " ", " to ", " – ", " - ", "–"} {
		if from, to, ok = strings.Cut(s, between); ok {
			return from, to, true
		}
	}
	return s, "", false
}

// breakLines are breaks as they are typed.
func breakLines(w *page.Words, breaks []diary.Break) string {
	var lines []string
	for _, b := range breaks {
		lines = append(lines, b.Name+": "+w.Day(b.Spell.From)+" "+w.T("desk.calendar.breaks.to")+" "+w.Day(b.Spell.To))
	}
	return strings.Join(lines, "\n")
}
