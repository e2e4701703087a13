package desk

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// noticeRoutes are the pages of the notices that law asks for before a meeting.
func (d *Desk) noticeRoutes() []route {
	return []route{
		{"GET", "/desk/meetings/{number}/notices/{rule}", register.PublishNotice, d.showNotice},
		{"POST", "/desk/meetings/{number}/notices/{rule}", register.PublishNotice, d.saveNotice},
	}
}

// noticeView is the form of a notice, with what it will say below it once that was asked for.
type noticeView struct {
	agendaView
	rule  deadline.RuleID
	issue int // on which the decision is, of a notice of one
	form  *page.Form
	text  *gazette.Document // nil before it was asked for
}

func (v noticeView) second() bool { return v.rule == deadline.PrivateSecond }

// late says whether the notice is of a decision that comes too late for the forward plan.
func (v noticeView) late() bool {
	return v.rule == deadline.GeneralException || v.rule == deadline.SpecialUrgency
}

// noticesFor are the notices that answer a rule on the clock and are not published yet.
func noticesFor(d register.Due) []deadline.RuleID {
	switch {
	case d.Rule.ID == deadline.KeyNotice && d.Blocks:
		return []deadline.RuleID{deadline.GeneralException, deadline.SpecialUrgency}
	case !d.Done.IsZero():
		return nil
	case d.Rule.ID == deadline.PrivateFirst || d.Rule.ID == deadline.PrivateSecond:
		return []deadline.RuleID{d.Rule.ID}
	}
	return nil
}

// noticePath is where the notice that answers a rule on the clock is made.
func noticePath(meeting int, rule deadline.RuleID, d register.Due) string {
	path := agendaPath(meeting) + "/notices/" + string(rule)
	if d.IssueOf != 0 {
		path += "?issue=" + strconv.Itoa(d.IssueOf)
	}
	return path
}

func (d *Desk) noticeView(v *visit, form *page.Form) (noticeView, error) {
	rule := deadline.RuleID(v.PathValue("rule"))
	if !slices.Contains(register.NoticeRules(), rule) {
		return noticeView{}, council.ErrNotFound
	}
	base, err := d.agendaView(v)
	if err == nil {
		err = register.May(v.viewer, register.PublishNotice, base.Meeting.Body)
	}
	view := noticeView{agendaView: base, rule: rule, form: form}
	view.issue, _ = strconv.Atoi(v.query("issue"))
	if err == nil && view.late() && !slices.ContainsFunc(base.Clock, func(d register.Due) bool { return d.Rule.ID == deadline.KeyNotice && d.IssueOf == view.issue }) {
		err = fmt.Errorf("meeting %d makes no key decision on issue %d: %w", v.number, view.issue, council.ErrNotFound)
	}
	return view, err
}

func (d *Desk) showNotice(w *reply, v *visit) error {
	view, err := d.noticeView(v, v.fresh())
	if err != nil {
		return err
	}
	return w.page(d.agendaFrame(view.agendaView, v.words.T("notice.title."+string(view.rule))), noticePage(view))
}

// saveNotice shows what the notice will say and, on the second press, publishes it.
func (d *Desk) saveNotice(w *reply, v *visit) error {
	view, err := d.noticeView(v, v.filled())
	if err != nil {
		return err
	}
	f := d.agendaFrame(view.agendaView, v.words.T("notice.title."+string(view.rule)))
	n := register.Notice{Rule: view.rule, Meeting: v.number, Body: view.Meeting.Body, Issue: view.issue, Reasons: view.form.Pair("reasons"), Heard: view.form.Pair("heard"),
		Response: view.form.Pair("response"), Told: strings.TrimSpace(view.form.Value("told"))}
	if err := d.register.CheckNotice(v.ctx, v.viewer, n); err != nil {
		if !view.form.Take(err) {
			return err
		}
		return w.again(f, noticePage(view))
	}
	text := d.noticeText(view, n)
	if view.form.Value("publish") != "yes" {
		view.text = &text
		return w.page(f, noticePage(view))
	}
	if err := d.register.PublishNotice(v.ctx, v.viewer, n, text); err != nil {
		return err
	}
	return w.done(agendaPath(v.number), "published")
}

// noticeText is the notice as a document: in English, then in Welsh.
func (d *Desk) noticeText(v noticeView, n register.Notice) gazette.Document {
	doc := gazette.Document{Kind: council.NoticeDoc, Title: council.Text{En: d.english.T("notice.title." + string(n.Rule)), Cy: d.welsh.T("notice.title." + string(n.Rule))}}
	for _, w := range []*page.Words{d.english, d.welsh} {
		lines := noticeLines(w, v, n)
		var b, plain strings.Builder
		for _, line := range lines {
			tag := "p"
			if line.heading {
				tag = "h3"
			}
			b.WriteString("<" + tag + ">" + html.EscapeString(line.text) + "</" + tag + ">")
			plain.WriteString(line.text + "\n")
		}
		doc.HTML += `<div lang="` + string(w.Lang()) + `"><h2>` + html.EscapeString(w.T("notice.title."+string(n.Rule))) + "</h2>" + b.String() + "</div>"
		doc.Text = append(doc.Text, plain.String())
	}
	return doc
}

// considers says whether an item brings an issue.
func considers(item register.Item, issue int) bool {
	return slices.ContainsFunc(item.Issues, func(i gazette.ItemIssue) bool { return i.Issue == issue })
}

type noticeLine struct {
	text    string
	heading bool
}

// noticeLines are what a notice says in one language.
func noticeLines(w *page.Words, v noticeView, n register.Notice) []noticeLine {
	lines := []noticeLine{{text: w.Say("notice.about."+string(n.Rule), "Body", w.Plain(v.Body.Name), "Day", w.Day(v.Meeting.Day), "Told", n.Told)}}
	for _, one := range v.Items {
		c := one.Content
		switch {
		case v.late() && c.Key && considers(c, v.issue), !v.late() && !c.Ground.IsOpen():
			lines = append(lines, noticeLine{text: strings.TrimSpace(one.Printed + " " + w.Plain(c.Title))})
			if !c.Ground.Reason.IsZero() && !v.late() {
				lines = append(lines, noticeLine{text: w.Plain(c.Ground.Reason)})
			}
		}
	}
	lines = append(lines, noticeLine{w.T("notice.reasons"), true}, noticeLine{text: w.Plain(n.Reasons)})
	if v.second() {
		heard, response := w.T("notice.heard.none"), ""
		if !n.Heard.IsZero() {
			heard, response = w.Plain(n.Heard), w.Plain(n.Response)
		}
		lines = append(lines, noticeLine{w.T("notice.heard"), true}, noticeLine{text: heard})
		if response != "" {
			lines = append(lines, noticeLine{w.T("notice.response"), true}, noticeLine{text: response})
		}
	}
	return lines
}
