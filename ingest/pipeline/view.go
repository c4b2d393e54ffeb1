package pipeline

import (
	"fmt"
	"maps"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// IsSettled reports whether nobody has to look at a draft any more.
func (v View) IsSettled() bool { return v.Draft.Status != draft.Review }

// Set is the change of a draft, as it was seen, to other values in some fields, by
// [View.Settle].
func (v View) Set(values map[string]Value) Change {
	c := Change{Path: v.Draft.Path, Set: maps.Clone(values), Was: map[string]Value{}, Fingerprint: draft.Fingerprint(v.Draft.Bytes())}
	for field := range c.Set {
		c.Was[field], _ = v.Draft.Get(field) // SaveDrafts tells of a field that there is not
	}
	return v.Settle(c)
}

// Settle takes stevie's notes out of a draft by a change that makes it ready: a person has
// looked. Those on what has become of its video stay, and a person's own.
func (v View) Settle(c Change) Change {
	settle(&c, v.Draft, v.Base)
	return c
}

// settle has a change that makes a draft ready take stevie's notes out.
func settle(c *Change, d *draft.Draft, base *draft.Base) {
	if c.Set[draft.FieldStatus] != string(draft.Ready) {
		return
	}
	if open := draft.OpenNotes(d, base); len(open) < len(d.Notes) {
		c.Set[draft.FieldNotes], c.Was[draft.FieldNotes] = open, slices.Clone(d.Notes)
	}
}

// Take is the change by which a person takes a draft as it is: it is ready. One that is
// published stays so.
func (v View) Take() Change { return v.Set(v.taken()) }

func (v View) taken() map[string]Value {
	if v.Draft.Status == draft.Published {
		return map[string]Value{}
	}
	return map[string]Value{draft.FieldStatus: string(draft.Ready)}
}

// TakeReading is the change by which a person takes one of the readings, the first of
// which is number 1.
func (v View) TakeReading(number int) (Change, error) {
	if number < 1 || number > len(v.Readings) {
		return Change{}, &RequestError{Err: fmt.Errorf("there is no reading %d of %s", number, v.Draft.Path)}
	}
	r := v.Readings[number-1]
	return v.TakeAs(r.Title, r.Speakers), nil
}

// TakeAs is the change by which a person takes a draft with this title and these speakers.
func (v View) TakeAs(title string, speakers []string) Change { return v.Set(v.Taken(title, speakers)) }

// Taken are the values that [View.TakeAs] sets, notes aside.
func (v View) Taken(title string, speakers []string) map[string]Value {
	values := v.taken()
	values[ingest.FieldTitle], values[ingest.FieldSpeakers] = title, speakers
	return values
}

// ToggleReady is the change by which a person marks a draft as ready, or takes that back.
func (v View) ToggleReady() Change {
	status := draft.Ready
	if v.Draft.Status == draft.Ready {
		status = draft.Review
	}
	return v.Set(map[string]Value{draft.FieldStatus: string(status)})
}

// ToggleSkip is the change by which a person says that a video is no talk, or takes that
// back: then it has the status of [Desk.StatusBefore].
func (v View) ToggleSkip(before draft.Status) Change {
	if v.Draft.Status != draft.Skip {
		before = draft.Skip
	}
	return Change{
		Path: v.Draft.Path, Set: map[string]Value{draft.FieldStatus: string(before)},
		Was: map[string]Value{draft.FieldStatus: string(v.Draft.Status)},
	}
}

// GuessedDay tells whether the day in doubt is the event's or the upload's, as that of many
// talks is, rather than one of the talk's own.
func (v View) GuessedDay() draft.GuessedDay { return draft.DayGuessed(v.Draft, v.Base) }

// NeedsDecision reports whether a person has something to decide about a draft: it is in
// review and not sure, or something has become of it since. A day that is only guessed is
// a matter of the event.
func (v View) NeedsDecision() bool {
	if v.Draft.Status == draft.Skip {
		return false
	}
	guessed := v.GuessedDay() != draft.OwnDay
	if slices.ContainsFunc(v.Doubts, func(field string) bool { return !guessed || field != ingest.FieldRecorded }) {
		return true
	}
	return v.Draft.Status == draft.Review && v.Level != ingest.LevelSure
}
