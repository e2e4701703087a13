package paper

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"strings"
	"time"

	"github.com/gabriel-vasile/mimetype"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/segment"
)

// The ways in which a paper cannot be read, to ask for with errors.Is. Each is council.ErrInvalid
// too. Errors of other kinds are the machine's: the worker could not be started, a disk failed.
var (
	ErrBroken    = doc.ErrBroken
	ErrEncrypted = doc.ErrEncrypted
	ErrTooLarge  = doc.ErrTooLarge
	ErrTimedOut  = doc.ErrTimedOut
	ErrLocked    = segment.ErrLocked // is ErrEncrypted too
	ErrNotPDF    = segment.ErrNotPDF // is ErrBroken too, and comes from Prepare alone
)

// The ways in which a paper that can be read is not fit to be published. Each is council.ErrInvalid
// too; errors.As finds the *Unfit that lists what was found and where.
var (
	ErrActive     = doc.ErrActive
	ErrUnresolved = doc.ErrUnresolved
)

// What Public is asked and answers.
type (
	Copying = doc.Copying
	Unfit   = doc.Unfit
	Finding = doc.Finding
)

// Kind says what sort of file a paper is, judged by its content.
type Kind string

// Kinds of file.
const (
	PDF   Kind = "pdf"
	Word  Kind = "word"
	Plain Kind = "text"
	Other Kind = "other"
)

// Extract is what was taken out of a file.
type Extract struct {
	Kind   Kind     `json:"kind"`
	MIME   string   `json:"mime"`             // by content, never by name
	Pages  int      `json:"pages,omitempty"`  // 0 where not known
	Text   []string `json:"text,omitempty"`   // by page; Word and plain text are one page
	Unread int      `json:"unread,omitempty"` // pages of a PDF whose text cannot be read
	Title  string   `json:"title,omitempty"`  // as the file itself says; often empty or wrong
	Lang   string   `json:"lang,omitempty"`   // IETF tag, as the file itself says
	HTML   string   `json:"html,omitempty"`   // of Word only: safe, headings from h2; see TextHTML for PDF
}

// Limits bound what the reading of one paper may cost. A zero field takes its default.
type Limits struct {
	File    int64         `json:"file"`    // bytes of a file; 200 MiB
	Pages   int           `json:"pages"`   // pages of a PDF; 10,000
	Text    int64         `json:"text"`    // bytes of text or HTML taken out; 32 MiB
	Memory  int64         `json:"memory"`  // bytes the worker may take; 1 GiB
	Timeout time.Duration `json:"timeout"` // for one file, with the start of a worker; 2 minutes
	Idle    time.Duration `json:"idle"`    // how long a worker waits for the next file; 30 seconds
	// Cache is a folder that only this program may write to. The worker keeps the machine code of
	// its PDF engine there (20 MB), which makes its start a tenth of a second instead of several.
	Cache string `json:"cache"`
}

func (l Limits) withDefaults() Limits {
	set := func(v *int64, d int64) {
		if *v <= 0 {
			*v = d
		}
	}
	set(&l.File, 200<<20)
	set(&l.Text, 32<<20)
	set(&l.Memory, 1<<30)
	set((*int64)(&l.Timeout), int64(2*time.Minute))
	set((*int64)(&l.Idle), int64(30*time.Second))
	if l.Pages <= 0 {
		l.Pages = 10_000
	}
	return l
}

const (
	mimePDF  = "application/pdf"
	mimeWord = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// Judge says what a file is by its first bytes (4 KiB are enough). A Word file that the first bytes
// show only as a zip archive is found out by Extract.
func Judge(head []byte) (Kind, string) {
	t := mimetype.Detect(head).String()
	base, _, err := mime.ParseMediaType(t)
	switch {
	case err != nil:
		return Other, "application/octet-stream"
	case base == mimePDF, bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) && (base == "text/plain" || base == "application/octet-stream"):
		return PDF, mimePDF
	case base == mimeWord:
		return Word, mimeWord
	case base == "text/plain":
		return Plain, t
	}
	return Other, t
}

// judge reads the beginning of a file, and its size.
func judge(content io.ReadSeeker) (Extract, int64, error) {
	size, err := content.Seek(0, io.SeekEnd)
	if err != nil {
		return Extract{}, 0, fmt.Errorf("size of file: %w", err)
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return Extract{}, 0, fmt.Errorf("rewind file: %w", err)
	}
	head, err := io.ReadAll(io.LimitReader(content, 4<<10))
	if err != nil {
		return Extract{}, 0, fmt.Errorf("read file: %w", err)
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return Extract{}, 0, fmt.Errorf("rewind file: %w", err)
	}
	var x Extract
	x.Kind, x.MIME = Judge(head)
	return x, size, nil
}

// readable says whether a file of the kind has text to be taken out by a worker.
func (x Extract) readable() bool {
	return x.Kind != Other || strings.HasPrefix(x.MIME, "application/zip")
}
