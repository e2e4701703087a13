package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"moothall/internal/council"
)

// ProviderConfig says which OpenID Connect provider the council has.
type ProviderConfig struct {
	Issuer       string // "https://login.microsoftonline.com/TENANT/v2.0"
	ClientID     string
	ClientSecret string
	Return       string // the path of the page to which the provider sends people back
}

// provider is the provider, found when it is first needed: the desk opens whether it answers or not.
type provider struct {
	config ProviderConfig
	client *http.Client
	mu     sync.Mutex
	found  *oidc.Provider
}

func (o *provider) discover(ctx context.Context) (*oidc.Provider, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.found != nil {
		return o.found, nil
	}
	// What is found outlives the request that looked for it.
	found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), o.client), o.config.Issuer)
	if err != nil {
		return nil, fmt.Errorf("find the OpenID Connect provider %s: %w", o.config.Issuer, err)
	}
	o.found = found
	return found, nil
}

func (o *provider) oauth(found *oidc.Provider, origin string) *oauth2.Config {
	return &oauth2.Config{ClientID: o.config.ClientID, ClientSecret: o.config.ClientSecret, Endpoint: found.Endpoint(),
		RedirectURL: origin + o.config.Return, Scopes: []string{oidc.ScopeOpenID, "email", "profile"}}
}

// HasProvider says whether the council has an OpenID Connect provider.
func (p *Porter) HasProvider() bool { return p.provider != nil }

// asking is a way to the provider and back. Session is set, without Link, where a fresh proof is asked.
type asking struct {
	claim
	Link     bool   `json:"link,omitempty"`
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	Origin   string `json:"origin"`
	At       int64  `json:"at"` // seconds since 1970
}

// AskProvider gives the address at the provider where somebody signs in, and a token under which
// CheckProvider takes them back within ten minutes.
func (p *Porter) AskProvider(ctx context.Context, origin string) (address, token string, err error) {
	return p.askProvider(ctx, 0, asking{Origin: origin})
}

// LinkProvider is AskProvider for a holder, whose account is then linked with who they are there.
func (p *Porter) LinkProvider(ctx context.Context, h Holder, origin string) (address, token string, err error) {
	return p.askProvider(ctx, h.Account.Number, asking{claim: h.claim(), Link: true, Origin: origin})
}

// ProveProvider is AskProvider for a fresh proof of a session's holder, who has to sign in there again.
func (p *Porter) ProveProvider(ctx context.Context, s Session, origin string) (address, token string, err error) {
	return p.askProvider(ctx, s.Account, asking{claim: claim{Session: s.Hash}, Origin: origin})
}

func (p *Porter) askProvider(ctx context.Context, account int, a asking) (address, token string, err error) {
	if p.provider == nil || a.Origin == "" {
		return "", "", fmt.Errorf("no OpenID Connect provider, or no known address of the site: %w", council.ErrNotFound)
	}
	found, err := p.provider.discover(ctx)
	if err != nil {
		return "", "", err
	}
	a.State, a.Nonce, a.Verifier, a.At = newToken(), newToken(), oauth2.GenerateVerifier(), p.moment().Unix()
	options := []oauth2.AuthCodeOption{oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)}
	if a.Session != "" && !a.Link {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	token, err = p.begin(ctx, errandProvider, account, lastsStep, a)
	return p.provider.oauth(found, a.Origin).AuthCodeURL(a.State, options...), token, err
}

// told is what the provider says of somebody.
type told struct {
	Issuer   string `json:"iss"`
	Subject  string `json:"sub"`
	Email    string `json:"email"`
	Verified yes    `json:"email_verified"`
	// Owned is Entra ID's word for an address whose domain belongs to the tenant. Its "email" alone may
	// be anything that its holder has typed.
	Owned yes   `json:"xms_edov"`
	Time  int64 `json:"auth_time"` // seconds since 1970 at which they signed in there; 0 where not said
}

// yes is a truth as providers write it: true, "true", 1 or "1".
type yes bool

// UnmarshalJSON implements json.Unmarshaler. Whatever else stands there is no.
func (y *yes) UnmarshalJSON(b []byte) error {
	word := strings.Trim(string(b), `"`)
	*y = word == "true" || word == "1"
	return nil
}

func (t told) id() string { return t.Issuer + " " + t.Subject }

// CheckProvider takes somebody back from the provider: lets them in, links their account, or takes it as
// a fresh proof, as it was asked. Its error is ErrRefused, *TooMany, or ErrNotFound where nothing was
// asked in this browser.
func (p *Porter) CheckProvider(ctx context.Context, at Visitor, token, state, code string) (w Welcome, err error) {
	if p.provider == nil {
		return w, fmt.Errorf("no OpenID Connect provider: %w", council.ErrNotFound)
	}
	if err := p.try(ctx, ofAddress(at)); err != nil {
		return w, err
	}
	var asked asking
	var e Errand
	err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		e, err = p.take(ctx, tx, errandProvider, token, &asked)
		return err
	})
	if err != nil {
		return w, err
	}
	if !sameToken(asked.State, state) {
		return w, fmt.Errorf("the provider's answer is to another question: %w", ErrRefused)
	}
	who, err := p.exchange(ctx, asked, code)
	if err != nil {
		return w, err
	}
	err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		w, err = p.welcome(ctx, tx, e.Account, asked, who, at)
		return err
	})
	if errors.Is(err, ErrRefused) {
		return w, errors.Join(err, p.refused(ctx, e.Account, at, "provider"))
	}
	return w, err
}

// exchange has the provider say who it was, and checks that it is the provider who says so, to us, in
// answer to this question.
func (p *Porter) exchange(ctx context.Context, asked asking, code string) (who told, err error) {
	found, err := p.provider.discover(ctx)
	if err != nil {
		return who, err
	}
	ctx = oidc.ClientContext(ctx, p.provider.client)
	tokens, err := p.provider.oauth(found, asked.Origin).Exchange(ctx, code, oauth2.VerifierOption(asked.Verifier))
	if err != nil {
		return who, fmt.Errorf("exchange the provider's code (%w): %w", err, ErrRefused)
	}
	raw, _ := tokens.Extra("id_token").(string)
	verified, err := found.VerifierContext(context.WithoutCancel(ctx), &oidc.Config{ClientID: p.provider.config.ClientID, Now: p.now}).Verify(ctx, raw)
	if err != nil {
		return who, fmt.Errorf("check the provider's token (%w): %w", err, ErrRefused)
	}
	if !sameToken(verified.Nonce, asked.Nonce) {
		return who, fmt.Errorf("the provider's token is of another sign-in: %w", ErrRefused)
	}
	if err := verified.Claims(&who); err != nil {
		return who, fmt.Errorf("read the provider's token (%w): %w", err, ErrRefused)
	}
	if who.Email != "" {
		return who, nil
	}
	return p.askMore(ctx, found, tokens, who)
}

// askMore asks the provider for the address, which some keep out of their tokens.
func (p *Porter) askMore(ctx context.Context, found *oidc.Provider, tokens *oauth2.Token, who told) (told, error) {
	if found.UserInfoEndpoint() == "" {
		return who, nil
	}
	more, err := found.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		return who, fmt.Errorf("ask the provider for more (%w): %w", err, ErrRefused)
	}
	if more.Subject != who.Subject {
		return who, fmt.Errorf("the provider speaks of somebody else: %w", ErrRefused)
	}
	who.Email, who.Verified = more.Email, yes(more.EmailVerified)
	return who, nil
}

// welcome does what was asked, now that it is known who it is.
func (p *Porter) welcome(ctx context.Context, tx Tx, account int, asked asking, who told, at Visitor) (w Welcome, err error) {
	switch {
	case asked.Link:
		if err := p.link(ctx, tx, account, who); err != nil {
			return w, err
		}
		w.Token, err = p.settle(ctx, tx, asked.claim, account, Provider, at)
	case asked.Session != "":
		err = p.provedThere(ctx, tx, account, asked, who, at)
	default:
		var number int
		if number, err = p.accountThere(ctx, tx, who); err == nil {
			w.Token, err = p.start(ctx, tx, number, Provider, at)
		}
	}
	return w, err
}

// link keeps that an account is who the provider says.
func (p *Porter) link(ctx context.Context, tx Tx, account int, who told) error {
	c, err := tx.Credential(ctx, Provider, who.id())
	if err != nil && !council.IsNotFound(err) {
		return err
	}
	if err == nil && c.Account != account {
		return fmt.Errorf("linked with account %d already: %w", c.Account, ErrRefused)
	}
	a, err := tx.Account(ctx, account)
	if err != nil {
		return err
	}
	c = Credential{Account: account, Kind: Provider, ID: who.id(), Label: who.Email, Made: p.moment()}
	if err := tx.PutCredential(ctx, c); err != nil {
		return err
	}
	return p.note(ctx, tx, a, actLink, who.id())
}

// accountThere is the account that is linked with who the provider says, or else the one with their
// address, where the provider vouches for it; that is linked by this. Nobody gets an account by it.
func (p *Porter) accountThere(ctx context.Context, tx Tx, who told) (int, error) {
	c, err := tx.Credential(ctx, Provider, who.id())
	if err == nil {
		c.Used = p.moment()
		return c.Account, tx.PutCredential(ctx, c)
	}
	if !council.IsNotFound(err) {
		return 0, err
	}
	if who.Email == "" || !who.Verified && !who.Owned {
		return 0, fmt.Errorf("the provider does not vouch for the address: %w", ErrRefused)
	}
	a, err := tx.AccountOf(ctx, who.Email)
	if council.IsNotFound(err) {
		return 0, fmt.Errorf("nobody has the address that the provider gives: %w", ErrRefused)
	}
	if err != nil {
		return 0, err
	}
	return a.Number, p.link(ctx, tx, a.Number, who)
}

// clockSkew is how many seconds the provider's clock may be behind ours.
const clockSkew = 60

// provedThere takes a sign-in at the provider that is no older than the question as a fresh proof.
func (p *Porter) provedThere(ctx context.Context, tx Tx, account int, asked asking, who told, at Visitor) error {
	c, err := tx.Credential(ctx, Provider, who.id())
	if err != nil && !council.IsNotFound(err) {
		return err
	}
	now := p.moment()
	if err != nil || c.Account != account || who.Time < asked.At-clockSkew {
		return fmt.Errorf("not a fresh sign-in of the account's holder: %w", ErrRefused)
	}
	s, err := tx.Session(ctx, asked.Session)
	if err != nil {
		return err
	}
	if s.over(now) {
		return fmt.Errorf("the session has ended: %w", council.ErrNotFound)
	}
	return p.prove(ctx, tx, s, at)
}
