package testkit

import "log/slog"

// Silent is a log that nobody reads.
func Silent() *slog.Logger { return slog.New(slog.DiscardHandler) }
