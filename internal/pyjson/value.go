package pyjson

import (
	"iter"
	"math"
	"strconv"
	"strings"
)

// Kind is the kind of a value.
type Kind uint8

// The kinds of values. NaN and the infinities are numbers.
const (
	Null Kind = iota
	False
	True
	Number
	String
	Array
	Object
)

// Value is one value of a [Doc]. The zero Value is null.
type Value struct {
	doc *Doc
	i   uint32
}

func (v Value) node() *node { return &v.doc.nodes[v.i] }

// Kind returns the kind of v.
func (v Value) Kind() Kind {
	if v.doc == nil {
		return Null
	}
	return v.node().kind
}

// IsNull reports whether v is null.
func (v Value) IsNull() bool { return v.Kind() == Null }

// Raw returns the text of v as it stands in the source; of a string without its
// quotes. It must not be changed.
func (v Value) Raw() []byte {
	if v.doc == nil {
		return []byte("null")
	}
	n := v.node()
	return v.doc.src[n.start:n.end]
}

// Line returns the line, from 1, on which v begins.
func (v Value) Line() int {
	if v.doc == nil {
		return 0
	}
	line, _ := position(v.doc.src, int(v.node().start))
	return line
}

// Text returns a string's text, and "" for values of other kinds. Half a
// surrogate pair, which no UTF-8 can hold, becomes U+FFFD.
func (v Value) Text() string {
	if v.Kind() != String {
		return ""
	}
	if v.node().flags&flagEscaped == 0 {
		return string(v.Raw())
	}
	return strings.ToValidUTF8(string(decode(nil, v.Raw())), "\ufffd")
}

// Is reports whether v is the string s, without allocating.
func (v Value) Is(s string) bool {
	if v.Kind() != String {
		return false
	}
	if v.node().flags&flagEscaped == 0 {
		return string(v.Raw()) == s
	}
	return string(decode(nil, v.Raw())) == s
}

// Float returns a number as Python's float() does: out of range is infinite.
// It is 0 for values of other kinds.
func (v Value) Float() float64 {
	if v.Kind() != Number {
		return 0
	}
	switch raw := string(v.Raw()); raw {
	case "NaN":
		return math.NaN()
	case "Infinity":
		return math.Inf(1)
	case "-Infinity":
		return math.Inf(-1)
	default:
		f, _ := strconv.ParseFloat(raw, 64) // a range error comes with ±Inf
		return f
	}
}

// IsInt reports whether v is written as an integer: 30, not 30.0.
func (v Value) IsInt() bool {
	return v.Kind() == Number && v.node().flags&flagFloat == 0
}

// Int returns a number without a fraction, whether written as 30 or as 30.0,
// and whether v is one that an int64 can hold.
func (v Value) Int() (int64, bool) {
	if v.IsInt() {
		n, err := strconv.ParseInt(string(v.Raw()), 10, 64)
		if err != nil {
			return 0, false
		}
		return n, true
	}
	f := v.Float()
	if v.Kind() != Number || f != math.Trunc(f) || math.Abs(f) >= 1<<63 {
		return 0, false
	}
	return int64(f), true
}

// Elems yields the elements of an array, nothing for values of other kinds.
func (v Value) Elems() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if v.Kind() != Array {
			return
		}
		for i := v.i + 1; i < v.node().next; i = v.doc.nodes[i].next {
			if !yield(Value{v.doc, i}) {
				return
			}
		}
	}
}

// Members yields the keys and values of an object as they stand in the text,
// duplicates included, and nothing for values of other kinds. Of a duplicate key
// the last value counts.
func (v Value) Members() iter.Seq2[Value, Value] {
	return func(yield func(Value, Value) bool) {
		if v.Kind() != Object {
			return
		}
		for i := v.i + 1; i < v.node().next; i = v.doc.nodes[i+1].next {
			if !yield(Value{v.doc, i}, Value{v.doc, i + 1}) {
				return
			}
		}
	}
}

// Len returns the number of elements of an array.
func (v Value) Len() int {
	n := 0
	for range v.Elems() {
		n++
	}
	return n
}

// Get returns the value of a key of an object; of a duplicate key the last.
func (v Value) Get(key string) (Value, bool) {
	var found Value
	for k, val := range v.Members() {
		if k.Is(key) {
			found = val
		}
	}
	return found, found.doc != nil
}
