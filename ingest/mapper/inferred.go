package mapper

import "github.com/pyvideo/stevie/ingest"

// Inferred is what the mapper made of one field that no host names outright.
type Inferred[T any] struct {
	Value      T
	Confidence float64 // the probability that a curator would leave Value as it is
	Reason     Reason  // for a person who is to look at it; zero when there is no need
	RunnerUp   T       // the best other value, the zero value without one
}

// Reason is why a person is to look at a field: what is to be said, of what, and how this
// version words that. Kinds stand in the bases of workspaces and must not change.
type Reason struct {
	Kind string
	Data []string
	Text string
}

func because(kind, text string, data ...string) Reason { return Reason{kind, data, text} }

// note is the reason as a note about a field.
func (r Reason) note(field string) ingest.Note {
	return ingest.Note{Field: field, Kind: r.Kind, Data: r.Data, Text: r.Text}
}

// take puts the confidence in a field, and the reason to look at it, into the
// proposal, and returns the value.
func take[T any](w *writer, field string, f Inferred[T]) T {
	w.proposal.Confidence[field] = f.Confidence
	if f.Reason.Text != "" {
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
	rec.Recorded = take(w, ingest.FieldRecorded, dater{w}.recorded()).String()
	rec.Language = take(w, ingest.FieldLanguage, w.language())
}
