package rst

import (
	"strings"
	"unicode/utf8"
)

// source is text that inline markup is looked for in, and where it comes from.
type source struct {
	text  string // with escape marks
	lines []line // that text was joined from
}

func sourceOf(lines []line) source { return source{escapeMarks(joinLines(lines)), lines} }

// escapeMarks replaces the backslashes that escape something by marks.
func escapeMarks(text string) string {
	if strings.IndexByte(text, '\\') < 0 {
		return text
	}
	b := []byte(text)
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' {
			b[i] = escapeMark
			i++ // escaped, a backslash too
		}
	}
	return string(b)
}

// unmark removes escape marks, together with escaped white space.
func unmark(text string) string {
	if strings.IndexByte(text, escapeMark) < 0 {
		return text
	}
	return markRemover.Replace(text)
}

var markRemover = strings.NewReplacer("\x00 ", "", "\x00\n", "", "\x00", "")

// unescaped turns the marks back into backslashes.
func unescaped(text string) string {
	return strings.ReplaceAll(text, string(escapeMark), `\`)
}

// place is a position in a source that later ones are counted on from, as a
// text may give rise to many messages.
type place struct {
	line    int // index of the line
	begin   int // offset of its beginning
	offset  int // where in the text this is
	columns int // characters from the beginning of the line to offset
}

// position returns the place of the byte at offset, which is not before the
// last one asked for.
func (p *place) position(s source, offset int) position {
	for p.line+1 < len(s.lines) && offset > p.begin+len(s.lines[p.line].text) {
		p.begin += len(s.lines[p.line].text) + 1
		p.offset, p.columns = p.begin, 0
		p.line++
	}
	if p.line >= len(s.lines) {
		return position{}
	}
	l := s.lines[p.line]
	from, to := min(p.offset-p.begin, len(l.text)), min(offset-p.begin, len(l.text))
	if from > to {
		return l.position(to)
	}
	p.columns += utf8.RuneCountInString(l.text[from:to])
	p.offset = p.begin + to
	return position{l.number, l.cut + int32(p.columns) + 1}
}

// inlineParser reads the inline markup of one text.
type inlineParser struct {
	*parser
	scanner
	source   source
	place    place
	into     *node   // gets what is found
	naming   *node   // gets complaints about names
	messages []*node // all other complaints
	done     int     // what stands before is in the tree
	noEnd    uint16  // the kinds of start-strings that have no end in the rest
}

// inline reads inline markup into a node. Complaints are returned, for the
// caller to put behind the paragraph; only those about names go into naming at
// once, as docutils has it.
func (p *parser) inline(src source, into, naming *node) []*node {
	if !strings.ContainsAny(src.text, inlineTriggers) {
		p.appendText(into, src.text)
		return nil
	}
	in := inlineParser{parser: p, scanner: scanner{text: src.text}, source: src, into: into, naming: naming}
	for {
		start, ok := in.next()
		if !ok {
			break
		}
		if in.quoted(start) {
			in.restart(start.end)
			continue
		}
		in.markup(start)
	}
	p.appendText(into, src.text[in.done:])
	return in.messages
}

func (in *inlineParser) position(offset int) position { return in.place.position(in.source, offset) }

func (p *parser) appendText(into *node, text string) {
	if text != "" {
		into.append(&node{kind: textNode, text: text})
	}
}

// markup reads what a start opens.
func (in *inlineParser) markup(start inlineStart) {
	switch start.kind {
	case interpretedStart:
		in.interpreted(start)
	case referenceStart, anonymousStart:
		in.reference(start)
	case footnoteStart:
		in.footnoteReference(start)
	default:
		in.simple(start)
	}
}

// add puts a node that covers text[begin:end] into the tree, after the text
// that stands before it.
func (in *inlineParser) add(begin, end int, n *node) {
	in.appendText(in.into, in.text[in.done:begin])
	n.at = in.position(begin)
	in.into.append(n)
	in.done = end
	in.restart(end)
}

// problem puts text[begin:end] into the tree as it stands, with a complaint.
func (in *inlineParser) problem(begin, end int, level Level, format string, args ...any) {
	in.messages = append(in.messages, in.newMessage(level, in.position(begin), format, args...))
	in.add(begin, end, &node{kind: problematicNode, text: unescaped(in.text[begin:end])})
}

// simpleMarkup tells of the markup that needs nothing but an end-string.
var simpleMarkup = map[startKind]struct {
	kind nodeKind
	name string // as docutils calls it
}{
	emphasisStart:     {emphasisNode, "emphasis"},
	strongStart:       {strongNode, "strong"},
	literalStart:      {literalNode, "literal"},
	targetStart:       {targetNode, "target"},
	substitutionStart: {substitutionRefNode, "substitution_reference"},
}

func (in *inlineParser) simple(start inlineStart) {
	markup := simpleMarkup[start.kind]
	textEnd, end := in.endOf(start)
	if textEnd <= start.end {
		in.problem(start.begin, start.end, Warning, "Inline %s start-string without end-string.", markup.name)
		return
	}
	text := in.text[start.end:textEnd]
	n := &node{kind: markup.kind}
	switch start.kind {
	case literalStart:
		n.text = unescaped(text)
	case targetStart:
		in.appendText(n, text)
		n.names = []string{normalName(unmark(text))}
	case substitutionStart:
		n.name = spaceName(unmark(text))
		n.text = unescaped(in.text[start.begin:end])
		in.substitutions++
		n = in.substitutionLink(n, in.text[textEnd:end])
	default:
		in.appendText(n, text)
	}
	in.add(start.begin, end, n)
	if start.kind == targetStart {
		in.noteExplicit(n, in.naming)
	}
}

// substitutionLink makes a reference of |text|_ and |text|__.
func (in *inlineParser) substitutionLink(n *node, endString string) *node {
	if endString == "|" {
		return n
	}
	link := &node{kind: referenceNode, text: n.text, anonymous: endString == "|__"}
	if link.anonymous {
		in.anonymous++
	} else {
		link.name = normalName(n.name)
		in.noteReference(link)
	}
	link.append(n)
	return link
}

func (in *inlineParser) reference(start inlineStart) {
	name := in.text[start.begin:start.mark]
	n := &node{kind: referenceNode, text: in.text[start.begin:start.end], anonymous: start.kind == anonymousStart}
	in.appendText(n, name)
	if n.anonymous {
		in.anonymous++
	} else {
		n.name = normalName(name)
		in.noteReference(n)
	}
	in.add(start.begin, start.end, n)
}

func (in *inlineParser) footnoteReference(start inlineStart) {
	label := in.text[start.begin+1 : start.end-2]
	n := &node{kind: footnoteRefNode, text: in.text[start.begin:start.end], name: normalName(label)}
	switch {
	case label[0] == '#':
		n.auto, n.name = '#', n.name[1:]
	case label == "*":
		n.auto, n.name = '*', ""
	case strings.Trim(label, "0123456789") != "":
		n.kind = citationRefNode
	}
	in.noteFootnoteReference(n)
	in.add(start.begin, start.end, n)
}

// normalName is a name as references and targets are compared by.
func normalName(name string) string { return spaceName(strings.ToLower(name)) }

// spaceName is a name with single spaces.
func spaceName(name string) string {
	return strings.Join(strings.FieldsFunc(name, spaceRune), " ")
}
