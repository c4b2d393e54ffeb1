package rst

import "strings"

// backslash is an escaped backslash.
const backslash = string(escapeMark) + `\`

// write writes a block without a line end after it.
func (p plainBlock) write(b *strings.Builder) {
	switch p.kind {
	case rulerBlock:
		b.WriteString(foldLine(p.lines[0])[0])
	case bulletBlock, numberBlock:
		for i, item := range p.items {
			if i > 0 {
				b.WriteByte('\n')
			}
			if item.apart {
				b.WriteByte('\n')
			}
			b.WriteString(item.marker)
			writeParagraph(b, item.lines, strings.Repeat(" ", len(item.marker)))
		}
	case timedBlock:
		for i, line := range p.lines {
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString("| ")
			folded := strings.ReplaceAll(strings.Join(foldLine(line), "\n"), `\`, backslash)
			writeIndented(b, escapeInline(folded), "  ")
		}
	default:
		writeParagraph(b, p.lines, "")
	}
}

// writeParagraph writes lines that flow together, all but the first behind
// an indentation.
func writeParagraph(b *strings.Builder, lines []string, indent string) {
	var folded []string
	for _, line := range lines {
		folded = append(folded, foldLine(line)...)
	}
	escaped := make([]string, len(folded))
	for i, line := range folded {
		escaped[i] = strings.ReplaceAll(line, `\`, backslash)
		if opensBlock(folded, i) {
			escaped[i] = disarm(line, escaped[i])
		}
	}
	text := strings.Join(escaped, "\n")
	// A paragraph that ends so would announce a literal block.
	if before, ok := strings.CutSuffix(text, "::"); ok && !strings.HasSuffix(before, string(escapeMark)) {
		text = before + string(escapeMark) + "::"
	}
	writeIndented(b, escapeInline(text), indent)
}

// writeIndented writes text whose escape marks become backslashes, its second
// and later lines behind an indentation.
func writeIndented(b *strings.Builder, text, indent string) {
	text = strings.ReplaceAll(text, string(escapeMark), `\`)
	if indent != "" {
		text = strings.ReplaceAll(text, "\n", "\n"+indent)
	}
	b.WriteString(text)
}

// fieldEscapes makes of a line what it may look like in the end: a back quote may
// get its backslash after this is asked.
var fieldEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`")

// opensBlock reports whether docutils would not take line i of a paragraph for
// a part of it.
func opensBlock(lines []string, i int) bool {
	line := lines[i]
	if rulerChar(line) != 0 {
		return true
	}
	if i > 0 {
		return false
	}
	for _, marker := range []string{"..", "__", "|", ">>>"} {
		if markerWidth(line, marker) > 0 {
			return true
		}
	}
	if e, ok := parseEnumerator(line, noSequence); ok {
		more := len(lines) > 1
		below := ""
		if more {
			below = lines[1]
		}
		return e.opensItem(below, more)
	}
	_, _, field := fieldMarker(fieldEscapes.Replace(line))
	return field || bulletWidth(line) > 0 || isGridBorder(line) || isSimpleTop(line)
}

// disarm makes a line that would open a block one of a paragraph.
func disarm(line, escaped string) string {
	if line[0] == '\\' {
		return string(escapeMark) + " " + escaped
	}
	return string(escapeMark) + escaped
}

// escapeInline puts a mark in front of whatever docutils would take for inline
// markup.
func escapeInline(text string) string {
	s := scanner{text: text}
	start, found := s.next()
	if !found {
		return text
	}
	var b strings.Builder
	done := 0
	for ; found; start, found = s.next() {
		if s.quoted(start) {
			s.restart(start.end)
			continue
		}
		b.WriteString(text[done:start.mark])
		b.WriteByte(escapeMark)
		done = start.mark
	}
	b.WriteString(text[done:])
	return b.String()
}
