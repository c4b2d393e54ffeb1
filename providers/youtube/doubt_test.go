package youtube_test

import (
	"io"
	"net/http"
	"path"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
)

// without serves from a host until one of its methods is asked, which answers with a
// body that has nothing.
func without(method string, host http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Base(r.URL.Path) != method {
			host.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"items": [], "pageInfo": {"totalResults": 0}}`)
	})
}

func TestPublicVideosOfWhichNoneIsShown(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		videos int
		want   string
	}{
		{"several", 3, "listed as public, but not shown: to be looked at again"},
		{"one", 1, "for members only, or just removed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			videos, err := walk(t, newFor(t, without("videos", conference(tt.videos))), playlistURL)
			if err != nil || len(videos) != tt.videos {
				t.Fatalf("%d videos, error %v", len(videos), err)
			}
			for _, v := range videos {
				if v.Availability != ingest.Unavailable || v.Reason != tt.want {
					t.Errorf("%s is %s: %q, want %q", v.ID, v.Availability, v.Reason, tt.want)
				}
			}
		})
	}
}

// forgetting leaves some videos out of the answers of a host, depending on where they
// stand among those asked for.
func forgetting(host *fakehost.YouTube, forget func(i, asked int) bool) http.Handler {
	return rewritten(host, "videos", func(answer map[string]any) {
		items := answer["items"].([]any)
		kept := []any{}
		for i, item := range items {
			if !forget(i, len(items)) {
				kept = append(kept, item)
			}
		}
		answer["items"] = kept
	})
}

// A look that shows some of the videos is made again for the others. What is hidden
// then is in doubt, unless nothing speaks against its being hidden for good.
func TestVideosOfWhichSomeAreShown(t *testing.T) {
	t.Parallel()
	calls := 0
	for name, tt := range map[string]struct {
		forget  func(i, asked int) bool
		members int // the last are for members only
		want    map[string]int
	}{
		"half of them each time": {forget: func(i, asked int) bool { return 2*i >= asked+1 && asked > 1 }, want: map[string]int{"": 20}},
		"once":                   {forget: func(i, _ int) bool { calls++; return calls <= 10 && i > 3 }, want: map[string]int{"": 20}},
		"few for good":           {members: 2, want: map[string]int{"": 18, "for members only, or just removed": 2}},
		"many for good":          {members: 8, want: map[string]int{"": 12, "listed as public, but not shown: to be looked at again": 8}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := conference(20)
			for i := range tt.members {
				host.Videos[19-i].MembersOnly = true
			}
			var served http.Handler = host
			if tt.forget != nil {
				served = forgetting(host, tt.forget)
			}
			videos, err := walk(t, newFor(t, served), playlistURL)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for _, v := range videos {
				got[v.Reason]++
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The day of a talk that was shown live is that of the broadcast.
func TestBroadcast(t *testing.T) {
	t.Parallel()
	host := conference(2)
	host.Videos[1].ActualStart, host.Videos[1].Live = "2025-05-18T03:30:00Z", "none"
	videos, err := walk(t, newFor(t, host), playlistURL)
	if err != nil || !videos[0].Started.IsZero() || videos[1].Started.Format(time.RFC3339) != "2025-05-18T03:30:00Z" {
		t.Errorf("%+v, %v", videos, err)
	}
}

func TestPrivateVideosAreNoDoubt(t *testing.T) {
	t.Parallel()
	host := conference(3)
	for i := range host.Videos {
		host.Videos[i].Privacy = "private"
	}
	videos, err := walk(t, newFor(t, host), playlistURL)
	if err != nil {
		t.Fatal(err)
	}
	var got []ingest.Availability
	for _, v := range videos {
		got = append(got, v.Availability)
	}
	if diff := cmp.Diff([]ingest.Availability{ingest.Private, ingest.Private, ingest.Private}, got); diff != "" {
		t.Error(diff)
	}
}

func TestChannelsWithoutACountHaveNoState(t *testing.T) {
	t.Parallel()
	counted := conference(3)
	uncounted := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Base(r.URL.Path) != "channels" {
			counted.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"items": [{"id": "`+channelID+`", "snippet": {"title": "ExConf"}, "statistics": {}}]}`)
	})
	p := newFor(t, uncounted)
	channel := refOf(t, p, "https://www.youtube.com/channel/"+channelID)
	handle := refOf(t, p, "https://www.youtube.com/@exconf")
	states, err := p.States(t.Context(), []ingest.Ref{channel, handle})
	if err != nil || len(states) != 0 {
		t.Errorf("states %v, error %v; want none", states, err)
	}
	videos, err := walk(t, p, "https://www.youtube.com/channel/"+channelID)
	if err != nil || len(videos) != 3 {
		t.Errorf("%d videos, error %v; want 3", len(videos), err)
	}
}
