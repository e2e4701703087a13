package gazette

import (
	"fmt"
	"strconv"
	"strings"
)

func (c Minutes) lines() []Line {
	w := &lineWriter{}
	w.add("minutesState", string(c.State))
	w.subjects("documents", KindDocument, c.Documents...)
	w.subjects("approvedAt", KindMeeting, c.ApprovedAt)
	if c.SignedBy != "" {
		w.add("signed", c.SignedBy+" "+c.SignedOn.String())
	}
	for _, a := range c.Attendance {
		w.add("attendance", named(a.Person, a.Name)+", "+string(a.Presence))
	}
	for _, d := range c.Declarations {
		w.add("declaration", named(d.Person, d.Name)+", "+string(d.Kind)+": "+d.Nature.String())
	}
	for _, it := range c.Items {
		w.where = Subject{KindItem, it.Item}.String()
		w.html("minute", it.Prose)
		for _, p := range it.Points {
			w.add("point", p.Text)
			w.add("answer", p.Answer)
		}
		for _, l := range it.Resolution {
			w.add("limb", strings.TrimSpace(l.Label+" "+l.Text))
			w.add("vote", l.Vote.words())
		}
	}
	return w.lines
}

func named(person int, name string) string {
	if person == 0 {
		return name
	}
	return Subject{KindPerson, person}.String()
}

func (v *Vote) words() string {
	if v == nil {
		return ""
	}
	return fmt.Sprintf("%d – %d – %d", v.For, v.Against, v.Abstained)
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
		w.add("relation", string(r.Kind)+" "+Subject{KindIssue, r.Issue}.String())
	}
	for _, p := range c.Planned {
		w.add("planned", Subject{KindBody, p.Body}.String()+", "+string(p.Role)+", "+p.Due.String())
	}
	w.subjects("documents", KindDocument, c.Documents...)
	return w.lines
}

func (c Document) lines() []Line {
	w := &lineWriter{}
	w.text("title", c.Title)
	w.add("documentKind", string(c.Kind))
	w.add("author", c.Author)
	if c.File != nil {
		w.add("file", c.File.Name)
		w.add("sha256", c.File.SHA256)
	}
	w.add("pages", number(c.Pages))
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
	w.add("day", c.Day.String())
	w.text("purpose", c.Purpose)
	w.html("decision", c.Text)
	w.html("reasons", c.Reasons)
	w.html("alternatives", c.Alternatives)
	w.text("conflicts", c.Conflicts)
	w.text("consulted", c.Consulted)
	w.flag("key", c.Key)
	w.text("keyReason", c.KeyReason)
	if c.CallIn != nil {
		w.add("callIn", string(c.CallIn.Outcome)+", "+c.CallIn.Until.String())
	}
	w.add("effective", c.Effective.String())
	w.add("reference", c.Reference)
	w.subjects("wards", KindWard, c.Wards...)
	w.subjects("documents", KindDocument, c.Documents...)
	return w.lines
}

func (c ForwardPlan) lines() []Line {
	w := &lineWriter{}
	w.text("title", c.Title)
	w.add("period", spellWords(c.Period))
	for _, it := range c.Items {
		w.where = Subject{KindIssue, it.Issue}.String()
		w.subjects("body", KindBody, it.Body)
		w.text("maker", it.Maker)
		w.add("due", strings.TrimSpace(it.Due.String()+" "+it.DueTo.String()))
		w.flag("key", it.Key)
		w.text("keyReason", it.KeyReason)
		w.flag("private", it.Private)
		w.add("documents", strings.Join(it.Documents, ", "))
	}
	return w.lines
}

func (c Takedown) lines() []Line {
	w := &lineWriter{}
	w.add("ground", string(c.Ground))
	w.text("reason", c.Reason)
	return w.lines
}
