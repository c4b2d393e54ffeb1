package library

// field is a part of a talk, in order of what it counts when a word is found there.
type field int

const (
	title field = iota
	speakers
	tags
	event
	description
	transcript
	language // asked for by name only
	year
	fieldCount
)

// fields is a set of them.
type fields uint8

func only(f field) fields { return 1 << f }

// anywhere is where a word is looked for that no operator narrows.
func anywhere() fields { return only(language) - 1 }

func (s fields) has(f field) bool { return s&only(f) != 0 }

// worth is what a word counts that is found there, of 1. A beginning or a run counts
// slightly less than a whole word, never less than a word of a lesser field.
func (f field) worth(whole bool) float64 {
	worth := [fieldCount]float64{title: 1, speakers: 0.8, tags: 0.6, event: 0.5, description: 0.4, transcript: 0.2, language: 1, year: 1}[f]
	if !whole {
		worth -= 0.05
	}
	return worth
}
