package schedule_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/schedule"
	"github.com/pyvideo/stevie/internal/rst"
)

// sample is an invented programme and what should be understood of it.
type sample struct {
	files   []schedule.File
	options schedule.Options
	text    string // summary and remarks
	lines   string // sessions
}

func readSample(t testing.TB, name string) sample {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	s := sample{options: schedule.Options{Fields: schedule.Fields{}}}
	for comment := range strings.Lines(string(archive.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(comment), ": ")
		switch key {
		case "zone":
			s.options.TimeZone = value
		case "start":
			s.options.Start, err = ingest.ParseDate(value)
		case "end":
			s.options.End, err = ingest.ParseDate(value)
		case "field":
			field, column, _ := strings.Cut(value, "=")
			s.options.Fields[field] = column
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range archive.Files {
		switch f.Name {
		case "want.txt":
			s.text = string(f.Data)
		case "want.jsonl":
			s.lines = string(f.Data)
		default:
			s.files = append(s.files, schedule.File{Path: f.Name, Data: f.Data})
		}
	}
	return s
}

func sampleNames(t testing.TB) []string {
	t.Helper()
	found, err := filepath.Glob("testdata/formats/*.txtar")
	if err != nil || len(found) == 0 {
		t.Fatal("no samples", err)
	}
	return found
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for _, name := range sampleNames(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			s := readSample(t, name)
			p, err := schedule.Parse(s.files, s.options)
			if err != nil {
				t.Fatal(err)
			}
			text := p.Summary() + "\n"
			for _, r := range p.Remarks {
				text += r.String() + "\n"
			}
			if diff := cmp.Diff(s.text, text); diff != "" {
				t.Errorf("understood (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(s.lines, jsonLines(t, p.Sessions)); diff != "" {
				t.Errorf("sessions (-want +got):\n%s", diff)
			}
			for _, session := range p.Sessions {
				for _, text := range []string{session.Abstract, session.Description} {
					if v := rst.Check(text); !v.Published() {
						t.Errorf("docutils complains of %q: %v", text, v.Problems)
					}
				}
			}
		})
	}
}

func jsonLines(t *testing.T, sessions []ingest.Session) string {
	t.Helper()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for _, s := range sessions {
		if err := encoder.Encode(s); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}
