package register

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// ReadPaperJob is the kind of the job that reads a paper's file; its arguments are a PaperJob as JSON.
const ReadPaperJob = "read a paper"

// PaperJob says which file is to be read, and how its public copy is made.
type PaperJob struct {
	Paper    int              `json:"paper"`
	SHA256   string           `json:"sha256"` // of the file as it was brought, on the sealed shelf
	Name     string           `json:"name"`   // which the content must bear out
	Settle   bool             `json:"settle,omitzero"`
	Title    string           `json:"title"` // put into the public copy
	Language council.Language `json:"language,omitzero"`
}

// PaperFault is one reason for which a file was refused: a message of the catalogue with its arguments,
// name, value, name, value.
type PaperFault struct {
	Key  string   `json:"key"`
	Args []string `json:"args,omitempty"`
}

// Reading is what came of reading a paper's file: its public copy, or why there is none.
type Reading struct {
	SHA256 string // of the public copy on the sealed shelf
	Size   int64  // bytes
	Type   string // media type, by content
	Pages  int
	Unread int      // pages without text
	Text   []string // page by page
	HTML   string
	Thumb  string       // SHA-256 of a picture of the first page on the sealed shelf; empty where there is none
	Faults []PaperFault // not empty: refused, and the rest is empty
}

// PaperRead keeps what came of a job. It is the program's own act, for no page to call: whoever asked for
// the reading was asked whether they may. A job of a file that was replaced or withdrawn meanwhile, or
// that was done before, changes nothing.
func (r *Register) PaperRead(ctx context.Context, j PaperJob, x Reading) error {
	return r.turn(ctx, audience.Viewer{}, ReadPaper, func(ctx context.Context, t *turn) error {
		k, err := fetch[Paper](ctx, t, j.Paper)
		if err != nil {
			return err
		}
		c := &k.Content
		if c.Brought != j.SHA256 || c.Settle != j.Settle || c.State != PaperReading || c.Withdrawn {
			return nil
		}
		if len(x.Faults) > 0 {
			b, err := json.Marshal(x.Faults)
			if err != nil {
				return fmt.Errorf("keep why paper %d is refused: %w", j.Paper, err)
			}
			c.State, c.Fault = PaperRefused, audience.Seal(string(b))
		} else {
			c.State, c.Fault = PaperReady, audience.Sealed{}
			c.SHA256, c.Size, c.Type, c.Pages, c.Unread, c.Thumb = x.SHA256, x.Size, x.Type, x.Pages, x.Unread, x.Thumb
			c.Text, c.HTML = audience.Seal(strings.Join(x.Text, "\f")), audience.Seal(x.HTML)
		}
		_, err = put(ctx, t, k)
		return err
	})
}

// faults are the reasons for which the paper's file was refused.
func (p Paper) faults(v audience.Viewer) (list []PaperFault, err error) {
	if p.Fault.IsZero() {
		return nil, nil
	}
	kept, err := p.Fault.Open(v, p.Lock())
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(kept), &list); err != nil {
		return nil, fmt.Errorf("read why a paper was refused: %w", err)
	}
	return list, nil
}
