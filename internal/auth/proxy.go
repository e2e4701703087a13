package auth

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"moothall/internal/council"
)

// proxies are the servers before this one whose word is taken for where a request comes from.
type proxies []netip.Prefix

// parseProxies reads addresses and networks: "127.0.0.1", "10.0.0.0/8", "::1".
func parseProxies(list []string) (proxies, error) {
	var all proxies
	for _, one := range list {
		if ip, err := netip.ParseAddr(one); err == nil {
			all = append(all, netip.PrefixFrom(ip, ip.BitLen()))
			continue
		}
		network, err := netip.ParsePrefix(one)
		if err != nil {
			return nil, council.Invalid("%q is neither an address nor a network of a server before this one: write it as 127.0.0.1 or 10.0.0.0/8", one)
		}
		all = append(all, network.Masked())
	}
	return all, nil
}

func (p proxies) trust(ip netip.Addr) bool {
	for _, network := range p {
		if network.Contains(ip.Unmap()) {
			return true
		}
	}
	return false
}

// VisitorOf says where a request comes from: the address that is connected or, where that is one of the
// proxies that were named, the last in X-Forwarded-For that is none of them. What stands before it
// anybody can write.
func (p *Porter) VisitorOf(r *http.Request) Visitor {
	v := Visitor{Address: r.RemoteAddr, Agent: r.UserAgent()}
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		v.Address = host
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for at, err := netip.ParseAddr(v.Address); err == nil && p.proxies.trust(at) && len(hops) > 0; {
		last := strings.TrimSpace(hops[len(hops)-1])
		hops = hops[:len(hops)-1]
		if at, err = netip.ParseAddr(last); err == nil {
			v.Address = at.Unmap().String()
		}
	}
	return v
}

// Guard refuses what another site has a browser send. Behind a server that does TLS the site's own origin is the
// one that was set, whichever Host that server passes on.
func (p *Porter) Guard() (*http.CrossOriginProtection, error) {
	guard := http.NewCrossOriginProtection()
	if p.origin == "" {
		return guard, nil
	}
	return guard, guard.AddTrustedOrigin(p.origin)
}
