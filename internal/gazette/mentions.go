package gazette

// What each content names: other subjects, and files. The record keeps these, so that a new
// edition of one thing renews every account that shows it.

func subjects(kind Kind, numbers ...int) []Subject {
	list := make([]Subject, 0, len(numbers))
	for _, n := range numbers {
		list = append(list, Subject{kind, n})
	}
	return list
}

func (Council) mentions() []Subject  { return nil }
func (Ward) mentions() []Subject     { return nil }
func (Party) mentions() []Subject    { return nil }
func (Takedown) mentions() []Subject { return nil }

func (c Person) mentions() []Subject {
	var list []Subject
	for _, s := range c.Represents {
		list = append(list, Subject{KindWard, s.Ward})
	}
	for _, s := range c.Parties {
		list = append(list, Subject{KindParty, s.Party})
	}
	for _, s := range c.Memberships {
		list = append(list, Subject{KindBody, s.Body})
	}
	return list
}

func (c Body) mentions() []Subject {
	return append(subjects(KindWard, c.Wards...), Subject{KindBody, c.Parent})
}

func (c Issue) mentions() []Subject {
	list := append(subjects(KindWard, c.Wards...), subjects(KindDocument, c.Documents...)...)
	for _, r := range c.Relations {
		list = append(list, Subject{KindIssue, r.Issue})
	}
	for _, p := range c.Planned {
		list = append(list, Subject{KindBody, p.Body})
	}
	return list
}

func (c Meeting) mentions() []Subject {
	return append([]Subject{{KindBody, c.Body}, {KindMeeting, c.MovedTo}}, subjects(KindDocument, c.Documents...)...)
}

func (c Agenda) mentions() []Subject {
	list := subjects(KindDocument, c.Documents...)
	for _, it := range c.Items {
		list = append(list, subjects(KindDocument, it.Documents...)...)
		for _, i := range it.Issues {
			list = append(list, Subject{KindIssue, i.Issue})
		}
	}
	return list
}

func (c Document) mentions() []Subject {
	if c.Pack == nil {
		return nil
	}
	list := []Subject{{KindMeeting, c.Pack.Meeting}}
	for _, p := range c.Pack.Papers {
		list = append(list, Subject{KindDocument, p.Document})
	}
	return list
}

func (c Minutes) mentions() []Subject {
	list := append(subjects(KindDocument, c.Documents...), Subject{KindMeeting, c.ApprovedAt})
	for _, a := range c.Attendance {
		list = append(list, Subject{KindPerson, a.Person}, Subject{KindPerson, a.For})
	}
	for _, d := range c.Declarations {
		list = append(list, Subject{KindPerson, d.Person})
	}
	for _, it := range c.Items {
		list = append(list, it.mentions()...)
	}
	return list
}

func (c ItemMinute) mentions() []Subject {
	var list []Subject
	for _, p := range c.Points {
		list = append(list, Subject{KindPerson, p.By})
	}
	for _, l := range c.Resolution {
		list = append(list, Subject{KindBody, l.AddresseeBody})
		if l.Vote == nil {
			continue
		}
		for _, v := range l.Vote.ByName {
			list = append(list, Subject{KindPerson, v.Person})
		}
	}
	return list
}

func (c Decision) mentions() []Subject {
	list := append(subjects(KindDocument, c.Documents...), subjects(KindWard, c.Wards...)...)
	list = append(list, Subject{KindBody, c.Body}, Subject{KindPerson, c.MakerPerson},
		Subject{KindIssue, c.Issue}, Subject{KindMeeting, c.Meeting})
	if c.CallIn != nil {
		list = append(list, Subject{KindMeeting, c.CallIn.Meeting}, Subject{KindBody, c.CallIn.Body}, Subject{KindBody, c.CallIn.To})
		list = append(list, subjects(KindPerson, c.CallIn.By...)...)
	}
	return list
}

func (c ForwardPlan) mentions() []Subject {
	var list []Subject
	for _, it := range c.Items {
		list = append(list, Subject{KindIssue, it.Issue}, Subject{KindBody, it.Body})
	}
	return list
}

func (c Answer) mentions() []Subject {
	return []Subject{{KindMeeting, c.Meeting}, {KindMeeting, c.By}, {KindIssue, c.Issue}}
}

func (c Action) mentions() []Subject {
	return []Subject{{KindBody, c.Body}, {KindMeeting, c.Meeting}, {KindIssue, c.Issue}, {KindPerson, c.Person}}
}

func (Council) files() []string     { return nil }
func (Ward) files() []string        { return nil }
func (Party) files() []string       { return nil }
func (Person) files() []string      { return nil }
func (Body) files() []string        { return nil }
func (Issue) files() []string       { return nil }
func (Meeting) files() []string     { return nil }
func (Agenda) files() []string      { return nil }
func (Minutes) files() []string     { return nil }
func (Decision) files() []string    { return nil }
func (ForwardPlan) files() []string { return nil }
func (Answer) files() []string      { return nil }
func (Action) files() []string      { return nil }
func (Takedown) files() []string    { return nil }

func (c Document) files() []string {
	if c.File == nil {
		return nil
	}
	return []string{c.File.SHA256}
}
