package site

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
)

// Addresses of the pages of a Modern.Gov site, which links and programs keep for decades. Names and
// parameters are matched without regard to case, numbers are what they were, and parameters that
// are not known are ignored. Each answers with a permanent redirect to our page for the same thing.

// oldQuery are the parameters of an old address by their names in lower case.
type oldQuery map[string]string

// oldPage says where an old page's content is now.
type oldPage func(ctx context.Context, q oldQuery) (string, error)

// number is the first of the parameters that is a number above 0.
func (q oldQuery) number(names ...string) (int, bool) {
	for _, name := range names {
		if n, ok := digits(strings.TrimSpace(q[name])); ok && n > 0 {
			return n, true
		}
	}
	return 0, false
}

// one makes the oldPage of a thing that has a page of its own: under path, by the first parameter
// that is a number, with what follows; without a number it is not found.
func one(path, rest string, names ...string) oldPage {
	return func(_ context.Context, q oldQuery) (string, error) {
		n, ok := q.number(names...)
		if !ok {
			return "", council.ErrNotFound
		}
		return path + strconv.Itoa(n) + rest, nil
	}
}

// always makes the oldPage of a page that there is one of.
func always(path string) oldPage {
	return func(context.Context, oldQuery) (string, error) { return path, nil }
}

// oldPages are the old pages by their names in lower case.
func (s *Site) oldPages() map[string]oldPage {
	return map[string]oldPage{
		"iedochome": always("/calendar"), "uucoverpage": always("/calendar"), "ielogon": always("/"),
		"mgcalendarmonthview": oldCalendar, "mgcalendarweekview": oldCalendar, "mgcalendaragendaview": oldCalendar,
		"mglistcommittees": always("/bodies"), "mgcommitteedetails": one("/bodies/", "", "id", "cid", "committeeid"),
		"ielistmeetings": oldMeetings, "ielistdocuments": oldMeeting, "iemeetingdetails": oldMeeting,
		"mgmeetingattendance": one("/meetings/", "#attendance", "id", "mid", "meetingid"),
		"mgai":                one("/items/", "", "id"),
		"ieissuedetails":      one("/issues/", "", "iid", "id"), "mgissuehistoryhome": one("/issues/", "", "iid", "id"),
		"mgissuehistorychronology": one("/issues/", "?order=oldest", "iid", "id"),
		"mgdecisiondetails":        one("/issues/", "#decisions", "iid", "id"), "iedecisiondetails": s.oldDecision,
		"mgdelegateddecisions": s.oldDecisions, "mglistofficerdecisions": s.oldOfficerDecisions,
		"mgplanshome": always("/forward-plans"), "mglistplans": always("/forward-plans"),
		"mglistplanitems": one("/forward-plans/", "", "planid", "id"),
		"mgmemberindex":   always("/people"), "mgfindmember": always("/wards"), "mgmemberindexgroup": always("/people"),
		"mgmemberindexward": always("/wards"), "mguserinfo": one("/people/", "", "uid", "id"),
		"mgattendance": oldAttendance, "mguserattendancesummary": oldAttendance,
		"mgrss": always("/new"), "mgwhatsnew": always("/new"), "mgregisterkeywordinterest": always("/new"),
	}
}

// oldLead is where an old address leads, and whether for good: what is not held today may be
// tomorrow.
type oldLead struct {
	to     string
	forNow bool
}

// oldAddress says where an old address leads. It is false where the address is not an old one.
func (s *Site) oldAddress(ctx context.Context, u *url.URL) (oldLead, bool, error) {
	path := strings.ToLower(strings.TrimLeft(u.Path, "/"))
	if name, ok := strings.CutSuffix(path, ".aspx"); ok {
		if name == "mgconvert2pdf" {
			lead, err := s.oldConversion(ctx, readOld(u.RawQuery))
			return lead, true, err
		}
		page, known := s.old[name]
		if !known {
			return oldLead{}, true, council.ErrNotFound
		}
		to, err := page(ctx, readOld(u.RawQuery))
		return oldLead{to: to}, true, err
	}
	if rest, ok := strings.CutPrefix(path, "documents/"); ok {
		return s.oldFile(ctx, rest, readOld(u.RawQuery))
	}
	return oldLead{}, false, nil
}

func readOld(query string) oldQuery {
	q := oldQuery{}
	values, _ := url.ParseQuery(query) // what cannot be read is ignored, as whatever is not known
	for name, value := range values {
		if len(value) > 0 {
			q[strings.ToLower(strings.TrimPrefix(name, "amp;"))] = value[0]
		}
	}
	return q
}

func oldCalendar(_ context.Context, q oldQuery) (string, error) {
	month, hasMonth := q.number("m")
	year, hasYear := q.number("y")
	if !hasMonth || !hasYear || month > 12 || year < 1900 || year > 2200 {
		return "/calendar", nil
	}
	return "/calendar?month=" + council.NewDay(year, time.Month(month), 1).String()[:7], nil
}

func oldMeetings(_ context.Context, q oldQuery) (string, error) {
	body, ok := q.number("cid", "committeeid", "id")
	if !ok {
		return "/calendar", nil
	}
	path := "/bodies/" + strconv.Itoa(body)
	if year, ok := q.number("year"); ok && year >= 1900 && year <= 2200 {
		path += "?year=" + strconv.Itoa(year)
	}
	return path, nil
}

func oldMeeting(_ context.Context, q oldQuery) (string, error) {
	if n, ok := q.number("mid", "meetingid"); ok {
		return "/meetings/" + strconv.Itoa(n), nil
	}
	if n, ok := q.number("cid", "committeeid"); ok {
		return "/bodies/" + strconv.Itoa(n), nil
	}
	return "", council.ErrNotFound
}

// oldDecision leads to a decision by its own number or by its agenda item's.
func (s *Site) oldDecision(ctx context.Context, q oldQuery) (string, error) {
	if n, ok := q.number("id"); ok {
		return "/decisions/" + strconv.Itoa(n), nil
	}
	item, ok := q.number("aiid")
	if !ok {
		return "", council.ErrNotFound
	}
	n, err := s.record.DecisionOfItem(ctx, item)
	if err != nil {
		return "", err
	}
	return "/decisions/" + strconv.Itoa(n), nil
}

// answerOld answers a request for an old address; false where it is not one.
func (s *Site) answerOld(w http.ResponseWriter, r *http.Request) bool {
	lead, old, err := s.oldAddress(r.Context(), r.URL)
	if !old {
		return false
	}
	if err != nil {
		s.fail(w, r, s.english, err)
		return true
	}
	said := &reply{ctx: r.Context(), body: takeBody()}
	defer giveBody(said.body)
	if lead.forNow {
		_ = said.see(lead.to)
	} else {
		_ = said.redirect(lead.to)
	}
	s.finish(said).write(w, r)
	return true
}
