package demo

import (
	"context"
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/register"
)

// decisions puts decisions in every state on the desk: an officer's that says too little yet, a member's
// that waits for their signature, and one that is published and for whose call-in somebody has signed.
func (d Desk) decisions(ctx context.Context) error {
	if d.Lead.Person.Number == 0 {
		return nil // a council told on a day on which nobody holds a post
	}
	officer := d.As(audience.Officer)
	_, err := d.Register.NewDecision(ctx, officer, register.Decision{Sort: register.ByOfficer, Title: en("Licence for a street market"), Maker: en("Head of Licensing"),
		Day: d.Today.Add(-1), By: d.As(audience.Author).Account(), Text: en("(1) That a licence be granted for a market on Corn Street on the first Saturday of each month.")})
	if err != nil {
		return fmt.Errorf("record an officer's decision: %w", err)
	}
	if _, err = d.single(ctx, "Mooring fees for the coming year", "(1) That mooring fees rise by 3 per cent."); err != nil {
		return fmt.Errorf("record a member's decision: %w", err)
	}
	number, err := d.single(ctx, "A crossing on Station Road", "(1) That a crossing be built on Station Road.\n\n(2) That £48,000 be spent on it from the fund for safer streets.")
	if err != nil {
		return fmt.Errorf("record a member's decision: %w", err)
	}
	if err := d.Register.SignDecision(ctx, d.As(audience.Member), number, 1); err != nil {
		return fmt.Errorf("sign a decision: %w", err)
	}
	if err := d.Register.PublishDecision(ctx, officer, number, 2); err != nil {
		return fmt.Errorf("publish a decision: %w", err)
	}
	if d.Scrutineer.Person() == 0 {
		return nil
	}
	return d.Register.AskCallIn(ctx, d.Scrutineer, number, en("The school next to it was not asked."))
}

// single records a decision of the member with an account, as the law asks.
func (d Desk) single(ctx context.Context, title, text string) (int, error) {
	return d.Register.NewDecision(ctx, d.As(audience.Officer), register.Decision{Sort: register.ByMember, Title: en(title), Person: d.Lead.Person.Number, Maker: d.post(),
		Day: d.Today.Add(-1), Text: en(text), Reasons: en("It is what those who answered the consultation asked for, and there is money for it."),
		Alternatives: en("To do nothing, which would leave matters as they are."), Conflicts: en("None declared, and no dispensation granted."), Consulted: en("Ward councillors")})
}

// post is the first that the lead member holds.
func (d Desk) post() council.Text { return d.Lead.Posts[0] }
