package notice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail"

	"moothall/internal/council"
	"moothall/internal/job"
	"moothall/internal/page"
	"moothall/internal/register"
)

// Config is what mail is sent with.
type Config struct {
	Server    string // smtp://user@host:port, with STARTTLS unless the host is this machine, or smtps://
	Password  string
	From      string // "Democratic services <democracy@council.example>"
	Origin    string // where the desk is: "https://democracy.example"
	Catalogue *page.Catalogue
	Address   func(ctx context.Context, account int) (string, error) // of an account's holder
}

// Post sends mail.
type Post struct {
	client  *mail.Client
	from    string
	origin  string
	words   []*page.Words
	address func(ctx context.Context, account int) (string, error)
}

// New makes a Post. The error is council.ErrInvalid where a setting cannot be understood.
func New(c Config) (*Post, error) {
	server, err := url.Parse(c.Server)
	if err != nil || server.Hostname() == "" || server.Scheme != "smtp" && server.Scheme != "smtps" {
		return nil, council.Invalid("the mail server must be given as smtp://host:port or smtps://host:port, not %q", c.Server)
	}
	options := []mail.Option{mail.WithTLSPolicy(mail.TLSMandatory)}
	switch {
	case server.Scheme == "smtps":
		options = []mail.Option{mail.WithSSL()}
	case isHere(server.Hostname()):
		options = []mail.Option{mail.WithTLSPolicy(mail.TLSOpportunistic)}
	}
	if port, err := strconv.Atoi(server.Port()); err == nil {
		options = append(options, mail.WithPort(port))
	}
	if user := server.User.Username(); user != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(user), mail.WithPassword(c.Password))
	}
	client, err := mail.NewClient(server.Hostname(), options...)
	if err != nil {
		return nil, fmt.Errorf("the mail server %s: %w", server.Host, err)
	}
	if err := mail.NewMsg().From(c.From); err != nil {
		return nil, council.Invalid("mail cannot be sent from %q", c.From)
	}
	return &Post{client: client, from: c.From, origin: strings.TrimSuffix(c.Origin, "/"), address: c.Address,
		words: []*page.Words{c.Catalogue.In(council.English), c.Catalogue.In(council.Welsh)}}, nil
}

// isHere says whether a host is this machine, to which nobody can listen on the way.
func isHere(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Handlers are the kinds of work that are mail, for a job.Runner.
func (p *Post) Handlers() map[string]job.Handler {
	return map[string]job.Handler{register.SendReminderJob: p.sendReminder}
}

// sendReminder sends a reminder to whoever holds the account now. Whoever no longer may sign in is reminded
// of nothing.
func (p *Post) sendReminder(ctx context.Context, c job.Claimed) error {
	var m register.Reminder
	if err := json.Unmarshal(c.Args, &m); err != nil {
		return fmt.Errorf("read what is asked of job %d: %w", c.ID, err)
	}
	to, err := p.address(ctx, m.Account)
	if council.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	msg, err := p.reminder(m, to)
	if err != nil {
		return err
	}
	if err := p.client.DialAndSendWithContext(ctx, msg); err != nil {
		return fmt.Errorf("send a reminder to account %d: %w", m.Account, err)
	}
	return nil
}

// reminder is the mail, in English and then in Welsh. Its ID follows from what it reminds of: should it be
// sent again because nobody knew that it had been, mail programs show it once.
func (p *Post) reminder(m register.Reminder, to string) (*mail.Msg, error) {
	msg := mail.NewMsg()
	if err := msg.From(p.from); err != nil {
		return nil, fmt.Errorf("write a mail from %s: %w", p.from, err)
	}
	if err := msg.To(to); err != nil {
		return nil, fmt.Errorf("write a mail to account %d: %w", m.Account, err)
	}
	sum := sha256.Sum256([]byte(p.origin + m.Key()))
	msg.SetMessageIDWithValue(hex.EncodeToString(sum[:16]) + "@moothall")
	var text strings.Builder
	for i, w := range p.words {
		key := "mail.due"
		if m.Late {
			key = "mail.late"
		}
		about := w.T("mail.wait." + string(m.Of))
		if i == 0 {
			msg.Subject(about)
		}
		text.WriteString(about + "\n" + w.Say(key, "Day", w.Weekday(m.Until)) + "\n" + p.origin + w.Path("/desk") + "\n\n")
	}
	msg.SetBodyString(mail.TypeTextPlain, strings.TrimSpace(text.String())+"\n")
	return msg, nil
}
