package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"moothall/internal/audience"
	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/demo"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/register"
	"moothall/internal/sqldb"
)

// demoDesk is the demonstration's desk while it is being furnished, on the morning of the day on which
// its record stands.
type demoDesk struct {
	register *register.Register
	sealed   paper.Shelf
	porter   *auth.Porter
	reader   *sqldb.Reader
	now      func() time.Time
	today    council.Day
	staff    map[audience.Role]audience.Viewer
	// The members with accounts: of the Cabinet, and of scrutiny.
	lead, other gazette.PersonLine
	committee   int
	scrutineer  audience.Viewer
}

// furnishDesk gives the demonstration its accounts, and work in every state.
func (c demoCommand) furnishDesk(s surroundings, press *sqldb.Press, public paper.Shelf, today council.Day) error {
	reader, err := c.reader(s)
	if err != nil {
		return err
	}
	defer func() { _ = reader.Close() }()
	morning := today.Start().Add(9 * time.Hour)
	s.now = func() time.Time { return morning }
	behind, err := c.backstage(s, reader, doorFlags{}, auth.ProviderConfig{})
	if err != nil {
		return err
	}
	defer func() { _ = behind.store.Close() }()
	sealed, err := c.sealedShelf(s.ctx)
	if err != nil {
		return err
	}
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		return err
	}
	d := &demoDesk{sealed: sealed, porter: behind.porter, reader: reader, now: s.now, today: today, staff: map[audience.Role]audience.Viewer{}}
	if d.register, err = behind.register(s, press, reader, sealed, public, catalogue); err != nil {
		return err
	}
	return d.furnish(s.ctx)
}

func (d *demoDesk) furnish(ctx context.Context) error {
	cabinet, err := d.cabinet(ctx)
	if err != nil {
		return err
	}
	work := demo.Desk{Register: d.register, Sealed: d.sealed, As: func(r audience.Role) audience.Viewer { return d.staff[r] }, Today: d.today}
	if work.Held, err = d.held(ctx); err != nil {
		return err
	}
	if err := d.members(ctx); err != nil {
		return err
	}
	for i, one := range demo.Staff() {
		body, person := cabinet, 0
		switch {
		case one.Scrutinises:
			body, person = d.committee, d.other.Person.Number
		case one.Role == audience.Member:
			person = d.lead.Person.Number
		}
		if err := d.hire(ctx, i+1, one, one.Grants(d.today, body, work.Chaired()), person); err != nil {
			return fmt.Errorf("give %s an account: %w", one.Email, err)
		}
	}
	work.Lead, work.Scrutineer = d.lead, d.scrutineer
	if work.Coming, err = d.reader.Meetings(ctx, d.today, d.today.Add(60)); err != nil {
		return err
	}
	if work.Roll, err = d.reader.Roll(ctx); err != nil {
		return err
	}
	if work.Minuted, err = d.reader.Meetings(ctx, d.today.Add(-60), d.today.Add(-1)); err != nil {
		return err
	}
	slices.Reverse(work.Minuted)
	planned, _, err := d.reader.Issues(ctx, gazette.Question{Status: gazette.StatusPlanned, PerPage: 10})
	for _, i := range planned {
		work.Issues = append(work.Issues, i.Number)
	}
	if err != nil {
		return err
	}
	return demo.Work(ctx, work)
}

// heldDays is how far back meetings are looked for whose minutes are still to be written.
const heldDays = 21

// held are the meetings that were held lately and whose minutes are not published, the latest first.
func (d demoDesk) held(ctx context.Context) ([]gazette.MeetingLine, error) {
	list, err := d.reader.Meetings(ctx, d.today.Add(-heldDays), d.today)
	list = slices.DeleteFunc(list, func(m gazette.MeetingLine) bool {
		return m.State != council.Held || m.MinutesState != "" || !m.HasAgenda
	})
	slices.SortStableFunc(list, func(a, b gazette.MeetingLine) int { return b.Day.Compare(a.Day) })
	return list, err
}

// cabinet is the number of the Cabinet.
func (d demoDesk) cabinet(ctx context.Context) (int, error) {
	bodies, err := d.reader.Bodies(ctx, d.today)
	for _, b := range bodies {
		if b.Kind == council.Cabinet {
			return b.Body.Number, err
		}
	}
	return 0, err
}

// members finds who the members with accounts are: one of the Cabinet who holds a post, and a councillor
// who holds none, with the committee on which they are let in.
func (d *demoDesk) members(ctx context.Context) error {
	people, err := d.reader.People(ctx, d.today)
	if err != nil {
		return err
	}
	for _, p := range people {
		switch {
		case !p.Councillor:
		case len(p.Posts) > 0 && d.lead.Person.Number == 0 && strings.HasPrefix(p.Posts[0].En, "Cabinet Member"):
			d.lead = p
		case len(p.Posts) == 0 && d.other.Person.Number == 0:
			d.other = p
		}
	}
	bodies, err := d.reader.Bodies(ctx, d.today)
	for _, b := range bodies {
		if b.Kind == council.Scrutiny && !b.Ended && d.committee == 0 {
			d.committee = b.Body.Number
		}
	}
	return err
}

// hire makes an account and lets its holder choose their password, as they would. Person is whom on the
// record they are; 0 where nobody.
func (d *demoDesk) hire(ctx context.Context, number int, one demo.StaffMember, grants []audience.Grant, person int) error {
	account := register.Account{Person: person, Name: one.Name, Email: one.Email, Grants: grants}
	if one.Role == audience.Administrator {
		if err := d.register.SetUp(ctx, council.Text{}, account); err != nil {
			return err
		}
	} else if _, err := d.register.Invite(ctx, d.staff[audience.Administrator], account); err != nil {
		return err
	}
	token, _, err := d.porter.Invite(ctx, d.staff[audience.Administrator], number)
	if err != nil {
		return err
	}
	holder, err := d.porter.ByInvitation(ctx, token)
	if err != nil {
		return err
	}
	waiting, err := d.porter.BeginPassword(ctx, holder, demo.Password)
	if err != nil {
		return err
	}
	key, err := d.porter.NewKey(ctx, waiting)
	if err != nil {
		return err
	}
	code, err := auth.CodeAt(key.Secret, d.now())
	if err != nil {
		return err
	}
	welcome, err := d.porter.FinishPassword(ctx, auth.Visitor{}, waiting, code)
	if err != nil {
		return err
	}
	viewer, _, err := d.porter.Who(ctx, welcome.Token)
	if _, taken := d.staff[one.Role]; !taken {
		d.staff[one.Role] = viewer
	}
	if one.Scrutinises {
		d.scrutineer = viewer
	}
	return err
}

// staffTable says how to sign in at the demonstration's desk.
func staffTable() string {
	text := "At its desk everybody's password is \"" + demo.Password + "\":\n"
	for _, one := range demo.Staff() {
		text += fmt.Sprintf("  %-28s %s\n", one.Email, one.Role)
	}
	return text
}
