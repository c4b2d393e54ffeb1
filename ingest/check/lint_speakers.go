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

// speakerForm wants one name in each entry: not the title, no list, nothing beside it.
func speakerForm(r report, root pyjson.Value) {
	list, _ := root.Get(ingest.FieldSpeakers)
	title, _ := root.Get(ingest.FieldTitle)
	i := 0
	for e := range list.Elems() {
		if e.Kind() == pyjson.String && !isPlaceholder(e.Text()) {
			if fault := faultOfName(e.Text(), title.Text()); fault != "" {
				r.warn(RuleSpeakerForm, fmt.Sprintf("%s[%d]", ingest.FieldSpeakers, i), e, "%s %s", quote(e.Text()), fault)
			}
		}
		i++
	}
}

// faultOfName says why an entry is no single name, "" if it may be one.
func faultOfName(name, title string) string {
	switch {
	case strings.EqualFold(name, title) && !isNamelike(name), len(title) >= longTitle && len(name) > len(title) && containsFold(name, title):
		return "is the title of the talk, or has it in it: give the speaker's name alone"
	case strings.Contains(name, " ") && len(name) < len(title) && !isNamelike(name) && isSegment(title, name):
		return "is a part of the title: give the speaker's name, or leave the list empty"
	case strings.ContainsAny(name, "&;|") && joined.MatchString(name), strings.Contains(name, " ") && isJoinedByWord(name):
		return "looks like several people: give each an entry of their own"
	case strings.ContainsAny(name, ",，、"):
		if !titled.MatchString(name) {
			return "has a comma: give each person an entry of their own, and leave companies out"
		}
	case byline.MatchString(name):
		return `begins with "by": give the name alone`
	case strings.Contains(name, "@") && strings.Contains(name, " ") && handle.MatchString(name):
		return "has a handle or an address in it: give the name alone"
	}
	return ""
}

// longTitle is the length in bytes from which a title within a name is no accident.
const longTitle = 8

var (
	joined = regexp.MustCompile(`\pL\s*[&;|]\s*\pL`)
	// titled are names with what rightly stands behind a comma.
	titled = regexp.MustCompile(`(?i)^[^,，、]+,\s*(jr|sr|ii|iii|iv|ph\.?\s*d|m\.?\s*d|msc|m\.?\s*sc|bsc|mba|esq)\.?$`)
	byline = regexp.MustCompile(`^(?:[Bb]y|par|por)\s+\pL`)
	handle = regexp.MustCompile(`(?:^|[\s(\[])@\w|\w@\w`)
	// joining are the words between two names. The longer ones tell more than "e" and "y".
	joining = regexp.MustCompile(`\s(and|und|et|og|och|y|e|i|и)\s`)
)

// isJoinedByWord reports whether a name is two, each with a capital letter; where the
// word between them may be a part of a name, as in Ortega y Gasset, each has two words.
func isJoinedByWord(name string) bool {
	at := joining.FindStringSubmatchIndex(name)
	if at == nil {
		return false
	}
	before, after := strings.Fields(name[:at[0]]), strings.Fields(name[at[1]:])
	if len(before) == 0 || len(after) == 0 || !isCapital(before[0]) || !isCapital(after[0]) {
		return false
	}
	return name[at[2]:at[3]] == "and" || len(before) > 1 && len(after) > 1
}

func isCapital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// isNamelike reports whether a text can be somebody's name: two to four words, each with a
// capital letter but for short particles.
func isNamelike(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 4 || strings.ContainsFunc(name, func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune(":?!", r) }) {
		return false
	}
	for _, w := range words {
		if !isCapital(w) && utf8.RuneCountInString(w) > 3 {
			return false
		}
	}
	return true
}

// isSegment reports whether a text is a whole segment of a title, between separators.
func isSegment(title, text string) bool {
	lower, want := strings.ToLower(title), strings.ToLower(text)
	rest, found := strings.CutSuffix(lower, want)
	if found && strings.ContainsAny(strings.TrimRight(rest, " "), ":-–—|") {
		return strings.ContainsAny(lastSign(rest), ":-–—|")
	}
	rest, found = strings.CutPrefix(lower, want)
	return found && strings.ContainsAny(firstSign(rest), ":-–—|")
}

// lastSign and firstSign are the sign beside a segment.
func lastSign(s string) string {
	s = strings.TrimRight(s, " ")
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

func firstSign(s string) string {
	s = strings.TrimLeft(s, " ")
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

func containsFold(s, part string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(part))
}
