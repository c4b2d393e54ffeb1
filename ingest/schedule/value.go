package schedule

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What JSON, YAML, TOML and tables have in common: a value is nil, a bool, a
// string (numbers too, as they are written), a []any or an *object.

// object is a mapping that remembers the order of its keys.
type object struct {
	keys   []string
	values map[string]any
}

func newObject() *object { return &object{values: map[string]any{}} }

// set adds a key, or replaces its value.
func (o *object) set(key string, v any) {
	if _, known := o.values[key]; !known {
		o.keys = append(o.keys, key)
	}
	o.values[key] = v
}

// has reports whether all the keys are there, null or not.
func (o *object) has(keys ...string) bool {
	for _, key := range keys {
		if _, ok := o.values[key]; !ok {
			return false
		}
	}
	return true
}

// hasAny reports whether one of the keys is there.
func (o *object) hasAny(keys ...string) bool {
	for _, key := range keys {
		if o.has(key) {
			return true
		}
	}
	return false
}

// text returns the first of the keys whose value is a text that is not blank.
func (o *object) text(keys ...string) string {
	for _, key := range keys {
		if s := textOf(o.values[key]); s != "" {
			return s
		}
	}
	return ""
}

// objects returns the objects in a list, or the one that stands there alone.
func (o *object) objects(key string) []*object { return objectsOf(o.values[key]) }

// object returns the object at a key, nil without one. Its methods work on nil's
// stand-in, an empty one.
func (o *object) object(key string) *object {
	if inner, ok := o.values[key].(*object); ok {
		return inner
	}
	return newObject()
}

// isTrue and isFalse read flags however they are written.
func (o *object) isTrue(key string) bool  { return flag(o.values[key]) > 0 }
func (o *object) isFalse(key string) bool { return flag(o.values[key]) < 0 }

// flag is 1 for yes, -1 for no, 0 for neither.
func flag(v any) int {
	switch v := v.(type) {
	case bool:
		if v {
			return 1
		}
		return -1
	case string:
		switch strings.ToLower(strings.TrimSpace(v)) {
		case "true", "yes", "y", "1", "ja", "oui", "si", "sí":
			return 1
		case "false", "no", "n", "0", "nein", "non":
			return -1
		}
	}
	return 0
}

func objectsOf(v any) []*object {
	switch v := v.(type) {
	case *object:
		return []*object{v}
	case []any:
		var all []*object
		for _, e := range v {
			if o, ok := e.(*object); ok {
				all = append(all, o)
			}
		}
		return all
	}
	return nil
}

// textOf is the text of a value: of a text in several languages the English one,
// else the first; of an object that stands for a thing its name.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case *object:
		if s, ok := v.localised(); ok {
			return s
		}
		for _, key := range []string{"name", "title", "label", "value", "rendered"} {
			if inner := v.values[key]; inner != nil {
				if s, ok := inner.(string); ok {
					return strings.TrimSpace(s)
				}
				if o, ok := inner.(*object); ok {
					s, _ := o.localised()
					return s
				}
			}
		}
	}
	return ""
}

// localised reads {"en": "…", "de": "…"}.
func (o *object) localised() (string, bool) {
	first := ""
	for _, key := range o.keys {
		s, isText := o.values[key].(string)
		if !isText && o.values[key] != nil || !isLanguageTag(key) {
			return "", false
		}
		if first == "" {
			first = strings.TrimSpace(s)
		}
	}
	if en := textOf(o.values["en"]); en != "" {
		return en, true
	}
	return first, len(o.keys) > 0
}

// inLanguage is an object whose texts in several languages are those of one.
func (o *object) inLanguage(code string) *object {
	if code == "" || code == "eng" {
		return o
	}
	chosen := newObject()
	for _, key := range o.keys {
		chosen.set(key, o.values[key])
		texts, ok := o.values[key].(*object)
		if !ok {
			continue
		}
		if _, ok := texts.localised(); !ok {
			continue
		}
		for _, tag := range texts.keys {
			if s := textOf(texts.values[tag]); s != "" && languageCode(tag) == code {
				chosen.set(key, s)
			}
		}
	}
	return chosen
}

func isLanguageTag(s string) bool {
	base, _, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	return len(base) == 2 && languageCode(base) != ""
}

// folded is a key as keys are compared: letters and digits in lower case, so
// that start_time, startTime and "Start time" are one.
func folded(key string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFC.String(key))
}
