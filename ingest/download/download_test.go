package download_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/download"
	"github.com/pyvideo/stevie/ingest/talks"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/transfer"
)

// noHosts knows no host.
type noHosts struct{}

func (noHosts) Resolve(string) (ingest.Target, error) { return ingest.Target{}, ingest.ErrNoProvider }
func (noHosts) Provider(string) ingest.Provider       { return nil }

// world is a server of files and a workspace.
type world struct {
	t     *testing.T
	dir   string
	url   string
	asked atomic.Int32
	slow  atomic.Bool // sends half of a file and then nothing
	// broken are the paths of files that break off after so many bytes.
	broken map[string]int
}

var video = bytes.Repeat([]byte("0123456789abcdef"), 20_000)

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir()}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.asked.Add(1)
		rw.Header().Set("ETag", `"v"`)
		rw.Header().Set("Content-Type", "video/mp4")
		if most, ok := w.broken[r.URL.Path]; ok {
			if most > 0 {
				rw.Header().Set("Content-Length", fmt.Sprint(len(video)))
				_, _ = rw.Write(video[:most])
				rw.(http.Flusher).Flush()
			}
			panic(http.ErrAbortHandler)
		}
		if w.slow.Load() {
			rw.Header().Set("Content-Length", fmt.Sprint(len(video)))
			_, _ = rw.Write(video[:len(video)/2])
			rw.(http.Flusher).Flush()
			<-r.Context().Done()
			return
		}
		http.ServeContent(rw, r, "x.mp4", time.Time{}, bytes.NewReader(video))
	}))
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

func (w *world) downloader() *download.Downloader {
	return &download.Downloader{
		Hosts: noHosts{}, HTTP: transfer.NewClient("", nil), Folder: filepath.Join(w.dir, "videos"), Memory: filepath.Join(w.dir, "memory"),
	}
}

func (w *world) talk(name string) talks.Talk {
	return talks.Talk{Path: name + ".toml", Name: name, Event: "exconf", Record: ingest.Record{
		Title: name, Videos: []ingest.Location{{Type: "mp4", URL: w.url + "/" + url.PathEscape(name) + ".mp4"}},
	}}
}

func (w *world) files() []string {
	w.t.Helper()
	entries, err := os.ReadDir(filepath.Join(w.dir, "videos"))
	if err != nil {
		w.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func states(rows []download.Row) string {
	var all []string
	for _, r := range rows {
		all = append(all, string(r.State))
	}
	return strings.Join(all, " ")
}

// Titles that a file system takes for the same are files of their own, and each talk finds
// its own again, by itself too.
func TestAlikeTitles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	list := []talks.Talk{w.talk("Talk"), w.talk("TALK"), w.talk("talk?")}
	list[2].Record.Title = "talk"
	rows, err := w.downloader().Get(t.Context(), list, download.Options{})
	if err != nil || states(rows) != "done done done" {
		t.Fatalf("%+v, %v", rows, err)
	}
	if got := w.files(); len(got) != 6 || !slices.Contains(got, "TALK (2).mp4") || !slices.Contains(got, "talk (3).nfo") {
		t.Errorf("files %q", got)
	}
	asked := w.asked.Load()
	for i := range list {
		again, err := w.downloader().Get(t.Context(), list[i:i+1], download.Options{})
		if err != nil || again[0].State != download.Present || again[0].File != rows[i].File {
			t.Errorf("%+v, %v; want %s", again, err, rows[i].File)
		}
	}
	if w.asked.Load() != asked {
		t.Error("what is there was asked for")
	}
}

// A run that ends in the middle leaves a part and nothing else, and the next one goes on.
func TestNextRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.slow.Store(true)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := w.downloader().Get(ctx, []talks.Talk{w.talk("Talk")}, download.Options{Progress: func(done, _ int64) {
		if done >= int64(len(video)/2) {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || !slices.Equal(w.files(), []string{"Talk.mp4.part"}) {
		t.Fatalf("%v, files %q", err, w.files())
	}
	w.slow.Store(false)
	var first int64
	rows, err := w.downloader().Get(t.Context(), []talks.Talk{w.talk("Talk")}, download.Options{Progress: func(done, _ int64) {
		if first == 0 {
			first = done
		}
	}})
	got, _ := os.ReadFile(filepath.Join(w.dir, "videos", "Talk.mp4"))
	if err != nil || states(rows) != "done" || !bytes.Equal(got, video) || first <= int64(len(video)/2) {
		t.Errorf("%+v, %v, %d bytes, begun at %d", rows, err, len(got), first)
	}
	if !slices.Equal(w.files(), []string{"Talk.mp4", "Talk.nfo"}) {
		t.Errorf("files %q", w.files())
	}
}

// Two runs get one talk once, however they name the folder.
func TestTwoRuns(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	link := filepath.Join(w.dir, "link")
	if err := os.Symlink("videos", link); err != nil {
		link = filepath.Join(w.dir, "other", "..", "videos")
	}
	if err := os.Mkdir(filepath.Join(w.dir, "videos"), 0o755); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	got := make([]string, 2)
	for i := range got {
		wait.Go(func() {
			d := w.downloader()
			if i == 1 {
				d.Folder = link
			}
			rows, err := d.Get(t.Context(), []talks.Talk{w.talk("Talk")}, download.Options{})
			if err != nil {
				t.Error(err)
			}
			got[i] = states(rows)
		})
	}
	wait.Wait()
	slices.Sort(got)
	if !slices.Equal(got, []string{"done", "present"}) || w.asked.Load() != 1 {
		t.Errorf("%q with %d requests", got, w.asked.Load())
	}
}

// A server that does not answer is given up for all of its talks.
func TestDeadServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.url = "http://127.0.0.1:1"
	began := time.Now()
	rows, err := w.downloader().Get(t.Context(), []talks.Talk{w.talk("A"), w.talk("B"), w.talk("C"), w.talk("D"), w.talk("E")}, download.Options{})
	if err != nil || states(rows) != "failed failed failed failed failed" || !errors.Is(rows[4].Err, ingest.ErrUnreachable) || ingest.Hint(rows[4].Err) == "" {
		t.Errorf("%+v, %v", rows, err)
	}
	if took := time.Since(began); took > 25*time.Second {
		t.Errorf("that took %v", took)
	}
	if len(w.files()) != 0 {
		t.Errorf("files %q", w.files())
	}
	for _, r := range rows {
		if want := "download: " + strings.TrimSuffix(r.Path, ".toml") + ".mp4: "; !strings.HasPrefix(r.Error, want) {
			t.Errorf("%s failed with %q, want %q", r.Path, r.Error, want)
		}
	}
}

// A file that breaks off each time, or is never begun, fails alone.
func TestBrokenFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.broken = map[string]int{"/short.mp4": 1000, "/none.mp4": 0}
	list := []talks.Talk{w.talk("short"), w.talk("none")}
	for i := range 6 {
		list = append(list, w.talk(fmt.Sprint("whole ", i)))
	}
	rows, err := w.downloader().Get(t.Context(), list, download.Options{})
	if err != nil || states(rows) != "failed failed"+strings.Repeat(" done", 6) {
		t.Errorf("%q, %v", states(rows), err)
	}
	// A run after it, with the part there, too.
	rows, err = w.downloader().Get(t.Context(), append(list[:1:1], w.talk("B"), w.talk("C"), w.talk("D")), download.Options{})
	if err != nil || states(rows) != "failed done done done" {
		t.Errorf("%q, %v", states(rows), err)
	}
}

// What is not what a run has remembered counts as nothing.
func TestForeignMemory(t *testing.T) {
	t.Parallel()
	for i, src := range []string{"null", "[]", "{"} {
		w := newWorld(t)
		d := w.downloader()
		if _, err := d.Get(t.Context(), nil, download.Options{}); err != nil {
			t.Fatal(err)
		}
		dirs, err := os.ReadDir(d.Memory)
		if err != nil || len(dirs) != 1 {
			t.Fatal(dirs, err)
		}
		if err := os.WriteFile(filepath.Join(d.Memory, dirs[0].Name(), cachefile.Downloads), []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
		if rows, err := d.Get(t.Context(), []talks.Talk{w.talk(fmt.Sprint(i))}, download.Options{}); err != nil || states(rows) != "done" {
			t.Errorf("%s: %+v, %v", src, rows, err)
		}
	}
}

// A dry run plans what a server tells no size of: getting it may do all the same.
func TestForeseen(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 403, 404, 405, 429, 500} {
		server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodHead {
				t.Errorf("%s was asked", r.Method)
			}
			rw.Header().Set("Content-Length", "1000")
			rw.WriteHeader(status)
		}))
		defer server.Close()
		w := &world{t: t, dir: t.TempDir(), url: server.URL}
		rows, err := w.downloader().Get(t.Context(), []talks.Talk{w.talk("Talk")}, download.Options{DryRun: true})
		if err != nil || states(rows) != "planned" || rows[0].File == "" || rows[0].Bytes == 1000 != (status == 200) || rows[0].Error != "" != (status == 404) {
			t.Errorf("%d: %+v, %v", status, rows, err)
		}
	}
}

// A description that is not there is made up for, beside the video of its talk.
func TestLostDescription(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	list := []talks.Talk{w.talk("Talk"), w.talk("TALK")}
	rows, err := w.downloader().Get(t.Context(), list, download.Options{})
	if err != nil || states(rows) != "done done" {
		t.Fatalf("%+v, %v", rows, err)
	}
	lost := filepath.Join(w.dir, "videos", "Talk.nfo")
	want, err := os.ReadFile(lost)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(lost); err != nil {
		t.Fatal(err)
	}
	// Neither a dry run nor one of the talk beside it writes one.
	for _, c := range []struct {
		list []talks.Talk
		o    download.Options
	}{{list[:1], download.Options{DryRun: true}}, {list[1:], download.Options{}}} {
		again, err := w.downloader().Get(t.Context(), c.list, c.o)
		if err != nil || states(again) != "present" || len(w.files()) != 3 {
			t.Errorf("%+v, %v, files %q", again, err, w.files())
		}
	}
	again, err := w.downloader().Get(t.Context(), []talks.Talk{list[1], list[0]}, download.Options{})
	if err != nil || states(again) != "present present" || again[0].File != rows[1].File || again[1].File != rows[0].File {
		t.Errorf("%+v, %v", again, err)
	}
	if got, err := os.ReadFile(lost); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s, %v", got, err)
	}
}
