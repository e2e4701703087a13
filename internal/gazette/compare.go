package gazette

import (
	"slices"

	"moothall/internal/council"
)

// Compare says what differs between two editions of a subject; either may be nil, for "nothing".
// Only issue's items are compared where issue is not 0, so that the page of an issue shows of an
// agenda what concerns it.
func Compare(s Subject, before, after any, issue int) []Change {
	type place struct{ what, where string }
	said := map[place][2][]string{}
	var order []place
	for side, content := range []any{before, after} {
		for _, l := range narrowed(content, issue) {
			at := place{l.What, l.Where}
			texts, known := said[at]
			if !known {
				order = append(order, at)
			}
			texts[side] = append(texts[side], l.Text)
			said[at] = texts
		}
	}
	var changes []Change
	for _, at := range order {
		removed, added := differing(said[at][0], said[at][1])
		for i := range max(len(removed), len(added)) {
			changes = append(changes, Change{Subject: s, What: at.what, Where: at.where, Before: nth(removed, i), After: nth(added, i)})
		}
	}
	return changes
}

func nth(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// differing drops from both sides what they share.
func differing(before, after []string) (removed, added []string) {
	added = slices.Clone(after)
	for _, b := range before {
		if i := slices.Index(added, b); i >= 0 {
			added = slices.Delete(added, i, i+1)
		} else {
			removed = append(removed, b)
		}
	}
	return removed, added
}

// narrowed are the lines of a content, of an agenda only the items that bring the issue.
func narrowed(c any, issue int) []Line {
	if c == nil {
		return nil
	}
	if a, ok := c.(Agenda); ok && issue != 0 {
		a.Items = slices.DeleteFunc(slices.Clone(a.Items), func(it Item) bool { return !it.brings(issue) })
		a.Documents = nil
		c = a
	}
	return Lines(c)
}

func (c Item) brings(issue int) bool {
	return slices.ContainsFunc(c.Issues, func(i ItemIssue) bool { return i.Issue == issue })
}

// OnlyItems is the minutes with nothing but the minutes of those items.
func (c Minutes) OnlyItems(items []int) Minutes {
	c.Items = slices.DeleteFunc(slices.Clone(c.Items), func(m ItemMinute) bool { return !slices.Contains(items, m.Item) })
	c.Attendance, c.Declarations, c.Documents = nil, nil, nil
	return c
}

// ItemsOf are the numbers of the agenda's items that bring the issue.
func (c Agenda) ItemsOf(issue int) []int {
	var list []int
	for _, it := range c.Items {
		if it.brings(issue) {
			list = append(list, it.Number)
		}
	}
	return list
}

// Called is the title that a change's subject goes by.
func (c Change) Called(title council.Text) Change {
	c.Title = title
	return c
}
