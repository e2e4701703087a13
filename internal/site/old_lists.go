package site

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
)

// oldRange reads the days of a range, "06/01/2018-06/02/2018", as our pages ask for them. A day that
// cannot be read is left out.
func oldRange(dr string) url.Values {
	to := url.Values{}
	from, until, _ := strings.Cut(dr, "-")
	for name, text := range map[string]string{"from": from, "to": until} {
		if t, err := time.Parse("2/1/2006", strings.TrimSpace(text)); err == nil && t.Year() > 0 {
			to.Set(name, council.DayOf(t).String())
		}
	}
	if to.Get("to") != "" && to.Get("to") < to.Get("from") {
		from, until := to.Get("from"), to.Get("to")
		to.Set("from", until)
		to.Set("to", from)
	}
	return to
}

// asked is the address of a page with a question.
func asked(path string, question url.Values, fragment string) string {
	if len(question) > 0 {
		path += "?" + question.Encode()
	}
	return path + fragment
}

// oldAttendance leads to one person's attendance, or everybody's, in the same days.
func oldAttendance(_ context.Context, q oldQuery) (string, error) {
	days := oldRange(q["dr"])
	if n, ok := q.number("uid", "id"); ok {
		return asked("/people/"+strconv.Itoa(n), days, "#attendance"), nil
	}
	return asked("/attendance", days, ""), nil
}

// oldDecisions keeps the range of days (DR), whether only key decisions were asked for (K) and of
// whom (DM). Of decision statuses (DS) the register has those of decisions that were made, which is
// 2; what is not decided yet is in the forward plan, which is 1.
func (s *Site) oldDecisions(ctx context.Context, q oldQuery) (string, error) {
	return s.decisionsPath(ctx, q, url.Values{})
}

func (s *Site) oldOfficerDecisions(ctx context.Context, q oldQuery) (string, error) {
	return s.decisionsPath(ctx, q, url.Values{"officer": {"yes"}})
}

func (s *Site) decisionsPath(ctx context.Context, q oldQuery, to url.Values) (string, error) {
	for name, value := range oldRange(q["dr"]) {
		to[name] = value
	}
	if q["k"] == "1" {
		to.Set("key", "yes")
	}
	if err := s.oldMaker(ctx, q, to); err != nil {
		return "", err
	}
	return asked("/decisions", to, ""), nil
}

// oldMaker asks for the decisions of a decision maker, who has the number of a body, or of a person
// where no body has it.
func (s *Site) oldMaker(ctx context.Context, q oldQuery, to url.Values) error {
	n, ok := q.number("dm")
	if !ok {
		return nil
	}
	_, err := s.record.Body(ctx, n, s.today())
	switch {
	case err == nil:
		to.Set("body", strconv.Itoa(n))
	case isAbsent(err):
		to.Set("person", strconv.Itoa(n))
	default:
		return err
	}
	return nil
}
