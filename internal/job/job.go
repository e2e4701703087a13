// Package job does work in the background: durable, at least once, in any process that serves the
// council. Work is asked for in the same transaction as the change that it follows from; a worker that
// dies leaves a lease that runs out. It must never hold what the work is: handlers are given to it.
package job

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"moothall/internal/council"
)

// Claimed is a job that this worker holds until its lease ends.
type Claimed struct {
	ID      int64
	Kind    string
	Key     string
	Args    []byte
	Attempt int // from 1
	// Tell says that so many of so many steps are done. It keeps the job for this worker for another
	// lease, so that long work that goes on is not taken for dead.
	Tell func(ctx context.Context, done, total int) error
}

// Queue is where jobs wait.
type Queue interface {
	// Claim takes the job that has waited longest, for nobody else until the time given; ErrNotFound
	// where none waits.
	Claim(ctx context.Context, now, until time.Time) (Claimed, error)
	Done(ctx context.Context, c Claimed) error
	// Told remembers how far a job has come, and holds it until the time given.
	Told(ctx context.Context, c Claimed, done, total int, until time.Time) error
	// Failed puts a job back, to be tried again then.
	Failed(ctx context.Context, c Claimed, again time.Time, fault string) error
}

// Handler does the work of one kind of job. It may be called twice for the same job, and must then
// come to the same.
type Handler func(ctx context.Context, c Claimed) error

// Runner claims jobs and runs their handlers.
type Runner struct {
	Queue    Queue
	Handlers map[string]Handler
	Now      func() time.Time
	Log      *slog.Logger
	// Lease is how long a job may take before another worker thinks this one dead.
	Lease time.Duration
	// Pause is how long to wait where there was nothing to do.
	Pause time.Duration
}

// Run works until the context ends.
func (r *Runner) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if r.one(ctx) {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(r.Pause):
		}
	}
}

// Drain does all that waits now, and gives the first error of the queue itself.
func (r *Runner) Drain(ctx context.Context) error {
	for {
		c, err := r.Queue.Claim(ctx, r.Now(), r.Now().Add(r.Lease))
		if council.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		r.handle(ctx, c)
	}
}

func (r *Runner) one(ctx context.Context) bool {
	c, err := r.Queue.Claim(ctx, r.Now(), r.Now().Add(r.Lease))
	if err != nil {
		if !council.IsNotFound(err) && ctx.Err() == nil {
			r.Log.ErrorContext(ctx, "cannot claim work", "error", err)
		}
		return false
	}
	r.handle(ctx, c)
	return true
}

// handle does a job, or puts it back for later: soon at first, within the hour after that.
func (r *Runner) handle(ctx context.Context, c Claimed) {
	err := r.try(ctx, c)
	if err == nil {
		err = r.Queue.Done(ctx, c)
	} else if ctx.Err() == nil {
		r.Log.ErrorContext(ctx, "work failed, and will be tried again", "kind", c.Kind, "key", c.Key, "attempt", c.Attempt, "error", err)
		wait := min(time.Hour, time.Second<<min(c.Attempt, 12))
		err = r.Queue.Failed(ctx, c, r.Now().Add(wait), err.Error())
	}
	if err != nil && ctx.Err() == nil {
		r.Log.ErrorContext(ctx, "cannot end work", "kind", c.Kind, "key", c.Key, "error", err)
	}
}

func (r *Runner) try(ctx context.Context, c Claimed) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	handle, ok := r.Handlers[c.Kind]
	if !ok {
		return fmt.Errorf("no handler for work of kind %q: %w", c.Kind, council.ErrNotFound)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	clock := time.AfterFunc(r.Lease, func() { stop(context.DeadlineExceeded) })
	defer clock.Stop()
	c.Tell = r.teller(c, clock)
	return handle(ctx, c)
}

// tellEvery is how often a worker says how far it has come, at most.
const tellEvery = time.Second

// teller is what a handler tells of its steps with.
func (r *Runner) teller(c Claimed, lease *time.Timer) func(context.Context, int, int) error {
	var last time.Time
	return func(ctx context.Context, done, total int) error {
		now := r.Now()
		if now.Sub(last) < tellEvery && done < total {
			return nil
		}
		last = now
		lease.Reset(r.Lease)
		return r.Queue.Told(ctx, c, done, total, now.Add(r.Lease))
	}
}
