package intake

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

var (
	issueInName = regexp.MustCompile(`(?i)(?:issue|iid)s?[\s_=-]*(\d{1,9})(?:\D|$)`)
	digits      = regexp.MustCompile(`\d+`)
	copyMark    = regexp.MustCompile(`\s*\(\d+\)$`)
	ending      = regexp.MustCompile(`\.[A-Za-z]{1,5}$`)
)

// issueInFile is the issue's number in the name of a file; 0 where the name has no digits, or several
// numbers, or only such as the issue's title has too.
func issueInFile(name, title string) int {
	name = copyMark.ReplaceAllString(ending.ReplaceAllString(path.Base(strings.ReplaceAll(name, `\`, "/")), ""), "")
	if m := issueInName.FindStringSubmatch(name); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	found := digits.FindAllString(name, -1)
	inTitle := digits.FindAllString(title, -1)
	if len(found) != 1 || len(found[0]) > 9 || slices.Contains(inTitle, found[0]) {
		return 0
	}
	n, _ := strconv.Atoi(found[0])
	return n
}

// chooseIssue settles the issue's number: the one that was asked for, else the page's own, else the
// one in the file's name, else that of an issue of this title that the same meetings considered, else
// the next free one.
func (im *importer) chooseIssue(ctx context.Context) error {
	n := im.saidIssue()
	var err error
	if n == 0 {
		n, err = im.sameIssue(ctx)
	} else if im.opt.Issue == 0 {
		err = im.checkIssue(ctx, n)
	}
	if n == 0 && err == nil {
		n, err = im.act.Next(ctx, gazette.KindIssue)
	}
	im.issue, im.report.Issue = n, n
	return err
}

// saidIssue is the issue's number as somebody or something says it; 0 where nobody does.
func (im *importer) saidIssue() int {
	return cmp.Or(im.opt.Issue, im.page.Issue, issueInFile(im.page.Name, im.page.Title))
}

// sameIssue is the issue of the page's title that one of its meetings has considered; 0 for none.
func (im *importer) sameIssue(ctx context.Context) (int, error) {
	considered, err := im.considered(ctx)
	if err != nil {
		return 0, err
	}
	for _, n := range considered {
		i, _, _, err := latest[gazette.Issue](ctx, im, gazette.Subject{Kind: gazette.KindIssue, Number: n})
		if err != nil {
			return 0, err
		}
		if im.titled(i) {
			return n, nil
		}
	}
	return 0, nil
}

// titled says whether an issue is called as the page calls its own, in either language.
func (im *importer) titled(i gazette.Issue) bool {
	title := gazette.Fold(im.page.Title)
	return gazette.Fold(i.Title.En) == title || gazette.Fold(i.Title.Cy) == title
}

// considered are the issues on the agendas of the page's meetings, as they stand.
func (im *importer) considered(ctx context.Context) ([]int, error) {
	var issues []int
	for _, c := range im.held {
		a, _, _, err := latest[gazette.Agenda](ctx, im, gazette.Subject{Kind: gazette.KindAgenda, Number: c.meeting})
		if err != nil {
			return nil, err
		}
		for _, it := range a.Items {
			for _, i := range it.Issues {
				if !slices.Contains(issues, i.Issue) {
					issues = append(issues, i.Issue)
				}
			}
		}
	}
	return issues, nil
}

// checkIssue refuses a number that nobody asked for by which the record knows another issue: one of
// another title that none of the page's meetings has considered.
func (im *importer) checkIssue(ctx context.Context, n int) error {
	i, on, gone, err := latest[gazette.Issue](ctx, im, gazette.Subject{Kind: gazette.KindIssue, Number: n})
	if err != nil || !on || gone || im.titled(i) {
		return err
	}
	considered, err := im.considered(ctx)
	if err != nil || slices.Contains(considered, n) {
		return err
	}
	return fmt.Errorf("the page is about “%s”, and issue %d on the record is “%s”: give the page's issue another number with --issue, or %d if it is the same: %w",
		im.page.Title, n, i.Title, n, council.ErrConflict)
}

// publishIssue publishes the issue itself. What was published here first is kept; the page fills gaps.
func (im *importer) publishIssue(ctx context.Context) error {
	s := gazette.Subject{Kind: gazette.KindIssue, Number: im.issue}
	i, on, gone, err := latest[gazette.Issue](ctx, im, s)
	if err != nil {
		return err
	}
	if gone {
		return fmt.Errorf("issue %d was taken down from the record: import the page with another number, by --issue, if that is lawful: %w", im.issue, council.ErrGone)
	}
	imported, follows := !on || i.Source != nil, im.follows(i.Title)
	if imported {
		i.Title = im.say(i.Title, im.page.Title)
	}
	if summary := im.richestSummary(); summary != "" && (imported || i.Summary.IsZero()) {
		i.Summary = im.say(i.Summary, summary)
	}
	if lead := im.leadMember(); lead != "" && (imported || i.LeadMember.IsZero()) {
		i.LeadMember = im.say(i.LeadMember, lead)
	}
	if contacts := im.newestContacts(); len(contacts) > 0 && (imported && !follows || len(i.Contacts) == 0) {
		i.Contacts = contacts
	}
	i.References = slices.Clone(i.References)
	for _, c := range im.held {
		for _, ref := range c.Item.References {
			if !slices.Contains(i.References, ref) {
				i.References = append(i.References, ref)
			}
		}
	}
	return im.publish(ctx, s, i)
}

// richestSummary is the agenda summary with the most words; of two alike, the later.
func (im *importer) richestSummary() string {
	best, most := "", 0
	for _, c := range im.held {
		if n := len(strings.Fields(c.Item.Summary)); n > 0 && n >= most {
			best, most = c.Item.Summary, n
		}
	}
	return best
}

func (im *importer) newestContacts() []gazette.Contact {
	for i := len(im.held) - 1; i >= 0; i-- {
		if contacts := im.held[i].Item.Contacts; len(contacts) > 0 {
			return contacts
		}
	}
	return nil
}

// reportOf is a purpose that names one member's post, and nothing besides.
var reportOf = regexp.MustCompile(`^To (?:consider|receive) (?:a|the) report of the ((?:(?:Cabinet|Executive) Member|Portfolio Holder|Lead Member) for [^.;]+|(?:Deputy )?Leader of the Council)\.?$`)

// leadMember is the post that reported the issue, where one alone did whenever a member's post is
// named at all. A joint report, or two posts in turn, leave it open.
func (im *importer) leadMember() string {
	lead := ""
	for _, c := range im.held {
		purpose := c.Item.Purpose
		if strings.Contains(strings.ToLower(purpose), "joint report") {
			return ""
		}
		m := reportOf.FindStringSubmatch(purpose)
		if m == nil {
			continue
		}
		post := fold(m[1])
		if strings.Contains(post, " and the ") || strings.Contains(post, " concerning ") || lead != "" && post != lead {
			return ""
		}
		lead = post
	}
	return lead
}
