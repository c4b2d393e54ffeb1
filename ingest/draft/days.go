package draft

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// isOfEvent reports whether a note of a proposal is about the event rather than the talk: a
// day that is no talk's own is that of many talks at once, so that this is said once for the
// event and stands in no draft.
func isOfEvent(n ingest.Note) bool {
	return n.Kind == ingest.NoteFirstDay || n.Kind == ingest.NoteUploadDay
}

// GuessedDay is where the day of a talk comes from that has none of its own.
type GuessedDay int

// The origins of such days.
const (
	OwnDay    GuessedDay = iota // none of these: the talk has a day, or a person has settled it
	EventDay                    // the first day of the event
	UploadDay                   // that of the upload
)

// DayGuessed tells whether the day of a draft is in doubt for no reason of its own: it is
// the event's or the upload's, as that of other talks. Its doubt is then that of the event.
func DayGuessed(d *Draft, b *Base) GuessedDay {
	if b == nil || !slices.Contains(Doubts(d, b), ingest.FieldRecorded) ||
		slices.ContainsFunc(d.Notes, func(n Note) bool { return n.Field == ingest.FieldRecorded }) {
		return OwnDay
	}
	for _, n := range b.Proposal.Notes {
		switch {
		case n.Field != ingest.FieldRecorded:
		case n.Kind == ingest.NoteFirstDay:
			return EventDay
		case n.Kind == ingest.NoteUploadDay:
			return UploadDay // one proposal of the event says it for all of them
		default:
			return OwnDay
		}
	}
	return UploadDay // one proposal of the event says it for all of them
}
