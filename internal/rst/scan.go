package rst

import (
	"strings"
	"unicode/utf8"
)

// startKind says what an inline start-string opens.
type startKind uint8

const (
	emphasisStart startKind = iota
	strongStart
	literalStart
	interpretedStart // interpreted text or phrase reference
	targetStart
	substitutionStart
	// The constructs below are found whole, they need no end-string.
	referenceStart
	anonymousStart
	footnoteStart // or citation
)

// inlineStart is a place in a text where docutils sees inline markup begin.
type inlineStart struct {
	kind  startKind
	begin int // where the markup begins, a role or reference name included
	mark  int // the character that an escape would disarm
	end   int // after the start-string, or after the whole construct
}

// whole reports whether the start is all of the construct.
func (s inlineStart) whole() bool { return s.kind >= referenceStart }

// scanner finds inline start-strings in a text with [escapeMark]s. docutils
// looks at what remains after each construct as if it were a text of its own:
// base is the beginning of that.
type scanner struct {
	text  string
	base  int
	pos   int // where to look on, at or after base
	chain nameChain
}

// inlineTriggers are the characters that any inline markup, bare links aside,
// holds at least one of.
const inlineTriggers = "*`_|["

// next finds the next start and moves behind its decisive character. The
// caller continues with [scanner.restart] unless it takes the start for text.
func (s *scanner) next() (inlineStart, bool) {
	for s.pos < len(s.text) {
		skip := strings.IndexAny(s.text[s.pos:], inlineTriggers)
		if skip < 0 {
			break
		}
		at := s.pos + skip
		s.pos = at + 1
		if start, ok := s.startAt(at); ok {
			return start, true
		}
	}
	s.pos = len(s.text)
	return inlineStart{}, false
}

// restart makes the text from at on the remaining text.
func (s *scanner) restart(at int) {
	s.base, s.pos = at, at
	s.chain = nameChain{}
}

// startAt looks at one trigger character.
func (s *scanner) startAt(at int) (inlineStart, bool) {
	switch s.text[at] {
	case '*':
		return s.doubled(at, strongStart, emphasisStart)
	case '`':
		return s.backquote(at)
	case '|':
		start := inlineStart{substitutionStart, at, at, at + 1}
		return start, s.byteAt(at+1) != '|' && s.opens(at, at+1)
	case '[':
		end := s.footnoteEnd(at)
		return inlineStart{footnoteStart, at, end - 1, end}, end > 0 && s.precededWell(at)
	default:
		return s.underscore(at)
	}
}

// doubled looks at a character that opens one thing alone and another twice.
func (s *scanner) doubled(at int, twice, once startKind) (inlineStart, bool) {
	if s.byteAt(at+1) == s.text[at] {
		return inlineStart{twice, at, at, at + 2}, s.opens(at, at+2)
	}
	return inlineStart{once, at, at, at + 1}, s.opens(at, at+1)
}

func (s *scanner) backquote(at int) (inlineStart, bool) {
	if s.byteAt(at+1) == '`' || spaceAt(s.text, at+1) {
		return s.doubled(at, literalStart, interpretedStart)
	}
	start := inlineStart{interpretedStart, at, at, at + 1}
	if role := s.roleBefore(at); role >= 0 {
		start.begin = role
		return start, true
	}
	return start, s.precededWell(at)
}

// underscore looks at an underscore, which opens a target or ends a reference.
func (s *scanner) underscore(at int) (inlineStart, bool) {
	if s.byteAt(at+1) == '`' {
		return inlineStart{targetStart, at, at, at + 2}, s.opens(at, at+2)
	}
	end, kind := at+1, referenceStart
	if s.byteAt(end) == '_' {
		end, kind = end+1, anonymousStart
	}
	begin := s.chain.nameBefore(s, at)
	return inlineStart{kind, begin, at, end}, begin >= 0 && endsInlineAt(s.text, end)
}

// quoted reports whether docutils takes a start-string for text because it
// stands between a pair of quotes or brackets, or at the end.
func (s *scanner) quoted(start inlineStart) bool {
	if start.whole() || start.begin == s.base || start.begin < start.mark {
		return false
	}
	if start.end >= len(s.text) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(s.text[s.base:start.begin])
	after, _ := utf8.DecodeRuneInString(s.text[start.end:])
	return closesQuote(before, after)
}

// opens reports whether what stands around text[begin:end] makes it a start-string.
func (s *scanner) opens(begin, end int) bool {
	return !spaceAt(s.text, end) && s.precededWell(begin)
}

// precededWell reports whether inline markup may begin at text[at].
func (s *scanner) precededWell(at int) bool {
	if at == s.base {
		return true
	}
	if c := s.text[at-1]; c < utf8.RuneSelf {
		return asciiClasses[c]&isBefore != 0
	}
	r, _ := utf8.DecodeLastRuneInString(s.text[:at])
	return is(r, isBefore)
}

// byteAt is text[i], and 0 beyond the end.
func (s *scanner) byteAt(i int) byte {
	if i < len(s.text) {
		return s.text[i]
	}
	return 0
}

// footnoteEnd returns where a footnote or citation reference that begins at
// the bracket text[at] ends, 0 when there is none.
func (s *scanner) footnoteEnd(at int) int {
	i := at + 1
	switch s.byteAt(i) {
	case '*':
		i++
	case '#':
		i = simpleNameEnd(s.text, i+1)
	default:
		if i = simpleNameEnd(s.text, i); i == at+1 {
			return 0
		}
	}
	if !strings.HasPrefix(s.text[min(i, len(s.text)):], "]_") || !endsInlineAt(s.text, i+2) {
		return 0
	}
	return i + 2
}

// roleBefore returns where a role (:name:) that ends before text[at] begins, -1
// without one.
func (s *scanner) roleBefore(at int) int {
	if at-1 <= s.base || s.text[at-1] != ':' {
		return -1
	}
	begin := -1
	for word := range wordStarts(s.text, s.base, at-1) {
		if colon := word - 1; colon >= s.base && s.text[colon] == ':' && s.precededWell(colon) {
			begin = colon
		}
	}
	return begin
}
