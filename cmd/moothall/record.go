package main

import (
	"context"
	"fmt"
	"os"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper"
	"moothall/internal/sqldb"
)

type verifyCommand struct {
	recordFlags
	Checkpoint []string `type:"existingfile" placeholder:"FILE" help:"A checkpoint kept elsewhere, which this log must still agree with. May be given several times."`
}

// Run verifies the record and says what it has checked.
func (c verifyCommand) Run(s surroundings) error {
	key, err := c.publicKey()
	if err != nil {
		return err
	}
	var kept []string
	for _, path := range c.Checkpoint {
		b, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read the checkpoint: %w", err)
		}
		kept = append(kept, string(b))
	}
	shelf, err := c.shelf(s.ctx)
	if err != nil {
		return err
	}
	v, err := sqldb.Verify(s.ctx, c.place(), key, kept, shelfChecker{shelf}, progress(s.err))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "All agrees: %d entries (%d taken down), %d checkpoints, %d rows, %d files.\n",
		v.Entries, v.Takedowns, v.Checkpoints, v.Rows, v.Files)
	return err
}

type shelfChecker struct{ shelf paper.Shelf }

// Verify implements sqldb.FileChecker.
func (c shelfChecker) Verify(ctx context.Context, sha string) error {
	return paper.Verify(ctx, c.shelf, sha)
}

type rebuildCommand struct{ recordFlags }

// Run makes the projected tables again.
func (c rebuildCommand) Run(s surroundings) error {
	if err := c.existing(); err != nil {
		return err
	}
	press, err := c.press(s.ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = press.Close() }()
	if err := press.Rebuild(s.ctx, progress(s.err)); err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.out, "The tables are made again from the log.")
	return err
}

type takedownCommand struct {
	recordFlags
	Entry  int64  `required:"" placeholder:"SEQ" help:"The sequence number of the entry, as the page's editions show it."`
	Ground string `required:"" enum:"personal data,court order,other" help:"The lawful ground: personal data, court order or other."`
	Reason string `required:"" help:"The reason, in words that the public will read."`
}

// Run publishes the takedown and then removes the files that nothing else on the record names.
func (c takedownCommand) Run(s surroundings) error {
	if err := c.existing(); err != nil {
		return err
	}
	press, err := c.press(s.ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = press.Close() }()
	shelf, err := c.shelf(s.ctx)
	if err != nil {
		return err
	}
	entries, err := c.entries(s)
	if err != nil {
		return err
	}
	if err := c.takeDown(s, press, entries); err != nil {
		return err
	}
	removed := 0
	for _, entry := range entries {
		files, err := press.Unnamed(s.ctx, entry)
		if err != nil {
			return err
		}
		for _, sha := range files {
			if err := shelf.Remove(s.ctx, sha); err != nil && !council.IsNotFound(err) {
				return fmt.Errorf("the entry was taken down, but its file %s could not be removed (remove it by hand): %w", sha, err)
			}
			removed++
		}
	}
	_, err = fmt.Fprintf(s.out, "Entry %d was taken down (editions of packs that held it: %d; files removed: %d). What was there can still be proved, and no longer read.\n", c.Entry, len(entries)-1, removed)
	return err
}

// entries are the entry itself and, of a paper, those of the packs in which it is bound.
func (c takedownCommand) entries(s surroundings) ([]int64, error) {
	all := []int64{c.Entry}
	reader, err := c.reader(s)
	if err != nil {
		return nil, err
	}
	defer func() { _ = reader.Close() }()
	found, err := reader.Entries(s.ctx, c.Entry, 1)
	if err != nil || len(found) == 0 || found[0].Seq != c.Entry || found[0].Subject.Kind != gazette.KindDocument {
		return all, err // what is no entry the record itself refuses
	}
	history, err := reader.History(s.ctx, found[0].Subject)
	if err != nil {
		return nil, err
	}
	bound, err := gazette.PacksWith(s.ctx, reader, found[0].Subject.Number, history[len(history)-1].Revision.Seq == c.Entry)
	for _, one := range bound {
		all = append(all, one.Entries...)
	}
	return all, err
}

// takeDown puts a tombstone in the place of each entry, in one act.
func (c takedownCommand) takeDown(s surroundings, press *sqldb.Press, entries []int64) error {
	_, err := press.Act(s.ctx, s.now(), func(ctx context.Context, act gazette.Act) error {
		for _, entry := range entries {
			number, err := act.Next(ctx, gazette.KindTakedown)
			if err != nil {
				return err
			}
			if _, err = act.Publish(ctx, gazette.Subject{Kind: gazette.KindTakedown, Number: number},
				gazette.Takedown{Entry: entry, Ground: gazette.TakedownGround(c.Ground), Reason: council.InEnglish(c.Reason)}); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
