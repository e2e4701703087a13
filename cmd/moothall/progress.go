package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far long work has come: a bar on a terminal, else a plain line whenever the
// work changes or another tenth is done.
func progress(out io.Writer) func(what string, done, total int) {
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return bars(out)
	}
	return plainLines(out)
}

func bars(out io.Writer) func(string, int, int) {
	var bar *progressbar.ProgressBar
	current := ""
	return func(what string, done, total int) {
		if what != current {
			if bar != nil {
				_ = bar.Finish()
			}
			current = what
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(what),
				progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetPredictTime(true),
				progressbar.OptionOnCompletion(func() { _, _ = fmt.Fprintln(out) }))
		}
		bar.ChangeMax(total)
		_ = bar.Set(done)
	}
}

func plainLines(out io.Writer) func(string, int, int) {
	current, tenth := "", -1
	return func(what string, done, total int) {
		now := 10
		if total > 0 {
			now = 10 * done / total
		}
		if what != current || now != tenth {
			current, tenth = what, now
			_, _ = fmt.Fprintf(out, "%s: %d of %d\n", what, done, total)
		}
	}
}
