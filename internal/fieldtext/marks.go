package fieldtext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark is one sign of a text, with or without a backslash before it.
type mark struct {
	sign    string
	escaped bool
}

func (m mark) isBlank() bool {
	return !m.escaped && strings.TrimFunc(m.sign, unicode.IsSpace) == ""
}

// marks is a text as it was typed.
type marks []mark

// escapable are the signs that may have a backslash before them, blanks aside.
const escapable = `;\<>"`

// marksOf takes a text apart. A backslash counts as one only before the signs given, and
// blanks where there are any.
func marksOf(text, escapable string) marks {
	var list marks
	for text != "" {
		m, n := firstMark(text, escapable)
		list = append(list, m)
		text = text[n:]
	}
	return list
}

func firstMark(text, escapable string) (m mark, size int) {
	_, size = utf8.DecodeRuneInString(text)
	if text[0] != '\\' || escapable == "" || len(text) == 1 {
		return mark{sign: text[:size]}, size
	}
	next, n := utf8.DecodeRuneInString(text[1:])
	if strings.ContainsRune(escapable, next) || unicode.IsSpace(next) {
		return mark{text[1 : 1+n], true}, 1 + n
	}
	return mark{sign: text[:1]}, 1
}

// split gives the elements of a list that are not blank.
func split(text string) []marks {
	var list []marks
	rest := marksOf(text, escapable)
	for len(rest) > 0 {
		end := rest.index(";")
		if end < 0 {
			end = len(rest)
		}
		if e := rest[:end].trimmed(); len(e) > 0 {
			list = append(list, e)
		}
		rest = rest[min(end+1, len(rest)):]
	}
	return list
}

// index is where a sign stands that has no backslash before it, -1 for nowhere.
func (m marks) index(sign string) int {
	for i, s := range m {
		if s.sign == sign && !s.escaped {
			return i
		}
	}
	return -1
}

func (m marks) trimmed() marks {
	for len(m) > 0 && m[0].isBlank() {
		m = m[1:]
	}
	for len(m) > 0 && m[len(m)-1].isBlank() {
		m = m[:len(m)-1]
	}
	return m
}

// text is what the marks stand for.
func (m marks) text() string {
	var b strings.Builder
	for _, s := range m {
		b.WriteString(s.sign)
	}
	return b.String()
}

// plain reports whether the marks are a text without a backslash.
func (m marks) plain(text string) bool {
	for _, s := range m {
		if s.escaped {
			return false
		}
	}
	return m.text() == text
}
