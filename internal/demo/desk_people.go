package demo

import (
	"context"
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/balance"
	"moothall/internal/council"
	"moothall/internal/election"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// people furnishes the desk with what officers do about bodies and people: the council's customs,
// registers of interests in every standing, outside bodies, an allocation of seats, and a vacancy with the
// by-election for it.
func (d Desk) people(ctx context.Context) error {
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{{"set the customs", d.customs}, {"appoint to outside bodies", d.outsideBodies}, {"keep registers of interests", d.interests},
		{"allocate seats", d.allocate}, {"take up a by-election", d.byElection}} {
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}

func (d Desk) customs(ctx context.Context) error {
	root := d.As(audience.Administrator)
	k, err := d.Register.Customs(ctx, root)
	if err != nil {
		return err
	}
	k.Content.Threshold, k.Content.Gifts = 500_000, 50
	k.Content.Reviews, k.Content.Figures = true, gazette.FigureIDs()
	k.Content.CallIn = register.CallInCustoms{Members: 3, Chair: true, Outside: true}
	return d.Register.ChangeCustoms(ctx, root, k.Version, k.Content)
}

// outsideBodies founds two and appoints councillors to them.
func (d Desk) outsideBodies(ctx context.Context) error {
	officer := d.As(audience.Officer)
	sitting := d.Roll.Councillors(d.Today)
	for i, b := range []gazette.Body{
		{Name: en("Beck Valley Rivers Trust"), Kind: council.OutsideBody, Remit: en("<p>Looks after the becks and their banks from the moor to the weir.</p>")},
		{Name: en("Ravensbeck Almshouses"), Kind: council.OutsideBody, Remit: en("<p>A charity of 1611 that houses older people of the borough.</p>")},
	} {
		number, err := d.Register.NewBody(ctx, officer, b)
		if err != nil {
			return err
		}
		if err := d.Register.PublishBody(ctx, officer, number, 1); err != nil {
			return err
		}
		for _, person := range sitting[2*i+20 : 2*i+22] {
			if err := d.appoint(ctx, person, number); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d Desk) appoint(ctx context.Context, person, body int) error {
	officer := d.As(audience.Officer)
	k, err := register.WorkingPeople[gazette.Person](ctx, d.Register, officer, person)
	if err != nil {
		return err
	}
	p := k.Content.Content
	p.Memberships = append(slices.Clone(p.Memberships), gazette.Membership{Body: body, Role: gazette.Representative, Spell: council.Spell{From: annual(municipalYear(d.Today))}})
	if err := register.SavePeople(ctx, d.Register, officer, person, k.Version, p); err != nil {
		return err
	}
	return register.PublishOne[gazette.Person](ctx, d.Register, officer, person, k.Version+1)
}

// interests leaves one disclosure that is late and one that is soon due, the member's own register with
// an entry that they consider sensitive, and one that is withheld.
func (d Desk) interests(ctx context.Context) error {
	officer, member := d.As(audience.Officer), d.As(audience.Member)
	own := member.Person()
	sitting := slices.DeleteFunc(d.Roll.Councillors(d.Today), func(n int) bool { return n == own })
	if err := d.Register.TellInterest(ctx, officer, sitting[3], 0, d.Today.Add(-40), "A season ticket from the football club, disclosed at the planning committee."); err != nil {
		return err
	}
	if err := d.giveOld(ctx); err != nil {
		return err
	}
	if err := d.withhold(ctx, sitting[5]); err != nil || own == 0 {
		return err
	}
	if err := d.Register.TellInterest(ctx, member, own, 0, d.Today.Add(-24), "A contract of the firm that employs my wife."); err != nil {
		return err
	}
	return d.Register.SetInterest(ctx, member, own, 1, register.InterestEntry{Of: council.Employment, Sensitive: register.AskedWithout,
		Text: "The refuge for which I work, whose address is not public."})
}

// giveOld gives the registers of co-opted members, who had nothing to register.
func (d Desk) giveOld(ctx context.Context) error {
	officer := d.As(audience.Officer)
	dues, err := d.Register.InterestsDue(ctx, officer, d.Today)
	for _, one := range dues {
		if one.Open() && one.What == "" {
			if err := d.Register.GiveInterests(ctx, officer, one.Person, 0, one.From.Add(12)); err != nil {
				return err
			}
		}
	}
	return err
}

func (d Desk) withhold(ctx context.Context, person int) error {
	officer := d.As(audience.Officer)
	err := d.Register.SetInterest(ctx, officer, person, 0, register.InterestEntry{Of: council.Land, Sensitive: register.AskedWithout, Text: "A house at an address that is not public."})
	if err != nil {
		return err
	}
	k, _, err := d.Register.Interests(ctx, officer, person)
	if err != nil {
		return err
	}
	entry := k.Content.Entries[len(k.Content.Entries)-1].ID
	if err := d.Register.SealInterest(ctx, d.As(audience.MonitoringOfficer), person, k.Version, entry, true); err != nil {
		return err
	}
	return d.Register.GiveInterests(ctx, officer, person, k.Version+1, council.Day{})
}

// allocate keeps the seats as the principles share them, as of the last annual meeting.
func (d Desk) allocate(ctx context.Context) error {
	chamber := register.Chamber(d.Roll, d.Today, nil, nil)
	sum, err := balance.Allocate(chamber)
	if err != nil {
		return err
	}
	from := annual(municipalYear(d.Today))
	a := register.Allocation{From: from, By: en("Annual Council")}
	parties := map[string]int{balance.Ungrouped: 0}
	for n := range d.Roll.Parties {
		parties[register.PartyKey(n)] = n
	}
	for _, g := range chamber.Groups {
		a.Groups = append(a.Groups, register.GroupSize{Party: parties[g.Name], Members: g.Members})
	}
	for n := range d.Roll.Bodies {
		for _, r := range sum.Rows {
			if r.Body != register.BodyKey(n) {
				continue
			}
			one := register.Allocated{Body: n}
			for i, group := range sum.Columns {
				one.Seats = append(one.Seats, register.GroupSeats{Party: parties[group], Seats: r.Seats[i]})
			}
			a.Bodies = append(a.Bodies, one)
		}
	}
	slices.SortFunc(a.Bodies, func(x, y register.Allocated) int { return x.Body - y.Body })
	_, err = d.Register.KeepAllocation(ctx, d.As(audience.Officer), a)
	return err
}

// byElection lets a seat fall vacant that nobody's post hangs on, and takes up the election that fills it,
// typed and not confirmed yet.
func (d Desk) byElection(ctx context.Context) error {
	officer := d.As(audience.Officer)
	for _, n := range slices.Backward(d.Roll.Councillors(d.Today)) {
		p := d.Roll.People[n]
		if n == officer.Person() || n == d.As(audience.Member).Person() || len(p.Posts) > 0 || len(p.Represents) == 0 {
			continue
		}
		last := d.Today.Add(-1)
		if err := d.Register.VacateSeat(ctx, officer, n, last); err != nil {
			return err
		}
		ward := p.Represents[len(p.Represents)-1].Ward
		party := d.Roll.Parties[p.PartyOn(d.Today)].Name.En
		_, err := d.Register.NewElection(ctx, officer, register.Election{Of: election.By, Poll: d.Today, Office: d.Today, Wards: []int{ward},
			Results: fmt.Sprintf("%s, Rosalind Achebe, %s", d.Roll.Wards[ward].Name.En, party)})
		return err
	}
	return nil
}
