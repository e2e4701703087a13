package site

import (
	"context"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Record is the published record as the pages read it. What is not there is council.ErrNotFound;
// what was taken down is council.ErrGone or comes with its tombstone.
type Record interface {
	// Generation changes at every publication. It costs nothing to ask.
	Generation() uint64
	Council(ctx context.Context) (gazette.Published[gazette.Council], error)

	Issue(ctx context.Context, number int) (gazette.IssueAccount, error)
	Issues(ctx context.Context, q gazette.Question) (lines []gazette.IssueLine, total int, err error)
	Meeting(ctx context.Context, number int) (gazette.MeetingAccount, error)
	MeetingOfItem(ctx context.Context, item int) (meeting int, err error)
	Meetings(ctx context.Context, from, to council.Day) ([]gazette.MeetingLine, error)
	// MeetingDays are the days of the first and the last meeting; zero where there is none.
	MeetingDays(ctx context.Context) (council.Spell, error)
	MeetingsOfBody(ctx context.Context, body, year int) ([]gazette.MeetingLine, error)
	Bodies(ctx context.Context, on council.Day) ([]gazette.BodyLine, error)
	OutsideBodies(ctx context.Context, on council.Day) ([]gazette.OutsideLine, error)
	Body(ctx context.Context, number int, on council.Day) (gazette.BodyPage, error)
	People(ctx context.Context, on council.Day) ([]gazette.PersonLine, error)
	Person(ctx context.Context, number int, on council.Day, page int) (gazette.PersonPage, error)
	Attendance(ctx context.Context, person int, in council.Spell, page int) (gazette.PersonAttendance, error)
	Attendances(ctx context.Context, in council.Spell, on council.Day) ([]gazette.MemberAttendance, error)
	Wards(ctx context.Context, on council.Day) ([]gazette.WardLine, error)
	Ward(ctx context.Context, number int, on council.Day) (gazette.WardPage, error)
	Decision(ctx context.Context, number int) (gazette.DecisionPage, error)
	DecisionOfItem(ctx context.Context, item int) (decision int, err error)
	Decisions(ctx context.Context, q gazette.Question) (lines []gazette.DecisionLine, total int, err error)
	Actions(ctx context.Context, q gazette.ActionQuestion) (lines []gazette.ActionLine, total int, err error)
	Action(ctx context.Context, number int) (gazette.ActionPage, error)
	// Timed is what was published when.
	Timed(ctx context.Context) (gazette.Timed, error)
	Plans(ctx context.Context) ([]gazette.PlanLine, error)
	Plan(ctx context.Context, number int) (gazette.PlanPage, error)
	Document(ctx context.Context, number int) (gazette.DocumentPage, error)
	News(ctx context.Context, before int64, limit int) ([]gazette.NewsLine, error)

	// Editions are the entries that have made a page, newest first.
	Editions(ctx context.Context, of gazette.Subject) ([]gazette.EditionLine, error)
	// Changes are the lines that differ on the page between two entries, given by their places in
	// the log.
	Changes(ctx context.Context, of gazette.Subject, from, to int64) ([]gazette.Change, error)
}

// Log is the proof of the record: its entries as leaves of a Merkle tree.
type Log interface {
	Entries(ctx context.Context, from int64, limit int) ([]gazette.Entry, error)
	Checkpoint(ctx context.Context) (string, error)
	Inclusion(ctx context.Context, seq, size int64) ([][32]byte, error)
	Consistency(ctx context.Context, from, to int64) ([][32]byte, error)
	Key() string
}
