package rst

import (
	"strings"
	"unicode/utf8"
)

// FromPlain turns the plain text that a video host shows into
// reStructuredText that reads the same: every word stays, in order, and
// docutils has nothing to object to, neither its parser nor a full publish.
// Bullet and numbered lists, chapter lists and rulers become what they look
// like; other lines flow together in paragraphs, as in the source. As few
// backslashes as possible are added. Control characters are dropped.
//
// The text must be plain: in one that already is reStructuredText the markup
// would be escaped. The empty text stays empty, and the result ends without a
// line end.
func FromPlain(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/32)
	blocks := plainBlocks(plainLines(text))
	for i, block := range blocks {
		if i > 0 {
			b.WriteString("\n\n")
		}
		block.write(&b)
	}
	return b.String()
}

// plainLine is one line of a host's text.
type plainLine struct {
	text   string // words with single spaces between; "" is a blank line
	indent int    // columns of white space in front
}

// plainLines splits a text where docutils would and tidies the lines: with no
// indentation left, no block quote or definition can come of it.
func plainLines(text string) []plainLine {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if strings.ContainsAny(text, "\v\f") {
		// docutils takes them for spaces, but they are meant as line ends.
		text = strings.NewReplacer("\v", "\n", "\f", "\n").Replace(text)
	}
	lines := make([]plainLine, 0, 1+strings.Count(text, "\n"))
	for text != "" {
		end, size := lineEnd(text)
		lines = append(lines, tidyLine(text[:end]))
		text = text[end+size:]
	}
	return lines
}

func tidyLine(line string) plainLine {
	indent := 0
	for _, r := range line {
		if !spaceRune(r) {
			break
		}
		indent++
		if r == '\t' {
			indent = (indent + 7) / 8 * 8
		}
	}
	return plainLine{tidyText(line), indent}
}

// tidyText drops control characters and makes one space of each run of white
// space. A no-break space that stands alone is deliberate and stays.
func tidyText(line string) string {
	if isTidy(line) {
		return line
	}
	var b strings.Builder
	b.Grow(len(line))
	run, only := 0, ' '
	for _, r := range line {
		switch {
		case spaceRune(r):
			run, only = run+1, r
			continue
		case r < ' ' || r == 0x7f:
			continue
		}
		if run > 0 && b.Len() > 0 {
			b.WriteRune(joiningSpace(run, only))
		}
		run = 0
		b.WriteRune(r)
	}
	return b.String()
}

// isTidy reports whether a line is ASCII that needs no change.
func isTidy(line string) bool {
	space := true
	for i := range len(line) {
		c := line[i]
		if c < ' ' || c >= 0x7f || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || line == ""
}

// joiningSpace is what becomes of a run of n white space characters.
func joiningSpace(n int, last rune) rune {
	if n == 1 && (last == '\u00a0' || last == '\u202f') {
		return last
	}
	return ' '
}

// maxLine is the length, in characters, up to which lines are written. docutils
// gives up on a whole text that has a line beyond 10,000 characters.
const maxLine = 9000

// foldLine cuts a line that would grow too long into several, at spaces where
// it has any. Characters that may need a backslash count twice.
func foldLine(line string) []string {
	if len(line) <= maxLine/2 {
		return []string{line}
	}
	var folded []string
	begin, space, width := 0, -1, 0
	for i, r := range line {
		width++
		if r < utf8.RuneSelf && asciiClasses[r]&isPunct != 0 {
			width++
		}
		if r == ' ' {
			space = i
		}
		if width < maxLine {
			continue
		}
		end, next := i, i
		if space > begin {
			end, next = space, space+1
		}
		folded = append(folded, line[begin:end])
		begin, width = next, 2*(i-next+1)
	}
	return append(folded, line[begin:])
}
