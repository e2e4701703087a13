// Command bench measures how fast the pages are, and fails where they are slower than they must be.
//
//	make bench
//	go run ./bench [-only pages,crawl,memory,start,packs] [-sizes S,M] [-rounds 7] [-data data/bench]
//
// It makes demonstration councils once, in a folder that git ignores: S has about 800 meetings and
// 12,000 items, M ten times as many, which takes a while. All it listens on is the loopback.
//
// # How to read it
//
// Every server runs on one core, with GOMAXPROCS=1, and the client on the others. What counts is the
// processor time that a server spends on a request, in microseconds, not how many it answers in a
// second, which the client's core and the neighbours of this machine have a say in. A line gives the
// median over the rounds and, in brackets, the least and the most.
//
// Within a round each subject and each yardstick has a short turn, one after the other, and a
// ratio is the median of the ratios of turns in the same round, so that a busy machine disturbs
// both. "0.95 of the bare handler" means that the handler spends 0.95 of the time that the subject
// does: higher is better. The yardsticks are
//
//   - the bare handler: Go's net/http writing the same bytes from memory, the least that a Go
//     program can spend on them;
//   - nginx, as Debian has it, serving the same bytes from a file that it keeps open.
//
// Each yardstick is measured twice in every round. Where it differs from itself by more than a
// tenth, in the median or in most rounds, the run says "inconclusive" and no gate that rests on it can
// fail. Bars in microseconds are judged only where the bare handler is about as fast as it was on the
// machine that they were set on.
//
// The client compares every answer with the one it had first: status, length and checksum. One
// wrong answer ends the run. "crawl" reads every page that links lead to, while the same pages are
// published again every second by another process, and holds that none is stale after its
// publication was acknowledged.
//
// "packs" binds 60 papers of 1,500 pages into an agenda pack, from nothing and again after one paper
// has changed, beside qpdf, which merges the same files and stamps the numbers of their pages in one
// go. It counts processor time with that of the worker that reads the papers, and memory as the sum
// of what each process took at most. qpdf loses tags and bookmarks; the pack must keep them.
//
// The exit code is 0 where all gates hold, 1 where one is broken, 2 where nothing could be measured.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"moothall/internal/paper"
)

// suite is one run.
type suite struct {
	binary  string
	data    string // where the councils are kept
	scratch string // removed at the end
	sizes   []string
	rounds  int
	cores   cores
	ledger  *ledger
	made    map[string]subject
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := dispatch(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// dispatch runs the suite, or one of the parts that it starts itself as processes.
func dispatch(ctx context.Context, args []string) int {
	var err error
	switch {
	case len(args) == 2 && args[0] == "bare":
		err = serveBare(args[1])
	case len(args) == 3 && args[0] == "publish":
		err = publishEverySecond(ctx, args[1], args[2], os.Stdin, os.Stdout)
	case len(args) == 1 && args[0] == "paper-worker":
		err = paper.WorkerMain(os.Stdin, os.Stdout)
	case len(args) == 4 && args[0] == "bind":
		err = bindPack(ctx, args[1], args[2], args[3], os.Stdout)
	default:
		var good bool
		if good, err = run(ctx, args); err == nil && !good {
			return 1
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		return 2
	}
	return 0
}

// parts are what can be run alone, in their order.
func parts() []string { return []string{"pages", "crawl", "memory", "start", "packs"} }

func run(ctx context.Context, args []string) (bool, error) {
	s, only, err := prepare(args)
	if err != nil {
		return false, err
	}
	defer func() { _ = os.RemoveAll(s.scratch) }()
	if !slices.Equal(only, []string{"packs"}) {
		if err := s.makeCouncils(ctx); err != nil {
			return false, err
		}
	}
	if err := s.cores.settle(ctx); err != nil {
		return false, err
	}
	s.introduce()
	began := time.Now()
	for _, part := range []struct {
		name string
		run  func(context.Context) error
	}{{"pages", s.pages}, {"crawl", s.crawl}, {"memory", s.memory}, {"start", s.starts}, {"packs", s.packs}} {
		if !slices.Contains(only, part.name) {
			continue
		}
		if err := part.run(ctx); err != nil {
			return false, fmt.Errorf("%s: %w", part.name, err)
		}
	}
	good := s.ledger.close()
	fmt.Printf("\nMeasured in %s.\n", time.Since(began).Round(time.Second))
	return good, nil
}

func prepare(args []string) (*suite, []string, error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	only := flags.String("only", strings.Join(parts(), ","), "the parts to run")
	sizes := flags.String("sizes", "S,M", "the councils to measure")
	rounds := flags.Int("rounds", 7, "how many turns each subject has; at least 5")
	data := flags.String("data", filepath.Join("data", "bench"), "where the councils are kept")
	binary := flags.String("binary", filepath.Join("bin", "moothall"), "the program to measure")
	if err := flags.Parse(args); err != nil {
		return nil, nil, err
	}
	s := &suite{binary: *binary, rounds: max(5, *rounds), cores: twoCores(), sizes: strings.Split(*sizes, ","),
		ledger: &ledger{out: os.Stdout}, made: map[string]subject{}}
	chosen := strings.Split(*only, ",")
	for _, part := range chosen {
		if !slices.Contains(parts(), part) {
			return nil, nil, fmt.Errorf("there is no part %q: choose from %s", part, strings.Join(parts(), ", "))
		}
	}
	var err error
	if s.data, err = filepath.Abs(*data); err != nil {
		return nil, nil, err
	}
	if s.binary, err = filepath.Abs(*binary); err != nil {
		return nil, nil, err
	}
	if _, err = os.Stat(s.binary); err != nil {
		return nil, nil, fmt.Errorf("the program is not built (run make build first): %w", err)
	}
	if err := os.MkdirAll(s.data, 0o755); err != nil {
		return nil, nil, err
	}
	s.scratch, err = os.MkdirTemp(s.data, "run-")
	return s, chosen, err
}

func (s *suite) introduce() {
	where := "servers on core " + s.cores.server + ", client on " + s.cores.client
	if s.cores.server == "" {
		where = "servers and client share a core, or taskset is missing: read the figures with care"
	}
	nginx := "nginx beside"
	if _, err := findNginx(); err != nil {
		nginx = "nginx is NOT installed (apt-get install nginx-light), so that its gates are left out"
	}
	fmt.Printf("%d rounds; %s; %s.\n", s.rounds, where, nginx)
}
