// Package desk holds the pages on which officers, report authors, approvers and members work: one file
// per page or act, named as its address. What a page shows and changes goes through package register,
// which asks who may; a page never decides that.
//
// # How to add a page
//
// Write x.go with the handlers and the view that they fill, and x.templ with the template; put its
// words into internal/page/messages/en/desk_x.toml and cy/desk_x.toml; add its lines to routes. A route
// names the act that it is for: without one the program does not start. The same act is asked again in
// the register, for the body that it concerns.
//
//	{"GET", "/desk/bodies/{number}", register.ReadDesk, d.showBody},
//	{"POST", "/desk/bodies/{number}", register.ChangeBody, d.saveBody},
//
//	func (d *Desk) saveBody(w *reply, v *visit) error {
//		form := v.filled()                              // what was typed
//		body := readBody(form)                          // faults are put beside their fields
//		if !form.Failed() {
//			err := d.register.ChangeBody(v.ctx, v.viewer, v.number, v.version(form), body)
//			if err == nil {
//				return w.done("/desk/bodies/7", "body.saved")   // 303, and the sentence on the next page
//			}
//			if !form.Take(err) {                        // a *council.Faults goes beside the fields
//				return err                              // *register.Stale is shown by the page itself
//			}
//		}
//		return w.again(d.frame(v, ...), bodyForm(form)) // 422, with all that was typed
//	}
//
// Every page works without script. Forms carry the version they began from in the hidden field
// "version"; the register refuses another. What was typed is never lost: a form sent by somebody whose
// session has ended comes back whole, to be sent again.
package desk
