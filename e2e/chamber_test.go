package e2e

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"crypto/rand"

	"golang.org/x/mod/sumdb/note"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
)

// chamber is a council whose budget meeting, number 1, is held today, with all its members there and a motion, number
// 1, before it at its one item.
type chamber struct {
	*testing.T
	data    string
	s       *server
	officer *reader
	members []*reader
	item    int
}

// assembled is a chamber with so many members, each of whom has an account.
func assembled(t *testing.T, members int) *chamber {
	t.Helper()
	c := &chamber{T: t, data: filepath.Join(t.TempDir(), "council")}
	var err error
	c.s, err = startServer(moothall.binary, nil, "--data", c.data, "--new")
	must(t, err)
	t.Cleanup(func() { _ = c.s.stop() })
	c.officer = install(t, c.s)
	c.publishCouncil(members)
	for n := 1; n <= members; n++ {
		name := fmt.Sprintf("member%02d", n)
		c.members = append(c.members, c.officer.invites(t, c.s.site, name, url.Values{"role": {"member"}, "body": {"1"}}))
		account := fmt.Sprintf("/desk/accounts/%d", n+1)
		version, err := c.officer.version(account)
		must(t, err)
		c.officer.sent(t, account, url.Values{"version": {version}, "name": {name}, "email": {name + "@ambridge.example"}, "person": {strconv.Itoa(n)}})
	}
	c.begin()
	return c
}

// publishCouncil puts the council, its members and its meeting of today on the record.
func (c *chamber) publishCouncil(members int) {
	c.Helper()
	private, err := os.ReadFile(filepath.Join(c.data, "gazette.key"))
	must(c.T, err)
	signer, err := note.NewSigner(strings.TrimSpace(string(private)))
	must(c.T, err)
	press, err := sqldb.OpenPress(c.Context(), sqldb.Place{Dir: c.data}, signer, rand.Reader)
	must(c.T, err)
	defer press.Close()
	now := time.Now()
	_, err = press.Act(c.Context(), now, func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindBody, Number: 1}, gazette.Body{Name: council.InEnglish("Council"), Kind: council.FullCouncil, Quorum: 2})
		for n := 1; n <= members && err == nil; n++ {
			m := gazette.Membership{Body: 1, Role: gazette.Member, Voting: true}
			if n == 1 {
				m.Role = gazette.Chair
			}
			_, err = act.Publish(ctx, gazette.Subject{Kind: gazette.KindPerson, Number: n}, gazette.Person{Name: fmt.Sprintf("Member %02d", n), Memberships: []gazette.Membership{m}})
		}
		if err != nil {
			return err
		}
		_, err = act.Publish(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: 1}, gazette.Meeting{Body: 1, Day: council.DayOf(council.InLondon(now)), Starts: "18:00",
			Label: council.InEnglish("Budget"), State: council.Summoned})
		return err
	})
	must(c.T, err)
}

var rollFields = regexp.MustCompile(`name="version-(\d+)" value="(\d+)"`)

// begin opens the meeting, marks everybody present, and has the budget moved.
func (c *chamber) begin() {
	c.Helper()
	c.officer.sent(c.T, "/desk/meetings/1/begin", nil)
	c.officer.sent(c.T, "/desk/meetings/1/items/new", url.Values{"title": {"The budget"}, "kind": {"business"}, "openness": {"open"}})
	_, roll := c.officer.sent(c.T, "/desk/meetings/1/sitting/open", url.Values{"began": {"18:00"}})
	marks := url.Values{}
	for _, found := range rollFields.FindAllStringSubmatch(roll, -1) {
		marks.Set("mark-"+found[1], "present")
		marks.Set("was-"+found[1], "")
		marks.Set("version-"+found[1], found[2])
	}
	c.officer.sent(c.T, "/desk/meetings/1/sitting/attendance", marks)
	_, sitting, err := c.officer.page("/desk/meetings/1/sitting")
	must(c.T, err)
	items := regexp.MustCompile(`data-item="(\d+)"`).FindAllStringSubmatch(sitting, -1)
	c.item, err = strconv.Atoi(items[len(items)-1][1])
	must(c.T, err)
	version := formVersion.FindStringSubmatch(sitting)[1]
	c.officer.sent(c.T, "/desk/meetings/1/sitting/business", url.Values{"version": {version}, "move": {fmt.Sprintf("take-%d", c.item)}})
	c.moves("", "That the council tax rise by 2 per cent.")
}

// moves has a motion be before the meeting, or an amendment to one.
func (c *chamber) moves(amends, text string) {
	c.Helper()
	at := fmt.Sprintf("/desk/meetings/1/sitting/items/%d/motions/new", c.item)
	values := url.Values{"sort": {"motion"}, "mover": {"1"}, "seconder": {"2"}, "text": {text}, "budget": {"yes"}}
	if amends != "" {
		at += "?amends=" + amends
	}
	c.officer.sent(c.T, at, values)
}

// votes has members vote, each as given, until that is acknowledged.
func (c *chamber) votes(poll string, from int, choices ...string) {
	c.Helper()
	for i, choice := range choices {
		c.members[from+i].sent(c.T, "/desk/meetings/1/vote", url.Values{"poll": {poll}, "choice": {choice}})
	}
}

// waits holds that a page comes to say all of these by itself.
func (h hand) waits(words ...string) {
	h.Helper()
	for _, w := range words {
		h.tries("see "+w, func() bool { return strings.Contains(h.says(), w) })
	}
}

// TestTheBudgetMeeting is a council's budget meeting with three amendments, voted on by name in members' own browsers,
// one of them without script, while the screen in the chamber follows.
func TestTheBudgetMeeting(t *testing.T) {
	t.Parallel()
	c := assembled(t, 5)
	chair := handOf(t, c.s.site, "/desk/meetings/1/vote", signedIn(t, c.members[0]))
	plain := handOf(t, c.s.site, "/desk/meetings/1/vote", signedIn(t, c.members[1]), withoutScript)
	officer := handOf(t, c.s.site, "/desk/meetings/1/sitting", signedIn(t, c.officer))
	wall := handOf(t, c.s.site, "/screen/1")
	wall.waits("The budget", "That the council tax rise by 2 per cent.", "Moved by Member 01, seconded by Member 02.")
	chair.waits("No vote is open.")
	officer.chooses("Who speaks", "Member 03")
	officer.fills("Minutes", "3")
	officer.follows("Show on the screen")
	wall.waits("Member 03", "2:")

	polls := 0
	vote := func(motion string, first, second string, others ...string) {
		polls++
		poll := strconv.Itoa(polls)
		officer.goes("/desk/motions/" + motion + "/poll")
		officer.follows("Open the vote")
		wall.waits("Members are voting, by name", "0 of 5 have voted.")
		chair.waits("A vote is open.")
		chair.chooses(first)
		chair.follows("Vote")
		chair.waits("Your vote is kept: " + first + ".")
		plain.goes("/desk/meetings/1/vote")
		plain.chooses(second)
		plain.follows("Vote")
		plain.sees("Your vote is kept: " + second + ".")
		c.votes(poll, 2, others...)
		wall.waits("5 of 5 have voted.")
		officer.waits("5 of 5 have voted.")
		officer.follows("Close the vote")
	}
	c.moves("1", "That the council tax rise by 3 per cent.")
	vote("2", "For", "Against", "for", "for", "abstained")
	wall.waits("Carried", "3 for, 1 against, 1 abstained.", "Member 01, Member 03, Member 04")
	chair.waits("3 for, 1 against, 1 abstained.")
	c.moves("1", "That the council tax rise by 9 per cent.")
	vote("3", "Against", "For", "against", "against", "against")
	wall.waits("Lost", "1 for, 4 against, 0 abstained.")
	c.moves("1", "That the council tax rise by 3 per cent, and that a hardship fund be made.")
	vote("4", "For", "For", "for", "for", "for")
	wall.waits("Carried", "5 for, 0 against")
	vote("1", "For", "Against", "for", "for", "for")
	wall.waits("Carried", "4 for, 1 against", "a hardship fund be made")
	officer.goes(fmt.Sprintf("/desk/items/%d/minute", c.item))
	prose := eval[string](t, officer.page, `() => document.getElementById("prose").value`)
	for _, want := range []string{"(4 for, 1 against) That the council tax rise by 3 per cent", "That the council tax rise by 3 per cent, and that a hardship fund be made.", "Against: Member 02."} {
		if !strings.Contains(prose, want) {
			t.Errorf("the minutes do not begin with %q:\n%s", want, prose)
		}
	}
	looksWell(t, wall)
	looksWell(t, chair)
}

// looksWell looks at a page with axe and on the narrowest screen.
func looksWell(t *testing.T, h hand) {
	t.Helper()
	checkAccess(t, h.page)
	must(t, h.page.SetViewport(viewport(narrow)))
	noSideways(t, h.page, narrow)
	checkHTML(t, map[string]string{h.page.MustInfo().URL: eval[string](t, h.page, `() => fetch(location.href).then((r) => r.text())`)})
}

// watchers is how many watch the screen, and councillors how many vote.
const (
	watchers    = 500
	councillors = 60
)

// TestAWholeCouncilVotesWhileTheProgramIsKilled has sixty members vote and five hundred screens watch, and kills the
// program in the middle, in a vote by name and in a secret ballot. Each vote that was acknowledged is counted, once,
// and every screen comes to show the result.
func TestAWholeCouncilVotesWhileTheProgramIsKilled(t *testing.T) {
	t.Parallel()
	c := assembled(t, councillors)
	port := c.s.site[strings.LastIndex(c.s.site, ":")+1:]
	c.officer.sent(t, "/desk/motions/1/poll", url.Values{"version": {"1"}, "manner": {"name"}})
	crowd := c.crowd()
	c.killedWhileVoting("1", port)
	c.officer.sent(t, "/desk/polls/1/close", nil)
	crowd.sees("40 for, 20 against, 0 abstained.")
	_, item, err := c.officer.page(fmt.Sprintf("/desk/meetings/1/sitting/items/%d", c.item))
	must(t, err)
	if !strings.Contains(item, "40 for, 20 against, 0 abstained.") || !strings.Contains(item, "Carried") {
		t.Errorf("taken: %s", readable(item))
	}

	c.officer.sent(t, fmt.Sprintf("/desk/meetings/1/sitting/items/%d/rounds/new", c.item), url.Values{"office": {"Mayor"}, "candidates": {"Ann Ash\nBob Birch"},
		"rule": {"majority"}, "manner": {"ballot"}})
	c.officer.sent(t, "/desk/rounds/1/open", url.Values{"version": {"1"}})
	c.killedWhileVoting("2", port)
	c.officer.sent(t, "/desk/polls/2/close", nil)
	crowd.sees("Ann Ash 40", "Bob Birch 20", "Ann Ash was chosen.")
	if said := c.s.said.String(); strings.Contains(said, "choice") || strings.Contains(said, "member0") {
		t.Errorf("the program's log tells of votes: %s", said)
	}
}

// killedWhileVoting has everybody vote, two of three for the first option, and kills the program once some have; it
// begins again at the same port. Who was not answered sends their vote again.
func (c *chamber) killedWhileVoting(poll, port string) {
	c.Helper()
	option := []string{"for", "against"}
	if poll == "2" {
		option = []string{"1", "2"}
	}
	var acknowledged atomic.Int32
	some := make(chan struct{})
	var all sync.WaitGroup
	for n, m := range c.members {
		all.Go(func() {
			form := url.Values{"poll": {poll}, "choice": {option[n%3/2]}}
			for !c.accepted(m, form) {
				time.Sleep(50 * time.Millisecond)
			}
			if acknowledged.Add(1) == councillors/3 {
				close(some)
			}
		})
	}
	<-some
	must(c.T, c.s.command.Process.Kill())
	if err := <-c.s.ended; err == nil {
		c.Error("a killed server ended well")
	}
	c.Logf("killed when %d of %d votes were acknowledged", acknowledged.Load(), councillors)
	s, err := startServer(moothall.binary, nil, "--data", c.data, "--addr", "127.0.0.1:"+port)
	must(c.T, err)
	if s.site != c.s.site {
		c.Fatalf("it was at %s and is at %s", c.s.site, s.site)
	}
	c.s = s
	all.Wait()
}

// accepted says whether a member's vote was acknowledged: kept now, or, of a ballot, in the box since before.
func (c *chamber) accepted(m *reader, form url.Values) bool {
	answer, body, err := m.post("/desk/meetings/1/vote", form)
	if err != nil {
		return false
	}
	return answer.StatusCode == http.StatusOK && strings.Contains(body, "Your vote is kept") || strings.Contains(body, "Your ballot paper is in the box")
}

// crowd are all who watch the screen.
type crowd struct {
	*testing.T
	mu   sync.Mutex
	seen map[int]string // what each was shown last
}

// crowd begins to watch, and waits until everybody has been shown something.
func (c *chamber) crowd() *crowd {
	c.Helper()
	w := &crowd{T: c.T, seen: map[int]string{}}
	ctx, leave := context.WithCancel(context.Background())
	var all sync.WaitGroup
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: watchers}}
	for n := range watchers {
		all.Go(func() { w.watch(ctx, client, c.s.site+"/screen/1/events", n) })
	}
	c.Cleanup(func() { leave(); all.Wait() })
	w.sees("The budget")
	return w
}

// watch takes the stream, and takes it up again where it broke, until the context ends.
func (w *crowd) watch(ctx context.Context, client *http.Client, at string, n int) {
	last := ""
	for ; ctx.Err() == nil; time.Sleep(200 * time.Millisecond) {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
		if err != nil {
			return
		}
		r.Header.Set("Last-Event-ID", last)
		answer, err := client.Do(r)
		if err != nil {
			continue
		}
		var data strings.Builder
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			kind, text, _ := strings.Cut(lines.Text(), ": ")
			switch {
			case kind == "id":
				last = text
			case kind == "data":
				data.WriteString(text + "\n")
			case kind == "" && data.Len() > 0:
				w.mu.Lock()
				w.seen[n] = data.String()
				w.mu.Unlock()
				data.Reset()
			}
		}
		_ = answer.Body.Close()
	}
}

// sees waits until every screen shows all of these.
func (w *crowd) sees(words ...string) {
	w.Helper()
	began, missing := time.Now(), 0
	for time.Since(began) < time.Minute {
		missing = watchers
		w.mu.Lock()
		for _, shown := range w.seen {
			if text := readable(shown); !lacksAny(text, words) {
				missing--
			}
		}
		w.mu.Unlock()
		if missing == 0 {
			w.Logf("all %d screens show %q, seen after %s", watchers, words, time.Since(began).Round(time.Millisecond))
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.Fatalf("%d of %d screens never showed %q", missing, watchers, words)
}

func lacksAny(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return true
		}
	}
	return false
}
