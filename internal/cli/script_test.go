package cli_test

import (
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pyvideo/stevie/internal/cli"
	"github.com/pyvideo/stevie/internal/demo"
	"github.com/pyvideo/stevie/internal/fakehost"
)

var update = flag.Bool("update", false, "write what stevie prints into the scripts' cmp files")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"stevie":       func() { os.Exit(stevie()) },
		"fake-yt-dlp":  func() { os.Exit(fakeYTDLP()) },
		"fake-browser": func() { os.Exit(fakeBrowser()) },
	})
}

func stevie() int {
	streams := cli.System()
	streams.Now = clock(os.Getenv("TEST_CLOCK"))
	ctx, stop := cli.UntilInterrupted(context.Background())
	defer stop()
	return cli.Run(ctx, os.Args[1:], streams, os.Getenv)
}

// clock stands at the time given, in RFC 3339, so that days pass in a test; without
// one it is nil, the clock of this machine.
func clock(at string) func() time.Time {
	if at == "" {
		return nil
	}
	now, err := time.Parse(time.RFC3339, at)
	if err != nil {
		panic(err) // a test's mistake
	}
	return func() time.Time { return now }
}

// The scripts are the command line's contract; each says what it is about.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setUp,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"hosts":    hosts,
			"youtube":  serveYouTube,
			"vimeo":    serveVimeo,
			"keyless":  serveKeyless,
			"feed":     serveFeed,
			"expand":   expand,
			"taken":    taken,
			"lines":    lines,
			"locked":   locked,
			"terminal": terminal,
			"typing":   typing,
		},
	})
}

// setUp gives every script an empty home.
func setUp(env *testscript.Env) error {
	env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
	env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, "home", ".config"))
	return os.MkdirAll(filepath.Join(env.WorkDir, "home"), 0o755)
}

// hosts serves the sample conference and sets YOUTUBE, VIMEO and the keys.
func hosts(ts *testscript.TestScript, _ bool, _ []string) {
	h, err := demo.Serve(context.Background())
	ts.Check(err)
	ts.Defer(h.Close)
	ts.Setenv("YOUTUBE", h.YouTube)
	ts.Setenv("VIMEO", h.Vimeo)
	ts.Setenv("YOUTUBE_API_KEY", h.YouTubeKey)
	ts.Setenv("VIMEO_TOKEN", h.VimeoToken)
}

// serveYouTube serves the fake that a JSON file describes and sets YOUTUBE and
// the key.
func serveYouTube(ts *testscript.TestScript, _ bool, args []string) {
	host := &fakehost.YouTube{}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), host))
	server := httptest.NewServer(host)
	ts.Defer(server.Close)
	ts.Setenv("YOUTUBE", server.URL+"/")
	ts.Setenv("YOUTUBE_API_KEY", host.Key)
	if host.Auth != nil {
		ts.Setenv("YOUTUBE_CLIENT_ID", host.Auth.ClientID)
		ts.Setenv("YOUTUBE_CLIENT_SECRET", host.Auth.ClientSecret)
	}
}

// serveVimeo does the same for Vimeo.
func serveVimeo(ts *testscript.TestScript, _ bool, args []string) {
	host := &fakehost.Vimeo{Redirects: []string{"http://127.0.0.1:" + freePort(ts) + "/callback"}}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), host))
	server := httptest.NewServer(host)
	ts.Defer(server.Close)
	ts.Setenv("VIMEO", server.URL)
	ts.Setenv("VIMEO_TOKEN", host.Token)
	ts.Setenv("VIMEO_CLIENT_ID", host.ClientID)
	ts.Setenv("VIMEO_CLIENT_SECRET", host.ClientSecret)
	redirect, err := url.Parse(host.Redirects[0])
	ts.Check(err)
	ts.Setenv("VIMEO_PORT", redirect.Port())
}

// serveKeyless serves the fakes that a JSON file describes, and sets PEERTUBE,
// ARCHIVEORG, MEDIACCC and FILES.
func serveKeyless(ts *testscript.TestScript, _ bool, args []string) {
	var hosts struct {
		PeerTube   fakehost.PeerTube   `json:"peertube"`
		ArchiveOrg fakehost.ArchiveOrg `json:"archiveorg"`
		MediaCCC   fakehost.MediaCCC   `json:"mediaccc"`
		Files      fakehost.Files      `json:"files"`
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &hosts))
	for name, host := range map[string]http.Handler{"PEERTUBE": &hosts.PeerTube, "ARCHIVEORG": &hosts.ArchiveOrg, "MEDIACCC": &hosts.MediaCCC, "FILES": &hosts.Files} {
		server := httptest.NewServer(host)
		ts.Defer(server.Close)
		ts.Setenv(name, server.URL)
	}
}

// expand replaces $VARIABLES in files by their values.
func expand(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		text := os.Expand(ts.ReadFile(name), ts.Getenv)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}

// locked holds a lock file for a while, as another process would.
func locked(ts *testscript.TestScript, _ bool, args []string) {
	lasts, err := time.ParseDuration(args[1])
	ts.Check(err)
	lock := flock.New(ts.MkAbs(args[0]))
	ts.Check(lock.Lock())
	time.AfterFunc(lasts, func() { _ = lock.Close() })
}

// lines checks the number of lines of a file or of the last command's stdout.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	got := strings.Count(ts.ReadFile(args[0]), "\n")
	want := args[1]
	if same := want == itoa(got); same == neg {
		ts.Fatalf("%s has %d lines, want %s (negated: %v)", args[0], got, want, neg)
	}
}

func itoa(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}
