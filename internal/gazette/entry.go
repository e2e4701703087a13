package gazette

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gowebpki/jcs"

	"moothall/internal/council"
)

// Entry is one publication: an edition of a subject, as it stands in the log.
type Entry struct {
	Seq        int64 // place in the log, from 0
	Subject    Subject
	Edition    int       // of this subject, from 1
	Published  time.Time // UTC, to the millisecond
	Commitment [32]byte  // SHA-256 of Nonce followed by Content
	Files      []string  // SHA-256 of every file that the content names, hexadecimal, sorted
	Nonce      []byte    // 16 random bytes, removed with Content
	Content    []byte    // canonical JSON (RFC 8785); nil where taken down
	TakenDown  int64     // sequence number of the takedown entry; 0 where the content stands
}

// momentFormat is fixed in width, so that moments sort as text.
const momentFormat = "2006-01-02T15:04:05.000Z"

// Moment writes an instant as the record does: UTC, to the millisecond, fixed width.
func Moment(t time.Time) string { return t.UTC().Format(momentFormat) }

// ParseMoment reads what Moment writes.
func ParseMoment(s string) (time.Time, error) {
	t, err := time.Parse(momentFormat, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is not a moment of the record: %w", s, council.ErrInvalid)
	}
	return t, nil
}

// Commit is the commitment to a content: SHA-256 of the nonce followed by the content. The nonce
// keeps a content that was taken down from being found again by guessing.
func Commit(nonce, content []byte) [32]byte {
	h := sha256.New()
	h.Write(nonce)
	h.Write(content)
	return [32]byte(h.Sum(nil))
}

// leaf is what the log commits to. The content is in it by commitment only, so that a lawful
// takedown leaves the log as it was.
type leaf struct {
	Seq        int64    `json:"seq"`
	Kind       Kind     `json:"kind"`
	Number     int      `json:"number"`
	Edition    int      `json:"edition"`
	Published  string   `json:"published"`
	Commitment string   `json:"commitment"`
	Files      []string `json:"files"`
}

// Leaf is the entry's record in the log: canonical JSON that names everything about it but the
// content, which is named by its commitment.
func (e Entry) Leaf() ([]byte, error) {
	files := e.Files
	if files == nil {
		files = []string{}
	}
	return Canonical(leaf{e.Seq, e.Subject.Kind, e.Subject.Number, e.Edition, Moment(e.Published),
		fmt.Sprintf("%x", e.Commitment), files})
}

// Canonical is v as canonical JSON (RFC 8785).
func Canonical(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write %T as JSON: %w", v, err)
	}
	b, err = jcs.Transform(b)
	if err != nil {
		return nil, fmt.Errorf("make JSON of %T canonical: %w", v, err)
	}
	return b, nil
}
