package auth

import (
	"context"
	"errors"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
)

const (
	sessionLasts = 12 * time.Hour   // whatever is done in it
	sessionRests = time.Hour        // with nothing done in it
	seenEvery    = time.Minute      // how exactly it is kept when it was used
	proofLasts   = 15 * time.Minute // for changing how one signs in
	longestAgent = 300              // bytes of a browser's name that are kept
)

func (v Visitor) short() Visitor {
	v.Agent = v.Agent[:min(len(v.Agent), longestAgent)]
	return v
}

// IsZero says whether nobody has signed in.
func (s Session) IsZero() bool { return s.Account == 0 }

// over says whether a session has ended by itself.
func (s Session) over(now time.Time) bool {
	return now.Sub(s.Made) >= sessionLasts || now.Sub(s.Seen) >= sessionRests
}

// Who is looking, by the token that a browser holds: the public, and the zero Session, where the token
// is of no session that is still open or of an account that has ended. The roles are those of the day.
func (p *Porter) Who(ctx context.Context, token string) (v audience.Viewer, s Session, err error) {
	if token == "" {
		return v, s, nil
	}
	now := p.moment()
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		v, s, err = p.seated(ctx, tx, token, now)
		return err
	})
	if err == nil && !s.IsZero() && now.Sub(s.Seen) >= seenEvery {
		// Asked again, since it may have been ended meanwhile and must not come back.
		err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
			if v, s, err = p.seated(ctx, tx, token, now); err != nil || s.IsZero() {
				return err
			}
			s.Seen = now
			return tx.PutSession(ctx, s)
		})
	}
	if err != nil {
		return audience.Viewer{}, Session{}, err
	}
	return v, s, nil
}

// seated is who holds the open session of a token; the zero of both where there is none. One that is over
// is left for the sweep of the next sign-in.
func (p *Porter) seated(ctx context.Context, tx Tx, token string, now time.Time) (audience.Viewer, Session, error) {
	s, err := tx.Session(ctx, hashed(token))
	if found, err := known(err); err != nil || !found || s.over(now) {
		return audience.Viewer{}, Session{}, err
	}
	a, err := tx.Account(ctx, s.Account)
	if err != nil || a.Ended {
		return audience.Viewer{}, Session{}, err
	}
	return audience.Admit(a.Number, a.Person, a.Name, a.Grants, p.today(now)), s, nil
}

// Sessions lists the open sessions of the account, newest first.
func (p *Porter) Sessions(ctx context.Context, account int) (list []Session, err error) {
	now := p.moment()
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		all, err := tx.Sessions(ctx, account)
		for _, s := range all {
			if !s.over(now) {
				list = append(list, s)
			}
		}
		return err
	})
	return list, err
}

// Leave ends the session that a browser holds the token of, if any.
func (p *Porter) Leave(ctx context.Context, token string) error {
	return p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		s, err := tx.Session(ctx, hashed(token))
		if found, err := known(err); err != nil || !found {
			return err
		}
		a, err := tx.Account(ctx, s.Account)
		if err != nil {
			return err
		}
		return errors.Join(tx.EndSession(ctx, s.Account, s.Hash), p.note(ctx, tx, a, actSignOut, ""))
	})
}

// EndSession ends one session of an account, for its holder or for an administrator; ErrNotFound where
// the account has no such session.
func (p *Porter) EndSession(ctx context.Context, by audience.Viewer, account int, hash string) error {
	return p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		if err := tx.EndSession(ctx, account, hash); err != nil {
			return err
		}
		return p.noteBy(ctx, tx, by, actEnd, account, "one")
	})
}

// EndSessions ends every session of an account but the one that is kept, which may be the zero Session.
func (p *Porter) EndSessions(ctx context.Context, by audience.Viewer, account int, kept Session) error {
	return p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		if err := endOthers(ctx, tx, account, kept.Hash); err != nil {
			return err
		}
		return p.noteBy(ctx, tx, by, actEnd, account, "all")
	})
}

func endOthers(ctx context.Context, tx Tx, account int, kept string) error {
	all, err := tx.Sessions(ctx, account)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Hash == kept {
			continue
		}
		if err := tx.EndSession(ctx, account, s.Hash); err != nil && !council.IsNotFound(err) {
			return err
		}
	}
	return nil
}

func (p *Porter) noteBy(ctx context.Context, tx Tx, by audience.Viewer, act string, account int, what string) error {
	return tx.Note(ctx, Event{At: p.moment(), Account: by.Account(), Name: by.Name(), Act: act, Subject: account, What: what})
}

// Fresh says whether the session's holder proved who they are so lately that they may change how they
// sign in.
func (p *Porter) Fresh(s Session) bool { return !s.IsZero() && p.moment().Sub(s.Proved) < proofLasts }

// mustBeFresh is ErrProve unless the session is.
func (p *Porter) mustBeFresh(s Session) error {
	if !p.Fresh(s) {
		return ErrProve
	}
	return nil
}

// prove notes that the session's holder has proved who they are.
func (p *Porter) prove(ctx context.Context, tx Tx, s Session, at Visitor) error {
	a, err := tx.Account(ctx, s.Account)
	if err != nil {
		return err
	}
	s.Proved = p.moment()
	return errors.Join(tx.PutSession(ctx, s), p.succeeded(ctx, tx, a, at))
}

// ProvePassword takes the password and second factor of the session's holder as a fresh proof. Its error
// is ErrRefused or *TooMany.
func (p *Porter) ProvePassword(ctx context.Context, s Session, at Visitor, password, code string) error {
	if err := p.try(ctx, ofProof(s.Account), ofAddress(at)); err != nil {
		return err
	}
	var kept Credential
	err := p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		list, err := tx.Credentials(ctx, s.Account, Password)
		if err == nil && len(list) > 0 {
			kept = list[0]
		}
		return err
	})
	if err != nil {
		return err
	}
	right, err := p.compare(ctx, kept, password)
	if err != nil {
		return err
	}
	if right {
		err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
			if right, err = p.codeIsRight(ctx, tx, s.Account, code); err != nil || !right {
				return err
			}
			return p.prove(ctx, tx, s, at)
		})
	}
	if err == nil && !right {
		return p.refused(ctx, s.Account, at, "proof by password")
	}
	return err
}
