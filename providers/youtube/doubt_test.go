package youtube_test

import (
	"io"
	"net/http"
	"path"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
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
		{"several", 3, ingest.Doubtful},
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
