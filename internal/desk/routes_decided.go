package desk

import "moothall/internal/register"

// decidedRoutes are the pages of what was decided and what comes of it.
func (d *Desk) decidedRoutes() []route {
	return []route{
		{"GET", "/desk/decisions", register.ReadDesk, d.showDecisions},
		{"GET", "/desk/decisions/new", register.WriteDecision, d.showNewDecision},
		{"POST", "/desk/decisions/new", register.WriteDecision, d.saveNewDecision},
		{"GET", "/desk/decisions/{number}", register.ReadDesk, d.showDecision},
		{"GET", "/desk/decisions/{number}/change", register.WriteDecision, d.showDecisionForm},
		{"POST", "/desk/decisions/{number}/change", register.WriteDecision, d.saveDecision},
		{"GET", "/desk/decisions/{number}/correct", register.PublishDecision, d.showCorrection},
		{"POST", "/desk/decisions/{number}/correct", register.PublishDecision, d.saveCorrection},
		{"POST", "/desk/decisions/{number}/sign", register.SignDecision, d.signDecision},
		{"POST", "/desk/decisions/{number}/publish", register.PublishDecision, d.publishDecision},
		{"POST", "/desk/decisions/{number}/remove", register.WriteDecision, d.removeDecision},
		{"POST", "/desk/meetings/{number}/decisions", register.WriteDecision, d.recordDecision},
		{"POST", "/desk/decisions/{number}/call-in", register.AskCallIn, d.askCallIn},
		{"POST", "/desk/decisions/{number}/hearing", register.RecordCallIn, d.arrangeHearing},
		{"POST", "/desk/decisions/{number}/heard", register.RecordCallIn, d.recordHearing},
		{"GET", "/desk/considerations", register.ReadDesk, d.showConsiderations},
		{"GET", "/desk/considerations/{number}", register.ReadDesk, d.showConsideration},
		{"POST", "/desk/considerations/{number}", register.AnswerConsideration, d.sayAnswer},
		{"POST", "/desk/meetings/{number}/considerations", register.ArrangeAgenda, d.addConsideration},
		{"POST", "/desk/meetings/{number}/actions-report", register.ArrangeAgenda, d.addActionsReport},
		{"GET", "/desk/actions", register.ReadDesk, d.showActions},
		{"GET", "/desk/actions.csv", register.ReadDesk, d.sendActions},
		{"POST", "/desk/meetings/{number}/actions", register.KeepAction, d.takeUpActions},
		{"GET", "/desk/actions/{number}", register.ReadDesk, d.showAction},
		{"POST", "/desk/actions/{number}", register.KeepAction, d.saveAction},
		{"POST", "/desk/actions/{number}/notes", register.ReportAction, d.noteAction},
	}
}
