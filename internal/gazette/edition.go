package gazette

import (
	"time"

	"moothall/internal/council"
)

// EditionLine is one entry of those that have made a page.
type EditionLine struct {
	Seq       int64
	Subject   Subject
	Edition   int
	At        time.Time
	Label     council.Text // of an agenda's edition, "Supplement 1"
	Meeting   *MeetingLine // for an agenda, minutes or meeting
	Tombstone *Tombstone
}

// Line is one thing that a content says, in words: the unit in which editions are compared. What
// is a message key, Where the place within the content ("6(a)"), Text plain text.
type Line struct {
	What  string
	Where string
	Text  string
}

// Change is a line that differs between two editions. An empty Before was added, an empty After
// removed. Where, Before and After have marks in them, which SpellOut puts into words.
type Change struct {
	Subject Subject
	Title   council.Text // of the subject
	What    string       // message key: "field.title", "field.minute", ...
	Where   string
	Before  string
	After   string
	Names   map[Subject]council.Text // of the subjects marked; a meeting by its body
	Days    map[Subject]council.Day  // of the meetings marked
}
