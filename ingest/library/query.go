package library

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Query is what somebody looks for: a list of terms that must all be met.
type Query struct {
	terms []term
	typed bool // the last word may be unfinished
}

// term is one demand of a query: words that stand one after the other.
type term struct {
	words  []string // folded
	within fields   // where
	not    bool     // it must not be met
	begins bool     // the last word is only the beginning of one
}

// operators are the words that narrow a term to a part of a talk, as they stand before the colon.
func operators() map[string]fields {
	return map[string]fields{
		"speaker": only(speakers), "event": only(event), "tag": only(tags), "lang": only(language), "year": only(year),
	}
}

// Parse reads a query. There is no wrong one: whatever is no operator is a word to be found.
func Parse(text string) Query {
	var q Query
	for rest := strings.ToValidUTF8(text, " "); rest != ""; {
		var t term
		if t, rest = nextTerm(rest); len(t.words) > 0 {
			q.terms = append(q.terms, t)
		}
	}
	return q
}

// AsTyped is a query that somebody is still typing: a last word that is nowhere is the
// beginning of one, where there is such a word.
func (q Query) AsTyped() Query {
	q.typed = true
	return q
}

// IsEmpty reports whether there is nothing to look for.
func (q Query) IsEmpty() bool { return len(q.terms) == 0 }

// nextTerm reads the first term of a text and returns what follows it. A term of no words
// asks for nothing.
func nextTerm(text string) (t term, rest string) {
	text = strings.TrimLeft(text, blanks)
	t.within = anywhere()
	if after, ok := strings.CutPrefix(text, "-"); ok && after != "" && !strings.ContainsAny(after[:1], "-"+blanks) {
		t.not, text = true, after
	}
	if name, after, ok := strings.Cut(text, ":"); ok && after != "" && !strings.ContainsAny(after[:1], blanks) {
		if within, known := operators()[strings.ToLower(name)]; known {
			t.within, text = within, after
		}
	}
	if after, ok := strings.CutPrefix(text, `"`); ok {
		if phrase, rest, closed := strings.Cut(after, `"`); closed {
			t.words = words(phrase)
			return t, rest
		}
		text = after
	}
	end := strings.IndexAny(text, blanks+`"`)
	if end < 0 {
		end = len(text)
	}
	word, begins := strings.CutSuffix(text[:end], "*")
	t.words, t.begins = words(word), begins
	return t, strings.TrimPrefix(text[end:], `"`)
}

// blanks stand between terms.
const blanks = " \t\r\n\v\f\x00\u00a0\u3000"

// wanted are the terms that must be met.
func (q Query) wanted() []term {
	return slices.DeleteFunc(slices.Clone(q.terms), func(t term) bool { return t.not })
}

// plain are the words that are looked for anywhere, in their order.
func (q Query) plain() []string {
	var list []string
	for _, t := range q.wanted() {
		if t.within == anywhere() {
			list = append(list, t.words...)
		}
	}
	return list
}

// isDenseWord tells a run of a script without spaces.
func isDenseWord(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return isDense(r)
}
