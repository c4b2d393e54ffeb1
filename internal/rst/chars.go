package rst

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// escapeMark stands for an escaping backslash in front of the character it
// escapes. docutils works on text in this form, and so does everything here
// that looks for inline markup. It is NUL, which no text may hold.
const escapeMark = '\x00'

// What an ASCII character can be, as bits.
const (
	isSpace  = 1 << iota // white space
	isBefore             // may stand before a start-string
	isAfter              // may stand after an end-string
	isWord               // letter or digit
	isPunct              // may make up a ruler: printable, no letter, digit or space
)

// asciiClasses tells of each ASCII character what it can be.
var asciiClasses = classifyASCII()

func classifyASCII() (classes [utf8.RuneSelf]uint8) {
	mark := func(chars string, bits uint8) {
		for i := range len(chars) {
			classes[chars[i]] |= bits
		}
	}
	for c := range byte(utf8.RuneSelf) {
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z':
			classes[c] |= isWord
		case '!' <= c && c <= '~':
			classes[c] |= isPunct
		}
	}
	mark(" \t\n\v\f\r\x1c\x1d\x1e\x1f", isSpace|isBefore|isAfter)
	mark("-/:'\"", isBefore|isAfter)
	mark("<([{", isBefore)
	mark(">)]}\\.,;!?\x00", isAfter)
	return classes
}

// is reports whether r has one of the ASCII bits, or for other characters the
// property that the bits stand for.
func is(r rune, bits uint8) bool {
	if r < utf8.RuneSelf {
		return asciiClasses[r]&bits != 0
	}
	switch {
	case bits&isSpace != 0 && unicode.IsSpace(r):
		return true
	case bits&isWord != 0 && (unicode.IsLetter(r) || unicode.IsNumber(r)):
		return true
	case bits&isBefore != 0:
		return unicode.IsSpace(r) || unicode.Is(openers, r) || unicode.Is(delimiters, r)
	case bits&isAfter != 0:
		return unicode.IsSpace(r) || unicode.Is(closers, r) || unicode.Is(delimiters, r)
	}
	return false
}

// spaceAt reports whether white space begins at text[i]; the end of the text
// is none.
func spaceAt(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	if c := text[i]; c < utf8.RuneSelf {
		return asciiClasses[c]&isSpace != 0
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsSpace(r)
}

// endsInlineAt reports whether an end-string may end before text[i].
func endsInlineAt(text string, i int) bool {
	if i >= len(text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return is(r, isAfter)
}

// trimSpace and trimRight cut what docutils takes for white space.
func trimSpace(s string) string { return strings.TrimFunc(s, spaceRune) }
func trimRight(s string) string { return strings.TrimRightFunc(s, spaceRune) }

func spaceRune(r rune) bool { return is(r, isSpace) }

// closesQuote reports whether the two characters around a start-string are a
// pair, which makes it ordinary text: ("*"), '|'.
func closesQuote(opening, closing rune) bool {
	if others, ok := irregularPairs[opening]; ok {
		return strings.ContainsRune(others, closing)
	}
	return closing == opening+1 && (opening == '(' || opening >= utf8.RuneSelf && unicode.Is(openers, opening))
}

// irregularPairs lists the characters that close a quotation, where that is
// not just the next code point. Languages differ, so some close in several ways.
var irregularPairs = map[rune]string{
	'"': `"`, '\'': `'`, '<': ">", '[': "]", '{': "}", '［': "］", '｛': "｝",
	'«': "»", '»': "«»", '‹': "›", '›': "‹›",
	'‘': "’‚", '’': "‘’", '‚': "‛‘’", '‛': "‚",
	'“': "”„", '”': "“”", '„': "‟“”", '‟': "„",
	'⸃': "⸂", '⸅': "⸄", '⸊': "⸉", '⸍': "⸌", '⸝': "⸜", '⸡': "⸠",
}

// rulerChar returns the character of a line that is nothing but one repeated
// ASCII punctuation character, trailing space aside, and 0 for other lines.
func rulerChar(line string) byte {
	line = strings.TrimRight(line, " ")
	if line == "" || line[0] >= utf8.RuneSelf || asciiClasses[line[0]]&isPunct == 0 {
		return 0
	}
	for i := 1; i < len(line); i++ {
		if line[i] != line[0] {
			return 0
		}
	}
	return line[0]
}
