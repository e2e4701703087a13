package gazette

import "moothall/internal/council"

// spellOf is one dated fact about a person: what it says, and when.
type spellOf struct {
	what string
	council.Spell
}

// facts are the dated facts about a person that accounts of meetings show.
func (c Person) facts() []spellOf {
	var list []spellOf
	for _, s := range c.Represents {
		list = append(list, spellOf{Subject{KindWard, s.Ward}.String(), s.Spell})
	}
	for _, s := range c.Parties {
		list = append(list, spellOf{Subject{KindParty, s.Party}.String(), s.Spell})
	}
	for _, s := range c.Posts {
		list = append(list, spellOf{"post " + s.Title.En + "\x00" + s.Title.Cy, s.Spell})
	}
	for _, s := range c.Memberships {
		list = append(list, spellOf{Subject{KindBody, s.Body}.String() + " " + string(s.Role), s.Spell})
	}
	return list
}

// ShownSince is the first day whose meetings can show the difference between a person and an
// earlier edition of theirs: the zero Day for all, false for none. A post that ends in May changes
// no meeting before May.
func (c Person) ShownSince(before Person) (from council.Day, shown bool) {
	if c.Name != before.Name || c.Style != before.Style {
		return council.Day{}, true
	}
	ends := map[spellOf][]council.Day{}
	for _, f := range before.facts() {
		begun := spellOf{f.what, council.Spell{From: f.From}}
		ends[begun] = append(ends[begun], f.To)
	}
	note := func(d council.Day) {
		if !shown || d.Before(from) {
			from, shown = d, true
		}
	}
	for _, f := range c.facts() {
		begun := spellOf{f.what, council.Spell{From: f.From}}
		was := ends[begun]
		switch {
		case len(was) == 0:
			note(f.From)
		case was[0] != f.To:
			note(earlierEnd(was[0], f.To))
		}
		if len(was) > 0 {
			ends[begun] = was[1:]
		}
	}
	for begun, left := range ends {
		if len(left) > 0 {
			note(begun.From)
		}
	}
	return from, shown
}

// earlierEnd is the earlier of two ends of a spell, of which a zero Day is "still".
func earlierEnd(a, b council.Day) council.Day {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
