package sqldb

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"moothall/internal/council"
	"moothall/internal/screen"
)

// Show implements register.Tx.
func (w *work) Show(ctx context.Context, s screen.Shown) error {
	face, err := json.Marshal(s.Face)
	if err != nil {
		return fmt.Errorf("write what the screen shows: %w", err)
	}
	return w.exec(ctx, `INSERT INTO screen (meeting, change, pulse, face) VALUES ($1, 1, $2, $3)
		ON CONFLICT (meeting) DO UPDATE SET change = screen.change + 1, pulse = $2, face = $3`, s.Face.Meeting, s.Pulse, string(face))
}

const selectShown = `SELECT change, pulse, face FROM screen WHERE meeting = $1`

// Shown implements register.Tx.
func (w *work) Shown(ctx context.Context, meeting int) (s screen.Shown, err error) {
	var face string
	if err := w.row(ctx, selectShown, []any{meeting}, &s.Change, &s.Pulse, &face); err != nil {
		return s, unshown(meeting, err)
	}
	return s, readFace(face, &s)
}

// Shown implements screen.Source.
func (r *Register) Shown(ctx context.Context, meeting int) (s screen.Shown, err error) {
	var face string
	if err := r.read.QueryRowContext(ctx, selectShown, meeting).Scan(&s.Change, &s.Pulse, &face); err != nil {
		return s, unshown(meeting, err)
	}
	return s, readFace(face, &s)
}

func unshown(meeting int, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		err = council.ErrNotFound
	}
	return fmt.Errorf("what the screen shows of meeting %d: %w", meeting, err)
}

func readFace(face string, s *screen.Shown) error {
	if err := json.Unmarshal([]byte(face), &s.Face); err != nil {
		return fmt.Errorf("read what the screen shows: %w", err)
	}
	return nil
}
