package check

import (
	"bytes"
	"regexp"
	"strconv"

	"github.com/pyvideo/stevie/internal/tomledit"
)

// lineInDraft returns the line of a draft's text that a finding is about, 1 where
// the draft lacks the key.
func lineInDraft(src []byte, f Finding) int {
	doc, err := tomledit.Parse(src, tomledit.Layout{})
	if err != nil {
		return 0
	}
	line, column := doc.Locate(keyPath(f.Field)...)
	if f.TextLine == 0 {
		return line
	}
	return line + linesBefore(valueAt(src, line, column), f.TextLine)
}

var fieldPart = regexp.MustCompile(`[^.\[\]]+`)

// keyPath takes a field like videos[0].url apart, as [tomledit.Document.Locate]
// wants it.
func keyPath(field string) []any {
	var path []any
	for _, part := range fieldPart.FindAllString(field, -1) {
		if i, err := strconv.Atoi(part); err == nil && len(path) > 0 {
			path = append(path, i)
		} else {
			path = append(path, part)
		}
	}
	return path
}

// valueAt returns the document's text from a value on.
func valueAt(src []byte, line, column int) []byte {
	src = bytes.TrimPrefix(src, byteOrderMark) // positions count without
	for range line - 1 {
		_, src, _ = bytes.Cut(src, []byte("\n"))
	}
	return src[min(max(column-1, 0), len(src)):]
}

// brokenLine is a line of a string with escapes that is joined with the next one,
// or holds several lines of the text.
var brokenLine = regexp.MustCompile(`\\(?:n|\s*$)`)

// linesBefore returns how many lines below the beginning of a string in TOML the
// given line of its text stands; 0 where the string does not keep its lines.
func linesBefore(value []byte, textLine int) int {
	quotes := 3
	if !bytes.HasPrefix(value, []byte("'''")) && !bytes.HasPrefix(value, []byte(`"""`)) {
		return 0
	}
	before := textLine - 1
	if body := value[quotes:]; bytes.HasPrefix(body, []byte("\n")) || bytes.HasPrefix(body, []byte("\r\n")) {
		before++ // the first line end is not text
	}
	body := value
	for range before {
		line, rest, found := bytes.Cut(body, []byte("\n"))
		if !found || value[0] == '"' && brokenLine.Match(line) {
			return 0
		}
		body = rest
	}
	return before
}
