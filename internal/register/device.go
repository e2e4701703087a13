package register

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Device is a browser in which somebody keeps papers to read without a network. It is forgotten when they sign
// out there, and when a session of theirs is ended for them; what it keeps is erased when it asks next.
type Device struct {
	Account int    `json:"account"`
	Secret  string `json:"secret"`  // SHA-256 of what the browser shows to be known again
	Session string `json:"session"` // hash of the token of the session in which it was seen last
}

// Kind implements Work.
func (Device) Kind() Kind { return "device" }

// Lock implements Work.
func (d Device) Lock() audience.Lock {
	return audience.Lock{Body: audience.Directory, Owners: []int{d.Account}}
}

// Marks implements Work.
func (d Device) Marks() []Mark {
	return []Mark{{"account", itoa(d.Account)}, {"session", itoa(d.Account) + "/" + d.Session}}
}

// Order implements Work.
func (d Device) Order() string { return itoa(d.Account) }

// Check implements Work.
func (d Device) Check() error {
	if d.Account == 0 || len(d.Secret) != hex.EncodedLen(sha256.Size) {
		return council.Invalid("a device is somebody's, and has a secret")
	}
	return nil
}

// forgottenAfter is how long a device that does not come back is remembered.
const forgottenAfter = 60 * 24 * time.Hour

// secretOf is how a secret is kept.
func secretOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// is says whether a secret is the device's.
func (d Device) is(secret string) bool {
	return subtle.ConstantTimeCompare([]byte(d.Secret), []byte(secretOf(secret))) == 1
}

// MeetDevice keeps that the viewer has come with a device in a session, and gives its number. A device that is not
// known, or is somebody else's, is a new one, whose secret is the fresh one given.
func (r *Register) MeetDevice(ctx context.Context, v audience.Viewer, number int, secret, fresh, session string) (met int, known bool, err error) {
	err = r.do(ctx, v, KeepDevice, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := fetch[Device](ctx, t, number)
		if err != nil && !council.IsNotFound(err) {
			return err
		}
		if err == nil && k.Content.is(secret) && k.Content.Account == v.Account() {
			met, known = number, true
			if k.Content.Session == session && t.at.Sub(k.Changed) < 24*time.Hour {
				return nil
			}
			k.Content.Session = session
			_, err := put(ctx, t, k)
			return err
		}
		if err := t.forgetDevices(ctx, Mark{"account", itoa(v.Account())}, func(k Kept[Device]) bool { return t.at.Sub(k.Changed) > forgottenAfter }); err != nil {
			return err
		}
		made, err := add(ctx, t, Device{Account: v.Account(), Secret: secretOf(fresh), Session: session})
		met = made.Number
		return err
	})
	return met, known, err
}

// DeviceOf is the account whose device that is; ErrNotFound where it is forgotten. Anybody may ask who knows the
// secret.
func (r *Register) DeviceOf(ctx context.Context, number int, secret string) (account int, err error) {
	err = r.look(ctx, audience.Viewer{}, SignIn, func(ctx context.Context, t *turn) error {
		k, err := fetch[Device](ctx, t, number)
		if err == nil && !k.Content.is(secret) {
			err = fmt.Errorf("device %d: %w", number, council.ErrNotFound)
		}
		account = k.Content.Account
		return err
	})
	return account, err
}

// ForgetDevice forgets a device of which the secret is known: somebody signs out there.
func (r *Register) ForgetDevice(ctx context.Context, number int, secret string) error {
	return r.do(ctx, audience.Viewer{}, SignIn, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := fetch[Device](ctx, t, number)
		if council.IsNotFound(err) || err == nil && !k.Content.is(secret) {
			return nil
		}
		if err != nil {
			return err
		}
		return remove(ctx, t, k)
	})
}

// ForgetDevices forgets the devices of an account that were seen last in a session, or with none all but those of
// the session kept: whoever ends sessions ends what was kept in them.
func (r *Register) ForgetDevices(ctx context.Context, v audience.Viewer, account int, session, kept string) error {
	act := ManageAccount
	if account == v.Account() {
		act = KeepOwnAccount
	}
	return r.do(ctx, v, act, audience.AllBodies, func(ctx context.Context, t *turn) error {
		if session != "" {
			return t.forgetDevices(ctx, Mark{"session", itoa(account) + "/" + session}, func(Kept[Device]) bool { return true })
		}
		return t.forgetDevices(ctx, Mark{"account", itoa(account)}, func(k Kept[Device]) bool { return kept == "" || k.Content.Session != kept })
	})
}

func (t *turn) forgetDevices(ctx context.Context, of Mark, which func(Kept[Device]) bool) error {
	list, err := find[Device](ctx, t, Query{Marks: []Mark{of}})
	if err != nil {
		return err
	}
	for _, k := range list {
		if which(k) {
			if err := remove(ctx, t, k); err != nil {
				return err
			}
		}
	}
	return nil
}

// OfflineFor is how long papers may be read on a device that does not ask the desk.
func (c Customs) OfflineFor() time.Duration {
	if c.Offline == 0 {
		return usualOffline * time.Hour
	}
	return time.Duration(c.Offline) * time.Hour
}

// usualOffline is for how many hours, where the council has not chosen.
const usualOffline = 72
