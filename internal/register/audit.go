package register

import (
	"context"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// AuditLine is one change: who, when, by which act, what, before and after. Before and After are
// JSON in which sealed words are marks; one of them is empty where the work is new or was removed.
type AuditLine struct {
	Seq     int64 // its place, from 1
	At      time.Time
	Account int
	Name    string // of the account's holder at the time
	Act     Act
	Subject Key
	Before  string
	After   string
}

// AuditQuery selects lines of the audit. Zero fields do not narrow.
type AuditQuery struct {
	Account  int
	Act      Act
	Subject  Key // with a zero number, every subject of the kind
	Words    string
	From, To council.Day
	Before   int64 // only lines before this place, for paging; 0 for the newest
	Limit    int   // 0 for no limit
}

// Auditor reads the audit, newest line first.
type Auditor interface {
	Audit(ctx context.Context, q AuditQuery, each func(AuditLine) error) error
}

// Audit gives each line of the audit that is asked for, newest first.
func (r *Register) Audit(ctx context.Context, v audience.Viewer, a Auditor, q AuditQuery, each func(AuditLine) error) error {
	if err := May(v, ReadAudit, audience.AllBodies); err != nil {
		return err
	}
	return a.Audit(ctx, q, each)
}
