package page

import "errors"

// joinStrings is what an expression in a template comes to. The Makefile puts it in the place of the
// templates' own, which allocates twice for every text.
func joinStrings[T ~string](s T, errs ...error) (string, error) {
	return string(s), errors.Join(errs...)
}
