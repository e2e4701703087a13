package notice_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/job"
	"moothall/internal/notice"
	"moothall/internal/page"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// office is a register with an author and an approver, a mail server, and what reminds people by it.
type office struct {
	*testing.T
	*register.Register
	porter *auth.Porter
	runner *job.Runner
	box    *testkit.Postbox
	now    time.Time
}

func newOffice(t *testing.T, place sqldb.Place) *office {
	t.Helper()
	press, key := testkit.Press(t, place)
	o := &office{T: t, box: testkit.Mail(t), now: testkit.Morning()}
	_, err := press.Act(t.Context(), o.now, func(ctx context.Context, act gazette.Act) error {
		for s, content := range map[gazette.Subject]any{
			{Kind: gazette.KindCouncil, Number: 1}: gazette.Council{Name: council.InEnglish("Test Council")},
			{Kind: gazette.KindBody, Number: 3}:    gazette.Body{Name: council.InEnglish("Plans Panel"), Kind: council.Panel},
		} {
			if _, err := act.Publish(ctx, s, content); err != nil {
				return err
			}
		}
		return nil
	})
	o.must(err)
	store, err := sqldb.OpenRegister(t.Context(), place)
	o.must(err)
	t.Cleanup(func() { _ = store.Close() })
	clock := func() time.Time { return o.now }
	o.Register = register.New(register.Config{Store: store, Outbox: store, Press: press, Record: testkit.Reader(t, place, key), Now: clock,
		Late: func(_ context.Context, err error) { t.Errorf("not delivered: %v", err) }})
	o.porter, err = auth.New(auth.Config{Key: testkit.SealingKey(t), Store: store.Auth(), Now: clock, Today: page.Today, Council: func(context.Context) string { return "Test Council" }})
	o.must(err)
	catalogue, err := page.LoadCatalogue()
	o.must(err)
	post, err := notice.New(notice.Config{Server: o.box.URL, From: "Democratic services <democracy@council.example>", Origin: "https://democracy.example/", Catalogue: catalogue,
		Address: o.porter.Address})
	o.must(err)
	o.runner = &job.Runner{Queue: store, Handlers: post.Handlers(), Now: clock, Log: testkit.Silent(), Lease: time.Minute}
	return o
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// account makes an account and gives its holder.
func (o *office) account(email string, grants ...audience.Grant) audience.Viewer {
	o.Helper()
	admin := audience.Admit(99, 0, "Admin", []audience.Grant{{Role: audience.Administrator}}, page.Today(o.now))
	k, err := o.Invite(o.Context(), admin, register.Account{Name: email, Email: email, Grants: grants})
	o.must(err)
	return audience.Admit(k.Number, 0, email, grants, page.Today(o.now))
}

// remind does what the program does now and again.
func (o *office) remind() {
	o.Helper()
	holders, err := o.porter.Holders(o.Context())
	o.must(err)
	for _, v := range holders {
		_, err := o.Remind(o.Context(), v, page.Today(o.now))
		o.must(err)
	}
	o.must(o.runner.Drain(o.Context()))
}

// An approver is reminded once when the last day is near and once when it is over, by a mail that says what
// waits and until when, and no word of what it is about.
func TestWhoeverIsWaitedForIsRemindedOnce(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		o := newOffice(t, place)
		author := o.account("author@council.example", audience.Grant{Role: audience.Author})
		o.account("finance@council.example", audience.Grant{Role: audience.Approver, Capacity: "Finance"})
		o.account("legal@council.example", audience.Grant{Role: audience.Approver, Capacity: "Legal"})
		report, err := o.StartReport(t.Context(), author, register.NewReport{Title: council.InEnglish("CANARY purchase of Hill House"), Body: 3, Role: council.Decide})
		o.must(err)
		o.must(o.AskSignOff(t.Context(), author, report, register.SignOff{Capacity: "Finance", Due: page.Today(o.now).Add(10)}))
		o.remind()
		if got := o.box.Taken(); len(got) > 0 {
			t.Fatalf("ten days before the last: %q", got)
		}
		o.now = o.now.Add(4 * 24 * time.Hour)
		o.remind()
		o.remind()
		got := o.box.Taken()
		if len(got) != 1 {
			t.Fatalf("%d mails, six days before the last", len(got))
		}
		for _, s := range []string{"to finance@council.example", "A report waits to be cleared by you", "Thursday 28 May 2026", "https://democracy.example/desk", "https://democracy.example/cy/desk"} {
			if !strings.Contains(got[0], s) {
				t.Errorf("no %q in %s", s, got[0])
			}
		}
		o.now = o.now.Add(7 * 24 * time.Hour)
		o.remind()
		o.remind()
		if got = o.box.Taken(); len(got) != 2 || !strings.Contains(got[1], "Its last day was") {
			t.Errorf("after the last day: %d mails\n%s", len(got), strings.Join(got, "\n"))
		}
		for _, mail := range got {
			if strings.Contains(mail, "CANARY") || strings.Contains(mail, "Hill House") {
				t.Errorf("a mail says what it is about: %s", mail)
			}
		}
	})
}

// A mail that could not be sent is sent later.
func TestAMailServerThatIsAwayLosesNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t, testkit.SQLite(t))
	author := o.account("author@council.example", audience.Grant{Role: audience.Author})
	approver := o.account("finance@council.example", audience.Grant{Role: audience.Approver, Capacity: "Finance"})
	report, err := o.StartReport(t.Context(), author, register.NewReport{Title: council.InEnglish("A bridge"), Body: 3, Role: council.Decide})
	o.must(err)
	o.must(o.AskSignOff(t.Context(), author, report, register.SignOff{Capacity: "Finance", Due: page.Today(o.now).Add(1)}))
	catalogue, err := page.LoadCatalogue()
	o.must(err)
	away, err := notice.New(notice.Config{Server: "smtp://127.0.0.1:1", From: "democracy@council.example", Catalogue: catalogue, Address: o.porter.Address})
	o.must(err)
	there := o.runner.Handlers
	o.runner.Handlers = away.Handlers()
	o.remind()
	if _, err := o.Remind(t.Context(), approver, page.Today(o.now)); err != nil || len(o.box.Taken()) > 0 {
		t.Fatalf("%v, and %q", err, o.box.Taken())
	}
	o.runner.Handlers = there
	o.now = o.now.Add(24 * time.Hour)
	o.must(o.runner.Drain(t.Context()))
	if got := o.box.Taken(); len(got) != 1 {
		t.Errorf("%d mails once the server is back", len(got))
	}
}

func TestSettingsThatWillNotDoAreSaid(t *testing.T) {
	t.Parallel()
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []notice.Config{{Server: "mail.council.example", From: "a@b.example"}, {Server: "https://mail.council.example", From: "a@b.example"}, {Server: "smtp://mail.council.example", From: "nobody"}} {
		c.Catalogue = catalogue
		if _, err := notice.New(c); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%+v gave %v", c, err)
		}
	}
}
