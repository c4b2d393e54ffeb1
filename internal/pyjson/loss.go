package pyjson

import (
	"iter"
	"math"
)

// Loss is something that stands in a text and would be gone from its canonical form.
type Loss struct {
	At Value // the key that comes again, or the number
	// Key is the text of a key that stands in one object twice. Python, and so
	// [Value.Canonical], goes by the last. It is "" of a number that is too large
	// for Python, which makes Infinity of it.
	Key string
}

// Losses yields what the canonical form of a value would lose.
func (v Value) Losses() iter.Seq[Loss] {
	return func(yield func(Loss) bool) { v.losses(yield) }
}

func (v Value) losses(yield func(Loss) bool) bool {
	switch v.Kind() {
	case Number:
		if raw := v.Raw(); !v.IsInt() && raw[len(raw)-1] != 'y' && math.IsInf(v.Float(), 0) { // not Infinity itself
			return yield(Loss{At: v})
		}
	case Array:
		for e := range v.Elems() {
			if !e.losses(yield) {
				return false
			}
		}
	case Object:
		seen := make(map[string]bool)
		for key, value := range v.Members() {
			name := key.Text()
			if seen[name] && !yield(Loss{At: key, Key: name}) || !value.losses(yield) {
				return false
			}
			seen[name] = true
		}
	}
	return true
}
