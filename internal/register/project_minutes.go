package register

import (
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// This file belongs to project.go: it makes editions of minutes, and nothing else does.

// ProjectMinutes are the minutes as the public will have them: of an item that is kept from them, its twin
// and what was read in that; of a sensitive interest, not what it is. It is ErrInvalid where prose was
// changed since somebody was shown what is read in it.
func ProjectMinutes(w MinutesWork, state council.MinutesState, v audience.Viewer, set Typeset) (gazette.Minutes, error) {
	m := gazette.Minutes{State: state, Attendance: projectRoll(w.Roll), Documents: w.Minutes.Content.Papers}
	if state != council.MinutesDraft {
		m.ApprovedAt = w.Minutes.Content.At
	}
	var err error
	if m.Declarations, err = projectDeclared(w, v); err != nil {
		return m, err
	}
	var faults council.Faults
	for _, n := range w.Sitting.Content.Business {
		k, ok := w.Written[n]
		if !ok {
			continue
		}
		o, err := k.Content.Open(v)
		if err != nil {
			return m, err
		}
		prose, read := k.Content.Public(o)
		if !read.Stands(prose) {
			faults.Add("item-"+itoa(n), "minutes.unread", "Item", w.titleOf(n))
			continue
		}
		if state != council.MinutesDraft {
			drafted, err := k.Content.Drafted.Open(v, k.Content.Lock())
			if err != nil {
				return m, err
			}
			m.Corrections = append(m.Corrections, corrections(n, drafted, prose)...)
		}
		if prose.IsZero() {
			continue
		}
		one, err := ProjectMinute(k, prose, read, v, set)
		if err != nil {
			return m, err
		}
		m.Items = append(m.Items, one)
	}
	return m, faults.Err()
}

// ProjectMinute is what happened at an item as the public will have it: prose that is for them, and what was read
// in that.
func ProjectMinute(k Kept[Minute], prose council.Text, read MinuteReading, v audience.Viewer, set Typeset) (gazette.ItemMinute, error) {
	one, err := projectReading(k.Content, read, v)
	one.Item, one.Prose = k.Number, council.Text{En: typeset(set, prose.En, council.English), Cy: typeset(set, prose.Cy, council.Welsh)}
	return one, err
}

func typeset(set Typeset, prose string, l council.Language) string {
	if strings.TrimSpace(prose) == "" {
		return ""
	}
	return set(prose, l)
}

// projectRoll is the roll; whoever nobody has marked was absent.
func projectRoll(roll []Kept[Attendance]) (list []gazette.Attendance) {
	for _, k := range roll {
		a := k.Content
		one := gazette.Attendance{Person: a.Person, Post: a.Post, Presence: a.Presence, For: a.For, Expected: a.Expected, Arrived: a.Arrived, Left: a.Left}
		if a.Person == 0 {
			one.Name = a.Name
		}
		if a.Presence == "" {
			one.Presence = council.Absent
		}
		list = append(list, one)
	}
	return list
}

func projectDeclared(w MinutesWork, v audience.Viewer) (list []gazette.Declaration, err error) {
	for _, k := range w.Declared {
		d := k.Content
		one := gazette.Declaration{Person: d.Person, Item: d.Item, Kind: d.Interest, Withdrew: d.Withdrew}
		if d.Person == 0 {
			one.Name = d.Name
		}
		if !d.Sensitive {
			if one.Nature, err = d.Nature.Open(v, d.Lock()); err != nil {
				return nil, err
			}
		}
		list = append(list, one)
	}
	return list, nil
}

// projectReading are the points and limbs of a reading.
func projectReading(m Minute, read MinuteReading, v audience.Viewer) (out gazette.ItemMinute, err error) {
	open := func(s audience.Sealed) string {
		text, openErr := s.Open(v, m.Lock())
		if openErr != nil {
			err = openErr
		}
		return text
	}
	for _, p := range read.Points {
		out.Points = append(out.Points, gazette.Point{Text: open(p.Text), Answer: open(p.Answer), By: p.By})
	}
	for _, l := range read.Limbs {
		out.Resolution = append(out.Resolution, gazette.Limb{Label: l.Label, Verb: l.Verb, Text: open(l.Text), Addressee: open(l.Addressee),
			AddresseeBody: l.AddresseeBody, InConsultationWith: open(l.Consulted), Owner: open(l.Owner), Due: l.Due, Vote: l.Vote})
	}
	return out, err
}

// ProjectWrittenMinutes are the minutes as they are printed. Unless it is the whole of them, for the members
// of the body alone, an item that is kept from the public has its twin.
func ProjectWrittenMinutes(w MinutesWork, l council.Language, v audience.Viewer, whole bool) (WrittenMinutes, error) {
	in := func(t council.Text) string { text, _ := t.In(l); return text }
	out := WrittenMinutes{Lang: l, Body: in(w.Body.NameOn(w.Meeting.Day)), Meeting: w.Meeting, Chair: w.NameOf(w.Sitting.Content.Chair),
		Draft: w.Minutes.Content.State == MinutesWriting || w.Minutes.Content.State == MinutesWithChair}
	out.Meeting.Ends = w.Sitting.Content.Ended
	for _, k := range w.Roll {
		out.Roll = append(out.Roll, k.Content)
	}
	for _, k := range w.Declared {
		one := WrittenDeclaration{Name: k.Content.Name, Item: w.titleOf(k.Content.Item), Interest: k.Content.Interest, Withdrew: k.Content.Withdrew}
		if !k.Content.Sensitive {
			nature, err := k.Content.Nature.Open(v, k.Content.Lock())
			if err != nil {
				return out, err
			}
			one.Nature = in(nature)
		}
		out.Declared = append(out.Declared, one)
	}
	for _, one := range w.Items {
		k, ok := w.Written[one.Number]
		if !ok {
			continue
		}
		o, err := k.Content.Open(v)
		if err != nil {
			return out, err
		}
		prose, _ := k.Content.Public(o)
		if whole {
			prose = o.Prose
		}
		item := WrittenMinute{Printed: one.Printed}
		item.Title, item.TitleLang = one.Content.Title.In(l)
		item.Prose, item.ProseLang = prose.In(l)
		out.Items = append(out.Items, item)
	}
	return out, nil
}

// titleOf is an item as the agenda prints it; empty for none.
func (w SittingWork) titleOf(item int) string {
	at, ok := w.At(item)
	if !ok {
		return ""
	}
	return strings.TrimSpace(at.Printed + " " + at.Content.Title.String())
}
