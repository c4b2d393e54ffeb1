package ingest

import (
	"encoding/json"
	"slices"
	"strconv"
)

// Proposal is what the mapper makes of one video: a record, how sure it is of
// the fields that it had to infer, and what a person should look at. It is one
// line of `stevie map`.
type Proposal struct {
	Provider   string     `json:"provider"`
	ID         string     `json:"id"`
	Session    string     `json:"session,omitempty"` // its entry in the programme, "" for none
	Record     Record     `json:"record"`
	Confidence Confidence `json:"confidence"`
	Level      Level      `json:"level,omitempty"`
	Reasons    []string   `json:"reasons,omitempty"` // why the level is not sure
	Readings   []Reading  `json:"readings,omitempty"`
	Notes      []Note     `json:"notes"`
}

// Level says in a word how sure a proposal is as a whole.
type Level string

// The levels. A proposal that is sure needs nobody; of one that is none there is
// nothing to take over.
const (
	LevelSure   Level = "sure"
	LevelLikely Level = "likely"
	LevelUnsure Level = "unsure"
	LevelNone   Level = "none"
)

// The scores from which a reading is at a level. That of sure is [Sure].
const (
	likelyFrom = 0.6
	unsureFrom = 0.1
)

// LevelOf is the level of a reading that is right with a probability.
func LevelOf(score float64) Level {
	switch {
	case score >= Sure:
		return LevelSure
	case score >= likelyFrom:
		return LevelLikely
	case score >= unsureFrom:
		return LevelUnsure
	}
	return LevelNone
}

// Cap adds a reason that forbids a proposal to be sure.
func (p *Proposal) Cap(reason string) {
	p.Reasons = append(p.Reasons, reason)
	if p.Level == LevelSure {
		p.Level = LevelLikely
	}
}

// MaxReadings is the number of readings up to which a proposal has them.
const MaxReadings = 5

// Reading is one way to read a video's title and description as a whole. The first
// of a proposal's readings is what it proposes.
type Reading struct {
	Title    string   `json:"title"`
	Speakers []string `json:"speakers"`
	Session  string   `json:"session"` // its entry in the schedule, "" without one
	Score    float64  `json:"score"`   // the probability that it is right
	Reason   string   `json:"reason"`  // how it came about
}

// Key returns the identity of the video that the proposal is about.
func (p Proposal) Key() Key { return Key{Provider: p.Provider, ID: p.ID} }

// InferredFields are the fields that have to be inferred, in the order of the
// record: those that have a confidence.
func InferredFields() []string {
	return []string{FieldTitle, FieldSpeakers, FieldRecorded, FieldLanguage}
}

// Confidence is, for each of the [InferredFields], the probability that a curator
// would leave it as it is. One that is missing is 0.
type Confidence map[string]float64

// Of returns the confidence in a field, and whether the field has one: a proposal
// made before the field was inferred has none.
func (c Confidence) Of(field string) (float64, bool) {
	p, ok := c[field]
	return p, ok && slices.Contains(InferredFields(), field)
}

// Least is the lowest confidence in any of the fields.
func (c Confidence) Least(fields ...string) float64 {
	least := 1.0
	for _, f := range fields {
		least = min(least, c[f])
	}
	return least
}

// MarshalJSON implements [json.Marshaler]: all inferred fields are always there.
func (c Confidence) MarshalJSON() ([]byte, error) {
	all := []byte{'{'}
	for i, f := range InferredFields() {
		if i > 0 {
			all = append(all, ',')
		}
		all = strconv.AppendQuote(all, f)
		p, err := json.Marshal(c[f])
		if err != nil {
			return nil, err
		}
		all = append(append(all, ':'), p...)
	}
	return append(all, '}'), nil
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

// The kinds of notes that others than their writer ask for.
const (
	NoteFirstDay  = "day-first"     // the day is the first one of the event
	NoteUploadDay = "day-of-upload" // the day is that of the upload
	NotePrivate   = "private"       // only the video's owner can watch it
	NoteTitleRead = "title-read"    // the title was read as others of the event are
)

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
