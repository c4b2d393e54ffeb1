package match

import (
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/bare"
	"github.com/pyvideo/stevie/internal/calendar"
)

// token is a word of a title with its place in it.
type token struct {
	word       string
	start, end int
	opens      bool // a part may begin with it
	behind     bool // a colon stands before it
	ends       bool // a part may end before it
	taken      bool // it names the event or a speaker
}

var (
	tokenForm = regexp.MustCompile(`[\p{L}\p{N}\p{M}'’_+#]+`)
	separator = regexp.MustCompile(`[:|()\[\]"“”„«»;•~·…]|\.\.\.| / | [-–—]+ |^[-–—]+ |[-–—]+ $|  `)
)

// tokens divides a title into words.
func tokens(title string) []token {
	var all []token
	last := 0
	for _, at := range tokenForm.FindAllStringIndex(title, -1) {
		word := bare.Compact(title[at[0]:at[1]])
		if word == "" {
			continue
		}
		between := title[last:at[0]]
		apart := separator.MatchString(between)
		afterDay := false
		if n := len(all); n > 0 && (n == 1 || all[n-1].opens) {
			_, afterDay = calendar.Weekday(all[n-1].word)
		}
		all = append(all, token{
			word: word, start: at[0], end: at[1],
			opens: apart || afterDay, ends: apart, behind: strings.HasPrefix(between, ":"),
		})
		last = at[1]
	}
	return all
}

// maxTokens is the number of words up to which a host's title is read. Hosts that allow
// longer ones give prose, and to weigh each of its parts takes the fourth power of it.
const maxTokens = 60

// hostTitle finds the words with which a host's title gives the title of a
// session: the part between separators, names and the event's name that has most
// in common with it. Beside it the whole of what is neither name nor event; and
// whether the host's title was cut there.
func hostTitle(event ingest.Event, title string, s ingest.Session, speakers []person) (part, whole string, cut bool) {
	all, want := tokens(title), wordsOf(s.Title)
	if len(want) == 0 || len(all) > maxTokens {
		return "", "", false
	}
	takeNames(all, event, want, speakers)
	for i, t := range all { // "Fast Parsers by a Friend"
		if leadsToAuthor[t.word] && index(want, []string{t.word}) < 0 {
			all[i].ends = true
		}
	}
	best, from, to := 0.0, 0, 0
	for a := range all {
		if all[a].taken || !opens(all, a) && (wordsOf(all[a].word)[0] != want[0] || !foreword(all[:a])) {
			continue
		}
		for b := a + 1; b <= len(all) && !all[b-1].taken; b++ {
			if b < len(all) && !all[b].ends && !all[b].taken {
				continue
			}
			if f := overlap(want, all[a:b]); f > best || f == best && f > 0 && b-a > to-from {
				best, from, to = f, a, b
			}
		}
	}
	if best == 0 {
		return "", "", false
	}
	if bare.Compact(cutOut(title, all, from, to)) == bare.Compact(s.Title) {
		from = withKind(title, all, from)
	}
	to = withSubtitle(all, to)
	part = cutOut(title, all, from, to)
	rest := strings.TrimSpace(title[all[to-1].end:])
	cut = strings.HasPrefix(rest, "...") || strings.HasPrefix(rest, "…") || rest == "" && host.MayBeCut(title)
	for from > 0 && !all[from-1].taken {
		from--
	}
	for to < len(all) && !all[to].taken {
		to++
	}
	return part, cutOut(title, all, from, to), cut
}

// withSubtitle is where a part ends with the subtitle that stands behind it.
func withSubtitle(all []token, to int) int {
	if to == len(all) || !all[to].behind || all[to].taken {
		return to
	}
	for to++; to < len(all) && !all[to].opens && !all[to].taken; to++ {
		continue
	}
	return to
}

// foreword tells whether the words before the first one of a session's title are none
// of it: a number, or as many as the name of an event has.
func foreword(before []token) bool {
	n := len(before)
	for n > 0 && !before[n-1].taken && !before[n-1].opens {
		n--
	}
	before = before[max(0, n-1):]
	return len(before) > 2 || slices.ContainsFunc(before, func(t token) bool { return hasDigit(t.word) })
}

// withKind is where a part begins with the kind of session that stands before it:
// "Keynote: Fast Parsers".
func withKind(title string, all []token, from int) int {
	for k := from - 1; k >= 0 && k >= from-3 && !all[k].taken; k-- {
		if opens(all, k) {
			words := wordsOf(title[all[k].start:all[from].start])
			if onlyGeneric(words) && kindOf(title[all[k].start:all[from].start]) != "" {
				return k
			}
		}
	}
	return from
}

// opens tells whether a part may begin at a word.
func opens(all []token, at int) bool { return at == 0 || all[at].opens || all[at-1].taken }

// overlap is how much two titles have in common, 0 to 1.
func overlap(want []string, part []token) float64 {
	words := make([]string, len(part))
	for i, t := range part {
		words[i] = t.word
	}
	words = wordsOf(strings.Join(words, " "))
	found := align(want, words, false)
	if len(found) == 0 {
		return 0
	}
	inWant, inPart := map[int]bool{}, map[int]bool{}
	for _, l := range found {
		inWant[l.a], inPart[l.b] = true, true
	}
	return float64(len(inWant)+len(inPart)) / float64(len(want)+len(words))
}

// takeNames marks the words that name the event or a speaker, and what leads up to
// those. The event's name may be part of the talk's own title.
func takeNames(all []token, event ingest.Event, want []string, speakers []person) {
	words := make([]string, len(all))
	for i, t := range all {
		words[i] = t.word
	}
	take := func(from, to int) {
		for i := from; i < to; i++ {
			all[i].taken = true
		}
	}
	for i := range speakers {
		sure, from, to := speakers[i].find(words)
		if sure >= clearNamed && index(want, words[from:to]) >= 0 { // in the talk's own title
			behind := to
			sure, from, to = speakers[i].find(words[behind:])
			from, to = from+behind, to+behind
		}
		if sure >= clearNamed {
			if from > 0 && leadsToName[words[from-1]] && !all[from].opens {
				from--
			}
			take(from, to)
		}
	}
	if from, to := nameIn(words, event); to > from && index(want, words[from:to]) < 0 {
		take(from, to)
	}
	for i, t := range all { // "Jane Doe and Rick Roe"
		if t.word == "and" && i > 0 && i+1 < len(all) && all[i-1].taken && all[i+1].taken {
			all[i].taken = true
		}
	}
}

// leadsToAuthor are the words behind which nothing of a title follows.
var leadsToAuthor = setOf("by por par von")

// leadsToName are the words that introduce a name.
var leadsToName = setOf("by with por con mit par von avec speaker presenter")

// cutOut gives the text of some words, with the punctuation that belongs to it.
func cutOut(title string, all []token, from, to int) string {
	end := all[to-1].end
	for _, mark := range []string{"!", "?", "…", ".", ")", "\"", "”"} {
		if strings.HasPrefix(title[end:], mark) && !strings.HasPrefix(title[end:], "..") {
			if mark == ")" && !strings.Contains(title[all[from].start:end], "(") ||
				(mark == "\"" || mark == "”") && !strings.ContainsAny(title[all[from].start:end], "\"“") || mark == "…" {
				continue
			}
			end += len(mark)
		}
	}
	start := all[from].start
	for _, mark := range []string{"¿", "¡"} {
		if strings.HasSuffix(title[:start], mark) {
			start -= len(mark)
		}
	}
	return strings.TrimSpace(title[start:end])
}

// nameInHost is a speaker's name as the host writes it, "" where it does not.
func nameInHost(title string, p person) string {
	all := tokens(title)
	words := make([]string, len(all))
	for i, t := range all {
		words[i] = t.word
	}
	sure, from, to := p.find(words)
	if sure < clearNamed || to-from < 2 || slices.ContainsFunc(all[from+1:to], func(t token) bool { return t.opens }) {
		return ""
	}
	return title[all[from].start:all[to-1].end]
}
