package intake

import (
	"fmt"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// SavedPage is what was read from a saved page about one issue.
type SavedPage struct {
	Name    string // of the file
	SHA256  string // of its bytes, in hexadecimal
	Address string // the page's own, where it says so
	// Issue is the issue's number as the page's own address gives it; 0 where it does not.
	Issue int
	// Language is what the page is in, by its headings.
	Language  council.Language
	Title     string
	TitleLine int
	Meetings  []SavedMeeting // newest first, as on the page
	Problems  []Problem      // what could not be read, in the order of the page
}

// SavedMeeting is one consideration of the issue: a meeting and the item that brought the issue.
type SavedMeeting struct {
	Line int // of the heading "Meeting: …"; lines count from 1
	Day  council.Day
	Body string // its name as on the page
	// The page's own numbers, 0 where it has none: text has none, HTML has them in its links.
	MeetingNumber, BodyNumber, ItemNumber int
	Item                                  SavedItem
}

// SavedItem is an agenda item with what became of it.
type SavedItem struct {
	Line       int    // of the title
	Printed    string // the number as printed: "3", "1.(iv)"; empty for an item without
	Title      string // as printed, with the references at its end
	ShortTitle string // without them
	References []string
	Documents  []SavedDocument // the item's own first, then the additional ones
	Purpose    string          // plain text
	Summary    string          // clean HTML
	AskedLead  string
	Asked      []gazette.Ask
	AskedVerbs []council.Verb // what the body would do by agreeing, one for each of Asked
	Contacts   []gazette.Contact
	Minutes    SavedProse
	// Decision is what stands under a heading "Decision:" of its own, apart from the minutes.
	Decision SavedProse
}

// SavedProse is a stretch of prose.
type SavedProse struct {
	Line int    // of its heading; 0 where the page has none
	HTML string // clean
	Text string // plain, a line for each paragraph or list item
}

// SavedDocument is a document that the page names or links to.
type SavedDocument struct {
	Line       int
	Title      string
	Type       string // media type; empty where the page does not say
	Size       int64  // bytes, as precise as the page says it ("56 KB"); 0 where it does not
	Address    string // of the file, where the page is HTML
	Number     int    // the page's own number for it (documents/s12345/…); 0 where it has none
	Additional bool   // listed under "Additional documents", not beside the title
	Restricted bool   // named, and withheld from the public
}

// Problem is something on a page that could not be read.
type Problem struct {
	Line     int    // of the page, from 1
	Expected string // what should have stood there
	Found    string // what stands there
	LeftOut  string // what is not imported because of it
}

// String is one sentence for the person who imports.
func (p Problem) String() string {
	return fmt.Sprintf("line %d: expected %s, found %s; left out: %s", p.Line, p.Expected, p.Found, p.LeftOut)
}

// quote shortens what was found, so that a message stays a sentence.
func quote(s string) string {
	const longest = 80
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return "nothing"
	}
	if r := []rune(s); len(r) > longest {
		s = string(r[:longest]) + "…"
	}
	return "“" + s + "”"
}
