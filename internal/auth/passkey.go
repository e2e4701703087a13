package auth

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"moothall/internal/council"
)

// longestLabel is how many bytes the name of a passkey may have.
const longestLabel = 60

// party is the site to a browser's passkeys: they are of its host and no other.
func (p *Porter) party(ctx context.Context, origin string) (*webauthn.WebAuthn, error) {
	if !TakesPasskeys(origin) {
		return nil, fmt.Errorf("passkeys need a site that is known and has a name: %w", council.ErrDenied)
	}
	u, err := url.Parse(origin)
	if err != nil {
		return nil, fmt.Errorf("prepare passkeys: %w", err)
	}
	name := p.council(ctx)
	if name == "" {
		name = "Moothall"
	}
	party, err := webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: name, RPOrigins: []string{origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired,
			RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired}})
	if err != nil {
		return nil, fmt.Errorf("prepare passkeys: %w", err)
	}
	return party, nil
}

// passholder is an account to the library of passkeys. It implements webauthn.User.
type passholder struct {
	account Account
	handle  []byte // random, so that a passkey names nobody
	keys    []webauthn.Credential
}

// WebAuthnID is the handle.
func (h passholder) WebAuthnID() []byte { return h.handle }

// WebAuthnName is what tells accounts of one site apart in a list of passkeys.
func (h passholder) WebAuthnName() string { return h.account.Email }

// WebAuthnDisplayName is the holder's name.
func (h passholder) WebAuthnDisplayName() string { return h.account.Name }

// WebAuthnCredentials are the passkeys.
func (h passholder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// keptPasskey is a passkey as its credential's Secret has it.
type keptPasskey struct {
	Handle []byte              `json:"handle"`
	Key    webauthn.Credential `json:"key"`
}

func readPasskey(c Credential) (k keptPasskey, err error) {
	if err := json.Unmarshal(c.Secret, &k); err != nil {
		return k, fmt.Errorf("read a passkey: %w", err)
	}
	return k, nil
}

// passholderOf is an account with its passkeys.
func passholderOf(ctx context.Context, tx Tx, account int) (h passholder, err error) {
	if h.account, err = tx.Account(ctx, account); err != nil {
		return h, err
	}
	list, err := tx.Credentials(ctx, account, Passkey)
	if err != nil {
		return h, err
	}
	for _, c := range list {
		k, err := readPasskey(c)
		if err != nil {
			return h, err
		}
		h.handle, h.keys = k.Handle, append(h.keys, k.Key)
	}
	if h.handle == nil {
		h.handle = make([]byte, 32)
		_, _ = rand.Read(h.handle)
	}
	return h, nil
}

// making is a passkey to be made.
type making struct {
	claim
	Handle    []byte               `json:"handle"`
	Challenge webauthn.SessionData `json:"challenge"`
}

// BeginPasskey gives what a browser needs to make a passkey, as JSON for navigator.credentials.create,
// and a token under which FinishPasskey takes the answer within ten minutes.
func (p *Porter) BeginPasskey(ctx context.Context, h Holder, origin string) (options []byte, token string, err error) {
	party, err := p.party(ctx, origin)
	if err != nil {
		return nil, "", err
	}
	err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		user, err := passholderOf(ctx, tx, h.Account.Number)
		if err != nil {
			return err
		}
		creation, challenge, err := party.BeginRegistration(user,
			webauthn.WithExclusions(webauthn.Credentials(user.keys).CredentialDescriptors()))
		if err != nil {
			return fmt.Errorf("begin a passkey: %w", err)
		}
		if options, err = json.Marshal(creation); err != nil {
			return fmt.Errorf("begin a passkey: %w", err)
		}
		token, err = p.open(ctx, tx, errandRegister, h.Account.Number, lastsStep, making{h.claim(), user.handle, *challenge})
		return err
	})
	return options, token, err
}

// FinishPasskey keeps the passkey that a browser has made. An answer that does not fit what was asked is
// ErrRefused.
func (p *Porter) FinishPasskey(ctx context.Context, at Visitor, token, origin, label, answer string) (w Welcome, err error) {
	party, err := p.party(ctx, origin)
	if err != nil {
		return w, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return w, fmt.Errorf("read a new passkey (%w): %w", err, ErrRefused)
	}
	err = p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		var m making
		e, err := p.take(ctx, tx, errandRegister, token, &m)
		if err != nil {
			return err
		}
		a, err := tx.Account(ctx, e.Account)
		if err != nil {
			return err
		}
		key, err := party.CreateCredential(passholder{account: a, handle: m.Handle}, m.Challenge, parsed)
		if err != nil {
			return fmt.Errorf("check a new passkey (%w): %w", err, ErrRefused)
		}
		if err := p.keepPasskey(ctx, tx, a, label, keptPasskey{m.Handle, *key}); err != nil {
			return err
		}
		w.Token, err = p.settle(ctx, tx, m.claim, a.Number, Passkey, at)
		return err
	})
	return w, err
}

func (p *Porter) keepPasskey(ctx context.Context, tx Tx, a Account, label string, k keptPasskey) error {
	id := base64.RawURLEncoding.EncodeToString(k.Key.ID)
	if c, err := tx.Credential(ctx, Passkey, id); !council.IsNotFound(err) {
		if err != nil {
			return err
		}
		return fmt.Errorf("passkey of account %d is there already: %w", c.Account, ErrRefused)
	}
	b, err := json.Marshal(k)
	if err != nil {
		return fmt.Errorf("write a passkey: %w", err)
	}
	label = label[:min(len(label), longestLabel)]
	c := Credential{Account: a.Number, Kind: Passkey, ID: id, Label: label, Secret: b, Made: p.moment()}
	if err := tx.PutCredential(ctx, c); err != nil {
		return err
	}
	return p.note(ctx, tx, a, actPasskey, label)
}

// AskPasskey gives what a browser needs to show a passkey, as JSON for navigator.credentials.get, and a
// token under which the answer is taken within ten minutes. It asks nobody who they are: the passkey
// says so.
func (p *Porter) AskPasskey(ctx context.Context, origin string) (options []byte, token string, err error) {
	party, err := p.party(ctx, origin)
	if err != nil {
		return nil, "", err
	}
	assertion, challenge, err := party.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, "", fmt.Errorf("ask for a passkey: %w", err)
	}
	if options, err = json.Marshal(assertion); err != nil {
		return nil, "", fmt.Errorf("ask for a passkey: %w", err)
	}
	token, err = p.begin(ctx, errandAssert, 0, lastsStep, challenge)
	return options, token, err
}

// CheckPasskey lets in whoever shows a passkey of an account. Its error is ErrRefused or *TooMany.
func (p *Porter) CheckPasskey(ctx context.Context, at Visitor, token, origin, answer string) (session string, err error) {
	err = p.withPasskey(ctx, at, token, origin, answer, func(ctx context.Context, tx Tx, account int) error {
		session, err = p.start(ctx, tx, account, Passkey, at)
		return err
	})
	return session, err
}

// ProvePasskey takes a passkey of the session's holder as a fresh proof.
func (p *Porter) ProvePasskey(ctx context.Context, s Session, at Visitor, token, origin, answer string) error {
	return p.withPasskey(ctx, at, token, origin, answer, func(ctx context.Context, tx Tx, account int) error {
		if account != s.Account {
			return fmt.Errorf("the passkey of another account: %w", ErrRefused)
		}
		return p.prove(ctx, tx, s, at)
	})
}

// withPasskey checks an answer to AskPasskey, and goes on with the account that it is of.
func (p *Porter) withPasskey(ctx context.Context, at Visitor, token, origin, answer string, goOn func(context.Context, Tx, int) error) error {
	party, err := p.party(ctx, origin)
	if err != nil {
		return err
	}
	if err := p.try(ctx, ofAddress(at)); err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return fmt.Errorf("read a passkey's answer (%w): %w", err, ErrRefused)
	}
	return p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		var challenge webauthn.SessionData
		if _, err := p.take(ctx, tx, errandAssert, token, &challenge); err != nil {
			return fmt.Errorf("nobody was asked (%w): %w", err, ErrRefused)
		}
		account, err := p.passkeyOf(ctx, tx, party, challenge, parsed)
		if err != nil {
			return fmt.Errorf("check a passkey (%w): %w", err, ErrRefused)
		}
		return goOn(ctx, tx, account)
	})
}

// passkeyOf is the account whose passkey has answered, and keeps how often the passkey was used.
func (p *Porter) passkeyOf(ctx context.Context, tx Tx, party *webauthn.WebAuthn, challenge webauthn.SessionData,
	parsed *protocol.ParsedCredentialAssertionData) (int, error) {
	c, err := tx.Credential(ctx, Passkey, base64.RawURLEncoding.EncodeToString(parsed.RawID))
	if err != nil {
		return 0, err
	}
	k, err := readPasskey(c)
	if err != nil {
		return 0, err
	}
	key, err := party.ValidateDiscoverableLogin(func(_, _ []byte) (webauthn.User, error) {
		user, err := passholderOf(ctx, tx, c.Account)
		return user, err
	}, challenge, parsed)
	if err != nil {
		return 0, err
	}
	if key.Authenticator.CloneWarning {
		return 0, fmt.Errorf("the passkey seems to have been copied: %w", council.ErrDenied)
	}
	k.Key = *key
	if c.Secret, err = json.Marshal(k); err != nil {
		return 0, fmt.Errorf("write a passkey: %w", err)
	}
	c.Used = p.moment()
	return c.Account, tx.PutCredential(ctx, c)
}
