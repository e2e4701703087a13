// Package site holds the public pages: one file per page, which reads the record and fills a
// template. It must never import the register, nor know who is looking: everything here is public.
//
// # How to add a page
//
// Write x.go with the handler and the view that it fills, and x.templ with the template; put the
// page's words into internal/page/messages/en/x.toml and cy/x.toml; add one line to routes.
//
//	{pattern: "/wards/{number}", params: []string{"on"}, json: true, show: s.showWard},
//
//	func (s *Site) showWard(w *reply, v *visit) error {
//		day, err := v.day("on", s.today())        // a *page.Problem where it is no day
//		if err != nil {
//			return err
//		}
//		ward, err := s.record.Ward(v.ctx, v.number, day)
//		if err != nil {
//			return err                            // ErrNotFound becomes the page that says so
//		}
//		if ward.Tombstone != nil {
//			return &page.Gone{Tombstone: *ward.Tombstone, Editions: v.path + "/editions"}
//		}
//		w.modified = ward.Revision.Changed
//		w.daily = true                            // only where the page says something of today
//		if v.json {
//			return w.json(ward)
//		}
//		return w.page(s.frame(v, page.Frame{Title: ..., Section: "wards"}), wardPage(...))
//	}
//
// The route says which query parameters the page reads; all others are ignored, and these alone
// (in that order) make the address under which the answer is cached. {number} matches a public
// number, strictly, and arrives as v.number; other wildcards are read with v.part. Each route
// answers in English and, under /cy, in Welsh, and where json is set as data under .json or by
// Accept. A route with stream instead of show writes its answer itself and is not cached (files).
//
// Templates write no words of their own: plain messages are v.words.T("ward.title"), messages with
// arguments v.words.Say("key", "Name", value), counted ones v.words.Count("key", n). Addresses go
// through v.words.Path. Texts of the record are written with page.Text (plain) and page.HTML (only
// fields that hold clean HTML), which mark the language where it is not the page's. Tests hold that
// every message exists in both languages, is used, and is given the arguments it names.
package site
