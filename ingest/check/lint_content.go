package check

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// recordedRange wants a day that the calendar has, not in the future, and of the
// event.
func recordedRange(r report, o eventFacts, root pyjson.Value) {
	v, ok := root.Get(ingest.FieldRecorded)
	if !ok {
		return
	}
	if !truthy(v) {
		r.warn(RuleRecordedRange, ingest.FieldRecorded, v, "no date: the site shows 1990-01-01 then; give the day of the talk")
		return
	}
	var day ingest.Date
	if err := day.UnmarshalText([]byte(v.Text())); err != nil || day.IsZero() {
		if recordedPattern.MatchString(v.Text()) {
			r.warn(RuleRecordedRange, ingest.FieldRecorded, v, "there is no day %s in the calendar", quote(v.Text()))
		}
		return
	}
	switch {
	case !o.today.IsZero() && day.Compare(o.today.AddDays(1)) > 0:
		r.warn(RuleRecordedRange, ingest.FieldRecorded, v, "%s is in the future", day)
	case !o.start.IsZero() && day.Compare(o.start.AddDays(-1)) < 0:
		r.warn(RuleRecordedRange, ingest.FieldRecorded, v, "%s is before the event began (%s)", day, o.start)
	case !o.end.IsZero() && day.Compare(o.end.AddDays(1)) > 0:
		r.warn(RuleRecordedRange, ingest.FieldRecorded, v, "%s is after the event ended (%s)", day, o.end)
	case o.start.IsZero() && o.end.IsZero() && o.year != 0 && o.year != day.Year:
		r.warn(RuleRecordedRange, ingest.FieldRecorded, v, "%s is not of the year of %s: give the day of the talk", day, quote(o.title))
	}
}

// nobody are titles of what has no speakers, in the languages that occur.
var nobody = regexp.MustCompile(`(?i)\b(lightning|opening|closing|welcome|intro(duction)?|outro|panel|ceremony|q ?& ?a|sprints?|` +
	`announcements?|remarks|teaser|trailer|recap|highlights|discussion|interview|wrap[- ]?up|day \d+|relâmpago|rel[aâ]mpagos?|clausura|apertura|bienvenida|abertura|encerramento)`)

// isPlaceholder reports whether a name is one that somebody was to fill in.
func isPlaceholder(name string) bool {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "", "todo", "tbd", "tba", "unknown", "n/a", "na", "none", "null", "speaker", "?", "??", "???":
		return true
	}
	return false
}

// speakerMissing wants somebody to have given the talk.
func speakerMissing(r report, root pyjson.Value) {
	list, ok := root.Get(ingest.FieldSpeakers)
	title, _ := root.Get(ingest.FieldTitle)
	if ok && list.Kind() == pyjson.Array && list.Len() == 0 && !nobody.MatchString(title.Text()) {
		r.warn(RuleSpeakerMissing, ingest.FieldSpeakers, list, "nobody is named as speaker")
	}
	i := 0
	for e := range list.Elems() {
		if e.Kind() == pyjson.String && isPlaceholder(e.Text()) {
			r.warn(RuleSpeakerMissing, fmt.Sprintf("%s[%d]", ingest.FieldSpeakers, i), e,
				"%s is no name: give the speaker's, or leave the list empty", quote(e.Text()))
		}
		i++
	}
}

// speakerSpace wants names without white space that nobody sees: the site takes
// "Jane  Doe" for somebody else than "Jane Doe".
func speakerSpace(r report, root pyjson.Value) {
	list, _ := root.Get(ingest.FieldSpeakers)
	i := 0
	for e := range list.Elems() {
		if name := e.Text(); name != singleSpaced(name) && !isPlaceholder(name) {
			r.warn(RuleSpeakerVariant, fmt.Sprintf("%s[%d]", ingest.FieldSpeakers, i), e,
				"%s has white space at an end, or twice: write %s", quote(name), quote(singleSpaced(name)))
		}
		i++
	}
}

// singleSpaced has one space between words and none around them.
func singleSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

var (
	// &lt; and &gt; are left alone: they may be meant, since the site takes <x> for a tag.
	entity    = regexp.MustCompile(`&(amp|quot|apos|nbsp|#\d+|#x[0-9a-fA-F]+);`)
	mediaFile = regexp.MustCompile(`(?i)\.(mp4|m4v|mov|avi|mkv|webm|ogv|flv|mpe?g)$`)
	// separators stand between the title proper and what a host's title adds.
	separators = `[-–—|:/,~•·｜]`
	edges      = regexp.MustCompile(`^\s|\s$|^` + separators + `\s|\s` + separators + `$`)
)

// titleNoise warns of what a host's title has and a record's should not.
func titleNoise(r report, o eventFacts, root pyjson.Value) {
	v, ok := root.Get(ingest.FieldTitle)
	if !ok || v.Kind() != pyjson.String {
		return
	}
	title := v.Text()
	list, _ := root.Get(ingest.FieldSpeakers)
	for e := range list.Elems() {
		if rest, found := cutEdge(title, e.Text()); found && isTitle(rest) {
			r.warn(RuleTitleNoise, ingest.FieldTitle, v, "the speaker %s stands in the title", quote(e.Text()))
			break
		}
	}
	for _, name := range o.names {
		if rest, found := cutEdge(title, name); found && isTitle(rest) {
			r.warn(RuleTitleNoise, ingest.FieldTitle, v, "the event %s stands in the title", quote(name))
			break
		}
	}
	switch {
	case strings.Contains(title, "&") && entity.MatchString(title):
		r.warn(RuleTitleNoise, ingest.FieldTitle, v, "an HTML entity stands in the title: write the character itself")
	case strings.LastIndexByte(title, '.') >= len(title)-len(".mpeg") && mediaFile.MatchString(title):
		r.warn(RuleTitleNoise, ingest.FieldTitle, v, "the title ends like the name of a file")
	case hasEdges(title):
		r.warn(RuleTitleNoise, ingest.FieldTitle, v, "the title begins or ends with a space or a separator")
	}
}

// hasEdges reports whether a title begins or ends with what is no part of it.
func hasEdges(title string) bool {
	first, _ := utf8.DecodeRuneInString(title)
	last, _ := utf8.DecodeLastRuneInString(title)
	if unicode.IsLetter(first) && unicode.IsLetter(last) {
		return false // as most titles, and quicker told than by the pattern
	}
	return edges.MatchString(title)
}

// cutEdge takes a name off the beginning or end of a title if something
// separates it there: "Title - Name", "Name: Title", "Title by Name",
// "[Name] Title". It returns what is left.
func cutEdge(title, name string) (string, bool) {
	if len([]rune(name)) < shortestName {
		return "", false
	}
	lower, want := strings.ToLower(title), strings.ToLower(name)
	if len(lower) != len(title) {
		title = lower // lengths differ in a few scripts; the rest is only measured
	}
	if rest, ok := strings.CutPrefix(lower, want); ok && separatedAfter.MatchString(rest) {
		return title[len(want):], true
	}
	if rest, ok := strings.CutSuffix(lower, want); ok && separatedBefore.MatchString(rest) {
		return title[:len(rest)], true
	}
	for _, brackets := range []string{"()", "[]"} {
		boxed := brackets[:1] + want + brackets[1:]
		if rest, ok := strings.CutPrefix(lower, boxed); ok {
			return rest, true
		}
		if rest, ok := strings.CutSuffix(lower, boxed); ok {
			return rest, true
		}
	}
	return "", false
}

// shortestName is the length from which a name is not just a word of the title.
const shortestName = 4

var (
	separatedAfter  = regexp.MustCompile(`^\s*` + separators + `\s+|^\s+` + separators)
	separatedBefore = regexp.MustCompile(`\s` + separators + `\s*$|` + separators + `\s+$|\s(by|por|par|von)\s+$`)
	word            = regexp.MustCompile(`[\pL\pN]+`)
	generic         = regexp.MustCompile(`(?i)^\P{L}*(opening |closing |invited )?(keynote|key note|interview|panel|lightning talks?|talk|intro(duction)?|welcome|tutorial|plenary|q&a)( (session|speaker|speech|address|talk))?\P{L}*$`)
)

// isTitle reports whether a title would be left: a keynote often has none but
// the speaker's name.
func isTitle(rest string) bool {
	return len(word.FindAllString(rest, 2)) == 2 && !generic.MatchString(rest)
}
