package tomledit

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Value is a TOML value that can be put into a document: its text, and what
// reading that text gives.
type Value struct {
	text string  // TOML, with LF line ends
	bare string  // written instead where an unquoted date stands now
	want any     // as toml.Unmarshal gives it
	list []Value // of an array: its elements
}

// TOML returns the value's text.
func (v Value) TOML() string { return v.text }

// As is the value in another text that reads the same. Where it replaces an array it
// replaces it as a whole.
func (v Value) As(text string) Value { return Value{text: text, want: v.want} }

// IsZero reports whether the value is text without a character.
func (v Value) IsZero() bool { return v.want == "" }

// String is text as a basic string on one line. Control characters, and the
// Unicode characters that reorder or break lines in an editor, are escaped; bytes
// that are not UTF-8 become U+FFFD.
func String(s string) Value {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	if !strings.ContainsFunc(s, mustEscapeOnLine) {
		return Value{text: `"` + s + `"`, want: s}
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch r {
		case '"':
			b.WriteString(`\"`)
		case '\n':
			b.WriteString(`\n`)
		default:
			writeRune(&b, r, false)
		}
	}
	b.WriteByte('"')
	return Value{text: b.String(), want: s}
}

// Text is multi-line text on lines of its own: a literal between three single
// quotes, or a basic string between three double quotes where a literal cannot
// hold it. Reading it gives s and one newline more.
func Text(s string) Value {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	want := s + "\n"
	if s == "" {
		want = ""
	}
	if !strings.Contains(s, "'''") && !strings.ContainsFunc(s, mustEscapeInText) {
		return Value{text: "'''\n" + want + "'''", want: want}
	}
	var b strings.Builder
	b.WriteString("\"\"\"\n")
	quotes := 0
	for _, r := range want {
		if r == '"' {
			if quotes++; quotes == 3 {
				b.WriteByte('\\')
				quotes = 0
			}
			b.WriteByte('"')
			continue
		}
		quotes = 0
		writeRune(&b, r, true)
	}
	b.WriteString(`"""`)
	return Value{text: b.String(), want: want}
}

// mustEscapeOnLine finds what cannot stand in a basic string as it is.
func mustEscapeOnLine(r rune) bool { return r == '"' || r == '\\' || mustEscape(r) }

// mustEscapeInText finds what a multi-line literal cannot, or should not, hold.
func mustEscapeInText(r rune) bool { return r != '\n' && r != '\t' && mustEscape(r) }

// mustEscape reports control characters, and the invisible ones that make an
// editor show something else than what stands there: bidirectional overrides and
// isolates, line and paragraph separators, a byte order mark.
func mustEscape(r rune) bool {
	switch {
	case ' ' <= r && r <= '~': // most of every text
		return false
	case unicode.IsControl(r), r == 0x2028, r == 0x2029, r == 0xFEFF:
		return true
	}
	return 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}

func writeRune(b *strings.Builder, r rune, lines bool) {
	switch {
	case r == '\\':
		b.WriteString(`\\`)
	case lines && (r == '\n' || r == '\t'):
		b.WriteRune(r)
	case r == '\t':
		b.WriteString(`\t`)
	case r == '\r':
		b.WriteString(`\r`)
	case mustEscape(r):
		fmt.Fprintf(b, `\u%04X`, r)
	default:
		b.WriteRune(r)
	}
}

// shortArray is the length up to which an array stands on one line.
const shortArray = 80

// Strings is an array of strings, on one line if short, else one to a line.
func Strings(list []string) Value {
	texts, want, values := make([]string, len(list)), make([]any, len(list)), make([]Value, len(list))
	for i, s := range list {
		v := String(s)
		texts[i], want[i], values[i] = v.text, v.want, v
	}
	return Value{text: array(texts), want: want, list: values}
}

func array(texts []string) string {
	line := "[" + strings.Join(texts, ", ") + "]"
	if len(texts) < 2 || utf8.RuneCountInString(line) <= shortArray {
		return line
	}
	return "[\n    " + strings.Join(texts, ",\n    ") + ",\n]"
}

// Int is a whole number.
func Int(n int64) Value { return Value{text: strconv.FormatInt(n, 10), want: n} }

// Float is a number with a decimal point.
func Float(f float64) Value {
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return Value{text: s, want: f}
}

// Bool is true or false.
func Bool(b bool) Value { return Value{text: strconv.FormatBool(b), want: b} }

// Date is a day or a time as a quoted string, or unquoted where it replaces an
// unquoted one. Text in no form of TOML's dates is always quoted.
func Date(s string) Value {
	v := String(s)
	if isDate(s) {
		v.bare = s
	}
	return v
}

// Pair is one key of a [Table] and its value.
type Pair struct {
	Key   string
	Value Value
	// Same tells of the text that a table has under the key whether it is the same
	// table by that, whatever else it says. Nil: the key tells nothing.
	Same func(text string) bool
}

// Is is the Same of pairs that have to be equal.
func Is(want string) func(text string) bool {
	return func(text string) bool { return text == want }
}

// Table is one element of an array of tables, its keys in the order in which
// they are to be written.
type Table []Pair

func (t Table) has(key string) bool {
	return slices.ContainsFunc(t, func(p Pair) bool { return p.Key == key })
}

// matches reports whether a table as read holds t and nothing else. A key that
// is missing is the same as one that is empty.
func (t Table) matches(got any) bool {
	m, ok := got.(map[string]any)
	if !ok {
		return false
	}
	for key, v := range m {
		if !t.has(key) && !isEmpty(v) {
			return false
		}
	}
	for _, p := range t {
		if v, ok := m[p.Key]; ok && !p.Value.matches(v) || !ok && !isEmpty(p.Value.want) {
			return false
		}
	}
	return true
}

// like tells how much a table as read is like t.
func (t Table) like(got any) int {
	if t.matches(got) {
		return equal
	}
	m, _ := got.(map[string]any)
	known := another
	for _, p := range t {
		if p.Same == nil {
			continue
		}
		if text, ok := m[p.Key].(string); !ok || !p.Same(text) {
			return another
		}
		known = same
	}
	return known
}

// over returns the inline table t where another text of it stands, changed key by key
// if that can be.
func (t Table) over(old string) string {
	var order []string
	for _, p := range t {
		order = append(order, "t."+p.Key)
	}
	doc, err := Parse([]byte("t = "+old), Layout{Order: order})
	for _, p := range t {
		if err == nil {
			err = doc.Set(p.Value, "t", p.Key)
		}
	}
	if err != nil || !t.matches(doc.outline.tree["t"]) {
		return t.inline()
	}
	return strings.TrimPrefix(string(doc.Bytes()), "t = ")
}

func (v Value) like(got any) int {
	if v.matches(got) {
		return equal
	}
	return another
}

func (v Value) inline() string { return v.text }

func (v Value) over(string) string { return v.text }

func isEmpty(v any) bool { return v == "" || v == int64(0) || v == float64(0) }

func (t Table) inline() string {
	parts := make([]string, len(t))
	for i, p := range t {
		parts[i] = keyText(p.Key) + " = " + p.Value.text
	}
	if len(parts) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// matches reports whether got, as read from a document, is the value. Line ends
// compare as LF, and a date is the same with and without quotes.
func (v Value) matches(got any) bool {
	if v.bare != "" {
		if s, ok := dateText(got); ok {
			want, _ := readDate(v.bare)
			text, _ := dateText(want)
			return s == text
		}
	}
	return reflect.DeepEqual(unixLines(got), unixLines(v.want))
}
