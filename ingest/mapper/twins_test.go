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
