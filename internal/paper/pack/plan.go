// Package pack binds the papers of a meeting into one PDF: a front sheet, contents with links, every
// paper in order, page numbers that go on through all of them, bookmarks, and the tags of every
// paper joined. A paper that cannot be bound is replaced by a page that says so and why.
//
// It must never parse a paper itself: that is left to a Preparer, which does so within limits, and
// whose segments are put behind one another here. It must never decide who may see a pack: the plan
// names the papers, and the folder of prepared segments is as secret as the most secret of them, so
// each audience has its own.
package pack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/segment"
)

// Plan says what goes into a pack.
type Plan struct {
	Title string
	Lang  string       // IETF tag of the pack's language
	Front doc.Document // the front sheet; title and language are taken from the plan where it has none
	Items []Item
	// Series stands before every page number: "S1-" for the first supplement, whose pages count from
	// S1-1, so that the numbers of the agenda's own pages never change. Pages are counted from the first
	// paper on; the front sheet and the contents before it have small Roman numbers, so that they may
	// grow, and differ between the public's pack and the members', without moving a paper's pages.
	Series string
	// Holder is the member whose copy this is, and is marked on every page. Empty for the public's.
	Holder string
	Words  Words
}

// Item is an item of the agenda with its papers.
type Item struct {
	Number string // as printed; may be empty
	Title  string
	Papers []Paper
}

// Paper is a file.
type Paper struct {
	Title  string
	Lang   string // where it is known and the file does not say it
	SHA256 string // of the content, as a shelf writes it
	Link   string // where the paper can be read by itself, should it not fit in the pack; may be empty
	Open   func(context.Context) (io.ReadSeekCloser, error)
	// Holds is how many page numbers the paper takes at least: those that it had before, so that the
	// papers behind it keep theirs when it becomes shorter or is withdrawn.
	Holds int
	// Absent is what a page says in place of a paper without a file: that it was withdrawn, and why.
	Absent string
}

// numbers is how many page numbers a paper of so many pages takes.
func (p Paper) numbers(pages int) int { return max(p.Holds, pages) }

// Words are what the pack says itself, in its language.
type Words struct {
	Contents string // title of the contents
	Item     string // headings of their columns
	Paper    string
	Page     string
	Stamp    string // foot of a page, "Page {page}"
	Copy     string // foot of a member's page, "Copy for {name}"
	Scan     string // what a scanned page is called for those who cannot see it
	Missing  string // "This paper could not be put into the pack: {reason}."
	Read     string // text of the link to the paper itself
	Reasons  Reasons
	// For whoever plans the pack: in place of a paper that was withdrawn, "This paper was withdrawn:
	// {reason}", and of one that is not given for another cause; and what papers that are not for the
	// public are called.
	Withdrawn, Gone, Closed string
}

// Reasons are the words for why a paper could not be put in.
type Reasons struct {
	Encrypted, Locked, NotPDF, Broken, TooLarge, TimedOut string
}

// reason is the word for an error of preparing a paper.
func (r Reasons) reason(err error) string {
	switch {
	case errors.Is(err, segment.ErrLocked):
		return r.Locked
	case errors.Is(err, segment.ErrNotPDF):
		return r.NotPDF
	case errors.Is(err, doc.ErrEncrypted):
		return r.Encrypted
	case errors.Is(err, doc.ErrTooLarge):
		return r.TooLarge
	case errors.Is(err, doc.ErrTimedOut):
		return r.TimedOut
	}
	return r.Broken
}

// check finds what is wrong with a plan.
func (p Plan) check() error {
	w := p.Words
	switch {
	case p.Title == "" || p.Lang == "":
		return fmt.Errorf("pack %q in language %q: a title and a language are needed: %w", p.Title, p.Lang, council.ErrInvalid)
	case w.Contents == "" || w.Item == "" || w.Paper == "" || w.Page == "" || w.Scan == "" || w.Missing == "":
		return fmt.Errorf("pack %q: words are missing: %w", p.Title, council.ErrInvalid)
	case !strings.Contains(w.Stamp, "{page}"):
		return fmt.Errorf("pack %q: the stamp %q has no place for the {page}: %w", p.Title, w.Stamp, council.ErrInvalid)
	case p.Holder != "" && !strings.Contains(w.Copy, "{name}"):
		return fmt.Errorf("pack %q: the mark %q has no place for the {name}: %w", p.Title, w.Copy, council.ErrInvalid)
	}
	for i, item := range p.Items {
		for j, paper := range item.Papers {
			if paper.Absent != "" && paper.Title != "" {
				continue
			}
			if len(paper.SHA256) != 64 || strings.Trim(paper.SHA256, "0123456789abcdef") != "" || paper.Open == nil || paper.Title == "" {
				return fmt.Errorf("pack %q: paper %d of item %d needs a title, a SHA-256 and a content: %w", p.Title, j+1, i+1, council.ErrInvalid)
			}
		}
	}
	return nil
}

// label is a page's number as it is printed.
func (p Plan) label(page int) string { return p.Series + strconv.Itoa(page) }

// roman is the number of a page before the papers.
func roman(page int) string {
	var b strings.Builder
	for _, r := range []struct {
		letters string
		worth   int
	}{{"c", 100}, {"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}} {
		for ; page >= r.worth; page -= r.worth {
			b.WriteString(r.letters)
		}
	}
	return b.String()
}

// papers counts the papers.
func (p Plan) papers() (n int) {
	for _, item := range p.Items {
		n += len(item.Papers)
	}
	return n
}

// Progress says how far the binding has come.
type Progress struct {
	Done, Total int // papers
	Title       string
}

// Result is a pack that was made.
type Result struct {
	Pages  int
	Bytes  int64
	Papers [][]Placed // by item, in the order of the plan
}

// Placed is where a paper is in a pack.
type Placed struct {
	First, Last int // pages of the file, counted from 1
	// From and To are the page numbers that the paper has, as they are printed, with the series. They
	// are more than the pages where it holds those of before.
	From, To string
	Numbers  int // how many those are
	// Fault is why a page stands in for the paper: doc.ErrEncrypted, segment.ErrLocked,
	// segment.ErrNotPDF, doc.ErrBroken, doc.ErrTooLarge or doc.ErrTimedOut; nil where the paper is in
	// the pack.
	Fault   error
	Tagged  bool     // the paper came with tags
	Kept    bool     // it was taken from the folder as it was prepared before
	LeftOut []string // what does not work in a pack: the constants of package segment
}
