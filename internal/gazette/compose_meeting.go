package gazette

import (
	"context"
	"fmt"
	"slices"

	"moothall/internal/council"
)

// ComposeMeeting makes the account of a meeting; council.ErrNotFound where it is not on the
// record.
func ComposeMeeting(ctx context.Context, src Record, number int) (MeetingAccount, error) {
	c := &composer{ctx: ctx, src: src}
	p, ok := c.papers(number, c.told)
	if c.err != nil {
		return MeetingAccount{}, fmt.Errorf("compose meeting %d: %w", number, c.err)
	}
	if !ok {
		return MeetingAccount{}, fmt.Errorf("meeting %d: %w", number, council.ErrNotFound)
	}
	a := c.meeting(p)
	if c.err != nil {
		return MeetingAccount{}, fmt.Errorf("compose meeting %d: %w", number, c.err)
	}
	return a, nil
}

// meetingPapers are the published papers of one meeting.
type meetingPapers struct {
	number                                        int
	meeting                                       Meeting
	agenda                                        Agenda
	minutes                                       Minutes
	meetingEdition, agendaEdition, minutesEdition Edition // zero where not published
	body                                          Body
	minuteOf                                      map[int]ItemMinute
	actionOf                                      map[string]*ActionLine // by the anchor of their limb
}

// papers reads a meeting's papers with read; false where the meeting is not on the record.
func (c *composer) papers(number int, read func(Subject) (Edition, bool)) (meetingPapers, bool) {
	p := meetingPapers{number: number}
	e, ok := read(Subject{KindMeeting, number})
	if !ok {
		return p, false
	}
	p.meetingEdition = e
	p.meeting, _ = e.Content.(Meeting)
	p.agendaEdition, _ = read(Subject{KindAgenda, number})
	p.agenda, _ = p.agendaEdition.Content.(Agenda)
	p.minutesEdition, _ = read(Subject{KindMinutes, number})
	p.minutes, _ = p.minutesEdition.Content.(Minutes)
	p.body = latest[Body](c, Subject{KindBody, p.meeting.Body})
	p.minuteOf = make(map[int]ItemMinute, len(p.minutes.Items))
	for _, m := range p.minutes.Items {
		p.minuteOf[m.Item] = m
	}
	p.actionOf = c.actionsOf(number, read)
	return p, true
}

func (p meetingPapers) bodyName() Named {
	return Named{p.meeting.Body, p.body.NameOn(p.meeting.Day)}
}

func (c *composer) meeting(p meetingPapers) MeetingAccount {
	m := p.meeting
	a := MeetingAccount{Number: p.number, Body: p.bodyName(), BodyKind: p.body.Kind, Day: m.Day, Starts: m.Starts, Ends: m.Ends,
		Place: m.Place, State: m.State, Label: m.Label, Reason: m.Reason, Quorum: p.body.Quorum, Source: m.Source,
		AgendaLabel: p.agenda.Label, Gone: p.meetingEdition.Tombstone, AgendaGone: p.agendaEdition.Tombstone, MinutesGone: p.minutesEdition.Tombstone,
		MinutesState: p.minutes.State, SignedBy: p.minutes.SignedBy, SignedOn: p.minutes.SignedOn, SignedText: p.minutes.SignedText}
	a.AgendaAt, a.AgendaEditions = p.agendaEdition.Revision.Changed, p.agendaEdition.Revision.Entries
	a.MovedTo = c.meetingLine(m.MovedTo)
	a.ApprovedAt = c.meetingLine(p.minutes.ApprovedAt)
	decisions := c.decisionsOf(p.number)
	for _, it := range p.agenda.Items {
		item := c.item(it, p)
		item.Decisions = decisions[it.Number]
		a.Items = append(a.Items, item)
	}
	a.Documents = c.documents(slices.Concat(c.bound(&a), m.Documents, p.agenda.Documents, p.minutes.Documents))
	c.attendance(&a, p)
	a.Revision = c.rev
	return a
}

// bound gives the papers of a meeting's items their page numbers in its packs, and the packs themselves.
func (c *composer) bound(a *MeetingAccount) (packs []int) {
	placed := map[int]PackedPaper{}
	for _, n := range c.mentioning(Subject{KindMeeting, a.Number}, KindDocument) {
		d := latest[Document](c, Subject{KindDocument, n})
		if d.Pack == nil || d.Pack.Meeting != a.Number {
			continue
		}
		packs = append(packs, n)
		for _, paper := range d.Pack.Papers {
			placed[paper.Document] = paper
		}
	}
	for _, item := range a.Items {
		for i := range item.Documents {
			paper := placed[item.Documents[i].Number]
			item.Documents[i].From, item.Documents[i].To = paper.From, paper.To
		}
	}
	return packs
}

func (c *composer) meetingLine(number int) *MeetingLine {
	e, ok := c.edition(Subject{KindMeeting, number})
	if !ok {
		return nil
	}
	m, ok := e.Content.(Meeting)
	if !ok {
		return nil
	}
	return &MeetingLine{Number: number, Body: c.body(m.Body, m.Day), Day: m.Day, Starts: m.Starts, Place: m.Place, State: m.State, Label: m.Label}
}

// decisionsOf are the decision records made at a meeting, by item.
func (c *composer) decisionsOf(meeting int) map[int][]Named {
	list := map[int][]Named{}
	for _, n := range c.mentioning(Subject{KindMeeting, meeting}, KindDecision) {
		if d := latest[Decision](c, Subject{KindDecision, n}); d.Meeting == meeting && d.Item != 0 {
			list[d.Item] = append(list[d.Item], Named{n, d.Title})
		}
	}
	return list
}

func (c *composer) attendance(a *MeetingAccount, p meetingPapers) {
	printed := map[int]Item{}
	for _, it := range p.agenda.Items {
		printed[it.Number] = it
	}
	for _, at := range p.minutes.Attendance {
		line := AttendanceLine{Person: Named{0, council.InEnglish(at.Name)}, Post: council.InEnglish(at.Post), Presence: at.Presence,
			Arrived: printed[at.Arrived].Printed, Left: printed[at.Left].Printed}
		if at.Person != 0 {
			c.whoOn(&line, at.Person, p.meeting)
		}
		if at.For != 0 {
			line.For = c.person(at.For)
		}
		a.Attendance = append(a.Attendance, line)
	}
	for _, k := range p.minutes.Corrections {
		a.Corrections = append(a.Corrections, CorrectionLine{Correction: k, Printed: printed[k.Item].Printed, Title: printed[k.Item].Title})
	}
	for _, d := range p.minutes.Declarations {
		line := DeclarationLine{Person: Named{0, council.InEnglish(d.Name)}, Item: printed[d.Item].Printed, ItemTitle: printed[d.Item].Title,
			ItemNumber: d.Item, Kind: d.Kind, Nature: d.Nature, Withdrew: d.Withdrew}
		if d.Person != 0 {
			line.Person = c.person(d.Person)
		}
		a.Declarations = append(a.Declarations, line)
	}
}

// whoOn fills in who a person was on the day of the meeting.
func (c *composer) whoOn(line *AttendanceLine, person int, m Meeting) {
	p := latest[Person](c, Subject{KindPerson, person})
	line.Person, line.Style, line.Party = Named{person, council.InEnglish(p.Name)}, p.Style, c.partyOn(p, m.Day)
	for _, s := range p.Memberships {
		if s.Body == m.Body && s.Covers(m.Day) {
			line.Role = s.Role
		}
	}
	for _, s := range p.Represents {
		if s.Covers(m.Day) {
			line.Ward = c.wards([]int{s.Ward})[0]
		}
	}
	for _, s := range p.Posts {
		if line.Post.IsZero() && s.Covers(m.Day) {
			line.Post = s.Title
		}
	}
}

func (c *composer) item(it Item, p meetingPapers) ItemAccount {
	m := p.minuteOf[it.Number]
	a := ItemAccount{Number: it.Number, Printed: it.Printed, Depth: it.Depth, Title: it.Title, Heading: it.Heading, Procedural: it.Procedural,
		Purpose: it.Purpose, Summary: it.Summary, AskedLead: it.AskedLead, Asked: it.Asked, References: it.References, Contacts: it.Contacts,
		Documents: c.documents(it.Documents), Openness: it.Openness, Exemption: it.Exemption, Urgency: it.Urgency, Responses: it.Responses, Withdrawn: it.Withdrawn, Prose: m.Prose}
	for _, i := range it.Issues {
		a.Issues = append(a.Issues, c.issue(i.Issue))
	}
	for i, pt := range m.Points {
		pa := PointAccount{Anchor: PointAnchor(it.Number, i+1), Text: pt.Text, Answer: pt.Answer}
		if pt.By != 0 {
			pa.By = c.person(pt.By)
		}
		a.Points = append(a.Points, pa)
	}
	for i, l := range m.Resolution {
		limb := c.limb(l, LimbAnchor(it.Number, i+1), p.meeting.Day)
		limb.Action = p.actionOf[limb.Anchor]
		a.Limbs = append(a.Limbs, limb)
	}
	return a
}

func (c *composer) limb(l Limb, anchor string, on council.Day) LimbAccount {
	a := LimbAccount{Anchor: anchor, Label: l.Label, Verb: l.Verb, Text: l.Text, InConsultationWith: l.InConsultationWith, Owner: l.Owner, Due: l.Due}
	switch {
	case l.AddresseeBody != 0:
		a.Addressee = c.body(l.AddresseeBody, on)
	case l.Addressee != "":
		a.Addressee = Named{0, council.InEnglish(l.Addressee)}
	}
	if l.Vote != nil {
		a.Vote = c.vote(*l.Vote, on)
	}
	return a
}

func (c *composer) vote(v Vote, on council.Day) *VoteAccount {
	a := &VoteAccount{For: v.For, Against: v.Against, Abstained: v.Abstained, Unanimous: v.Unanimous}
	for _, n := range v.ByName {
		p := latest[Person](c, Subject{KindPerson, n.Person})
		a.Names = append(a.Names, VoterLine{Named{n.Person, council.InEnglish(p.Name)}, c.partyOn(p, on), n.Choice})
	}
	return a
}
