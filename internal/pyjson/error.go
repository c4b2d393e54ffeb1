package pyjson

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// SyntaxError says where and why a text is not JSON for Python. Behind the name of a file
// and a colon it has the form "path:line:column: message" that editors understand.
type SyntaxError struct {
	Line    int // from 1
	Column  int // from 1, in code points
	Message string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message)
}

func syntaxError(src []byte, offset int, message string) *SyntaxError {
	line, column := position(src, offset)
	return &SyntaxError{Line: line, Column: column, Message: message}
}

// position turns a byte offset into line and column, both from 1.
func position(src []byte, offset int) (line, column int) {
	before := src[:min(offset, len(src))]
	line = 1 + bytes.Count(before, []byte{'\n'})
	start := bytes.LastIndexByte(before, '\n') + 1
	return line, 1 + utf8.RuneCount(before[start:])
}
