package mapper

import "github.com/pyvideo/stevie/ingest"

// Inferred is what the mapper made of one field that no host names outright.
type Inferred[T any] struct {
	Value      T
	Confidence float64 // the probability that a curator would leave Value as it is
	Reason     string  // for a person who is to look at it; "" when there is no need
	RunnerUp   T       // the best other value, the zero value without one
}

// take puts the confidence in a field, and the reason to look at it, into the
// proposal, and returns the value.
func take[T any](w *writer, field string, f Inferred[T]) T {
	w.proposal.Confidence[field] = f.Confidence
	if f.Reason != "" {
		w.note(field, f.Reason)
	}
	return f.Value
}

// inferred fills in the fields that the host does not name.
func (w *writer) inferred() {
	rec := &w.proposal.Record
	title, speakers := w.titleAndSpeakers()
	rec.Title = take(w, ingest.FieldTitle, title)
	w.marks()
	rec.Speakers = take(w, ingest.FieldSpeakers, speakers)
	rec.Recorded = take(w, ingest.FieldRecorded, w.recorded()).String()
	rec.Language = take(w, ingest.FieldLanguage, w.language())
}
