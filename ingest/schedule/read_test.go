package schedule_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/schedule"
)

const boats = `[{"title": "Boats", "speakers": ["Jane Doe"], "start": "2031-06-02T10:00:00+03:00"}]`

// siteFiles are the parts of a small site.
var siteFiles = map[string]string{
	"exconf-1a2b/talks/boats.md":       "---\ntitle: Boats\nspeaker: jane-doe\n---\nx\n",
	"exconf-1a2b/speakers/jane-doe.md": "---\nname: Jane Doe\n---\n",
	"exconf-1a2b/README.md":            "# ExConf\n",
	"exconf-1a2b/logo.png":             "\x89PNG\x00",
	"exconf-1a2b/.git/talks/x.md":      "---\ntitle: Not this\nspeaker: jane-doe\n---\n",
	"exconf-1a2b/../../etc/x.md":       "---\ntitle: Nor this\n---\n",
}

func TestReadArchivesAndFolders(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	sources := map[string]string{"folder": filepath.Join(dir, "folder"), "tar.gz": filepath.Join(dir, "x.tar.gz"), "zip": filepath.Join(dir, "x.zip")}
	var tarred, zipped bytes.Buffer
	compressed := gzip.NewWriter(&tarred)
	tarWriter, zipWriter := tar.NewWriter(compressed), zip.NewWriter(&zipped)
	for name, text := range siteFiles {
		if !strings.Contains(name, "..") {
			write(t, filepath.Join(sources["folder"], name), []byte(text))
		}
		if err := tarWriter.WriteHeader(&tar.Header{Name: name, Size: int64(len(text)), Typeflag: tar.TypeReg, Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := tarWriter.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		w, err := zipWriter.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(tarWriter.Close(), compressed.Close(), zipWriter.Close()); err != nil {
		t.Fatal(err)
	}
	write(t, sources["tar.gz"], tarred.Bytes())
	write(t, sources["zip"], zipped.Bytes())
	for kind, source := range sources {
		p, err := schedule.Read(t.Context(), []string{source}, schedule.Options{})
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if len(p.Sessions) == 0 || p.Sessions[0].ID != "boats" || strings.Join(p.Sessions[0].Speakers, ",") != "Jane Doe" {
			t.Errorf("%s: %v", kind, p.Sessions)
		}
		for _, s := range p.Sessions {
			if s.Title == "Not this" {
				t.Errorf("%s: what git keeps was read", kind)
			}
		}
	}
	cut := filepath.Join(dir, "cut.tar.gz")
	write(t, cut, tarred.Bytes()[:tarred.Len()/2])
	if _, err := schedule.Read(t.Context(), []string{cut}, schedule.Options{}); err == nil || ingest.Hint(err) == "" {
		t.Errorf("a cut archive: %v", err)
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestReadRefusesLargeFiles(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "large.json")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(50_000_000), f.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := schedule.Read(t.Context(), []string{name}, schedule.Options{}); err == nil || !strings.Contains(err.Error(), "50 MB") {
		t.Errorf("error %v", err)
	}
}

func TestReadSchemes(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"file:///etc/passwd", "ftp://x.example/a", "gopher://x.example/"} {
		if _, err := schedule.Read(t.Context(), []string{address}, schedule.Options{}); !errors.Is(err, ingest.ErrUnsupported) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := schedule.Read(t.Context(), []string{filepath.Join(t.TempDir(), "none")}, schedule.Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// serve answers like a conference's server.
func serve(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/boats", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write([]byte(boats))
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/boats", http.StatusFound) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<!doctype html><p>soon")) })
	mux.HandleFunc("/empty", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/long", func(w http.ResponseWriter, _ *http.Request) {
		chunk := bytes.Repeat([]byte(" "), 1<<20)
		for range 60 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	servePretalx(mux)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// servePretalx answers as an instance of pretalx and two sites that show its grid.
func servePretalx(mux *http.ServeMux) {
	page := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<!DOCTYPE html>" + text)) }
	}
	mux.HandleFunc("/exconf/schedule/export/schedule.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `"export"`)
		_, _ = w.Write([]byte(`{"schedule": {"conference": {"days": [{"rooms": {"Aula": [{"code": "BOATS1", "title": "Boats", "date": "2031-06-02T10:00:00+03:00"}]}}]}}}`))
	})
	mux.HandleFunc("/exconf/talk/BOATS1/", page(`<a href="https://pretalx.com">powered by pretalx</a>`))
	mux.HandleFunc("/site/widget.html", page(`<pretalx-schedule event-url="/exconf/"></pretalx-schedule>`))
	mux.HandleFunc("/site/script.html", page(`<script src="/exconf/widget/v2.en.js"></script>`))
	mux.HandleFunc("/unreleased/schedule/", page(`pretalx: not yet`))
	mux.HandleFunc("/api/submissions/", func(w http.ResponseWriter, r *http.Request) {
		next := `"http://` + r.Host + `/api/submissions/?page=2"`
		code := "BOATS1"
		if r.URL.Query().Get("page") == "2" {
			next, code = `"http://elsewhere.example/api/submissions/?page=3"`, "SHIPS1"
		}
		_, _ = w.Write([]byte(`{"count": 2, "next": ` + next + `, "results": [{"code": "` + code + `", "title": "` + code + `", "state": "confirmed", "slots": []}]}`))
	})
}

func TestFetchFindsTheExport(t *testing.T) {
	t.Parallel()
	server := serve(t)
	for _, path := range []string{"/exconf/talk/BOATS1/", "/site/widget.html", "/site/script.html"} {
		fetched, err := schedule.Fetch(t.Context(), schedule.Source{Address: server.URL + path}, schedule.Options{})
		if err != nil || !strings.HasSuffix(fetched.Address, "/exconf/schedule/export/schedule.json") || fetched.Validators.ETag != `"export"` {
			t.Errorf("%s: %+v, %v", path, fetched, err)
			continue
		}
		p, err := schedule.Parse(fetched.Files, schedule.Options{})
		if err != nil || len(p.Sessions) != 1 || p.Sessions[0].ID != "BOATS1" {
			t.Errorf("%s: %v, %v", path, p.Sessions, err)
		}
	}
	if _, err := schedule.Read(t.Context(), []string{server.URL + "/unreleased/schedule/"}, schedule.Options{}); !errors.Is(err, schedule.ErrNoProgramme) {
		t.Errorf("nothing is released: %v", err)
	}
}

func TestFetchAllPages(t *testing.T) {
	t.Parallel()
	server := serve(t)
	p, err := schedule.Read(t.Context(), []string{server.URL + "/api/submissions/"}, schedule.Options{})
	if err != nil || len(p.Sessions) != 2 || len(p.Remarks) != 0 {
		t.Errorf("%v, %v, %v", p.Sessions, p.Remarks, err)
	}
}

func TestFetch(t *testing.T) {
	t.Parallel()
	server := serve(t)
	o := schedule.Options{}
	first, err := schedule.Fetch(t.Context(), schedule.Source{Address: server.URL + "/boats"}, o)
	if err != nil || first.Unchanged || first.Validators.ETag != `"v1"` {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := schedule.Fetch(t.Context(), schedule.Source{Address: server.URL + "/boats", Validators: first.Validators}, o)
	if err != nil || !again.Unchanged || again.Validators != first.Validators {
		t.Errorf("%+v, %v", again, err)
	}
	p, err := schedule.Read(t.Context(), []string{server.URL + "/moved?key=secret"}, o)
	if err != nil || len(p.Sessions) != 1 {
		t.Errorf("%v, %v", p.Sessions, err)
	}
}

func TestFetchRefusals(t *testing.T) {
	t.Parallel()
	server := serve(t)
	for path, c := range map[string]struct {
		want string
		is   error
	}{
		"/none":  {"404", ingest.ErrNotFound},
		"/loop":  {"ten redirects", ingest.ErrHostFault},
		"/file":  {"file:", ingest.ErrNotTheHost},
		"/page":  {"web page", schedule.ErrNoProgramme},
		"/empty": {"empty", schedule.ErrNoProgramme},
		"/long":  {"more than", ingest.ErrHostFault},
	} {
		_, err := schedule.Read(t.Context(), []string{server.URL + path + "?key=secret"}, schedule.Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.Is(err, c.is) {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), path) && path != "/loop" || ingest.Hint(err) == "" {
			t.Errorf("%s: %v, hint %q", path, err, ingest.Hint(err))
		}
	}
	server.Close()
	_, err := schedule.Read(t.Context(), []string{server.URL + "/boats"}, schedule.Options{})
	if !errors.Is(err, ingest.ErrUnreachable) {
		t.Errorf("no server: %v", err)
	}
}
