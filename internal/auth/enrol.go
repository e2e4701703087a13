package auth

import (
	"context"
	"fmt"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Holder is somebody who may make a way to sign in for themselves: they came by an invitation, or have
// a session and proved lately who they are.
type Holder struct {
	Account    Account
	invitation string // its errand's hash
	session    string // its hash
}

// claim is a Holder as an errand keeps it.
type claim struct {
	Invitation string `json:"invitation,omitempty"`
	Session    string `json:"session,omitempty"`
}

func (h Holder) claim() claim { return claim{h.invitation, h.session} }

// Welcome is what somebody gets who has made a way to sign in.
type Welcome struct {
	Token string   // of their new session; empty where they had one
	Codes []string // new recovery codes, which are never shown again
}

// Invite makes a link's token for the holder of an account to make a way to sign in, once, within seven
// days. An earlier one works no longer. It is also what helps who has forgotten or lost theirs.
func (p *Porter) Invite(ctx context.Context, by audience.Viewer, account int) (token string, until time.Time, err error) {
	until = p.moment().Add(lastsInvitation)
	err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		a, err := tx.Account(ctx, account)
		if err != nil {
			return err
		}
		if a.Ended {
			return fmt.Errorf("account %d is ended: %w", account, council.ErrConflict)
		}
		if err := tx.DropErrands(ctx, account, errandInvitation); err != nil {
			return err
		}
		if token, err = p.open(ctx, tx, errandInvitation, account, lastsInvitation, nil); err != nil {
			return err
		}
		return p.noteBy(ctx, tx, by, actInvite, account, "")
	})
	return token, until, err
}

// InviteByEmail is Invite for whoever runs the program, by the account's address.
func (p *Porter) InviteByEmail(ctx context.Context, email string) (token string, until time.Time, err error) {
	var a Account
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		a, err = tx.AccountOf(ctx, email)
		return err
	})
	if err != nil {
		return "", until, err
	}
	return p.Invite(ctx, audience.Viewer{}, a.Number)
}

// InvitedUntil says how long the open invitation of an account lasts; the zero time where it has none.
func (p *Porter) InvitedUntil(ctx context.Context, account int) (until time.Time, err error) {
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		list, err := tx.Errands(ctx, account, errandInvitation, p.moment())
		if err == nil && len(list) > 0 {
			until = list[0].Until
		}
		return err
	})
	return until, err
}

// ByInvitation is who came with the token of an invitation, which stays open until a way to sign in is
// made. ErrNotFound where it is used, over, taken back, or of an ended account.
func (p *Porter) ByInvitation(ctx context.Context, token string) (h Holder, err error) {
	e, err := p.errand(ctx, errandInvitation, token, nil)
	if err != nil {
		return h, err
	}
	a, err := p.account(ctx, e.Account)
	if err == nil && a.Ended {
		err = fmt.Errorf("account %d is ended: %w", e.Account, council.ErrNotFound)
	}
	return Holder{Account: a, invitation: e.Hash}, err
}

// BySession is the holder of a session; ErrProve where they did not prove lately who they are.
func (p *Porter) BySession(ctx context.Context, s Session) (Holder, error) {
	if err := p.mustBeFresh(s); err != nil {
		return Holder{}, err
	}
	a, err := p.account(ctx, s.Account)
	return Holder{Account: a, session: s.Hash}, err
}

func (p *Porter) account(ctx context.Context, number int) (a Account, err error) {
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		a, err = tx.Account(ctx, number)
		return err
	})
	return a, err
}

// settle ends an errand of a holder: their invitation is used up and they are let in, or their session
// is still open. Sessions elsewhere end, since whoever has them may not be the holder.
func (p *Porter) settle(ctx context.Context, tx Tx, c claim, account int, by CredentialKind, at Visitor) (token string, err error) {
	if c.Session != "" {
		s, err := tx.Session(ctx, c.Session)
		if err != nil {
			return "", err
		}
		if s.over(p.moment()) || s.Account != account {
			return "", fmt.Errorf("the session has ended: %w", council.ErrNotFound)
		}
		return "", endOthers(ctx, tx, account, c.Session)
	}
	if _, err := tx.TakeErrand(ctx, errandInvitation, c.Invitation, p.moment()); err != nil {
		return "", err
	}
	if err := endOthers(ctx, tx, account, ""); err != nil {
		return "", err
	}
	a, err := tx.Account(ctx, account)
	if err != nil {
		return "", err
	}
	if err := p.note(ctx, tx, a, actAccept, ""); err != nil {
		return "", err
	}
	return p.start(ctx, tx, account, by, at)
}

// enrolment is a password that waits for its second factor to be proved.
type enrolment struct {
	claim
	Hash   string `json:"hash"`
	Secret []byte `json:"secret"` // sealed
}

// BeginPassword checks a new password and keeps it for half an hour, under the token given, until its
// second factor is proved. Its error is a *council.Faults of the field "password".
func (p *Porter) BeginPassword(ctx context.Context, h Holder, password string) (token string, err error) {
	if err := p.breached.checkPassword(password, h.Account.Name, h.Account.Email, p.council(ctx), "moothall"); err != nil {
		return "", err
	}
	hash, err := p.hasher.hash(ctx, password)
	if err != nil {
		return "", err
	}
	return p.begin(ctx, errandEnrol, h.Account.Number, lastsEnrol, enrolment{claim: h.claim(), Hash: hash, Secret: p.key.seal(h.Account.Number, newSecret())})
}

// NewKey is the one-time key that goes with the password that waits under the token.
func (p *Porter) NewKey(ctx context.Context, token string) (OneTimeKey, error) {
	var waiting enrolment
	e, err := p.errand(ctx, errandEnrol, token, &waiting)
	if err != nil {
		return OneTimeKey{}, err
	}
	a, err := p.account(ctx, e.Account)
	if err != nil {
		return OneTimeKey{}, err
	}
	secret, err := p.key.unseal(e.Account, waiting.Secret)
	if err != nil {
		return OneTimeKey{}, err
	}
	return oneTimeKey(p.council(ctx), a, secret)
}

// FinishPassword keeps the password that waits under the token, once a code shows that an authenticator
// app has its key. It replaces the account's password, one-time key and recovery codes. A wrong code is
// a *council.Faults of the field "code".
func (p *Porter) FinishPassword(ctx context.Context, at Visitor, token, code string) (w Welcome, err error) {
	var waiting enrolment
	e, err := p.errand(ctx, errandEnrol, token, &waiting)
	if err != nil {
		return w, err
	}
	if err := p.try(ctx, ofCode(e.Account), ofAddress(at)); err != nil {
		return w, err
	}
	secret, err := p.key.unseal(e.Account, waiting.Secret)
	if err != nil {
		return w, err
	}
	used, right := step(secret, tidyCode(code), p.moment())
	if !right {
		var faults council.Faults
		faults.Add("code", "code.wrong")
		return w, faults.Err()
	}
	err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		if _, err := p.take(ctx, tx, errandEnrol, token, nil); err != nil {
			return err
		}
		w, err = p.keepPassword(ctx, tx, e.Account, waiting, used, at)
		return err
	})
	return w, err
}

func (p *Porter) keepPassword(ctx context.Context, tx Tx, account int, waiting enrolment, used int64, at Visitor) (w Welcome, err error) {
	now := p.moment()
	id := fmt.Sprint(account)
	for _, c := range []Credential{
		{Account: account, Kind: Password, ID: id, Secret: []byte(waiting.Hash), Made: now},
		{Account: account, Kind: OneTime, ID: id, Secret: waiting.Secret, Count: used, Made: now},
	} {
		if err := tx.PutCredential(ctx, c); err != nil {
			return w, err
		}
	}
	if w.Codes, err = p.newCodes(ctx, tx, account); err != nil {
		return w, err
	}
	a, err := tx.Account(ctx, account)
	if err != nil {
		return w, err
	}
	if err := p.note(ctx, tx, a, actPassword, ""); err != nil {
		return w, err
	}
	w.Token, err = p.settle(ctx, tx, waiting.claim, account, Password, at)
	return w, err
}

// NewCodes replaces the recovery codes of a session's holder.
func (p *Porter) NewCodes(ctx context.Context, h Holder) (codes []string, err error) {
	err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		if codes, err = p.newCodes(ctx, tx, h.Account.Number); err != nil {
			return err
		}
		return p.note(ctx, tx, h.Account, actCodes, "")
	})
	return codes, err
}

// Ways are the credentials of an account without what is secret in them, oldest first.
func (p *Porter) Ways(ctx context.Context, account int) (list []Credential, err error) {
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		list, err = tx.Credentials(ctx, account, "")
		return err
	})
	for i := range list {
		list[i].Secret = nil
	}
	return list, err
}

// Remove takes away a way to sign in: a passkey, the link with the provider, or the password with its
// one-time key and recovery codes. The last way stays: ErrConflict.
func (p *Porter) Remove(ctx context.Context, h Holder, kind CredentialKind, id string) error {
	return p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		all, err := tx.Credentials(ctx, h.Account.Number, "")
		if err != nil {
			return err
		}
		there, left := false, 0
		for _, c := range all {
			switch {
			case !isWay(c.Kind):
			case c.Kind == kind && c.ID == id:
				there = true
			default:
				left++
			}
		}
		if !there {
			return fmt.Errorf("no such way to sign in: %w", council.ErrNotFound)
		}
		if left == 0 {
			return fmt.Errorf("the last way to sign in: %w", council.ErrConflict)
		}
		if err := removeWay(ctx, tx, all, kind, id); err != nil {
			return err
		}
		return p.note(ctx, tx, h.Account, actRemove, string(kind))
	})
}

// isWay says whether one can sign in by the kind: what goes with a password is none by itself.
func isWay(k CredentialKind) bool { return k == Password || k == Passkey || k == Provider }

// removeWay removes one of all the credentials of an account, and what goes with it.
func removeWay(ctx context.Context, tx Tx, all []Credential, kind CredentialKind, id string) error {
	for _, c := range all {
		along := kind == Password && (c.Kind == OneTime || c.Kind == Recovery)
		if !along && (c.Kind != kind || c.ID != id) {
			continue
		}
		if err := tx.RemoveCredential(ctx, c.Account, c.Kind, c.ID); err != nil {
			return err
		}
	}
	return nil
}
