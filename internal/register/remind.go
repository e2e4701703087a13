package register

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Reminder is that somebody is reminded of something that waits for them, by its kind, number and last day
// alone: it goes out by mail, and no word of what it is about may.
type Reminder struct {
	Account int         `json:"account"`
	Of      WaitKind    `json:"of"`
	Number  int         `json:"number"`
	Until   council.Day `json:"until"`
	Late    bool        `json:"late,omitzero"` // the last day is over
}

// SendReminderJob is the kind of the job that sends a reminder; its arguments are a Reminder as JSON.
const SendReminderJob = "send a reminder"

// Kind implements Work.
func (Reminder) Kind() Kind { return "reminder" }

// Lock implements Work.
func (m Reminder) Lock() audience.Lock {
	return audience.Lock{Body: audience.Directory, Owners: []int{m.Account}}
}

// Key names it: of the same thing, nobody is reminded twice before its last day, nor twice after it.
func (m Reminder) Key() string {
	return fmt.Sprintf("%s %d until %v late %v for %d", m.Of, m.Number, m.Until, m.Late, m.Account)
}

// Marks implements Work.
func (m Reminder) Marks() []Mark { return []Mark{{"key", m.Key()}} }

// Order implements Work.
func (m Reminder) Order() string { return m.Until.String() }

// Check implements Work.
func (m Reminder) Check() error {
	if m.Account == 0 {
		return council.Invalid("a reminder of nobody")
	}
	return nil
}

// remindedOf are what people are reminded of: what others wait for.
var remindedOf = []WaitKind{WaitSignOff, WaitChanged, WaitReturned, WaitDraft, WaitAction}

// Remind asks for reminders of what waits for an account's holder and is due or late on a day, and was not
// asked for before. It is the program's own act, for no page to call. It gives how many it asked for.
func (r *Register) Remind(ctx context.Context, holder audience.Viewer, today council.Day) (asked int, err error) {
	waits, err := r.Waits(ctx, holder, today)
	if err != nil || len(waits) == 0 {
		return 0, err
	}
	err = r.turn(ctx, holder, Remind, func(ctx context.Context, t *turn) error {
		customs, err := t.customs(ctx)
		if err != nil {
			return err
		}
		// Whoever else looks whom to remind waits here, and then finds it done.
		if _, err := t.tx.Next(ctx, "reminders"); err != nil {
			return err
		}
		for _, w := range waits {
			if !slices.Contains(remindedOf, w.Kind) || w.Until.IsZero() || w.Until.After(today.Add(customs.Content.Deadlines.Soon)) {
				continue
			}
			did, err := t.remind(ctx, Reminder{Account: holder.Account(), Of: w.Kind, Number: w.Number, Until: w.Until, Late: w.Late})
			if err != nil {
				return err
			}
			if did {
				asked++
			}
		}
		return nil
	})
	return asked, err
}

// remind keeps a reminder and asks for it to be sent, unless that was done.
func (t *turn) remind(ctx context.Context, m Reminder) (did bool, err error) {
	before, err := find[Reminder](ctx, t, Query{Marks: m.Marks(), Limit: 1})
	if err != nil || len(before) > 0 {
		return false, err
	}
	args, err := json.Marshal(m)
	if err != nil {
		return false, fmt.Errorf("write a reminder: %w", err)
	}
	program := &turn{tx: t.tx, act: t.act, at: t.at} // whose act it is, in the audit
	if _, err := add(ctx, program, m); err != nil {
		return false, err
	}
	return true, t.tx.Enqueue(ctx, Job{Kind: SendReminderJob, Key: m.Key(), Args: args})
}
