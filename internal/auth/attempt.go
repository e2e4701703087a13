package auth

import (
	"context"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
)

// limit is a name under which attempts are counted, and how many are free.
type limit struct {
	name string
	free int
}

const (
	freeOfAccount = 5  // then wait
	freeOfAddress = 30 // people in one building share an address
	longestWait   = 15 * time.Minute
	forgottenIn   = 24 * time.Hour
)

// ofEmail counts by the address that was typed, whether there is an account or not. It is kept hashed:
// people type passwords there.
func ofEmail(email string) limit {
	return limit{"email " + hashed(strings.ToLower(strings.TrimSpace(email))), freeOfAccount}
}

func ofCode(account int) limit { return limit{"code " + strconv.Itoa(account), freeOfAccount} }

func ofProof(account int) limit { return limit{"proof " + strconv.Itoa(account), freeOfAccount} }

// ofAddress counts by where a request comes from. An IPv6 network of 64 bits is one place: whoever has
// one address of it has them all.
func ofAddress(at Visitor) limit {
	place := at.Address
	if ip, err := netip.ParseAddr(at.Address); err == nil && ip.Is6() && !ip.Is4In6() {
		if network, err := ip.WithZone("").Prefix(64); err == nil {
			place = network.String()
		}
	}
	return limit{"address " + place, freeOfAddress}
}

// wait is how long to wait after that many failures: a second for the first that is not free, then
// twice as long each time.
func (l limit) wait(failures int) time.Duration {
	if failures < l.free {
		return 0
	}
	return min(longestWait, time.Second<<min(failures-l.free, 20))
}

// try counts an attempt before it is made, so that many at once do not all pass. It is *TooMany where
// one has to wait first.
func (p *Porter) try(ctx context.Context, limits ...limit) error {
	var refused *TooMany
	err := p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		now := p.moment()
		counts := make([]Attempts, len(limits))
		for i, l := range limits {
			var err error
			if counts[i], err = tx.Attempts(ctx, l.name); err != nil {
				return err
			}
			if until := counts[i].Until; until.After(now) && (refused == nil || until.After(refused.Until)) {
				refused = &TooMany{Until: until}
			}
		}
		if refused != nil {
			return nil
		}
		for i, l := range limits {
			if err := tx.PutAttempts(ctx, l.name, counts[i].another(l, now)); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && refused != nil {
		return refused
	}
	return err
}

func (a Attempts) another(l limit, now time.Time) Attempts {
	if now.Sub(a.Last) > forgottenIn {
		a.Failures = 0
	}
	a.Failures++
	a.Last, a.Until = now, now.Add(l.wait(a.Failures))
	return a
}

// succeeded forgets the failures of an account, and of the attempts of an address the one that was none.
func (p *Porter) succeeded(ctx context.Context, tx Tx, a Account, at Visitor) error {
	for _, l := range []limit{ofEmail(a.Email), ofCode(a.Number), ofProof(a.Number)} {
		if err := tx.PutAttempts(ctx, l.name, Attempts{}); err != nil {
			return err
		}
	}
	l := ofAddress(at)
	counted, err := tx.Attempts(ctx, l.name)
	if err != nil {
		return err
	}
	counted.Failures, counted.Until = max(0, counted.Failures-1), time.Time{}
	return tx.PutAttempts(ctx, l.name, counted)
}

// CheckSetUp holds what somebody typed against the set-up code that the program printed for whoever
// runs it. Its error is ErrRefused or *TooMany.
func (p *Porter) CheckSetUp(ctx context.Context, at Visitor, code, typed string) error {
	if err := p.try(ctx, limit{"set-up", freeOfAccount}, ofAddress(at)); err != nil {
		return err
	}
	if code == "" || !sameCode(code, typed) {
		return p.refused(ctx, 0, at, "set-up code")
	}
	return p.store.Turn(ctx, func(ctx context.Context, tx Tx) error {
		return tx.PutAttempts(ctx, "set-up", Attempts{})
	})
}

// known says whether an error is that something is not there, which for whoever asks is a refusal.
func known(err error) (found bool, other error) {
	if council.IsNotFound(err) {
		return false, nil
	}
	return err == nil, err
}
