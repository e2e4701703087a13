package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"moothall/internal/council"
)

// section is a part of what a page says of a meeting.
type section int

const (
	noSection section = iota
	additionalSection
	decisionSection
	minutesSection
)

var (
	pageHeading  = regexp.MustCompile(`(?i)^(?:issue\s*[-–—:]\s*(?:items at )?meetings|mater\s*[-–—:]\s*(?:eitemau mewn )?cyfarfodydd)(?:\s*[-–—:]\s*(.+))?$`)
	otherPage    = regexp.MustCompile(`(?i)^(?:issue\s*[-–—:]\s*\S.*|issue (?:details|history).*|decision details.*|agenda item.*|agenda for .*|(?:council|committee) details.*|forward plan.*)$`)
	meetingStart = regexp.MustCompile(`(?i)^(?:meeting|cyfarfod):\s*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\D*\(e?item\b|$)`)
	sections     = regexp.MustCompile(`(?i)^(?:(additional documents|supporting documents|(?:additional|background) papers|(?:dogfennau|papurau) (?:ychwanegol|ategol|cefndir))|(decisions?|penderfyniad(?:au)?)|(minutes|cofnodion))\s*:$`)
)

// sectionOf is the section that a line of these words begins.
func sectionOf(text string) section {
	m := sections.FindStringSubmatch(text)
	switch {
	case m == nil:
		return noSection
	case m[1] != "":
		return additionalSection
	case m[2] != "":
		return decisionSection
	}
	return minutesSection
}

// ReadPage reads an issue's meetings page, as text or as HTML. name is the file's, for messages. The
// error is council.ErrInvalid where the bytes are not such a page; what is one and could be read only
// in part comes with Problems.
func ReadPage(name string, content []byte) (SavedPage, error) {
	text, isHTML, err := decode(name, content)
	if err != nil {
		return SavedPage{}, err
	}
	hash := sha256.Sum256(content)
	r := &pageReader{page: SavedPage{Name: name, SHA256: hex.EncodeToString(hash[:])}}
	if isHTML {
		r.flow, err = flowOfHTML(name, text)
		if err != nil {
			return SavedPage{}, err
		}
		r.page.Address, r.page.Issue = ownAddress(r.flow.doc)
		r.flow.base = r.page.Address
	} else {
		r.flow = flowOfText(text)
	}
	if err := r.read(); err != nil {
		return SavedPage{}, err
	}
	return r.page, nil
}

// pageReader reads a flow once.
type pageReader struct {
	flow *flow
	page SavedPage
}

func (r *pageReader) problem(line int, expected, found, leftOut string) {
	r.page.Problems = append(r.page.Problems, Problem{line, expected, found, leftOut})
}

func (r *pageReader) read() error {
	starts := r.starts()
	if len(starts) == 0 {
		return r.refuse("a line “Meeting: dd/mm/yyyy - body (Item n)” for each meeting", r.firstLine())
	}
	if err := r.readTitle(starts[0]); err != nil {
		return err
	}
	if r.flow.doc == nil {
		r.textAddress(starts[0])
	}
	r.page.Language = council.English
	if strings.HasPrefix(strings.ToLower(r.flow.blocks[starts[0]].text), "cyfarfod") {
		r.page.Language = council.Welsh
	}
	ends := append(starts[1:len(starts):len(starts)], r.contentEnd(starts))
	for i, from := range starts {
		r.readMeeting(from, ends[i])
	}
	return r.checkReadable()
}

// checkReadable refuses a page of which no meeting could be read, and drops what stands there twice.
func (r *pageReader) checkReadable() error {
	seen := map[string]int{}
	kept := r.page.Meetings[:0]
	for _, m := range r.page.Meetings {
		key := fmt.Sprint(m.Day, strings.ToLower(m.Body), m.Item.Printed, m.Item.Title)
		if line, twice := seen[key]; twice {
			r.problem(m.Line, "each consideration once", fmt.Sprintf("%s again, which stands on line %d", m.name(), line), "the second of them")
			continue
		}
		seen[key] = m.Line
		kept = append(kept, m)
	}
	r.page.Meetings = kept
	if len(kept) == 0 {
		p := r.page.Problems[0]
		return r.refuse(p.Expected, fmt.Sprintf("%s on line %d", p.Found, p.Line))
	}
	return nil
}

func (r *pageReader) refuse(expected, found string) error {
	return fmt.Errorf("%s is not an issue's meetings page: expected %s, found %s: open the issue on the council's site, choose its meetings, and save that page as text or as “HTML only”: %w",
		r.page.Name, expected, found, council.ErrInvalid)
}

// firstLine says what a page that is not the right one begins with, or what page it is instead.
func (r *pageReader) firstLine() string {
	if len(r.flow.blocks) == 0 {
		return "an empty page"
	}
	for _, b := range r.flow.blocks {
		if otherPage.MatchString(b.text) {
			return fmt.Sprintf("%s on line %d", quote(b.text), b.line)
		}
	}
	b := r.flow.blocks[0]
	return fmt.Sprintf("%s on line %d, and no such line down to line %d", quote(b.text), b.line, r.flow.blocks[len(r.flow.blocks)-1].line)
}

// starts are the blocks that begin a meeting.
func (r *pageReader) starts() []int {
	var list []int
	for i, b := range r.flow.blocks {
		if !meetingStart.MatchString(b.text) {
			continue
		}
		if (strings.EqualFold(b.text, "meeting:") || strings.EqualFold(b.text, "cyfarfod:")) && (i+1 == len(r.flow.blocks) || !anyDate.MatchString(r.flow.blocks[i+1].text)) {
			continue
		}
		list = append(list, i)
	}
	return list
}

// readTitle finds the issue's title between the page's heading and the first meeting.
func (r *pageReader) readTitle(first int) error {
	heading := -1
	for i, b := range r.flow.blocks[:first] {
		if m := pageHeading.FindStringSubmatch(b.text); m != nil {
			heading = i
			if m[1] != "" {
				r.page.Title, r.page.TitleLine = fold(m[1]), b.line
			}
		}
	}
	at := r.titleAfter(heading, first)
	if r.page.Title == "" && at >= 0 {
		r.page.Title, r.page.TitleLine = r.flow.blocks[at].text, r.flow.blocks[at].line
	}
	if r.page.Title == "" {
		return r.refuse("the issue's title before the first meeting", fmt.Sprintf("%s on line %d", quote(r.flow.blocks[first].text), r.flow.blocks[first].line))
	}
	if r.flow.doc != nil {
		return nil
	}
	for i := max(heading, 0) + 1; i < first; i++ {
		b := r.flow.blocks[i]
		if i != at && !strings.EqualFold(b.text, r.page.Title) && !tab.MatchString(b.text) && !anyAddress.MatchString(b.text) {
			r.problem(b.line, "the first meeting after the issue's title", quote(b.text), "that line")
		}
	}
	return nil
}

// tab is one of the choices that the page offers above its content.
var tab = regexp.MustCompile(`(?i)^(?:(?:issue )?(?:details|history|decisions?|meetings|documents|chronology)|issue\s*[-–]\s*.{0,40}|home|back|print|share.{0,20})$`)

// titleAfter is the block with the title: the heading after the page's own, else the block after it,
// else the last heading before the first meeting.
func (r *pageReader) titleAfter(heading, first int) int {
	for i := heading + 1; i < first && r.flow.doc != nil; i++ {
		if b := r.flow.blocks[i]; b.heading && !tab.MatchString(b.text) {
			return i
		}
	}
	for i := heading + 1; i < first && (heading >= 0 || r.flow.doc == nil); i++ {
		if b := r.flow.blocks[i]; !tab.MatchString(b.text) && !anyAddress.MatchString(b.text) && len(b.links) == 0 {
			return i
		}
	}
	for i := heading - 1; i >= 0 && r.flow.doc != nil; i-- {
		if r.flow.blocks[i].heading {
			return i
		}
	}
	return -1
}

// textAddress looks for the page's address in what stands above the first meeting of a text.
func (r *pageReader) textAddress(first int) {
	for _, b := range r.flow.blocks[:first] {
		if a := anyAddress.FindString(b.text); issueAt(a) != 0 {
			r.page.Address, r.page.Issue = a, issueAt(a)
			return
		}
	}
}

// contentEnd is where the last meeting ends: in HTML, with the element that holds all meetings.
func (r *pageReader) contentEnd(starts []int) int {
	n := len(r.flow.blocks)
	if r.flow.doc == nil {
		return n
	}
	last := starts[len(starts)-1]
	holder := r.flow.blocks[starts[0]].leaf
	for _, i := range starts[1:] {
		holder = commonAncestor(holder, r.flow.blocks[i].leaf)
	}
	for i := last + 1; i < n; i++ { // what certainly belongs to the last meeting
		if i == last+1 || sectionOf(r.flow.blocks[i].text) != noSection {
			holder = commonAncestor(holder, r.flow.blocks[i].leaf)
		}
	}
	for i := last + 1; i < n; i++ {
		if !within(r.flow.blocks[i].leaf, holder) {
			return i
		}
	}
	return n
}

func commonAncestor(a, b *html.Node) *html.Node {
	for p := a; p != nil; p = p.Parent {
		if within(b, p) {
			return p
		}
	}
	return a
}

func within(n, outer *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		if p == outer {
			return true
		}
	}
	return false
}
