package pyjson

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Canonical appends v to dst as Python's json.dumps(v, indent=2,
// separators=(",", ": "), sort_keys=True) writes it, without a final newline.
func (v Value) Canonical(dst []byte) []byte {
	w := writer{dst: dst}
	w.value(v, 0)
	return w.dst
}

// Identity appends to dst a text that two values share when they are equal as
// JSON Schema and Python see it: numbers by what they are worth (1 and 1.0),
// objects whatever the order of their keys. true is not 1, and NaN equals nothing.
func (v Value) Identity(dst []byte) []byte {
	w := writer{dst: dst, byWorth: true}
	w.value(v, 0)
	return w.dst
}

// Marshal writes a value made in Go in the same form. It takes nil, bool, int,
// int64, string, []any, map[string]any and [Value], and panics on any other
// type.
func Marshal(v any) []byte {
	w := writer{}
	w.any(v, 0)
	return w.dst
}

// writer collects the output. Its members are a stack: each object in work puts
// its own on top and takes them off again.
type writer struct {
	dst     []byte
	members []member
	byWorth bool // see Identity
}

type member struct {
	key   []byte // decoded, see decode
	name  Value
	value Value
}

// spaces is the longest indentation of a record and then some.
const spaces = "                                "

func (w *writer) newline(depth int) {
	w.dst = append(w.dst, '\n')
	n := 2 * depth
	for ; n > len(spaces); n -= len(spaces) {
		w.dst = append(w.dst, spaces...)
	}
	w.dst = append(w.dst, spaces[:n]...)
}

func (w *writer) value(v Value, depth int) {
	switch v.Kind() {
	case String:
		w.string(v)
	case Number:
		w.number(v)
	case Array:
		w.array(v, depth)
	case Object:
		w.object(v, depth)
	default:
		w.dst = append(w.dst, v.Raw()...)
	}
}

func (w *writer) string(v Value) {
	w.dst = append(w.dst, '"')
	raw := v.Raw()
	if v.node().flags == 0 {
		w.dst = append(append(w.dst, raw...), '"')
		return
	}
	for len(raw) > 0 {
		switch c := raw[0]; classes[c] {
		case plain:
			w.dst = append(w.dst, c)
			raw = raw[1:]
		case slash:
			r, n := unescape(raw)
			w.dst = appendEscaped(w.dst, r)
			raw = raw[n:]
		default:
			r, n := utf8.DecodeRune(raw)
			w.dst = appendEscaped(w.dst, r)
			raw = raw[n:]
		}
	}
	w.dst = append(w.dst, '"')
}

func (w *writer) number(v Value) {
	switch raw := v.Raw(); {
	case !v.IsInt() && w.byWorth:
		w.dst = appendWorth(w.dst, v)
	case !v.IsInt():
		w.dst = appendFloat(w.dst, v.Float())
	case string(raw) == "-0":
		w.dst = append(w.dst, '0')
	default:
		w.dst = append(w.dst, raw...)
	}
}

// appendWorth writes a float so that it looks like the integer it equals.
func appendWorth(dst []byte, v Value) []byte {
	f := v.Float()
	switch {
	case math.IsNaN(f):
		return fmt.Appendf(dst, "NaN %d", v.i)
	case f == math.Trunc(f) && !math.IsInf(f, 0):
		n, _ := big.NewFloat(f).Int(nil)
		return n.Append(dst, 10)
	}
	return appendFloat(dst, f)
}

// appendFloat writes f as Python's repr: the shortest digits that read back as
// f, with an exponent below 1e-4 and from 1e16 on.
func appendFloat(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, "NaN"...)
	case math.IsInf(f, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(f, -1):
		return append(dst, "-Infinity"...)
	}
	if abs := math.Abs(f); abs != 0 && (abs < 1e-4 || abs >= 1e16) {
		return strconv.AppendFloat(dst, f, 'e', -1, 64)
	}
	from := len(dst)
	dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	if bytes.IndexByte(dst[from:], '.') < 0 {
		dst = append(dst, ".0"...)
	}
	return dst
}

func (w *writer) array(v Value, depth int) {
	w.dst = append(w.dst, '[')
	first := true
	for e := range v.Elems() {
		if !first {
			w.dst = append(w.dst, ',')
		}
		first = false
		w.newline(depth + 1)
		w.value(e, depth+1)
	}
	if !first {
		w.newline(depth)
	}
	w.dst = append(w.dst, ']')
}

func (w *writer) object(v Value, depth int) {
	base := len(w.members)
	w.collect(v, base)
	w.dst = append(w.dst, '{')
	n := len(w.members)
	for i := base; i < n; i++ {
		if i > base {
			w.dst = append(w.dst, ',')
		}
		w.newline(depth + 1)
		m := w.members[i]
		w.string(m.name)
		w.dst = append(w.dst, ": "...)
		w.value(m.value, depth+1)
	}
	if n > base {
		w.newline(depth)
	}
	w.dst = append(w.dst, '}')
	w.members = w.members[:base]
}

// collect puts the members of v on the stack, sorted by code point, of
// duplicate keys only the last.
func (w *writer) collect(v Value, base int) {
	for name, value := range v.Members() {
		key := name.Raw()
		if name.node().flags&flagEscaped != 0 {
			key = decode(nil, key)
		}
		w.members = append(w.members, member{key, name, value})
	}
	mine := w.members[base:]
	slices.SortStableFunc(mine, func(a, b member) int { return bytes.Compare(a.key, b.key) })
	kept := mine[:0]
	for i, m := range mine {
		if i+1 == len(mine) || !bytes.Equal(m.key, mine[i+1].key) {
			kept = append(kept, m)
		}
	}
	w.members = w.members[:base+len(kept)]
}

func (w *writer) any(v any, depth int) {
	switch v := v.(type) {
	case nil:
		w.dst = append(w.dst, "null"...)
	case bool:
		w.dst = strconv.AppendBool(w.dst, v)
	case int:
		w.dst = strconv.AppendInt(w.dst, int64(v), 10)
	case int64:
		w.dst = strconv.AppendInt(w.dst, v, 10)
	case string:
		w.dst = appendText(w.dst, v)
	case Value:
		w.value(v, depth)
	case []any:
		w.anyArray(v, depth)
	case map[string]any:
		w.anyObject(v, depth)
	default:
		panic(fmt.Sprintf("pyjson: cannot write a %T", v))
	}
}

func (w *writer) anyArray(list []any, depth int) {
	w.dst = append(w.dst, '[')
	for i, e := range list {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.newline(depth + 1)
		w.any(e, depth+1)
	}
	if len(list) > 0 {
		w.newline(depth)
	}
	w.dst = append(w.dst, ']')
}

func (w *writer) anyObject(object map[string]any, depth int) {
	w.dst = append(w.dst, '{')
	for i, key := range slices.Sorted(maps.Keys(object)) {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.newline(depth + 1)
		w.dst = append(appendText(w.dst, key), ": "...)
		w.any(object[key], depth+1)
	}
	if len(object) > 0 {
		w.newline(depth)
	}
	w.dst = append(w.dst, '}')
}
