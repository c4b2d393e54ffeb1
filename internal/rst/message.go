package rst

import (
	"fmt"
	"regexp"
	"strings"
)

// Level is how bad docutils finds something.
type Level uint8

// The levels of docutils. From Warning on pyvideo/data refuses a text; at
// Severe its tests stop with a traceback.
const (
	None Level = iota // nothing to say
	Info
	Warning
	Error
	Severe
)

// String gives docutils' word for the level.
func (l Level) String() string {
	switch l {
	case None:
		return "NONE"
	case Info:
		return "INFO"
	case Warning:
		return "WARNING"
	case Error:
		return "ERROR"
	}
	return "SEVERE"
}

// Message is one thing that docutils has to say about a text, and what to do
// about it.
type Message struct {
	Level Level
	// Class is the first line of docutils' message with quoted parts as "..."
	// and numbers as N, so that it is the same for all occurrences.
	Class  string
	Text   string // docutils' message, in one line
	Line   int    // counted from 1; 0 when the message is about the whole text
	Column int    // in characters, counted from 1; tabs count as docutils expands them
	Remedy string // one sentence for the person who mends the text
}

// String gives place, message and remedy in one line.
func (m Message) String() string {
	s := fmt.Sprintf("%d:%d: %s (%s)", m.Line, m.Column, m.Text, m.Level)
	if m.Remedy != "" {
		s += " " + m.Remedy
	}
	return s
}

var (
	quotedPart = regexp.MustCompile(`"[^"]*"`)
	numberPart = regexp.MustCompile(`\d+`)
)

// classOf gives the class of a message.
func (p *parser) classOf(text string) string {
	class, known := p.classes[text]
	if !known {
		class = numberPart.ReplaceAllString(quotedPart.ReplaceAllString(text, `"..."`), "N")
		p.classes[text] = class
	}
	return class
}

// newMessage makes the node of a message.
func (p *parser) newMessage(level Level, at position, format string, args ...any) *node {
	text := format
	if len(args) > 0 {
		text = fmt.Sprintf(format, args...)
	}
	p.messages++
	first, _, _ := strings.Cut(text, "\n")
	class := p.classOf(first)
	m := &Message{
		Level: level, Class: class, Text: strings.ReplaceAll(text, "\n", " "), Remedy: remedies[class],
		Line: int(at.line), Column: int(at.column),
	}
	if level == Severe && p.severe == nil {
		p.severe = m
	}
	return &node{kind: messageNode, at: at, message: m}
}

// complain adds a message to a node.
func (p *parser) complain(parent *node, level Level, at position, format string, args ...any) {
	parent.append(p.newMessage(level, at, format, args...))
}
