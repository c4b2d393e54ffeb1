package intake

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
func (r *Run) pointOutStream(t *talk) {
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
	if shorter < streamParts && shorter+r.shorterOnRecord(t.video) < streamParts {
		return
	}
	note := ingest.Note{Field: ingest.FieldVideos, Kind: "livestream", Text: streamText}
	if !slices.ContainsFunc(t.next.Proposal.Notes, note.Same) {
		t.next.Proposal.Notes = append(t.next.Proposal.Notes, note)
	}
	t.next.Status = ""
}

// shorterOnRecord counts the talks less than half as long that the data tree has of
// the event, and that this run knows no length of.
func (r *Run) shorterOnRecord(v ingest.Video) int {
	if r.in.Tree == nil {
		return 0
	}
	known := map[ingest.Key]bool{v.Key(): true}
	for _, t := range r.talks {
		known[t.video.Key()] = known[t.video.Key()] || t.video.Duration > 0
	}
	shorter := 0
	entry, _ := r.in.Tree.Event(r.ev.Slug)
	for _, e := range entry.Records {
		if len(e.Keys) == 0 || e.Keys[0].Provider != v.Provider || known[e.Keys[0]] {
			continue
		}
		// One that cannot be read is told of where it matters.
		if rec, err := r.in.recordWith(r.ev.Slug, e.Keys[0]); err == nil && rec.Duration > 0 && 2*rec.Duration < v.Duration {
			shorter++
		}
	}
	return shorter
}

// sameDay reports whether nothing speaks against two videos being of one channel's
// same occasion.
func sameDay(a, b ingest.Video) bool {
	return a.Provider == b.Provider && a.Channel.ID == b.Channel.ID && a.ID != b.ID
}
