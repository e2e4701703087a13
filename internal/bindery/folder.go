package bindery

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/segment"
)

// in is a text in the language of the packs, or in the other.
func (b *Bindery) in(t council.Text) string { text, _ := t.In(b.Wording.In); return text }

func titled(title string, l council.Language) council.Text {
	if l == council.Welsh {
		return council.Text{Cy: title}
	}
	return council.InEnglish(title)
}

func (b *Bindery) withdrawn(reason string) string {
	return strings.ReplaceAll(b.Wording.Pack.Withdrawn, "{reason}", reason)
}

// faultName is the end of the message that says why a paper could not be bound.
func faultName(err error) string {
	for _, one := range []struct {
		kind error
		name string
	}{
		{segment.ErrLocked, "locked"}, {segment.ErrNotPDF, "no-pdf"}, {doc.ErrEncrypted, "encrypted"}, {doc.ErrTooLarge, "large"},
		{doc.ErrTimedOut, "slow"}, {paper.ErrBroken, "broken"},
	} {
		if errors.Is(err, one.kind) {
			return one.name
		}
	}
	return ""
}

// folder is where the prepared papers of a pack are kept. The members' are as secret as their papers.
func (b *Bindery) folder(meeting, part int, members bool) string {
	whose := "public"
	if members {
		whose = "members"
	}
	return filepath.Join(b.Prepared, fmt.Sprintf("%d-%d-%s", meeting, part, whose))
}

// keptFor is how many days after a meeting its prepared papers are kept: they can be prepared again.
const keptFor = 30

// sweep removes the prepared papers of meetings that are past.
func (b *Bindery) sweep(ctx context.Context) error {
	entries, err := os.ReadDir(b.Prepared)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sweep prepared papers: %w", err)
	}
	for _, e := range entries {
		var meeting int
		if n, err := fmt.Sscanf(e.Name(), "%d-", &meeting); n != 1 || err != nil {
			continue
		}
		latest, err := b.Record.Latest(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: meeting})
		if err != nil && !errors.Is(err, council.ErrNotFound) {
			return err
		}
		m, ok := latest.Content.(gazette.Meeting)
		if ok && !council.DayOf(council.InLondon(b.Now())).After(m.Day.Add(keptFor)) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(b.Prepared, e.Name())); err != nil {
			return fmt.Errorf("sweep prepared papers: %w", err)
		}
	}
	return nil
}
