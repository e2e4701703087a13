package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"moothall/internal/council"
)

// ErrRefused says that somebody did not prove who they are. It is the same whether the account exists
// or not, is ended or not, and whatever was wrong. Its kind is council.ErrDenied.
var ErrRefused = fmt.Errorf("who they are was not proved: %w", council.ErrDenied)

// ErrProve says that what is asked for needs a fresh proof of who asks. Its kind is council.ErrDenied.
var ErrProve = fmt.Errorf("a fresh proof of who asks is needed: %w", council.ErrDenied)

// TooMany says that too much was tried. Its kind is council.ErrDenied.
type TooMany struct{ Until time.Time }

// Error is for the log.
func (t *TooMany) Error() string { return "too many attempts; the next after " + t.Until.String() }

// Unwrap gives the kind.
func (t *TooMany) Unwrap() error { return council.ErrDenied }

// Config is what a Porter works with.
type Config struct {
	Store Store
	Now   func() time.Time
	// Today is the day it is where the council is, at a moment.
	Today func(time.Time) council.Day
	// Origin is the address under which browsers know the site, "https://democracy.example". Empty
	// where the program is tried out on one machine, without TLS.
	Origin string
	// Proxies are the addresses and networks of servers before this one, "127.0.0.1" or "10.0.0.0/8", whose
	// X-Forwarded-For is believed. Nobody else's is.
	Proxies []string
	// Key seals what must not be readable in the database.
	Key Key
	// Council is the council's name, for authenticator apps and to keep it out of passwords.
	Council func(context.Context) string
	// Fictional says whether the council is a demonstration, where the one-time code is shown to whoever
	// has the password. Nil stands for never.
	Fictional func(context.Context) bool
	// Provider is the council's OpenID Connect provider; its zero value is none.
	Provider ProviderConfig
}

// Porter lets people in. It may be used by many goroutines.
type Porter struct {
	store    Store
	now      func() time.Time
	today    func(time.Time) council.Day
	origin   string
	proxies  proxies
	key      Key
	council  func(context.Context) string
	hasher   *hasher
	breached *breached
	provider *provider

	fictional func(context.Context) bool
}

// New makes the porter. Its error is ErrNotBuilt where the program was compiled without its list of
// breached passwords, and council.ErrInvalid for an origin or a proxy that is none, and without a key.
func New(c Config) (*Porter, error) {
	list, err := loadBreached()
	if err != nil {
		return nil, err
	}
	origin, err := cleanOrigin(c.Origin)
	if err != nil {
		return nil, err
	}
	before, err := parseProxies(c.Proxies)
	if err != nil {
		return nil, err
	}
	if c.Key.isZero() {
		return nil, council.Invalid("there is no key to seal with what must not be read in the database")
	}
	p := &Porter{store: c.Store, now: c.Now, today: c.Today, origin: origin, proxies: before, key: c.Key, council: c.Council, hasher: newHasher(), breached: list,
		fictional: c.Fictional}
	if c.Provider.Issuer != "" {
		p.provider = &provider{config: c.Provider, client: &http.Client{Timeout: 20 * time.Second}}
	}
	return p, nil
}

// moment is the time, as exact as it is kept.
func (p *Porter) moment() time.Time { return p.now().UTC().Truncate(time.Millisecond) }

// Kinds of errand, and how long each may take.
const (
	errandInvitation = "invitation"
	errandFactor     = "second factor"
	errandEnrol      = "enrolment"
	errandRegister   = "passkey to be made"
	errandAssert     = "passkey to be shown"
	errandProvider   = "provider"

	lastsInvitation = 7 * 24 * time.Hour
	lastsStep       = 10 * time.Minute
	lastsEnrol      = 30 * time.Minute
)

// open makes an errand and gives its token.
func (p *Porter) open(ctx context.Context, tx Tx, kind string, account int, lasts time.Duration, data any) (string, error) {
	token := newToken()
	b, err := json.Marshal(data)
	if err != nil {
		return "", fmt.Errorf("write an errand: %w", err)
	}
	return token, tx.PutErrand(ctx, Errand{Hash: hashed(token), Kind: kind, Account: account, Until: p.moment().Add(lasts), Data: b})
}

// begin is open in a transaction of its own.
func (p *Porter) begin(ctx context.Context, kind string, account int, lasts time.Duration, data any) (token string, err error) {
	err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		token, err = p.open(ctx, tx, kind, account, lasts, data)
		return err
	})
	return token, err
}

// errand is an open errand with its data read, which stays open.
func (p *Porter) errand(ctx context.Context, kind, token string, data any) (e Errand, err error) {
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		e, err = tx.Errand(ctx, kind, hashed(token), p.moment())
		return err
	})
	if err != nil {
		return e, err
	}
	return e, readErrand(e, data)
}

// take is an errand that is done by this.
func (p *Porter) take(ctx context.Context, tx Tx, kind, token string, data any) (Errand, error) {
	e, err := tx.TakeErrand(ctx, kind, hashed(token), p.moment())
	if err != nil {
		return e, err
	}
	return e, readErrand(e, data)
}

func readErrand(e Errand, data any) error {
	if data == nil {
		return nil
	}
	if err := json.Unmarshal(e.Data, data); err != nil {
		return fmt.Errorf("read an errand: %w", err)
	}
	return nil
}

// refused leaves a line in the audit of somebody who was not let in, and is ErrRefused.
func (p *Porter) refused(ctx context.Context, account int, at Visitor, how string) error {
	err := p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		return tx.Note(ctx, Event{At: p.moment(), Act: actRefused, Subject: account, What: how + " from " + at.Address})
	})
	return errors.Join(ErrRefused, err)
}

// Acts of this package, as the audit has them.
const (
	actSignIn   = "sign in"
	actRefused  = "refuse a sign-in"
	actSignOut  = "sign out"
	actEnd      = "end a session"
	actInvite   = "make an invitation"
	actAccept   = "accept an invitation"
	actPassword = "choose a password"
	actPasskey  = "add a passkey"
	actLink     = "link the council's provider"
	actRemove   = "remove a way to sign in"
	actCodes    = "make recovery codes"
)

// note leaves a line in the audit of what somebody did to their own account.
func (p *Porter) note(ctx context.Context, tx Tx, a Account, act, what string) error {
	return tx.Note(ctx, Event{At: p.moment(), Account: a.Number, Name: a.Name, Act: act, Subject: a.Number, What: what})
}
