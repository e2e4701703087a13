package register

import (
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Act is something that can be done with the register. Its value is what the audit says.
type Act string

// Acts.
const (
	// Anybody, who is not asked who they are yet.
	SignIn Act = "sign in"

	// Anybody who has signed in.
	ReadDesk       Act = "read the desk"
	KeepOwnAccount Act = "change how one signs in" // of their own account alone
	Annotate       Act = "annotate a paper"        // one that they may read, for themselves
	KeepDevice     Act = "keep papers on a device"

	// The council itself, and who may do what.
	SetUp         Act = "set up the council"
	ChangeCouncil Act = "change the council"
	ManageAccount Act = "manage accounts"
	ReadAudit     Act = "read the audit"
	// ReadCompliance is to see what the council has not done that it must.
	ReadCompliance Act = "read what is due, late or missing"

	// Bodies, people, calendar.
	ChangeBody     Act = "change a body"
	ChangePeople   Act = "change people"
	ChangeCalendar Act = "change the calendar"
	ChangeBalance  Act = "allocate seats"
	HoldElection   Act = "take up an election"
	KeepInterests  Act = "keep a register of interests" // a member their own, officers everybody's
	ReadInterests  Act = "read the registers of interests"
	SealInterest   Act = "withhold a sensitive interest"

	// Reports.
	StartReport   Act = "start a report"
	WriteReport   Act = "write a report"
	ClearReport   Act = "clear a report"
	WithdrawPaper Act = "withdraw a paper"

	// Agendas and what they publish.
	ArrangeAgenda Act = "arrange an agenda"
	PublishAgenda Act = "publish an agenda"
	MoveMeeting   Act = "move or cancel a meeting"
	PublishNotice Act = "publish a notice"
	TakeDown      Act = "take down what was published"
	ReleaseMatter Act = "release what was kept from the public"
	ChangePlan    Act = "change the forward plan"
	AttachPaper   Act = "attach a paper"
	MakePacks     Act = "make agenda packs again"

	// Meetings that are held, and their minutes.
	RecordMeeting  Act = "record a meeting"
	CastVote       Act = "vote" // in a poll in which one may
	WriteMinutes   Act = "write minutes"
	ReadMinutes    Act = "read minutes before they are published"
	CommentMinutes Act = "comment on minutes"
	PublishMinutes Act = "publish minutes"
	SignMinutes    Act = "sign minutes"

	// What was decided, and what comes of it.
	WriteDecision       Act = "write a decision"
	SignDecision        Act = "sign a decision" // one's own, or of an officer for them
	PublishDecision     Act = "publish a decision"
	AskCallIn           Act = "call a decision in"
	RecordCallIn        Act = "record a call-in"
	AnswerConsideration Act = "say how a recommendation is answered"
	KeepAction          Act = "keep an action"
	ReportAction        Act = "say how an action goes" // one's own, or of a body whose officer one is

	// The program itself, in the background.
	ReadPaper Act = "read a paper's file"
	Remind    Act = "remind somebody"
	KeepPack  Act = "keep an agenda pack"
)

// rule says who may do an act: whoever holds one of the roles, for the body it concerns.
type rule struct {
	roles    []audience.Role
	anybody  bool // the public too
	signedIn bool // anybody who has signed in
	nobody   bool // done by the program alone
}

// rules is the one place that says who may do what.
var rules = map[Act]rule{
	SignIn:         {anybody: true},
	ReadDesk:       {signedIn: true},
	KeepOwnAccount: {signedIn: true},
	Annotate:       {signedIn: true},
	KeepDevice:     {signedIn: true},

	SetUp:          {nobody: true},
	ReadPaper:      {nobody: true},
	Remind:         {nobody: true},
	ChangeCouncil:  {roles: []audience.Role{audience.Administrator}},
	ManageAccount:  {roles: []audience.Role{audience.Administrator}},
	ReadAudit:      {roles: []audience.Role{audience.Administrator, audience.MonitoringOfficer}},
	ReadCompliance: {roles: []audience.Role{audience.Officer, audience.MonitoringOfficer}},
	KeepPack:       {nobody: true},

	ChangeBody:     {roles: []audience.Role{audience.Officer}},
	ChangePeople:   {roles: []audience.Role{audience.Officer}},
	ChangeCalendar: {roles: []audience.Role{audience.Officer}},
	ChangeBalance:  {roles: []audience.Role{audience.Officer}},
	HoldElection:   {roles: []audience.Role{audience.Officer}},
	KeepInterests:  {roles: []audience.Role{audience.Officer, audience.MonitoringOfficer, audience.Member, audience.Chair}},
	ReadInterests:  {roles: []audience.Role{audience.Officer, audience.MonitoringOfficer}},
	SealInterest:   {roles: []audience.Role{audience.MonitoringOfficer}},

	StartReport:   {roles: []audience.Role{audience.Author, audience.Officer}},
	WriteReport:   {roles: []audience.Role{audience.Author, audience.Officer}},
	ClearReport:   {roles: []audience.Role{audience.Approver}},
	WithdrawPaper: {roles: []audience.Role{audience.Officer}},

	ArrangeAgenda: {roles: []audience.Role{audience.Officer}},
	PublishAgenda: {roles: []audience.Role{audience.Officer}},
	MoveMeeting:   {roles: []audience.Role{audience.Officer}},
	PublishNotice: {roles: []audience.Role{audience.Officer}},
	ChangePlan:    {roles: []audience.Role{audience.Officer}},
	AttachPaper:   {roles: []audience.Role{audience.Officer, audience.Author}},
	MakePacks:     {roles: []audience.Role{audience.Officer}},

	RecordMeeting:  {roles: []audience.Role{audience.Officer}},
	CastVote:       {roles: []audience.Role{audience.Member, audience.Chair}},
	WriteMinutes:   {roles: []audience.Role{audience.Officer}},
	ReadMinutes:    {roles: []audience.Role{audience.Officer, audience.Chair}},
	CommentMinutes: {roles: []audience.Role{audience.Officer, audience.Chair}},
	PublishMinutes: {roles: []audience.Role{audience.Officer}},
	SignMinutes:    {roles: []audience.Role{audience.Officer, audience.Chair}},

	// Whoever published by mistake must be able to undo it at once; the monitoring officer, whom the law asks
	// to report what is unlawful, whoever published it.
	TakeDown:            {roles: []audience.Role{audience.Officer, audience.MonitoringOfficer}},
	ReleaseMatter:       {roles: []audience.Role{audience.Officer, audience.MonitoringOfficer}},
	WriteDecision:       {roles: []audience.Role{audience.Author, audience.Officer}},
	SignDecision:        {signedIn: true},
	PublishDecision:     {roles: []audience.Role{audience.Officer}},
	AskCallIn:           {roles: []audience.Role{audience.Member, audience.Chair}},
	RecordCallIn:        {roles: []audience.Role{audience.Officer}},
	AnswerConsideration: {roles: []audience.Role{audience.Officer}},
	KeepAction:          {roles: []audience.Role{audience.Officer}},
	ReportAction:        {signedIn: true},
}

// May is ErrDenied unless the viewer may do the act for the body. Asked of audience.AllBodies it says
// whether they may for any: the act asks again once it knows whose business it is.
func May(v audience.Viewer, act Act, body int) error {
	r, ok := rules[act]
	if !ok || r.nobody {
		return fmt.Errorf("%q: %w", act, council.ErrDenied)
	}
	if r.anybody || r.signedIn && !v.IsPublic() {
		return nil
	}
	for _, role := range r.roles {
		if v.Has(role, body) {
			return nil
		}
	}
	return fmt.Errorf("%s may not %s: %w", v.Name(), act, council.ErrDenied)
}

// Acts lists every act that has a rule, with the roles that may do it.
func Acts() map[Act][]audience.Role {
	all := make(map[Act][]audience.Role, len(rules))
	for act, r := range rules {
		all[act] = r.roles
	}
	return all
}
