package pipeline

import (
	"fmt"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// Set is the change of a draft as it was seen to other values in some fields.
func (v View) Set(values map[string]Value) Change {
	was := map[string]Value{}
	for field := range values {
		was[field] = v.Draft.Value(field)
	}
	return Change{Path: v.Draft.Path, Set: values, Was: was, Fingerprint: draft.Fingerprint(v.Draft.Bytes())}
}

// Take is the change by which a person takes a draft as it is: it is ready. One that is
// published stays so.
func (v View) Take() Change {
	if v.Draft.Status == draft.Published {
		return v.Set(nil)
	}
	return v.Set(map[string]Value{draft.FieldStatus: string(draft.Ready)})
}

// TakeReading is the change by which a person takes one of the readings, the first of
// which is number 1.
func (v View) TakeReading(number int) (Change, error) {
	if number < 1 || number > len(v.Readings) {
		return Change{}, &RequestError{Err: fmt.Errorf("there is no reading %d of %s", number, v.Draft.Path)}
	}
	c, r := v.Take(), v.Readings[number-1]
	taken := v.Set(map[string]Value{ingest.FieldTitle: r.Title, ingest.FieldSpeakers: r.Speakers})
	for field := range taken.Set {
		if c.Set == nil {
			c.Set, c.Was = map[string]Value{}, map[string]Value{}
		}
		c.Set[field], c.Was[field] = taken.Set[field], taken.Was[field]
	}
	return c, nil
}

// Skip is the change by which a person says that a video is no talk, or, of one that is
// skipped, takes that back: then it has the status that it had before, by the history.
func (v View) Skip(history []Act) Change {
	if v.Draft.Status != draft.Skip {
		return v.Set(map[string]Value{draft.FieldStatus: string(draft.Skip)})
	}
	return v.Set(map[string]Value{draft.FieldStatus: v.beforeSkip(history)})
}

// beforeSkip is the status that a skipped draft had, as far as the history tells.
func (v View) beforeSkip(history []Act) Value {
	for _, act := range history { // newest first
		for _, d := range act.Drafts {
			if d.File != v.Draft.File {
				continue
			}
			for _, f := range d.Fields {
				if f.Field == draft.FieldStatus && f.Before != f.After && f.Before != "" {
					return f.Before
				}
			}
		}
	}
	return string(draft.Review)
}

// ToggleReady is the change by which a person marks a draft as ready, or takes that back.
func (v View) ToggleReady() Change {
	status := draft.Ready
	if v.Draft.Status == draft.Ready {
		status = draft.Review
	}
	return v.Set(map[string]Value{draft.FieldStatus: string(status)})
}

// IsSettled reports whether nobody has to look at a draft any more.
func (v View) IsSettled() bool { return v.Draft.Status != draft.Review }
