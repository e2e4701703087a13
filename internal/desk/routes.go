package desk

import (
	"fmt"
	"net/http"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/page"
	"moothall/internal/register"
)

// route is one page or act of the desk.
type route struct {
	method  string
	pattern string // as the standard library's mux has it, without method and language
	act     register.Act
	handle  func(w *reply, v *visit) error
}

// Address is where a page or an act of the desk is: a method, and a pattern as net/http's mux has it,
// without the language.
type Address struct{ Method, Pattern string }

// Addresses lists where every page and act of the desk is, so that tests from outside can miss none.
func Addresses() []Address {
	var all []Address
	for _, r := range new(Desk).routes() {
		all = append(all, Address{r.method, r.pattern})
	}
	return all
}

// routes lists every page and act.
func (d *Desk) routes() []route {
	return slices.Concat(d.doorRoutes(), d.ownRoutes(), d.accountRoutes(), d.agendaRoutes(), d.reportRoutes(), d.planRoutes(), d.peopleRoutes(), d.paperRoutes(), d.noticeRoutes(), d.hallRoutes(), d.voteRoutes(), d.publishedRoutes(), d.releaseRoutes(), d.decidedRoutes(), d.packRoutes(), d.annotationRoutes(), []route{
		{"GET", "/desk", register.ReadDesk, d.showHome},
		{"GET", "/desk/compliance", register.ReadCompliance, d.showCompliance},
		{"GET", "/desk/compliance.csv", register.ReadCompliance, d.sendCompliance},
		{"GET", "/desk/bodies", register.ReadDesk, d.showBodies},
		{"GET", "/desk/bodies/new", register.ChangeBody, d.showNewBody},
		{"POST", "/desk/bodies/new", register.ChangeBody, d.saveNewBody},
		{"GET", "/desk/bodies/{number}", register.ChangeBody, d.showBody},
		{"POST", "/desk/bodies/{number}", register.ChangeBody, d.saveBody},
		{"POST", "/desk/bodies/{number}/publish", register.ChangeBody, d.publishBody},
	})
}

// agendaRoutes are the pages of meetings and their agendas.
func (d *Desk) agendaRoutes() []route {
	return []route{
		{"GET", "/desk/meetings", register.ReadDesk, d.showMeetings},
		{"GET", "/desk/meetings/{number}", register.ReadDesk, d.showAgenda},
		{"POST", "/desk/meetings/{number}/begin", register.ArrangeAgenda, d.beginAgenda},
		{"POST", "/desk/meetings/{number}/order", register.ArrangeAgenda, d.orderAgenda},
		{"POST", "/desk/meetings/{number}/reports", register.ArrangeAgenda, d.addReport},
		{"GET", "/desk/meetings/{number}/items/new", register.ArrangeAgenda, d.showNewItem},
		{"POST", "/desk/meetings/{number}/items/new", register.ArrangeAgenda, d.saveNewItem},
		{"GET", "/desk/items/{number}", register.ReadDesk, d.showItem},
		{"POST", "/desk/items/{number}", register.ArrangeAgenda, d.saveItem},
		{"POST", "/desk/items/{number}/remove", register.ArrangeAgenda, d.removeItem},
		{"GET", "/desk/meetings/{number}/preview", register.ArrangeAgenda, d.showPreview},
		{"POST", "/desk/meetings/{number}/publish", register.PublishAgenda, d.publishAgenda},
		{"GET", "/desk/meetings/{number}/ground/{rule}", register.ArrangeAgenda, d.showGround},
		{"POST", "/desk/meetings/{number}/ground/{rule}", register.ArrangeAgenda, d.saveGround},
	}
}

// reportRoutes are the pages of reports, from their first word to the last body.
func (d *Desk) reportRoutes() []route {
	return []route{
		{"GET", "/desk/reports", register.ReadDesk, d.showReports},
		{"GET", "/desk/reports/new", register.StartReport, d.showNewReport},
		{"POST", "/desk/reports/new", register.StartReport, d.saveNewReport},
		{"GET", "/desk/reports/{number}", register.ReadDesk, d.showReport},
		{"GET", "/desk/reports/{number}/read", register.ReadDesk, d.readReport},
		{"GET", "/desk/reports/{number}/particulars", register.WriteReport, d.showParticulars},
		{"POST", "/desk/reports/{number}/particulars", register.WriteReport, d.saveParticulars},
		{"GET", "/desk/reports/{number}/writers", register.WriteReport, d.showWriters},
		{"POST", "/desk/reports/{number}/writers", register.WriteReport, d.saveWriters},
		{"POST", "/desk/reports/{number}/withdraw", register.WriteReport, d.withdrawReport},
		{"POST", "/desk/reports/{number}/order", register.WriteReport, d.orderSections},
		{"POST", "/desk/reports/{number}/sections", register.WriteReport, d.addSection},
		{"GET", "/desk/sections/{number}", register.WriteReport, d.showSection},
		{"POST", "/desk/sections/{number}", register.WriteReport, d.saveSection},
		{"POST", "/desk/sections/{number}/typing", register.WriteReport, d.keepTyping},
		{"POST", "/desk/sections/{number}/remove", register.WriteReport, d.removeSection},
		{"POST", "/desk/sections/{number}/restore", register.WriteReport, d.restoreSection},
		{"GET", "/desk/sections/{number}/versions", register.ReadDesk, d.showVersions},
		{"GET", "/desk/reports/{number}/stages/new", register.WriteReport, d.showNewStage},
		{"GET", "/desk/reports/{number}/stages/{stage}", register.WriteReport, d.showStage},
		{"POST", "/desk/reports/{number}/stages/{stage}", register.WriteReport, d.saveStage},
		{"POST", "/desk/reports/{number}/route", register.WriteReport, d.changeRoute},
		{"GET", "/desk/reports/{number}/sign-offs/new", register.WriteReport, d.showNewSignOff},
		{"POST", "/desk/reports/{number}/sign-offs/new", register.WriteReport, d.saveNewSignOff},
		{"GET", "/desk/sign-offs/{number}", register.ReadDesk, d.showSignOff},
		{"POST", "/desk/sign-offs/{number}", register.ClearReport, d.saveSignOff},
		{"POST", "/desk/sign-offs/{number}/again", register.WriteReport, d.askAgain},
		{"POST", "/desk/sign-offs/{number}/drop", register.WriteReport, d.dropSignOff},
		{"GET", "/desk/reports/{number}/key", register.WriteReport, d.showKey},
		{"POST", "/desk/reports/{number}/key", register.WriteReport, d.saveKey},
		{"POST", "/desk/reports/{number}/heard", register.WriteReport, d.addHeard},
	}
}

// doorRoutes are the pages on which people come in.
func (d *Desk) doorRoutes() []route {
	return []route{
		{"GET", "/desk/sign-in", register.SignIn, d.showSignIn},
		{"POST", "/desk/sign-in", register.SignIn, d.saveSignIn},
		{"GET", "/desk/sign-in/code", register.SignIn, d.showCode},
		{"POST", "/desk/sign-in/code", register.SignIn, d.saveCode},
		{"POST", "/desk/sign-in/passkey/ask", register.SignIn, d.askPasskey},
		{"POST", "/desk/sign-in/passkey", register.SignIn, d.savePasskey},
		{"GET", "/desk/sign-in/provider", register.SignIn, d.toProvider},
		{"GET", ProviderReturn, register.SignIn, d.backFromProvider},
		{"POST", "/desk/sign-out", register.SignIn, d.signOut},
		{"GET", "/desk/set-up", register.SignIn, d.showSetUp},
		{"POST", "/desk/set-up", register.SignIn, d.saveSetUp},
		{"GET", "/desk/invitation/{token}", register.SignIn, d.showInvitation},
		{"POST", "/desk/invitation/{token}/password", register.SignIn, d.acceptPassword},
		{"POST", "/desk/invitation/{token}/passkey/ask", register.SignIn, d.askInvited},
		{"POST", "/desk/invitation/{token}/passkey", register.SignIn, d.acceptPasskey},
		{"GET", "/desk/invitation/{token}/provider", register.SignIn, d.acceptProvider},
		{"GET", "/desk/app", register.SignIn, d.showApp},
		{"POST", "/desk/app", register.SignIn, d.saveApp},
	}
}

// ownRoutes are the pages of how one signs in oneself.
func (d *Desk) ownRoutes() []route {
	return []route{
		{"GET", "/desk/me", register.KeepOwnAccount, d.showMe},
		{"GET", recordPath, register.ReadDesk, d.showRecord},
		{"POST", "/desk/me/password", register.KeepOwnAccount, d.savePassword},
		{"POST", "/desk/me/passkey/ask", register.KeepOwnAccount, d.askOwnPasskey},
		{"POST", "/desk/me/passkey", register.KeepOwnAccount, d.saveOwnPasskey},
		{"GET", "/desk/me/provider", register.KeepOwnAccount, d.linkProvider},
		{"POST", "/desk/me/codes", register.KeepOwnAccount, d.makeCodes},
		{"POST", "/desk/me/remove", register.KeepOwnAccount, d.removeWay},
		{"POST", "/desk/me/sessions", register.KeepOwnAccount, d.endOwnSessions},
		{"GET", "/desk/me/prove", register.KeepOwnAccount, d.showProve},
		{"POST", "/desk/me/prove", register.KeepOwnAccount, d.saveProve},
		{"POST", "/desk/me/prove/passkey", register.KeepOwnAccount, d.provePasskey},
		{"GET", "/desk/me/prove/provider", register.KeepOwnAccount, d.proveProvider},
	}
}

// accountRoutes are the pages of who may sign in and what they have done.
func (d *Desk) accountRoutes() []route {
	return []route{
		{"GET", "/desk/accounts", register.ManageAccount, d.showAccounts},
		{"GET", "/desk/accounts/new", register.ManageAccount, d.showNewAccount},
		{"POST", "/desk/accounts/new", register.ManageAccount, d.saveNewAccount},
		{"GET", "/desk/accounts/{number}", register.ManageAccount, d.showAccount},
		{"POST", "/desk/accounts/{number}", register.ManageAccount, d.saveAccount},
		{"POST", "/desk/accounts/{number}/roles", register.ManageAccount, d.addRole},
		{"POST", "/desk/accounts/{number}/roles/end", register.ManageAccount, d.endRole},
		{"POST", "/desk/accounts/{number}/invite", register.ManageAccount, d.invite},
		{"POST", "/desk/accounts/{number}/sessions", register.ManageAccount, d.endSessions},
		{"POST", "/desk/accounts/{number}/end", register.ManageAccount, d.endAccount},
		{"POST", "/desk/accounts/{number}/reopen", register.ManageAccount, d.reopenAccount},
		{"GET", "/desk/customs", register.ChangeCouncil, d.showCustoms},
		{"POST", "/desk/customs", register.ChangeCouncil, d.saveCustoms},
		{"GET", "/desk/audit", register.ReadAudit, d.showAudit},
		{"GET", "/desk/audit.csv", register.ReadAudit, d.sendAudit},
	}
}

// planRoutes are the pages of forward plans.
func (d *Desk) planRoutes() []route {
	return []route{
		{"GET", "/desk/forward-plans", register.ChangePlan, d.showPlans},
		{"GET", "/desk/forward-plans/new", register.ChangePlan, d.showNewPlan},
		{"POST", "/desk/forward-plans/new", register.ChangePlan, d.saveNewPlan},
		{"GET", "/desk/forward-plans/{number}", register.ChangePlan, d.showPlan},
		{"POST", "/desk/forward-plans/{number}/items", register.ChangePlan, d.changePlan},
		{"POST", "/desk/forward-plans/{number}/publish", register.ChangePlan, d.publishPlan},
	}
}

// sections are the entries of the desk's navigation, for whoever may go there.
func sections(v audience.Viewer) []page.Section {
	list := workSections()
	if v.Person() != 0 && register.May(v, register.KeepInterests, audience.AllBodies) == nil {
		list = append(list, page.Section{Name: "interests", Message: "desk.nav.interests", Path: interestsPath(v.Person())})
	}
	if register.May(v, register.ChangePlan, audience.AllBodies) == nil {
		list = append(list, page.Section{Name: "plans", Message: "desk.nav.plans", Path: "/desk/forward-plans"})
	}
	if register.May(v, register.ReadCompliance, audience.AllBodies) == nil {
		list = append(list, page.Section{Name: "compliance", Message: "desk.nav.compliance", Path: "/desk/compliance"})
	}
	if register.May(v, register.ManageAccount, audience.AllBodies) == nil {
		list = append(list, page.Section{Name: "accounts", Message: "desk.nav.accounts", Path: "/desk/accounts"})
	}
	if register.May(v, register.ChangeCouncil, audience.AllBodies) == nil {
		list = append(list, page.Section{Name: "customs", Message: "desk.nav.customs", Path: "/desk/customs"})
	}
	if register.May(v, register.ReadAudit, audience.AllBodies) == nil {
		list = append(list, page.Section{Name: "audit", Message: "desk.nav.audit", Path: "/desk/audit"})
	}
	return list
}

func workSections() []page.Section {
	return []page.Section{
		{Name: "home", Message: "desk.nav.home", Path: "/desk"},
		{Name: "meetings", Message: "desk.nav.meetings", Path: "/desk/meetings"},
		{Name: "reports", Message: "desk.nav.reports", Path: "/desk/reports"},
		{Name: "decisions", Message: "desk.nav.decisions", Path: "/desk/decisions"},
		{Name: "considerations", Message: "desk.nav.considerations", Path: "/desk/considerations"},
		{Name: "actions", Message: "desk.nav.actions", Path: "/desk/actions"},
		{Name: "calendars", Message: "desk.nav.calendars", Path: "/desk/calendars"},
		{Name: "bodies", Message: "desk.nav.bodies", Path: "/desk/bodies"},
		{Name: "people", Message: "desk.nav.people", Path: "/desk/people"},
	}
}

// handle puts a route into the mux, in English and in Welsh. A route whose act has no rule is an error.
func (d *Desk) handle(r route) error {
	if _, ok := register.Acts()[r.act]; !ok {
		return fmt.Errorf("desk: %s %s is for the act %q, for which there is no rule", r.method, r.pattern, r.act)
	}
	d.mux.HandleFunc(r.method+" "+r.pattern, func(w http.ResponseWriter, q *http.Request) { d.serve(w, d.visit(q, d.english), r) })
	d.mux.HandleFunc(r.method+" /cy"+r.pattern, func(w http.ResponseWriter, q *http.Request) { d.serve(w, d.visit(q, d.welsh), r) })
	return nil
}
