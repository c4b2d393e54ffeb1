package check

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// title takes out white space and entities, as long as the page keeps its address.
func (m *mending) title(s string) any {
	for _, mended := range []string{strings.TrimSpace(withoutEntities(s)), strings.TrimSpace(s)} {
		if mended != "" && mended != s && record.Slug(mended) == record.Slug(s) {
			m.becomes(RuleTitleNoise, ingest.FieldTitle, s, mended)
			return mended
		}
	}
	return s
}

// withoutEntities writes the characters that the entities of the rule title-noise
// stand for.
func withoutEntities(s string) string { return entity.ReplaceAllStringFunc(s, character) }

// character is what an entity stands for, unless that would be taken for a tag, or
// for nothing.
func character(entity string) string {
	switch c, _ := utf8.DecodeRuneInString(html.UnescapeString(entity)); {
	case c == '\u00a0':
		return " "
	case c == '<' || c == '>' || !unicode.IsPrint(c):
		return entity
	default:
		return string(c)
	}
}

// language turns other codes of an accepted language into the one that is wanted.
func (m *mending) language(s string) any {
	code := acceptedCode(s)
	if code == "" || code == s {
		return s
	}
	m.becomes(RuleLanguage, ingest.FieldLanguage, s, code)
	return code
}

// acceptedCode is the code that pyvideo/data takes for a language given as
// "en", "en-US", "ENG"; "" for what is none or is not accepted.
func acceptedCode(s string) string {
	tag, err := language.Parse(strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	base, confidence := tag.Base()
	if code := base.ISO3(); confidence == language.Exact && slices.Contains(ingest.Languages(), code) {
		return code
	}
	return ""
}

// recorded takes out white space, and writes UTC as the schema wants it.
func (m *mending) recorded(s string) any {
	mended := strings.TrimSpace(s)
	if mended == "" {
		m.note(RuleSchema, ingest.FieldRecorded, "the empty date is now null")
		return nil
	}
	if day, ok := strings.CutSuffix(mended, "Z"); ok && recordedPattern.MatchString(day+"+00:00") {
		mended = day + "+00:00"
	}
	if mended != s && recordedPattern.MatchString(mended) {
		m.becomes(RuleSchema, ingest.FieldRecorded, s, mended)
		return mended
	}
	return s
}

func (m *mending) thumbnail(s string) any {
	mended := certainAddress(s)
	if mended != s {
		m.becomes(RuleURLForm, ingest.FieldThumbnailURL, s, mended)
	}
	return mended
}

func (m *mending) speakers(list pyjson.Value) []any {
	return m.texts(ingest.FieldSpeakers, list, func(name string) (string, string) {
		switch mended := singleSpaced(name); {
		case mended == "" || strings.EqualFold(mended, "TODO"):
			return "", RuleSpeakerMissing
		case mended == unwantedSpeaker:
			return wantedSpeaker, RuleSpeakerName
		default:
			return mended, RuleSpeakerVariant
		}
	})
}

func (m *mending) tags(list pyjson.Value) []any {
	return m.texts(ingest.FieldTags, list, func(tag string) (string, string) {
		if tag == "" {
			return "", RuleSchema
		}
		return TagForm(tag), RuleTagStyle
	})
}

// texts mends a list of texts one by one. A text that becomes empty is taken out,
// and one that stands there already.
func (m *mending) texts(key string, list pyjson.Value, mend func(string) (mended, rule string)) []any {
	var out []any
	seen := make(map[string]bool)
	i := -1
	for e := range list.Elems() {
		i++
		old, ok := exactText(e)
		if !ok {
			out = append(out, e)
			continue
		}
		field := fmt.Sprintf("%s[%d]", key, i)
		switch mended, rule := mend(old); {
		case mended == "":
			m.note(rule, field, "took %s out", quote(old))
		case seen[mended]:
			m.note(RuleSchema, field, "took %s out: it is in the list already", quote(old))
		default:
			seen[mended] = true
			out = append(out, mended)
			if mended != old {
				m.becomes(rule, field, old, mended)
			}
		}
	}
	return out
}
