package screen

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// Source is where faces are kept.
type Source interface {
	// Shown is what the screen shows of a meeting; council.ErrNotFound where that was not opened. It reads one
	// row.
	Shown(ctx context.Context, meeting int) (Shown, error)
}

// Frame is what is shown from one change to the next.
type Frame struct {
	Shown
	ID   string        // of the face: Shown.ID
	Over chan struct{} // closed when there is another
}

// Hub follows the meetings that somebody watches: it looks at each of them every so often, however many watch, and
// so hears of what any process on the same database has changed. Whoever watches takes the frame that is there when
// they are ready for it; one who is slow misses frames in between and holds up nobody.
type Hub struct {
	source Source
	every  time.Duration
	now    func() time.Time // the machine's own clock, by which connections are let go
	log    *slog.Logger
	done   context.Context //nolint:containedctx // ends with the program, as the watching does

	mu    sync.Mutex
	halls map[int]*hall
}

// hall is a meeting that is watched.
type hall struct {
	watchers int
	frame    *Frame
	stop     context.CancelFunc
}

// NewHub makes a hub that looks so often, until the context ends.
func NewHub(ctx context.Context, source Source, every time.Duration, now func() time.Time, log *slog.Logger) *Hub {
	return &Hub{source: source, every: every, now: now, log: log, done: ctx, halls: map[int]*hall{}}
}

// Watch is one who watches a meeting.
type Watch struct {
	hub     *Hub
	meeting int
	last    *Frame // that they were given
}

// Watch begins to watch a meeting. Close ends it.
func (h *Hub) Watch(ctx context.Context, meeting int) (*Watch, error) {
	frame, err := h.look(ctx, meeting)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	at := h.halls[meeting]
	if at == nil {
		following, stop := context.WithCancel(h.done)
		at = &hall{frame: frame, stop: stop}
		h.halls[meeting] = at
		go h.follow(following, meeting)
	}
	at.watchers++
	return &Watch{hub: h, meeting: meeting}, nil
}

// Now is what is shown of a meeting now.
func (h *Hub) Now(ctx context.Context, meeting int) (*Frame, error) {
	h.mu.Lock()
	at := h.halls[meeting]
	h.mu.Unlock()
	if at == nil {
		return h.look(ctx, meeting)
	}
	return h.current(meeting), nil
}

func (h *Hub) current(meeting int) *Frame {
	h.mu.Lock()
	defer h.mu.Unlock()
	if at := h.halls[meeting]; at != nil {
		return at.frame
	}
	return nil
}

func (h *Hub) look(ctx context.Context, meeting int) (*Frame, error) {
	shown, err := h.source.Shown(ctx, meeting)
	if err != nil {
		return nil, err
	}
	id, err := shown.ID()
	return &Frame{Shown: shown, ID: id, Over: make(chan struct{})}, err
}

// follow looks at a meeting until nobody watches.
func (h *Hub) follow(ctx context.Context, meeting int) {
	tick := time.NewTicker(h.every)
	defer tick.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		frame, err := h.look(ctx, meeting)
		if err != nil {
			if !failing && ctx.Err() == nil {
				h.log.ErrorContext(ctx, "the screen stands still", "meeting", meeting, "error", err)
			}
			failing = true
			continue
		}
		failing = false
		h.show(meeting, frame)
	}
}

// show puts a frame in place of the one before it, where it is another.
func (h *Hub) show(meeting int, frame *Frame) {
	h.mu.Lock()
	defer h.mu.Unlock()
	at := h.halls[meeting]
	if at == nil || at.frame.Change == frame.Change {
		return
	}
	before := at.frame
	at.frame = frame
	close(before.Over)
}

// Next waits for a frame that the watcher has not had, and gives the first at once. It is nil when the context, the
// program or the wait ends.
func (w *Watch) Next(ctx context.Context, wait time.Duration) *Frame {
	patience := time.NewTimer(wait)
	defer patience.Stop()
	frame := w.hub.current(w.meeting)
	if frame == w.last && frame != nil {
		select {
		case <-frame.Over:
			frame = w.hub.current(w.meeting)
		case <-ctx.Done():
			return nil
		case <-w.hub.done.Done():
			return nil
		case <-patience.C:
			return nil
		}
	}
	w.last = frame
	return frame
}

// Ended says whether the program ends, so that nothing more is shown.
func (h *Hub) Ended() bool { return h.done.Err() != nil }

// Close ends watching.
func (w *Watch) Close() {
	w.hub.mu.Lock()
	defer w.hub.mu.Unlock()
	at := w.hub.halls[w.meeting]
	if at == nil {
		return
	}
	at.watchers--
	if at.watchers == 0 {
		at.stop()
		delete(w.hub.halls, w.meeting)
	}
}
