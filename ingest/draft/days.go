package draft

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// What the mapper calls the notes about a day that is no talk's own. They are true of many
// talks of an event at once, so that they are said once for the event and stand in no draft.
const (
	dayOfEvent  = "day-first"
	dayOfUpload = "day-of-upload"
)

// isOfEvent reports whether a note of a proposal is about the event rather than the talk.
func isOfEvent(n ingest.Note) bool { return n.Kind == dayOfEvent || n.Kind == dayOfUpload }

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
		case n.Kind == dayOfEvent:
			return EventDay
		case n.Kind == dayOfUpload:
			return UploadDay
		default:
			return OwnDay
		}
	}
	return UploadDay // undated: one draft of the event says why
}
