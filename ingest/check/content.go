package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// categoryFile checks the content of a category.json.
func categoryFile(r report, root pyjson.Value) {
	if validate(r, root, categoryProperties) {
		onlyKnown(r, root, categoryProperties)
	}
}

// recordFile checks what a record's own content can show to be an error, and,
// since one reading of a text tells both, its reStructuredText strictly. It returns
// the description, which is the largest part of a record to decode.
func recordFile(r report, root pyjson.Value) (description string) {
	if !validate(r, root, videoProperties) {
		return ""
	}
	description = markup(r, root)
	languageCode(r, root)
	speakerName(r, root)
	return description
}

// languageCode wants one of the twenty codes, or none.
func languageCode(r report, root pyjson.Value) {
	v, ok := root.Get(ingest.FieldLanguage)
	if !ok || !truthy(v) || slices.Contains(ingest.Languages(), v.Text()) {
		return
	}
	r.fail(RuleLanguage, ingest.FieldLanguage, v, "%s is not one of the accepted codes (%s): mend it or leave it out",
		quote(v.Text()), strings.Join(ingest.Languages(), " "))
}

// truthy is what Python takes for true.
func truthy(v pyjson.Value) bool {
	switch v.Kind() {
	case pyjson.Null, pyjson.False:
		return false
	case pyjson.Number:
		return v.Float() != 0
	case pyjson.String:
		return !v.Is("")
	case pyjson.Array:
		return v.Len() > 0
	case pyjson.Object:
		for range v.Members() {
			return true
		}
		return false
	default:
		return true
	}
}

// The one spelling that pyvideo/data refuses, and what it wants instead.
const (
	unwantedSpeaker = "Glyph Lefkowitz"
	wantedSpeaker   = "Glyph"
)

// Spellings maps each name that pyvideo/data refuses to the one that it wants
// instead.
func Spellings() map[string]string { return map[string]string{unwantedSpeaker: wantedSpeaker} }

func speakerName(r report, root pyjson.Value) {
	list, _ := root.Get(ingest.FieldSpeakers)
	i := 0
	for e := range list.Elems() {
		if e.Is(unwantedSpeaker) {
			r.fail(RuleSpeakerName, fmt.Sprintf("%s[%d]", ingest.FieldSpeakers, i), e,
				"write %s instead of %s", wantedSpeaker, unwantedSpeaker)
		}
		i++
	}
}
