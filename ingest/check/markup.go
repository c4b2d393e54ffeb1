package check

import (
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
	"github.com/pyvideo/stevie/internal/rst"
)

// summaryField is a second text that old records have.
const summaryField = "summary"

// markup checks the two texts that are reStructuredText. What the repository's
// tests go by is an error; what only a full publish complains of is a warning. It
// returns the description.
func markup(r report, root pyjson.Value) (description string) {
	markupField(r, root, summaryField)
	return markupField(r, root, ingest.FieldDescription)
}

func markupField(r report, root pyjson.Value, field string) string {
	v, _ := root.Get(field)
	text := v.Text() // empty for other kinds: the schema rule says so
	if text == "" {
		return ""
	}
	verdict := rst.Check(text)
	switch {
	case !verdict.Valid():
		r.text(Error, RuleRST, field, v, verdict.First, othersNote(len(verdict.Problems)-1))
	case !r.errors:
		for _, problem := range verdict.Problems {
			r.text(Warning, RuleRSTStrict, field, v, problem, "")
		}
	}
	return text
}

// messageLimit is how much of a message is shown, in characters: it may quote
// the text that it is about.
const messageLimit = 200

// othersNote keeps a person from thinking that one mend will do.
func othersNote(n int) string {
	if n < 1 {
		return ""
	}
	return fmt.Sprintf(" (problems besides: %d)", n)
}

// text adds what docutils says about a field's text.
func (r report) text(level Level, rule, field string, at pyjson.Value, m rst.Message, note string) {
	before := len(*r.findings)
	said, _, _ := strings.Cut(m.Text, "\n")
	words := strings.TrimSpace(shortened(said, messageLimit) + " " + m.Remedy)
	if m.Line == 0 {
		r.add(level, rule, field, at, "%s%s", words, note)
	} else {
		r.add(level, rule, field, at, "at %d:%d of the text: %s%s", m.Line, m.Column, words, note)
	}
	if len(*r.findings) > before {
		(*r.findings)[before].TextLine = m.Line
	}
}
