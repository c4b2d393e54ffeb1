package rst

import (
	"fmt"
	"strings"
)

// directive says what a directive takes and does.
type directive struct {
	argument argumentRule
	content  contentRule
	options  map[string]optionCheck
	run      func(*machine, *invocation)
}

// argumentRule says what may stand behind the name of a directive.
type argumentRule uint8

const (
	noArgument argumentRule = iota
	needsText               // some words
	maybeText               // some words or nothing
	maybeWord               // one word or nothing
)

// contentRule says what may stand below.
type contentRule uint8

const (
	noContent contentRule = iota
	maybeContent
	needsContent
)

// invocation is one use of a directive.
type invocation struct {
	name          string
	at            position
	argument      string
	argumentLines []line
	options       map[string]string
	content       []line
	text          string // the source of it all
}

// has reports whether an option is given.
func (c *invocation) has(option string) bool {
	_, ok := c.options[option]
	return ok
}

// directive reads a directive; its arguments begin behind that many bytes of
// the next line.
func (m *machine) directive(name string, width int) (finished bool) {
	at, begin := m.here(), m.at
	key := strings.ToLower(name)
	spec, known := m.directives[key]
	if !known {
		m.complain(Info, "No directive entry for %s in module %s.", quote(name), quote("docutils.parsers.rst.languages.en"))
		_, finished := m.collect(indentation{first: 0, block: -1, keep: true})
		text := joinLines(trimBlankEnd(m.lines[begin:m.at]))
		message := m.newMessage(Error, at, "Unknown directive type %s.", quote(name))
		message.text = text
		m.parent.append(message)
		return finished
	}
	block, finished := m.collect(indentation{first: width, block: -1, keepTop: true})
	call := &invocation{name: name, at: at, text: joinLines(m.lines[begin:m.at])}
	if problem := call.split(block, spec); problem != "" {
		m.parser.complain(m.parent, Error, at, "Error in %s directive:\n%s.", quote(name), problem)
	} else if spec.content == needsContent && len(call.content) == 0 {
		m.failEmpty(call)
	} else {
		spec.run(m, call)
	}
	return finished || m.nextBlank(m.at)
}

// fail puts a directive's complaint in its place.
func (m *machine) fail(c *invocation, level Level, format string, args ...any) {
	m.parser.complain(m.parent, level, c.at, format, args...)
}

// failEmpty complains of a directive without content.
func (m *machine) failEmpty(c *invocation) {
	m.fail(c, Error, "Content block expected for the %s directive; none found.", quote(c.name))
}

// split takes a directive's block apart: arguments, options, content. It
// returns what is wrong with it, "" for nothing.
func (c *invocation) split(block []line, spec directive) (problem string) {
	if len(block) > 0 && block[0].blank() {
		block = block[1:]
	}
	block = trimBlankEnd(block)
	var head []line
	c.content = block
	end := 0
	if len(block) > 0 && (spec.argument != noArgument || len(spec.options) > 0) {
		for end < len(block) && !block[end].blank() {
			end++
		}
		head, c.content = block[:end], block[min(end+1, len(block)):]
	}
	c.options = map[string]string{}
	if len(spec.options) > 0 {
		options := optionsBegin(head)
		if problem := c.readOptions(head[options:], spec.options); problem != "" {
			return problem
		}
		head = head[:options]
	}
	if len(head) > 0 && spec.argument == noArgument {
		c.content = append(append([]line{}, head...), block[end:]...)
		head = nil
	}
	c.content = trimBlankTop(c.content)
	if problem := c.readArgument(head, spec.argument); problem != "" {
		return problem
	}
	if len(c.content) > 0 && spec.content == noContent {
		return "no content permitted"
	}
	return ""
}

// optionsBegin returns the first line that is an option, or the number of lines.
func optionsBegin(lines []line) int {
	for i, l := range lines {
		if _, _, ok := fieldMarker(l.text); ok {
			return i
		}
	}
	return len(lines)
}

// readArgument takes the argument from the lines that hold it.
func (c *invocation) readArgument(lines []line, rule argumentRule) (problem string) {
	text := joinLines(lines)
	words := strings.FieldsFunc(text, spaceRune)
	switch {
	case rule == noArgument:
		return ""
	case rule == needsText && len(words) == 0:
		return "1 argument(s) required, 0 supplied"
	case rule == maybeWord && len(words) > 1:
		return fmt.Sprintf("maximum 1 argument(s) allowed, %d supplied", len(words))
	}
	c.argument, c.argumentLines = trimSpace(text), lines
	return ""
}

// readOptions reads the fields that hold options.
func (c *invocation) readOptions(lines []line, known map[string]optionCheck) (problem string) {
	for at := 0; at < len(lines); {
		nameEnd, width, ok := fieldMarker(lines[at].text)
		if !ok {
			return "invalid option block"
		}
		name := strings.ToLower(unmark(escapeMarks(lines[at].text[1:nameEnd])))
		if len(strings.FieldsFunc(name, spaceRune)) != 1 {
			return "invalid option data: extension option field name may not contain multiple words"
		}
		block, taken, _ := indentation{first: width, block: -1}.collect(lines, at)
		at += taken
		check, ok := known[name]
		switch {
		case !ok:
			return fmt.Sprintf("unknown option: %s", quote(name))
		case c.has(name):
			return fmt.Sprintf("invalid option data: duplicate option %s", quote(name))
		}
		value := joinLines(block)
		if problem := check(value, len(block) > 0); problem != "" {
			return fmt.Sprintf("invalid option value: (option: %s; value: %q)\n%s", quote(name), value, problem)
		}
		c.options[name] = value
	}
	return ""
}
