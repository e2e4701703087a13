package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/figure"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper"
)

// figuresView is the page of how the council keeps its times.
type figuresView struct {
	words *page.Words
	list  []figure.Figure
	month bool
}

// showFigures shows those of the council's figures that it has chosen to show: ErrNotFound where it shows none.
func (s *Site) showFigures(w *reply, v *visit) error {
	by, err := v.choice("by", "quarter", "month")
	if err != nil {
		return err
	}
	view := figuresView{words: v.words, month: by == "month"}
	length := figure.Quarter
	if view.month {
		length = figure.Month
	}
	w.daily = true
	if view.list, err = s.figures(v, length); err != nil {
		return err
	}
	if v.json {
		return w.json(view.list)
	}
	return w.page(s.frame(v, page.Frame{Title: v.words.T("figures.title"), JSON: true}), figuresPage(view))
}

func (s *Site) figures(v *visit, l figure.Length) ([]figure.Figure, error) {
	whose, err := s.whose(v.ctx)
	if err != nil {
		return nil, err
	}
	if whose.Figures == nil || len(whose.Figures.Show) == 0 {
		return nil, fmt.Errorf("the council shows no figures: %w", council.ErrNotFound)
	}
	timed, err := s.record.Timed(v.ctx)
	return figure.Work(timed, *whose.Figures, l, s.today()), err
}

// sendFigures sends the figures by quarter and by month as CSV: a line for each period, days as 2026-05-18.
func (s *Site) sendFigures(w http.ResponseWriter, v *visit) error {
	rows := [][]string{{"figure", "period", "from", "to", "of", "kept", "half within days", "nine in ten within days"}}
	for _, l := range []struct {
		name   string
		length figure.Length
	}{{"quarter", figure.Quarter}, {"month", figure.Month}} {
		list, err := s.figures(v, l.length)
		if err != nil {
			return err
		}
		for _, f := range list {
			for _, p := range f.Periods {
				rows = append(rows, []string{string(f.ID), l.name, p.From.String(), p.To.String(), strconv.Itoa(p.Of), strconv.Itoa(p.Kept), dayCell(p.Half), dayCell(p.Most)})
			}
		}
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return fmt.Errorf("write figures as CSV: %w", err)
	}
	sum := sha256.Sum256(b.Bytes())
	paper.ServeContent(w, v.Request, paper.File{SHA256: hex.EncodeToString(sum[:]), Name: "figures.csv", Type: "text/csv; charset=utf-8"}, bytes.NewReader(b.Bytes()), s.now())
	return nil
}

func dayCell(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// timesShown says whether a figure tells how many days something took.
func timesShown(f figure.Figure) bool {
	return f.ID == gazette.FigureDecisions || f.ID == gazette.FigureMinutes
}

// name is what a figure is called.
func (d figuresView) name(f figure.Figure) string { return d.words.T("figure." + string(f.ID)) }

// about says what a figure counts, and against what.
func (d figuresView) about(f figure.Figure) string {
	if f.ID == gazette.FigureMinutes && f.Standard > 0 {
		return d.words.Count("figure.minutes.within", f.Standard)
	}
	return d.words.T("figure." + string(f.ID) + ".about")
}

// share is how many in a hundred, in words.
func (d figuresView) share(c figure.Count) string { return d.words.Share(c.Kept, c.Of) }

// sums says a figure in a sentence.
func (d figuresView) sums(f figure.Figure) string {
	if f.Whole.Of == 0 {
		return d.words.T("figures.none")
	}
	return d.words.Say("figures.sum", "Kept", d.words.Number(f.Whole.Kept), "Of", d.words.Number(f.Whole.Of), "Share", d.share(f.Whole),
		"From", d.words.Day(f.Whole.From), "To", d.words.Day(f.Whole.To))
}

// period is what a period is called: "April to June 2026", or "June 2026".
func (d figuresView) period(c figure.Count) string {
	last := d.words.Month(c.To)
	if d.month {
		return last
	}
	return d.words.Say("figures.quarter", "From", d.words.MonthName(c.From.Month()), "To", last)
}

// days is a number of days, or a dash.
func (d figuresView) days(n *int) string {
	if n == nil {
		return "–"
	}
	return d.words.Number(*n)
}

// The chart of a figure, in the units of its drawing.
const (
	figureWidth, figureHeight = 640, 200
	figureFoot, figureHead    = 24, 22
)

// periodBar is one period in a chart.
type periodBar struct {
	X, Y, Width, Height int
	Middle              int    // of its width
	Name, Share         string // below it, above it; Share is empty where there was nothing
}

// bars are the periods of a figure as its chart draws them: how many in a hundred.
func (d figuresView) bars(f figure.Figure) []periodBar {
	step := figureWidth / len(f.Periods)
	room := figureHeight - figureFoot - figureHead
	list := make([]periodBar, len(f.Periods))
	for i, p := range f.Periods {
		b := periodBar{X: i*step + step/8, Width: step * 3 / 4, Middle: i*step + step/2, Name: d.short(p)}
		if n := page.Percent(p.Kept, p.Of); n >= 0 {
			b.Height, b.Share = max(room*n/100, 1), d.share(p)
		}
		b.Y = figureHeight - figureFoot - b.Height
		list[i] = b
	}
	return list
}

// short is a period's name below its bar: "4/26", the month in which it begins.
func (d figuresView) short(c figure.Count) string {
	return fmt.Sprintf("%d/%02d", int(c.From.Month()), c.From.Year()%100)
}

// chartText says what the chart shows, for whoever does not see it.
func (d figuresView) chartText(f figure.Figure) string {
	text := ""
	for _, p := range f.Periods {
		if p.Of > 0 {
			text += d.period(p) + ": " + d.share(p) + ". "
		}
	}
	return text
}
