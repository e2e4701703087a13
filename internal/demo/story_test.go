package demo

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// taking is one consideration of an issue, as the record has it at the end.
type taking struct {
	body  string
	role  council.Role
	verbs string
	first gazette.ItemMinute
}

// takings are the considerations of the issue whose title begins so, in the order of meetings.
func takings(t *testing.T, n *notebook, title string) (gazette.Issue, []taking) {
	t.Helper()
	number, issue := 0, gazette.Issue{}
	for s, c := range n.latest {
		if i, ok := c.(gazette.Issue); ok && strings.HasPrefix(i.Title.En, title) {
			if number == 0 || len(i.Title.En) < len(issue.Title.En) {
				number, issue = s.Number, i
			}
		}
	}
	if number == 0 {
		t.Fatalf("no issue begins with %q", title)
	}
	var list []taking
	for m := 1; m < 2000; m++ {
		agenda, ok := n.latest[gazette.Subject{Kind: gazette.KindAgenda, Number: m}].(gazette.Agenda)
		if !ok {
			continue
		}
		meeting := n.latest[gazette.Subject{Kind: gazette.KindMeeting, Number: m}].(gazette.Meeting)
		body := n.latest[gazette.Subject{Kind: gazette.KindBody, Number: meeting.Body}].(gazette.Body)
		minutes, _ := n.latest[gazette.Subject{Kind: gazette.KindMinutes, Number: m}].(gazette.Minutes)
		for _, it := range agenda.Items {
			for _, i := range it.Issues {
				if i.Issue == number {
					list = append(list, took(body.NameOn(meeting.Day).En, i.Role, it.Number, minutes))
				}
			}
		}
	}
	return issue, list
}

func took(body string, role council.Role, item int, m gazette.Minutes) taking {
	k := taking{body: body, role: role}
	for _, minute := range m.Items {
		if minute.Item == item {
			k.first = minute
			for _, l := range minute.Resolution {
				k.verbs = strings.TrimSpace(k.verbs + " " + string(l.Verb))
			}
		}
	}
	return k
}

func TestPolicysLifeIsComplete(t *testing.T) {
	t.Parallel()
	n := read(t, nil)
	_, consulted := takings(t, n, "Safer Ravensbeck Partnership: priorities for 2025-28")
	if len(consulted) != 4 || len(consulted[1].first.Points) != 4 {
		t.Errorf("the consultation on priorities was considered %d times: %+v", len(consulted), consulted)
	}
	_, plan := takings(t, n, "Safer Ravensbeck Partnership: Strategic Plan 2025-28")
	var got []string
	for i, k := range plan {
		if i < 4 {
			got = append(got, k.body+": "+string(k.role)+": "+k.verbs)
		}
	}
	want := []string{
		"Communities and Transport Scrutiny Committee: scrutinise: noted noted",
		"Corporate Resources and Governance Scrutiny Committee: scrutinise: noted noted",
		"Cabinet: recommend: recommended resolved",
		"Council: decide: approved",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the plan's route (-want +got):\n%s", d)
	}
	question := plan[1].first.Points[0]
	if !strings.Contains(question.Text, "monitor the plan") || !strings.Contains(question.Answer, "area committee") {
		t.Errorf("how councillors monitor the plan was asked as %q and answered %q", question.Text, question.Answer)
	}
	update, told := takings(t, n, "Safer Ravensbeck Partnership: Strategic Plan 2025-28, delivery")
	if len(told) != 8 || len(update.Relations) != 1 || update.Relations[0].Kind != council.Monitors {
		t.Errorf("the yearly update went to %d bodies, with relations %v; want 8 and monitors", len(told), update.Relations)
	}
	next, _ := takings(t, n, "Safer Ravensbeck Partnership: Strategic Plan 2028-31")
	if len(next.Planned) != 4 || next.Relations[0].Kind != council.Succeeds {
		t.Errorf("the next plan has %d planned considerations and relations %v", len(next.Planned), next.Relations)
	}
}

func TestStoriesCameOutAsTold(t *testing.T) {
	t.Parallel()
	n := read(t, nil)
	for title, want := range map[string]string{
		"Library Review":                "noted / approved / referred / approved resolved",
		"Area Committees: proposal":     "recommended / rejected",
		"Statement of Licensing Policy": "recommended / adopted",
		"DC/90412":                      "deferred / approved",
	} {
		_, list := takings(t, n, title)
		var got []string
		for _, k := range list {
			got = append(got, k.verbs)
		}
		if d := cmp.Diff(want, strings.Join(got, " / ")); d != "" {
			t.Errorf("%s (-want +got):\n%s", title, d)
		}
	}
	_, budget := takings(t, n, "Budget and Council Tax 2025/26")
	vote := budget[len(budget)-1].first.Resolution[0].Vote
	if vote == nil || len(vote.ByName) != 63 || vote.For+vote.Against+vote.Abstained != 63 {
		t.Errorf("the budget's vote is %+v, want all 63 by name", vote)
	}
}

// TestRecordKeepsCouncilsRules holds what nobody may find in a council's record: an exempt paper
// with a file, a key decision without its notice, a plan of a decision that was taken.
func TestRecordKeepsCouncilsRules(t *testing.T) {
	t.Parallel()
	noticed := map[int]time.Time{}
	exempt := 0
	n := read(t, func(at time.Time, s gazette.Subject, content any) {
		if p, ok := content.(gazette.ForwardPlan); ok {
			for _, it := range p.Items {
				if noticed[it.Issue].IsZero() {
					noticed[it.Issue] = at
				}
			}
		}
	})
	states := map[council.MeetingState]int{}
	late := 0
	for s, c := range n.latest {
		switch c := c.(type) {
		case gazette.Document:
			if c.Openness == council.Exempt {
				exempt++
				if c.File != nil || c.Text != nil {
					t.Errorf("%v is exempt and has a file", s)
				}
			}
		case gazette.Meeting:
			states[c.State]++
		case gazette.Decision:
			// The first four months have no plan before them.
			if first := council.NewDay(2024, 9, 1); c.Key && c.Body != 0 && first.Before(c.Day) && c.Day.Time().Sub(noticed[c.Issue]) < 28*24*time.Hour {
				if late++; late < 4 {
					t.Errorf("%v, key, of %v had notice from %v", s, c.Day, noticed[c.Issue])
				}
			}
		}
	}
	if exempt == 0 || states[council.Inquorate] != 1 || states[council.Postponed] != 1 || states[council.Adjourned] != 1 || states[council.Cancelled] == 0 || states[council.Scheduled] == 0 || states[council.Summoned] == 0 {
		t.Errorf("%d exempt papers; meetings by state: %v", exempt, states)
	}
}
