package desk

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// agendaView is what the page of an agenda in the making shows.
type agendaView struct {
	*visit
	register.AgendaWork
	form  *page.Form
	stale bool                  // somebody else has changed it meanwhile
	may   bool                  // this viewer may change it
	read  []register.MemberItem // as they read it who may not
	packs packView

	matches []register.InterestMatch // of the viewer's own interests with the items

	openers map[int]council.Text // names of the bodies whose resolutions wait for this one

	news   []gazette.EditionLine // published since this viewer last looked, and when that was
	looked time.Time
	since  string // the public page that says what changed since then
}

func agendaPath(meeting int) string { return fmt.Sprintf("/desk/meetings/%d", meeting) }

func (v agendaView) title() string {
	return v.words.Plain(v.Body.NameOn(v.Meeting.Day)) + ", " + v.words.Day(v.Meeting.Day)
}

// showAgenda shows the agenda of a meeting in the making.
func (d *Desk) showAgenda(w *reply, v *visit) error {
	view, err := d.agendaView(v)
	if err != nil {
		return err
	}
	if err := d.sinceLooked(&view); err != nil {
		return err
	}
	if view.packs, err = d.packView(v); err != nil {
		return err
	}
	return w.page(d.agendaFrame(view, view.title()), agendaPage(view))
}

// sinceLooked finds what was published about the meeting since the viewer last looked.
func (d *Desk) sinceLooked(view *agendaView) error {
	lines, err := d.record.Editions(view.ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: view.Number})
	if err != nil || len(lines) == 0 {
		return err
	}
	before, at, err := d.register.See(view.ctx, view.viewer, view.Number, lines[0].Seq)
	if err != nil || at.IsZero() {
		return err // they have not looked before
	}
	view.looked = at
	view.since = fmt.Sprintf("/meetings/%d/editions?since=%d", view.Number, before)
	for _, l := range lines {
		if l.Seq > before {
			view.news = append(view.news, l)
		}
	}
	return nil
}

func (d *Desk) agendaView(v *visit) (agendaView, error) {
	work, err := d.register.Agenda(v.ctx, v.viewer, v.number)
	view := agendaView{visit: v, AgendaWork: work, form: v.fresh("version", strconv.Itoa(work.Agenda.Version))}
	if view.may = register.May(v.viewer, register.ArrangeAgenda, work.Meeting.Body) == nil; view.may && err == nil && len(work.Opened) > 0 {
		view.openers, err = d.bodyNames(v)
	}
	if view.may || err != nil {
		return view, err
	}
	if person := v.viewer.Person(); person != 0 {
		if view.matches, err = d.matches(v, work.Items, []int{person}); err != nil {
			return view, err
		}
	}
	view.read, err = work.Read(v.viewer)
	return view, err
}

func (d *Desk) agendaFrame(v agendaView, title string) page.Frame {
	crumbs := []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.meetings"), Path: "/desk/meetings"}}
	if title != v.title() {
		crumbs = append(crumbs, page.Crumb{Name: v.title(), Path: agendaPath(v.Number)})
	}
	return d.frame(v.visit, page.Frame{Title: title, Section: "meetings", Crumbs: crumbs})
}

// beginAgenda begins the agenda of a meeting.
func (d *Desk) beginAgenda(w *reply, v *visit) error {
	err := d.register.BeginAgenda(v.ctx, v.viewer, v.number)
	if err != nil && !errors.Is(err, council.ErrConflict) { // begun meanwhile: as wished
		return err
	}
	return w.see(agendaPath(v.number))
}

// orderAgenda moves items: one up or down, in or out, or all into the order that was dragged.
func (d *Desk) orderAgenda(w *reply, v *visit) error {
	view, err := d.agendaView(v)
	if err != nil {
		return err
	}
	what, which, _ := strings.Cut(v.PostForm.Get("move"), "-")
	number, _ := strconv.Atoi(which)
	switch what {
	case "up", "down":
		err = d.register.Reorder(v.ctx, v.viewer, v.number, v.version(), moved(view.Agenda.Content.Items, number, what))
	case "in", "out":
		err = d.indent(v, view, number, what)
	default:
		err = d.register.Reorder(v.ctx, v.viewer, v.number, v.version(), readNumbers(v.PostForm.Get("order")))
	}
	if errors.Is(err, council.ErrConflict) {
		view.stale = true
		return w.say(409, d.agendaFrame(view, view.title()), agendaPage(view))
	}
	if err != nil {
		return err
	}
	return w.see(agendaPath(v.number) + "#item-" + which)
}

// moved is the order after one item changed places with its neighbour.
func moved(order []int, number int, way string) []int {
	order = slices.Clone(order)
	i := slices.Index(order, number)
	to := i - 1
	if way == "down" {
		to = i + 1
	}
	if i >= 0 && to >= 0 && to < len(order) {
		order[i], order[to] = order[to], order[i]
	}
	return order
}

func readNumbers(s string) []int {
	var list []int
	for one := range strings.SplitSeq(s, ",") {
		if n, err := strconv.Atoi(strings.TrimSpace(one)); err == nil {
			list = append(list, n)
		}
	}
	return list
}

// indent makes an item a sub-item of the one above, or no longer one.
func (d *Desk) indent(v *visit, view agendaView, number int, way string) error {
	i := slices.IndexFunc(view.Items, func(one register.ItemWork) bool { return one.Number == number })
	if i < 0 {
		return council.ErrNotFound
	}
	item := view.Items[i].Content
	if way == "in" {
		item.Depth++
	} else {
		item.Depth = max(0, item.Depth-1)
	}
	return d.register.ChangeItem(v.ctx, v.viewer, number, view.Items[i].Version, item)
}

// addReport puts a waiting report on the agenda.
func (d *Desk) addReport(w *reply, v *visit) error {
	report, err := strconv.Atoi(v.PostForm.Get("report"))
	if err != nil {
		return fmt.Errorf("which report: %w", errors.Join(err, council.ErrInvalid))
	}
	number, err := d.register.AddReport(v.ctx, v.viewer, v.number, report)
	if err != nil {
		return err
	}
	return w.see(agendaPath(v.number) + "#item-" + strconv.Itoa(number))
}

// showPreview shows exactly what the public will see, with what stands against publishing it.
func (d *Desk) showPreview(w *reply, v *visit) error {
	// What is shown is what is published: reports that were changed meanwhile are printed anew first.
	if err := d.register.FreshenPapers(v.ctx, v.viewer, v.number); err != nil {
		return err
	}
	return d.preview(w, v, 200)
}

func (d *Desk) preview(w *reply, v *visit, status int) error {
	view, err := d.agendaView(v)
	if err != nil {
		return err
	}
	p, err := d.register.Preview(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view.stale = status == 409
	of := view.Meeting.Body
	if v.query("as") == asOthers {
		of = audience.AllBodies
	}
	members, err := view.AsMembers(of).Read(v.viewer)
	if err != nil {
		return err
	}
	return w.say(status, d.agendaFrame(view, v.words.T("desk.preview")),
		previewPage(previewView{agendaView: view, edition: p, public: d.public(v.words, p.Account), members: members}))
}

// previewView is what is about to be published, as each will see it.
type previewView struct {
	agendaView
	edition register.Preview
	public  templ.Component
	members []register.MemberItem
}

// asOthers asks in the address for what members of other bodies will see.
const asOthers = "others"

// which are the members whose view can be chosen.
func (v previewView) which() []page.Choice {
	return []page.Choice{
		{Label: v.words.Say("desk.preview.members.body", "Body", v.words.Plain(v.Body.NameOn(v.Meeting.Day)))},
		{Value: asOthers, Hint: "?as=" + asOthers, Label: v.words.T("desk.preview.members.others")},
	}
}

// publishAgenda publishes the agenda as it was looked at.
func (d *Desk) publishAgenda(w *reply, v *visit) error {
	err := d.register.PublishAgenda(v.ctx, v.viewer, v.number, v.version())
	var faults *council.Faults
	switch {
	case err == nil:
		return w.done(agendaPath(v.number), "published")
	case errors.Is(err, council.ErrConflict), errors.Is(err, council.ErrTooLate), errors.As(err, &faults):
		view, viewErr := d.agendaView(v)
		if viewErr != nil {
			return viewErr
		}
		view.stale = errors.Is(err, council.ErrConflict)
		view.form.Take(err)
		return w.say(409, d.agendaFrame(view, view.title()), agendaPage(view))
	}
	return err
}

// groundView is the form for the lawful ground on which something goes ahead late.
type groundView struct {
	agendaView
	due  register.Due
	ways []page.Choice
}

// showGround asks for the lawful ground for what the address names: a rule, and an item.
func (d *Desk) showGround(w *reply, v *visit) error {
	view, err := d.groundView(v, v.fresh())
	if err != nil {
		return err
	}
	return w.page(d.agendaFrame(view.agendaView, v.words.T("desk.ground")), groundPage(view))
}

func (d *Desk) groundView(v *visit, form *page.Form) (groundView, error) {
	base, err := d.agendaView(v)
	view := groundView{agendaView: base}
	view.form = form
	if err != nil {
		return view, err
	}
	rule := deadline.RuleID(v.PathValue("rule"))
	i := slices.IndexFunc(base.Clock, func(one register.Due) bool { return one.Rule.ID == rule })
	if i < 0 {
		return view, council.ErrNotFound
	}
	view.due = base.Clock[i]
	for _, o := range view.due.Rule.Overrides {
		view.ways = append(view.ways, page.Choice{Value: string(o.ID), Label: v.words.Override(o.ID), Hint: o.Statute})
	}
	return view, nil
}

func (d *Desk) saveGround(w *reply, v *visit) error {
	view, err := d.groundView(v, v.filled())
	if err != nil {
		return err
	}
	item, _ := strconv.Atoi(v.query("item"))
	g := register.LawfulGround{Rule: view.due.Rule.ID, Way: deadline.OverrideID(view.form.Need("way", v.words.T("desk.ground.way"))), Item: item,
		By: view.form.Value("by"), Reason: view.form.Pair("reason")}
	if !view.form.Failed() {
		err := d.register.RecordGround(v.ctx, v.viewer, v.number, g)
		if err == nil {
			return w.done(agendaPath(v.number), "recorded")
		}
		if !view.form.Take(err) {
			return err
		}
	}
	return w.again(d.agendaFrame(view.agendaView, v.words.T("desk.ground")), groundPage(view))
}

// act is the address of something that is done to this agenda.
func (v agendaView) act(what string) templ.SafeURL {
	return templ.SafeURL(v.words.Path(agendaPath(v.Number) + what))
}

// ground is the page that asks for the lawful ground for what is due.
func (v agendaView) ground(d register.Due) templ.SafeURL {
	path := "/ground/" + string(d.Rule.ID)
	if d.Item != 0 {
		path += "?item=" + strconv.Itoa(d.Item)
	}
	return v.act(path)
}

// lastEdition is the edition that was published last; nil where none was.
func (v agendaView) lastEdition() *register.PrintedEdition {
	if n := len(v.Agenda.Content.Editions); n > 0 {
		return &v.Agenda.Content.Editions[n-1]
	}
	return nil
}

// mayRecord says whether a ground can be recorded on which it goes ahead late. A key decision goes ahead on
// the notice that is published of it.
func mayRecord(d register.Due) bool {
	return len(d.Rule.Overrides) > 0 && d.Rule.ID != deadline.KeyNotice
}

// itemTitle is the title of an item of this agenda; empty where it has none of that number.
func (v agendaView) itemTitle(number int) string {
	for _, one := range v.Items {
		if one.Number == number {
			return v.words.Plain(one.Content.Title)
		}
	}
	return ""
}
