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
	return []route{
		{"GET", "/desk", register.ReadDesk, d.showHome},
		{"GET", "/desk/bodies", register.ReadDesk, d.showBodies},
		{"GET", "/desk/bodies/new", register.ChangeBody, d.showNewBody},
		{"POST", "/desk/bodies/new", register.ChangeBody, d.saveNewBody},
		{"GET", "/desk/bodies/{number}", register.ChangeBody, d.showBody},
		{"POST", "/desk/bodies/{number}", register.ChangeBody, d.saveBody},
		{"POST", "/desk/bodies/{number}/publish", register.ChangeBody, d.publishBody},
	}
}

// sections are the entries of the desk's navigation.
func sections() []page.Section {
	return []page.Section{
		{Name: "home", Message: "desk.nav.home", Path: "/desk"},
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
