package pipeline

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

const (
	// streamLength is what no single talk takes, in seconds; tutorials do, and
	// hold no other talks.
	streamLength = 150 * 60
	// streamParts is the number of talks of the event, each less than half as long,
	// from which a recording of this length is likely to hold some of them.
	streamParts = 3

	streamText = "as long as a whole day or track, of which there are single talks here already; skip it unless it has others"
)

// pointOutStream notes that a video is likely the recording of a livestream whose
// talks the event has.
func (r *round) pointOutStream(t *talk) {
	length := t.video.Duration
	if length < streamLength {
		return
	}
	shorter := 0
	for _, other := range r.talks {
		if d := other.video.Duration; d > 0 && 2*d < length && sameDay(t.video, other.video) {
			shorter++
		}
	}
	if shorter < streamParts {
		return
	}
	note := ingest.Note{Field: ingest.FieldVideos, Text: streamText}
	if !slices.Contains(t.next.Proposal.Notes, note) {
		t.next.Proposal.Notes = append(t.next.Proposal.Notes, note)
	}
	t.next.Status = ""
}

// sameDay reports whether nothing speaks against two videos being of one channel's
// same occasion.
func sameDay(a, b ingest.Video) bool {
	return a.Provider == b.Provider && a.Channel.ID == b.Channel.ID && a.ID != b.ID
}
