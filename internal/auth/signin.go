package auth

import (
	"context"
	"fmt"

	"moothall/internal/council"
)

// CheckPassword holds an address and a password against the accounts. Where they are right it gives a
// token with which the second factor is shown within ten minutes; nobody is let in yet. Its error is
// ErrRefused or *TooMany. It does the same work whether there is such an account or not.
func (p *Porter) CheckPassword(ctx context.Context, at Visitor, email, password string) (waiting string, err error) {
	if err := p.try(ctx, ofEmail(email), ofAddress(at)); err != nil {
		return "", err
	}
	a, kept, err := p.passwordOf(ctx, email)
	if err != nil {
		return "", err
	}
	right, err := p.compare(ctx, kept, password)
	if err != nil {
		return "", err
	}
	if !right || a.Ended {
		return "", p.refused(ctx, a.Number, at, "password")
	}
	return p.begin(ctx, errandFactor, a.Number, lastsStep, nil)
}

// passwordOf is the account with an address and its password; the zero of both where there is none.
func (p *Porter) passwordOf(ctx context.Context, email string) (a Account, c Credential, err error) {
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		if a, err = tx.AccountOf(ctx, email); err != nil && !council.IsNotFound(err) {
			return err
		}
		// Asked for account 0 too, so that as much is done.
		list, err := tx.Credentials(ctx, a.Number, Password)
		if err == nil && len(list) > 0 {
			c = list[0]
		}
		return err
	})
	return a, c, err
}

// compare says whether a password is the one that is kept; where none is, it is not, and costs as much.
func (p *Porter) compare(ctx context.Context, kept Credential, password string) (bool, error) {
	if len(kept.Secret) == 0 {
		return false, p.hasher.waste(ctx, password)
	}
	right, outdated, err := p.hasher.verify(ctx, password, string(kept.Secret))
	if err != nil || !right || !outdated {
		return right, err
	}
	hash, err := p.hasher.hash(ctx, password)
	if err != nil {
		return false, err
	}
	kept.Secret = []byte(hash)
	return true, p.store.Turn(ctx, func(ctx context.Context, tx Tx) error { return tx.PutCredential(ctx, kept) })
}

// CheckSecondFactor holds a one-time code, or a recovery code, against the account whose password was
// right, and lets its holder in. Its error is ErrRefused, *TooMany, or ErrNotFound where the password
// has to be given again.
func (p *Porter) CheckSecondFactor(ctx context.Context, at Visitor, waiting, code string) (token string, err error) {
	e, err := p.errand(ctx, errandFactor, waiting, nil)
	if err != nil {
		return "", err
	}
	if err := p.try(ctx, ofCode(e.Account), ofAddress(at)); err != nil {
		return "", err
	}
	right := false
	err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		if right, err = p.codeIsRight(ctx, tx, e.Account, code); err != nil || !right {
			return err
		}
		if _, err := p.take(ctx, tx, errandFactor, waiting, nil); err != nil {
			return err
		}
		token, err = p.start(ctx, tx, e.Account, Password, at)
		return err
	})
	if err == nil && !right {
		return "", p.refused(ctx, e.Account, at, "second factor")
	}
	return token, err
}

// start makes a session for an account whose holder has proved who they are. An ended account gets
// none: ErrRefused.
func (p *Porter) start(ctx context.Context, tx Tx, account int, by CredentialKind, at Visitor) (token string, err error) {
	a, err := tx.Account(ctx, account)
	if err != nil {
		return "", err
	}
	if a.Ended {
		return "", fmt.Errorf("account %d is ended: %w", account, ErrRefused)
	}
	if err := p.succeeded(ctx, tx, a, at); err != nil {
		return "", err
	}
	now := p.moment()
	if err := tx.Sweep(ctx, now.Add(-sessionLasts), now.Add(-sessionRests), now); err != nil {
		return "", err
	}
	token = newToken()
	s := Session{Hash: hashed(token), Account: account, Made: now, Seen: now, Proved: now, By: by, Visitor: at.short()}
	if err := tx.PutSession(ctx, s); err != nil {
		return "", err
	}
	return token, p.note(ctx, tx, a, actSignIn, "with "+string(by)+" from "+at.Address)
}
