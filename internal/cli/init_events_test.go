package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/cli"
)

// takeOver runs init with an events.yml in a folder of its own.
func takeOver(t *testing.T, events string) (status int, stderr, workspace string) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "events.yml")
	if err := os.WriteFile(path, []byte(events), 0o600); err != nil {
		t.Fatal(err)
	}
	workspace = filepath.Join(dir, "talks")
	var out, err bytes.Buffer
	status = cli.Run(t.Context(), []string{"init", workspace, "--from-events", path},
		cli.Streams{In: strings.NewReader(""), Out: &out, Err: &err}, func(string) string { return "" })
	if out.Len() > 0 {
		t.Errorf("stdout: %s", &out)
	}
	return status, err.String(), workspace
}

// A file that cannot be used is the caller's mistake, and nothing is made of it.
// What only has no counterpart is none.
func TestTakeOverStatus(t *testing.T) {
	t.Parallel()
	for events, want := range map[string]int{
		"- {dir: exconf-2024, title: ExConf 2024, youtube_list: PLexconf2024talks}": cli.ExitDone,
		"- {dir: exconf-2024, title: ExConf 2024, youtube_list: 'tube:x', x: y}":    cli.ExitDone,
		"events:\n":                cli.ExitUsage,
		"events: [{dir: a]":        cli.ExitUsage,
		"- dir: a\n  dir: b\n":     cli.ExitUsage,
		"- dir: a\n  tags: {}\n":   cli.ExitDone,
		"- dir: a\n  title: {}\n":  cli.ExitUsage,
		strings.Repeat("#", 2<<20): cli.ExitUsage,
	} {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			got, stderr, workspace := takeOver(t, events)
			if got != want {
				t.Errorf("%.60q: status %d, want %d\n%s", events, got, want, stderr)
			}
			_, err := os.Stat(workspace)
			if made := err == nil; made != (want == cli.ExitDone) {
				t.Errorf("%.60q: made a workspace: %v", events, made)
			}
		})
	}
}

// Each address becomes one that the providers understand, and is watched if what it
// lists is the event's own.
func TestTakeOverAddresses(t *testing.T) {
	t.Parallel()
	const site = "https://www.youtube.com/"
	for given, c := range map[string]struct {
		url   string
		watch bool
	}{
		"PLexconf2024talks": {site + "playlist?list=PLexconf2024talks", true},
		"www.youtube.com/playlist?index=1&list=PLexconf2024talks": {site + "playlist?list=PLexconf2024talks", true},
		"https://youtu.be/exconf00001":                            {site + "watch?v=exconf00001", false},
		"'@exconf'":                                               {site + "@exconf", false},
		"UCexconf0000000000000000":                                {site + "channel/UCexconf0000000000000000", false},
		"UUexconf0000000000000000":                                {site + "playlist?list=UUexconf0000000000000000", false},
		"https://www.youtube.com/user/exconf/videos?view=0":       {site + "user/exconf", false},
		"https://vimeo.com/showcase/4242":                         {"https://vimeo.com/showcase/4242", true},
		"https://vimeo.com/exconf":                                {"https://vimeo.com/exconf", false},
		"https://vimeo.com/424242":                                {"https://vimeo.com/424242", false},
	} {
		t.Run(given, func(t *testing.T) {
			t.Parallel()
			_, stderr, workspace := takeOver(t, "- {dir: exconf-2024, title: ExConf 2024, youtube_list: ["+given+"], dates: {begin: 2024-05-17, end: 2024-05-19}}")
			src, err := os.ReadFile(filepath.Join(workspace, "drafts", "exconf-2024", "event.toml"))
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{fmt.Sprintf("\nurl = %q\n", c.url), fmt.Sprintf("\nwatch = %v ", c.watch)} {
				if !strings.Contains(string(src), want) {
					t.Errorf("no %q in\n%s%s", want, src, stderr)
				}
			}
		})
	}
}

// A long history makes a handful of lines, and hostile text stays text.
func TestTakeOverManyEvents(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("events:\n")
	for year := 2001; year <= 2030; year++ {
		fmt.Fprintf(&b, "- title: \"ExConf %d \\e[31m\\nx = 1\"\n  dir: exconf-%d\n  youtube_list: PLexconf%dtalks\n  issue: \"%d\\e]0;x\\a\"\n", year, year, year, year)
	}
	status, stderr, workspace := takeOver(t, b.String())
	if status != cli.ExitDone || strings.ContainsAny(stderr, "\x1b\a") {
		t.Errorf("status %d, %q", status, stderr)
	}
	if n := strings.Count(stderr, "\n"); n > 8 {
		t.Errorf("%d lines:\n%s", n, stderr)
	}
	for _, want := range []string{"exconf-2001 line 5: 2001", "; and 25 more): write", "took over 30 events", "30 of them watched"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("no %q in\n%s", want, stderr)
		}
	}
	src, err := os.ReadFile(filepath.Join(workspace, "drafts", "exconf-2030", "event.toml"))
	if err != nil || bytes.ContainsAny(src, "\x1b\a") || !bytes.Contains(src, []byte("\n# issue 2030\ufffd]0;x\ufffd: write")) {
		t.Errorf("%v\n%s", err, src)
	}
}
