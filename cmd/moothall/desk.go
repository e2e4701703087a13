package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"moothall/internal/auth"
	"moothall/internal/desk"
	"moothall/internal/job"
	"moothall/internal/page"
	"moothall/internal/register"
	"moothall/internal/screen"
	"moothall/internal/site"
	"moothall/internal/sqldb"
	"moothall/internal/wall"
)

// deskFlags say how officers and members come to the desk.
type deskFlags struct {
	Desk bool `default:"true" negatable:"" help:"Serve the desk too, where officers and members work. Without it nothing that can write is opened."`
	New  bool `help:"Begin a new record where there is none."`
	doorFlags
	Mail             mailFlags `embed:"" prefix:"mail-"`
	OIDCIssuer       string    `name:"oidc-issuer" placeholder:"URL" help:"The council's OpenID Connect provider; for Entra ID https://login.microsoftonline.com/TENANT/v2.0."`
	OIDCClientID     string    `name:"oidc-client-id" placeholder:"ID" help:"What the provider calls this program."`
	OIDCClientSecret string    `name:"oidc-client-secret" env:"MOOTHALL_OIDC_CLIENT_SECRET" placeholder:"SECRET" help:"The secret that it shares with the provider; better given as an environment variable."`
}

// doorFlags say where people sign in.
type doorFlags struct {
	Origin string `placeholder:"URL" help:"The address at which browsers know the site, https://democracy.example. Passkeys and cookies belong to it. Without it people can sign in on this machine alone."`

	TrustedProxy []string `placeholder:"ADDRESS" help:"The server before this one that does TLS, as an address or a network, 127.0.0.1 or 10.0.0.0/8: attempts are then counted by the address that it adds to X-Forwarded-For, which is believed from nobody else. May be given several times."`
}

// workplace is the desk with all that it has opened.
type workplace struct {
	handler  http.Handler
	screens  http.Handler // of chambers
	register *register.Register
	runner   *job.Runner // does what takes long
	sweeps   func(ctx context.Context, before time.Time) (int, error)
	porter   *auth.Porter // for whom to remind; nil where no mail is sent
	setUp    string       // the set-up code; empty where the installation is set up
	staff    bool         // of the demonstration, whose password may be told
	close    func()
}

// opens says whether the desk can be: whoever publishes needs the signing key. It makes a new record
// where that is asked for.
func (c serveCommand) opens(s surroundings) (bool, error) {
	missing := func(name string) bool {
		_, err := os.Stat(filepath.Join(c.Data, name))
		return err != nil
	}
	if c.New && missing(publicKeyFile) {
		press, err := c.press(s.ctx, nil)
		if err != nil {
			return false, err
		}
		return c.Desk, press.Close()
	}
	if err := c.existing(); err != nil || !c.Desk {
		return false, err
	}
	if missing(privateKeyFile) {
		s.log.WarnContext(s.ctx, "the desk stays closed: the key that signs what is published is not here", "file", privateKeyFile)
		return false, nil
	}
	return true, nil
}

// openDesk opens all that the desk works with.
func (c serveCommand) openDesk(s surroundings, assets *page.Assets, catalogue *page.Catalogue, reader *sqldb.Reader) (*workplace, error) {
	press, err := c.press(s.ctx, nil)
	if err != nil {
		return nil, err
	}
	behind, err := c.backstage(s, reader, c.doorFlags, auth.ProviderConfig{Issuer: c.OIDCIssuer, ClientID: c.OIDCClientID, ClientSecret: c.OIDCClientSecret,
		Return: desk.ProviderReturn})
	if err != nil {
		return nil, errors.Join(err, press.Close())
	}
	w := &workplace{close: func() { _, _ = behind.store.Close(), press.Close() }}
	if err := c.furnish(s, w, press, behind, assets, catalogue, reader); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

func (c serveCommand) furnish(s surroundings, w *workplace, press *sqldb.Press, behind backstage, assets *page.Assets,
	catalogue *page.Catalogue, reader *sqldb.Reader) error {
	sealed, err := c.sealedShelf(s.ctx)
	if err != nil {
		return err
	}
	public, err := c.shelf(s.ctx)
	if err != nil {
		return err
	}
	if w.register, err = behind.register(s, press, reader, sealed, public, catalogue); err != nil {
		return err
	}
	fresh, err := w.register.IsNew(s.ctx)
	if err != nil {
		return err
	}
	if fresh {
		w.setUp = auth.NewCode()
	}
	whose, err := reader.Council(s.ctx)
	w.staff = err == nil && whose.Content.Fictional && !fresh
	bound, err := c.openBindery(s, w, behind.store, sealed, reader, catalogue)
	if err != nil {
		return err
	}
	if err := c.openPost(w, behind.porter, catalogue); err != nil {
		return err
	}
	if err := w.register.BurnBoxes(s.ctx); err != nil {
		return err
	}
	hub := screen.NewHub(s.ctx, behind.store, watchEvery, s.now, s.log)
	if w.screens, err = wall.New(wall.Config{Hub: hub, Council: reader.Council, Assets: assets, Catalogue: catalogue, Now: s.now, Logger: s.log}); err != nil {
		return err
	}
	w.handler, err = desk.New(desk.Config{Hub: hub, Sealed: sealed, Marker: bound.Binder, Packer: bound, MarkedIn: filepath.Join(c.Data, "marked"), Register: w.register, Record: reader,
		Auditor: behind.store, Gate: behind.porter, Porter: behind.porter, SetUpCode: w.setUp,
		Assets: assets, Catalogue: catalogue, Now: s.now, Logger: s.log, Public: site.MeetingContent})
	return err
}

// watchEvery is how often a meeting that somebody watches is looked at: often enough that a result is on every screen
// within a second of the close, and one row for each meeting that is watched, however many watch.
const watchEvery = 150 * time.Millisecond

// deliverEvery is how often what could not be appended to the gazette at once is tried again.
const deliverEvery = 15 * time.Second

// deliver appends what waits, now and again, until the context ends.
func (w *workplace) deliver(s surroundings) {
	for {
		if err := w.register.Deliver(s.ctx); err != nil && s.ctx.Err() == nil {
			s.log.ErrorContext(s.ctx, "cannot append what was published", "error", err)
		}
		select {
		case <-s.ctx.Done():
			return
		case <-time.After(deliverEvery):
		}
	}
}

// greet says where people sign in, and how a new installation is set up.
func (w *workplace) greet(out io.Writer, origin, port string) {
	if origin == "" {
		// By name: browsers take passkeys at no bare address.
		origin = "http://localhost:" + port
	}
	_, _ = fmt.Fprintf(out, "Officers and members sign in at %s/desk\n", strings.TrimSuffix(origin, "/"))
	if w.setUp != "" {
		_, _ = fmt.Fprintf(out, "Nobody can yet: set it up there with the code %s\n", w.setUp)
	}
	if w.staff {
		_, _ = fmt.Fprint(out, staffTable())
	}
}

// withDesk sends what is for the desk there, what is for the screens of chambers to them, and all else to the public
// site.
func withDesk(public, desk, screens http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at := strings.TrimPrefix(r.URL.Path, "/cy")
		switch {
		case at == "/desk" || strings.HasPrefix(at, "/desk/"):
			desk.ServeHTTP(w, r)
		case strings.HasPrefix(at, "/screen/"):
			screens.ServeHTTP(w, r)
		default:
			public.ServeHTTP(w, r)
		}
	})
}

type inviteCommand struct {
	recordFlags
	doorFlags
	Email string `required:"" help:"The address of an account that there is."`
}

// Run makes an invitation where no administrator can sign in to make one. Whoever can run this on the
// record's machine could do worse.
func (c inviteCommand) Run(s surroundings) error {
	reader, err := c.reader(s)
	if err != nil {
		return err
	}
	defer func() { _ = reader.Close() }()
	behind, err := c.backstage(s, reader, c.doorFlags, auth.ProviderConfig{})
	if err != nil {
		return err
	}
	defer func() { _ = behind.store.Close() }()
	token, until, err := behind.porter.InviteByEmail(s.ctx, c.Email)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "Open this at the site's address. It works once, until %s.\n%s/desk/invitation/%s\n",
		until.Format(time.RFC1123), strings.TrimSuffix(c.Origin, "/"), token)
	return err
}
