package mapper

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// separator is a class of what may stand between the parts of a host's title.
// Templates are told apart by it.
type separator uint8

const (
	sepNone separator = iota
	sepDash
	sepColon
	sepPipe
	sepSlash
	sepComma
	sepBy
	sepWith
	sepParen
	sepQuote
	sepPeriod
	sepBullet
	sepTight // a dash without space around it
	sepSpace
	sepDots // the dots of a title that was cut short
	numSeparators
)

var separatorNames = [numSeparators]string{
	sepDash: " - ", sepColon: ": ", sepPipe: " | ", sepSlash: " / ", sepComma: ", ", sepBy: " by ", sepWith: " with ",
	sepParen: " (…)", sepQuote: " \"…\"", sepPeriod: ". ", sepBullet: " • ", sepTight: "-", sepSpace: " ", sepDots: "… ",
}

func (s separator) String() string { return separatorNames[s] }

// strong tells the separators at which a title falls into segments; at the
// others it may, once the segment beside them is seen to be a name.
func (s separator) strong() bool {
	switch s {
	case sepDash, sepColon, sepPipe, sepSlash, sepBullet:
		return true
	}
	return false
}

// cut is one place where a title may be divided: text[:start] and text[end:]
// are its sides.
type cut struct {
	start, end int
	sep        separator
}

// cuts finds all places where a title may be divided, in order. Inside quotes
// and brackets there are none.
func cuts(s string) []cut {
	var found []cut
	shut := enclosed(s)
	for i, w := 0, 0; i < len(s); i += w {
		var r rune
		r, w = utf8.DecodeRuneInString(s[i:])
		if asciiWord(r) || shut != nil && shut[i] {
			continue
		}
		c, ok := cutAt(s, i, w, r)
		if !ok {
			continue
		}
		if n := len(found); n > 0 && found[n-1].end >= c.start {
			if c.sep == sepBy && found[n-1].sep == sepBy && isUpperStart(s[min(c.start+1, len(s)):]) {
				continue // "by Von Doe"
			}
			if c.sep != sepWith || !found[n-1].sep.strong() { // "NAME - From here on" keeps its From
				found[n-1] = join(found[n-1], c)
			}
		} else {
			found = append(found, c)
		}
		if c.end > i+w { // the last space may belong to " by "
			w = max(w, c.end-1-i)
		}
	}
	return found
}

// asciiWord tells the characters that are most of every title and divide none.
func asciiWord(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// join makes one cut of two that touch: in ", by " the word decides.
func join(a, b cut) cut {
	sep, start := a.sep, a.start
	if a.sep == sepPeriod { // the full stop ends the left side
		return cut{b.start, max(a.end, b.end), b.sep}
	}
	if b.sep == sepBy || b.sep == sepWith || (b.sep.strong() && !a.sep.strong() && a.sep != sepBy) {
		sep = b.sep
	}
	return cut{start, max(a.end, b.end), sep}
}

// cutAt decides whether the character r at s[i:i+w] divides the title.
func cutAt(s string, i, w int, r rune) (cut, bool) {
	before, after := spaceBefore(s, i), spaceAfter(s, i+w)
	start, end := i, i+w
	for start > 0 && s[start-1] == ' ' {
		start--
	}
	for end < len(s) && s[end] == ' ' {
		end++
	}
	if start == 0 || end >= len(s) {
		return cut{}, false
	}
	switch foldRune(r) {
	case '-', '~', '～', '〜':
		return dashCut(s, cut{start, end, sepDash}, i, w, before, after)
	case '|', '｜', '¦', '│':
		return cut{start, end, sepPipe}, true
	case '/', '／':
		return cut{start, end, sepSlash}, before && after || r == '／'
	case '•', '·', '»', '>', '→', '★':
		return cut{start, end, sepBullet}, before && after
	case ':', '：':
		if after || before || r == '：' {
			return cut{start, end, sepColon}, true
		}
		return cut{start, end, sepColon}, tightColon(s, i)
	case ',', '，', '、':
		return cut{start, end, sepComma}, after || r != ','
	case '.', '。':
		return cut{start, end, sepPeriod}, after && !before && s[i-1] != '.' && !abbreviated(s[:i]) || r == '。'
	case ' ':
		return wordCut(s, i)
	}
	return cut{}, false
}

func dashCut(s string, c cut, i, w int, before, after bool) (cut, bool) {
	switch {
	case before && after, strings.HasPrefix(s[i:], "--"):
		return c, true
	case before != after:
		return c, true
	case w > 1: // an en or em dash between words
		c.sep = sepTight
		return c, true
	}
	c.sep = sepTight
	prev, _ := utf8.DecodeLastRuneInString(s[:i])
	next, _ := utf8.DecodeRuneInString(s[i+w:])
	return c, caseless(prev) || caseless(next)
}

// caseless tells letters of scripts that have no capitals, and where channels
// put no space around separators.
func caseless(r rune) bool {
	return r > 0x2ff && unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r)
}

// tightColon tells "Track:Title" from 10:30, http:// and Foo::Bar.
func tightColon(s string, i int) bool {
	prev, _ := utf8.DecodeLastRuneInString(s[:i])
	next, _ := utf8.DecodeRuneInString(s[i+1:])
	return unicode.IsLetter(prev) && unicode.IsUpper(next) || caseless(prev) || caseless(next)
}

// abbreviated tells whether a full stop after s belongs to an initial or a
// short form and ends nothing.
func abbreviated(s string) bool {
	word := s[strings.LastIndexByte(s, ' ')+1:]
	return utf8.RuneCountInString(word) <= 2 || strings.Contains(word, ".") && len(word) < 6 || honorifics[strings.ToLower(word)] || word == "vs" || word == "feat"
}

// wordCut recognizes the words that stand between title and speaker; i is the
// space before the word.
func wordCut(s string, i int) (cut, bool) {
	rest := s[i+1:]
	n := strings.IndexByte(rest, ' ')
	if n <= 0 || n > longestLink || i == 0 || i+1+n+1 >= len(s) {
		return cut{}, false
	}
	word := strings.ToLower(strings.TrimSuffix(rest[:n], ":"))
	sep, ok := linkWords[word]
	if !ok {
		return cut{}, false
	}
	if next, _, _ := strings.Cut(rest[n+1:], " "); sep == sepBy && functionWords[strings.ToLower(next)] && (!isUpperStart(next) || articles[strings.ToLower(next)]) {
		return cut{}, false // "Learn by the numbers" names nobody; Per and Von may
	}
	return cut{i, i + 1 + n + 1, sep}, true
}

func spaceBefore(s string, i int) bool { return i > 0 && s[i-1] == ' ' }
func spaceAfter(s string, i int) bool  { return i < len(s) && s[i] == ' ' }

// enclosed marks the bytes that stand inside quotes or brackets, both included;
// nil when there are none. Quotes and brackets that do not close enclose nothing.
func enclosed(s string) []bool {
	if !strings.ContainsFunc(s, opens) {
		return nil
	}
	var in []bool
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		length := closing(s[i+w:], r)
		if length == 0 || (r == '"' && i > 0 && s[i-1] != ' ' && s[i-1] != '(' && !endsCut(s[:i])) {
			i += w
			continue
		}
		if in == nil {
			in = make([]bool, len(s)+1)
		}
		for j := i; j < i+w+length; j++ {
			in[j] = true
		}
		i += w + length
	}
	return in
}

// opens tells the characters that may begin what is enclosed. For most of a title the
// first comparison says no.
func opens(r rune) bool {
	switch {
	case asciiWord(r) || r == ' ':
		return false
	case r < utf8.RuneSelf:
		return r == '"' || r == '(' || r == '[' || r == '{'
	}
	return strings.ContainsRune("“„«「『【（", r)
}

// endsCut tells whether text before a quote ends in a separator.
func endsCut(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(":-–—|,：、", r)
}

// closing returns how many bytes after an opening character its closing one
// ends, and 0 when r opens nothing or nothing closes it.
func closing(s string, r rune) int {
	var ends string
	switch r {
	case '"':
		ends = "\"”"
	case '“', '„':
		ends = "”“\""
	case '«':
		ends = "»"
	case '「':
		ends = "」"
	case '『':
		ends = "』"
	case '(':
		ends = ")"
	case '（':
		ends = "）)"
	case '[':
		ends = "]"
	case '{':
		ends = "}"
	case '【':
		ends = "】"
	default:
		return 0
	}
	j := strings.IndexAny(s, ends)
	if j < 0 {
		return 0
	}
	_, w := utf8.DecodeRuneInString(s[j:])
	return j + w
}
