package desk

import (
	"fmt"
	"net/http"

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

// routes lists every page and act.
func (d *Desk) routes() []route {
	return append(d.agendaRoutes(), []route{
		{"GET", "/desk", register.ReadDesk, d.showHome},
		{"GET", "/desk/bodies", register.ReadDesk, d.showBodies},
		{"GET", "/desk/bodies/new", register.ChangeBody, d.showNewBody},
		{"POST", "/desk/bodies/new", register.ChangeBody, d.saveNewBody},
		{"GET", "/desk/bodies/{number}", register.ChangeBody, d.showBody},
		{"POST", "/desk/bodies/{number}", register.ChangeBody, d.saveBody},
		{"POST", "/desk/bodies/{number}/publish", register.ChangeBody, d.publishBody},
	}...)
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

// sections are the entries of the desk's navigation.
func sections() []page.Section {
	return []page.Section{
		{Name: "home", Message: "desk.nav.home", Path: "/desk"},
		{Name: "meetings", Message: "desk.nav.meetings", Path: "/desk/meetings"},
		{Name: "bodies", Message: "desk.nav.bodies", Path: "/desk/bodies"},
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
