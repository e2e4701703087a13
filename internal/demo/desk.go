package demo

import (
	"context"
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// Password is that of everybody at the demonstration's desk. It guards nothing.
const Password = "three herons over water"

// StaffMember is somebody with an account at the demonstration's desk.
type StaffMember struct {
	Name  string
	Email string
	Role  audience.Role
	// Capacity is what an approver clears reports for.
	Capacity string
	// Scrutinises says, of a member, that they sit on a scrutiny committee and not on the Cabinet.
	Scrutinises bool
}

// Staff are those with accounts, the administrator first. The member sits on the Cabinet.
func Staff() []StaffMember {
	return []StaffMember{
		{Name: "Ada Moss", Email: "admin@ravensbeck.example", Role: audience.Administrator},
		{Name: "Olwen Price", Email: "officer@ravensbeck.example", Role: audience.Officer},
		{Name: "Arthur Dale", Email: "author@ravensbeck.example", Role: audience.Author},
		{Name: "Farah Iqbal", Email: "finance@ravensbeck.example", Role: audience.Approver, Capacity: "Finance"},
		{Name: "Leon Hart", Email: "legal@ravensbeck.example", Role: audience.Approver, Capacity: "Legal"},
		{Name: "Mona Oyelaran", Email: "monitoring@ravensbeck.example", Role: audience.MonitoringOfficer},
		{Name: "A member of the Cabinet", Email: "member@ravensbeck.example", Role: audience.Member},
		{Name: "A chair", Email: "chair@ravensbeck.example", Role: audience.Chair},
		{Name: "A member of scrutiny", Email: "scrutiny@ravensbeck.example", Role: audience.Member, Scrutinises: true},
	}
}

// Grants are the roles of somebody on the staff from a day on: a member's for the body given, the chair's
// for the body that they preside over.
func (s StaffMember) Grants(from council.Day, body, chaired int) []audience.Grant {
	g := audience.Grant{Role: s.Role, Capacity: s.Capacity, Spell: council.Spell{From: from}}
	switch s.Role {
	case audience.Member:
		g.Body = body
	case audience.Chair:
		g.Body = chaired
	case audience.Administrator, audience.Officer, audience.Author, audience.Approver, audience.MonitoringOfficer:
	}
	return []audience.Grant{g}
}

// Desk is what the demonstration's work is done with.
type Desk struct {
	Register *register.Register
	Sealed   Shelf // where papers lie before they are published
	// As is somebody on the staff, signed in.
	As func(audience.Role) audience.Viewer
	// Held are the meetings that were held lately and whose minutes are not published, the latest first.
	Held []gazette.MeetingLine
	// Coming are the meetings to come, the next first, as they are published.
	Coming []gazette.MeetingLine
	// Minuted are the meetings of late, the last first.
	Minuted []gazette.MeetingLine
	Issues  []int        // public numbers of issues that are planned
	Roll    gazette.Roll // everybody on the record
	Today   council.Day
	// Lead is the member of the Cabinet with an account, and the post that they hold; Scrutineer is signed in
	// as the member of scrutiny.
	Lead       gazette.PersonLine
	Scrutineer audience.Viewer
}

// Work puts work in every state on the desk: an agenda that is published, whose pack is to be made and to
// which a late item was added, one whose last lawful day is close, with an exempt award and its papers, a
// calendar that is to be published, reports that are being written, waiting to be cleared, and cleared, a
// meeting in progress, and minutes on each step of their way; and before all that bodies and people as
// officers keep them.
func Work(ctx context.Context, d Desk) error {
	if err := d.people(ctx); err != nil {
		return err
	}
	open, next := d.agendas()
	if next == nil || len(d.Issues) == 0 {
		return nil // a council told on a day before whose meetings none are to come
	}
	if open != nil {
		if err := d.lateItem(ctx, open.Number); err != nil {
			return fmt.Errorf("add a late item: %w", err)
		}
	}
	for _, m := range d.Coming {
		if !m.HasAgenda {
			continue
		}
		if err := d.Register.AskPacks(ctx, d.As(audience.Officer), m.Number); err != nil {
			return fmt.Errorf("ask for the packs of meeting %d: %w", m.Number, err)
		}
	}
	if err := d.agendaInTheMaking(ctx, next.Number); err != nil {
		return fmt.Errorf("make an agenda: %w", err)
	}
	if err := d.calendar(ctx); err != nil {
		return fmt.Errorf("make a calendar: %w", err)
	}
	if err := d.reports(ctx, *next); err != nil {
		return err
	}
	if err := d.sittings(ctx); err != nil {
		return fmt.Errorf("hold meetings: %w", err)
	}
	if err := d.decisions(ctx); err != nil {
		return err
	}
	return d.actions(ctx)
}

// agendas are the next meeting whose agenda is published, and the next whose agenda is to be made in
// good time.
func (d Desk) agendas() (open, next *gazette.MeetingLine) {
	for i, m := range d.Coming {
		switch {
		case m.HasAgenda && open == nil:
			open = &d.Coming[i]
		case !m.HasAgenda && next == nil && m.Day.After(d.Today.Add(8)):
			next = &d.Coming[i]
		}
	}
	return open, next
}

func (d Desk) lateItem(ctx context.Context, meeting int) error {
	officer := d.As(audience.Officer)
	if err := d.Register.BeginAgenda(ctx, officer, meeting); err != nil {
		return err
	}
	_, err := d.Register.AddItem(ctx, officer, meeting, register.Item{Title: en("Flooding at Mill Lane"),
		Purpose: en("To consider what the council can do for the households that were flooded this week.")})
	return err
}

func (d Desk) agendaInTheMaking(ctx context.Context, meeting int) error {
	officer := d.As(audience.Officer)
	if err := d.Register.BeginAgenda(ctx, officer, meeting); err != nil {
		return err
	}
	ground := audience.Ground{Openness: council.Exempt, Paragraphs: []int{3}, By: "Mona Oyelaran, Monitoring Officer", Review: d.Today.Add(365),
		Reason: en("The bids are confidential until the contract is signed; to disclose them now would harm the council's position.")}
	item, err := d.Register.AddItem(ctx, officer, meeting, register.Item{Title: en("Award of the leisure centres contract"),
		Purpose: en("To award a contract for running the borough's three leisure centres."), Lead: "The body is recommended to:",
		Asked:   []gazette.Ask{{Label: "a)", Text: en("award the contract to the bidder named in the report.")}},
		Private: register.Sealed(en("Bidder C, at £4.2 million over five years, scored highest on quality and on price.")),
		Ground:  ground})
	if err != nil {
		return err
	}
	return d.award(ctx, item, ground)
}

// reports starts three reports and takes each as far as it goes.
func (d Desk) reports(ctx context.Context, next gazette.MeetingLine) error {
	due := d.Today.Add(3)
	for i, r := range []struct {
		title string
		asked []string // capacities whose clearance is asked
		clear bool
	}{
		{title: "Bus shelters: a programme of replacement"},
		{title: "Library opening hours", asked: []string{"Finance", "Legal"}},
		{title: "Street trees: where to plant in the coming winter", asked: []string{"Finance"}, clear: true},
	} {
		number, err := d.report(ctx, r.title, d.Issues[i%len(d.Issues)], next)
		if err != nil {
			return fmt.Errorf("write the report %q: %w", r.title, err)
		}
		for _, capacity := range r.asked {
			if err := d.Register.AskSignOff(ctx, d.As(audience.Author), number, register.SignOff{Capacity: capacity, Due: due}); err != nil {
				return fmt.Errorf("ask for the clearance of %q: %w", r.title, err)
			}
		}
		if r.clear {
			if err := d.clear(ctx, number); err != nil {
				return fmt.Errorf("clear %q: %w", r.title, err)
			}
		}
	}
	return nil
}

func (d Desk) report(ctx context.Context, title string, issue int, next gazette.MeetingLine) (int, error) {
	author := d.As(audience.Author)
	number, err := d.Register.StartReport(ctx, author, register.NewReport{Issue: issue, Title: en(title), Body: next.Body.Number, Role: council.Decide})
	if err != nil {
		return 0, err
	}
	work, err := d.Register.Report(ctx, author, number)
	if err != nil {
		return 0, err
	}
	first := work.Sections[0]
	prose := en("<p>This report says what is proposed, what it would cost, and what was considered instead.</p>")
	err = d.Register.WriteSection(ctx, author, first.Number, first.Content.Edition, first.Content.Heading, register.Sealed(prose), audience.Ground{})
	if err != nil {
		return 0, err
	}
	if work, err = d.Register.Report(ctx, author, number); err != nil {
		return 0, err
	}
	return number, d.Register.SetStage(ctx, author, number, work.Version, 0, register.Stage{Body: next.Body.Number, Meeting: next.Number, Role: council.Decide,
		Lead: "The body is recommended to:", Asked: []gazette.Ask{{Label: "a)", Text: en("approve the proposals in the report.")}}})
}

// clear gives every sign-off that is asked for the report.
func (d Desk) clear(ctx context.Context, report int) error {
	approver := d.As(audience.Approver)
	work, err := d.Register.Report(ctx, approver, report)
	if err != nil {
		return err
	}
	var over []register.SectionAt
	for _, s := range work.Sections {
		over = append(over, register.SectionAt{Section: s.Number, Edition: s.Content.Edition})
	}
	for _, s := range work.SignOffs {
		if err := d.Register.SignOff(ctx, approver, s.Number, s.Version, register.SignOffApproved, "", over); err != nil {
			return err
		}
	}
	return nil
}
