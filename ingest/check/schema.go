package check

import (
	"fmt"
	"iter"
	"math"
	"regexp"
	"slices"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// property is what a schema asks of the value of one key.
type property struct {
	key      string
	required bool
	check    func(r report, at spot, v pyjson.Value)
}

// spot names a value within a file. Its text is made only when there is
// something to report.
type spot struct {
	key   string
	index int    // in the list under key, from 1; 0 is no element
	inner string // key in that element
}

func (s spot) String() string {
	name := s.key
	if s.index > 0 {
		name = fmt.Sprintf("%s[%d]", name, s.index-1)
	}
	if s.inner != "" {
		name += "." + s.inner
	}
	return name
}

// videoProperties are those of .schemas/video.json. Any other key is allowed; one that
// [record.IsField] does not know either is warned of.
var videoProperties = []property{
	{ingest.FieldTitle, true, text},
	{ingest.FieldSpeakers, true, speakers},
	{ingest.FieldRecorded, true, recorded},
	{ingest.FieldDescription, true, textOrNull},
	{ingest.FieldVideos, true, locations},
	{ingest.FieldTags, false, tags},
	{ingest.FieldRelatedURLs, false, relatedURLs},
	{ingest.FieldDuration, false, integerOrNull},
	{"id", false, integerOrNull},
	{ingest.FieldLanguage, false, textOrNull},
	{ingest.FieldCopyrightText, false, textOrNull},
	{ingest.FieldThumbnailURL, false, textOrNull},
	{"summary", false, textOrNull},
	{"quality_notes", false, textOrNull},
	{"slug", false, textOrNull},
	{"alias", false, textOrNull},
	{"category", false, textOrNull},
}

// categoryProperties are those of .schemas/category.json. No other key is allowed.
var categoryProperties = []property{
	{"title", true, text},
	{"url", false, text},
	{"start_date", false, date},
	{"end_date", false, date},
	{"description", false, textOrNull},
	{"alias", false, textOrNull},
}

// validate checks an object key by key and returns whether it is an object at all.
func validate(r report, root pyjson.Value, properties []property) bool {
	if root.Kind() != pyjson.Object {
		r.fail(RuleSchema, "", root, "the file holds %s: it must hold an object, in braces", kindName(root))
		return false
	}
	for _, p := range properties {
		v, ok := root.Get(p.key)
		switch {
		case ok:
			p.check(r, spot{key: p.key}, v)
		case p.required:
			r.fail(RuleSchema, p.key, root, "the key %s is missing", p.key)
		}
	}
	return true
}

// onlyKnown refuses the keys that are none of the properties.
func onlyKnown(r report, root pyjson.Value, properties []property) {
	for key := range unknown(root, properties) {
		r.fail(RuleSchema, clean(key.Text()), key, "the key %s is not allowed here: remove it", quote(key.Text()))
	}
}

// unknown yields the keys that are none of the properties.
func unknown(root pyjson.Value, properties []property) iter.Seq[pyjson.Value] {
	return func(yield func(pyjson.Value) bool) {
		for key := range root.Members() {
			known := slices.ContainsFunc(properties, func(p property) bool { return key.Is(p.key) })
			if !known && !yield(key) {
				return
			}
		}
	}
}

func text(r report, at spot, v pyjson.Value) {
	if v.Kind() != pyjson.String {
		r.fail(RuleSchema, at.String(), v, "%s must be a text, not %s", at, kindName(v))
	}
}

func textOrNull(r report, at spot, v pyjson.Value) {
	if !v.IsNull() && v.Kind() != pyjson.String {
		r.fail(RuleSchema, at.String(), v, "%s must be a text or null, not %s", at, kindName(v))
	}
}

func integerOrNull(r report, at spot, v pyjson.Value) {
	if !v.IsNull() && !isInteger(v) {
		r.fail(RuleSchema, at.String(), v, "%s must be a whole number or null, not %s", at, describe(v))
	}
}

// isInteger is the schemas' notion of an integer: 30 and 30.0, of any size.
func isInteger(v pyjson.Value) bool {
	if v.Kind() != pyjson.Number {
		return false
	}
	f := v.Float()
	return v.IsInt() || f == math.Trunc(f) && !math.IsInf(f, 0)
}

func describe(v pyjson.Value) string {
	if v.Kind() == pyjson.Number {
		return string(v.Raw())
	}
	return kindName(v)
}

// date wants a day that the calendar has.
func date(r report, at spot, v pyjson.Value) {
	if v.Kind() != pyjson.String {
		text(r, at, v)
		return
	}
	if day, err := time.Parse(time.DateOnly, v.Text()); err != nil || day.Year() == 0 {
		r.fail(RuleSchema, at.String(), v, "%s must be a date like 2024-05-18, not %s", at, quote(v.Text()))
	}
}

// recordedPattern asks for the form alone, as the schema does: 2024-13-45 passes.
// So does a line break at the end, which Python's $ does not see.
var recordedPattern = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}([+-][0-9]{2}:[0-9]{2})?)?\n?$`)

func recorded(r report, at spot, v pyjson.Value) {
	switch {
	case v.IsNull():
	case v.Kind() != pyjson.String:
		textOrNull(r, at, v)
	case !recordedPattern.MatchString(v.Text()):
		r.fail(RuleSchema, at.String(), v, "recorded must be a date like 2024-05-18, or 2024-05-18T10:00:00+02:00, not %s", quote(v.Text()))
	}
}

// list checks each element, and that no two are equal. It returns false when v
// is no list.
func list(r report, at spot, v pyjson.Value, element func(r report, at spot, v pyjson.Value)) bool {
	if v.Kind() != pyjson.Array {
		r.fail(RuleSchema, at.String(), v, "%s must be a list in brackets, not %s", at, kindName(v))
		return false
	}
	at.index = 0
	for e := range v.Elems() {
		at.index++
		element(r, at, e)
	}
	if first, again, twice := duplicate(v); twice {
		r.fail(RuleSchema, spot{key: at.key, index: again}.String(), v,
			"%s is the same as %s: remove one", spot{key: at.key, index: again}, spot{key: at.key, index: first})
	}
	return true
}

// duplicate finds the first element of a list that equals an earlier one. Both
// are counted from 1.
func duplicate(v pyjson.Value) (first, again int, found bool) {
	if v.Len() < 2 {
		return 0, 0, false
	}
	seen := make(map[string]int)
	var id []byte
	for e := range v.Elems() {
		again++
		id = e.Identity(id[:0])
		if first, ok := seen[string(id)]; ok {
			return first, again, true
		}
		seen[string(id)] = again
	}
	return 0, 0, false
}

func speakers(r report, at spot, v pyjson.Value) { list(r, at, v, text) }

func tags(r report, at spot, v pyjson.Value) { list(r, at, v, tag) }

func tag(r report, at spot, v pyjson.Value) {
	text(r, at, v)
	if v.Is("") {
		r.fail(RuleSchema, at.String(), v, "%s is empty: remove it", at)
	}
}

func relatedURLs(r report, at spot, v pyjson.Value) { list(r, at, v, relatedURL) }

func relatedURL(r report, at spot, v pyjson.Value) {
	switch v.Kind() {
	case pyjson.String:
	case pyjson.Object:
		textMember(r, at, v, "label")
		textMember(r, at, v, "url")
	default:
		r.fail(RuleSchema, at.String(), v, "%s must be an object with label and url, not %s", at, kindName(v))
	}
}

func locations(r report, at spot, v pyjson.Value) {
	if list(r, at, v, location) && v.Len() == 0 {
		r.fail(RuleSchema, at.String(), v, "videos is empty: a record needs at least one place to watch the talk")
	}
}

func location(r report, at spot, v pyjson.Value) {
	if v.Kind() != pyjson.Object {
		r.fail(RuleSchema, at.String(), v, "%s must be an object with type and url, not %s", at, kindName(v))
		return
	}
	textMember(r, at, v, "type")
	textMember(r, at, v, "url")
	for _, key := range []string{"size", "length"} {
		if size, ok := v.Get(key); ok {
			at.inner = key
			integerOrNull(r, at, size)
		}
	}
}

// textMember wants an object to have a key with a text.
func textMember(r report, at spot, object pyjson.Value, key string) {
	v, ok := object.Get(key)
	inner := at
	inner.inner = key
	if !ok {
		r.fail(RuleSchema, inner.String(), object, "%s has no %s", at, key)
		return
	}
	text(r, inner, v)
}
