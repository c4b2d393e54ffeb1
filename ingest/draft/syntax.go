package draft

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// SyntaxError says why a file of the workspace cannot be read, and where. Its
// text has the form "path:line:column: message" that editors understand.
type SyntaxError struct {
	Path         string
	Line, Column int // from 1; the column counts bytes
	Message      string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message)
}

// located gives a reading error the file's path.
func located(path string, err error) error {
	if at, ok := errors.AsType[*tomledit.SyntaxError](err); ok {
		return &SyntaxError{path, at.Line, at.Column, at.Message}
	}
	return err
}

// misplaced is an error about the value of a key, found once the file had been
// read; where leads to the key as [tomledit.Document.Locate] takes it.
func misplaced(path string, src []byte, message string, where ...any) error {
	doc, err := tomledit.Parse(src, tomledit.Layout{})
	if err != nil {
		return located(path, err)
	}
	line, column := doc.Locate(where...)
	return &SyntaxError{path, line, column, message}
}

// dayText reads a day, quoted or not, with or without a time behind it. The text
// of a quoted one is kept as it is.
func dayText(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		var d ingest.Date
		if err := d.UnmarshalText([]byte(v)); err != nil {
			return "", err
		}
		return v, nil
	case toml.LocalDate:
		return v.String(), nil
	case toml.LocalDateTime:
		return v.String(), nil
	case time.Time:
		return v.Format(time.RFC3339), nil
	}
	return "", fmt.Errorf("%v is not a date like 2024-05-18", v)
}

// day reads a day, quoted or not.
func day(v any) (ingest.Date, error) {
	text, err := dayText(v)
	if err != nil {
		return ingest.Date{}, err
	}
	var d ingest.Date
	err = d.UnmarshalText([]byte(text))
	return d, err
}

// moment reads a point in time, quoted or not.
func moment(v any) (time.Time, error) {
	switch v := v.(type) {
	case nil:
		return time.Time{}, nil
	case time.Time:
		return v.UTC(), nil
	case string:
		if v == "" {
			return time.Time{}, nil
		}
		if t, err := time.Parse(time.RFC3339, v); err == nil {
			return t.UTC(), nil
		}
	}
	text, err := dayText(v)
	if err != nil || len(text) < len(time.DateOnly) {
		return time.Time{}, fmt.Errorf("%v is not a time like 2024-05-30T08:00:00Z", v)
	}
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(text[:len(time.DateOnly)]))
	if err != nil {
		return time.Time{}, fmt.Errorf("%v is not a time like 2024-05-30T08:00:00Z", v)
	}
	return t, nil
}
