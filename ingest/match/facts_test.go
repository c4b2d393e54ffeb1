package match

import (
	"slices"
	"testing"

	"github.com/pyvideo/stevie/ingest"
)

// What has no letters is no room, and no playlist's title names it.
func TestCompareRooms(t *testing.T) {
	t.Parallel()
	sessions := []ingest.Session{{ID: "A", Title: "One", Room: "-"}, {ID: "B", Title: "Two", Room: "Red"}, {ID: "C", Title: "Three", Room: "Blue"}}
	for _, c := range []struct {
		playlist string
		want     []facts // by session
	}{
		{"ExConf 2031", []facts{nil, nil, nil}},
		{"ExConf 2031 Red", []facts{nil, {{"room-same", 1}}, {{"room-differs", 1}}}},
	} {
		videos := posted("One")
		videos[0].Collection.Title = c.playlist
		r := newRun(exconf, videos, sessions, Options{})
		for i, e := range r.programme.entries {
			var got facts
			if r.compareRooms(&got, r.films[0], e); !slices.Equal(got, c.want[i]) {
				t.Errorf("%q and a session in %q: %v, want %v", c.playlist, e.session.Room, got, c.want[i])
			}
		}
	}
}
