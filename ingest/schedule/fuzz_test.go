package schedule_test

import (
	"path"
	"strings"
	"testing"
	"unicode"

	"github.com/pyvideo/stevie/ingest/schedule"
	"github.com/pyvideo/stevie/internal/rst"
)

// fuzz feeds a family of formats with what its samples look like. Whatever comes in,
// what comes out is whole: a title and an id of its own for each session, texts that docutils
// publishes, nobody's address.
func fuzz(f *testing.F, extensions string) {
	for _, name := range sampleNames(f) {
		for _, file := range readSample(f, name).files {
			if ext := path.Ext(file.Path); strings.Contains(extensions, strings.TrimPrefix(ext, ".")) {
				f.Add(string(file.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := schedule.Parse([]schedule.File{{Path: "x", Data: []byte(text), Asked: true}}, schedule.Options{TimeZone: "Europe/Vilnius"})
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("an error of several lines: %q", err)
			}
			return
		}
		checkWhole(t, p)
	})
}

func checkWhole(t *testing.T, p schedule.Programme) {
	t.Helper()
	ids := map[string]bool{}
	for _, s := range p.Sessions {
		if s.Title == "" || ids[s.ID] || s.Duration < 0 {
			t.Errorf("title %q, id %q, duration %d", s.Title, s.ID, s.Duration)
		}
		ids[s.ID] = true
		for _, line := range append([]string{s.Title, s.Subtitle, s.Room, s.ID}, s.Speakers...) {
			if strings.ContainsFunc(line, unicode.IsControl) {
				t.Errorf("control characters in %q", line)
			}
		}
		for _, prose := range []string{s.Abstract, s.Description} {
			if v := rst.Check(prose); !v.Published() {
				t.Errorf("docutils complains of %q: %v", prose, v.Problems)
			}
		}
	}
}

func FuzzJSON(f *testing.F)      { fuzz(f, "json") }
func FuzzXML(f *testing.F)       { fuzz(f, "xml xcal") }
func FuzzICalendar(f *testing.F) { fuzz(f, "ics") }
func FuzzTable(f *testing.F)     { fuzz(f, "csv") }
func FuzzSite(f *testing.F)      { fuzz(f, "md yml yaml") }
