package check

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// Value tells why a field of a draft cannot have a value, whatever else the draft holds:
// it is of another kind, or an error of [Drafts].
func Value(field string, v draft.Value) error {
	d := &draft.Draft{Status: draft.Review, Record: ingest.Record{Title: "A title"}}
	d, out := draft.Change{Set: map[string]draft.Value{field: v}}.Apply(d)
	if out.Err != nil {
		return out.Err
	}
	if err := plainValue(field, d.Record); err != nil {
		return fmt.Errorf("%s: %w", field, err)
	}
	for _, f := range Record(d.Record) {
		if f.Level == Error && (f.Field == field || strings.HasPrefix(f.Field, field+"[")) {
			return fmt.Errorf("%s: %w", field, errors.New(f.Message))
		}
	}
	return nil
}

// plainValue tells what pyvideo/data's schema lets pass, and a draft does not.
func plainValue(field string, r ingest.Record) error {
	switch field {
	case ingest.FieldTitle:
		if strings.TrimSpace(r.Title) == "" {
			return errors.New("a talk has a title")
		}
	case ingest.FieldRecorded:
		day := r.Recorded
		if recordedPattern.MatchString(day) {
			day, _, _ = strings.Cut(day, "T")
		}
		_, err := ingest.ParseDate(day)
		return err
	case ingest.FieldDuration:
		if r.Duration < 0 {
			return fmt.Errorf("%d seconds are less than nothing", r.Duration)
		}
	}
	return nil
}
