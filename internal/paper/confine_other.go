//go:build !linux

package paper

// confine does nothing: away from Linux the worker is held by Go's own memory limit, PDFium's, and
// the time it may take.
func confine(Limits) error { return nil }
