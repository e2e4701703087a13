package e2e

import (
	"context"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// cable is the network between a browser and a site, which a test can cut and mend.
type cable struct {
	*testing.T
	site string // the address of the site by way of the cable
	to   string // host and port of the site itself
	at   string // host and port of this end

	mu     sync.Mutex
	end    net.Listener
	passed map[net.Conn]bool // connections that are open
}

// cables are the sites to which a cable was laid.
var cables sync.Map

// byCable says whether an address is reached by a cable.
func byCable(address string) bool {
	at, err := url.Parse(address)
	if err != nil {
		return false
	}
	_, laid := cables.Load(at.Host)
	return laid
}

// cableTo lays a cable to a site.
func cableTo(t *testing.T, site string) *cable {
	t.Helper()
	c := &cable{T: t, to: strings.TrimPrefix(site, "http://"), at: "127.0.0.1:0", passed: map[net.Conn]bool{}}
	c.mend()
	c.site = "http://" + c.at
	cables.Store(c.at, true)
	t.Cleanup(c.cut)
	return c
}

// mend lets the network through again, at the same address.
func (c *cable) mend() {
	c.Helper()
	end, err := new(net.ListenConfig).Listen(context.Background(), "tcp", c.at)
	must(c.T, err)
	c.end, c.at = end, end.Addr().String()
	go func() {
		for {
			from, err := end.Accept()
			if err != nil {
				return // cut
			}
			go c.pass(from)
		}
	}()
}

// cut ends every connection, and takes no more.
func (c *cable) cut() {
	_ = c.end.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	for conn := range c.passed {
		_ = conn.Close()
	}
	clear(c.passed)
}

func (c *cable) pass(from net.Conn) {
	to, err := new(net.Dialer).DialContext(context.Background(), "tcp", c.to)
	if err != nil {
		_ = from.Close()
		return
	}
	c.mu.Lock()
	c.passed[from], c.passed[to] = true, true
	c.mu.Unlock()
	for _, way := range [][2]net.Conn{{from, to}, {to, from}} {
		go func() {
			_, _ = io.Copy(way[0], way[1])
			_, _ = way[0].Close(), way[1].Close()
		}()
	}
}
