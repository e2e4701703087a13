package auth

import (
	"context"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Names of the cookies. With TLS they begin with __Host-, so that no other host can set them.
const (
	sessionCookie = "moothall"
	errandCookie  = "moothall-step"
	hostPrefix    = "__Host-"
)

// cleanOrigin is the origin as browsers write it, or empty.
func cleanOrigin(origin string) (string, error) {
	if origin == "" {
		return "", nil
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil ||
		u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())) {
		return "", council.Invalid("%q is no origin to sign in at: write it as https://democracy.example", origin)
	}
	return u.Scheme + "://" + strings.ToLower(u.Host), nil
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || err == nil && ip.IsLoopback()
}

// Origin is the site's address as the browser that asks knows it: the one that was set, or, where none
// was, that of the machine itself. Empty where neither is: nobody may sign in over a network without
// TLS.
func (p *Porter) Origin(r *http.Request) string {
	if p.origin != "" {
		return p.origin
	}
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	if !isLoopback(host) {
		return ""
	}
	return "http://" + strings.ToLower(r.Host)
}

// TakesPasskeys says whether a browser can make and show passkeys at the address: not where that is a
// bare IP address.
func TakesPasskeys(origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Hostname() == "" {
		return false
	}
	_, err = netip.ParseAddr(u.Hostname())
	return err != nil
}

// WhoAsks is Who for the session of a request.
func (p *Porter) WhoAsks(r *http.Request) (audience.Viewer, Session, error) {
	return p.Who(r.Context(), p.cookie(r, sessionCookie))
}

// Secure says whether the council is reached through TLS alone, so that cookies are for it alone.
func (p *Porter) Secure() bool { return strings.HasPrefix(p.origin, "https:") }

func (p *Porter) cookieName(name string) string {
	if p.Secure() {
		return hostPrefix + name
	}
	return name
}

func (p *Porter) cookie(r *http.Request, name string) string {
	c, err := r.Cookie(p.cookieName(name))
	if err != nil {
		return ""
	}
	return c.Value
}

// setCookie sets a cookie that scripts cannot read, that goes to this host alone, and with requests that
// other sites start only where somebody follows a link. An empty value takes it back.
func (p *Porter) setCookie(h http.Header, name, value string, lasts time.Duration) {
	c := &http.Cookie{Name: p.cookieName(name), Value: value, Path: "/", HttpOnly: true, Secure: p.Secure(),
		SameSite: http.SameSiteLaxMode, MaxAge: int(lasts.Seconds())}
	if value == "" {
		c.MaxAge = -1
	}
	h.Add("Set-Cookie", c.String())
}

// Seat gives a browser, in the head of an answer, the token of a new session, after ending the one that it had, so that a token
// that somebody planted there is worth nothing.
func (p *Porter) Seat(ctx context.Context, h http.Header, r *http.Request, token string) error {
	if old := p.cookie(r, sessionCookie); old != "" {
		if err := p.Leave(ctx, old); err != nil {
			return err
		}
	}
	p.setCookie(h, sessionCookie, token, sessionLasts)
	p.setCookie(h, errandCookie, "", 0)
	return nil
}

// Unseat signs a browser out.
func (p *Porter) Unseat(ctx context.Context, h http.Header, r *http.Request) error {
	p.setCookie(h, sessionCookie, "", 0)
	p.setCookie(h, errandCookie, "", 0)
	return p.Leave(ctx, p.cookie(r, sessionCookie))
}

// SetStep gives a browser the token of an errand, to be shown at its next step; empty takes it back.
func (p *Porter) SetStep(h http.Header, token string) {
	p.setCookie(h, errandCookie, token, lastsEnrol)
}

// Step is the token that SetStep gave; empty where it gave none.
func (p *Porter) Step(r *http.Request) string { return p.cookie(r, errandCookie) }

func sameToken(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
