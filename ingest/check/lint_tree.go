package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// lintFacts is what one record brings into the lints that look at many.
type lintFacts struct {
	event    string
	keys     []located[ingest.Key]
	speakers []located[string]
	recorded string
}

// located is a value with the line it stands on.
type located[T any] struct {
	value T
	line  int
}

func lintFactsOf(event string, root pyjson.Value) lintFacts {
	f := lintFacts{event: event}
	videos, _ := root.Get(ingest.FieldVideos)
	for e := range videos.Elems() {
		address, _ := e.Get("url")
		kind, _ := e.Get("type")
		if key, ok := record.KeyOf(ingest.Location{Type: kind.Text(), URL: address.Text()}); ok {
			f.keys = append(f.keys, located[ingest.Key]{key, address.Line()})
		}
	}
	speakers, _ := root.Get(ingest.FieldSpeakers)
	for e := range speakers.Elems() {
		if e.Kind() == pyjson.String {
			f.speakers = append(f.speakers, located[string]{e.Text(), e.Line()})
		}
	}
	recorded, _ := root.Get(ingest.FieldRecorded)
	f.recorded = recorded.Text()
	return f
}

// lintAll finds what several records show together.
func lintAll(facts []fact) []Finding {
	return slices.Concat(duplicateVideos(facts), sameDates(facts), speakerVariants(facts))
}

// duplicateVideos warns of a video that several records have.
func duplicateVideos(facts []fact) []Finding {
	holders := make(map[ingest.Key][]int)
	for i, f := range facts {
		for _, key := range f.lint.keys {
			if held := holders[key.value]; len(held) == 0 || held[len(held)-1] != i {
				holders[key.value] = append(held, i)
			}
		}
	}
	var findings []Finding
	for i, f := range facts {
		if !f.wanted {
			continue
		}
		for j, key := range f.lint.keys {
			if others := except(facts, holders[key.value], i); others != "" {
				findings = append(findings, Finding{
					Path: f.path, Field: fmt.Sprintf("%s[%d].url", ingest.FieldVideos, j), Rule: RuleDuplicateVideo, Level: Warning, Line: key.line,
					Message: "the same video is in " + others + ": keep one of the records",
				})
			}
		}
	}
	return findings
}

// manyTalks is how many talks hardly fit into one day.
const manyTalks = 30

// sameDates warns of events whose talks all bear one date though they can hardly
// have been on one day: it was given for all of them at once.
func sameDates(facts []fact) []Finding {
	talks := make(map[string]int)
	dates := make(map[string]map[string]bool)
	wanted := make(map[string]bool)
	for _, f := range facts {
		event := f.lint.event
		if dates[event] == nil {
			dates[event] = make(map[string]bool)
		}
		talks[event]++
		dates[event][f.lint.recorded[:min(len(f.lint.recorded), len("2024-05-18"))]] = true
		wanted[event] = wanted[event] || f.wanted
	}
	var findings []Finding
	for event, days := range dates {
		if !wanted[event] || talks[event] < manyTalks || len(days) > 1 || days[""] {
			continue
		}
		for day := range days {
			findings = append(findings, Finding{
				Path: event, Field: ingest.FieldRecorded, Rule: RuleSameDate, Level: Warning,
				Message: fmt.Sprintf("all %d talks are dated %s: give each its own day if the event had several", talks[event], quote(day)),
			})
		}
	}
	return findings
}

// speakerVariants warns of a name that is spelled otherwise in more talks: with
// accents, with capitals, the family name first.
func speakerVariants(facts []fact) []Finding {
	talks := make(map[string]int)
	for _, f := range facts {
		for _, s := range f.lint.speakers {
			talks[s.value]++
		}
	}
	usual := usualSpellings(talks)
	var findings []Finding
	for _, f := range facts {
		if !f.wanted {
			continue
		}
		for i, s := range f.lint.speakers {
			if name := usual[folded(s.value)]; name != "" && name != s.value {
				findings = append(findings, Finding{
					Path: f.path, Field: fmt.Sprintf("%s[%d]", ingest.FieldSpeakers, i), Rule: RuleSpeakerVariant, Level: Warning, Line: s.line, Instead: name,
					Message: fmt.Sprintf("%s is spelled %s elsewhere (talks: %d): use one spelling", quote(s.value), quote(name), talks[name]),
				})
			}
		}
	}
	return findings
}

// usualSpellings returns, for each folded name, the spelling of most talks; of
// equals the one with more accents, which get lost more easily than they come.
func usualSpellings(talks map[string]int) map[string]string {
	usual := make(map[string]string)
	for name := range talks {
		key := folded(name)
		if key == "" {
			continue
		}
		best, ok := usual[key]
		better := cmp.Or(cmp.Compare(talks[name], talks[best]), cmp.Compare(len(name), len(best)), cmp.Compare(best, name))
		if !ok || better > 0 {
			usual[key] = name
		}
	}
	return usual
}

// folded makes spellings of one name equal: without accents, case, punctuation
// and order of its parts. It is "" for names in other scripts, where
// transliteration would make strangers equal, and for single words.
func folded(name string) string {
	for _, r := range name {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return ""
		}
	}
	parts := strings.FieldsFunc(record.Slug(name), func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) < 2 {
		return ""
	}
	slices.Sort(parts)
	return strings.Join(parts, " ")
}
