package mapper

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/internal/bare"
)

// stripHashtags removes the hashtags behind a title.
func (o *occasion) stripHashtags(c *core, s string) (string, bool) {
	i := strings.LastIndex(s, " #")
	if i <= 0 || strings.Contains(s[i+1:], " ") || !unicode.IsLetter(firstRune(s[i+2:])) {
		return s, false
	}
	c.marks = append(c.marks, s[i+1:])
	return s[:i], true
}

// stripJoined removes the event's name in front where a dash without spaces is all
// that divides it from the title: "ExConf 2024-TITLE".
func (o *occasion) stripJoined(c *core, s string) (string, bool) {
	i := strings.IndexAny(s, "-–—:_")
	if i <= 0 || i > 80 {
		return s, false
	}
	_, width := utf8.DecodeRuneInString(s[i:])
	head, rest := s[:i], s[i+width:]
	if !isUpperStart(rest) || o.match(head) != 2 || !o.dated(head) || !o.closed(head) || isDigits(bare.Compact(head)) {
		return s, false
	}
	c.event = true
	return rest, true
}

// stripTail removes the event's name inside the last segment with all that follows
// it, where that is what follows it in other titles too, or set off: "… ExConf 2024
// Day 1 North hall", "… - ExConf 2024, Vienna", "… - ExConf 2024 (lightning talk)".
func (o *occasion) stripTail(c *core, s string) (string, bool) {
	start, end, ok := o.nameIn(s)
	if !ok || end == len(s) {
		return s, false
	}
	before, tail := s[:start], s[end:]
	setOff := lastStrong(s) == len(before) && (strings.HasPrefix(tail, ",") && strings.Count(tail, " ") <= 3 || strings.HasPrefix(tail, " ("))
	if !setOff && !o.usualTail(tail) {
		return s, false
	}
	if word := lastWord(before); needsMore[word] && !setOff {
		return s, false
	}
	for _, g := range groups(tail) {
		if partNumber.MatchString(bare.Words(tail[g.start+1 : g.end-1])) {
			return s, false // a part of the title, wherever it stands
		}
	}
	for _, g := range groups(tail) {
		c.note(tail[g.start+1 : g.end-1])
	}
	c.event = true
	return trimEnds(strings.TrimSpace(before)), true
}

// note keeps what a mark beside the event's name says of the talk.
func (c *core) note(mark string) {
	if code, ok := languageMark(mark); ok && code != "" {
		c.language = code
	} else if tag, ok := kindOf(mark); ok && tag != "" {
		c.kind = tag
	} else {
		c.marks = append(c.marks, mark)
	}
}

// nameIn finds the event's name with its year inside the last segment of a title,
// words before it.
func (o *occasion) nameIn(s string) (start, end int, ok bool) {
	if !o.dated(s) {
		return 0, 0, false
	}
	ends := wordEnds(s)
	last := lastStrong(s)
	for j, e := range ends {
		from := 0
		if j > 0 {
			from = ends[j-1]
		}
		word := s[from:e]
		if from < last-1 || !strings.ContainsAny(word, "0123456789") || !o.dated(word) {
			continue
		}
		e -= len(word) - len(strings.TrimRight(word, ",;:."))
		for i := max(0, j-5); i <= j; i++ {
			begin := 0
			if i > 0 {
				begin = ends[i-1] + 1
			}
			if run := s[begin:e]; begin >= last && o.match(run) == 2 && o.closed(run) && !isDigits(bare.Compact(run)) {
				return begin, e, begin > 0
			}
		}
	}
	return 0, 0, false
}

// learnTails counts the words that follow the event's name in its titles.
func (o *occasion) learnTails(titles []string) {
	o.tails = map[string]int{}
	for _, t := range titles {
		if _, end, ok := o.nameIn(t); ok {
			for w := range strings.FieldsSeq(digitless(bare.Words(t[end:]))) {
				o.tails[w]++
			}
		}
	}
}

// usualTail tells whether other titles, too, have these words behind the event's
// name. The host's limit may have cut the last one.
func (o *occasion) usualTail(tail string) bool {
	words := strings.Fields(digitless(bare.Words(tail)))
	if len(words) == 0 || len(words) > 8 {
		return false
	}
	for _, w := range words[:len(words)-1] {
		if o.tails[w] < 3 {
			return false
		}
	}
	last := words[len(words)-1]
	for w, n := range o.tails {
		if n >= 3 && (w == last || len(words) > 1 && strings.HasPrefix(w, last)) {
			return true
		}
	}
	return false
}

// withKind tells whether a segment is the event's name with a type of session, and
// keeps that.
func (o *occasion) withKind(c *core, s string) bool {
	for _, f := range []func(string) (string, string){firstAndRest, lastAndRest} {
		kind, rest := f(strings.TrimSpace(s))
		if tag, ok := kindOf(kind); ok && o.match(rest) == 2 && o.dated(rest) {
			c.kind = tag
			return true
		}
	}
	return false
}

func firstAndRest(s string) (word, rest string) {
	word, rest, _ = strings.Cut(s, " ")
	return word, rest
}

func lastAndRest(s string) (word, rest string) {
	i := strings.LastIndexByte(s, ' ')
	return s[i+1:], s[:max(i, 0)]
}
