package transfer_test

import (
	"bytes"
	"context"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/transfer"
)

// server has a file, and cuts its answers off after so many bytes.
type server struct {
	data []byte
	tag  string
	cuts []int // after how many bytes each answer ends; none left is whole
	// wrap answers in the server's place, or not.
	wrap func(s *server, w http.ResponseWriter, r *http.Request) bool

	mu     sync.Mutex // a handler that breaks off may go on when its client has gone
	ranges []string   // that were asked for
}

// asked are the ranges that were asked for.
func (s *server) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.ranges)
}

// nextCut says after how many bytes an answer is to be cut, if it is.
func (s *server) nextCut() (cut int, isCut bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.cuts) == 0 {
		return 0, false
	}
	cut, s.cuts = s.cuts[0], s.cuts[1:]
	return cut, true
}

func (s *server) takeDown(r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ranges = append(s.ranges, r.Header.Get("Range"))
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.takeDown(r)
	if s.wrap != nil && s.wrap(s, w, r) {
		return
	}
	if s.tag != "" {
		w.Header().Set("ETag", s.tag)
	}
	if cut, isCut := s.nextCut(); isCut {
		w = &cutting{w, cut}
		defer panic(http.ErrAbortHandler)
	}
	http.ServeContent(w, r, "talk.mp4", time.Time{}, bytes.NewReader(s.data))
}

// cutting ends after so many bytes.
type cutting struct {
	http.ResponseWriter
	left int
}

func (c *cutting) Write(p []byte) (int, error) {
	n, _ := c.ResponseWriter.Write(p[:min(len(p), c.left)])
	c.left -= n
	if n < len(p) {
		return n, errors.New("cut")
	}
	return n, nil
}

func random(n int) []byte {
	data, r := make([]byte, n), rand.New(rand.NewPCG(1, uint64(n)))
	for i := range data {
		data[i] = byte(r.Uint32())
	}
	return data
}

// world is a server and a folder.
type world struct {
	t      *testing.T
	server *server
	url    string
	dir    string
	root   *os.Root
	resume transfer.Resume
}

func newWorld(t *testing.T, s *server) *world {
	t.Helper()
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return &world{t: t, server: s, url: web.URL + "/talk.mp4", dir: dir, root: root}
}

func (w *world) get(ctx context.Context, change func(*transfer.File)) (int64, error) {
	f := transfer.File{URL: w.url, Name: "talk.mp4", Resume: w.resume, Remember: func(r transfer.Resume) { w.resume = r }}
	if change != nil {
		change(&f)
	}
	return transfer.Client{HTTP: transfer.NewClient("", nil), Pause: time.Millisecond}.Get(ctx, w.root, f)
}

// holds fails unless the folder has this and nothing else.
func (w *world) holds(want map[string][]byte) {
	w.t.Helper()
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(w.dir, e.Name()))
		if expected, ok := want[e.Name()]; err != nil || !ok || !bytes.Equal(data, expected) {
			w.t.Errorf("%s holds %d bytes (%v), want %d (%v)", e.Name(), len(data), err, len(expected), ok)
		}
	}
	if len(entries) != len(want) {
		w.t.Errorf("%d files, want %d", len(entries), len(want))
	}
}

// However often the connection breaks, the file is the same byte by byte, and nothing is
// sent twice.
func TestCutTwentyTimes(t *testing.T) {
	t.Parallel()
	data := random(1 << 20)
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(2, seed))
		s := &server{data: data, tag: `"a"`}
		for range 20 {
			s.cuts = append(s.cuts, 1+r.IntN(len(data)/25))
		}
		w := newWorld(t, s)
		sum := sha1.Sum(data)
		n, err := w.get(t.Context(), func(f *transfer.File) { f.Size, f.Hash = int64(len(data)), "sha1:"+hex.EncodeToString(sum[:]) })
		if err != nil || n != int64(len(data)) || len(s.asked()) != 21 || s.asked()[0] != "" || s.asked()[1] == "" {
			t.Errorf("%d bytes, %v, ranges %q", n, err, s.asked())
		}
		w.holds(map[string][]byte{"talk.mp4": data})
	}
}

// A server may send less of the rest than it was asked for, and be asked again.
func TestPartsOfTheRest(t *testing.T) {
	t.Parallel()
	data := random(1 << 20)
	s := &server{data: data, tag: `"a"`, cuts: []int{100_000}}
	s.wrap = func(s *server, w http.ResponseWriter, r *http.Request) bool {
		var from int
		if _, err := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from); err != nil {
			return false
		}
		to := min(from+300_000, len(data))
		w.Header().Set("ETag", s.tag)
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, to-1, len(data)))
		w.WriteHeader(http.StatusPartialContent)
		_, _ = w.Write(data[from:to])
		return true
	}
	w := newWorld(t, s)
	if n, err := w.get(t.Context(), nil); err != nil || n != int64(len(data)) || len(s.asked()) != 5 {
		t.Errorf("%d bytes, %v, asked for %q", n, err, s.asked())
	}
	w.holds(map[string][]byte{"talk.mp4": data})
}

// A run that was killed leaves a part, and the next one goes on.
func TestNextRun(t *testing.T) {
	t.Parallel()
	data := random(1 << 20)
	s := &server{data: data, tag: `"a"`}
	w := newWorld(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := w.get(ctx, func(f *transfer.File) {
		f.Progress = func(done, of int64) {
			if done > of/2 {
				cancel()
			}
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	part, err := os.ReadFile(filepath.Join(w.dir, "talk.mp4"+transfer.PartSuffix))
	if err != nil || len(part) < len(data)/2 || !bytes.HasPrefix(data, part) {
		t.Fatalf("a part of %d bytes, %v", len(part), err)
	}
	if n, err := w.get(t.Context(), nil); err != nil || n != int64(len(data)) || s.asked()[1] != fmt.Sprintf("bytes=%d-", len(part)) {
		t.Errorf("%d bytes, %v, asked for %q", n, err, s.asked())
	}
	w.holds(map[string][]byte{"talk.mp4": data})
}

// One that was whole when the run was killed gets its name.
func TestWholePart(t *testing.T) {
	t.Parallel()
	data := random(1000)
	w := newWorld(t, &server{data: data, tag: `"a"`})
	w.resume = transfer.Resume{URL: w.url, Validator: `"a"`, Size: 1000}
	if err := w.root.WriteFile("talk.mp4"+transfer.PartSuffix, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := w.get(t.Context(), nil); err != nil || n != 1000 || len(w.server.asked()) != 1 || w.server.asked()[0] == "" {
		t.Errorf("%d bytes, %v, %q", n, err, w.server.asked())
	}
	w.holds(map[string][]byte{"talk.mp4": data})
}

// A file that has changed meanwhile is begun anew, by whatever the server shows it.
func TestChanged(t *testing.T) {
	t.Parallel()
	old, now := random(100_000), random(100_000)
	slices.Reverse(now) // as long as it was
	for name, wrap := range map[string]func(*server, http.ResponseWriter, *http.Request) bool{
		"whole": nil,
		"a part of the new one, whatever If-Range says": func(s *server, _ http.ResponseWriter, r *http.Request) bool {
			r.Header.Del("If-Range")
			return false
		},
		"416": func(_ *server, w http.ResponseWriter, r *http.Request) bool {
			if r.Header.Get("Range") != "" {
				w.Header().Set("Content-Range", "bytes */10")
				w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
				return true
			}
			return false
		},
		"no parts": func(_ *server, _ http.ResponseWriter, r *http.Request) bool {
			r.Header.Del("Range")
			return false
		},
		"another place": func(_ *server, w http.ResponseWriter, r *http.Request) bool {
			if r.Header.Get("Range") != "" {
				w.Header().Set("Content-Range", "bytes 0-9/100000")
				w.WriteHeader(http.StatusPartialContent)
				_, _ = w.Write(make([]byte, 10))
				return true
			}
			return false
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &server{data: old, tag: `"a"`, cuts: []int{50_000}}
			s.wrap = func(s *server, w http.ResponseWriter, r *http.Request) bool {
				if len(s.asked()) == 1 {
					return false
				}
				s.data, s.tag = now, `"b"`
				return wrap != nil && wrap(s, w, r)
			}
			w := newWorld(t, s)
			if n, err := w.get(t.Context(), nil); err != nil || n != int64(len(now)) {
				t.Errorf("%d bytes, %v", n, err)
			}
			w.holds(map[string][]byte{"talk.mp4": now})
		})
	}
}

// When the new file is remembered nothing of the old one is left: whoever is killed right
// then goes on with nothing of another file.
func TestRememberedWhenEmpty(t *testing.T) {
	t.Parallel()
	w := newWorld(t, &server{data: random(1000), tag: `"b"`})
	w.resume = transfer.Resume{URL: w.url, Validator: `"a"`, Size: 1000}
	if err := w.root.WriteFile("talk.mp4"+transfer.PartSuffix, make([]byte, 500), 0o600); err != nil {
		t.Fatal(err)
	}
	var left []int64
	_, err := w.get(t.Context(), func(f *transfer.File) {
		f.Remember = func(transfer.Resume) {
			info, err := w.root.Stat("talk.mp4" + transfer.PartSuffix)
			if err != nil {
				t.Error(err)
				return
			}
			left = append(left, info.Size())
		}
	})
	if err != nil || !slices.Equal(left, []int64{0}) {
		t.Errorf("%v, with %d bytes left", err, left)
	}
}

// What is no file is an error, and no file has its name.
func TestRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer func(http.ResponseWriter, *http.Request)
		change func(*transfer.File)
		want   error
		asked  int
	}{
		"a page": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "  <!DOCTYPE html><p>Log in") }, nil, ingest.ErrNotTheHost, 1},
		"a page by its type": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "Log in")
		}, nil, ingest.ErrNotTheHost, 1},
		"gone":            {http.NotFound, nil, ingest.ErrNotFound, 1},
		"forbidden":       {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, nil, ingest.ErrForbidden, 1},
		"a fault":         {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, nil, ingest.ErrHostFault, 5},
		"empty":           {func(http.ResponseWriter, *http.Request) {}, nil, ingest.ErrHostFault, 2},
		"shorter than it": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "video\x00") }, func(f *transfer.File) { f.Size = 7 }, ingest.ErrIncomplete, 1},
		"another hash": {
			func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "video\x00") }, func(f *transfer.File) { f.Hash = "md5:00" }, ingest.ErrHostFault, 2,
		},
		"a lie about its length": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "video\x00")
		}, nil, ingest.ErrHostFault, 6},
		"no answer on a connection": {func(http.ResponseWriter, *http.Request) {
			panic(http.ErrAbortHandler)
		}, nil, ingest.ErrHostFault, 5},
		"https to http": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}, nil, ingest.ErrNotTheHost, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &server{}
			s.wrap = func(_ *server, w http.ResponseWriter, r *http.Request) bool { c.answer(w, r); return true }
			w := newWorld(t, s)
			_, err := w.get(t.Context(), c.change)
			if !errors.Is(err, c.want) || len(s.asked()) != c.asked {
				t.Errorf("%v after %d requests, want %v after %d", err, len(s.asked()), c.want, c.asked)
			}
			if _, err := w.root.Stat("talk.mp4"); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("it has its name: %v", err)
			}
		})
	}
}

// What can be no video has no file, whatever it is called.
func TestNoVideo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind, coding, body string
		want               string // in the error; "" is got
	}{
		{"Text/HTML", "", "Log in", "a web page"},
		{"text/html; charset", "", "Log in", "a web page"},
		{"video/mp4", "", "<!-- x --><html>", "a web page"},
		{"video/mp4", "", "\n<HEAD><title>Log in</title>", "a web page"},
		{"", "", "<!DOCTYPE HTML>", "a web page"},
		{"application/json", "", `{"error":"gone"}`, "JSON"},
		{"application/problem+json; charset=utf-8", "", "null", "JSON"},
		{"application/octet-stream", "", `{"error":"gone"}`, "JSON"},
		{"application/xml", "", "<Error><Code>AccessDenied</Code></Error>", "XML"},
		{"binary/octet-stream", "", "\ufeff<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "XML"},
		{"video/mp4", "", "<Error><Code>AccessDenied</Code></Error>", "XML"},
		{"text/plain", "", "It has gone", "text"},
		{"text/css", "", "\x00\x00\x00\x18ftypmp42", "text"},
		{"video/mp4", "gzip", "\x1f\x8b\x08", "compressed, by gzip"},
		{"text/plain", "", "\x1a\x45\xdf\xa3 a file that its server knows no type of", ""},
		{"video/mp4", "identity", "\x00\x00\x00\x18ftypmp42", ""},
		{"", "", "\x00\x00\x00\x18ftypmp42", ""},
	} {
		s := &server{}
		s.wrap = func(_ *server, w http.ResponseWriter, _ *http.Request) bool {
			w.Header()["Content-Type"] = []string{c.kind}
			if c.coding != "" {
				w.Header().Set("Content-Encoding", c.coding)
			}
			fmt.Fprint(w, c.body)
			return true
		}
		w := newWorld(t, s)
		_, err := w.get(t.Context(), nil)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%q %q: %v", c.kind, c.body, err)
		case c.want != "" && (!errors.Is(err, ingest.ErrNotTheHost) || !strings.Contains(err.Error(), c.want) || len(s.asked()) != 1):
			t.Errorf("%q %q: %v after %d requests, want %q", c.kind, c.body, err, len(s.asked()), c.want)
		case c.want != "":
			w.holds(nil)
		}
	}
}

// A disk without room is told before a byte was written.
func TestNoRoom(t *testing.T) {
	t.Parallel()
	w := newWorld(t, &server{data: random(1000), tag: `"a"`})
	c := transfer.Client{HTTP: transfer.NewClient("", nil), Free: func(*os.Root) (int64, error) { return 999, nil }}
	if _, err := c.Get(t.Context(), w.root, transfer.File{URL: w.url, Name: "talk.mp4"}); err == nil || !strings.Contains(err.Error(), "free") || ingest.Hint(err) == "" {
		t.Error(err)
	}
	w.holds(nil)
}
