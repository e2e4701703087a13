package doc

import (
	"fmt"

	"moothall/internal/council"
)

// The ways in which a paper cannot be read. Each is council.ErrInvalid too.
var (
	ErrBroken    = fmt.Errorf("the file is damaged: %w", council.ErrInvalid)
	ErrEncrypted = fmt.Errorf("the file is locked by a password: %w", council.ErrInvalid)
	ErrTooLarge  = fmt.Errorf("the file is too large to be read: %w", council.ErrInvalid)
	ErrTimedOut  = fmt.Errorf("the file takes too long to be read: %w", council.ErrInvalid)
)
