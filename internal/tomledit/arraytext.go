package tomledit

import "strings"

// arrayText is the text of an array, taken apart.
type arrayText struct {
	open  string // the bracket, and the rest of its line where no element is on that
	cells []cell
	end   string // what stands behind the last element, and the bracket
}

// cell is an element of an array with what stands around it.
type cell struct {
	before string // blanks, and lines of comments
	value  string
	gap    string // between value and comma
	comma  bool
	trail  string // the rest of the line with its end, where no other element is on that
	// ownStart: no other element stands before it on its line.
	ownStart bool
}

func (a arrayText) String() string {
	var b strings.Builder
	b.WriteString(a.open)
	for _, c := range a.cells {
		b.WriteString(c.before + c.value + c.gap)
		if c.comma {
			b.WriteByte(',')
		}
		b.WriteString(c.trail)
	}
	b.WriteString(a.end)
	return b.String()
}

// indent is the white space before the value on its line.
func (c cell) indent() string {
	line := c.before[strings.LastIndexByte(c.before, '\n')+1:]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

func (c cell) isCommented() bool {
	return len(commentsOf(c.before, c.value, c.gap, c.trail)) > 0
}

// readArray takes the text of an array apart, which is known to be one, with LF line
// ends. The pieces together are the text.
func readArray(text string) arrayText {
	pos := 1 + len(restOfLine(text[1:]))
	a := arrayText{open: text[:pos]}
	ownStart := pos > 1
	for {
		start := pos
		pos = skipSpace(text, pos)
		c := cell{before: text[start:pos]}
		if text[pos] == ']' {
			a.end = text[start:]
			return a
		}
		c.ownStart = ownStart || strings.Contains(c.before, "\n")
		start, pos = pos, valueEnd(text, pos)
		c.value = text[start:pos]
		if comma := skipSpace(text, pos); text[comma] == ',' {
			c.gap, c.comma, pos = text[pos:comma], true, comma+1
		}
		c.trail = restOfLine(text[pos:])
		pos += len(c.trail)
		ownStart = c.trail != ""
		a.cells = append(a.cells, c)
	}
}

// restOfLine returns a line with its end if there is nothing on it but a comment.
func restOfLine(text string) string {
	i := strings.IndexByte(text, '\n') + 1
	line := strings.TrimSpace(text[:i])
	if line != "" && line[0] != '#' {
		return ""
	}
	return text[:i]
}

// skipSpace passes over blanks, line ends and comments.
func skipSpace(text string, pos int) int {
	for {
		switch text[pos] {
		case ' ', '\t', '\n', '\r':
			pos++
		case '#':
			pos += strings.IndexByte(text[pos:], '\n')
		default:
			return pos
		}
	}
}

// valueEnd returns where a value ends that begins at pos.
func valueEnd(text string, pos int) int {
	switch text[pos] {
	case '"', '\'':
		return stringEnd(text, pos)
	case '[', '{':
		return nestedEnd(text, pos)
	}
	end := pos + strings.IndexAny(text[pos:], ",]}#\n")
	return pos + len(strings.TrimRight(text[pos:end], " \t\r"))
}

func nestedEnd(text string, pos int) int {
	for depth := 0; ; {
		switch text[pos] {
		case '"', '\'':
			pos = stringEnd(text, pos)
			continue
		case '#':
			pos += strings.IndexByte(text[pos:], '\n')
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth == 0 {
				return pos + 1
			}
		}
		pos++
	}
}

// stringEnd returns where a string ends that begins at pos.
func stringEnd(text string, pos int) int {
	quote := text[pos : pos+1]
	if rest := text[pos:]; strings.HasPrefix(rest, strings.Repeat(quote, 3)) {
		quote = rest[:3]
	}
	for pos += len(quote); pos < len(text); pos++ {
		switch {
		case text[pos] == '\\' && quote[0] == '"':
			pos++
		case strings.HasPrefix(text[pos:], quote):
			pos += len(quote)
			for len(quote) == 3 && pos < len(text) && text[pos] == quote[0] { // quotes before the closing ones
				pos++
			}
			return pos
		}
	}
	return len(text)
}
