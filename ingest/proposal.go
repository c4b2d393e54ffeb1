package ingest

import "slices"

// Proposal is what the mapper makes of one video: a record, how sure it is of
// the fields that it had to infer, and what a person should look at. It is one
// line of `stevie map`.
type Proposal struct {
	Provider   string     `json:"provider"`
	ID         string     `json:"id"`
	Record     Record     `json:"record"`
	Confidence Confidence `json:"confidence"`
	Notes      []Note     `json:"notes"`
}

// Key returns the identity of the video that the proposal is about.
func (p Proposal) Key() Key { return Key{Provider: p.Provider, ID: p.ID} }

// Confidence is, for each inferred field, the probability that a curator would
// leave it as it is.
type Confidence struct {
	Title    float64 `json:"title"`
	Speakers float64 `json:"speakers"`
	Recorded float64 `json:"recorded"`
	Language float64 `json:"language"`
}

// Of returns the confidence in a field by name, and whether that field has one.
func (c Confidence) Of(field string) (float64, bool) {
	switch field {
	case FieldTitle:
		return c.Title, true
	case FieldSpeakers:
		return c.Speakers, true
	case FieldRecorded:
		return c.Recorded, true
	case FieldLanguage:
		return c.Language, true
	}
	return 0, false
}

// Sure is the confidence from which a field needs no second look.
const Sure = 0.9

// Note tells a person what stevie is unsure of or found out about one field. Its
// text names a reason that can be acted on.
//
// What a note says is its Kind with its Data. Text words that for people, and may word
// it otherwise in the next version: nothing is recognised by it.
type Note struct {
	Field string   `json:"field"`
	Kind  string   `json:"kind,omitempty"` // one word for each thing that can be said, "name-new"
	Data  []string `json:"data,omitempty"` // what it is said of: names, titles, a day
	Text  string   `json:"note"`
}

// Same reports whether two notes say the same, however they are worded. One without a
// kind says what its text says.
func (n Note) Same(o Note) bool {
	if n.Field != o.Field {
		return false
	}
	if n.Kind == "" || o.Kind == "" {
		return n.Text == o.Text
	}
	return n.Kind == o.Kind && slices.Equal(n.Data, o.Data)
}
