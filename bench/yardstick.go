package main

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// pool is a set of pages that the yardsticks serve too, byte for byte.
type pool struct {
	folder string // where the bodies lie, at the paths of their pages
}

// heads is where in a pool's folder the headers of pages lie, at the paths of their pages.
const heads = ".heads"

// keep lays a page down for the yardsticks.
func (p pool) keep(b bodied) error {
	for folder, content := range map[string][]byte{p.folder: b.body, filepath.Join(p.folder, heads): b.head} {
		name := filepath.Join(folder, filepath.FromSlash(b.path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// wholeAnswer is what the bare handler writes for a page: the same bytes as the site, headers too.
type wholeAnswer struct {
	head http.Header
	body []byte
}

// readHead reads headers as they were sent. The date is left to the server, which writes its own.
func readHead(sent []byte) http.Header {
	head := http.Header{}
	for line := range strings.SplitSeq(string(sent), "\r\n") {
		if name, value, found := strings.Cut(line, ": "); found && name != "Date" {
			head[name] = append(head[name], value)
		}
	}
	return head
}

// serveBare is the bare handler: net/http that writes the site's answers from memory, and nothing else. It is
// this program started with the word "bare" and the folder of bodies.
func serveBare(folder string) error {
	pages := map[string]wholeAnswer{}
	err := filepath.WalkDir(folder, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() && entry.Name() != heads {
			return err
		}
		if entry.IsDir() {
			return filepath.SkipDir
		}
		path := strings.TrimPrefix(name, folder)
		body, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		head, err := os.ReadFile(filepath.Join(folder, heads, path))
		pages[filepath.ToSlash(path)] = wholeAnswer{readHead(head), body}
		return err
	})
	if err != nil {
		return fmt.Errorf("read the pages: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("http://%s\n", listener.Addr())
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, found := pages[r.URL.Path]
		if !found {
			http.NotFound(w, r)
			return
		}
		maps.Copy(w.Header(), page.head)
		_, _ = w.Write(page.body)
	})}
	return server.Serve(listener)
}

func startBare(ctx context.Context, c cores, p pool) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	server, err := c.start(ctx, self, "bare", p.folder)
	if err != nil {
		return nil, err
	}
	return server, server.listening()
}

// nginxConfig is nginx at its best for static files: one worker, files kept open, no log.
const nginxConfig = `daemon off; pid %[1]s/nginx.pid; error_log stderr error; worker_processes 1; %[4]s
events { worker_connections 256; multi_accept on; }
http {
  access_log off; default_type "text/html; charset=utf-8"; sendfile on; tcp_nopush on; tcp_nodelay on;
  keepalive_timeout 600; keepalive_requests 1000000000;
  open_file_cache max=20000 inactive=600s; open_file_cache_valid 600s; open_file_cache_min_uses 1;
  client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
  server { listen 127.0.0.1:%[2]d; root %[3]s; }
}
`

// startNginx serves the pool with nginx. The answer is nil where nginx is not installed.
func startNginx(ctx context.Context, c cores, p pool, scratch string) (*process, error) {
	program, err := findNginx()
	if err != nil {
		return nil, nil
	}
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;" // the bodies lie in a folder that nobody else may be allowed into
	}
	config := filepath.Join(scratch, "nginx.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, nginxConfig, scratch, port, p.folder, user), 0o644); err != nil {
		return nil, err
	}
	server, err := c.start(ctx, program, "-c", config, "-p", scratch, "-e", "stderr")
	if err != nil {
		return nil, err
	}
	server.addr = net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	for range 100 {
		time.Sleep(20 * time.Millisecond)
		one, err := dial(ctx, server.addr)
		if err == nil {
			one.close()
			return server, nil
		}
	}
	return nil, fmt.Errorf("nginx does not answer: %w: %s", server.stop(), server.log.text)
}

func findNginx() (string, error) {
	if path, err := exec.LookPath("nginx"); err == nil {
		return path, nil
	}
	return exec.LookPath("/usr/sbin/nginx") // off the path of those who are not root
}

func freePort(ctx context.Context) (int, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}
