package library

import "cmp"

// Event is an event with talks that can be found.
type Event struct {
	Slug, Title string
	Records     int
	Drafts      int // that no record has come of

	year string
}

// Year is that of the event, or of its first talk that has a day; "" if there is none.
func (e Event) Year() string { return e.year }

// count adds a talk of the event.
func (e *Event) count(t Talk) {
	if t.IsDraft() {
		e.Drafts++
	} else {
		e.Records++
	}
	e.year = cmp.Or(e.year, t.Year())
}
