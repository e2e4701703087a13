package auth

import (
	"context"
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Holders gives every account that may be signed in to, as the viewer that its holder would be now: for what
// the program looks up on somebody's behalf while they are not there, such as what to remind them of.
func (p *Porter) Holders(ctx context.Context) (list []audience.Viewer, err error) {
	today := p.today(p.moment())
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		numbers, err := tx.Accounts(ctx)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			a, err := tx.Account(ctx, n)
			if err != nil {
				return err
			}
			if !a.Ended {
				list = append(list, audience.Admit(a.Number, a.Person, a.Name, a.Grants, today))
			}
		}
		return nil
	})
	return list, err
}

// Address is where mail to an account's holder goes; ErrNotFound where the account has ended.
func (p *Porter) Address(ctx context.Context, account int) (email string, err error) {
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		a, err := tx.Account(ctx, account)
		if err == nil && a.Ended {
			err = fmt.Errorf("account %d has ended: %w", account, council.ErrNotFound)
		}
		email = a.Email
		return err
	})
	return email, err
}
