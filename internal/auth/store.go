package auth

import (
	"context"
	"time"

	"moothall/internal/audience"
)

// Account is somebody who may sign in, as package auth needs to know them.
type Account struct {
	Number int
	Person int
	Name   string
	Email  string
	Grants []audience.Grant
	Ended  bool
}

// CredentialKind is a way to prove who one is.
type CredentialKind string

// Credential kinds.
const (
	Password CredentialKind = "password" // Secret is an argon2id hash, encoded
	OneTime  CredentialKind = "one-time" // Secret is the key of RFC 6238's codes, sealed; Count the last step used
	Recovery CredentialKind = "recovery" // ID is the hash of a code that works once
	Passkey  CredentialKind = "passkey"  // ID is the credential's, Secret the record of it as JSON
	Provider CredentialKind = "provider" // ID is an issuer and a subject
)

// Credential is a way in that an account has.
type Credential struct {
	Account int
	Kind    CredentialKind
	ID      string // unique within its kind
	Label   string // what its holder calls it
	Secret  []byte
	Count   int64
	Made    time.Time
	Used    time.Time // zero where never
}

// Session is somebody who has signed in, on one browser.
type Session struct {
	Hash    string // of the token that the browser holds
	Account int
	Made    time.Time
	Seen    time.Time // within seenEvery
	Proved  time.Time // when they last proved who they are, in this session
	By      CredentialKind
	Visitor
}

// Visitor is where a request came from.
type Visitor struct {
	Address string // an IP address
	Agent   string // as the browser names itself
}

// Errand is a step that is to be followed by another from the same browser or person: a link to accept
// an invitation, a password that waits for its second factor, a passkey's challenge. It is known by a
// token that its holder has, and done once.
type Errand struct {
	Hash    string
	Kind    string
	Account int // 0 where it is not known whose
	Until   time.Time
	Data    []byte
}

// Event is a line for the audit.
type Event struct {
	At      time.Time
	Account int    // who did it; 0 where that is not known
	Name    string // of the account's holder
	Act     string
	Subject int // the account it was done to
	What    string
}

// Store keeps what package auth needs.
type Store interface {
	// Turn runs do in one transaction: all it does is kept together or not at all.
	Turn(ctx context.Context, do func(context.Context, Tx) error) error
	// Look runs do in a transaction that only reads, and waits for nobody.
	Look(ctx context.Context, do func(context.Context, Tx) error) error
}

// Tx is a transaction of the store. What is asked for and not there is council.ErrNotFound.
type Tx interface {
	Account(ctx context.Context, number int) (Account, error)
	// Accounts are the numbers of all accounts, in order.
	Accounts(ctx context.Context) ([]int, error)
	// AccountOf finds an account by its address, whatever the case of its letters.
	AccountOf(ctx context.Context, email string) (Account, error)

	Credential(ctx context.Context, kind CredentialKind, id string) (Credential, error)
	// Credentials are those of an account, oldest first; of one kind, or of all where kind is empty.
	Credentials(ctx context.Context, account int, kind CredentialKind) ([]Credential, error)
	// PutCredential keeps a credential in place of any of the same kind and ID.
	PutCredential(ctx context.Context, c Credential) error
	// RemoveCredential is ErrNotFound where the account has no such credential any longer.
	RemoveCredential(ctx context.Context, account int, kind CredentialKind, id string) error

	PutSession(ctx context.Context, s Session) error
	Session(ctx context.Context, hash string) (Session, error)
	// Sessions are those of an account, newest first, ended ones not among them.
	Sessions(ctx context.Context, account int) ([]Session, error)
	// EndSession ends a session of the account.
	EndSession(ctx context.Context, account int, hash string) error

	PutErrand(ctx context.Context, e Errand) error
	// Errand is an errand that is not done and not over.
	Errand(ctx context.Context, kind, hash string, now time.Time) (Errand, error)
	// TakeErrand is Errand and does it: nobody else gets it.
	TakeErrand(ctx context.Context, kind, hash string, now time.Time) (Errand, error)
	// Errands are the open ones of an account.
	Errands(ctx context.Context, account int, kind string, now time.Time) ([]Errand, error)
	// DropErrands takes back the open ones of an account.
	DropErrands(ctx context.Context, account int, kind string) error

	// Attempts is what was tried under a name; the zero Attempts where nothing was. Whoever else asks
	// waits until this transaction has ended.
	Attempts(ctx context.Context, name string) (Attempts, error)
	PutAttempts(ctx context.Context, name string, a Attempts) error

	// Sweep forgets sessions, errands and attempts that were over by then.
	Sweep(ctx context.Context, made, seen, now time.Time) error
	Note(ctx context.Context, e Event) error
}

// Attempts is how often something failed and was not followed by success.
type Attempts struct {
	Failures int
	Last     time.Time
	Until    time.Time // before which nothing more is tried
}
