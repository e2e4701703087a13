package register

import (
	"context"
	"errors"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// DecisionPrinter prints the notice of a decision as tagged PDF and as Word, and puts both on the sealed
// shelf. The same notice always gives the same files.
type DecisionPrinter func(ctx context.Context, w WrittenDecision) (DecisionPrint, error)

// WrittenDecision is a decision as its notice has it, in one language.
type WrittenDecision struct {
	Lang     council.Language
	Decision Decision
	Maker    council.Text // the body, or the post of who decided alone
	Issue    council.Text
	Until    council.Day // last on which it may be called in; zero where it cannot be
	Effect   council.Day // from when it holds, unless it is called in; zero where that is not said
}

// DecisionPrint is a notice in print, with its prose as HTML.
type DecisionPrint struct {
	PDF, Word                   Print
	Text, Reasons, Alternatives string
}

// PublishDecision publishes the record of a decision as it was read at a version, with a printed notice in
// each language that it is written in. From that day the call-in period runs. What the law requires and is
// missing is *council.Faults.
func (r *Register) PublishDecision(ctx context.Context, v audience.Viewer, number, version int) error {
	if r.notices == nil {
		return council.Invalid("there is nothing to print decision %d with", number)
	}
	w, err := r.Decision(ctx, v, number)
	if err != nil {
		return err
	}
	if err := May(v, PublishDecision, w.Content.Body); err != nil {
		return err
	}
	if err := w.publishable(version); err != nil {
		return err
	}
	public, papers, err := r.printDecision(ctx, w)
	if err != nil {
		return err
	}
	return r.do(ctx, v, PublishDecision, w.Content.Body, func(ctx context.Context, t *turn) error {
		k := w.Kept
		k.Content.Published = council.DayOf(council.InLondon(t.at))
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
		if err := t.openCallIn(ctx, k, public.CallIn); err != nil {
			return err
		}
		if err := t.madeAgain(ctx, number, k.Content.Day); err != nil {
			return err
		}
		out := papers
		if k.Content.Issue != 0 {
			issue, err := r.issueUnlessPublic(ctx, t, k.Content.Issue)
			if err != nil {
				return err
			}
			out = append(out, issue...)
		}
		record, err := edition(gazette.Subject{Kind: gazette.KindDecision, Number: number}, public)
		if err != nil {
			return err
		}
		return t.send(ctx, append(out, record)...)
	})
}

// publishable is what stands against publishing: another version than the one that was read, that it is
// published, or what the law requires and is missing.
func (w DecisionWork) publishable(version int) error {
	if w.Version != version {
		return &Stale[Decision]{Mine: w.Content, Theirs: w.Kept}
	}
	if !w.Content.Published.IsZero() {
		return council.ErrTooLate
	}
	faults := w.Content.missing(w.Executive)
	return faults.Err()
}

// issueUnlessPublic is the first edition of an issue that the public does not know yet.
func (r *Register) issueUnlessPublic(ctx context.Context, t *turn, number int) ([]Outgoing, error) {
	_, err := published[gazette.Issue](ctx, r, number)
	if !council.IsNotFound(err) {
		return nil, err
	}
	return r.plannedIssue(ctx, t, number)
}

// printDecision prints the notices of a decision, and gives its edition and those of the notices.
func (r *Register) printDecision(ctx context.Context, w DecisionWork) (gazette.Decision, []Outgoing, error) {
	public := ProjectDecision(w)
	var out []Outgoing
	var faults error
	for _, l := range []council.Language{council.English, council.Welsh} {
		if title, in := w.Content.Title.In(l); title == "" || in != l {
			continue
		}
		written := WrittenDecision{Lang: l, Decision: w.Content, Maker: w.maker(), Issue: w.Issue, Effect: public.Effective}
		if public.CallIn != nil {
			written.Until = public.CallIn.Until
		}
		print, err := r.notices(ctx, written)
		if err != nil {
			return public, nil, err
		}
		putProse(&public, l, print)
		first, err := r.press.Reserve(ctx, gazette.KindDocument, 2)
		if err != nil {
			return public, nil, err
		}
		for i, d := range noticeDocuments(w.Content.Title, l, print) {
			one, err := edition(gazette.Subject{Kind: gazette.KindDocument, Number: first + i}, d)
			faults = errors.Join(faults, err)
			out, public.Documents = append(out, one), append(slices.Clip(public.Documents), first+i)
		}
	}
	return public, out, faults
}

// putProse puts the prose of a notice into the edition.
func putProse(d *gazette.Decision, l council.Language, p DecisionPrint) {
	for text, html := range map[*council.Text]string{&d.Text: p.Text, &d.Reasons: p.Reasons, &d.Alternatives: p.Alternatives} {
		if l == council.Welsh {
			text.Cy = html
		} else {
			text.En = html
		}
	}
}

// noticeDocuments are the notice of a decision in print, as PDF and as Word.
func noticeDocuments(title council.Text, l council.Language, p DecisionPrint) []gazette.Document {
	name, _ := title.In(l)
	if l == council.English {
		title = council.InEnglish(name)
	} else {
		title = council.Text{Cy: name}
	}
	base := strings.TrimSuffix(fileName(name), ".pdf")
	pdf := gazette.Document{Kind: council.DecisionNotice, Title: title, Language: l, Type: "application/pdf", Size: p.PDF.Size, Pages: p.PDF.Pages,
		Text: p.PDF.Text, HTML: p.PDF.HTML, File: &gazette.File{SHA256: p.PDF.SHA256, Name: base + ".pdf", Size: p.PDF.Size}}
	word := gazette.Document{Kind: council.DecisionNotice, Title: title, Language: l, Size: p.Word.Size,
		Type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		File: &gazette.File{SHA256: p.Word.SHA256, Name: base + ".docx", Size: p.Word.Size}}
	return []gazette.Document{pdf, word}
}

// maker is who decided: the body by its name of the day, or the post.
func (w DecisionWork) maker() council.Text {
	if w.Content.Sort == ByBody {
		return w.Body.NameOn(w.Content.Day)
	}
	return w.Content.Maker
}

// effect is from when a decision holds that may be called in until a day: from the next that counts.
func effect(until council.Day, c deadline.Customs) council.Day {
	calendar := deadline.NewCalendar(c.Days)
	day := until.Add(1)
	for {
		if _, skips := calendar.Skips(day); !skips {
			return day
		}
		day = day.Add(1)
	}
}
