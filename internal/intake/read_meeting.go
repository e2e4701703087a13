package intake

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/minutes"
)

var (
	anyDate = regexp.MustCompile(`^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b`)
	// whole is the heading of a meeting: day, perhaps a time, body, item.
	wholeHeading = regexp.MustCompile(`(?i)^(?:meeting|cyfarfod):\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:,?\s+\d{1,2}[.:]\d{2}\s*(?:[ap]\.?m\.?)?)?\s*[-–—]\s*(.+?)\s*\(e?item\b\s*:?\s*(.*)\)$`)
	// numberLike is a printed number at the start of a title.
	numberLike = regexp.MustCompile(`^(?:\d{1,3}[a-z]?[.)]?(?:\(?[a-z0-9]{1,4}[.)])*|[A-Z]\d{1,2}[.)]?)\s`)
)

// name is the consideration in words, for a message.
func (m SavedMeeting) name() string {
	name := m.Body + " on " + m.Day.Time().Format("2 January 2006")
	if m.Item.Printed != "" {
		name += ", item " + m.Item.Printed
	}
	return name
}

// readMeeting reads the blocks of one consideration.
func (r *pageReader) readMeeting(from, to int) {
	m, next, ok := r.readHeading(from, to)
	if !ok {
		return
	}
	next, ok = r.readItemTitle(&m, next, to)
	if !ok {
		return
	}
	at := r.parts(next, to)
	r.readAgenda(&m, next, at[0].from)
	for i, part := range at[:len(at)-1] {
		switch until := at[i+1].from; part.is {
		case additionalSection:
			r.readAdditional(&m, part.from+1, until)
		case decisionSection:
			m.Item.Decision = r.savedProse(part.from, until)
		case minutesSection:
			m.Item.Minutes = r.savedProse(part.from, until)
		case noSection:
		}
	}
	r.page.Meetings = append(r.page.Meetings, m)
}

// readHeading reads "Meeting: 05/04/2018 - Council Meeting (Item 3)", which may be spread over up to
// three blocks.
func (r *pageReader) readHeading(from, to int) (m SavedMeeting, next int, ok bool) {
	const spread = 3
	b := r.flow.blocks[from]
	text, links := "", []link{}
	for next = from; next < min(to, from+spread); next++ {
		text = fold(text + " " + r.flow.blocks[next].text)
		links = append(links, r.flow.blocks[next].links...)
		found := wholeHeading.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		m = SavedMeeting{Line: b.line, Body: found[4]}
		m.Item.Printed = strings.TrimRight(fold(found[5]), ".")
		if m.Day, ok = realDay(found[1], found[2], found[3]); !ok {
			r.problem(b.line, "a day of the calendar, as dd/mm/yyyy", quote(b.text), "that consideration")
			return m, next, false
		}
		m.readNumbers(links)
		return m, next + 1, true
	}
	r.problem(b.line, "“Meeting: dd/mm/yyyy - body (Item n)”", quote(b.text), "that consideration")
	return m, next, false
}

func realDay(day, month, year string) (council.Day, bool) {
	t, err := time.Parse("2/1/2006", day+"/"+month+"/"+year)
	return council.DayOf(t), err == nil && t.Year() > 1800
}

// readNumbers takes the page's own numbers from the links of the heading.
func (m *SavedMeeting) readNumbers(links []link) {
	for _, l := range links {
		switch page(l.href) {
		case "ielistdocuments.aspx":
			m.MeetingNumber = parameter(l.href, "MId", "MeetingId")
			m.BodyNumber = parameter(l.href, "CId", "CommitteeId")
		case "mgcommitteedetails.aspx":
			m.BodyNumber = parameter(l.href, "ID")
		case "mgai.aspx":
			m.ItemNumber = parameter(l.href, "ID")
		}
	}
}

// readItemTitle reads the item's title, with its number before it and its documents after it.
func (r *pageReader) readItemTitle(m *SavedMeeting, from, to int) (next int, ok bool) {
	if from >= to || sectionOf(r.flow.blocks[from].text) != noSection {
		r.problem(m.Line, "the item's title after the meeting", "nothing", m.name())
		return from, false
	}
	b := r.flow.blocks[from]
	if m.Item.Printed != "" && strings.TrimRight(b.text, ".") == m.Item.Printed && from+1 < to {
		from++
		b = r.flow.blocks[from]
	}
	docs, words := papersIn(b, r.flow.base)
	title, differs := withoutNumber(words, m.Item.Printed, r.page.Title)
	if differs {
		r.problem(b.line, "item number "+m.Item.Printed+" as in the meeting's heading", quote(b.text), m.name())
		return from, false
	}
	if title == "" { // the title is the link to its report
		for i := range docs {
			if t, _ := withoutNumber(docs[i].Title, m.Item.Printed, r.page.Title); t != "" {
				title, docs[i].Title = t, ""
				break
			}
		}
	}
	if title == "" {
		r.problem(b.line, "the item's title", quote(b.text), m.name())
		return from, false
	}
	m.Item.Line, m.Item.Title = b.line, title
	m.Item.ShortTitle, m.Item.References = minutes.ReadTitle(title)
	next = from + 1
	if next < to && len(docs) == 0 { // documents may stand on a line of their own
		if more, rest := papersIn(r.flow.blocks[next], r.flow.base); len(more) > 0 && rest == "" {
			docs, next = more, next+1
		}
	}
	m.Item.addOwn(docs)
	return next, true
}

// addOwn takes the documents beside the title. One without a title of its own is called as the item.
func (it *SavedItem) addOwn(docs []SavedDocument) {
	for _, d := range docs {
		if d.Title == "" {
			d.Title = it.ShortTitle
		}
		it.Documents = append(it.Documents, d)
	}
}

// withoutNumber takes the printed number from the front of a title. It differs where another number
// stands there, which is so only if what follows it is the issue's own title.
func withoutNumber(s, printed, issue string) (title string, differs bool) {
	if printed == "" {
		return s, false
	}
	if rest, ok := strings.CutPrefix(s, printed); ok {
		rest = strings.TrimLeft(rest, ".):")
		if rest == "" || strings.TrimLeft(rest, " ") != rest {
			return fold(rest), false
		}
	}
	if n := numberLike.FindString(s); n != "" && strings.HasPrefix(strings.ToLower(s[len(n):]), strings.ToLower(issue)) {
		return s, true
	}
	return s, false
}

// part is where a section begins.
type part struct {
	from int
	is   section
}

// parts are the sections of a meeting from block from on, ended by one that stands at to. Nothing
// begins a section within the minutes, which are the last of them.
func (r *pageReader) parts(from, to int) []part {
	var list []part
	for i := from; i < to; i++ {
		is := sectionOf(r.flow.blocks[i].text)
		if is == noSection || slices.ContainsFunc(list, func(p part) bool { return p.is == is }) {
			continue
		}
		list = append(list, part{i, is})
		if is == minutesSection {
			break
		}
	}
	return append(list, part{to, noSection})
}

// savedProse is the prose under a section's heading at block from.
func (r *pageReader) savedProse(from, to int) SavedProse {
	all := func(int) bool { return true }
	return SavedProse{Line: r.flow.blocks[from].line, HTML: r.flow.prose(from+1, to, all), Text: r.flow.plain(from+1, to)}
}

// readAgenda reads what an item said before the meeting: purpose, summary, what the body is asked to
// do, whom to ask.
func (r *pageReader) readAgenda(m *SavedMeeting, from, to int) {
	var text strings.Builder
	at := make([]minutes.Span, 0, to-from)
	for _, b := range r.flow.blocks[from:to] {
		start := text.Len()
		text.WriteString(b.said() + "\n\n")
		at = append(at, minutes.Span{Start: start, End: start + len(b.said())})
	}
	ask := minutes.ReadAsk(text.String())
	m.Item.Purpose, m.Item.AskedLead = ask.Purpose, ask.Stem
	for _, l := range ask.Limbs {
		m.Item.Asked = append(m.Item.Asked, gazette.Ask{Label: l.Label, Text: textIn(r.page.Language, l.Text)})
		m.Item.AskedVerbs = append(m.Item.AskedVerbs, l.Verb)
	}
	for _, c := range ask.Contacts {
		m.Item.Contacts = append(m.Item.Contacts, gazette.Contact{Name: c.Name, Telephone: c.Telephone, Email: c.Email})
	}
	m.Item.Summary = r.flow.prose(from, to, func(i int) bool { return !readAs(ask, text.String(), at[i-from]) })
}

func textIn(l council.Language, words string) council.Text {
	if l == council.Welsh {
		return council.Text{Cy: words}
	}
	return council.InEnglish(words)
}

// readAs says whether every word of a block has been read as something besides prose.
func readAs(ask minutes.Ask, text string, block minutes.Span) bool {
	left := []byte(text[block.Start:block.End])
	clear := func(s minutes.Span) {
		for i := max(s.Start, block.Start); i < min(s.End, block.End); i++ {
			left[i-block.Start] = ' '
		}
	}
	if ask.Purpose != "" {
		clear(ask.PurposeSpan)
	}
	for _, l := range ask.Limbs {
		clear(l.Span)
	}
	for _, c := range ask.Contacts {
		clear(c.Span)
	}
	return strings.Trim(string(left), " \n.;,:-") == ""
}
