package gh_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/gh"
	"github.com/pyvideo/stevie/internal/needs"
)

func TestFindWithoutGh(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := gh.Find(t.TempDir())
	if _, ok := errors.AsType[*gh.NotInstalledError](err); !ok || !strings.Contains(ingest.Hint(err), "cli.github.com") {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
}

// standIn puts a shell script into the place of gh, which writes down how it was
// called.
func standIn(t *testing.T, script string) (*gh.Client, string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("gh is stood in for by a shell script")
	}
	if _, err := exec.LookPath("cat"); err != nil {
		needs.Missing(t, "cat, which the stand-in for gh reads with")
	}
	bin := t.TempDir()
	log := filepath.Join(bin, "log")
	text := "#!/bin/sh\nfor a in \"$@\"; do printf '<%s>' \"$a\" >>'" + log + "'; done\necho >>'" + log + "'\n" + script + "\n"
	if err := os.WriteFile(filepath.Join(bin, "gh"), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	client, err := gh.Find(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return client, log
}

func TestCreate(t *testing.T) {
	client, log := standIn(t, "cat >>\"$0.body\"; echo 'Creating pull request'; echo https://forge.example/pull/7")
	client.Repo = "pyvideo/data"
	url, err := client.Create(t.Context(), gh.Pull{
		Owner: "me", Branch: "stevie/exconf-2024", Base: "main", Title: "-t $(touch x) `y`", Body: "a body\n",
	})
	if err != nil || url != "https://forge.example/pull/7" {
		t.Errorf("%q (%v)", url, err)
	}
	want := "<pr><create><--head><me:stevie/exconf-2024><--base><main><--title><-t $(touch x) `y`><--body-file><-><--repo><pyvideo/data>\n"
	if got, _ := os.ReadFile(log); string(got) != want {
		t.Errorf("gh was called with\n%s\nwant\n%s", got, want)
	}
	if got, _ := os.ReadFile(filepath.Join(filepath.Dir(log), "gh.body")); string(got) != "a body\n" {
		t.Errorf("the body is %q", got)
	}
}

func TestOpen(t *testing.T) {
	client, _ := standIn(t, `echo '[{"url":"https://forge.example/pull/1","headRepositoryOwner":{"login":"other"}},{"url":"https://forge.example/pull/2","headRepositoryOwner":{"login":"Me"}}]'`)
	for owner, want := range map[string]string{"me": "https://forge.example/pull/2", "": "https://forge.example/pull/1", "nobody": ""} {
		if got, err := client.Open(t.Context(), gh.Pull{Owner: owner, Branch: "stevie/x", Base: "main"}); err != nil || got != want {
			t.Errorf("of %q: %q (%v), want %q", owner, got, err, want)
		}
	}
}

func TestFailures(t *testing.T) {
	for _, tt := range []struct{ name, script, want, hint string }{
		{"not logged in", "echo 'run gh auth login, token=ghp_secret' >&2; exit 4", "gh pr list: run gh auth login", "gh auth login"},
		{"anything else", "printf 'HTTP 502\\nfrom https://me:ghp_secret@forge.example\\033[31m' >&2; exit 1", "gh pr list: HTTP 502 from", ""},
		{"not JSON", "echo nonsense", "gh pr list:", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			client, _ := standIn(t, tt.script)
			_, err := client.Open(t.Context(), gh.Pull{Branch: "stevie/x", Base: "main"})
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.ContainsAny(err.Error(), "\n\x1b") || strings.Contains(err.Error(), "ghp_secret") {
				t.Errorf("error %v", err)
			}
			if got := ingest.Hint(err); (tt.hint == "") != (got == "") || !strings.Contains(got, tt.hint) {
				t.Errorf("hint %q, want %q in it", got, tt.hint)
			}
		})
	}
}
