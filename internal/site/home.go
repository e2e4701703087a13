package site

import (
	"context"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// homeView is what the home page shows.
type homeView struct {
	words     *page.Words
	today     council.Day
	council   gazette.Council
	coming    []meetingDay
	decisions []gazette.DecisionLine
	runs      []newsRun
}

const (
	homeMeetings  = 8
	homeDecisions = 6
	homeNews      = 60 // publications, of which
	homeRuns      = 8  // lines are made
)

// showHome shows what this is, and leads to what was decided.
func (s *Site) showHome(w *reply, v *visit) error {
	view := homeView{words: v.words, today: s.today()}
	var err error
	if view.council, err = s.whose(v.ctx); err != nil {
		return err
	}
	coming, err := s.coming(v.ctx, homeMeetings)
	if err != nil {
		return err
	}
	view.coming = byDay(coming, s.today())
	if view.decisions, _, err = s.record.Decisions(v.ctx, gazette.Question{Page: 1, PerPage: homeDecisions}); err != nil {
		return err
	}
	news, err := s.record.News(v.ctx, 0, homeNews)
	if err != nil {
		return err
	}
	view.runs = latestRuns(news)
	w.daily = true
	return w.page(s.frame(v, page.Frame{Description: v.words.T("home.about")}), homePage(view))
}

// coming are the next meetings, as many as asked for, today's among them. It looks no further ahead
// than it must, and at most a year.
func (s *Site) coming(ctx context.Context, most int) ([]gazette.MeetingLine, error) {
	var list []gazette.MeetingLine
	from := s.today()
	for _, ahead := range []int{14, 92, 366} {
		until := s.today().Add(ahead)
		more, err := s.record.Meetings(ctx, from, until)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
		if len(list) >= most {
			return list[:most], nil
		}
		from = until.Add(1)
	}
	return list, nil
}

// latestRuns are the newest publications, as the list of all tells them. The last run may have been
// cut off in the middle and is left out, unless it is the only one.
func latestRuns(news []gazette.NewsLine) []newsRun {
	var runs []newsRun
	for _, day := range byPublication(news) {
		runs = append(runs, day.runs...)
	}
	if len(news) == homeNews && len(runs) > 1 {
		runs = runs[:len(runs)-1]
	}
	return runs[:min(len(runs), homeRuns)]
}

// homeName is whose record this is.
func (d homeView) homeName() council.Text {
	if d.council.Name.IsZero() {
		return council.Text{En: d.words.T("site.nameless"), Cy: d.words.T("site.nameless")}
	}
	return d.council.Name
}
