package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// line is a line of a body's agenda template: a standing item, a heading, or the place of its
// business ("*").
type line struct {
	standing string
	title    string
	depth    int
	heading  bool
}

// The agenda templates. Depth 1 makes a sub-item of the last item with depth 0.
func agendaLines(m *meeting) []line {
	opening := []line{{standing: "apologies", title: "Apologies for Absence"}, {standing: "minutes", title: "Minutes"}, {standing: "declarations", title: "Declarations of Interest"}}
	switch m.body.content.Kind {
	case council.FullCouncil:
		if strings.HasPrefix(m.content.Label.En, "Annual") {
			return []line{{standing: "mayor", title: "Election of the Mayor"}, {standing: "deputy", title: "Appointment of the Deputy Mayor"},
				opening[0], opening[1], opening[2], {standing: "returns", title: "Returns of Councillors Elected"}, {standing: "leader", title: "Appointment of the Cabinet"},
				{standing: "appointments", title: "Appointments to Committees"}, {title: "*"}}
		}
		return append(opening, []line{{standing: "announcements", title: "Mayor's Announcements"},
			{standing: "questions", title: "Public Question Time"}, {standing: "petitions", title: "Petitions"},
			{standing: "leaderreport", title: "Leader's Report and Questions"}, {heading: true, title: "Recommendations and Reports"}, {title: "*"},
			{heading: true, title: "Motions"}, {title: "*Q"}}...)
	case council.Cabinet:
		return append(opening, []line{{standing: "scrutinyrefs", title: "Matters Referred by Scrutiny Committees"},
			{standing: "questions", title: "Public Question Time"}, {heading: true, title: "Key Decisions"}, {title: "*K"},
			{heading: true, title: "General Items"}, {title: "*"}, {standing: "exclusion", title: "Exclusion of the Public and the Press"}, {title: "*E"}}...)
	case council.Scrutiny:
		return append(opening, []line{{standing: "callin", title: "Call-In"}, {title: "*I", depth: 1}, {title: "*"},
			{standing: "plan", title: "Agenda Planning"}, {standing: "exclusion", title: "Exclusion of the Public and the Press"}, {title: "*E"}}...)
	case council.AreaCommittee:
		return append(opening, []line{{standing: "urgent", title: "Urgent Decisions"},
			{standing: "community", title: "Community and Neighbourhood Issues"},
			{standing: "chair", title: "Chair's Announcements", depth: 1}, {standing: "policing", title: "Neighbourhood Policing", depth: 1},
			{standing: "areaquestions", title: "Public Question Time", depth: 1}, {standing: "realm", title: "Public Realm", depth: 1},
			{standing: "petitions", title: "Petitions", depth: 1},
			{heading: true, title: "Business for Decision or Comment"}, {title: "*"}, {standing: "progress", title: "Progress on Area Committee Decisions"}}...)
	}
	if m.body.key == "planning" {
		return append(opening, line{standing: "applications", title: "Development Applications and Traffic Orders"}, line{title: "*", depth: 1})
	}
	if m.body.key == "licensing" {
		return append(opening, line{standing: "urgent", title: "Urgent Decisions"},
			line{standing: "hearings", title: "Applications, Reviews and Policy"}, line{title: "*", depth: 1}, line{standing: "exclusion", title: "Exclusion of the Public and the Press"}, line{title: "*E"})
	}
	return append(opening, line{title: "*"}, line{standing: "exclusion", title: "Exclusion of the Public and the Press"}, line{title: "*E"})
}

// setAgenda makes the items of a meeting's agenda from its template and its business.
func (b *borough) setAgenda(m *meeting) {
	business := m.items
	m.items = nil
	for _, l := range agendaLines(m) {
		group, any := strings.CutPrefix(l.title, "*")
		if !any {
			if l.standing == "exclusion" && !hasGroup(business, "E", m) || l.heading && !hasNext(business, l.title, m) {
				continue
			}
			m.items = append(m.items, &tabled{standing: l.standing, Item: gazette.Item{Title: en(l.title), Heading: l.heading, Procedural: true, Depth: l.depth}})
			continue
		}
		for _, t := range business {
			if groupOf(t.step, m) == group {
				b.fillItem(t)
				t.Depth = l.depth
				m.items = append(m.items, t)
			}
		}
	}
	numberItems(m.items, m.body.key)
	for _, t := range m.items {
		t.Number = b.number(gazette.KindItem)
		if t.step != nil {
			t.step.item = t.Number
		}
	}
}

func hasGroup(business []*tabled, group string, m *meeting) bool {
	for _, t := range business {
		if groupOf(t.step, m) == group {
			return true
		}
	}
	return false
}

// hasNext says whether anything comes under a heading.
func hasNext(business []*tabled, heading string, m *meeting) bool {
	group := map[string]string{"Key Decisions": "K", "Motions": "Q"}[heading]
	return hasGroup(business, group, m)
}

// groupOf is the part of the agenda in which a matter is taken.
func groupOf(s *stage, m *meeting) string {
	switch {
	case s.hears != nil:
		return "I"
	case len(s.matter.exempt) > 0 && !s.matter.partly():
		if k := m.body.content.Kind; k == council.AreaCommittee || m.body.key == "planning" || k == council.FullCouncil {
			return ""
		}
		return "E"
	case s.meeting.body.key == "cabinet" && s.matter.key:
		return "K"
	case s.meeting.body.key == "council" && s.matter.template != nil && s.matter.template.route[0] == "Q":
		return "Q"
	}
	return ""
}

// partly says whether only an appendix of a matter's report is exempt.
func (m *matter) partly() bool { return m.template != nil && m.template.has("part") }

// numberItems gives items the numbers that are printed: "3", "4.(ii)" for sub-items, "6(a)" where
// applications are heard one after another.
func numberItems(items []*tabled, body string) {
	n, sub := 0, 0
	for _, t := range items {
		switch {
		case t.Heading:
		case t.Depth > 0 && (body == "licensing" || body == "planning"):
			sub++
			t.Printed = fmt.Sprintf("%d(%c)", n, 'a'+sub-1)
		case t.Depth > 0:
			sub++
			t.Printed = fmt.Sprintf("%d.(%s)", n, roman(sub))
		default:
			n, sub = n+1, 0
			t.Printed = fmt.Sprint(n)
		}
	}
}

func roman(n int) string {
	tens := []string{"", "x", "xx", "xxx", "xl", "l"}
	ones := []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}
	return tens[n/10%6] + ones[n%10]
}

// publishAgenda summons a meeting: its issues, its papers and its agenda.
func (b *borough) publishAgenda(ctx context.Context, act gazette.Act, m *meeting) error {
	b.setAgenda(m)
	sheet := b.printSheet(m, "Agenda", m.items)
	if err := b.publishBusiness(ctx, act, m, m.items); err != nil {
		return err
	}
	if err := b.publishSchedule(ctx, act, m); err != nil {
		return err
	}
	n, err := b.publishWhole(ctx, act, sheet)
	if err != nil {
		return err
	}
	m.pages = append(m.pages, n)
	m.content.State = council.Summoned
	if err := b.publish(ctx, act, gazette.KindMeeting, m.number, m.content); err != nil {
		return err
	}
	return b.publish(ctx, act, gazette.KindAgenda, m.number, gazette.Agenda{Label: en("Agenda"), Items: m.printed(), Documents: slices.Clone(m.pages)})
}

func (m *meeting) printed() []gazette.Item {
	items := make([]gazette.Item, 0, len(m.items))
	for _, t := range m.items {
		items = append(items, t.Item)
	}
	return items
}

// publishBusiness publishes the issues and the papers of items.
func (b *borough) publishBusiness(ctx context.Context, act gazette.Act, m *meeting, items []*tabled) error {
	for _, t := range items {
		if t.step == nil {
			continue
		}
		if err := b.air(ctx, act, t.step.matter, m.day().Add(-9)); err != nil {
			return err
		}
		t.Issues = []gazette.ItemIssue{{Issue: t.step.matter.number, Role: t.step.role}}
		if err := b.publishPapers(ctx, act, t); err != nil {
			return err
		}
	}
	return nil
}

// air publishes an issue that is not on the record yet.
func (b *borough) air(ctx context.Context, act gazette.Act, m *matter, on council.Day) error {
	if m.aired {
		return nil
	}
	if m.number == 0 {
		m.number = b.number(gazette.KindIssue)
	}
	m.aired = true
	for _, r := range m.relates {
		if err := b.air(ctx, act, r.to, on); err != nil {
			return err
		}
	}
	return b.publish(ctx, act, gazette.KindIssue, m.number, m.content(on))
}
