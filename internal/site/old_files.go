package site

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// oldFile leads from "s123/Name.pdf" to the file of the document, and from "g812/Name.pdf" to a
// meeting's pack.
func (s *Site) oldFile(ctx context.Context, rest string, q oldQuery) (oldLead, bool, error) {
	folder, _, ok := strings.Cut(rest, "/")
	if !ok || len(folder) < 2 {
		return oldLead{}, false, nil
	}
	n, isNumber := digits(folder[1:])
	if !isNumber || n == 0 {
		return oldLead{}, false, nil
	}
	switch folder[0] {
	case 's':
		lead, err := s.oldDocument(ctx, n)
		return lead, true, err
	case 'g':
		lead, err := s.oldPack(ctx, n, q["t"])
		return lead, true, err
	}
	return oldLead{}, false, nil
}

// oldDocument leads to a document's file; where none is held that anyone may see, to its page.
func (s *Site) oldDocument(ctx context.Context, number int) (oldLead, error) {
	d, err := s.record.Document(ctx, number)
	if err != nil {
		return oldLead{}, err
	}
	if d.Tombstone != nil || d.Content.File == nil || !isOpen(d.Content.Openness) {
		return oldLead{to: paperPath(number), forNow: true}, nil
	}
	return oldLead{to: filePath(number, d.Content.File.Name)}, nil
}

// oldConversion leads to the file that was made of a meeting's papers.
func (s *Site) oldConversion(ctx context.Context, q oldQuery) (oldLead, error) {
	meeting, ok := q.number("id", "mid", "meetingid")
	if !ok {
		return oldLead{}, council.ErrNotFound
	}
	return s.oldPack(ctx, meeting, q["t"])
}

// packKinds are the documents of a meeting that an old number of a pack stands for: 0 the agenda's
// front sheet, 1 the minutes, 2 the decisions, 10 the agenda with its reports.
func packKinds(t string) []council.DocumentKind {
	switch strings.TrimSpace(t) {
	case "1":
		return []council.DocumentKind{council.MinutesDoc}
	case "2":
		return []council.DocumentKind{council.DecisionNotice}
	}
	return []council.DocumentKind{council.AgendaPack}
}

// oldPack leads to a meeting's document of the kind asked for; where no file of it is held, to the
// meeting, which has all of its papers one by one. A later edition may have another file.
func (s *Site) oldPack(ctx context.Context, meeting int, t string) (oldLead, error) {
	m, err := s.record.Meeting(ctx, meeting)
	if err != nil {
		return oldLead{}, err
	}
	kinds := packKinds(t)
	for _, d := range m.Documents {
		if !slices.Contains(kinds, d.Kind) {
			continue
		}
		if lead, err := s.oldDocument(ctx, d.Number); err != nil || !lead.forNow {
			return oldLead{to: lead.to, forNow: true}, err
		}
	}
	return oldLead{to: "/meetings/" + strconv.Itoa(meeting) + packPlace(m, t), forNow: true}, nil
}

// packPlace is the place on the meeting's page that comes nearest to the file.
func packPlace(m gazette.MeetingAccount, t string) string {
	if strings.TrimSpace(t) == "10" && len(m.Items) > 0 {
		return "#contents"
	}
	return ""
}
