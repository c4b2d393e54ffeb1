package rst

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// A simple name, as references, roles, directives and citations have it, is
// made of words (letters and digits of any script), with one of nameJoiners
// between two.
const nameJoiners = "-._+:"

// simpleNameEnd returns the end of the longest simple name that begins at
// text[i]; it is i without one.
func simpleNameEnd(text string, i int) int {
	nameEnd := i
	for {
		end := wordEnd(text, i)
		if end == i {
			return nameEnd
		}
		nameEnd = end
		if end == len(text) || strings.IndexByte(nameJoiners, text[end]) < 0 {
			return nameEnd
		}
		i = end + 1
	}
}

// wordStarts yields, from right to left, where the words of the longest simple
// name begin that ends at text[end] and does not reach before text[limit].
func wordStarts(text string, limit, end int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for {
			begin := wordBegin(text, limit, end)
			if begin == end || !yield(begin) || begin <= limit ||
				strings.IndexByte(nameJoiners, text[begin-1]) < 0 {
				return
			}
			end = begin - 1
		}
	}
}

// wordEnd returns the end of the word that begins at text[i].
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !is(r, isWord) {
			break
		}
		i += size
	}
	return i
}

// wordBegin returns the beginning of the word that ends before text[end].
func wordBegin(text string, limit, end int) int {
	for end > limit {
		r, size := utf8.DecodeLastRuneInString(text[limit:end])
		if !is(r, isWord) {
			break
		}
		end -= size
	}
	return end
}

// nameChain remembers the name before the last underscore, so that a name with
// many underscores is walked over once.
type nameChain struct {
	next  int  // behind the underscore, 0 before the first
	named bool // a word stood before it
	begin int  // the name's beginning, -1 without one that may begin there
}

// nameBefore returns where the longest reference name that ends before the
// underscore text[at] begins, -1 without one.
func (c *nameChain) nameBefore(s *scanner, at int) int {
	limit := max(s.base, c.next)
	begin, first := -1, at
	for word := range wordStarts(s.text, limit, at) {
		first = word
		if s.precededWell(word) {
			begin = word
		}
	}
	if first == c.next && first != at && c.named && c.begin >= 0 {
		begin = c.begin // the last underscore joins words of one name
	}
	*c = nameChain{next: at + 1, named: first != at, begin: begin}
	return begin
}
