package council

import "errors"

// The kinds of error a caller may ask for with errors.Is. A page answers each in its own way.
var (
	ErrNotFound = errors.New("not found")
	ErrInvalid  = errors.New("not valid")
	ErrConflict = errors.New("changed meanwhile")
	ErrDenied   = errors.New("not allowed")
	ErrTooLate  = errors.New("too late")
	ErrGone     = errors.New("taken down")
)

// IsNotFound says whether an error is of the kind ErrNotFound.
func IsNotFound(err error) bool { return errors.Is(err, ErrNotFound) }
