// Command tally runs go test and closes with a line that counts what passed,
// failed and was skipped. It shows one line for each package that passed, all
// that was printed by a test that failed, and every skipped test with its
// reason.
//
// With -all nothing may be left out: a skipped test fails the run, unless it says
// that the folder ../shared, which not every copy of the project has beside it, is
// not here.
//
// It must never hide a failure: it ends with an error whenever go test does.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
)

// lawfulSkip is the one reason for which a test may be left out with -all.
const lawfulSkip = "no ../shared here"

func main() {
	all := flag.Bool("all", false, "fail when a test is skipped for any reason but "+lawfulSkip)
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: tally [-all] [arguments of go test]")
		flag.PrintDefaults()
	}
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *all, flag.Args(), os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
		os.Exit(1)
	}
}

// run is the whole command: args are those of go test, which is stopped with the
// context.
func run(ctx context.Context, all bool, args []string, out io.Writer) error {
	test := exec.CommandContext(ctx, "go", append([]string{"test", "-json"}, args...)...)
	test.Stderr = os.Stderr
	events, err := test.StdoutPipe()
	if err != nil {
		return err
	}
	if err := test.Start(); err != nil {
		return err
	}
	c := newCount(out)
	readErr := c.read(events)
	testErr := test.Wait()
	unlawful := c.close()
	if all && unlawful > 0 {
		return fmt.Errorf("%d tests were skipped, and all were to run", unlawful)
	}
	return errors.Join(readErr, testErr)
}

// event is one line of go test -json (see go doc test2json).
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
}

// count adds up what the events tell.
type count struct {
	out                     io.Writer
	said                    map[string][]string // by package and test: what it printed
	failedTests             map[string]bool     // by package: whether one of its tests failed
	passed, failed, skipped int
	skips                   []skip
}

type skip struct{ name, reason string }

func newCount(out io.Writer) *count {
	return &count{out: out, said: map[string][]string{}, failedTests: map[string]bool{}}
}

// read takes every event until the stream ends. A line that is no event is
// shown as it is.
func (c *count) read(events io.Reader) error {
	lines := bufio.NewScanner(events)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(c.out, lines.Text())
			continue
		}
		c.take(e)
	}
	return lines.Err()
}

func (c *count) take(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(c.out, e.Output)
	case "output":
		c.said[key] = append(c.said[key], e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			c.closePackage(e, c.said[key])
		} else {
			c.closeTest(e, c.said[key])
		}
		delete(c.said, key)
	}
}

func (c *count) closeTest(e event, said []string) {
	switch e.Action {
	case "pass":
		c.passed++
	case "skip":
		c.skipped++
		c.skips = append(c.skips, skip{e.Package + " " + e.Test, reason(said)})
	case "fail":
		c.failed++
		c.failedTests[e.Package] = true
		fmt.Fprint(c.out, strings.Join(said, ""))
	}
}

// closePackage shows a package's closing line, and everything it printed when it
// failed by itself: it did not build, panicked, or ran out of time.
func (c *count) closePackage(e event, said []string) {
	if e.Action == "fail" {
		fmt.Fprint(c.out, strings.Join(said, ""))
		if !c.failedTests[e.Package] {
			c.failed++
			c.showUnclosed(e.Package)
		}
		return
	}
	for _, line := range said {
		if strings.HasPrefix(line, "ok ") || strings.HasPrefix(line, "Benchmark") {
			fmt.Fprint(c.out, line)
		}
	}
}

// showUnclosed shows what the tests printed that were running when their package
// died.
func (c *count) showUnclosed(pkg string) {
	for key, said := range c.said {
		if strings.HasPrefix(key, pkg+" ") && key != pkg+" " {
			fmt.Fprint(c.out, strings.Join(said, ""))
			delete(c.said, key)
		}
	}
}

// close prints the skipped tests and the closing line, and answers how many were
// skipped for no lawful reason.
func (c *count) close() (unlawful int) {
	for _, s := range c.skips {
		if !strings.Contains(s.reason, lawfulSkip) {
			unlawful++
		}
		fmt.Fprintf(c.out, "skipped: %s: %s\n", s.name, s.reason)
	}
	fmt.Fprintf(c.out, "%d passed, %d failed, %d skipped\n", c.passed, c.failed, c.skipped)
	return unlawful
}

// reason finds what a skipped test said, without go test's own marks and the
// place in the source.
func reason(said []string) string {
	var words []string
	for _, line := range said {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "===") || strings.HasPrefix(line, "---") {
			continue
		}
		if _, after, found := strings.Cut(line, ".go:"); found {
			_, line, _ = strings.Cut(after, ": ")
		}
		words = append(words, line)
	}
	return strings.Join(words, " ")
}
