package desk

import (
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// starter writes what the minute of an item begins with: what was recorded at the meeting, in one language.
type starter struct{ sittingView }

// startOf is what the minute of an item begins with, and the twin that the public has of one that is kept
// from them, in the language of this desk.
func startOf(v sittingView, item int) (prose, twin council.Text) {
	at, ok := v.At(item)
	if !ok {
		return prose, twin
	}
	s := starter{v}
	text := s.item(at)
	closed := ""
	if k, excluded := v.Excluded(item); excluded && !at.Content.Ground.IsOpen() {
		closed = s.words.Say("minutes.start.excluded", "Paragraphs", joinNumbers(k.Content.Paragraphs))
	}
	if v.words.Lang() == council.Welsh {
		return council.Text{Cy: text}, council.Text{Cy: closed}
	}
	return council.Text{En: text}, council.Text{En: closed}
}

// item is what was recorded at an item, a paragraph each.
func (s starter) item(at register.At) string {
	var parts []string
	say := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	switch title := strings.ToLower(at.Content.Title.En + " " + at.Content.Title.Cy); {
	case strings.Contains(title, "apolog") || strings.Contains(title, "ymddiheur"):
		for _, line := range s.attendance() {
			say(line)
		}
	case strings.Contains(title, "declaration") || strings.Contains(title, "datgan"):
		if len(s.Declared) == 0 {
			say(s.words.T("minutes.start.declared.none"))
		}
		for _, k := range s.Declared {
			say(s.declared(k.Content, true))
		}
	default:
		for _, k := range at.Declared {
			say(s.declared(k.Content, false))
		}
	}
	for _, k := range at.Motions {
		for _, line := range s.motion(k, s.Votes) {
			say(line)
		}
	}
	return strings.Join(parts, "\n\n")
}

// attendance is who sent apologies and who came instead.
func (s starter) attendance() (lines []string) {
	var sorry, instead []string
	for _, k := range s.Roll {
		switch k.Content.Presence {
		case council.Apologies:
			sorry = append(sorry, k.Content.Name)
		case council.Substitute:
			instead = append(instead, s.words.Say("minutes.start.substitute", "Name", k.Content.Name, "For", s.NameOf(k.Content.For)))
		case council.Present, council.Absent, council.InAttendance, council.Remote:
		}
	}
	if len(sorry) == 0 {
		lines = append(lines, s.words.T("minutes.start.apologies.none"))
	} else {
		lines = append(lines, s.words.Say("minutes.start.apologies", "Names", s.list(sorry)))
	}
	return append(lines, instead...)
}

// list joins names as a sentence has them.
func (s starter) list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + s.words.T("minutes.start.and") + " " + names[last]
}

// declared is a declaration as a sentence; with the item where it stands among others.
func (s starter) declared(d register.Declaration, among bool) string {
	nature := ""
	if t, err := d.Nature.Open(s.viewer, d.Lock()); err == nil && !d.Sensitive {
		nature = strings.TrimRight(s.words.Plain(t), ".")
	}
	key := "minutes.start.declared.here"
	if among && d.Item != 0 {
		key = "minutes.start.declared"
	}
	text := s.words.Say(key, "Name", d.Name, "Interest", strings.ToLower(s.words.Interest(d.Interest)), "Item", s.itemCrumb(d.Item).Name)
	if nature != "" {
		text = s.words.Say("minutes.start.declared.nature", "Declared", strings.TrimSuffix(text, "."), "Nature", nature)
	}
	if d.Withdrew {
		return text + " " + s.words.Say("minutes.start.withdrew", "Name", d.Name)
	}
	return text
}

// motion is a motion with what came of it, a paragraph each.
func (s starter) motion(k register.Kept[register.Motion], votes map[int]register.Kept[register.Vote]) (lines []string) {
	m := k.Content
	text := s.text(m.Text, m)
	vote, voted := votes[k.Number]
	moved := s.moved(m)
	switch m.Sort {
	case register.MotionAmendment:
		lines = append(lines, strings.TrimSpace(s.words.T("minutes.start.amendment")+" "+moved), text)
		if voted {
			lines = append(lines, s.words.T("minutes.start.amendment."+string(m.State))+" "+s.result(vote.Content))
		}
		return lines
	case register.MotionExclusion:
		text = s.words.Say("minutes.start.exclusion", "Text", strings.TrimRight(text, "."), "Paragraphs", joinNumbers(m.Paragraphs))
	case register.MotionProper, register.MotionProcedural:
	}
	if moved != "" {
		lines = append(lines, moved)
	}
	switch m.State {
	case register.MotionCarried:
		for _, a := range s.Appointments {
			if a.Number == vote.Content.Appointment {
				lines = append(lines, s.rounds(a.Content)...)
			}
		}
		return append(append(lines, s.names(vote.Content)...), s.resolved(text, vote.Content, voted))
	case register.MotionLost:
		lines = append(lines, text, s.words.T("minutes.start.lost")+" "+s.result(vote.Content))
	case register.MotionWithdrawn, register.MotionLapsed:
		lines = append(lines, text, s.words.T("minutes.start."+string(m.State)))
	case register.MotionOpen:
		lines = append(lines, text)
	}
	return lines
}

// names is how each member voted, where that was recorded.
func (s starter) names(vote register.Vote) (lines []string) {
	by := map[council.Choice][]string{}
	for _, n := range vote.Names {
		by[n.Choice] = append(by[n.Choice], s.NameOf(n.Person))
	}
	for _, c := range []council.Choice{council.For, council.Against, council.Abstained} {
		if len(by[c]) > 0 {
			lines = append(lines, s.words.Choice(c)+": "+strings.Join(by[c], ", ")+".")
		}
	}
	return lines
}

// resolved is a resolution with its vote in brackets, as the reader of minutes takes it.
func (s starter) resolved(text string, vote register.Vote, voted bool) string {
	head := s.words.T("minutes.start.resolved")
	if voted && vote.Appointment == 0 {
		head += " " + s.counts(vote)
	}
	if strings.Contains(text, "\n") {
		return head + "\n" + text
	}
	return head + " " + text
}

// counts are the votes in brackets.
func (s starter) counts(v register.Vote) string {
	if v.Manner == register.ByAssent || v.Against+v.Abstained == 0 {
		return "(" + s.words.T("minutes.start.unanimous") + ")"
	}
	parts := []string{s.words.Say("minutes.start.for", "Votes", s.words.Number(v.For))}
	if v.Against > 0 {
		parts = append(parts, s.words.Say("minutes.start.against", "Votes", s.words.Number(v.Against)))
	}
	if v.Abstained > 0 {
		parts = append(parts, s.words.Count("minutes.start.abstained", v.Abstained))
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// voteText writes a vote for the form of a limb, and readVoteText reads it back.
func voteText(v *gazette.Vote) string {
	if v == nil {
		return ""
	}
	if v.Unanimous {
		return "unanimous"
	}
	return joinNumbers([]int{v.For, v.Against, v.Abstained})
}
