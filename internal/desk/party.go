package desk

import (
	"fmt"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// smallView is the form for a party or a ward.
type smallView struct {
	*visit
	form    *page.Form
	what    string // "party" or "ward", as in the messages
	name    string
	drafted bool
	stale   bool
}

// small is what the pages of parties and of wards differ in.
type small[T register.Peopled] struct {
	what, path string
	name       func(T) council.Text
	fill       func(T) []string
	read       func(*page.Form, T) T
}

var parties = small[gazette.Party]{what: "party", path: "/desk/parties", name: func(p gazette.Party) council.Text { return p.Name },
	fill: func(p gazette.Party) []string { return []string{"short", p.ShortName} },
	read: func(f *page.Form, p gazette.Party) gazette.Party {
		p.Name, p.ShortName = f.Pair("name"), strings.TrimSpace(f.Value("short"))
		return p
	}}

var wards = small[gazette.Ward]{what: "ward", path: "/desk/wards", name: func(p gazette.Ward) council.Text { return p.Name },
	fill: func(p gazette.Ward) []string {
		return []string{"code", p.Code, "seats", number(p.Seats), "about", p.About.En, "about-cy", p.About.Cy}
	},
	read: func(f *page.Form, p gazette.Ward) gazette.Ward {
		p.Seats = f.Whole("seats", f.Words.T("desk.ward.seats"), 1, 20)
		p.Name, p.Code, p.About = f.Pair("name"), strings.TrimSpace(f.Value("code")), f.Pair("about")
		return p
	}}

func (s small[T]) view(v *visit, k register.Kept[register.Draft[T]]) smallView {
	name := s.name(k.Content.Content)
	pairs := append([]string{"version", strconv.Itoa(k.Version), "name", name.En, "name-cy", name.Cy}, s.fill(k.Content.Content)...)
	return smallView{visit: v, form: v.fresh(pairs...), what: s.what, name: v.words.Plain(name), drafted: k.Version > 0}
}

func (v smallView) heading() string {
	if v.name == "" {
		return v.words.T("desk." + v.what + ".new")
	}
	return v.name
}

// showNew shows the form for a new one.
func (s small[T]) showNew(d *Desk) func(*reply, *visit) error {
	return func(w *reply, v *visit) error {
		view := s.view(v, register.Kept[register.Draft[T]]{})
		return w.page(d.peopleFrame(v, view.heading()), smallPage(view))
	}
}

// show shows the form for one that there is.
func (s small[T]) show(d *Desk) func(*reply, *visit) error {
	return func(w *reply, v *visit) error {
		k, err := register.WorkingPeople[T](v.ctx, d.register, v.viewer, v.number)
		if err != nil {
			return err
		}
		view := s.view(v, k)
		return w.page(d.peopleFrame(v, view.heading()), smallPage(view))
	}
}

// save keeps one, new where the address has no number.
func (s small[T]) save(d *Desk) func(*reply, *visit) error {
	return func(w *reply, v *visit) error {
		var k register.Kept[register.Draft[T]]
		var err error
		if v.number != 0 {
			if k, err = register.WorkingPeople[T](v.ctx, d.register, v.viewer, v.number); err != nil {
				return err
			}
		}
		view := s.view(v, k)
		view.form = v.filled()
		content := s.read(view.form, k.Content.Content)
		if s.name(content).IsZero() {
			view.form.Need("name", v.words.T("desk.body.name"))
		}
		if !view.form.Failed() {
			number, err := s.keep(d, v, content)
			switch {
			case err == nil:
				return w.done(fmt.Sprintf("%s/%d", s.path, number), "saved")
			case isConflict(err):
				view.stale, view.form = true, v.together(s.view(v, k).form)
			case !view.form.Take(err):
				return err
			}
		}
		return w.again(d.peopleFrame(v, view.heading()), smallPage(view))
	}
}

func (s small[T]) keep(d *Desk, v *visit, content T) (int, error) {
	if v.number == 0 {
		return register.NewPeople(v.ctx, d.register, v.viewer, content)
	}
	return v.number, register.SavePeople(v.ctx, d.register, v.viewer, v.number, v.version(), content)
}

// publish publishes the draft of one.
func (s small[T]) publish(d *Desk) func(*reply, *visit) error {
	return func(w *reply, v *visit) error {
		if err := register.PublishOne[T](v.ctx, d.register, v.viewer, v.number, v.version()); err != nil {
			return err
		}
		return w.done("/desk/people", "published")
	}
}

// routes are the pages of a party or a ward.
func (s small[T]) routes(d *Desk) []route {
	return []route{
		{"GET", s.path + "/new", register.ChangePeople, s.showNew(d)},
		{"POST", s.path + "/new", register.ChangePeople, s.save(d)},
		{"GET", s.path + "/{number}", register.ChangePeople, s.show(d)},
		{"POST", s.path + "/{number}", register.ChangePeople, s.save(d)},
		{"POST", s.path + "/{number}/publish", register.ChangePeople, s.publish(d)},
	}
}
