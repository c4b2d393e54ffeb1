package rst

import (
	"strconv"
	"strings"
)

// sequence is the kind of numbers that an enumerated list counts in.
type sequence uint8

const (
	noSequence sequence = iota
	arabic
	lowerAlpha
	upperAlpha
	lowerRoman
	upperRoman
	automatic // "#"
)

// enumerator is the marker of an enumerated list's element.
type enumerator struct {
	prefix, suffix string // "(" and ")", or "" and one of ")", "."
	sequence       sequence
	ordinal        int    // -1 for what is no number after all: "iiii"
	text           string // without prefix and suffix
	width          int    // bytes of the marker with the space after it
}

// parseEnumerator looks for a marker at the beginning of a line. The sequence
// expected by the list it stands in is tried first, as "c" and "i" are both
// letters and numbers.
func parseEnumerator(line string, expected sequence) (enumerator, bool) {
	var e enumerator
	i := 0
	if strings.HasPrefix(line, "(") {
		e.prefix = "("
		i = 1
	}
	end := i
	for end < len(line) && (asciiClasses[line[end]&0x7f]&isWord != 0 && line[end] < 0x80 || line[end] == '#') {
		end++
	}
	if end == i || end == len(line) {
		return e, false
	}
	e.text, e.suffix = line[i:end], line[end:end+1]
	if e.suffix != ")" && (e.suffix != "." || e.prefix != "") {
		return e, false
	}
	e.width = end + 1
	if e.width < len(line) && line[e.width] != ' ' {
		return e, false
	}
	for e.width < len(line) && line[e.width] == ' ' {
		e.width++
	}
	e.sequence = sequenceOf(e.text, expected)
	e.ordinal = e.sequence.ordinal(e.text)
	return e, e.sequence != noSequence
}

// sequenceOf tells what a marker's text counts in.
func sequenceOf(text string, expected sequence) sequence {
	switch {
	case text == "#":
		return automatic
	case expected.holds(text):
		return expected
	case expected == noSequence && text == "i":
		return lowerRoman
	case expected == noSequence && text == "I":
		return upperRoman
	}
	for s := arabic; s <= upperRoman; s++ {
		if s.holds(text) {
			return s
		}
	}
	return noSequence
}

// holds reports whether text looks like a number of the sequence.
func (s sequence) holds(text string) bool {
	only := func(chars string) bool { return strings.Trim(text, chars) == "" }
	switch s {
	case arabic:
		return only("0123456789")
	case lowerAlpha:
		return len(text) == 1 && 'a' <= text[0] && text[0] <= 'z'
	case upperAlpha:
		return len(text) == 1 && 'A' <= text[0] && text[0] <= 'Z'
	case lowerRoman:
		return only("ivxlcdm")
	case upperRoman:
		return only("IVXLCDM")
	}
	return false
}

// ordinal is the value of a marker's text, -1 if it has none. Numbers beyond
// the range of int count as the largest.
func (s sequence) ordinal(text string) int {
	switch s {
	case arabic:
		n, _ := strconv.Atoi(text)
		return n
	case lowerAlpha:
		return int(text[0]-'a') + 1
	case upperAlpha:
		return int(text[0]-'A') + 1
	case lowerRoman:
		return fromRoman(strings.ToUpper(text))
	case upperRoman:
		return fromRoman(text)
	case automatic:
		return 1
	}
	return -1
}

// marker is the text of the marker with the number n, "" when the sequence
// does not reach so far.
func (s sequence) marker(n int) string {
	switch {
	case s == arabic:
		return strconv.Itoa(n)
	case s == lowerAlpha && n <= 26:
		return string(rune('a' + n - 1))
	case s == upperAlpha && n <= 26:
		return string(rune('A' + n - 1))
	case s == lowerRoman:
		return strings.ToLower(toRoman(n))
	case s == upperRoman:
		return toRoman(n)
	case s == automatic:
		return "#"
	}
	return ""
}

// opensItem reports whether docutils takes the marker for the beginning of a
// list item, given the line below it: that has to be blank, indented or the
// next item. more is false at the end of the text.
func (e enumerator) opensItem(below string, more bool) bool {
	switch {
	case e.ordinal < 0:
		return false
	case !more || below == "" || spaceAt(below, 0):
		return true
	}
	rest, ok := strings.CutPrefix(below, e.prefix)
	if !ok {
		return false
	}
	next := e.sequence.marker(e.ordinal + 1)
	return next != "" && (strings.HasPrefix(rest, next+e.suffix+" ") || strings.HasPrefix(rest, "#"+e.suffix+" "))
}
