package gazette

import (
	"context"
	"time"

	"moothall/internal/council"
)

// Press publishes. It is the only way into the record.
type Press interface {
	// Act runs do as one act of publication at the moment at, which is never before the last
	// entry's: what it publishes is appended together, with its projections, or not at all. The
	// moment is kept to the millisecond, UTC.
	Act(ctx context.Context, at time.Time, do func(ctx context.Context, act Act) error) (Receipt, error)
}

// Act is what may be done within one act of publication. It sees what it has published itself.
type Act interface {
	// Publish appends an edition of the subject, unless its latest edition says exactly the same:
	// then nothing is appended and the answer is false. The content must be the type that belongs
	// to the subject's kind, by value. The error is ErrInvalid where the content breaks its own
	// rules; at the end of the act also where it names a subject that is not on the record.
	Publish(ctx context.Context, subject Subject, content any) (appended bool, err error)
	// Next is the lowest number above all numbers of the kind that the record or this act has
	// used or given out.
	Next(ctx context.Context, kind Kind) (int, error)
	// Latest is the content of the subject's latest edition; ErrNotFound where there is none,
	// ErrGone where it was taken down.
	Latest(ctx context.Context, subject Subject) (any, error)
	// FindBody is the body of that name on that day, without regard to case, "the" and white
	// space; ErrNotFound where there is none.
	FindBody(ctx context.Context, name string, on council.Day) (int, error)
	// FindMeetings are the meetings of a body on a day, by number.
	FindMeetings(ctx context.Context, body int, day council.Day) ([]int, error)
	// FindItem is the meeting on whose agenda, as it stands, the item of that number is;
	// ErrNotFound where it is on none.
	FindItem(ctx context.Context, item int) (meeting int, err error)
	// FindConsidering are the meetings whose agendas, as they stand, bring an issue, by number.
	FindConsidering(ctx context.Context, issue int) ([]int, error)
	// FindDecisions are the decisions that a meeting took, as they stand, by number.
	FindDecisions(ctx context.Context, meeting int) ([]int, error)
	// FindAddressed are the meetings with a limb in their minutes that recommends or refers to a
	// body of that name without knowing its number, by number. Names compare as in FindBody. It
	// goes through all minutes, so it is for when a body is new.
	FindAddressed(ctx context.Context, name string) ([]int, error)
	// FindPerson is the person of that name, without "Councillor", "Cllr" or the like, who had
	// any spell covering the day; ErrNotFound where none or several have it.
	FindPerson(ctx context.Context, name string, on council.Day) (int, error)
	// FindDocuments are the documents of exactly that English or Welsh title and that size in
	// bytes, by number.
	FindDocuments(ctx context.Context, title string, size int64) ([]int, error)
	// FindWard is the ward of that name; ErrNotFound where there is none.
	FindWard(ctx context.Context, name string) (int, error)
}

// Receipt is what an act came to.
type Receipt struct {
	Appended   []Entry
	Checkpoint string // the signed checkpoint of the log after the act
}
