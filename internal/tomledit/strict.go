package tomledit

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// SyntaxError says what is wrong with a document, and where. Behind the name of a file and
// a colon it has the form "path:line:column: message" that editors understand.
type SyntaxError struct {
	Line, Column int // from 1; the column counts bytes
	Message      string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message)
}

// Decode reads a document into the struct that v points to, as [toml.Unmarshal]
// does, but refuses keys that the struct does not have: the error, a
// [*SyntaxError], names the nearest one that it has. A byte order mark is no error.
func Decode(src []byte, v any) error {
	src = bytes.TrimPrefix(src, byteOrderMark)
	if !utf8.Valid(src) {
		return notUTF8(src)
	}
	err := toml.NewDecoder(bytes.NewReader(src)).DisallowUnknownFields().Decode(v)
	if strict, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(strict.Errors) > 0 {
		return unknownKey(src, &strict.Errors[0], reflect.TypeOf(v))
	}
	return syntaxError(err)
}

func unknownKey(src []byte, err *toml.DecodeError, t reflect.Type) *SyntaxError {
	line, column := err.Position()
	key := err.Key()
	name := key[len(key)-1]
	message := fmt.Sprintf("unknown key %q", name)
	known := keysAt(t, slices.Concat(inlineTable(src, line, column), key[:len(key)-1]))
	if near := Nearest(name, known); near != "" {
		message += fmt.Sprintf("; did you mean %q?", near)
	}
	return &SyntaxError{line, column, message}
}

// inlineTable returns the path to the value that stands around a place, which
// go-toml leaves out of the key of a missing field.
func inlineTable(src []byte, line, column int) []string {
	doc, err := Parse(src, Layout{})
	if err != nil {
		return nil
	}
	for _, e := range doc.outline.exprs {
		fromLine, fromColumn := doc.outline.position(e.value.start)
		toLine, toColumn := doc.outline.position(e.value.end)
		after := line > fromLine || line == fromLine && column > fromColumn
		before := line < toLine || line == toLine && column < toColumn
		if e.kind == unstable.KeyValue && after && before {
			return e.path
		}
	}
	return nil
}

// keysAt lists the keys of the struct that stands at path in t.
func keysAt(t reflect.Type, path []string) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var keys []string
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
		switch {
		case name == "" && f.Anonymous:
			keys = append(keys, keysAt(f.Type, path)...)
		case name == "" || name == "-":
		case len(path) == 0:
			keys = append(keys, name)
		case name == path[0]:
			return keysAt(f.Type, path[1:])
		}
	}
	return keys
}

// misfit is go-toml's message about a value of another type, which names types
// of Go.
var misfit = regexp.MustCompile(`^cannot decode TOML ([a-z ]+) into (?:struct field \S+ of type )?(\S+)`)

// syntaxError gives go-toml's errors our form; nil stays nil.
func syntaxError(err error) error {
	if err == nil {
		return nil
	}
	decode, ok := errors.AsType[*toml.DecodeError](err)
	if !ok {
		return &SyntaxError{1, 1, strings.TrimPrefix(err.Error(), "toml: ")}
	}
	line, column := decode.Position()
	message := strings.TrimPrefix(decode.Error(), "toml: ")
	if m := misfit.FindStringSubmatch(message); m != nil {
		message = fmt.Sprintf("a value of type %s does not fit here", m[1])
		if want := typeName(m[2]); want != "" {
			message = fmt.Sprintf("%s is wanted here, not a value of type %s", want, m[1])
		}
	}
	message = inPlainWords(message)
	if key := decode.Key(); len(key) > 0 {
		message = strings.Join(key, ".") + ": " + message
	}
	return &SyntaxError{line, column, message}
}

// typeName says what people call a type of Go.
func typeName(goType string) string {
	switch {
	case goType == "[]string":
		return `an array like ["a", "b"]`
	case goType == "string":
		return "text in quotes"
	case goType == "bool":
		return "true or false"
	case strings.HasPrefix(goType, "int"), strings.HasPrefix(goType, "uint"):
		return "a whole number"
	case strings.HasPrefix(goType, "float"):
		return "a number"
	}
	return ""
}

func notUTF8(src []byte) error {
	valid := 0
	for valid < len(src) {
		r, size := utf8.DecodeRune(src[valid:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		valid += size
	}
	start := lineStart(src, valid)
	return &SyntaxError{1 + bytes.Count(src[:valid], []byte("\n")), valid - start + 1, "the text is not UTF-8"}
}

// Nearest returns the name that key was most likely meant to be, "" if none is
// near.
func Nearest(key string, names []string) string {
	if len(key) > 64 {
		return ""
	}
	best, least := "", max(2, len(key)/3)+1
	for _, name := range names {
		if d := levenshtein.ComputeDistance(strings.ToLower(key), name); d < least {
			best, least = name, d
		}
	}
	return best
}
