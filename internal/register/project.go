package register

import (
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// This file is the one place where work becomes an edition. It is short so that it can be read twice,
// and its types are the gazette's, which have no field for an exempt word.

// ProjectAgenda is the agenda as the public will have it: for an item that is kept from them, its title,
// the paragraphs and the reason, and the papers that are open; nothing that it asks, and nothing that is
// private in it.
func ProjectAgenda(w AgendaWork, label council.Text, documents []int) gazette.Agenda {
	a := gazette.Agenda{Label: label, Documents: documents}
	for _, one := range w.Items {
		a.Items = append(a.Items, projectItem(one, w))
	}
	return a
}

func projectItem(one ItemWork, w AgendaWork) gazette.Item {
	c, a := one.Content, w.Agenda.Content
	it := gazette.Item{Number: one.Number, Printed: one.Printed, Depth: c.Depth, Title: c.Title, Heading: c.Heading, Procedural: c.Procedural,
		References: c.References, Contacts: c.Contacts, Issues: c.Issues, Documents: publicPapers(one.Papers)}
	if g := a.lateGround(one); g != nil {
		it.Urgency = &gazette.Urgency{By: g.By, Reason: g.Reason}
	}
	if !c.Withdrawn.IsZero() {
		return gazette.Item{Number: one.Number, Printed: one.Printed, Depth: c.Depth, Title: c.Title, Procedural: c.Procedural, Issues: c.Issues,
			Withdrawn: c.Withdrawn}
	}
	if !c.Ground.IsOpen() {
		it.Openness = c.Ground.Openness
		it.Exemption = exemption(c.Ground, nil, w.Reviews)
		if g := a.urgentPrivate(); g != nil && it.Urgency == nil {
			it.Urgency = &gazette.Urgency{By: g.By, Reason: g.Reason}
		}
		return it
	}
	it.Responses = one.Carried
	return ProjectRelease(it, c)
}

// lateGround is the urgency on which an item was added after the last lawful moment or, where the whole agenda
// was, on which all its business is considered.
func (a Agenda) lateGround(one ItemWork) *LawfulGround {
	var whole *LawfulGround
	for i, g := range a.Grounds {
		switch {
		case g.Way != urgentItem:
		case g.Item == one.Number:
			return &a.Grounds[i]
		case g.Item == 0 && !one.Content.Procedural && !one.Content.Heading:
			whole = &a.Grounds[i]
		}
	}
	return whole
}

// urgentPrivate is the agreement on which items are taken in private without notice in time; it is printed
// with them (SI 2012/2089 reg 5(7)).
func (a Agenda) urgentPrivate() *LawfulGround {
	for i := range a.Grounds {
		if a.Grounds[i].Way == deadline.UrgentPrivate {
			return &a.Grounds[i]
		}
	}
	return nil
}

// publicPapers are the papers that an agenda names: all of them, since that there is an exempt paper is
// public; what is in it is not. One that was withdrawn after it was published is named as withdrawn.
func publicPapers(papers []Kept[Paper]) []int {
	var list []int
	for _, p := range papers {
		if p.Content.Withdrawn && p.Content.Published || !p.Content.Withdrawn && p.Content.State == PaperReady {
			list = append(list, p.Number)
		}
	}
	return list
}

// ProjectPaper is a paper as the public will have it: of one that is kept from them, its title and kind, and on
// which ground it is; with reviews also when that is looked at again.
func ProjectPaper(p Paper, v audience.Viewer, reviews bool) (gazette.Document, error) {
	return p.document(v, reviews)
}

// exemption is on what ground something is kept from the public or was until it was released; nil where it never
// was.
func exemption(g audience.Ground, r *Release, reviews bool) *gazette.Exemption {
	switch {
	case g.IsOpen() && r == nil:
		return nil
	case g.IsOpen():
		return &gazette.Exemption{Paragraphs: r.Was.Paragraphs, Reason: r.Was.Reason, Released: r.On}
	}
	e := &gazette.Exemption{Paragraphs: g.Paragraphs, Reason: g.Reason}
	if reviews {
		e.Review = g.Review
	}
	return e
}

// ProjectFigures are the figures that the council shows, with what they are held against; nil where it shows none.
func ProjectFigures(c Customs) *gazette.Figures {
	if len(c.Figures) == 0 {
		return nil
	}
	f := &gazette.Figures{Show: c.Figures, DraftMinutes: c.DraftMinutes, Nation: string(c.Deadlines.Nation)}
	for id, how := range c.Deadlines.Counting {
		if f.Counting == nil {
			f.Counting = map[string]string{}
		}
		f.Counting[string(id)] = string(how)
	}
	for id, n := range c.Deadlines.Lengths {
		if f.Lengths == nil {
			f.Lengths = map[string]int{}
		}
		f.Lengths[string(id)] = n
	}
	for _, d := range c.Deadlines.Days {
		f.Days = append(f.Days, gazette.FigureDay{Day: d.Day, Name: d.Name, Counts: d.Counts})
	}
	return f
}

// ProjectRelease is an item, as it stands in the public's agenda, once what was kept of it is released: what is
// asked, and what was private in it.
func ProjectRelease(public gazette.Item, c Item) gazette.Item {
	public.Openness, public.Exemption = "", exemption(c.Ground, c.Released, false)
	public.Purpose, public.AskedLead, public.Asked, public.Summary = c.Purpose, c.Lead, c.Asked, c.Summary
	return public
}

// ProjectPlanItem is the key decision of a report as a forward plan tells of it: which body is to make it,
// when and why it is key, of a report that is kept from the public too; nothing of what is in it. first is
// when notice of it was given in an earlier plan; zero where it was not.
func ProjectPlanItem(r Report, s Stage, first council.Day) gazette.PlanItem {
	it := gazette.PlanItem{Issue: r.Issue, Body: s.Body, Due: s.Day, Key: r.Key.Key, Private: !r.Ground.IsOpen(), FirstNotice: first}
	if r.Ground.IsOpen() {
		it.KeyReason = r.Key.Reason
		it.Documents = []string{r.Title.String()}
	}
	return it
}

// ProjectIssue is an issue with what the report on it plans: of one that is kept from the public, when and
// before which body, not what is asked nor why it is key.
func ProjectIssue(i gazette.Issue, r Report) gazette.Issue {
	route := r.Route
	i.KeyReason = r.Key.Reason
	if !r.Ground.IsOpen() {
		i.KeyReason = council.Text{}
		route = make([]Stage, len(r.Route))
		for n, s := range r.Route {
			s.Asked, s.Lead = nil, ""
			route[n] = s
		}
	}
	i.Planned = plannedOn(route)
	return i
}

// ProjectReport is a report as it is printed for a stage of its route. Unless it is the whole of it, for
// the members of the body alone, a section that is kept from the public is left out, heading and all, and
// only the ground for that is named.
func ProjectReport(r Report, s Stage, sections []Kept[Section], v audience.Viewer, l council.Language, whole bool) (Written, error) {
	in := func(t council.Text) string { text, _ := t.In(l); return text }
	w := Written{Lang: l, Title: in(r.Title), Day: s.Day, Purpose: in(r.Purpose), Lead: s.Lead, References: r.References, Contacts: r.Contacts}
	for _, a := range s.Asked {
		w.Asked = append(w.Asked, strings.TrimSpace(a.Label+" "+in(a.Text)))
	}
	for _, k := range sections {
		c := k.Content
		if !whole && !c.Ground.IsOpen() {
			w.Parts = append(w.Parts, WrittenPart{Openness: c.Ground.Openness, Closed: &gazette.Exemption{Paragraphs: c.Ground.Paragraphs, Reason: c.Ground.Reason}})
			continue
		}
		prose, err := c.Prose.Open(v, c.Lock())
		if err != nil {
			return w, err
		}
		part := WrittenPart{}
		part.Heading, part.HeadingLang = c.Heading.In(l)
		if part.Prose, part.ProseLang = prose.In(l); part.Prose != "" {
			w.Parts = append(w.Parts, part)
		}
	}
	return w, nil
}

// ProjectInterests is the register of a member's interests as the public has it. An interest that is
// sensitive, or is said to be, is not in it, nor its kind; of one that is withheld it says that there is
// one (Localism Act 2011 s32(2)).
func ProjectInterests(i Interests) (entries []gazette.Interest, withheld bool) {
	for _, e := range i.Entries {
		if e.Sensitive != NotSensitive || !e.Sealed.IsZero() {
			withheld = withheld || e.Sensitive == Withheld
			continue
		}
		entries = append(entries, gazette.Interest{Category: e.Of, Text: e.Text, Giver: e.Giver, Value: e.Value, Registered: e.Registered, Ceased: e.Ceased})
	}
	return entries, withheld
}

// ProjectDecision is the record of a decision as it is published, but for its prose and its notices in
// print: everything in it is written for the public.
func ProjectDecision(w DecisionWork) gazette.Decision {
	d := w.Content
	out := gazette.Decision{Title: d.Title, Body: d.Body, Maker: d.Maker, MakerPerson: d.Person, Officer: d.Sort == ByOfficer, Day: d.Day, Issue: d.Issue,
		Meeting: d.Meeting, Item: d.Item, Purpose: d.Purpose, Conflicts: d.Conflicts, Consulted: d.Consulted, Key: d.Key, KeyReason: d.KeyReason,
		NoCallIn: d.NoCallIn, Effective: w.Effect, Wards: d.Wards, AllWards: d.AllWards, Reference: d.Reference, Contacts: d.Contacts, Documents: d.Documents}
	if w.Standard != nil {
		out.Standard = w.Standard.Last
	}
	if w.CallIn != nil {
		out.CallIn = &gazette.CallIn{Until: w.CallIn.Last, Outcome: gazette.CallInOpen}
	}
	return out
}
