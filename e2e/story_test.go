package e2e

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"
	_ "modernc.org/sqlite"
)

// TestStories tells every script in testdata/script to the real program, on both
// databases. The verbs, besides testscript's own:
//
//	moothall [--exits N] ARGS   run the program; ! is any failure
//	serve                       serve the folder data from here on
//	stop                        stop serving
//	resident PATH [STATUS]      read a page: stdout is its text, as a person would read it
//	machine PATH [STATUS]       read the same address as JSON
//	tamper STATEMENT            change the gazette's database behind the program's back
//	shared FILE TO              copy a file of the folder ../shared
func TestStories(t *testing.T) {
	t.Parallel()
	for _, database := range []string{"sqlite", "postgres"} {
		t.Run(database, func(t *testing.T) {
			t.Parallel()
			testscript.Run(t, testscript.Params{
				Dir:                 "testdata/script",
				RequireUniqueNames:  true,
				RequireExplicitExec: true,
				Setup:               func(e *testscript.Env) error { return setUp(e, database) },
				Condition:           condition,
				Cmds: map[string]func(*testscript.TestScript, bool, []string){
					"moothall": runProgram,
					"serve":    serve,
					"stop":     stopServing,
					"resident": func(ts *testscript.TestScript, neg bool, args []string) { read(ts, neg, args, "text/html") },
					"machine":  func(ts *testscript.TestScript, neg bool, args []string) { read(ts, neg, args, "application/json") },
					"tamper":   tamper,
					"shared":   shared,
				},
			})
		})
	}
}

// values a story keeps between its verbs.
type (
	serverKey   struct{}
	databaseKey struct{}
)

// heldServer is the server that a story has started, if any.
type heldServer struct{ *server }

// setUp gives a story an empty database of its own.
func setUp(e *testscript.Env, database string) error {
	held := &heldServer{}
	e.Values[serverKey{}] = held
	e.Defer(func() {
		if held.server != nil {
			_ = held.server.stop()
		}
	})
	e.Setenv("DATABASE", database)
	if database == "sqlite" {
		e.Values[databaseKey{}] = ""
		return nil
	}
	if os.Getenv("MOOTHALL_TEST_DATABASE") == "" {
		e.T().Skip(noPostgres)
	}
	address, drop, err := makeDatabase()
	if err != nil {
		return err
	}
	e.Defer(drop)
	e.Values[databaseKey{}] = address
	return nil
}

const noPostgres = "no PostgreSQL here: run the tests with scripts/with-postgres, as make test does"

// makeDatabase makes an empty database on the tests' server.
func makeDatabase() (address string, drop func(), err error) {
	admin := os.Getenv("MOOTHALL_TEST_DATABASE")
	name := fmt.Sprintf("story_%d_%d", os.Getpid(), time.Now().UnixNano())
	return strings.Replace(admin, "/postgres?", "/"+name+"?", 1),
		func() { _ = statement(admin, "DROP DATABASE "+name+" WITH (FORCE)") }, statement(admin, "CREATE DATABASE "+name)
}

// freshDatabase is an empty database for a test.
func freshDatabase(t *testing.T) string {
	t.Helper()
	if os.Getenv("MOOTHALL_TEST_DATABASE") == "" {
		t.Skip(noPostgres)
	}
	address, drop, err := makeDatabase()
	must(t, err)
	t.Cleanup(drop)
	return address
}

// statement carries out one statement on a PostgreSQL database.
func statement(database, words string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	connection, err := pgx.Connect(ctx, database)
	if err != nil {
		return err
	}
	defer connection.Close(ctx)
	_, err = connection.Exec(ctx, words, pgx.QueryExecModeSimpleProtocol)
	return err
}

// onRecord are the subcommands that work on a record and so take --data and
// --database, after their own name.
var onRecord = []string{"serve", "demo", "import", "verify", "rebuild", "takedown"}

// recordFlags are the flags that lead to the story's own record.
func recordFlags(ts *testscript.TestScript) []string {
	flags := []string{"--data", ts.MkAbs("data")}
	if database := ts.Value(databaseKey{}).(string); database != "" {
		flags = append(flags, "--database", database)
	}
	return flags
}

func runProgram(ts *testscript.TestScript, neg bool, args []string) {
	code := 0
	if neg {
		code = -1
	}
	if len(args) > 1 && args[0] == "--exits" {
		var err error
		code, err = strconv.Atoi(args[1])
		ts.Check(err)
		args = args[2:]
	}
	if len(args) > 0 && slices.Contains(onRecord, args[0]) && !slices.Contains(args, "--help") && !slices.Contains(args, "--data") {
		args = slices.Concat(args, recordFlags(ts))
	}
	err := ts.Exec(moothall.binary, args...)
	var ended *exec.ExitError
	got := 0
	if errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if code == -1 && got == 0 || code != -1 && got != code {
		ts.Fatalf("moothall %s ended with %d, and that was not expected", strings.Join(args, " "), got)
	}
}

func serve(ts *testscript.TestScript, neg bool, args []string) {
	held := ts.Value(serverKey{}).(*heldServer)
	if neg || held.server != nil {
		ts.Fatalf("usage: serve, once until stop")
	}
	s, err := startServer(moothall.binary, nil, append(recordFlags(ts), args...)...)
	ts.Check(err)
	held.server = s
}

func stopServing(ts *testscript.TestScript, _ bool, _ []string) {
	held := ts.Value(serverKey{}).(*heldServer)
	ts.Check(held.server.stop())
	held.server = nil
}

// read asks the story's server for a page and shows it on stdout.
func read(ts *testscript.TestScript, neg bool, args []string, accept string) {
	if neg || len(args) == 0 || len(args) > 2 {
		ts.Fatalf("usage: resident|machine PATH [STATUS]")
	}
	status := "200"
	if len(args) == 2 {
		status = args[1]
	}
	held := ts.Value(serverKey{}).(*heldServer)
	if held.server == nil {
		ts.Fatalf("nothing is served yet")
	}
	request, err := http.NewRequest(http.MethodGet, held.server.site+args[0], nil)
	ts.Check(err)
	request.Header.Set("Accept", accept)
	client := &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	ts.Check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	ts.Check(err)
	out := string(body)
	if strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		out = readable(out)
	}
	if to := answer.Header.Get("Location"); to != "" {
		out = "leads to " + to + "\n" + out
	}
	_, err = io.WriteString(ts.Stdout(), out+"\n")
	ts.Check(err)
	if got := strconv.Itoa(answer.StatusCode); got != status {
		ts.Fatalf("%s answers %s, not %s", args[0], got, status)
	}
}

// breaking are the elements that start a line of their own.
const breaking = " p li h1 h2 h3 h4 h5 h6 tr dt dd div section article header footer main nav blockquote caption ul ol dl table summary "

// readable is a page's words, one block to a line.
func readable(page string) string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return page
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		block := n.Type == html.ElementNode && strings.Contains(breaking, " "+n.Data+" ")
		if n.Type == html.TextNode {
			b.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
		}
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
			return
		}
		if block {
			b.WriteString("\n")
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if block {
			b.WriteString("\n")
		}
	}
	walk(doc)
	var lines []string
	for line := range strings.SplitSeq(b.String(), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// shared copies a file of the folder ../shared, which not every copy of the
// project has beside it: a story that uses it starts with
// [!shared] skip 'no ../shared here'.
func shared(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: shared FILE TO")
	}
	content, err := os.ReadFile(filepath.Join(moothall.shared, args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), content, 0o600))
}

func condition(name string) (bool, error) {
	if name != "shared" {
		return false, fmt.Errorf("no such condition: %s", name)
	}
	_, err := os.Stat(moothall.shared)
	return err == nil, nil
}

// tamper changes the gazette's database as somebody would who has stolen it.
func tamper(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: tamper STATEMENT")
	}
	if database := ts.Value(databaseKey{}).(string); database != "" {
		ts.Check(statement(database, "SET search_path = gazette; "+args[0]))
		return
	}
	db, err := sql.Open("sqlite", ts.MkAbs("data/gazette.db"))
	ts.Check(err)
	_, err = db.Exec(args[0])
	ts.Check(errors.Join(err, db.Close()))
}
