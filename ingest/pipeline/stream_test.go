package pipeline_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/fakehost"
)

// A livestream is pointed out as well when its talks are in the data tree alone.
func TestLivestreamOfPublishedTalksIsPointedOut(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		records  int
		duration int // of each
		want     bool
	}{
		{"short talks", 3, 1800, true},
		{"too few", 2, 1800, false},
		{"parts as long as the day", 3, 5 * 3600, false},
		{"of unknown length", 3, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := newNightly(t)
			n.p.DataDir = filepath.Join(t.TempDir(), "data")
			for i := range tt.records {
				writeRecord(t, n.p.DataDir, "exconf-2024", fmt.Sprintf("talk-%d.json", i), ingest.Record{
					Title: fmt.Sprintf("Talk %d", i), Speakers: []string{"Jane Doe"}, Duration: tt.duration,
					Videos: []ingest.Location{{Type: "youtube", URL: fmt.Sprintf("https://youtu.be/recorded%03d", i)}},
				})
			}
			n.openTree(t)
			n.upload(listID(1), "stream", "ExConf 2024, day 1")
			n.change("stream", func(v *fakehost.YouTubeVideo) { v.Duration = "PT7H" })
			n.watch(t, "exconf-2024", listID(1))
			n.mustSync(t)
			d := draftOf(t, n.p, "exconf-2024", "stream")
			got := slices.ContainsFunc(d.Notes, func(note draft.Note) bool { return strings.Contains(note.Text, "whole day or track") })
			if got != tt.want {
				t.Errorf("pointed out: %v, notes %v", got, d.Notes)
			}
		})
	}
}
