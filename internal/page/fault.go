package page

import (
	"errors"
	"net/http"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Problem is an error that a reader can do something about, with the sentence that says what. It is
// of the kind council.ErrInvalid.
type Problem struct {
	Key  string   // a message with arguments
	Args []string // its arguments: name, value, name, value
	Path string   // the right page, without the language; may be empty
}

// Error is for the log.
func (p *Problem) Error() string {
	s := p.Key
	for _, a := range p.Args {
		s += " " + a
	}
	return s
}

// Unwrap gives the kind.
func (p *Problem) Unwrap() error { return council.ErrInvalid }

// Gone is the error of a page whose content was lawfully taken down. It is of the kind
// council.ErrGone.
type Gone struct {
	Tombstone gazette.Tombstone
	Editions  string // the page that lists what was published, without the language; may be empty
}

// Error is for the log.
func (g *Gone) Error() string { return "taken down: " + g.Tombstone.Reason.String() }

// Unwrap gives the kind.
func (g *Gone) Unwrap() error { return council.ErrGone }

// Elsewhere is the error of a page that is not held, where another page has something of it. It is
// of the kind council.ErrNotFound.
type Elsewhere struct {
	Key  string // a message without arguments: what the other page has
	Path string // without the language
}

// Error is for the log.
func (e *Elsewhere) Error() string { return e.Key + " " + e.Path }

// Unwrap gives the kind.
func (e *Elsewhere) Unwrap() error { return council.ErrNotFound }

// ErrMethod is the error of a request that would change what can only be read.
var ErrMethod = errors.New("method not allowed")

// Fault is the answer to an error: what a reader is told, never its cause.
type Fault struct {
	Status    int
	Title     string
	Text      string
	Link      string // a page that may help, with the language; may be empty
	LinkText  string
	Tombstone *gazette.Tombstone
}

// Explain makes the answer to an error. Whatever has no kind is the server's own fault.
func Explain(w *Words, err error) Fault {
	var problem *Problem
	var gone *Gone
	var elsewhere *Elsewhere
	switch {
	case errors.As(err, &problem):
		f := Fault{Status: http.StatusBadRequest, Title: w.T("fault.invalid"), Text: w.Say(problem.Key, problem.Args...)}
		return f.linked(w, problem.Path, "fault.invalid.link")
	case errors.As(err, &gone):
		f := Fault{Status: http.StatusGone, Title: w.T("fault.gone"), Text: w.T("fault.gone.text"), Tombstone: &gone.Tombstone}
		return f.linked(w, gone.Editions, "fault.gone.link")
	case errors.As(err, &elsewhere):
		f := Fault{Status: http.StatusNotFound, Title: w.T("fault.not-found"), Text: w.T("fault.not-held")}
		return f.linked(w, elsewhere.Path, elsewhere.Key)
	case errors.Is(err, council.ErrGone):
		return Fault{Status: http.StatusGone, Title: w.T("fault.gone"), Text: w.T("fault.gone.text")}
	case errors.Is(err, council.ErrNotFound):
		return Fault{Status: http.StatusNotFound, Title: w.T("fault.not-found"), Text: w.T("fault.not-found.text")}
	case errors.Is(err, council.ErrDenied):
		return Fault{Status: http.StatusForbidden, Title: w.T("fault.denied"), Text: w.T("fault.denied.text")}
	case errors.Is(err, council.ErrConflict):
		return Fault{Status: http.StatusConflict, Title: w.T("fault.conflict"), Text: w.T("fault.conflict.text")}
	case errors.Is(err, council.ErrTooLate):
		return Fault{Status: http.StatusConflict, Title: w.T("fault.late"), Text: w.T("fault.late.text")}
	case errors.Is(err, council.ErrInvalid):
		return Fault{Status: http.StatusBadRequest, Title: w.T("fault.invalid"), Text: w.T("fault.invalid.text")}
	case errors.Is(err, ErrMethod):
		return Fault{Status: http.StatusMethodNotAllowed, Title: w.T("fault.method"), Text: w.T("fault.method.text")}
	default:
		return Fault{Status: http.StatusInternalServerError, Title: w.T("fault.ours"), Text: w.T("fault.ours.text")}
	}
}

func (f Fault) linked(w *Words, path, message string) Fault {
	if path != "" {
		f.Link, f.LinkText = w.Path(path), w.T(message)
	}
	return f
}
