package register

import (
	"context"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/screen"
)

// Kind is a sort of work.
type Kind string

// Key names a piece of work.
type Key struct {
	Kind   Kind
	Number int
}

// Work is anything that the register keeps. Its methods have value receivers.
type Work interface {
	// Kind is the same for every value of the type.
	Kind() Kind
	// Lock is what it asks of whoever wants to see it.
	Lock() audience.Lock
	// Marks are what it is looked for by.
	Marks() []Mark
	// Order is what lists of it are sorted by, as text.
	Order() string
	// Check is ErrInvalid, often a *council.Faults, where it must not be kept as it is.
	Check() error
}

// Mark is something that work is looked for by: "issue" "68576".
type Mark struct{ Name, Value string }

// Kept is a piece of work as the register has it.
type Kept[T Work] struct {
	Number  int
	Version int // counts the changes; 0 for work that is not kept yet
	Changed time.Time
	By      int // account that changed it last
	Content T
}

// Meta is what the store knows of a piece of work besides its content.
type Meta struct {
	Key
	Version int
	Changed time.Time
	By      int
}

// Query selects work of one kind.
type Query struct {
	Marks   []Mark // all of which it must have
	After   string // Order after which to begin, for paging; empty from the start
	Reverse bool   // from the highest Order down; After then means before
	Limit   int    // 0 for no limit
}

// Store keeps the register.
type Store interface {
	// Turn runs do in one transaction that may write: all it does is kept together or not at all.
	Turn(ctx context.Context, do func(context.Context, Tx) error) error
	// Look runs do in a transaction that only reads.
	Look(ctx context.Context, do func(context.Context, Tx) error) error
}

// Tx is a transaction of the store.
type Tx interface {
	// Get reads work into a pointer to its type; ErrNotFound where there is none.
	Get(ctx context.Context, k Key, into any) (Meta, error)
	// Find gives each piece of work that the viewer may see, in order, by a function that reads its
	// content into a pointer.
	Find(ctx context.Context, v audience.Viewer, kind Kind, q Query, each func(Meta, func(into any) error) error) error
	// Count is how many Find would give without After and Limit.
	Count(ctx context.Context, v audience.Viewer, kind Kind, q Query) (int, error)
	// Put keeps work whose version in the store is m.Version; any other is ErrConflict.
	Put(ctx context.Context, m Meta, w Work) error
	// Remove takes work out whose version is m.Version; any other is ErrConflict.
	Remove(ctx context.Context, m Meta) error
	// Hold keeps everybody else from holding or changing a piece of work until the transaction ends;
	// ErrNotFound where there is none. What is read after it is what is kept last.
	Hold(ctx context.Context, k Key) error
	// DropPaper puts a paper into the ballot box of a poll. Nothing beside it says whose it is or when it came.
	DropPaper(ctx context.Context, poll int, paper []byte) error
	// Papers are all papers in a ballot box, in no order.
	Papers(ctx context.Context, poll int) ([][]byte, error)
	// EmptyBox takes all papers out of a ballot box.
	EmptyBox(ctx context.Context, poll int) error
	// Show keeps what the screen shows of a meeting, in place of what it showed.
	Show(ctx context.Context, s screen.Shown) error
	// Shown is what it shows; ErrNotFound where nothing was.
	Shown(ctx context.Context, meeting int) (screen.Shown, error)
	// Next gives a number that no work of the kind has had.
	Next(ctx context.Context, kind Kind) (int, error)
	// Note appends a line to the audit, which nothing changes or removes.
	Note(ctx context.Context, line AuditLine) error
	// Send puts editions into the outbox.
	Send(ctx context.Context, p Parcel) error
	// Enqueue asks for work in the background.
	Enqueue(ctx context.Context, j Job) error
	// Jobs are those of a kind and key that are not done, the oldest first.
	Jobs(ctx context.Context, kind, key string) ([]JobState, error)
}

// Job is work to be done in the background, after the transaction that asked for it, at least once.
type Job struct {
	Kind  string
	Key   string // jobs of the same kind and key that wait are one
	Args  []byte
	After time.Time // not before; zero for at once
}

// JobState is where a job stands that is not done.
type JobState struct {
	Until       time.Time // until when somebody holds it; zero where it waits
	Done, Total int       // steps, where it runs and has told of any
	Attempts    int       // so far
	Fault       string    // why the last attempt failed, for the log alone
}

// Stale is the error of a change made to another version than the one that is kept now. It is of the
// kind council.ErrConflict.
type Stale[T Work] struct {
	Mine   T       // what was to be kept
	Theirs Kept[T] // what somebody else has kept meanwhile
}

// Error is for the log.
func (s *Stale[T]) Error() string { return "changed meanwhile: " + string(s.Theirs.Content.Kind()) }

// Unwrap gives the kind.
func (s *Stale[T]) Unwrap() error { return council.ErrConflict }
