package sqldb

import (
	"moothall/internal/gazette"
	"moothall/internal/sqldb/compact"
)

// How accounts and the lines of lists are stored in the projected tables.
var (
	issueForm        = compact.Of[gazette.IssueAccount]()
	issueLineForm    = compact.Of[gazette.IssueLine]()
	meetingForm      = compact.Of[gazette.MeetingAccount]()
	meetingLineForm  = compact.Of[gazette.MeetingLine]()
	decisionLineForm = compact.Of[gazette.DecisionLine]()
	actionLineForm   = compact.Of[gazette.ActionLine]()
)
