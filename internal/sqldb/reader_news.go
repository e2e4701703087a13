package sqldb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// newsQuery reads the content of meetings and their papers alone, since what such an edition is (a
// supplement, draft minutes, a cancellation) is said there and not in the latest title.
const newsQuery = `SELECT e.seq, e.kind, e.number, e.edition, e.published, e.taken_down, l.title_en, l.title_cy,
	CASE WHEN e.kind IN ('meeting', 'agenda', 'minutes') THEN e.content END
	FROM entry e JOIN latest l ON l.kind = e.kind AND l.number = e.number WHERE e.seq < $1 ORDER BY e.seq DESC LIMIT $2`

// News are publications before an entry, newest first; before 0 means from the newest.
func (r *Reader) News(ctx context.Context, before int64, limit int) ([]gazette.NewsLine, error) {
	if before <= 0 {
		before = 1 << 62
	}
	var list []gazette.NewsLine
	err := r.each(ctx, newsQuery, []any{before, limit}, func(rows *sql.Rows) error {
		line, err := scanNews(rows)
		list = append(list, line)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range list {
		if !ofMeeting(list[i].Subject.Kind) {
			continue
		}
		m, err := r.meetingLine(ctx, list[i].Subject.Number)
		if err != nil {
			return nil, err
		}
		list[i].Title, list[i].Day = m.Body.Name, m.Day
	}
	return list, nil
}

// ofMeeting says whether the kind is a meeting or one of its papers, which have its number.
func ofMeeting(kind gazette.Kind) bool {
	return kind == gazette.KindMeeting || kind == gazette.KindAgenda || kind == gazette.KindMinutes
}

func scanNews(rows *sql.Rows) (line gazette.NewsLine, err error) {
	var kind, at string
	var removed int64
	var content sql.RawBytes
	if err := rows.Scan(&line.Seq, &kind, &line.Subject.Number, &line.Edition, &at, &removed,
		&line.Title.En, &line.Title.Cy, &content); err != nil {
		return line, err
	}
	line.Subject.Kind, line.Tombstone = gazette.Kind(kind), removed != 0
	if line.At, err = gazette.ParseMoment(at); err != nil || len(content) == 0 {
		return line, err
	}
	var said struct {
		Label council.Text `json:"label"`
		State string       `json:"state"`
	}
	if err := json.Unmarshal(content, &said); err != nil {
		return line, fmt.Errorf("read entry %d: %w", line.Seq, err)
	}
	line.Label, line.State = said.Label, said.State
	return line, nil
}
