package pipeline_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
	"time"

	stepsync "github.com/pyvideo/stevie/ingest/sync"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/providers/youtube"
)

// forgetful answers one method with a body that has nothing, and leaves out the
// counts of playlists when it is to.
type forgetful struct {
	http.RoundTripper
	method   string
	counting bool
}

func (f *forgetful) RoundTrip(req *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	switch method := path.Base(req.URL.Path); {
	case method == f.method:
		rec.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rec, `{"items": []}`)
		return rec.Result(), nil
	case !f.counting && (method == "playlists" || method == "channels"):
		answer, err := f.RoundTripper.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(answer.Body)
		rec.Header().Set("Content-Type", "application/json")
		_, _ = rec.Body.WriteString(strings.NewReplacer("itemCount", "uncounted", "videoCount", "uncounted").Replace(string(text)))
		return rec.Result(), err
	}
	return f.RoundTripper.RoundTrip(req)
}

// doubtful is an event of three talks at a host that can become forgetful.
func doubtful(t *testing.T) (*nightly, *forgetful) {
	t.Helper()
	n := newNightly(t)
	host := &forgetful{RoundTripper: n, counting: true}
	provider, err := youtube.New(youtube.Config{APIKey: "key-of-the-test", HTTP: host})
	must(t, err)
	n.provider, n.p.Hosts = provider, oneHost{provider}
	for k := range 3 {
		n.upload(listID(1), talkID(1, k), fmt.Sprintf("Parsing it %d times - Jane Doe", k))
	}
	n.watch(t, "exconf-2024", listID(1))
	n.mustSync(t)
	return n, host
}

func TestAnEmptyListingFlagsNothing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		counting bool
		want     error
	}{
		{"against the count", true, ingest.ErrIncomplete},
		{"without a count", false, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n, host := doubtful(t)
			before := files(t, n.p)
			host.method, host.counting = "playlistItems", tt.counting
			n.now = n.now.Add(8 * 24 * time.Hour)
			summary, err := n.sync(t)
			if !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) || summary.Complete != (tt.want == nil) {
				t.Errorf("error %v, complete %v", err, summary.Complete)
			}
			if _, err := n.importOn(t); !errors.Is(err, tt.want) {
				t.Errorf("import: %v", err)
			}
			if diff := cmp.Diff(before, files(t, n.p)); diff != "" {
				t.Errorf("drafts were changed (-want +got):\n%s", diff)
			}
			host.method, host.counting = "", true
			n.lists[listID(1)] = n.lists[listID(1)][:2]
			if summary := n.mustSync(t); len(summary.Events) != 1 || len(summary.Events[0].Drafts) != 1 {
				t.Errorf("%+v, want the one that was really taken away", summary.Events)
			}
		})
	}
}

func TestAChannelWithoutACountIsListedEachTime(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		counting bool
		want     int
	}{{true, 0}, {false, 1}} {
		n, host := doubtful(t)
		n.uploads = n.lists[listID(1)]
		ev := ingest.Event{Slug: "exgroup", Title: "ExGroup", Watch: true}
		ev.Sources = []ingest.Source{{URL: "https://www.youtube.com/channel/" + testChannel}}
		must(t, n.p.Workspace.CreateEvent(ev))
		host.counting = tt.counting
		n.mustSync(t, "exgroup")
		n.mustSync(t, "exgroup")
		if got := count(n.requests, "playlistItems"); got != tt.want {
			t.Errorf("counting %v: listed %d times, want %d", tt.counting, got, tt.want)
		}
	}
}

func TestANewPlaylistThatComesEmptyWaits(t *testing.T) {
	t.Parallel()
	n, host := doubtful(t)
	n.upload(listID(2), talkID(2, 0), "Slow cooking - Ada Poe")
	host.method = "playlistItems"
	watching := func() (stepsync.Summary, error) {
		return n.p.Sync(t.Context(), stepsync.Options{
			Channels: []stepsync.Channel{{URL: "https://www.youtube.com/channel/" + testChannel, Series: "exseries"}},
		})
	}
	if summary, err := watching(); err != nil || summary.New != 0 || len(summary.Remarks) != 1 || !summary.Again {
		t.Errorf("error %v, %+v; want a remark, and another look", err, summary)
	}
	host.method = ""
	if summary, err := watching(); err != nil || summary.New != 1 {
		t.Errorf("error %v, %+v; want the new talk", err, summary)
	}
}

func TestLookUpsThatFindNothing(t *testing.T) {
	t.Parallel()
	n, host := doubtful(t)
	before := files(t, n.p)
	host.method = "videos"
	for k := range 2 {
		n.upload(listID(1), talkID(2, k), fmt.Sprintf("Loading it %d times - Ada Poe", k))
	}
	summary, err := n.sync(t)
	if !errors.Is(err, ingest.ErrIncomplete) || !summary.Again || summary.Complete || len(summary.Events[0].Unavailable) != 2 {
		t.Errorf("error %v, complete %v, %+v; want two videos in doubt", err, summary.Complete, summary.Events)
	}
	if summary, err := n.importOn(t); !errors.Is(err, ingest.ErrIncomplete) || summary.Complete || summary.Known != 3 {
		t.Errorf("import: error %v, %+v; want three known", err, summary)
	}
	if diff := cmp.Diff(before, files(t, n.p)); diff != "" {
		t.Errorf("drafts were changed (-want +got):\n%s", diff)
	}
	// On another day it is believed: they may be for members only.
	n.now = n.now.Add(24 * time.Hour)
	if summary := n.mustSync(t); !summary.Complete || count(n.requests, "videos") != 0 && len(summary.Events) != 1 {
		t.Errorf("the next night: %+v", summary)
	}
	n.now = n.now.Add(24 * time.Hour)
	if summary := n.mustSync(t); !summary.Complete || summary.Requests != 1 {
		t.Errorf("the night after: %d requests, complete %v", summary.Requests, summary.Complete)
	}
	// And when they are shown, the weekly listing brings them.
	host.method = ""
	n.now = n.now.Add(8 * 24 * time.Hour)
	if summary := n.mustSync(t); summary.New != 2 {
		t.Errorf("%d new drafts, want 2", summary.New)
	}
}

// halving leaves the second half out of the lists of one method's answers.
type halving struct {
	http.RoundTripper
	method string
}

func (h *halving) RoundTrip(req *http.Request) (*http.Response, error) {
	answer, err := h.RoundTripper.RoundTrip(req)
	if err != nil || path.Base(req.URL.Path) != h.method {
		return answer, err
	}
	var body map[string]any
	if err := json.NewDecoder(answer.Body).Decode(&body); err != nil {
		return nil, err
	}
	items, _ := body["items"].([]any)
	body["items"] = items[:len(items)/2]
	rec := httptest.NewRecorder()
	rec.Header().Set("Content-Type", "application/json")
	err = json.NewEncoder(rec).Encode(body)
	return rec.Result(), err
}

// A host that shows half of what it has takes away nobody's "ready", and a run after it
// finds everything as it was.
func TestHalfAnAnswerChangesNothing(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"playlistItems", "videos"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			n, well := doubtful(t)
			host := &halving{RoundTripper: well}
			provider, err := youtube.New(youtube.Config{APIKey: "key-of-the-test", HTTP: host})
			must(t, err)
			n.provider, n.p.Hosts = provider, oneHost{provider}
			for k := range 3 {
				edit(t, n.p, "exconf-2024", talkID(1, k), func(d *draft.Draft) { d.Status = draft.Ready })
			}
			for range 2 { // what is ready settles
				_, err := n.importOn(t)
				must(t, err)
			}
			before := files(t, n.p)
			for range 2 {
				host.method = method
				n.now = n.now.Add(8 * 24 * time.Hour)
				if _, err := n.importOn(t); !errors.Is(err, ingest.ErrIncomplete) {
					t.Errorf("import: %v", err)
				}
				_, err = n.sync(t) // which asks for no video that it knows
				if method == "playlistItems" && !errors.Is(err, ingest.ErrIncomplete) {
					t.Errorf("sync: %v", err)
				}
				host.method = ""
				n.mustSync(t)
				if diff := cmp.Diff(before, files(t, n.p)); diff != "" {
					t.Errorf("drafts were changed (-want +got):\n%s", diff)
				}
			}
		})
	}
}
