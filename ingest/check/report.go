package check

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/internal/pyjson"
)

// report collects the findings about one file.
type report struct {
	path     string
	findings *[]Finding
	first    int  // how many findings there were before this file's
	errors   bool // warnings are not wanted
}

func newReport(path string, findings *[]Finding, opt Options) report {
	return report{path: path, findings: findings, first: len(*findings), errors: opt.ErrorsOnly}
}

// perFile is how many findings one file gets: who sees so many does not need the
// rest, which may be a million in a file that is no record at all.
const perFile = 50

// fail adds an error about the file, or about the value of a field.
func (r report) fail(rule, field string, at pyjson.Value, format string, args ...any) {
	r.add(Error, rule, field, at, format, args...)
}

// warn adds a warning.
func (r report) warn(rule, field string, at pyjson.Value, format string, args ...any) {
	if !r.errors {
		r.add(Warning, rule, field, at, format, args...)
	}
}

func (r report) add(level Level, rule, field string, at pyjson.Value, format string, args ...any) {
	if len(*r.findings)-r.first >= perFile {
		return
	}
	*r.findings = append(*r.findings, Finding{
		Path: r.path, Field: field, Rule: rule, Level: level, Line: at.Line(),
		Message: fmt.Sprintf(format, args...),
	})
}

// quoteLimit is how much of a text a message shows, in characters.
const quoteLimit = 60

// quote shows a text of unknown origin in a message.
func quote(s string) string { return "“" + clean(s) + "”" }

// clean makes a text of unknown origin short and plain.
func clean(s string) string { return shortened(s, quoteLimit) }

// shortened cuts a text of unknown origin to a number of characters, and takes out
// what could move a terminal's cursor or turn its writing around.
func shortened(s string, limit int) string {
	runes := []rune(s)
	if len(runes) > limit {
		runes = append(runes[:limit:limit], '…')
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '\ufffd'
		}
		return r
	}, string(runes))
}

// kindName says what a value is, in words.
func kindName(v pyjson.Value) string {
	switch v.Kind() {
	case pyjson.True, pyjson.False:
		return "true or false"
	case pyjson.Number:
		return "a number"
	case pyjson.String:
		return "a text"
	case pyjson.Array:
		return "a list"
	case pyjson.Object:
		return "an object"
	default:
		return "null"
	}
}
