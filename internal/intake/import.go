package intake

import (
	"context"
	"errors"
	"fmt"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// PageFile is a saved page.
type PageFile struct {
	Name    string // of the file, without its folder
	Content []byte
}

// Options are what the person who imports may choose.
type Options struct {
	Issue   int  // the issue's number; 0 to take it from the page, the file's name, or the next free one
	Partial bool // import what could be read of a half-readable page
}

// ImportPages reads saved pages and publishes what they say at the moment at, each page in one act.
// All are read before anything is published: where one is refused (council.ErrInvalid), or can be
// read only in part without opt.Partial, nothing of any is imported. A page that would change an
// issue it is not about is a conflict (council.ErrConflict); the pages before it are then in the
// Report, which says what was published.
//
// progress, where it is not nil, is told how many pages of how many are done.
func ImportPages(ctx context.Context, press gazette.Press, at time.Time, files []PageFile, opt Options, progress func(done, of int)) (Report, error) {
	if opt.Issue != 0 && len(files) != 1 {
		return Report{}, fmt.Errorf("one issue number was given for %d pages: import each page with its own number, or let the pages say it: %w",
			len(files), council.ErrInvalid)
	}
	if opt.Issue < 0 {
		return Report{}, fmt.Errorf("%d is not an issue's number: give one from 1: %w", opt.Issue, council.ErrInvalid)
	}
	pages, err := readAll(files, opt)
	if err != nil {
		return Report{}, err
	}
	var report Report
	for i, p := range pages {
		one, err := importPage(ctx, press, at, p, opt)
		if err != nil {
			return report, fmt.Errorf("import %s: %w", p.Name, err)
		}
		report.Pages = append(report.Pages, one)
		if progress != nil {
			progress(i+1, len(pages))
		}
	}
	return report, nil
}

func readAll(files []PageFile, opt Options) ([]SavedPage, error) {
	pages := make([]SavedPage, 0, len(files))
	var bad []error
	for _, f := range files {
		p, err := ReadPage(f.Name, f.Content)
		if err == nil && len(p.Problems) > 0 && !opt.Partial {
			err = halfReadable(p.Name, problemLines(p))
		}
		if err != nil {
			bad = append(bad, err)
			continue
		}
		pages = append(pages, p)
	}
	return pages, errors.Join(bad...)
}

func halfReadable(name string, lines []string) error {
	return fmt.Errorf("nothing of %s was imported, since %s of it could not be: correct the page, or import the rest with --partial:%s: %w",
		name, count(len(lines), "part"), list(lines), council.ErrInvalid)
}

func problemLines(p SavedPage) []string {
	var lines []string
	for _, problem := range p.Problems {
		lines = append(lines, problem.String())
	}
	return lines
}

func importPage(ctx context.Context, press gazette.Press, at time.Time, p SavedPage, opt Options) (PageReport, error) {
	var report PageReport
	_, err := press.Act(ctx, at, func(ctx context.Context, act gazette.Act) error {
		im := &importer{act: act, page: p, today: council.DayOf(at.UTC()), opt: opt,
			source: gazette.Source{Page: p.Name, SHA256: p.SHA256}, bodies: map[int]gazette.Body{}}
		if p.Address != "" {
			im.source.Page = p.Address
		}
		im.report = PageReport{File: p.Name, Title: p.Title, LeftOut: problemLines(p)}
		err := im.all(ctx)
		report = im.report
		return err
	})
	return report, err
}

// importer takes one page to the record within one act.
type importer struct {
	act    gazette.Act
	page   SavedPage
	today  council.Day
	opt    Options
	source gazette.Source
	report PageReport
	issue  int
	bodies map[int]gazette.Body // that the page names, by number
	held   []consideration
}

// consideration is a meeting of the page with its place on the record.
type consideration struct {
	SavedMeeting
	body    int
	meeting int
	item    gazette.Item // as it is to stand on the agenda
	minute  gazette.ItemMinute
	role    council.Role
	// minutedHere says that the record had its own minute of the item, which minute then is.
	minutedHere bool
}

func (im *importer) all(ctx context.Context) error {
	for i := len(im.page.Meetings) - 1; i >= 0; i-- { // oldest first, so that numbers grow with time
		if err := im.place(ctx, im.page.Meetings[i]); err != nil {
			return err
		}
	}
	if !im.opt.Partial && len(im.report.LeftOut) > 0 {
		return halfReadable(im.page.Name, im.report.LeftOut)
	}
	if err := im.chooseIssue(ctx); err != nil {
		return err
	}
	for i := range im.held {
		if err := im.consider(ctx, &im.held[i]); err != nil {
			return fmt.Errorf("%s: %w", im.held[i].name(), err)
		}
	}
	im.report.Considerations = len(im.held)
	return im.publishIssue(ctx)
}

// place finds or makes the body and the meeting of a consideration.
func (im *importer) place(ctx context.Context, m SavedMeeting) error {
	c := consideration{SavedMeeting: m}
	var err error
	if c.body, err = im.findBody(ctx, m); err != nil {
		return fmt.Errorf("%s: %w", m.name(), err)
	}
	c.meeting, err = im.findMeeting(ctx, c)
	if err != nil || c.meeting == 0 {
		return err
	}
	im.held = append(im.held, c)
	return nil
}

// consider publishes what a consideration came to.
func (im *importer) consider(ctx context.Context, c *consideration) error {
	im.readMinutes(ctx, c)
	if err := im.publishMeeting(ctx, c); err != nil {
		return err
	}
	if err := im.publishAgenda(ctx, c); err != nil || c.item.Number == 0 {
		return err
	}
	if err := im.publishMinutes(ctx, c); err != nil {
		return err
	}
	return im.publishDecision(ctx, c)
}

// leaveOut notes something that is on the page and does not go to the record.
func (im *importer) leaveOut(line int, why string) {
	im.report.LeftOut = append(im.report.LeftOut, fmt.Sprintf("line %d: %s", line, why))
}
