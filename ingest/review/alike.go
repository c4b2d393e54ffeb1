package review

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/internal/bare"
)

// Sample is a host's title as a person has read it: title and speakers are runs of it.
type Sample struct {
	Raw, Title string
	Speakers   []string
}

// Suggestion is what a sample's reading gives for another title.
type Suggestion struct {
	Index    int // among the others
	Title    string
	Speakers []string
}

// Alike finds the titles that have the shape of a sample, and reads them as it was read.
// A shape is the row of separators, which of the segments between them are title and
// speakers, and what the segments that were left out say, where that is much the same
// everywhere. What does not lie between separators has no shape, and a title with one
// separator more or less has another one.
func Alike(model Sample, others []string) []Suggestion {
	s, ok := shapeOf(model)
	if !ok {
		return nil
	}
	var rows []row
	for i, raw := range others {
		if r, ok := s.read(raw); ok {
			r.index = i
			rows = append(rows, r)
		}
	}
	var found []Suggestion
	for _, r := range s.withConstants(rows) {
		found = append(found, Suggestion{r.index, r.title, r.speakers})
	}
	return found
}

// separator finds what stands between segments: lines, brackets and quotes anywhere,
// dashes and the like where there is a space beside them, and "by".
var separator = regexp.MustCompile(`\s*[|｜"“”„«»()\[\]{}【】「」『』（）：、，•·;][\s\-–—:,&/~|｜"“”„«»()\[\]{}【】「」『』（）：、，•·;]*` +
	`|\s+[\-–—:,&/~]+(?:\s+|$)|\s+[\-–—/~]+|[:,\-–—/~]+(?:\s+|$)|^[\-–—:,&/~]+|(?i:\s*\b(?:by|par|por|przez)\s+)`)

// segment is what stands between two separators of a title.
type segment struct {
	before     string // the separator before it, without spaces around
	start, end int
	text       string
}

// segmentsOf cuts a title at its separators. There may be empty segments.
func segmentsOf(raw string) []segment {
	var segments []segment
	before, from := "", 0
	add := func(to int) {
		text := strings.TrimSpace(raw[from:to])
		start := from + strings.Index(raw[from:to], text)
		segments = append(segments, segment{before, start, start + len(text), text})
	}
	for _, m := range separator.FindAllStringIndex(raw, -1) {
		add(m[0])
		before, from = strings.ToLower(strings.Join(strings.Fields(raw[m[0]:m[1]]), " ")), m[1]
	}
	add(len(raw))
	return segments
}

// shape is how a title was read.
type shape struct {
	slots   []slot
	joiners []string // separators between speakers
	words   []string // words between speakers
}

// slot is a part of a shape: the segments that are one thing together.
type slot struct {
	use    Use
	before string   // the separator before it
	inside []string // of a title: the separators within
	text   string   // of what was left out
}

// between are the separators and words that can stand between two speakers.
var between = struct{ separators, words []string }{
	[]string{",", "&", "/", ";", "、", "，"},
	[]string{"and", "und", "et", "y", "e", "i", "och", "og", "en", "и"},
}

// shapeOf is the shape of a title that was read, false where it has none.
func shapeOf(m Sample) (shape, bool) {
	segments := segmentsOf(m.Raw)
	first, last, ok := spanOf(m.Raw, segments, m.Title)
	if !ok || len(segments) < 2 {
		return shape{}, false
	}
	var s shape
	named := make(map[string]bool)
	for i := 0; i < len(segments); i++ {
		seg := segments[i]
		next := slot{use: UseDropped, before: seg.before, text: constant(seg.text)}
		switch names, words := namesIn(seg.text); {
		case i == first:
			next = slot{use: UseTitle, before: seg.before}
			for ; i < last; i++ {
				next.inside = append(next.inside, segments[i+1].before)
			}
		case isSubset(names, m.Speakers):
			next = slot{use: UseSpeaker, before: seg.before}
			s.words = append(s.words, words...)
			for _, name := range names {
				named[name] = true
			}
			if n := len(s.slots); n > 0 && s.slots[n-1].use == UseSpeaker && slices.Contains(between.separators, seg.before) {
				s.joiners = append(s.joiners, seg.before)
				continue
			}
		}
		s.slots = append(s.slots, next)
	}
	for _, name := range m.Speakers {
		if !named[name] {
			return shape{}, false
		}
	}
	return s, !s.isAmbiguous()
}

// isAmbiguous reports whether nobody could tell where the speakers end.
func (s shape) isAmbiguous() bool {
	for i, next := range s.slots[1:] {
		if s.slots[i].use == UseSpeaker && slices.Contains(s.joiners, next.before) {
			return true
		}
	}
	return false
}

// spanOf finds the segments that are a text together.
func spanOf(raw string, segments []segment, text string) (first, last int, ok bool) {
	for i := range segments {
		for j := i; j < len(segments); j++ {
			if text != "" && raw[segments[i].start:segments[j].end] == text {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

// namesIn are the names in a segment, and the words that join them.
func namesIn(text string) (names, words []string) {
	var name []string
	for w := range strings.FieldsSeq(text) {
		if slices.Contains(between.words, w) && len(name) > 0 {
			names, words, name = append(names, strings.Join(name, " ")), append(words, w), nil
			continue
		}
		name = append(name, w)
	}
	return append(names, strings.Join(name, " ")), words
}

func isSubset(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// constant is a text without what counts its talks.
func constant(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, bare.Words(text))
}

// row is a title as a shape reads it.
type row struct {
	index    int
	title    string
	speakers []string
	dropped  []string // by slot, as they are compared
}

// read reads a title, false if it has another shape.
func (s shape) read(raw string) (row, bool) {
	r := row{speakers: []string{}, dropped: make([]string, len(s.slots))}
	segments := segmentsOf(raw)
	for i, slot := range s.slots {
		if len(segments) <= len(slot.inside) || segments[0].before != slot.before {
			return row{}, false
		}
		n := len(slot.inside) + 1
		switch slot.use {
		case UseDropped:
			r.dropped[i] = constant(segments[0].text)
		case UseTitle:
			for k, inside := range slot.inside {
				if segments[k+1].before != inside {
					return row{}, false
				}
			}
			r.title = raw[segments[0].start:segments[n-1].end]
		case UseSpeaker:
			for n < len(segments) && slices.Contains(s.joiners, segments[n].before) {
				n++
			}
			for _, seg := range segments[:n] {
				names, words := namesIn(seg.text)
				if !isSubset(words, s.words) || slices.ContainsFunc(names, isNoName) {
					return row{}, false
				}
				r.speakers = append(r.speakers, names...)
			}
		}
		segments = segments[n:]
	}
	return r, len(segments) == 0 && r.title != ""
}

// longestName is the number of words that names have at most.
const longestName = 5

// isNoName tells what stands where others have a speaker and is none: nothing, a
// sentence, a number, "Lightning Talks".
func isNoName(s string) bool {
	words := strings.Fields(s)
	return len(words) == 0 || len(words) > longestName || strings.ContainsFunc(s, unicode.IsDigit) || mapper.IsWithoutSpeaker(s) ||
		slices.ContainsFunc(words, func(w string) bool {
			first, _ := utf8.DecodeRuneInString(w)
			return unicode.IsLower(first) && utf8.RuneCountInString(w) > longestParticle
		}) && strings.ContainsFunc(s, unicode.IsUpper)
}

// longestParticle is the number of letters of the longest words in names that begin with
// a small one.
const longestParticle = 5

// withConstants leaves out the rows that say something else where at least half of all,
// the sample included, say what it says.
func (s shape) withConstants(rows []row) []row {
	for i, slot := range s.slots {
		if slot.use != UseDropped {
			continue
		}
		other := func(r row) bool { return r.dropped[i] != slot.text }
		others := 0
		for _, r := range rows {
			if other(r) {
				others++
			}
		}
		if 2*others <= len(rows)+1 {
			rows = slices.DeleteFunc(rows, other)
		}
	}
	return rows
}
