package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
)

// Finding is one thing that check says of a draft.
type Finding struct {
	Field   string      `json:"field"` // "title", "videos[0].url", "" for the whole draft
	Rule    string      `json:"rule"`
	Level   check.Level `json:"level"`
	Message string      `json:"message"`
	// Fix is what the field, as a whole, is to hold, a [draft.Value]; nil where that
	// takes a person's judgment.
	Fix any `json:"fix,omitempty"`
}

// findingsOf returns what check has found in a draft, with the fixes.
func findingsOf(d *draft.Draft, found []check.Finding) []Finding {
	findings := make([]Finding, len(found))
	if len(found) == 0 {
		return findings
	}
	m := mend(d, found)
	for i, f := range found {
		findings[i] = Finding{Field: f.Field, Rule: f.Rule, Level: f.Level, Message: f.Message, Fix: m.fix(f)}
	}
	return findings
}

// mended is a record with all certain fixes made, and what they were made for.
type mended struct {
	record ingest.Record
	by     map[fixed]bool
}

// fixed is one field that was mended for one rule.
type fixed struct{ key, rule string }

func mend(d *draft.Draft, found []check.Finding) *mended {
	better, changes, _ := check.FixDraft(d) // what cannot be mended stays as it is
	m := &mended{record: better.Clone().Record, by: make(map[fixed]bool)}
	for _, c := range changes {
		m.by[fixed{c.Key(), c.Rule}] = true
	}
	m.respell(d.Record.Speakers, found)
	return m
}

// respell writes names as they are usually spelled, each once.
func (m *mended) respell(speakers []string, found []check.Finding) {
	usual := make(map[string]string)
	for i, name := range speakers {
		field := fmt.Sprintf("%s[%d]", ingest.FieldSpeakers, i)
		for _, f := range found {
			if f.Instead != "" && f.Field == field {
				usual[strings.Join(strings.Fields(name), " ")] = f.Instead
				m.by[fixed{ingest.FieldSpeakers, f.Rule}] = true
			}
		}
	}
	var names []string
	for _, name := range m.record.Speakers {
		name = cmp.Or(usual[name], name)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	m.record.Speakers = names
}

// fix is the mended value of the field that a finding is about, nil without one.
func (m *mended) fix(f check.Finding) any {
	if !m.by[fixed{f.Key(), f.Rule}] {
		return nil
	}
	value, ok := draft.ValueOf(m.record, f.Key())
	if !ok {
		return nil
	}
	return value
}
