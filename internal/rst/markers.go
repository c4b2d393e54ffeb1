package rst

import (
	"strings"
	"unicode/utf8"
)

// The first line of a block tells by its beginning what the block is. The
// functions here recognize those beginnings.

// markerWidth returns the length of marker with the spaces after it, if the
// line begins with it and a space or nothing follows; else 0.
func markerWidth(line, marker string) int {
	if !strings.HasPrefix(line, marker) {
		return 0
	}
	end := skipSpaces(line, len(marker))
	if end == len(marker) && end < len(line) {
		return 0
	}
	return end
}

// skipSpaces returns the end of the spaces from line[i] on.
func skipSpaces(line string, i int) int {
	for i < len(line) && line[i] == ' ' {
		i++
	}
	return i
}

// bulletWidth returns the length of a bullet with the spaces after it, 0
// without one.
func bulletWidth(line string) int {
	switch r, size := utf8.DecodeRuneInString(line); r {
	case '*', '-', '+', '•', '‣', '⁃':
		return markerWidth(line, line[:size])
	}
	return 0
}

// fieldMarker looks for ":name: " and returns where the name ends and the
// text begins.
func fieldMarker(line string) (nameEnd, width int, ok bool) {
	if len(line) < 3 || line[0] != ':' || line[1] == ':' || line[1] == ' ' {
		return 0, 0, false
	}
	for i := 1; i < len(line); i++ {
		switch line[i] {
		case '\\':
			if i++; i == len(line) {
				return 0, 0, false
			}
		case ':':
			switch {
			case i+1 == len(line) || line[i+1] == ' ':
				return i, skipSpaces(line, i+1), line[i-1] != ' '
			case line[i+1] == '`':
				return 0, 0, false
			}
		}
	}
	return 0, 0, false
}

// isGridBorder recognizes the top and bottom of a grid table: "+---+---+".
func isGridBorder(line string) bool {
	line = strings.TrimRight(line, " ")
	return len(line) >= 5 && strings.HasPrefix(line, "+-") && strings.HasSuffix(line, "-+") &&
		strings.Trim(line, "+-") == ""
}

// isSimpleTop recognizes the top of a simple table: "=====  ====".
func isSimpleTop(line string) bool {
	line = strings.TrimRight(line, " ")
	return strings.HasPrefix(line, "=") && strings.Contains(line, " ") && strings.Trim(line, "= ") == ""
}

// isSimpleBorder recognizes any border of a simple table, also one in a single
// piece.
func isSimpleBorder(line string) bool {
	return strings.HasPrefix(line, "=") && strings.Trim(line, "= ") == ""
}

// optionsWidth returns the length of the options that a line begins with, like
// "-o FILE, --output=FILE", with the spaces after them; 0 without any. Two
// spaces or nothing have to follow.
func optionsWidth(line string) int {
	i := 0
	for {
		end := optionEnd(line, i)
		if end == 0 {
			return 0
		}
		if rest := line[end:]; !strings.HasPrefix(rest, ", ") {
			width := skipSpaces(line, end)
			if width == len(line) || width-end >= 2 {
				return width
			}
			return 0
		}
		i = end + len(", ")
	}
}

// optionEnd returns where the option at line[i] ends, with its argument; 0
// without an option.
func optionEnd(line string, i int) int {
	rest := line[i:]
	end, joiners := 0, " ="
	switch {
	case strings.HasPrefix(rest, "--") && isASCIIWord(rest, 2):
		end = wordRunEnd(line, i+3)
	case strings.HasPrefix(rest, "/") && isASCIIWord(rest, 1):
		end = wordRunEnd(line, i+2)
	case (strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "+")) && isASCIIWord(rest, 1):
		end, joiners = i+2, " "
		if arg := argumentEnd(line, end); arg > 0 {
			return arg
		}
	default:
		return 0
	}
	if end < len(line) && strings.IndexByte(joiners, line[end]) >= 0 {
		if arg := argumentEnd(line, end+1); arg > 0 {
			return arg
		}
	}
	return end
}

// argumentEnd returns where an option's argument at line[i] ends: a word that
// begins with a letter, or anything in angle brackets; 0 without one.
func argumentEnd(line string, i int) int {
	if i < len(line) && line[i] == '<' {
		end := strings.IndexAny(line[i+1:], "<>")
		if end < 1 || line[i+1+end] != '>' {
			return 0
		}
		return i + 1 + end + 1
	}
	if !isASCIIWord(line, i) || line[i] <= '9' {
		return 0
	}
	return wordRunEnd(line, i+1)
}

// wordRunEnd returns the end of the ASCII letters, digits, - and _ from line[i] on.
func wordRunEnd(line string, i int) int {
	for i < len(line) && (isASCIIWord(line, i) || line[i] == '-' || line[i] == '_') {
		i++
	}
	return i
}

// isASCIIWord reports whether line[i] is an ASCII letter or digit.
func isASCIIWord(line string, i int) bool { return i < len(line) && isWordByte(line[i]) }

func isWordByte(c byte) bool { return c < utf8.RuneSelf && asciiClasses[c]&isWord != 0 }
