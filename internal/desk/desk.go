package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"moothall/internal/audience"
	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/paper/pack"
	"moothall/internal/register"
	"moothall/internal/screen"
)

// Record is what is published, as the desk reads it.
type Record interface {
	gazette.Record
	Council(ctx context.Context) (gazette.Published[gazette.Council], error)
	Bodies(ctx context.Context, on council.Day) ([]gazette.BodyLine, error)
	Meetings(ctx context.Context, from, to council.Day) ([]gazette.MeetingLine, error)
	Body(ctx context.Context, number int, on council.Day) (gazette.BodyPage, error)
	People(ctx context.Context, on council.Day) ([]gazette.PersonLine, error)
	Parties(ctx context.Context) ([]gazette.Named, error)
	Issues(ctx context.Context, q gazette.Question) ([]gazette.IssueLine, int, error)
	Wards(ctx context.Context, on council.Day) ([]gazette.WardLine, error)
	Plans(ctx context.Context) ([]gazette.PlanLine, error)
	Roll(ctx context.Context) (gazette.Roll, error)
	Editions(ctx context.Context, page gazette.Subject) ([]gazette.EditionLine, error)
	Decisions(ctx context.Context, q gazette.Question) ([]gazette.DecisionLine, int, error)
	Meeting(ctx context.Context, number int) (gazette.MeetingAccount, error)
	Person(ctx context.Context, number int, on council.Day, votes int) (gazette.PersonPage, error)
	Attendance(ctx context.Context, person int, in council.Spell, page int) (gazette.PersonAttendance, error)
}

// Gate knows who is looking.
type Gate interface {
	// WhoAsks is who sent the request, and the session in which they did; zero both where nobody has
	// signed in.
	WhoAsks(r *http.Request) (audience.Viewer, auth.Session, error)
}

// Config is what the desk's pages need.
type Config struct {
	Register  *register.Register
	Record    Record
	Auditor   register.Auditor
	Gate      Gate         // who is looking; the Porter, but in tests
	Porter    *auth.Porter // by whom people come in
	SetUpCode string       // what whoever sets up a new installation has to know; empty: nobody may
	Assets    *page.Assets
	Catalogue *page.Catalogue
	Now       func() time.Time
	Logger    *slog.Logger
	Sealed    paper.Shelf  // where files lie that the public is not given, and every file before it is published
	MostFile  int64        // how large a file may be, in bytes; 0 for 200 MiB
	Marker    *pack.Binder // puts the names of members on their copies of exempt papers
	MarkedIn  string       // the folder where papers prepared for that are kept; as secret as the sealed shelf
	Hub       *screen.Hub  // tells of what changes at a meeting
	Packer    Packer       // binds the members' packs
	// Public is the content of a meeting's public page, so that a preview is exactly that.
	Public func(w *page.Words, a gazette.MeetingAccount) templ.Component
}

// Desk answers every request of the officers' and members' side, all of whose addresses begin with
// /desk, in Welsh with /cy/desk.
type Desk struct {
	register *register.Register
	record   Record
	auditor  register.Auditor
	gate     Gate
	porter   *auth.Porter
	setUp    string
	passkeys string     // the address of the script for them
	typing   string     // the address of the script for minutes
	autosave string     // and of that for sections
	leaves   readerLook // what the reader of packs needs
	app      appLook
	english  *page.Words
	welsh    *page.Words
	look     page.Look
	now      func() time.Time
	logger   *slog.Logger
	public   func(*page.Words, gazette.MeetingAccount) templ.Component
	sealed   paper.Shelf
	mostFile int64
	marker   *pack.Binder
	markedIn string
	sent     sentForms
	packer   Packer
	hub      *screen.Hub
	mux      *http.ServeMux
	guard    *http.CrossOriginProtection
}

// New makes the handler of the desk's pages.
func New(c Config) (*Desk, error) {
	look, err := page.NewLook(c.Assets)
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	passkeys, err := c.Assets.URL("passkeys.js")
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	guard, err := c.Porter.Guard()
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	typing, err := c.Assets.URL("minutes.js")
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	autosave, err := c.Assets.URL("autosave.js")
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	reader, err := newReaderLook(c.Assets)
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	app, err := newAppLook(c.Assets, look, reader)
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	d := &Desk{leaves: reader, app: app, typing: typing, autosave: autosave, auditor: c.Auditor, porter: c.Porter, setUp: c.SetUpCode, passkeys: passkeys, register: c.Register, record: c.Record, gate: c.Gate, look: look, now: c.Now, logger: c.Logger, public: c.Public,
		english: c.Catalogue.In(council.English), welsh: c.Catalogue.In(council.Welsh),
		sealed: c.Sealed, mostFile: cmp.Or(c.MostFile, 200<<20), marker: c.Marker, markedIn: c.MarkedIn, packer: c.Packer, hub: c.Hub,
		sent: sentForms{last: map[string]*sentForm{}}, mux: http.NewServeMux(), guard: guard}
	for _, r := range d.routes() {
		if err := d.handle(r); err != nil {
			return nil, err
		}
	}
	d.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { d.fail(w, d.visit(r, d.wordsOf(r)), council.ErrNotFound) })
	return d, nil
}

// today is the day it is where the council is.
func (d *Desk) today() council.Day { return page.Today(d.now()) }

// whose is the council at whose desk they sit; zero where the record names none yet.
func (d *Desk) whose(ctx context.Context) gazette.Council {
	c, err := d.record.Council(ctx)
	if err != nil && !errors.Is(err, council.ErrNotFound) {
		d.logger.ErrorContext(ctx, "cannot read whose desk it is", "error", err)
	}
	return c.Content
}
