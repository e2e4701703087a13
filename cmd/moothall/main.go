// Command moothall is the whole product in one program: it serves a council's public record, fills
// it, and checks it. It alone knows every other package, the time, and the environment.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"moothall/internal/council"
	"moothall/internal/sqldb"
)

// version is set when the program is built.
var version = "unknown"

// Exit codes, as the README lists them.
const (
	exitDone     = 0
	exitFailed   = 1 // something went wrong that is not the user's doing
	exitUsage    = 2 // flags or arguments cannot be understood
	exitInvalid  = 3 // what was given is refused, and nothing was changed
	exitTampered = 4 // verify found something that does not agree
)

// commands are the program's settings and subcommands. This declaration is their only one: help,
// environment variables and the README's table follow from it.
type commands struct {
	Serve    serveCommand    `cmd:"" help:"Serve a council's public record, and the desk where officers and members work."`
	Invite   inviteCommand   `cmd:"" help:"Make a link by which the holder of an account chooses anew how they sign in, where no administrator can."`
	Demo     demoCommand     `cmd:"" help:"Make the demonstration council: a fictional borough, the same for the same seed and day."`
	Import   importCommand   `cmd:"" help:"Bring what was published elsewhere into the record."`
	Verify   verifyCommand   `cmd:"" help:"Check the whole record: log, signatures, tables and files."`
	Rebuild  rebuildCommand  `cmd:"" help:"Make the tables that pages read again, from the log alone."`
	Takedown takedownCommand `cmd:"" help:"Remove the content of one entry by law, with the agenda packs that hold a paper, leaving a public tombstone."`
	Settings settingsCommand `cmd:"" help:"List every flag with its environment variable, as the README does."`
	Version  versionCommand  `cmd:"" help:"Say which version this is."`
	Worker   workerCommand   `cmd:"" name:"paper-worker" hidden:"" help:"Read papers for another process of this program."`
}

// surroundings are what a command may use of the outside world.
type surroundings struct {
	ctx context.Context
	in  io.Reader
	out io.Writer
	err io.Writer
	log *slog.Logger
	now func() time.Time
	app *kong.Kong
}

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c commands
	parser, err := kong.New(&c, kong.Name("moothall"),
		kong.Description("An open system for how a council decides. Every flag can be given as an environment variable: --data as MOOTHALL_DATA."),
		kong.DefaultEnvars("MOOTHALL"), kong.UsageOnError(), kong.Exit(func(code int) { stop(); os.Exit(code) }))
	if err != nil {
		fmt.Fprintln(os.Stderr, "moothall:", err)
		return exitFailed
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "moothall: %v\nRun \"moothall --help\" to see what there is.\n", err)
		return exitUsage
	}
	s := surroundings{ctx: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr, now: time.Now, app: parser,
		log: slog.New(slog.NewTextHandler(os.Stderr, nil))}
	if err := chosen.Run(s); err != nil {
		fmt.Fprintln(os.Stderr, "moothall:", err)
		return exitCode(err)
	}
	return exitDone
}

func exitCode(err error) int {
	switch {
	case errors.Is(err, sqldb.ErrTampered):
		return exitTampered
	case errors.Is(err, council.ErrInvalid), errors.Is(err, council.ErrNotFound), errors.Is(err, council.ErrConflict), errors.Is(err, council.ErrGone):
		return exitInvalid
	default:
		return exitFailed
	}
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(s surroundings) error {
	_, err := fmt.Fprintln(s.out, "moothall", version)
	return err
}
