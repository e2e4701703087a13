package register

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Account is somebody who may sign in, with the roles that they hold and when. How they prove who they
// are is kept by package auth.
type Account struct {
	Name   string           `json:"name"`
	Email  string           `json:"email"`             // as it was typed; no two accounts have the same
	Person int              `json:"person,omitempty"`  // whom on the public record they are; 0 where nobody
	Grants []audience.Grant `json:"grants,omitempty"`  // in the order given
	Ended  council.Day      `json:"ended,omitzero"`    // since when they may not sign in at all
	By     string           `json:"invited,omitempty"` // who invited them
}

// longestName is how many bytes a name may have, and an address too.
const longestName = 200

// Kind implements Work.
func (Account) Kind() Kind { return "account" }

// Lock implements Work: accounts are the directory's.
func (Account) Lock() audience.Lock { return audience.Lock{Body: audience.Directory} }

// Marks implements Work.
func (a Account) Marks() []Mark { return []Mark{EmailMark(a.Email)} }

// Order implements Work: by name.
func (a Account) Order() string { return gazette.Fold(a.Name) }

// EmailMark is what an account is looked for by: its address, whatever the case of its letters.
func EmailMark(email string) Mark {
	return Mark{Name: "email", Value: strings.ToLower(strings.TrimSpace(email))}
}

// Check implements Work.
func (a Account) Check() error {
	var faults council.Faults
	if strings.TrimSpace(a.Name) == "" {
		faults.Add("name", "account.name.missing")
	} else if len(a.Name) > longestName {
		faults.Add("name", "account.name.long")
	}
	if at, err := mail.ParseAddress(a.Email); err != nil || at.Address != a.Email || len(a.Email) > longestName {
		faults.Add("email", "account.email.wrong")
	}
	for _, g := range a.Grants {
		checkGrant(&faults, g)
	}
	return faults.Err()
}

func checkGrant(faults *council.Faults, g audience.Grant) {
	if g.Role.Check() != nil {
		faults.Add("role", "account.role.unknown")
	}
	if g.Role == audience.Administrator && g.Body != audience.AllBodies {
		faults.Add("body", "account.role.whole")
	}
	if (g.Role == audience.Approver) != (g.Capacity != "") {
		faults.Add("capacity", "account.capacity.missing")
	}
	if !g.From.IsZero() && !g.To.IsZero() && g.To.Before(g.From) {
		faults.Add("to", "account.role.reversed")
	}
}

// Holds says whether the account has the role, at whatever time.
func (a Account) Holds(role audience.Role) bool {
	return slices.ContainsFunc(a.Grants, func(g audience.Grant) bool { return g.Role == role })
}

// administers says whether the account's holder is an administrator on the day and for good.
func (a Account) administers(on council.Day) bool {
	return a.Ended.IsZero() && slices.ContainsFunc(a.Grants, func(g audience.Grant) bool {
		return g.Role == audience.Administrator && g.Covers(on) && g.To.IsZero()
	})
}

// Accounts lists every account, by name: for administrators and for whoever prepares papers.
func (r *Register) Accounts(ctx context.Context, v audience.Viewer) (list []Kept[Account], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		list, err = find[Account](ctx, t, Query{})
		return err
	})
	return list, err
}

// Account is one account; ErrNotFound where the viewer may not see it.
func (r *Register) Account(ctx context.Context, v audience.Viewer, number int) (k Kept[Account], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err = get[Account](ctx, t, number)
		return err
	})
	return k, err
}

// Invite makes an account. It cannot be used until its holder has proved who they are: package auth
// makes the link for that.
func (r *Register) Invite(ctx context.Context, v audience.Viewer, a Account) (k Kept[Account], err error) {
	err = r.do(ctx, v, ManageAccount, audience.AllBodies, func(ctx context.Context, t *turn) error {
		a.By = v.Name()
		// The number is taken first: whoever else makes or changes an account waits for this act, so
		// that no two get the same address.
		n, err := t.tx.Next(ctx, a.Kind())
		if err != nil {
			return err
		}
		if err := t.checkAccount(ctx, n, a); err != nil {
			return err
		}
		k, err = put(ctx, t, Kept[Account]{Number: n, Content: a})
		return err
	})
	return k, err
}

// ChangeAccount keeps a change to an account that was read at k.Version.
func (r *Register) ChangeAccount(ctx context.Context, v audience.Viewer, k Kept[Account]) (Kept[Account], error) {
	err := r.do(ctx, v, ManageAccount, audience.AllBodies, func(ctx context.Context, t *turn) error {
		was, err := fetch[Account](ctx, t, k.Number)
		if err != nil {
			return err
		}
		k.Content.By, k.Content.Ended = was.Content.By, was.Content.Ended
		k, err = t.keepAccount(ctx, k)
		return err
	})
	return k, err
}

// EndAccount says that somebody may not sign in from now on. What they did stays theirs.
func (r *Register) EndAccount(ctx context.Context, v audience.Viewer, number, version int) error {
	return r.do(ctx, v, ManageAccount, audience.AllBodies, func(ctx context.Context, t *turn) error {
		return t.endAccount(ctx, number, version, council.DayOf(t.at))
	})
}

// ReopenAccount lets somebody in again whose account was ended.
func (r *Register) ReopenAccount(ctx context.Context, v audience.Viewer, number, version int) error {
	return r.do(ctx, v, ManageAccount, audience.AllBodies, func(ctx context.Context, t *turn) error {
		return t.endAccount(ctx, number, version, council.Day{})
	})
}

func (t *turn) endAccount(ctx context.Context, number, version int, day council.Day) error {
	k, err := fetch[Account](ctx, t, number)
	if err != nil {
		return err
	}
	k.Version, k.Content.Ended = version, day
	_, err = t.keepAccount(ctx, k)
	return err
}

// keepAccount keeps an account in whatever state, so long as somebody can still look after accounts.
func (t *turn) keepAccount(ctx context.Context, k Kept[Account]) (Kept[Account], error) {
	// As in Invite: this makes others wait.
	if _, err := t.tx.Next(ctx, "change of an account"); err != nil {
		return k, err
	}
	if err := t.checkAccount(ctx, k.Number, k.Content); err != nil {
		return k, err
	}
	k, err := put(ctx, t, k)
	if err != nil {
		return k, err
	}
	all, err := find[Account](ctx, t, Query{})
	if err != nil {
		return k, err
	}
	if !slices.ContainsFunc(all, func(a Kept[Account]) bool { return a.Content.administers(council.DayOf(t.at)) }) {
		var faults council.Faults
		faults.Add("role", "account.administrator.last")
		return k, faults.Err()
	}
	return k, nil
}

// checkAccount asks what an account by itself cannot know: that no other has the address, and that its
// capacities are the council's.
func (t *turn) checkAccount(ctx context.Context, number int, a Account) error {
	if err := a.Check(); err != nil {
		return err
	}
	var faults council.Faults
	same, err := find[Account](ctx, t, Query{Marks: a.Marks()})
	if err != nil {
		return err
	}
	if slices.ContainsFunc(same, func(k Kept[Account]) bool { return k.Number != number }) {
		faults.Add("email", "account.email.taken")
	}
	customs, err := t.customs(ctx)
	if err != nil {
		return err
	}
	for _, g := range a.Grants {
		if g.Capacity != "" && !slices.Contains(customs.Content.Capacities, g.Capacity) {
			faults.Add("capacity", "account.capacity.unknown")
		}
	}
	return faults.Err()
}

// IsNew says whether there is no account yet, so that nobody can sign in and SetUp may be used.
func (r *Register) IsNew(ctx context.Context) (is bool, err error) {
	err = r.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		is, err = isNew(ctx, tx)
		return err
	})
	return is, err
}

// isNew: accounts are numbered from 1 and never removed.
func isNew(ctx context.Context, tx Tx) (bool, error) {
	var first Account
	_, err := tx.Get(ctx, Key{first.Kind(), 1}, &first)
	if council.IsNotFound(err) {
		return true, nil
	}
	return false, err
}

// SetUp founds a new installation: it publishes the council's name, unless the record has one already,
// and makes the first administrator's account, number 1. Where there is an account it is ErrDenied.
// Whoever calls it has made sure that it is asked for by somebody who runs the program.
func (r *Register) SetUp(ctx context.Context, name council.Text, administrator Account) error {
	_, err := published[gazette.Council](ctx, r, 1)
	nameless := council.IsNotFound(err)
	if err != nil && !nameless {
		return err
	}
	if nameless && name.IsZero() {
		var faults council.Faults
		faults.Add("council", "setup.council.missing")
		return faults.Err()
	}
	return r.turn(ctx, audience.Viewer{}, SetUp, func(ctx context.Context, t *turn) error {
		if err := t.firstAccount(ctx, administrator); err != nil || !nameless {
			return err
		}
		return t.nameCouncil(ctx, gazette.Council{Name: name})
	})
}

func (t *turn) nameCouncil(ctx context.Context, c gazette.Council) error {
	out, err := edition(gazette.Subject{Kind: gazette.KindCouncil, Number: 1}, c)
	if err != nil {
		return err
	}
	if err := t.note(ctx, Key{Kind(gazette.KindCouncil), 1}, nil, c); err != nil {
		return err
	}
	return t.send(ctx, out)
}

func (t *turn) firstAccount(ctx context.Context, a Account) error {
	n, err := t.tx.Next(ctx, a.Kind())
	if err != nil {
		return err
	}
	if n != 1 {
		return fmt.Errorf("there is an account already: %w", council.ErrDenied)
	}
	a.Grants = []audience.Grant{{Role: audience.Administrator, Spell: council.Spell{From: council.DayOf(t.at)}}}
	_, err = put(ctx, t, Kept[Account]{Number: n, Content: a})
	return err
}
