//go:build unix

package ytdlp_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/providers/ytdlp"
)

// script makes a program of a shell script.
func script(t *testing.T, text string) *ytdlp.Program {
	t.Helper()
	path := filepath.Join(t.TempDir(), "yt-dlp")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o755); err != nil {
		t.Fatal(err)
	}
	p, err := ytdlp.Find(path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Whoever stops waiting ends the program and whatever that has started.
func TestProgramEndsWithItsChildren(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	p := script(t, "sleep 60 &\necho $! > \"$HOME/child.part\" && mv \"$HOME/child.part\" \"$HOME/child\"\nwait\n")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := p.Lists(ctx, "https://videos.example/list")
		ended <- err
	}()
	var child int
	for range 500 {
		if text, err := os.ReadFile(filepath.Join(home, "child")); err == nil {
			child, err = strconv.Atoi(strings.TrimSpace(string(text)))
			if err != nil {
				t.Fatal(err)
			}
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	cancel()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("it ends with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it does not end")
	}
	for range 500 { // until init has seen that it is dead
		if errors.Is(syscall.Kill(child, 0), syscall.ESRCH) || zombie(child) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("its child %d lives on", child)
}

// zombie reports whether a process is dead and only waits to be taken note of.
func zombie(pid int) bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && strings.Contains(string(stat), ") Z ")
}

func TestProgramAnswers(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"rubbish", "echo '<html>'", "no JSON"},
		{"nothing", "exit 0", "no video"},
		{"null and a reason", "echo null; echo 'ERROR: [x] 1: HTTP Error 404: Not Found' >&2; exit 1", "not found or private ([x] 1: HTTP Error 404: Not Found)"},
		{"wrong usage", "echo 'yt-dlp: error: no such option: --x' >&2; exit 2", "no such option"},
		{"escapes", "printf 'ERROR: \\033[31mred\\033[0m ::error::x\\n' >&2; exit 1", "(red ::error::x)"},
		{"a cut list", `echo '{"entries":[{"id":"1"'; exit 1`, "cut off"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := script(t, test.text).Lists(t.Context(), "https://videos.example/list")
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\x1b") || ingest.Hint(err) == "" {
				t.Errorf("error %q, hint %q; want one with %q", err, ingest.Hint(err), test.want)
			}
			if _, ok := errors.AsType[*ingest.HostError](err); !ok {
				t.Errorf("%v is no error of a host", err)
			}
		})
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "bin", "yt-dlp")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", filepath.Dir(path))
	for _, command := range []string{"yt-dlp", path} {
		if _, err := ytdlp.Find(command, filepath.Join(dir, "workspace"), ""); err != nil {
			t.Errorf("%s: %v", command, err)
		}
		if _, err := ytdlp.Find(command, dir); !errors.Is(err, ytdlp.ErrNoProgram) {
			t.Errorf("%s within a folder that is not to be run from: %v", command, err)
		}
	}
	for _, command := range []string{"", "bin/yt-dlp", "./yt-dlp", "yt-dlp --exec x", "nothing", filepath.Join(dir, "nothing")} {
		if _, err := ytdlp.Find(command); !errors.Is(err, ytdlp.ErrNoProgram) {
			t.Errorf("%q: %v", command, err)
		}
	}
}
