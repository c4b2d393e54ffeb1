package draft

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// ErrChanged says that a file was saved by somebody else while it was to be changed.
var ErrChanged = atomicfile.ErrChanged

// carrying takes changes that were made to one version of a file over to another
// version that somebody has saved meanwhile.
type carrying struct {
	clashes []string // what was changed in both
}

func (c *carrying) err() error {
	if len(c.clashes) == 0 {
		return nil
	}
	return ingest.WithHint(fmt.Errorf("%s %w", strings.Join(c.clashes, ", "), ErrChanged), "look at it and repeat the command")
}

// carry changes now as old was changed to new.
func carry[T comparable](c *carrying, name string, old, new T, now *T) {
	carryWhole(c, name, old, new, now, func(a, b T) bool { return a == b })
}

// carryWhole is carry for what is compared by a function.
func carryWhole[T any](c *carrying, name string, old, new T, now *T, same func(a, b T) bool) {
	switch {
	case same(new, old) || same(new, *now):
	case same(*now, old):
		*now = new
	default:
		c.clashes = append(c.clashes, name)
	}
}

// carryList changes a list by the elements that were taken out and put in between
// old and new.
func carryList[T comparable](old, new []T, now *[]T) {
	if slices.Equal(*now, old) {
		*now = slices.Clone(new)
		return
	}
	list := slices.DeleteFunc(slices.Clone(*now), func(e T) bool { return slices.Contains(old, e) && !slices.Contains(new, e) })
	for _, e := range new {
		if !slices.Contains(old, e) && !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	*now = list
}

// Carry returns now with the changes that lead from old to new. The error
// wraps [ErrChanged] where now has others in the same places.
func Carry(old, new, now *Draft) (*Draft, error) {
	var c carrying
	out := now.Clone()
	carry(&c, FieldStatus, old.Status, new.Status, &out.Status)
	for _, f := range recordFields() {
		if !f.merge(&out.Record, &old.Record, &new.Record) {
			c.clashes = append(c.clashes, f.name)
		}
	}
	carryList(old.Notes, new.Notes, &out.Notes)
	carry(&c, "source", old.Source, new.Source, &out.Source)
	return out, c.err()
}

// CarryEvent returns now, which somebody has saved as the event.toml of an event,
// with the changes that lead from old to new. Lists take over what was put in and
// taken out. The error wraps [ErrChanged] where one value was changed in both.
func CarryEvent(old, new, now ingest.Event) (ingest.Event, error) {
	var c carrying
	carry(&c, "title", old.Title, new.Title, &now.Title)
	carry(&c, "url", old.URL, new.URL, &now.URL)
	carry(&c, "start_date", old.StartDate, new.StartDate, &now.StartDate)
	carry(&c, "end_date", old.EndDate, new.EndDate, &now.EndDate)
	carry(&c, "time_zone", old.TimeZone, new.TimeZone, &now.TimeZone)
	carry(&c, "language", old.Language, new.Language, &now.Language)
	carryWhole(&c, "schedule", old.Schedule, new.Schedule, &now.Schedule, slices.Equal)
	carryWhole(&c, "schedule_fields", old.ScheduleFields, new.ScheduleFields, &now.ScheduleFields, maps.Equal)
	carry(&c, "watch", old.Watch, new.Watch, &now.Watch)
	carryList(old.Tags, new.Tags, &now.Tags)
	carryList(old.RelatedURLs, new.RelatedURLs, &now.RelatedURLs)
	carryList(old.Sources, new.Sources, &now.Sources)
	if err := c.err(); err != nil {
		return ingest.Event{}, fmt.Errorf("event %s: %w", now.Slug, err)
	}
	return now, nil
}
