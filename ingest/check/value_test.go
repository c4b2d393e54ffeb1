package check_test

import (
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
)

// The form alone says nothing of what a value says.
func TestForm(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		field string
		value draft.Value
		want  string
	}{
		{"title", "", ""},
		{"title", "right \u202eto left\u2066 and back", ""}, // there are languages that need them
		{"language", "en", ""},
		{"description", "====\nTitle\n\tand more\n", ""},
		{"title", "Fast\u009b parsers", "title: the control character U+009B stands in"},
		{"description", "Fast\x7fparsers", "description: the control character U+007F stands in"},
		{"speakers", "Jane", "speakers: string given"},
		{"titel", "x", `drafts have no field "titel"`},
	} {
		err := check.Form(tt.field, tt.value)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Form(%q, %#v) = %v, want %q", tt.field, tt.value, err, tt.want)
		}
	}
}

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
		{"title", "Fast\nparsers", `title: a line ends in the middle of`},
		{"title", "Fast\u2028parsers", `title: a line ends`},
		{"description", "Fast\nparsers", ""},
		{"title", "Fast\x1b[31m parsers", "title: the control character U+001B stands in"},
		{"description", "Fast\x00parsers", "description: the control character U+0000 stands in"},
		{"tags", []string{"a\tb", "\u200bc"}, ""},
		{"speakers", []string{"Jane Doe", "John\rRoe"}, "speakers: a line ends"},
		{"related_urls", []ingest.Link{{Label: "A\nB", URL: "https://a.example/"}}, "related_urls: a line ends"},
		{"related_urls", []ingest.Link{{Label: "A", URL: "https://a.example/b c"}}, ""},
		{"related_urls", []ingest.Link{{Label: "A", URL: "javascript:alert(1)"}}, "is no address of the web"},
		{"related_urls", []ingest.Link{{Label: "A", URL: "java\tscript:alert(1)"}}, "is no address of the web"},
		{"videos", []ingest.Location{{Type: "mp4", URL: "//a.example/a.mp4"}}, "is no address of the web"},
		{"thumbnail_url", "", ""},
		{"thumbnail_url", "data:image/png,x", "is no address of the web"},
		{"titel", "x", `drafts have no field "titel"`},
	} {
		err := check.Value(tt.field, tt.value)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Value(%q, %#v) = %v, want %q", tt.field, tt.value, err, tt.want)
		}
	}
}
