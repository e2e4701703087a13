package screen

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Event is what a frame is told as: an id by which a watcher who comes back says what they had last, and the words.
type Event struct {
	ID, Name string
	Data     []byte
}

const (
	// breath is how often a line is sent though nothing changes, so that a connection that broke is noticed on
	// both sides.
	breath = 15 * time.Second
	// patience is how long a watcher may take to take in what they are sent before they are let go. They come back
	// by themselves.
	patience = 10 * time.Second
)

// Stream sends the frames of a meeting as server-sent events until the watcher leaves or the program ends. Tell says
// what a frame is told as. An event that the watcher had last is not sent again, nor one that is told as the one
// before it.
func (h *Hub) Stream(w http.ResponseWriter, r *http.Request, meeting int, tell func(*Frame) (Event, error)) error {
	watch, err := h.Watch(r.Context(), meeting)
	if err != nil {
		return err
	}
	defer watch.Close()
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy passes on each event at once
	_ = out.SetReadDeadline(time.Time{})      // they send nothing more, and watch for as long as they like
	last := r.Header.Get("Last-Event-ID")
	send := func(text string) bool {
		_ = out.SetWriteDeadline(h.now().Add(patience)) // where it cannot be set, the server's own holds
		_, err := w.Write([]byte(text))
		return err == nil && out.Flush() == nil
	}
	if !send("retry: 1000\n\n") {
		return nil
	}
	for {
		frame := watch.Next(r.Context(), breath)
		if r.Context().Err() != nil || h.Ended() {
			return nil
		}
		text := ": still here\n\n"
		if frame != nil {
			event, err := tell(frame)
			if err != nil {
				return nil //nolint:nilerr // the answer has begun: whoever watches comes back for another
			}
			if event.ID == last {
				continue
			}
			last, text = event.ID, event.lines()
		}
		if !send(text) {
			return nil
		}
	}
}

// lines are the event as the stream has it.
func (e Event) lines() string {
	var b strings.Builder
	fmt.Fprintf(&b, "id: %s\nevent: %s\n", e.ID, e.Name)
	for line := range strings.SplitSeq(string(e.Data), "\n") {
		b.WriteString("data: " + line + "\n")
	}
	b.WriteString("\n")
	return b.String()
}
