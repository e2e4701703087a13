package register

import (
	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// This file belongs to project.go: it makes editions of what follows from minutes, and nothing else does.

// ProjectAction is an action as the public has it; false where they have not, since its item is kept from
// them or the minutes that ask for it are not published. What it asks is taken from those minutes, so that
// nothing else can be in it. person is whoever does it, where the public knows them.
func ProjectAction(a Action, minutes gazette.Minutes, person int, v audience.Viewer) (out gazette.Action, ok bool, err error) {
	limb, ok := limbOf(minutes, a.Item, a.Limb)
	if !ok || !a.Lock().IsOpen() {
		return out, false, nil
	}
	out = gazette.Action{Body: a.Body, Meeting: a.Meeting, Item: a.Item, Limb: a.Limb, Label: limb.Label, Issue: a.Issue, Title: a.Title, Text: limb.Text,
		Decided: a.Decided, Owner: a.Post, Person: person, Due: a.Due, End: a.End, Ended: a.Ended}
	if out.Owner.IsZero() && person == 0 {
		out.Owner = council.InEnglish(limb.Owner)
	}
	for _, n := range a.Told {
		note := gazette.ActionNote{On: council.DayOf(council.InLondon(n.At))}
		if note.Text, err = n.Text.Open(v, a.Lock()); err != nil {
			return out, false, err
		}
		if note.Evidence, err = n.Evidence.Open(v, a.Lock()); err != nil {
			return out, false, err
		}
		out.Notes = append(out.Notes, note)
	}
	return out, true, nil
}

// limbOf is a limb of minutes, by its item and its place in the resolution, from 1.
func limbOf(m gazette.Minutes, item, limb int) (gazette.Limb, bool) {
	for _, one := range m.Items {
		if one.Item == item && limb >= 1 && limb <= len(one.Resolution) {
			return one.Resolution[limb-1], true
		}
	}
	return gazette.Limb{}, false
}
