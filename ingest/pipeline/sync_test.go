package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	stepsync "github.com/pyvideo/stevie/ingest/sync"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/youtube"
)

const testChannel = "UCexconf0000000000000000"

// nightly is a workspace beside a host that changes between runs.
type nightly struct {
	p        *steps
	provider *youtube.Provider
	state    string
	now      time.Time
	spend    func(context.Context) error

	mu       sync.Mutex
	lists    map[string][]string // videos by playlist
	uploads  []string            // videos of the channel
	videos   map[string]fakehost.YouTubeVideo
	requests []string
}

func newNightly(tb testing.TB) *nightly {
	tb.Helper()
	n := &nightly{
		p: newPipeline(tb), state: filepath.Join(tb.TempDir(), ".stevie"),
		now:   time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC),
		lists: map[string][]string{}, videos: map[string]fakehost.YouTubeVideo{},
	}
	var err error
	n.provider, err = youtube.New(youtube.Config{
		APIKey: "key-of-the-test", HTTP: n,
		Spend: func(ctx context.Context) error {
			if n.spend == nil {
				return nil
			}
			return n.spend(ctx)
		},
	})
	if err != nil {
		tb.Fatal(err)
	}
	n.p.Hosts, n.p.Cache = oneHost{n.provider}, cachefile.Open(n.state)
	n.p.Now = func() time.Time { return n.now }
	return n
}

// RoundTrip is the host as it is now.
func (n *nightly) RoundTrip(req *http.Request) (*http.Response, error) {
	n.mu.Lock()
	host := &fakehost.YouTube{Channels: []fakehost.YouTubeChannel{{ID: testChannel, Title: "ExConf", Uploads: slices.Clone(n.uploads)}}}
	for _, v := range n.videos {
		host.Videos = append(host.Videos, v)
	}
	for id, list := range n.lists {
		host.Playlists = append(host.Playlists, fakehost.YouTubePlaylist{ID: id, Title: "ExConf 2024", ChannelID: testChannel, Videos: slices.Clone(list)})
	}
	n.requests = append(n.requests, req.URL.Path[strings.LastIndexByte(req.URL.Path, '/')+1:])
	n.mu.Unlock()
	rec := httptest.NewRecorder()
	host.ServeHTTP(rec, req)
	return rec.Result(), nil
}

func (n *nightly) find(raw string) (ingest.Target, error) { return n.p.Hosts.Resolve(raw) }

// upload puts a video on the host, at the end of a playlist.
func (n *nightly) upload(list, id, title string) {
	n.videos[id] = fakehost.YouTubeVideo{
		ID: id, Title: title, ChannelID: testChannel, Published: "2024-05-30T08:00:00Z",
		Duration: "PT28M14S", Description: "About " + title + ".",
	}
	n.lists[list] = append(n.lists[list], id)
}

// watch makes an event of a playlist.
func (n *nightly) watch(tb testing.TB, slug string, lists ...string) {
	tb.Helper()
	ev := ingest.Event{Slug: slug, Title: "ExConf 2024", Watch: true, StartDate: ingest.Date{Year: 2024, Month: time.May, Day: 18}}
	for _, list := range lists {
		ev.Sources = append(ev.Sources, ingest.Source{URL: playlistURL(list)})
	}
	if err := n.p.Workspace.CreateEvent(ev); err != nil {
		tb.Fatal(err)
	}
}

func playlistURL(list string) string { return "https://www.youtube.com/playlist?list=" + list }

func (n *nightly) sync(tb testing.TB, events ...string) (stepsync.Summary, error) {
	tb.Helper()
	n.requests = nil
	return n.p.Sync(tb.Context(), stepsync.Options{
		Events: events,
	})
}

func (n *nightly) mustSync(tb testing.TB, events ...string) stepsync.Summary {
	tb.Helper()
	summary, err := n.sync(tb, events...)
	if err != nil {
		tb.Fatal(err)
	}
	for _, problem := range summary.Problems {
		tb.Fatal(problem)
	}
	return summary
}

func listID(i int) string    { return fmt.Sprintf("PLnightly%08d", i) }
func talkID(i, k int) string { return fmt.Sprintf("n%05d_%04d", i, k) }

func TestSyncAsksForNoMoreThanItNeeds(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	const events = 60
	for i := range events {
		n.upload(listID(i), talkID(i, 1), fmt.Sprintf("Parsing %d things - Jane Doe", i))
		n.upload(listID(i), talkID(i, 2), fmt.Sprintf("Cooking %d things - John Roe", i))
		n.watch(t, fmt.Sprintf("exconf-%d", 1950+i), listID(i))
	}
	if got := n.mustSync(t); got.New != 2*events || !got.Complete {
		t.Fatalf("first run: %d new, complete %v", got.New, got.Complete)
	}
	drafts := snapshot(t, n.p.Workspace.Dir())
	state := snapshot(t, n.state)
	asked := func(when string, want ...string) {
		t.Helper()
		slices.Sort(n.requests)
		if diff := cmp.Diff(want, n.requests); diff != "" {
			t.Errorf("%s: requests (-want +got):\n%s", when, diff)
		}
	}
	unchanged := func(when string) {
		t.Helper()
		if diff := cmp.Diff(drafts, snapshot(t, n.p.Workspace.Dir())); diff != "" {
			t.Errorf("%s: drafts (-before +after):\n%s", when, diff)
		}
	}
	n.now = n.now.AddDate(0, 0, 1)
	n.mustSync(t)
	asked("nothing is new", "playlists", "playlists")
	unchanged("nothing is new")
	if diff := cmp.Diff(state, snapshot(t, n.state)); diff != "" {
		t.Errorf("nothing is new: state (-before +after):\n%s", diff)
	}

	n.upload(listID(7), talkID(7, 3), "Reading 7 things - Ann Poe")
	n.now = n.now.AddDate(0, 0, 1)
	if got := n.mustSync(t); got.New != 1 || got.Quota != 4 {
		t.Errorf("one is new: new %d, quota %d", got.New, got.Quota)
	}
	asked("one is new", "playlistItems", "playlists", "playlists", "videos")
	drafts = snapshot(t, n.p.Workspace.Dir())

	n.now = n.now.AddDate(0, 0, 5) // a week after the first run
	n.mustSync(t)
	if got := count(n.requests, "playlistItems"); got != events-1 {
		t.Errorf("after a week: %d pages, want %d", got, events-1)
	}
	if got := len(n.requests) - count(n.requests, "playlistItems"); got != 2 {
		t.Errorf("after a week: %d requests beyond the pages: %v", got, n.requests)
	}
	unchanged("after a week")

	n.now = n.now.AddDate(0, 0, -30) // the clock was wrong
	n.mustSync(t)
	if got := count(n.requests, "playlistItems"); got != events {
		t.Errorf("with a clock set back: %d pages, want %d", got, events)
	}
	unchanged("with a clock set back")
}

func count(list []string, what string) int {
	n := 0
	for _, s := range list {
		if s == what {
			n++
		}
	}
	return n
}

func TestSyncGoesOnAfterTheQuotaIsUsedUp(t *testing.T) {
	t.Parallel()
	build := func() *nightly {
		n := newNightly(t)
		for i := range 6 {
			for k := range 3 {
				n.upload(listID(i), talkID(i, k), fmt.Sprintf("Parsing %d times %d - Jane Doe", i, k))
			}
			n.watch(t, fmt.Sprintf("exconf-%d", 2000+i), listID(i))
		}
		return n
	}
	undisturbed := build()
	undisturbed.mustSync(t)

	n := build()
	left := 0
	n.spend = func(context.Context) error {
		n.mu.Lock()
		defer n.mu.Unlock()
		if left == 0 {
			return &ingest.HostError{Provider: "youtube", Err: ingest.ErrQuota}
		}
		left--
		return nil
	}
	runs, news := 0, 0
	for {
		left, runs = 5, runs+1
		summary, err := n.sync(t)
		news += summary.New
		if err == nil {
			if !summary.Complete {
				t.Error("no error, and yet not complete")
			}
			break
		}
		if !errors.Is(err, ingest.ErrQuota) || summary.Complete {
			t.Fatalf("run %d: error %v, complete %v", runs, err, summary.Complete)
		}
		if got := strings.Count(err.Error(), "quota"); got != 1 {
			t.Errorf("the same is said %d times: %v", got, err)
		}
		if runs > 10 {
			t.Fatal("the runs make no progress")
		}
	}
	if runs < 2 || news != 18 {
		t.Errorf("%d runs, %d new drafts, want several and 18", runs, news)
	}
	want, got := files(t, undisturbed.p), files(t, n.p)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("drafts differ from those of an undisturbed run (-want +got):\n%s", diff)
	}
}

// files are the drafts by their path within the workspace.
func files(t *testing.T, p *steps) map[string]string {
	t.Helper()
	relative := map[string]string{}
	for path, text := range snapshot(t, p.Workspace.Dir()) {
		rel, err := filepath.Rel(p.Workspace.Dir(), path)
		if err != nil {
			t.Fatal(err)
		}
		relative[rel] = text
	}
	return relative
}

func TestOneHostThatFailsStopsNoOtherEvent(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	n.upload(listID(1), talkID(1, 1), "Fast parsers - Jane Doe")
	n.watch(t, "exconf-2001", "PLnobodyhasthis1")
	n.watch(t, "exconf-2002", listID(1))
	summary, err := n.sync(t)
	if !errors.Is(err, ingest.ErrNotFound) {
		t.Errorf("error = %v", err)
	}
	if summary.New != 1 || summary.Complete {
		t.Errorf("new %d, complete %v", summary.New, summary.Complete)
	}
}

func TestVideosThatGoAndComeBack(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		gone     func(n *nightly)
		note     string
		counted  bool // as unavailable
		comeBack func(n *nightly)
	}{
		{
			"private", func(n *nightly) { n.change("b", func(v *fakehost.YouTubeVideo) { v.Privacy = "private" }) },
			"cannot be watched any more: private", true,
			func(n *nightly) { n.change("b", func(v *fakehost.YouTubeVideo) { v.Privacy = "" }) },
		},
		{
			"deleted", func(n *nightly) { n.change("b", func(v *fakehost.YouTubeVideo) { v.Deleted = true }) },
			"cannot be watched any more: deleted", true,
			func(n *nightly) { n.change("b", func(v *fakehost.YouTubeVideo) { v.Deleted = false }) },
		},
		{
			"taken out of the playlist", func(n *nightly) { n.lists[listID(1)] = []string{"a", "c"} },
			"no longer in the collection that it came from: it may have been replaced or taken back", false,
			func(n *nightly) { n.lists[listID(1)] = []string{"a", "c", "b"} },
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := newNightly(t)
			n.upload(listID(1), "a", "Fast parsers - Jane Doe")
			n.upload(listID(1), "b", "Slow cooking - John Roe")
			n.upload(listID(1), "c", "Quiet logs - Ann Poe")
			n.watch(t, "exconf-2024", listID(1))
			n.mustSync(t)
			edit(t, n.p, "exconf-2024", "b", func(d *draft.Draft) { d.Status, d.Record.Language = draft.Ready, "deu" })
			before := draftOf(t, n.p, "exconf-2024", "b")

			tt.gone(n)
			n.now = n.now.AddDate(0, 0, 8)
			told := n.mustSync(t)
			d := draftOf(t, n.p, "exconf-2024", "b")
			if d.Status != draft.Review || !slices.ContainsFunc(d.Notes, func(note draft.Note) bool { return note.Text == tt.note }) {
				t.Errorf("status %s, notes %v", d.Status, d.Notes)
			}
			if d.Record.Language != "deu" {
				t.Errorf("the person's language became %q", d.Record.Language)
			}
			sum := told.Events[0]
			if len(sum.Remarks) != 1 || !strings.Contains(sum.Remarks[0], tt.note) {
				t.Errorf("remarks = %q", sum.Remarks)
			}
			if got := len(sum.Unavailable) == 1; got != tt.counted {
				t.Errorf("unavailable = %v", sum.Unavailable)
			}
			if got := sum.New + sum.Updated + sum.Known + sum.Skipped + len(sum.Unavailable); got != sum.Found {
				t.Errorf("found %d, counted %d", sum.Found, got)
			}

			n.now = n.now.AddDate(0, 0, 8)
			drafts := snapshot(t, n.p.Workspace.Dir())
			if again := n.mustSync(t); len(again.Events[0].Remarks) > 0 {
				t.Errorf("told again: %q", again.Events[0].Remarks)
			}
			if diff := cmp.Diff(drafts, snapshot(t, n.p.Workspace.Dir())); diff != "" {
				t.Errorf("the second run changed files (-before +after):\n%s", diff)
			}

			tt.comeBack(n)
			n.now = n.now.AddDate(0, 0, 8)
			n.mustSync(t)
			d = draftOf(t, n.p, "exconf-2024", "b")
			if diff := cmp.Diff(before.Notes, d.Notes); diff != "" {
				t.Errorf("notes once it is back (-before +after):\n%s", diff)
			}
		})
	}
}

func (n *nightly) change(id string, with func(*fakehost.YouTubeVideo)) {
	v := n.videos[id]
	with(&v)
	n.videos[id] = v
}

func TestReuploads(t *testing.T) {
	t.Parallel()
	const first, second, third = "reupload001", "reupload002", "reupload003"
	watchAll := func(ids ...string) []string {
		var urls []string
		for _, id := range ids {
			urls = append(urls, "https://www.youtube.com/watch?v="+id)
		}
		return urls
	}
	for _, tt := range []struct {
		name   string
		change func(n *nightly)
		want   []string // addresses of the talk's videos
		own    bool     // the upload is a talk of its own
	}{
		{"beside the first one", func(n *nightly) {
			n.upload(listID(1), third, "Fast parsers - Jane Doe")
		}, watchAll(first, third), false},
		{"in its place", func(n *nightly) {
			n.lists[listID(1)] = n.lists[listID(1)][1:]
			n.upload(listID(1), third, "Fast parsers - Jane Doe")
		}, watchAll(third), false},
		{"after it became private", func(n *nightly) {
			n.change(first, func(v *fakehost.YouTubeVideo) { v.Privacy = "private" })
			n.upload(listID(1), third, "Fast parsers - Jane Doe")
		}, watchAll(third), false},
		{"of another length", func(n *nightly) {
			n.upload(listID(1), third, "Fast parsers - Jane Doe")
			n.change(third, func(v *fakehost.YouTubeVideo) { v.Duration = "PT2H" })
		}, watchAll(first), true},
		{"of another part", func(n *nightly) {
			n.upload(listID(1), third, "Fast parsers (2/2) - Jane Doe")
		}, watchAll(first), true},
		{"by somebody else", func(n *nightly) {
			n.upload(listID(1), third, "Fast parsers - Ann Poe")
		}, watchAll(first), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := newNightly(t)
			n.upload(listID(1), first, "Fast parsers - Jane Doe")
			n.upload(listID(1), second, "Slow cooking - John Roe")
			for i, title := range []string{"Quiet logs - Ann Poe", "Loud tests - Bea Moe", "Small maps - Cy Noe"} {
				n.upload(listID(1), talkID(1, i), title)
			}
			n.watch(t, "exconf-2024", listID(1))
			n.mustSync(t)
			tt.change(n)
			sum := n.mustSync(t).Events[0]
			if got := sum.New + sum.Updated + sum.Known + sum.Skipped + len(sum.Unavailable); got != sum.Found {
				t.Errorf("found %d, counted %+v", sum.Found, sum)
			}
			check := func(when string) {
				t.Helper()
				var got []string
				for _, l := range draftOf(t, n.p, "exconf-2024", first).Record.Videos {
					got = append(got, l.URL)
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("%s: videos (-want +got):\n%s", when, diff)
				}
				if own := draftOf(t, n.p, "exconf-2024", third) != nil; own != tt.own {
					t.Errorf("%s: a draft of its own: %v", when, own)
				}
			}
			check("at once")
			if _, err := n.p.Remap(t.Context(), "exconf-2024"); err != nil { // which the new one changes the others of
				t.Fatal(err)
			}
			check("proposed anew")
			before := snapshot(t, n.p.Workspace.Dir())
			n.now = n.now.AddDate(0, 0, 8)
			n.mustSync(t)
			if _, err := n.p.Remap(t.Context(), "exconf-2024"); err != nil {
				t.Fatal(err)
			}
			check("later")
			if diff := cmp.Diff(before, snapshot(t, n.p.Workspace.Dir())); diff != "" {
				t.Errorf("later runs changed files (-before +after):\n%s", diff)
			}
		})
	}
	t.Run("of speakers unknown", func(t *testing.T) {
		t.Parallel()
		n := newNightly(t)
		n.upload(listID(1), first, "Opening of the conference")
		n.watch(t, "exconf-2024", listID(1))
		n.mustSync(t)
		n.upload(listID(1), second, "Opening of the conference")
		n.upload(listID(1), third, "Opening of the conference")
		n.change(third, func(v *fakehost.YouTubeVideo) { v.Duration = "PT25M" })
		n.mustSync(t)
		if got := draftOf(t, n.p, "exconf-2024", first).Record.Videos; len(got) != 2 {
			t.Errorf("videos = %v, want both of the same length", got)
		}
		if draftOf(t, n.p, "exconf-2024", third) == nil {
			t.Error("the one of another length has no draft")
		}
	})
	t.Run("a person says that it is another talk", func(t *testing.T) {
		t.Parallel()
		n := newNightly(t)
		n.upload(listID(1), first, "Fast parsers - Jane Doe")
		n.watch(t, "exconf-2024", listID(1))
		n.mustSync(t)
		n.upload(listID(1), third, "Fast parsers - Jane Doe")
		n.mustSync(t)
		edit(t, n.p, "exconf-2024", first, func(d *draft.Draft) { d.Record.Videos = d.Record.Videos[:1] })
		n.now = n.now.AddDate(0, 0, 8)
		n.mustSync(t)
		if draftOf(t, n.p, "exconf-2024", third) == nil {
			t.Error("it has no draft of its own")
		}
		if got := draftOf(t, n.p, "exconf-2024", first).Record.Videos; len(got) != 1 {
			t.Errorf("the first talk has %v again", got)
		}
	})
}

// A re-upload of a talk that is published without a draft becomes a draft of the
// record, which publish finds again.
func TestReuploadOfAPublishedTalk(t *testing.T) {
	t.Parallel()
	const old, fresh = "published01", "published02"
	for _, gone := range []bool{false, true} {
		t.Run(fmt.Sprintf("the old one is gone: %v", gone), func(t *testing.T) {
			t.Parallel()
			n := newNightly(t)
			n.p.DataDir = filepath.Join(t.TempDir(), "data")
			rec := ingest.Record{
				Title: "Fast parsers", Speakers: []string{"Jane Doe"}, Recorded: "2024-05-18", Description: "By hand.", Language: "eng",
				Videos: []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=" + old}},
			}
			writeRecord(t, n.p.DataDir, "exconf-2024", "by-hand.json", rec)
			n.openTree(t)
			n.upload(listID(1), old, "Fast parsers - Jane Doe")
			n.upload(listID(1), "other000001", "Slow cooking - John Roe")
			n.watch(t, "exconf-2024", listID(1))
			n.mustSync(t)
			if gone {
				n.change(old, func(v *fakehost.YouTubeVideo) { v.Deleted = true })
			}
			n.upload(listID(1), fresh, "Fast parsers - Jane Doe")
			if got := n.mustSync(t).Events[0]; got.New != 1 {
				t.Errorf("summary = %+v", got)
			}
			d := draftOf(t, n.p, "exconf-2024", old)
			if d == nil {
				t.Fatal("no draft of the record")
			}
			want := rec
			want.Tags = []string{}
			want.Videos = append(slices.Clone(rec.Videos), ingest.Location{Type: "youtube", URL: "https://www.youtube.com/watch?v=" + fresh})
			if gone {
				want.Videos = want.Videos[1:]
				want.Duration, want.ThumbnailURL = 1694, "https://i.ytimg.com/vi/"+fresh+"/maxresdefault.jpg"
			}
			if diff := cmp.Diff(want, d.Record); diff != "" {
				t.Errorf("draft (-want +got):\n%s", diff)
			}
			before := snapshot(t, n.p.Workspace.Dir())
			n.now = n.now.AddDate(0, 0, 8)
			n.mustSync(t)
			if diff := cmp.Diff(before, snapshot(t, n.p.Workspace.Dir())); diff != "" {
				t.Errorf("a later run changed files (-before +after):\n%s", diff)
			}
			edit(t, n.p, "exconf-2024", old, func(d *draft.Draft) { d.Status = draft.Ready })
			if _, err := n.p.Publish(t.Context(), "exconf-2024", publish.Options{}); err != nil {
				t.Fatal(err)
			}
			records := snapshot(t, filepath.Join(n.p.DataDir, "exconf-2024", "videos"))
			if len(records) != 1 || !strings.Contains(records[filepath.Join(n.p.DataDir, "exconf-2024", "videos", "by-hand.json")], fresh) {
				t.Errorf("records = %v", records)
			}
		})
	}
}

func (n *nightly) openTree(t *testing.T) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(n.p.DataDir, ".schemas"), 0o755); err != nil { // an empty folder is no tree
		t.Fatal(err)
	}
	tree, err := record.OpenTree(n.p.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	if n.p.Tree, err = tree.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestLivestreamsArePointedOut(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	for i, title := range []string{"Fast parsers - Jane Doe", "Slow cooking - John Roe", "Quiet logs - Ann Poe"} {
		n.upload(listID(1), talkID(1, i), title)
	}
	n.upload(listID(1), "tutorial", "Parsers by hand - Jane Doe")
	n.change("tutorial", func(v *fakehost.YouTubeVideo) { v.Duration = "PT2H" })
	n.upload(listID(1), "stream", "ExConf 2024, day 1")
	n.change("stream", func(v *fakehost.YouTubeVideo) { v.Duration = "PT7H" })
	n.watch(t, "exconf-2024", listID(1))
	n.mustSync(t)
	for id, want := range map[string]bool{"stream": true, "tutorial": false, talkID(1, 0): false} {
		d := draftOf(t, n.p, "exconf-2024", id)
		got := slices.ContainsFunc(d.Notes, func(note draft.Note) bool { return strings.Contains(note.Text, "whole day or track") })
		if got != want {
			t.Errorf("%s: pointed out %v, want %v", id, got, want)
		}
	}
}

// Videos that are new in several playlists at once become one draft each, however
// the events' imports fall together.
func TestATalkInSeveralPlaylistsIsOneDraft(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	for i := range 8 {
		for k := range 20 {
			n.upload(listID(i), talkID(0, k), fmt.Sprintf("Parsing %c - Jane Doe", 'a'+k))
		}
		n.watch(t, fmt.Sprintf("exconf-%d", 2000+i), listID(i))
	}
	if got := n.mustSync(t); got.New != 20 {
		t.Errorf("%d new drafts of 20 videos", got.New)
	}
}
