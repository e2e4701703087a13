package e2e

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"moothall/internal/bindery"
	shelves "moothall/internal/paper"
	"moothall/internal/sqldb"
)

// TestAProcessKilledAtAnyPoint kills the program again and again, at random moments, while officers add to an
// agenda, bring papers and publish. Afterwards all that was acknowledged is there, nothing is published by
// half, the record agrees with its log, and nothing lies on the sealed shelf that nothing names.
func TestAProcessKilledAtAnyPoint(t *testing.T) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		killing(t, "", 200, 120*time.Millisecond)
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		killing(t, freshDatabase(t), 20, 1200*time.Millisecond) // each act takes its time there
	})
}

// kept is what was acknowledged.
type kept struct {
	mu       sync.Mutex
	tried    int
	items    []string          // titles
	papers   map[string]string // SHA-256 of the content by title
	bodies   map[string]string // published names by address
	editions int               // of the agenda
}

func (k *kept) note(f func()) { k.mu.Lock(); defer k.mu.Unlock(); f() }

// killed is a council whose program is killed.
type killed struct {
	*testing.T
	args   []string
	place  sqldb.Place
	within time.Duration // of its start the program is killed
	me     *reader
	kept   kept
	round  int
}

// killing kills the program so often, each time within so long of its start, while people work.
func killing(t *testing.T, database string, kills int, within time.Duration) {
	k := &killed{T: t, within: within, place: sqldb.Place{Dir: filepath.Join(t.TempDir(), "council"), Database: database}, kept: kept{papers: map[string]string{}, bodies: map[string]string{}}}
	k.args = []string{"--data", k.place.Dir}
	if database != "" {
		k.args = append(k.args, "--database", database)
	}
	s, err := startServer(moothall.binary, nil, append(k.args, "--new")...)
	must(t, err)
	k.me = install(t, s)
	soon := time.Now().AddDate(0, 0, 40)
	convene(t, k.me, committee{"Cabinet", "committee", []time.Time{soon, soon.AddDate(0, 0, 30)}})
	for _, meeting := range []string{"/desk/meetings/1", "/desk/meetings/2"} {
		k.me.sent(t, meeting+"/begin", nil)
		k.me.sent(t, meeting+"/items/new", url.Values{"title": {"Item with papers"}, "kind": {"business"}, "openness": {"open"}})
	}
	k.kill(s)
	began := time.Now()
	for k.round = 1; k.round < kills; k.round++ {
		k.live()
	}
	t.Logf("%d kills in %s: of %d acts, %d items, %d papers, %d bodies and %d editions of an agenda were acknowledged", kills,
		time.Since(began).Round(time.Second), k.kept.tried, len(k.kept.items), len(k.kept.papers), len(k.kept.bodies), k.kept.editions)
	if len(k.kept.items) == 0 || len(k.kept.papers) == 0 || len(k.kept.bodies) == 0 || k.kept.editions == 0 {
		t.Error("some acts were never acknowledged: nothing is proved of them")
	}
	k.inspect()
}

// kill ends the program as a loss of power would.
func (k *killed) kill(s *server) {
	_ = s.command.Process.Kill()
	if err := <-s.ended; err == nil {
		k.Log("the program had ended by itself")
	}
}

// live runs the program for a moment, in which people work, and kills it. Some lives end before they begin.
func (k *killed) live() {
	k.Helper()
	if k.round%10 == 0 {
		c := exec.Command(moothall.binary, append([]string{"serve", "--addr", "127.0.0.1:0"}, k.args...)...)
		must(k.T, c.Start())
		time.Sleep(rand.N(150 * time.Millisecond))
		_ = c.Process.Kill()
		_ = c.Wait()
		return
	}
	s, err := startServer(moothall.binary, nil, k.args...)
	must(k.T, err)
	me := &reader{site: s.site, client: k.me.client}
	ctx, stop := context.WithCancel(k.Context())
	var people sync.WaitGroup
	for _, work := range []func(context.Context, *reader, string) bool{k.addItem, k.bringPaper, k.publishBody, k.publishAgenda} {
		people.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				k.kept.note(func() { k.kept.tried++ })
				if !work(ctx, me, fmt.Sprintf("%d.%d", k.round, n)) {
					return
				}
			}
		})
	}
	time.Sleep(5*time.Millisecond + rand.N(k.within))
	k.kill(s)
	stop()
	people.Wait()
}

const formKind = "application/x-www-form-urlencoded"

func (k *killed) addItem(ctx context.Context, me *reader, id string) bool {
	title := "Item " + id + "."
	values := url.Values{"title": {title}, "kind": {"business"}, "openness": {"open"}}
	ok := me.acknowledged(ctx, "/desk/meetings/1/items/new", formKind, []byte(values.Encode())) != ""
	if ok {
		k.kept.note(func() { k.kept.items = append(k.kept.items, title) })
	}
	return ok
}

func (k *killed) bringPaper(ctx context.Context, me *reader, id string) bool {
	title, content := "Paper "+id+".", []byte(strings.Repeat("What is in paper "+id+". ", 4000))
	kind, body, err := withFile(url.Values{"title": {title}, "of": {"report"}, "openness": {"open"}}, "paper.txt", content)
	ok := err == nil && me.acknowledged(ctx, "/desk/items/1/papers/new", kind, body) != ""
	if ok {
		sum := sha256.Sum256(content)
		k.kept.note(func() { k.kept.papers[title] = hex.EncodeToString(sum[:]) })
	}
	return ok
}

func (k *killed) publishBody(ctx context.Context, me *reader, id string) bool {
	name := "Panel " + id + "."
	at := me.acknowledged(ctx, "/desk/bodies/new", formKind, []byte(url.Values{"name": {name}, "kind": {"panel"}}.Encode()))
	ok := at != "" && me.acknowledged(ctx, at+"/publish", formKind, []byte("version=1")) != ""
	if ok {
		k.kept.note(func() { k.kept.bodies[strings.TrimPrefix(at, "/desk")] = name })
	}
	return ok
}

// publishAgenda adds an item to an agenda and publishes that.
func (k *killed) publishAgenda(ctx context.Context, me *reader, id string) bool {
	values := url.Values{"title": {"Published " + id + "."}, "kind": {"business"}, "openness": {"open"}}
	if me.acknowledged(ctx, "/desk/meetings/2/items/new", formKind, []byte(values.Encode())) == "" {
		return false
	}
	version, err := me.version("/desk/meetings/2/preview")
	ok := err == nil && me.acknowledged(ctx, "/desk/meetings/2/publish", formKind, []byte("version="+version)) != ""
	if ok {
		k.kept.note(func() { k.kept.editions++ })
	}
	return ok
}

// inspect looks for all that was acknowledged.
func (k *killed) inspect() {
	k.Helper()
	s, err := startServer(moothall.binary, nil, k.args...)
	must(k.T, err)
	me := &reader{site: s.site, client: k.me.client}
	_, agenda, err := me.page("/desk/meetings/1")
	must(k.T, err)
	for _, title := range k.kept.items {
		if !strings.Contains(agenda, title) {
			k.Errorf("%s was acknowledged and is not on the agenda", title)
		}
	}
	_, item, err := me.page("/desk/items/1")
	must(k.T, err)
	for title := range k.kept.papers {
		if !strings.Contains(item, title) {
			k.Errorf("%s was acknowledged and is not at its item", title)
		}
	}
	for at, name := range k.kept.bodies {
		if _, body, err := me.page(at); err != nil || !strings.Contains(body, name) {
			k.Errorf("%s was published and is not at %s: %v", name, at, err)
		}
	}
	k.inspectAgenda(me)
	must(k.T, s.stop())
	out, err := exec.CommandContext(k.Context(), moothall.binary, append([]string{"verify"}, k.args...)...).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "All agrees") {
		k.Errorf("verify: %v\n%s", err, out)
	}
	k.inspectShelf()
}

// inspectAgenda compares the agenda's editions with what was acknowledged. What the desk says is published the
// public has, and no more: at once, or when the program has delivered what was left in its outbox.
func (k *killed) inspectAgenda(me *reader) {
	k.Helper()
	var wrong []string
	for range 50 {
		if wrong = k.agendaFaults(me); len(wrong) == 0 {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	for _, fault := range wrong {
		k.Error(fault)
	}
}

func (k *killed) agendaFaults(me *reader) (faults []string) {
	k.Helper()
	_, desk, err := me.page("/desk/meetings/2")
	must(k.T, err)
	_, public, err := me.page("/meetings/2")
	must(k.T, err)
	if k.kept.editions > 0 && !strings.Contains(public, "Published ") {
		faults = append(faults, fmt.Sprintf("of %d editions of the agenda that were acknowledged, the public has none", k.kept.editions))
	}
	draft := strings.Contains(desk, ">Draft</strong>") // no edition yet, in which anything could be new
	for _, line := range strings.Split(desk, "</li>") {
		title := publishedTitle.FindString(line)
		if title == "" {
			continue
		}
		isNew := strings.Contains(line, "govuk-tag--yellow")
		if public := strings.Contains(public, title); public == (isNew || draft) {
			faults = append(faults, fmt.Sprintf("%s: the desk says that it is new: %t, the public has it: %t", title, isNew, public))
		}
	}
	return faults
}

var publishedTitle = regexp.MustCompile(`Published \d+\.\d+\.`)

// inspectShelf sweeps the sealed shelf as if a day had gone by.
func (k *killed) inspectShelf() {
	k.Helper()
	ctx := k.Context()
	store, err := sqldb.OpenRegister(ctx, k.place)
	must(k.T, err)
	defer store.Close()
	folder := filepath.Join(k.place.Dir, "sealed")
	shelf, err := shelves.Folder(folder)
	must(k.T, err)
	defer shelf.Close()
	swept, err := (&bindery.Bindery{Sealed: shelf, Named: store}).Sweep(ctx, time.Now().Add(time.Minute))
	must(k.T, err)
	k.Logf("%d files were left over and swept", swept)
	for title, sha := range k.kept.papers {
		if err := shelves.Verify(ctx, shelf, sha); err != nil {
			k.Errorf("%s was acknowledged, and its file: %v", title, err)
		}
	}
	var all []string
	for sha, err := range shelf.List(ctx) {
		must(k.T, err)
		all = append(all, sha)
	}
	if left, err := store.Unnamed(ctx, slices.Clone(all)); err != nil || len(left) > 0 {
		k.Errorf("of %d sealed files nothing names %d: %v", len(all), len(left), err)
	}
	if half, err := os.ReadDir(filepath.Join(folder, "incoming")); err != nil || len(half) > 0 {
		k.Errorf("%d half-written files are left: %v", len(half), err)
	}
}
