package gazette

import (
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
)

func (c Minutes) lines() []Line {
	w := &lineWriter{}
	w.add("minutesState", Mark("minutes-state").of(string(c.State)))
	w.subjects("documents", KindDocument, c.Documents...)
	w.subjects("approvedAt", KindMeeting, c.ApprovedAt)
	if c.SignedBy != "" {
		w.add("signed", joined(c.SignedBy, markDay(c.SignedOn)))
	}
	w.add("sha256", c.SignedText)
	for _, k := range c.Corrections {
		w.where = markSubject(KindItem, k.Item)
		w.add("correction", joined(k.Was.String(), k.Now.String()))
	}
	w.where = ""
	for _, a := range c.Attendance {
		w.add("attendance", named(a.Person, a.Name)+", "+Mark("presence").of(string(a.Presence)))
	}
	for _, d := range c.Declarations {
		w.add("declaration", named(d.Person, d.Name)+", "+Mark("interest").of(string(d.Kind))+": "+d.Nature.String())
	}
	for _, it := range c.Items {
		w.where = markSubject(KindItem, it.Item)
		w.html("minute", it.Prose)
		for _, p := range it.Points {
			w.add("point", p.Text)
			w.add("answer", p.Answer)
		}
		for _, l := range it.Resolution {
			w.add("limb", l.Label+" "+Mark("verb").of(string(l.Verb))+": "+joined(l.Text, l.Owner))
			w.add("vote", l.Vote.mark())
		}
	}
	return w.lines
}

// joined puts commas between what is known.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func named(person int, name string) string {
	if person == 0 {
		return name
	}
	return markSubject(KindPerson, person)
}

func (c Issue) lines() []Line {
	w := &lineWriter{}
	w.text("title", c.Title)
	w.html("summary", c.Summary)
	w.flag("allWards", c.AllWards)
	w.subjects("wards", KindWard, c.Wards...)
	w.text("leadMember", c.LeadMember)
	w.add("leadOfficer", c.LeadOfficer)
	w.text("department", c.Department)
	w.add("references", strings.Join(c.References, ", "))
	w.flag("key", c.Key)
	w.text("keyReason", c.KeyReason)
	for _, p := range c.Contacts {
		w.add("contact", p.words())
	}
	for _, r := range c.Relations {
		w.add("relation", Mark("relation").of(string(r.Kind))+": "+markSubject(KindIssue, r.Issue))
	}
	for _, p := range c.Planned {
		w.add("planned", joined(markSubject(KindBody, p.Body), Mark("role").of(string(p.Role)), markDay(p.Due)))
	}
	w.subjects("documents", KindDocument, c.Documents...)
	return w.lines
}

func (c Document) lines() []Line {
	w := &lineWriter{}
	w.text("title", c.Title)
	w.add("documentKind", Mark("document-kind").of(string(c.Kind)))
	w.add("author", c.Author)
	if c.File != nil {
		w.add("file", c.File.Name)
		w.add("sha256", c.File.SHA256)
	}
	w.add("pages", number(c.Pages))
	if c.Openness != "" && c.Openness != council.Open {
		w.add("openness", Mark("openness").of(string(c.Openness)))
	}
	c.Exemption.write(w)
	if c.Pack != nil {
		for _, p := range c.Pack.Papers {
			w.add("packed", markSubject(KindDocument, p.Document)+", "+p.From+"–"+p.To)
		}
	}
	for i, page := range c.Text {
		w.where = strconv.Itoa(i + 1)
		w.add("documentText", page)
	}
	return w.lines
}

func (c Decision) lines() []Line {
	w := &lineWriter{}
	w.text("title", c.Title)
	w.subjects("body", KindBody, c.Body)
	w.text("maker", c.Maker)
	w.add("day", markDay(c.Day))
	w.text("purpose", c.Purpose)
	w.html("decision", c.Text)
	w.html("reasons", c.Reasons)
	w.html("alternatives", c.Alternatives)
	w.text("conflicts", c.Conflicts)
	w.text("consulted", c.Consulted)
	w.flag("key", c.Key)
	w.text("keyReason", c.KeyReason)
	if c.CallIn != nil {
		w.add("callIn", joined(Mark("call-in").of(string(c.CallIn.Outcome)), markDay(c.CallIn.Until)))
		w.subjects("calledInBy", KindPerson, c.CallIn.By...)
		w.text("calledInFor", c.CallIn.Reasons)
		w.text("callInAdvice", c.CallIn.Advice)
		w.subjects("callInTo", KindBody, c.CallIn.To)
	}
	if c.NoCallIn != nil {
		w.add("noCallIn", joined(Mark("no-call-in").of(string(c.NoCallIn.Ground)), c.NoCallIn.By, c.NoCallIn.Reason.String()))
	}
	for _, k := range c.Corrections {
		w.add("corrected", joined(markDay(k.On), k.Why.String()))
	}
	w.add("effective", markDay(c.Effective))
	w.add("reference", c.Reference)
	w.subjects("wards", KindWard, c.Wards...)
	w.subjects("documents", KindDocument, c.Documents...)
	return w.lines
}

func (c ForwardPlan) lines() []Line {
	w := &lineWriter{}
	w.text("title", c.Title)
	w.add("period", MarkSpell.of(c.Period.From.String()+"/"+c.Period.To.String()))
	for _, it := range c.Items {
		w.where = markSubject(KindIssue, it.Issue)
		w.subjects("body", KindBody, it.Body)
		w.text("maker", it.Maker)
		w.add("due", joined(markDay(it.Due), markDay(it.DueTo)))
		w.flag("key", it.Key)
		w.text("keyReason", it.KeyReason)
		w.flag("private", it.Private)
		w.add("documents", strings.Join(it.Documents, ", "))
	}
	return w.lines
}

func (c Answer) lines() []Line {
	w := &lineWriter{}
	w.add("answerTo", markSubject(KindItem, c.Item)+", "+number(c.Limb))
	w.add("recommendationAnswered", Mark("answer").of(string(c.Answer)))
	return w.lines
}

func (c Action) lines() []Line {
	w := &lineWriter{}
	w.text("title", c.Title)
	w.add("limb", joined(c.Label, c.Text))
	w.text("actionOwner", c.Owner)
	w.subjects("actionOwner", KindPerson, c.Person)
	w.add("due", markDay(c.Due))
	for _, n := range c.Notes {
		w.add("progress", joined(markDay(n.On), n.Text, n.Evidence))
	}
	w.add("actionEnd", joined(Mark("action-end").of(string(c.End)), markDay(c.Ended)))
	return w.lines
}

func (c Takedown) lines() []Line {
	w := &lineWriter{}
	w.add("ground", Mark("ground").of(string(c.Ground)))
	w.text("reason", c.Reason)
	return w.lines
}
