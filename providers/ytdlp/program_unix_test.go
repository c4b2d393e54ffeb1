//go:build unix

package ytdlp_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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

// Of a list those are asked for in full that are new, were not told of in full before, or
// have another title now; what the program says of one that it cannot get is its reason.
func TestDetails(t *testing.T) {
	calls := filepath.Join(t.TempDir(), "calls")
	p := script(t, `case "$*" in
*--flat-playlist*) cat <<'X'
{"_type":"playlist","id":"PLotter0000000000","title":"OtterPy 2031","extractor_key":"YoutubeTab","webpage_url":"https://www.youtube.com/playlist?list=PLotter0000000000","entries":[
 {"_type":"url","ie_key":"Youtube","id":"otter000001","url":"https://www.youtube.com/watch?v=otter000001","title":"As it was"},
 {"_type":"url","ie_key":"Youtube","id":"otter000002","url":"https://www.youtube.com/watch?v=otter000002","title":"Retitled"},
 {"_type":"url","ie_key":"Youtube","id":"otter000003","url":"https://www.youtube.com/watch?v=otter000003","title":"Known by its title alone"},
 {"_type":"url","ie_key":"Youtube","id":"otter000004","url":"https://www.youtube.com/watch?v=otter000004","title":"New"},
 {"_type":"url","ie_key":"Youtube","id":"otter000005","url":"https://www.youtube.com/watch?v=otter000005","title":"[Private video]"},
 {"_type":"url","ie_key":"Youtube","id":"otter000006","url":"https://www.youtube.com/watch?v=otter000006","title":"[Private video]","duration":60}]}
X
exit 101 ;;
*) echo "$@" >>`+calls+`
cat <<'X'
{"id":"otter000002","title":"Retitled","extractor_key":"Youtube","webpage_url":"https://www.youtube.com/watch?v=otter000002","timestamp":1750406400}
{"id":"otter000006","title":"[Private video]","extractor_key":"Youtube","webpage_url":"https://www.youtube.com/watch?v=otter000006","availability":"subscriber_only","duration":60}
X
echo 'ERROR: [youtube] otter000003: Private video. Sign in if you have been granted access' >&2
echo 'ERROR: [youtube] otter000004: Video unavailable. This video is not available in your country' >&2
exit 101 ;;
esac
`)
	lists, err := p.Lists(t.Context(), "https://www.youtube.com/playlist?list=PLotter0000000000")
	if err != nil {
		t.Fatal(err)
	}
	published := time.Unix(1750406400, 0)
	known := map[string]ingest.Video{
		"otter000001": {Provider: "youtube", ID: "otter000001", Title: "As it was", Published: published},
		"otter000002": {Provider: "youtube", ID: "otter000002", Title: "As it was", Published: published},
		"otter000003": {Provider: "youtube", ID: "otter000003", Title: "Known by its title alone"},
	}
	target := lists[0].Target()
	listing, err := target.Provider.(ingest.Updater).Update(t.Context(), target.Ref, func(id string) (ingest.Video, bool) {
		v, ok := known[id]
		return v, ok
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for v, err := range listing.Videos {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %s %q", v.ID, v.Availability, v.Reason))
	}
	want := []string{
		`otter000001 public ""`, `otter000002 public ""`, `otter000003 private "private"`,
		`otter000004 unavailable "Video unavailable"`,
		`otter000005 private "private"`, `otter000006 unavailable "subscriber only"`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	asked, err := os.ReadFile(calls)
	if err != nil {
		t.Fatal(err)
	}
	for id, should := range map[string]bool{"otter000001": false, "otter000002": true, "otter000003": true, "otter000004": true, "otter000005": false, "otter000006": true} {
		if strings.Contains(string(asked), "watch?v="+id) != should {
			t.Errorf("asked for %s: %v, in %q", id, !should, asked)
		}
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
