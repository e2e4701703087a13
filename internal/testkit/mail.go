package testkit

import (
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// Postbox is what a mail server has taken.
type Postbox struct {
	URL  string // of the server, smtp://127.0.0.1:port
	mu   sync.Mutex
	mail []string
}

// Mail runs a mail server within the process until the test ends.
func Mail(t testing.TB) *Postbox {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	box := &Postbox{URL: "smtp://" + listener.Addr().String()}
	server := smtp.NewServer(box)
	server.Domain = "localhost"
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		_ = server.Close()
		if err := <-done; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Errorf("the mail server: %v", err)
		}
	})
	return box
}

// Taken are the mails taken so far, each with the addresses of its envelope before it.
func (b *Postbox) Taken() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.mail...)
}

// NewSession implements smtp.Backend.
func (b *Postbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &sending{box: b}, nil }

// sending is one connection to the mail server.
type sending struct {
	box      *Postbox
	envelope strings.Builder
}

// Mail implements smtp.Session.
func (s *sending) Mail(from string, _ *smtp.MailOptions) error {
	s.envelope.WriteString("from " + from + "\n")
	return nil
}

// Rcpt implements smtp.Session.
func (s *sending) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.envelope.WriteString("to " + to + "\n")
	return nil
}

// Data implements smtp.Session.
func (s *sending) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.mail = append(s.box.mail, s.envelope.String()+string(text))
	return nil
}

// Reset implements smtp.Session.
func (s *sending) Reset() { s.envelope.Reset() }

// Logout implements smtp.Session.
func (s *sending) Logout() error { return nil }
