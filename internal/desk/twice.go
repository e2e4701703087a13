package desk

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"sync"
	"time"
)

// doubled is how long after a form the same one again is taken for a second press of the button.
const doubled = 10 * time.Second

// sentForms remembers, of every account and page that makes something new, the form that was sent last: so that
// a button pressed twice makes one thing. Forms that change what there is carry its version and need none.
type sentForms struct {
	mu   sync.Mutex
	last map[string]*sentForm
}

// sentForm is a form under way or done with.
type sentForm struct {
	sum  [sha256.Size]byte // of all its values
	at   time.Time
	done chan struct{}
	to   string // where it led, once it is done; empty where it came back
}

// makes says whether a page makes something new of a form.
func makes(v *visit) bool {
	return v.PostForm != nil && !v.viewer.IsPublic() && (strings.HasSuffix(v.path, "/new") || strings.HasSuffix(v.path, "/sections"))
}

// take is the form that the request brings, and whether it is the first of its kind: another is one whose
// first is under way or done.
func (s *sentForms) take(v *visit, now time.Time) (form *sentForm, first bool) {
	key := strconv.Itoa(v.viewer.Account()) + " " + v.path
	sum := sha256.Sum256([]byte(v.PostForm.Encode()))
	s.mu.Lock()
	defer s.mu.Unlock()
	if before := s.last[key]; before != nil && before.sum == sum && now.Sub(before.at) < doubled {
		return before, false
	}
	for k, f := range s.last {
		if now.Sub(f.at) >= doubled {
			delete(s.last, k)
		}
	}
	form = &sentForm{sum: sum, at: now, done: make(chan struct{})}
	s.last[key] = form
	return form, true
}

// once runs a handler, unless the same form was sent just now: then it leads where that one led.
func (s *sentForms) once(w *reply, v *visit, now time.Time, handle func(*reply, *visit) error) error {
	if !makes(v) {
		return handle(w, v)
	}
	form, first := s.take(v, now)
	if !first {
		select {
		case <-form.done:
		case <-v.ctx.Done():
			return v.ctx.Err()
		}
		if form.to != "" {
			return w.away(form.to)
		}
		return handle(w, v)
	}
	defer close(form.done)
	err := handle(w, v)
	if err == nil {
		form.to = w.location
	}
	return err
}
