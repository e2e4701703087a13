package gazette

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"moothall/internal/council"
)

// What each content says, line by line, for comparing editions. The What of a line is the key of
// a message; what a page says in its reader's language stands as a Mark.

// lineWriter collects lines at one place.
type lineWriter struct {
	lines []Line
	where string
}

func (w *lineWriter) add(what, text string) {
	if text = strings.TrimSpace(text); text != "" {
		w.lines = append(w.lines, Line{"field." + what, w.where, text})
	}
}

func (w *lineWriter) text(what string, t council.Text) {
	w.add(what, t.En)
	if t.Cy != "" {
		w.add(what+"Welsh", t.Cy)
	}
}

func (w *lineWriter) html(what string, t council.Text) {
	w.text(what, council.Text{En: PlainText(t.En), Cy: PlainText(t.Cy)})
}

func (w *lineWriter) subjects(what string, kind Kind, numbers ...int) {
	var names []string
	for _, n := range numbers {
		if n != 0 {
			names = append(names, markSubject(kind, n))
		}
	}
	w.add(what, strings.Join(names, ", "))
}

func (w *lineWriter) flag(what string, set bool) {
	if set {
		w.add(what, MarkYes.of("yes"))
	}
}

var (
	blockEnd = regexp.MustCompile(`(?i)</(p|li|tr|h[1-6]|ul|ol|table)>|<br */?>`)
	anyTag   = regexp.MustCompile(`<[^>]*>`)
)

// PlainText is the words of clean HTML, a line a block.
func PlainText(clean string) string {
	s := blockEnd.ReplaceAllString(clean, "\n")
	s = html.UnescapeString(anyTag.ReplaceAllString(s, ""))
	var lines []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

func (c Council) lines() []Line {
	w := &lineWriter{}
	w.text("name", c.Name)
	w.add("website", c.Website)
	w.add("email", c.Email)
	w.add("telephone", c.Phone)
	w.add("address", c.Address)
	if c.Figures != nil {
		for _, id := range c.Figures.Show {
			w.add("figure", Mark("figure").of(string(id)))
		}
		w.add("draftMinutes", number(c.Figures.DraftMinutes))
	}
	return w.lines
}

func (c Ward) lines() []Line {
	w := &lineWriter{}
	w.text("name", c.Name)
	w.add("code", c.Code)
	w.text("about", c.About)
	w.add("seats", number(c.Seats))
	return w.lines
}

func (c Party) lines() []Line {
	w := &lineWriter{}
	w.text("name", c.Name)
	w.add("shortName", c.ShortName)
	return w.lines
}

func (c Person) lines() []Line {
	w := &lineWriter{}
	w.add("name", strings.TrimSpace(c.Style+" "+c.Name))
	w.add("email", c.Email)
	w.add("telephone", c.Phone)
	for _, s := range c.Represents {
		w.add("ward", markSubject(KindWard, s.Ward)+markSpell(s.Spell))
	}
	for _, s := range c.Parties {
		w.add("party", markSubject(KindParty, s.Party)+markSpell(s.Spell))
	}
	for _, s := range c.Posts {
		w.add("post", s.Title.String()+markSpell(s.Spell))
	}
	for _, s := range c.Memberships {
		w.add("membership", markSubject(KindBody, s.Body)+", "+Mark("member-role").of(string(s.Role))+markSpell(s.Spell))
	}
	for _, i := range c.Interests {
		w.add("interest", Mark("registrable").of(string(i.Category))+": "+strings.Join(i.said(), "; "))
	}
	if c.Withheld {
		w.add("interest", Mark("registrable").of("withheld"))
	}
	return w.lines
}

// said is what an entry says, part by part.
func (i Interest) said() []string {
	parts := []string{i.Text}
	if i.Giver != "" {
		parts = append(parts, i.Giver)
	}
	if i.Value != 0 {
		parts = append(parts, "£"+strconv.Itoa(i.Value))
	}
	if !i.Ceased.IsZero() {
		parts = append(parts, "– "+markDay(i.Ceased))
	}
	return parts
}

func (c Body) lines() []Line {
	w := &lineWriter{}
	w.text("name", c.Name)
	w.add("bodyKind", Mark("body-kind").of(string(c.Kind)))
	w.html("remit", c.Remit)
	w.add("quorum", number(c.Quorum))
	w.add("seats", number(c.Seats))
	w.subjects("parent", KindBody, c.Parent)
	w.subjects("wards", KindWard, c.Wards...)
	w.add("email", c.Email)
	for _, n := range c.Names {
		w.add("formerName", n.Name.String()+markSpell(n.Spell))
	}
	return w.lines
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (c Meeting) lines() []Line {
	w := &lineWriter{}
	w.subjects("body", KindBody, c.Body)
	w.add("day", markDay(c.Day))
	w.add("starts", MarkClock.of(string(c.Starts)))
	w.add("ends", MarkClock.of(string(c.Ends)))
	w.text("place", c.Place)
	w.add("meetingState", Mark("meeting-state").of(string(c.State)))
	w.text("label", c.Label)
	w.text("reason", c.Reason)
	w.subjects("movedTo", KindMeeting, c.MovedTo)
	w.subjects("documents", KindDocument, c.Documents...)
	return w.lines
}

func (c Agenda) lines() []Line {
	w := &lineWriter{}
	w.text("edition", c.Label)
	w.subjects("documents", KindDocument, c.Documents...)
	for _, it := range c.Items {
		w.where = it.Printed
		it.write(w)
	}
	return w.lines
}

func (c Item) write(w *lineWriter) {
	w.text("title", c.Title)
	w.text("purpose", c.Purpose)
	w.html("summary", c.Summary)
	w.add("asked", c.AskedLead)
	for _, a := range c.Asked {
		w.text("asked", council.Text{En: strings.TrimSpace(a.Label + " " + a.Text.En), Cy: a.Text.Cy})
	}
	w.add("references", strings.Join(c.References, ", "))
	for _, p := range c.Contacts {
		w.add("contact", p.words())
	}
	w.subjects("documents", KindDocument, c.Documents...)
	for _, i := range c.Issues {
		w.add("issue", joined(markSubject(KindIssue, i.Issue), Mark("role").of(string(i.Role))))
	}
	for _, r := range c.Responses {
		w.text("response", council.Text{En: strings.TrimSpace(r.Raised + " – " + r.Text.En), Cy: r.Text.Cy})
	}
	if c.Openness != "" && c.Openness != council.Open {
		w.add("openness", Mark("openness").of(string(c.Openness)))
	}
	c.Exemption.write(w)
	w.text("withdrawn", c.Withdrawn)
	if c.Urgency != nil {
		w.text("urgency", council.Text{En: c.Urgency.By + ": " + c.Urgency.Reason.En, Cy: c.Urgency.Reason.Cy})
	}
}

func (c *Exemption) write(w *lineWriter) {
	if c == nil {
		return
	}
	w.text("exemptReason", c.Reason)
	w.add("review", markDay(c.Review))
	w.add("released", markDay(c.Released))
}

func (c Contact) words() string {
	return strings.Join(strings.Fields(c.Name+" "+c.Telephone+" "+c.Email), " ")
}
