package bindery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"moothall/internal/council"
	"moothall/internal/job"
	"moothall/internal/paper/pack"
	"moothall/internal/register"
)

// makePacks makes the packs of a meeting that are not as they would be made now. What is published waits
// in the outbox for a moment at most, and is taken to the gazette first, since the public's packs are made
// of nothing else.
func (b *Bindery) makePacks(ctx context.Context, c job.Claimed) error {
	var j register.PacksJob
	if err := json.Unmarshal(c.Args, &j); err != nil {
		return fmt.Errorf("read what is asked of job %d: %w", c.ID, err)
	}
	if err := b.Packs.Deliver(ctx); err != nil {
		return err
	}
	if err := b.sweep(ctx); err != nil {
		return err
	}
	p, err := b.published(ctx, j.Meeting)
	if errors.Is(err, council.ErrNotFound) || errors.Is(err, council.ErrGone) {
		return nil // taken down since
	}
	if err != nil {
		return fmt.Errorf("packs of meeting %d: %w", j.Meeting, err)
	}
	plans, err := b.plans(ctx, p)
	if err != nil {
		return fmt.Errorf("packs of meeting %d: %w", j.Meeting, err)
	}
	return b.bindAll(ctx, c, p, plans)
}

// bindAll binds what differs from what was made last, and tells of every paper.
func (b *Bindery) bindAll(ctx context.Context, c job.Claimed, p published, plans []planned) error {
	done, total := 0, 0
	for _, one := range plans {
		total += one.count()
	}
	for _, one := range plans {
		tell := func(at pack.Progress) {
			// Whoever looks sees it later; should the job be lost to another, keeping the pack will say.
			_ = c.Tell(ctx, done+at.Done, total)
		}
		if err := b.bind(ctx, p, one, tell); err != nil {
			return fmt.Errorf("pack %q: %w", one.plan.Title, err)
		}
		done += one.count()
	}
	return nil
}

// bind makes a pack and keeps it. The public's goes through the sealed shelf, as all that is published
// does: whoever dies before it is named has published nothing.
func (b *Bindery) bind(ctx context.Context, p published, one planned, tell func(pack.Progress)) error {
	k := one.kept
	before := k.Content.SHA256
	made, err := b.write(ctx, p, one, &k.Content, tell)
	if err != nil {
		return err
	}
	c := &k.Content
	c.Meeting, c.Body, c.Part, c.Label, c.Members = p.number, p.meeting.Body, one.part.Number, one.part.Label, one.members
	c.Title, c.Name, c.Digest = one.title, one.plan.Title+".pdf", one.digest
	c.Size, c.Pages, c.Papers = made.Bytes, made.Pages, nil
	for i, item := range one.documents {
		for j, n := range item {
			at := made.Papers[i][j]
			c.Papers = append(c.Papers, register.PackPaper{Document: n, From: at.From, To: at.To, Numbers: at.Numbers, Fault: faultName(at.Fault),
				Absent: one.plan.Items[i].Papers[j].Absent != ""})
		}
	}
	err = b.Packs.PackMade(ctx, k)
	switch {
	case before == c.SHA256:
		return err
	case errors.Is(err, council.ErrConflict):
		return errors.Join(err, b.Sealed.Remove(ctx, c.SHA256)) // nothing names it
	case err != nil || before == "":
		return err
	}
	if err := b.Packs.Deliver(ctx); err != nil {
		return err // the file of before may be on its way still
	}
	return b.Sealed.Remove(ctx, before) // the public shelf keeps what was published
}

// write binds a pack. Of the members' only the prepared papers are kept: it is bound again for each reader,
// with their name.
func (b *Bindery) write(ctx context.Context, p published, one planned, c *register.Pack, tell func(pack.Progress)) (pack.Result, error) {
	folder := b.folder(p.number, one.part.Number, one.members)
	if one.members {
		return b.Binder.Bind(ctx, one.plan, folder, io.Discard, tell)
	}
	from, to := io.Pipe()
	var made pack.Result
	done := make(chan error, 1)
	go func() {
		var err error
		made, err = b.Binder.Bind(ctx, one.plan, folder, to, tell)
		_ = to.CloseWithError(err) // a writer's end never fails to close
		done <- err
	}()
	kept, err := b.Sealed.Put(ctx, from)
	_ = from.Close() // so that a shelf that failed does not leave the binder waiting
	if bound := <-done; bound != nil && (err == nil || ctx.Err() == nil && !errors.Is(bound, io.ErrClosedPipe)) {
		return made, bound
	}
	c.SHA256 = kept.SHA256
	return made, err
}

// digest is the SHA-256 of all that goes into a pack, but for the numbers that its papers hold, which
// follow from what it was before.
func digest(plan pack.Plan) string {
	h := sha256.New()
	line := func(parts ...any) { fmt.Fprintf(h, "%q\n", parts) }
	line(form, plan.Title, plan.Lang, plan.Series, plan.Front.HTML(), fmt.Sprint(plan.Words))
	for _, item := range plan.Items {
		line(item.Number, item.Title)
		for _, p := range item.Papers {
			line(p.Title, p.Lang, p.SHA256, p.Link, p.Absent)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// form changes when packs of the same papers come out otherwise than before.
const form = "1"
