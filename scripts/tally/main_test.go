package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// module writes a module with one test file and makes it the working folder.
func module(t *testing.T, body string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":      "module sample\n\ngo 1.26\n",
		"one_test.go": "package sample\n\nimport \"testing\"\n\n" + body,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

func TestRun(t *testing.T) {
	tests := []struct {
		name, body string
		all        bool
		fails      bool
		says       []string
	}{
		{"passes", `func TestA(t *testing.T) {}`, true, false, []string{"1 passed, 0 failed, 0 skipped\n"}},
		{
			"fails", `func TestA(t *testing.T) { t.Error("two is not three") }`, false, true,
			[]string{"two is not three", "0 passed, 1 failed, 0 skipped\n"},
		},
		{
			"skips, which is allowed", `func TestA(t *testing.T) { t.Skip("no browser") }`, false, false,
			[]string{"skipped: sample TestA: no browser\n", "0 passed, 0 failed, 1 skipped\n"},
		},
		{
			"skips, which is not allowed", `func TestA(t *testing.T) { t.Skip("no browser") }`, true, true,
			[]string{"skipped: sample TestA: no browser\n"},
		},
		{
			"skips lawfully", `func TestA(t *testing.T) { t.Skip("no ../shared here") }`, true, false,
			[]string{"0 passed, 0 failed, 1 skipped\n"},
		},
		{"does not build", `func TestA(t *testing.T) { undefined() }`, false, true, []string{"undefined: undefined", "0 passed, 1 failed, 0 skipped\n"}},
		{
			"dies", `func TestA(t *testing.T) { println("last words"); panic("over") }`, false, true,
			[]string{"last words", "over", "0 passed, 1 failed, 0 skipped\n"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			module(t, test.body)
			var out bytes.Buffer
			if err := run(t.Context(), test.all, []string{"./..."}, &out); (err != nil) != test.fails {
				t.Errorf("run: %v, want an error: %v", err, test.fails)
			}
			for _, want := range test.says {
				if !strings.Contains(out.String(), want) {
					t.Errorf("it does not say %q:\n%s", want, out.String())
				}
			}
		})
	}
}
