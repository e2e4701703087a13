package desk

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// sittingView is what the pages of a meeting that is held show.
type sittingView struct {
	*visit
	register.SittingWork
	form  *page.Form
	stale bool // somebody else has recorded something meanwhile
	may   bool // this viewer records
}

func sittingPath(meeting int) string { return agendaPath(meeting) + "/sitting" }

func (v sittingView) title() string {
	return v.words.Plain(v.Body.NameOn(v.Meeting.Day)) + ", " + v.words.Day(v.Meeting.Day)
}

// act is the address of something that is done at this meeting.
func (v sittingView) act(what string) templ.SafeURL {
	return templ.SafeURL(v.words.Path(sittingPath(v.Number) + what))
}

// now is what is recorded at the item that is being considered; false before the first.
func (v sittingView) now() (register.At, bool) { return v.At(v.Sitting.Content.Item) }

// open says whether the meeting has begun and is not closed.
func (v sittingView) open() bool {
	return v.Sitting.Version > 0 && v.Sitting.Content.State != register.SittingClosed
}

func (d *Desk) sittingView(v *visit, meeting int) (sittingView, error) {
	work, err := d.register.Sitting(v.ctx, v.viewer, meeting)
	view := sittingView{visit: v, SittingWork: work}
	view.form = v.fresh("version", strconv.Itoa(work.Sitting.Version))
	view.may = register.May(v.viewer, register.RecordMeeting, work.Meeting.Body) == nil
	return view, err
}

// sittingFrame is what stands around a page of the meeting; crumbs below the meeting's own come last.
func (d *Desk) sittingFrame(v sittingView, title string, below ...page.Crumb) page.Frame {
	crumbs := []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.meetings"), Path: "/desk/meetings"},
		{Name: v.title(), Path: agendaPath(v.Number)}}
	if title != v.words.T("desk.sitting") {
		crumbs = append(crumbs, page.Crumb{Name: v.words.T("desk.sitting"), Path: sittingPath(v.Number)})
	}
	return d.frame(v.visit, page.Frame{Title: title, Section: "meetings", Crumbs: append(crumbs, below...)})
}

func (v sittingView) itemCrumb(item int) page.Crumb {
	at, _ := v.At(item)
	return page.Crumb{Name: strings.TrimSpace(at.Printed + " " + v.words.Plain(at.Content.Title)), Path: v.itemPath(item)}
}

func (v sittingView) itemPath(item int) string {
	return fmt.Sprintf("%s/items/%d", sittingPath(v.Number), item)
}

// showSitting shows a meeting while it is held: who is there, where the business stands.
func (d *Desk) showSitting(w *reply, v *visit) error {
	view, err := d.sittingView(v, v.number)
	if err != nil {
		return err
	}
	return w.page(d.sittingFrame(view, v.words.T("desk.sitting")), sittingPage(view))
}

// openMeeting records that the meeting has begun.
func (d *Desk) openMeeting(w *reply, v *visit) error {
	form := v.filled()
	began := form.Clock("began", v.words.T("desk.sitting.began"))
	var err error
	if !form.Failed() {
		err = d.register.OpenMeeting(v.ctx, v.viewer, v.number, began)
		if err == nil || errors.Is(err, council.ErrConflict) { // opened meanwhile: as wished
			return w.see(sittingPath(v.number) + "/attendance")
		}
		if !form.Take(err) {
			return err
		}
	}
	return d.sittingAgain(w, v, form)
}

// sittingAgain shows the meeting with a form that has something to put right.
func (d *Desk) sittingAgain(w *reply, v *visit, form *page.Form) error {
	view, err := d.sittingView(v, v.number)
	if err != nil {
		return err
	}
	view.form = form
	return w.again(d.sittingFrame(view, v.words.T("desk.sitting")), sittingPage(view))
}

// sat answers what was changed about the sitting itself.
func (d *Desk) sat(w *reply, v *visit, form *page.Form, err error, at string) error {
	switch {
	case err == nil:
		return w.see(sittingPath(v.number) + at)
	case errors.Is(err, council.ErrConflict):
		view, err := d.sittingView(v, v.number)
		if err != nil {
			return err
		}
		view.stale = true
		return w.say(409, d.sittingFrame(view, v.words.T("desk.sitting")), sittingPage(view))
	case form.Take(err):
		return d.sittingAgain(w, v, form)
	}
	return err
}

// takeItem records which item the meeting has come to, or that items change places.
func (d *Desk) takeItem(w *reply, v *visit) error {
	view, err := d.sittingView(v, v.number)
	if err != nil {
		return err
	}
	what, which, _ := strings.Cut(v.PostForm.Get("move"), "-")
	number, _ := strconv.Atoi(which)
	switch what {
	case "take":
		err = d.register.TakeItem(v.ctx, v.viewer, v.number, v.version(), number)
	case "up", "down":
		err = d.register.ChangeBusiness(v.ctx, v.viewer, v.number, v.version(), moved(view.Sitting.Content.Business, number, what))
	default:
		err = d.register.ChangeBusiness(v.ctx, v.viewer, v.number, v.version(), readNumbers(v.PostForm.Get("order")))
	}
	return d.sat(w, v, v.filled(), err, "#item-"+which)
}

// adjournSitting records that the meeting stops for a time or goes on.
func (d *Desk) adjournSitting(w *reply, v *visit) error {
	form := v.filled()
	if form.Value("resumed") != "" {
		at := form.Clock("resumed", v.words.T("desk.sitting.resumed"))
		if form.Failed() {
			return d.sittingAgain(w, v, form)
		}
		return d.sat(w, v, form, d.register.ResumeSitting(v.ctx, v.viewer, v.number, v.version(), at), "")
	}
	from := form.Clock("from", v.words.T("desk.sitting.from"))
	form.Need("from", v.words.T("desk.sitting.from"))
	if form.Failed() {
		return d.sittingAgain(w, v, form)
	}
	b := register.Break{From: from, Reason: form.Pair("why")}
	return d.sat(w, v, form, d.register.AdjournSitting(v.ctx, v.viewer, v.number, v.version(), b), "")
}

// preside records who presides.
func (d *Desk) preside(w *reply, v *visit) error {
	person, _ := strconv.Atoi(v.PostForm.Get("chair"))
	return d.sat(w, v, v.filled(), d.register.Preside(v.ctx, v.viewer, v.number, v.version(), person), "")
}

// closeMeeting records that the meeting is closed.
func (d *Desk) closeMeeting(w *reply, v *visit) error {
	form := v.filled()
	c := register.Closing{Ended: form.Clock("ended", v.words.T("desk.sitting.ended")), Inquorate: form.Value("inquorate") != "", Reason: form.Pair("reason")}
	if form.Failed() {
		return d.sittingAgain(w, v, form)
	}
	err := d.register.CloseMeeting(v.ctx, v.viewer, v.number, v.version(), c)
	if err == nil {
		return w.done(minutesPath(v.number), "closed")
	}
	return d.sat(w, v, form, err, "")
}

// hallItemView is one item of the meeting, with all that is recorded at it.
type hallItemView struct {
	sittingView
	at       register.At
	excluded bool
	matches  []register.InterestMatch
}

func (d *Desk) hallItem(v *visit) (hallItemView, error) {
	item, err := v.part("item")
	if err != nil {
		return hallItemView{}, err
	}
	base, err := d.sittingView(v, v.number)
	if err != nil {
		return hallItemView{}, err
	}
	at, ok := base.At(item)
	if !ok {
		return hallItemView{}, council.ErrNotFound
	}
	_, excluded := base.Excluded(item)
	return hallItemView{sittingView: base, at: at, excluded: excluded}, nil
}

func (v hallItemView) heading() string {
	return strings.TrimSpace(v.at.Printed + " " + v.words.Plain(v.at.Content.Title))
}

func (d *Desk) showHallItem(w *reply, v *visit) error {
	view, err := d.hallItem(v)
	if err != nil {
		return err
	}
	if view.may && view.open() {
		if view.matches, err = d.matches(v, []register.ItemWork{view.at.ItemWork}, view.present(view.at)); err != nil {
			return err
		}
	}
	return w.page(d.sittingFrame(view.sittingView, view.heading()), hallItemPage(view))
}

// quorumSentence says how many are there and how many must be.
func quorumSentence(w *page.Words, q register.Quorum) string {
	here := w.Count("desk.quorum.here", q.Here)
	switch {
	case q.Need == 0:
		return here + " " + w.T("desk.quorum.unknown")
	case q.Law:
		return here + " " + w.Say("desk.quorum.law", "Need", w.Number(q.Need), "Seats", w.Number(q.Seats))
	}
	return here + " " + w.Say("desk.quorum.need", "Need", w.Number(q.Need))
}

// people are those on the roll of whom it may be asked, as choices; the first is nobody.
func (v sittingView) people(of []register.Kept[register.Attendance]) []page.Choice {
	list := []page.Choice{{Label: v.words.T("desk.sitting.nobody")}}
	for _, k := range of {
		if k.Content.Person != 0 {
			list = append(list, page.Choice{Value: strconv.Itoa(k.Content.Person), Label: k.Content.Name})
		}
	}
	return list
}

// itemChoices are the items of business, as choices; the first has the label given.
func (v sittingView) itemChoices(first string) []page.Choice {
	list := []page.Choice{{Label: first}}
	for _, one := range v.Items {
		list = append(list, page.Choice{Value: strconv.Itoa(one.Number), Label: strings.TrimSpace(one.Printed + " " + v.words.Plain(one.Content.Title))})
	}
	return list
}

// here are those who are in the meeting at an item in whatever capacity.
func (v sittingView) here(item int) []register.Kept[register.Attendance] {
	return slices.DeleteFunc(slices.Clone(v.Roll), func(k register.Kept[register.Attendance]) bool {
		return !k.Content.HereAt(v.Sitting.Content, item)
	})
}

// chosen is a number that was chosen in a form; 0 where none was.
func (v *visit) chosen(name string) int {
	n, _ := strconv.Atoi(v.PostForm.Get(name))
	return n
}
