package mapper

import (
	"fmt"
	"testing"

	"github.com/pyvideo/stevie/ingest"
)

// Somebody who gives more talks than fit into an event stands for all of a channel, and
// what is alike there is its series.
func TestTwinsOfAChannel(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]bool{2: true, manyTalks: true, manyTalks + 1: false} {
		r := &run{videos: make([]ingest.Video, n)}
		proposals := make([]ingest.Proposal, n)
		for i := range proposals {
			proposals[i] = ingest.Proposal{Provider: "youtube", ID: fmt.Sprint(i), Record: ingest.Record{
				Title: fmt.Sprintf("Fast parsers %c", 'a'+i), Speakers: []string{"Jane Doe"},
			}}
		}
		if r.twins(proposals); (len(proposals[0].Notes) > 0) != want {
			t.Errorf("%d talks of one speaker: notes %v", n, proposals[0].Notes)
		}
	}
}

// The same words in another order are read as the same talk, in the way in which the
// event is read.
func TestMirroredTitles(t *testing.T) {
	t.Parallel()
	for _, mirrored := range []string{"Marek Udelin: Trusting strange timestamps", "Marek Udelin - Trusting strange timestamps"} {
		var videos []ingest.Video
		for i, title := range []string{
			"Slow pipelines explained - Hedda Tasvik", "Growing graphs at night - Emil Korven", "Small languages and big teams - Tuuli Brigar",
			"Index files that forget - Paola Simren", "Trusting strange timestamps - Marek Udelin", mirrored,
		} {
			videos = append(videos, ingest.Video{Provider: "youtube", ID: fmt.Sprint(i), Title: title})
		}
		got := Map(ingest.Event{Title: "ExampleConf 2031"}, videos, Options{})
		if last := got[5].Record; last.Title != "Trusting strange timestamps (2)" || len(last.Speakers) != 1 || last.Speakers[0] != "Marek Udelin" {
			t.Errorf("%s: %q %q", mirrored, last.Title, last.Speakers)
		}
	}
}
