package check_test

import (
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
)

func TestValue(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		field string
		value draft.Value
		want  string // "" for a value that may be
	}{
		{"title", "Fast parsers", ""},
		{"title", " ", "title: a talk has a title"},
		{"status", "skip", ""},
		{"status", "redy", `did you mean "ready"?`},
		{"recorded", "", ""},
		{"recorded", "2024-05-18", ""},
		{"recorded", "2024-05-18T10:00:00+02:00", ""},
		{"recorded", "2024-05-32", "recorded: "},
		{"recorded", "18.05.2024", "recorded: "},
		{"language", "", ""},
		{"language", "eng", ""},
		{"language", "en", "language: "},
		{"duration", 1694, ""},
		{"duration", -1, "duration: "},
		{"duration", "x", "duration: string given"},
		{"description", "A *good* talk.", ""},
		{"description", "====\nTitle\n", "description: "},
		{"tags", []string{"a", "b"}, ""},
		{"titel", "x", `drafts have no field "titel"`},
	} {
		err := check.Value(tt.field, tt.value)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Value(%q, %#v) = %v, want %q", tt.field, tt.value, err, tt.want)
		}
	}
}
