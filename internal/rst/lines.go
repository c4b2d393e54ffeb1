package rst

import (
	"strings"
	"unicode/utf8"
)

// line is one line of a block, after what stands left of the block is cut off.
type line struct {
	text   string // tabs expanded, no space at its end
	number int32  // in the whole text, from 1
	cut    int32  // characters cut off on the left
}

func (l line) blank() bool { return l.text == "" }

// position returns the place of the byte at offset.
func (l line) position(offset int) position {
	offset = min(offset, len(l.text))
	return position{l.number, l.cut + int32(utf8.RuneCountInString(l.text[:offset])) + 1}
}

// from returns the line without its first bytes.
func (l line) from(offset int) line {
	return line{l.text[offset:], l.number, l.cut + int32(utf8.RuneCountInString(l.text[:offset]))}
}

// indent is the number of white space characters in front.
func (l line) indent() int {
	n := skipSpaces(l.text, 0)
	if n == len(l.text) || l.text[n] < utf8.RuneSelf && asciiClasses[l.text[n]]&isSpace == 0 {
		return n
	}
	rest := l.text[n:]
	return n + utf8.RuneCountInString(rest[:len(rest)-len(strings.TrimLeftFunc(rest, spaceRune))])
}

// dropLeft cuts n characters off the front, whatever they are.
func (l line) dropLeft(n int) line {
	return l.from(runeOffset(l.text, n))
}

// runeOffset returns where the n-th character of s begins, at most the end.
func runeOffset(s string, n int) int {
	i := 0
	for ; n > 0 && i < len(s); n-- {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return i
}

const tabWidth = 8

// splitLines splits a text where docutils does.
func splitLines(text string) []line {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	lines := make([]line, 0, 1+strings.Count(text, "\n"))
	for text != "" {
		end, size := lineEnd(text)
		l := text[:end]
		if strings.ContainsAny(l, "\t\v\f") {
			l = expandTabs(l)
		}
		lines = append(lines, line{text: trimRight(l), number: int32(len(lines) + 1)})
		text = text[end+size:]
	}
	return lines
}

// lineEnd finds the end of the first line and the size of what ends it.
func lineEnd(text string) (end, size int) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= ' ' && c != 0xc2 && c != 0xe2:
			continue
		case c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			return i, 2
		case c == '\n' || c == '\r' || c >= 0x1c && c <= 0x1e:
			return i, 1
		case strings.HasPrefix(text[i:], "\u0085"):
			return i, 2
		case strings.HasPrefix(text[i:], "\u2028"), strings.HasPrefix(text[i:], "\u2029"):
			return i, 3
		}
	}
	return len(text), 0
}

// expandTabs makes spaces of tabs, and of the two characters that docutils
// takes for spaces.
func expandTabs(s string) string {
	var b strings.Builder
	column := 0
	for _, r := range s {
		switch r {
		case '\t':
			n := tabWidth - column%tabWidth
			b.WriteString("        "[:n])
			column += n
			continue
		case '\v', '\f':
			r = ' '
		}
		b.WriteRune(r)
		column++
	}
	return b.String()
}

// indentation says how lines are collected lines.
type indentation struct {
	first      int  // bytes to cut off the first line, which belongs to the block however it begins; -1: it has to be indented
	block      int  // characters that all other lines have to be indented by; -1: any, the least is cut off
	untilBlank bool // stop at a blank line
	keep       bool // do not cut the indentation off
	keepTop    bool // keep blank lines at the top
}

// collect returns the lines from start on that are indented, and how many
// lines that is before blank ones at the top were left out. finished reports
// whether the block ended with a blank line or the text.
func (in indentation) collect(lines []line, start int) (block []line, taken int, finished bool) {
	end, indent := start, in.block
	if in.first >= 0 {
		end++
	}
	finished = true
	for ; end < len(lines); end++ {
		l := lines[end]
		if l.blank() {
			if in.untilBlank {
				break
			}
			continue
		}
		if l.text[0] != ' ' || in.block >= 0 && l.indent() < in.block {
			finished = end > start && lines[end-1].blank()
			break
		}
		if in.block < 0 && (indent < 0 || l.indent() < indent) {
			indent = l.indent()
		}
	}
	end = min(end, len(lines))
	block = in.cut(lines[start:end], indent)
	taken = len(block)
	if !in.keepTop {
		block = trimBlankTop(block)
	}
	return block, taken, finished
}

// cut returns the lines without their indentation.
func (in indentation) cut(lines []line, indent int) []line {
	block := make([]line, len(lines))
	for i, l := range lines {
		switch {
		case i == 0 && in.first >= 0:
			l = l.from(min(in.first, len(l.text)))
		case indent > 0 && !in.keep:
			l = l.dropLeft(indent)
		}
		block[i] = l
	}
	return block
}

// trimBlankEnd leaves out blank lines at the end.
func trimBlankEnd(lines []line) []line {
	for len(lines) > 0 && lines[len(lines)-1].blank() {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// trimBlankTop leaves out blank lines at the top.
func trimBlankTop(lines []line) []line {
	for len(lines) > 0 && lines[0].blank() {
		lines = lines[1:]
	}
	return lines
}

// joinLines puts a line end between lines.
func joinLines(lines []line) string {
	switch len(lines) {
	case 0:
		return ""
	case 1:
		return lines[0].text
	}
	size := len(lines) - 1
	for _, l := range lines {
		size += len(l.text)
	}
	var b strings.Builder
	b.Grow(size)
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.text)
	}
	return b.String()
}
