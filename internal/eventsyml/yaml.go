package eventsyml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/pyvideo/stevie/ingest"
)

// parse reads the one document of the file, nil after a fault. It keeps to the
// tree of nodes, in which an alias costs nothing and every value has its place.
func (r *reader) parse(src []byte) *yaml.Node {
	if len(src) > MaxSize {
		r.faults = append(r.faults, r.fault(0, 0, fmt.Sprintf("it has more than %d bytes", MaxSize),
			"name a list of conferences, as pyvideo_scrape reads it"))
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(src))
	if err != nil {
		r.faults = append(r.faults, r.syntax(src, err))
		return nil
	}
	var doc, more yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		r.nothing()
		return nil
	case err != nil:
		r.faults = append(r.faults, r.syntax(src, err))
		return nil
	}
	switch err := loader.Load(&more); {
	case errors.Is(err, io.EOF):
		return &doc
	case err != nil:
		r.faults = append(r.faults, r.syntax(src, err))
	default:
		r.faults = append(r.faults, r.fault(more.Line, more.Column, "a second document begins here",
			"pyvideo_scrape reads one: take the line --- out"))
	}
	return nil
}

// fault is a mistake with its remedy.
func (r *reader) fault(line, column int, message, hint string) error {
	return ingest.WithHint(&SyntaxError{r.path, line, column, message}, hint)
}

// syntax is the fault for what the YAML parser refuses.
func (r *reader) syntax(src []byte, err error) error {
	message, line, column := err.Error(), 0, 0
	if at, ok := errors.AsType[*yaml.LoadError](err); ok {
		message, line, column = at.Message, at.Mark.Line, at.Mark.Column
		if from := at.ContextMark.Line; from > 0 && from < line && at.ContextMsg != "" {
			message = fmt.Sprintf("%s %s that begins in line %d", message, at.ContextMsg, from)
		}
	}
	if line == 0 {
		line, column = unreadable(src)
	}
	return r.fault(line, column, message, remedy(message))
}

// unreadable finds the first byte that is no text, for which the parser gives no
// place.
func unreadable(src []byte) (line, column int) {
	line, column = 1, 1
	for i := 0; i < len(src); {
		c, size := utf8.DecodeRune(src[i:])
		switch {
		case c == utf8.RuneError && size == 1, c < ' ' && !strings.ContainsRune("\t\n\r", c), 0x7F <= c && c < 0xA0 && c != 0x85:
			return line, column
		case c == '\n':
			line, column = line+1, 0
		}
		i += size
		column++
	}
	return 0, 0
}

// remedy says what to do about a message of the YAML parser.
func remedy(message string) string {
	for _, r := range remedies {
		if strings.Contains(message, r.part) {
			return r.hint
		}
	}
	return "mend the file there; quotes around a value make it plain text"
}

var remedies = []struct{ part, hint string }{
	{"mapping values are not allowed", "put the value in quotes if a colon belongs to it, and see that each key stands on a line of its own"},
	{"tab character", "indent with spaces"},
	{"cannot start any token", "put the value in quotes"},
	{"did not find expected key", "indent the line as its neighbours are, and each key of an event alike"},
	{"'-' indicator", "indent the line as its neighbours are, and each event below events:"},
	{"could not find expected ':'", "write a colon and a space behind the key"},
	{"quoted scalar", "close the quotes"},
	{"flow", "close the brackets"},
	{"anchor", "write the value out, or define the anchor above"},
	{"escape", "use single quotes, in which a backslash is no more than that"},
	{"UTF-8", "save the file as UTF-8"},
	{"control characters", "take the character out, or save the file as plain text in UTF-8"},
	{"max depth", "name a list of conferences, as pyvideo_scrape reads it"},
}
