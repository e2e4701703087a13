package desk

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// minutesView is the page of the minutes of a meeting as a whole.
type minutesView struct {
	*visit
	register.MinutesWork
	form     *page.Form
	stale    bool
	may      bool // this viewer writes them
	signs    bool
	items    []minuteLine
	approver gazette.Meeting // the meeting on whose agenda they are placed; zero where on none
	public   gazette.Minutes // as published; zero where they are not
	hash     string          // of the published text
	signer   string          // who presides where they are approved
}

// minuteLine is an item with what is written of it.
type minuteLine struct {
	register.ItemWork
	one      register.Kept[register.Minute]
	prose    council.Text // as HTML
	twin     council.Text // as HTML
	unread   bool         // what is read in it was not looked through since it changed
	comments []commentLine
}

// commentLine is a comment, opened.
type commentLine struct {
	register.Kept[register.MinuteComment]
	text, answer string
}

func (v minutesView) title() string {
	return v.words.Plain(v.SittingWork.Body.NameOn(v.Meeting.Day)) + ", " + v.words.Day(v.Meeting.Day)
}

func (v minutesView) act(what string) string { return v.words.Path(minutesPath(v.Number) + what) }

func (v minutesView) state() register.MinutesState { return v.Minutes.Content.State }

// written says whether somebody may still write: until the minutes are approved.
func (v minutesView) written() bool {
	return v.may && v.state() != register.MinutesApproved && v.state() != register.MinutesSigned
}

func (d *Desk) minutesView(v *visit) (minutesView, error) {
	work, err := d.register.Minutes(v.ctx, v.viewer, v.number)
	view := minutesView{visit: v, MinutesWork: work}
	if err != nil {
		return view, err
	}
	if work.Sitting.Version == 0 {
		return view, council.ErrNotFound
	}
	view.form = v.fresh("version", strconv.Itoa(work.Minutes.Version), "at", number(work.Minutes.Content.At))
	view.may = register.May(v.viewer, register.WriteMinutes, work.Meeting.Body) == nil
	view.signs = register.May(v.viewer, register.SignMinutes, work.Meeting.Body) == nil
	if err := view.lines(); err != nil {
		return view, err
	}
	return view, d.published(&view)
}

// published fills in what the public has of the minutes, and where they are placed.
func (d *Desk) published(v *minutesView) error {
	m, err := d.register.PublishedMinutes(v.ctx, v.viewer, v.Number)
	if err != nil && !council.IsNotFound(err) {
		return err
	}
	if err == nil {
		v.public = m
		if v.hash, err = m.TextHash(); err != nil {
			return err
		}
	}
	at := v.Minutes.Content.At
	if at == 0 {
		return nil
	}
	if v.approver, err = d.register.Meeting(v.ctx, v.viewer, at); err != nil {
		return err
	}
	hall, err := d.register.Sitting(v.ctx, v.viewer, at)
	v.signer = hall.NameOf(hall.Sitting.Content.Chair)
	return err
}

// lines are the items with what is written of them and what was said of that.
func (v *minutesView) lines() error {
	for _, it := range v.Items {
		line := minuteLine{ItemWork: it, one: v.Written[it.Number]}
		o, err := line.one.Content.Open(v.viewer)
		if line.one.Version > 0 && err != nil {
			return err
		}
		if line.one.Version > 0 {
			line.prose, line.twin = shown(o.Prose), shown(o.Twin)
			public, read := line.one.Content.Public(o)
			line.unread = !read.Stands(public) || !line.one.Content.Read.Stands(o.Prose)
		}
		if line.comments, err = v.commentsOn(it.Number); err != nil {
			return err
		}
		v.items = append(v.items, line)
	}
	return nil
}

func (v minutesView) commentsOn(item int) (list []commentLine, err error) {
	for _, k := range v.Comments {
		if k.Content.Item != item {
			continue
		}
		line := commentLine{Kept: k}
		if line.text, err = k.Content.Text.Open(v.viewer, k.Content.Lock()); err != nil {
			return nil, err
		}
		if line.answer, err = k.Content.Answer.Open(v.viewer, k.Content.Lock()); err != nil {
			return nil, err
		}
		list = append(list, line)
	}
	return list, nil
}

func (d *Desk) minutesFrame(v minutesView) page.Frame {
	return d.frame(v.visit, page.Frame{Title: v.words.T("desk.minutes"), Section: "meetings", Crumbs: []page.Crumb{
		{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.meetings"), Path: "/desk/meetings"}, {Name: v.title(), Path: agendaPath(v.Number)},
		{Name: v.words.T("desk.sitting"), Path: sittingPath(v.Number)}}})
}

func (d *Desk) showMinutes(w *reply, v *visit) error {
	view, err := d.minutesView(v)
	if err != nil {
		return err
	}
	return w.page(d.minutesFrame(view), minutesPage(view))
}

// minutesDone answers an act on the minutes as a whole.
func (d *Desk) minutesDone(w *reply, v *visit, err error, done string) error {
	var faults *council.Faults
	switch {
	case err == nil:
		return w.done(minutesPath(v.number), done)
	case errors.Is(err, council.ErrConflict), errors.As(err, &faults):
		view, viewErr := d.minutesView(v)
		if viewErr != nil {
			return viewErr
		}
		view.stale = errors.Is(err, council.ErrConflict)
		view.form.Take(err)
		return w.say(409, d.minutesFrame(view), minutesPage(view))
	}
	return err
}

func (d *Desk) sendMinutes(w *reply, v *visit) error {
	form := v.filled()
	until := form.Day("until", v.words.T("desk.minutes.until"))
	if form.Failed() {
		view, err := d.minutesView(v)
		if err != nil {
			return err
		}
		view.form = form
		return w.again(d.minutesFrame(view), minutesPage(view))
	}
	return d.minutesDone(w, v, d.register.SendMinutes(v.ctx, v.viewer, v.number, v.version(), until), "sent")
}

func (d *Desk) returnMinutes(w *reply, v *visit) error {
	return d.minutesDone(w, v, d.register.ReturnMinutes(v.ctx, v.viewer, v.number, v.version()), "returned")
}

func (d *Desk) commentMinutes(w *reply, v *visit) error {
	item, comment := v.chosen("item"), strings.TrimSpace(v.PostForm.Get("comment"))
	if comment == "" {
		view, err := d.minutesView(v)
		if err != nil {
			return err
		}
		view.form.Fail(commentField(item), v.words.T("minutes.comment.missing"))
		return w.again(d.minutesFrame(view), minutesPage(view))
	}
	err := d.register.CommentMinute(v.ctx, v.viewer, v.number, item, comment)
	if err == nil {
		return w.see(minutesPath(v.number) + "#item-" + strconv.Itoa(item))
	}
	return d.minutesDone(w, v, err, "")
}

// commentField is the name of the field for a comment on an item; 0 is the whole.
func commentField(item int) string { return "comment-" + strconv.Itoa(item) }

// answerComment records what was done about a comment.
func (d *Desk) answerComment(w *reply, v *visit) error {
	k, err := d.register.Comment(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	if err := d.register.AnswerComment(v.ctx, v.viewer, v.number, v.version(), strings.TrimSpace(v.PostForm.Get("answer"))); err != nil {
		return err
	}
	return w.see(minutesPath(k.Content.Meeting) + "#item-" + strconv.Itoa(k.Content.Item))
}

func (d *Desk) draftMinutes(w *reply, v *visit) error {
	return d.minutesDone(w, v, d.register.DraftMinutes(v.ctx, v.viewer, v.number, v.version()), "published")
}

func (d *Desk) approveMinutes(w *reply, v *visit) error {
	return d.minutesDone(w, v, d.register.ApproveMinutes(v.ctx, v.viewer, v.number, v.version(), v.chosen("at")), "published")
}

func (d *Desk) signMinutes(w *reply, v *visit) error {
	s := register.Signing{By: strings.TrimSpace(v.PostForm.Get("by")), Text: v.PostForm.Get("text")}
	return d.minutesDone(w, v, d.register.SignMinutes(v.ctx, v.viewer, v.number, v.version(), s), "published")
}

// ready says whether everything that is written was looked through, so that it can be published.
func (v minutesView) ready() bool {
	return !slices.ContainsFunc(v.items, func(l minuteLine) bool { return l.one.Version > 0 && l.unread })
}

// whole are the comments on the minutes as a whole.
func (v minutesView) whole() []commentLine {
	list, err := v.commentsOn(0)
	if err != nil {
		return nil
	}
	return list
}

func (v minutesView) commentLabel(item int) string {
	if item == 0 {
		return v.words.T("desk.minutes.comment.whole")
	}
	i := slices.IndexFunc(v.items, func(l minuteLine) bool { return l.Number == item })
	return v.words.Say("desk.minutes.comment.item", "Item", strings.TrimSpace(v.items[i].Printed+" "+v.words.Plain(v.items[i].Content.Title)))
}

// limbs are what was read of the resolution of an item, in a line each.
func (v minutesView) limbs(line minuteLine) (list []limbFields) {
	for _, l := range fields(v.visit, line.one.Content, line.one.Content.Read, "r").limbs {
		said := []string{strings.TrimSpace(l.label + " " + l.text)}
		if l.owner != "" {
			said = append(said, v.words.Say("limb.owner", "Who", l.owner))
		}
		if l.due != "" {
			said = append(said, v.words.Say("limb.due", "Day", l.due))
		}
		list = append(list, limbFields{verb: v.words.Verb(council.Verb(l.verb)), addressee: strings.Join(said, " · ")})
	}
	return list
}

// signForm is the form of who signs, with whoever presides where the minutes were approved.
func (v minutesView) signForm() *page.Form { return v.fresh("by", v.signer) }
