package file_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers"
	"github.com/pyvideo/stevie/providers/archiveorg"
	"github.com/pyvideo/stevie/providers/file"
	"github.com/pyvideo/stevie/providers/providertest"
)

// The servers of the tests, which are on the internet as far as addresses tell.
const (
	talks  = "192.0.2.1"
	mirror = "192.0.2.2"
)

// told is a video in short: its id without the server, title, files, and why it cannot be
// watched.
func told(v ingest.Video) string {
	s := v.Provider + " " + strings.TrimPrefix(v.ID, "http://"+talks) + " | " + v.Title
	for _, f := range v.Files {
		s += fmt.Sprintf(" | %s %s %d", f.Type, strings.TrimPrefix(f.URL, "http://"+talks), f.Size)
	}
	if v.Reason != "" {
		s += " | " + string(v.Availability) + ": " + v.Reason
	}
	if v.Doubtful {
		s += " | doubtful"
	}
	return s
}

func list(t *testing.T, p ingest.Provider, address string) (all []string, c ingest.Collection, err error) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := p.Match(u)
	if err != nil {
		t.Fatal(err)
	}
	listing, err := p.List(t.Context(), ref)
	if err != nil {
		return nil, c, err
	}
	for v, err := range listing.Videos {
		if err != nil {
			return all, listing.Collection, err
		}
		all = append(all, told(v))
	}
	return all, listing.Collection, nil
}

func server2024() *fakehost.Files {
	return &fakehost.Files{
		Pages: []fakehost.FilesPage{{Path: "/2024/talks.html", Title: "ExConf 2024 talks", Links: []fakehost.FilesLink{
			{URL: "fast-parsers.mp4", Text: "Fast parsers,\n Jane Doe"},
			{URL: "fast-parsers.webm", Text: "webm"},
			{URL: "/2024/slow_food.ogv", Text: "Download (OGV, 300 MB)"},
			{URL: "fast-parsers.mp4#t=10", Text: "again"},
			{URL: "gone.mp4", Text: "Gone"},
			{URL: "login.mp4", Text: "For members"},
			{URL: "moved.mkv", Text: "Moved"},
			{URL: "inwards.mp4", Text: "Leads inwards"},
			{URL: "http://169.254.169.254/latest/talk.mp4", Text: "A trap"},
			{URL: "http://localhost:8080/talk.mp4", Text: "Another"},
			{URL: "http://" + mirror + "/a.mp4", Text: "On a server that fails"},
			{URL: "http://" + mirror + "/b.mp4", Text: "There, too"},
			{URL: "https://www.youtube.com/@exconf", Text: "Our channel"},
			{URL: "https://www.youtube.com/c/exconf/talk.mp4", Text: "No file"},
			{URL: "https://peer.example/c/talk.mp4", Text: "Perhaps PeerTube's"},
			{URL: "next.html", Text: "More"},
			{URL: "javascript:alert(1)//.mp4", Text: "x"},
			{URL: "file:///etc/talk.mp4", Text: "x"},
			{URL: "http://jane:secret@" + talks + "/talk.mp4", Text: "x"},
			{URL: "講演.mp4", Text: "速い構文解析"},
		}}},
		Texts: map[string]string{"/2024/talks.txt": "\ufeff# talks of 2024\r\n\r\nhttp://" + talks + "/2024/fast-parsers.mp4\r\n" +
			"https://www.youtube.com/playlist?list=PLAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nhttp://" + talks + "/2024/gone.mp4\nnonsense\n"},
		Videos: map[string]fakehost.FilesVideo{
			"/2024/fast-parsers.mp4": {Size: 300}, "/2024/fast-parsers.webm": {Size: 200, Type: "video/webm"},
			"/2024/slow_food.ogv": {Size: 100, Type: "text/plain"}, "/2024/login.mp4": {Size: 9, Type: "text/html; charset=utf-8"},
			"/elsewhere.mkv": {Size: 400}, "/2024/講演.mp4": {Size: 500},
		},
		Moved: map[string]string{"/2024/moved.mkv": "/elsewhere.mkv", "/2024/inwards.mp4": "http://127.0.0.1/a.mp4"},
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	host := server2024()
	failing := &fakehost.Files{Status: map[string]int{"/a.mp4": 503, "/b.mp4": 503}}
	registry, err := providers.All(providers.Config{File: file.Config{HTTP: providertest.Network{talks: host, mirror: failing}}})
	if err != nil {
		t.Fatal(err)
	}
	all, c, err := list(t, registry.Provider(file.Name), "http://"+talks+"/2024/talks.html")
	if err != nil {
		t.Fatal(err)
	}
	const failed = "unavailable: the host failed | doubtful"
	want := []string{
		"file /2024/fast-parsers.mp4 | Fast parsers, Jane Doe | mp4 /2024/fast-parsers.mp4 300 | webm /2024/fast-parsers.webm 200",
		"file /2024/slow_food.ogv | slow food | ogv /2024/slow_food.ogv 100",
		"file /2024/gone.mp4 | Gone | unavailable: not there: the server does not have it (any more)",
		"file /2024/login.mp4 | For members | unavailable: a web page instead of a video",
		"file /2024/moved.mkv | Moved | mkv /2024/moved.mkv 400",
		"file /2024/inwards.mp4 | Leads inwards | unavailable: redirected into a private network, http://127.0.0.1",
		"file http://169.254.169.254/latest/talk.mp4 | A trap | unavailable: it lies in a private network, and the page does not",
		"file http://localhost:8080/talk.mp4 | Another | unavailable: it lies in a private network, and the page does not",
		"file http://" + mirror + "/a.mp4 | On a server that fails | " + failed,
		"file http://" + mirror + "/b.mp4 | There, too | " + failed,
		"file /2024/%E8%AC%9B%E6%BC%94.mp4 | 速い構文解析 | mp4 /2024/%E8%AC%9B%E6%BC%94.mp4 500",
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("videos (-want +got):\n%s", diff)
	}
	if c.Title != "ExConf 2024 talks" || c.URL != "http://"+talks+"/2024/talks.html" || c.Kind != file.KindPage {
		t.Errorf("collection %+v", c)
	}
	if got := host.Requests(); len(got) != 10 || slices.ContainsFunc(got[1:], func(r string) bool { return !strings.HasPrefix(r, "HEAD ") }) {
		t.Errorf("requests %q, want one page, one HEAD a file and one for a redirect", got)
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	registry, err := providers.All(providers.Config{File: file.Config{HTTP: providertest.Network{talks: server2024()}}})
	if err != nil {
		t.Fatal(err)
	}
	all, c, err := list(t, registry.Provider(file.Name), "http://"+talks+"/2024/talks.txt")
	const unknown = " |  | unavailable: no address of a single video that stevie knows"
	want := []string{
		"file /2024/fast-parsers.mp4 | fast parsers | mp4 /2024/fast-parsers.mp4 300",
		"file https://www.youtube.com/playlist?list=PLAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" + unknown,
		"file /2024/gone.mp4 | gone | unavailable: not there: the server does not have it (any more)",
		"file /2024/nonsense" + unknown,
	}
	if diff := cmp.Diff(want, all); diff != "" || err != nil {
		t.Errorf("%v, videos (-want +got):\n%s", err, diff)
	}
	if c.Title != "talks" || c.Kind != file.KindList {
		t.Errorf("collection %+v", c)
	}
}

// One file is a video even when it is not there, and one that somebody keeps is an error.
func TestSingle(t *testing.T) {
	t.Parallel()
	host := server2024()
	host.Status = map[string]int{"/kept.mp4": 403, "/head.mp4": 405}
	p := file.New(file.Config{HTTP: providertest.Network{talks: host}})
	for path, want := range map[string]string{
		"/2024/slow_food.ogv": "file /2024/slow_food.ogv | slow food | ogv /2024/slow_food.ogv 100",
		"/2024/gone.mp4":      "file /2024/gone.mp4 | gone | unavailable: not there: the server does not have it (any more)",
		"/2024/login.mp4":     "file /2024/login.mp4 | login | unavailable: a web page instead of a video",
		"/head.mp4":           "file /head.mp4 | head | mp4 /head.mp4 0",
	} {
		if all, _, err := list(t, p, "http://"+talks+path); err != nil || !slices.Equal(all, []string{want}) {
			t.Errorf("%s: %q, %v; want %q", path, all, err, want)
		}
	}
	if _, _, err := list(t, p, "http://"+talks+"/kept.mp4"); !errors.Is(err, ingest.ErrForbidden) {
		t.Errorf("error %v, want %v", err, ingest.ErrForbidden)
	}
}

// A page that is larger than anybody writes one is not read to its end, and one that leads
// to another site is not followed.
func TestPageRefused(t *testing.T) {
	t.Parallel()
	host := &fakehost.Files{
		Texts: map[string]string{"/large.txt": strings.Repeat("#\n", 6<<20), "/json.html": "{}"},
		Moved: map[string]string{"/moved.html": "http://" + mirror + "/talks.html"},
	}
	p := file.New(file.Config{HTTP: providertest.Network{talks: host}})
	for path, want := range map[string]string{
		"/large.txt":  "an answer of more than 10485760 bytes",
		"/json.html":  "text/plain instead of a page",
		"/moved.html": "redirected to " + mirror,
		"/none.html":  "not found",
	} {
		_, _, err := list(t, p, "http://"+talks+path)
		if err == nil || !strings.Contains(err.Error(), want) || ingest.Hint(err) == "" {
			t.Errorf("%s: error %v (hint %q), want %q", path, err, ingest.Hint(err), want)
		}
	}
}

// Single videos of other hosts are theirs to tell of, and are not asked for again while
// they are known. Collections are left alone.
func TestOthers(t *testing.T) {
	t.Parallel()
	item := func(id, kind string) fakehost.ArchiveOrgItem {
		return fakehost.ArchiveOrgItem{
			ID: id, Metadata: map[string]any{"mediatype": kind, "title": "About " + id},
			Files: []fakehost.ArchiveOrgFile{{"name": id + ".mp4", "source": "original", "format": "MPEG4", "size": "7"}},
		}
	}
	archive := &fakehost.ArchiveOrg{Items: []fakehost.ArchiveOrgItem{item("talk-1", "movies"), {ID: "all", Metadata: map[string]any{"mediatype": "collection"}}}}
	host := &fakehost.Files{
		Pages: []fakehost.FilesPage{{Path: "/talks/", Links: []fakehost.FilesLink{
			{URL: "https://archive.org/details/talk-1", Text: "One"},
			{URL: "https://archive.org/details/all", Text: "All"},
			{URL: "https://archive.org/details/none", Text: "None"},
			{URL: "https://archive.org/details/talk-1#x", Text: "One again"},
			{URL: "b.mp4", Text: "Beside it"},
		}}},
		Videos: map[string]fakehost.FilesVideo{"/talks/b.mp4": {Size: 1}},
	}
	registry, err := providers.All(providers.Config{
		ArchiveOrg: archiveorg.Config{Endpoint: "http://127.0.0.1:9000", HTTP: providertest.Network{"127.0.0.1:9000": archive}},
		File:       file.Config{HTTP: providertest.Network{talks: host}},
	})
	if err != nil {
		t.Fatal(err)
	}
	p := registry.Provider(file.Name)
	all, _, err := list(t, p, "http://"+talks+"/talks/")
	want := []string{
		"archiveorg talk-1 | About talk-1 | mp4 https://archive.org/download/talk-1/talk-1.mp4 7",
		"archiveorg none | None | unavailable: the Archive has nothing of this name",
		"file /talks/b.mp4 | Beside it | mp4 /talks/b.mp4 1",
	}
	if diff := cmp.Diff(want, all); diff != "" || err != nil {
		t.Errorf("%v, videos (-want +got):\n%s", err, diff)
	}
	before := len(archive.Requests())
	known := func(id string) (ingest.Video, bool) {
		return ingest.Video{Provider: "archiveorg", ID: "talk-1", Title: "As known"}, id == "https://archive.org/details/talk-1"
	}
	ref := ingest.Ref{Provider: file.Name, Kind: file.KindPage, ID: "http://" + talks + "/talks/"}
	listing, err := p.(ingest.Updater).Update(t.Context(), ref, known)
	if err != nil {
		t.Fatal(err)
	}
	for v := range listing.Videos {
		if v.ID == "talk-1" && v.Title != "As known" {
			t.Errorf("%+v, want it as it is known", v)
		}
	}
	if n := len(archive.Requests()) - before; n != 2 {
		t.Errorf("%d requests for the two that are not known", n)
	}
}

// Some servers fail, and the files on the others are told of.
func TestFind(t *testing.T) {
	t.Parallel()
	failing := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusForbidden) })
	p := file.New(file.Config{HTTP: providertest.Network{talks: server2024(), mirror: failing}})
	address := func(path string) string { return "http://" + talks + path }
	found, err := p.Find(context.Background(), []string{address("/2024/fast-parsers.mp4"), address("/2024/gone.mp4"), address("/2024/login.mp4"), "http://" + mirror + "/a.mp4", "no address"})
	some, ok := errors.AsType[*ingest.UnansweredError](err)
	if want := []string{address("/2024/login.mp4"), "http://" + mirror + "/a.mp4"}; !ok || !slices.Equal(some.IDs, want) {
		t.Errorf("error %v, want none for %q", err, want)
	}
	if v := found[address("/2024/fast-parsers.mp4")]; len(found) != 1 || v.Title != "" || v.Files[0].Size != 300 {
		t.Errorf("found %+v", found)
	}
}

// One file that a server refuses says nothing of the others, and of one that was there before
// nothing, either; many refusals in a row are the server's.
func TestPageWithRefusedFiles(t *testing.T) {
	t.Parallel()
	links := []fakehost.FilesLink{{URL: "a.mp4"}, {URL: "broken.mp4"}, {URL: "kept.mp4"}, {URL: "moved.mp4"}, {URL: "b.mp4"}}
	host := &fakehost.Files{
		Pages:  []fakehost.FilesPage{{Path: "/t/", Links: links}},
		Videos: map[string]fakehost.FilesVideo{"/t/a.mp4": {Size: 1}, "/t/b.mp4": {Size: 2}},
		Status: map[string]int{"/t/broken.mp4": 500, "/t/kept.mp4": 403},
		Moved:  map[string]string{"/t/moved.mp4": "http://" + mirror + "/none.mp4"},
	}
	p := file.New(file.Config{HTTP: providertest.Network{talks: host, mirror: &fakehost.Files{}}})
	target, err := p.Match(&url.URL{Scheme: "http", Host: talks, Path: "/t/"})
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range []bool{false, true} {
		listing, err := p.Update(t.Context(), target, func(id string) (ingest.Video, bool) {
			return ingest.Video{Provider: file.Name, ID: id, Title: "There before"}, known
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for v, err := range listing.Videos {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(path.Base(v.ID), " ", v.Usable(), " ", v.Doubtful))
		}
		want := []string{"a.mp4 true false", "broken.mp4 false true", fmt.Sprint("kept.mp4 false ", known), fmt.Sprint("moved.mp4 false ", known), "b.mp4 true false"}
		if !slices.Equal(got, want) {
			t.Errorf("known: %v: got %q, want %q", known, got, want)
		}
	}
}
