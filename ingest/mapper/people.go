package mapper

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/internal/bare"
)

// reading is one way to read a text as a list of people.
type reading struct {
	names []string // nil for a crowd such as "various speakers"
	list  reader
	tails []string // what was taken for companies and roles
	style style
	mixed bool // what is taken for a company stands between separators that differ
}

// style tells apart what a list of several parts is made of, where it may be of
// either.
type style uint8

const (
	styleNone      style = iota // there is nothing to choose
	stylePeople                 // every part is a person
	styleCompanies              // some parts are companies or roles
	numStyles
)

// credible tells whether the names may be names at all. A crowd is.
func (r reading) credible() bool {
	for _, n := range r.names {
		b := bare.Words(n)
		if len(n) > 60 || strings.Count(n, " ") > 5 || strings.Trim(b, "0123456789 ") == "" || strings.ContainsAny(n, "?!|") || namesKind(b) || isDay(b) || partNumber.MatchString(b) || venue.MatchString(b) {
			return false
		}
		if strings.Contains(n, " - ") || strings.Contains(n, " – ") || strings.Contains(n, ": ") {
			return false
		}
	}
	return true
}

// partNumber are the names of parts of a session or series.
var partNumber = regexp.MustCompile(`^(part|parte|partie|teil|vol|volume|episode|session|room|track) ?([ivx]+|\d+|[a-z])$`)

// venue are the places of a conference. Without the first word they may be surnames.
var venue = regexp.MustCompile(`^(main|small|large|big|great|grand|upper|lower|north|south|east|west|first|second|third) (room|hall|stage|track|auditorium|theatre|theater|stream)$`)

// reader says how a list of names was read.
type reader uint8

const (
	readAll   reader = iota // every part is a person
	readFirst               // persons have their companies or roles behind them
)

// readPeople lists the ways to read s as people, the plainest first. It returns
// nothing when s cannot be names at all.
func readPeople(s string) []reading {
	s = stripLabel(trimEnds(unquote(strings.TrimSpace(s))))
	if s == "" || len(s) > 240 {
		return nil
	}
	s = cutHandles(cutBrackets(s))
	parts := splitPeople(s)
	if len(parts) == 0 || len(parts) > 20 {
		return nil
	}
	var found []reading
	add := func(names []string, list reader, tails []string) {
		if len(names) == 0 {
			return
		}
		names = slices.DeleteFunc(slices.Clone(names), isCrowd)
		if len(splitAnds(s)) == 2 && !divided(s) {
			names = shareSurname(names)
		}
		r := reading{names: names, list: list, tails: tails}
		switch {
		case list == readFirst:
			r.style = styleCompanies
		case len(names) > 1 && divided(s):
			r.style = stylePeople
		}
		if r.credible() && !slices.ContainsFunc(found, func(f reading) bool { return slices.Equal(f.names, names) }) {
			found = append(found, r)
		}
	}
	add(cleanNames(parts), readAll, nil)
	if names, ok := eachFirst(s); ok {
		add(names, readFirst, nil)
		return found
	}
	for _, c := range withCompanies(s) {
		add(cleanNames(c.people), readFirst, c.companies)
	}
	return found
}

// eachFirst reads "Ada Doe, Foo Inc; Bo Roe, Bar Ltd": people divided by
// semicolons, each with a company.
func eachFirst(s string) ([]string, bool) {
	parts := strings.Split(s, ";")
	if len(parts) < 2 || strings.Count(s, ",") < len(parts)-1 {
		return nil, false
	}
	for i, p := range parts {
		parts[i], _, _ = strings.Cut(p, ",")
	}
	return cleanNames(parts), true
}

// stripLabel removes words before names: "by", "Speaker:", "keynote by".
func stripLabel(s string) string {
	for {
		var first [longestLabel + 5]string // enough to tell
		k := labelLength(appendFields(first[:0], s))
		if k == 0 {
			return s
		}
		s = strings.Join(strings.Fields(s)[k:], " ")
	}
}

// appendFields appends the words of a text as long as there is room.
func appendFields(words []string, s string) []string {
	for w := range strings.FieldsSeq(s) {
		if len(words) == cap(words) {
			break
		}
		words = append(words, w)
	}
	return words
}

// longestLabel is the number of words up to which a label is looked for.
const longestLabel = 4

// labelLength is the number of words at the front that introduce names.
func labelLength(words []string) int {
	if len(words) < 2 {
		return 0
	}
	var heads [longestLabel + 1]string
	longest := min(longestLabel, len(words)-1)
	for k := 1; k <= longest; k++ {
		heads[k] = strings.ToLower(words[k-1])
		if k > 1 {
			heads[k] = heads[k-1] + " " + heads[k]
		}
	}
	for k := longest; k >= 1; k-- {
		head := heads[k]
		text := strings.TrimRight(head, ":,")
		if _, ok := labels[text]; ok && strings.HasSuffix(head, ":") {
			return k
		}
		if kind, ok := strings.CutSuffix(text, " by"); ok && isKind(kind) {
			return k
		}
		if len(words)-k > 1 && isKind(text) && isUpperStart(words[k]) && len(words)-k < 5 {
			return k
		}
	}
	switch strings.TrimRight(heads[1], ":,") {
	case "by", "par", "por", "przez", "mr", "mr.", "mrs", "mrs.", "ms", "ms.":
		return 1
	}
	return 0
}

// cutBrackets takes bracketed remarks behind names, usually companies and
// handles, out of s. A nickname between the parts of a name stays.
func cutBrackets(s string) string {
	for from := 0; ; {
		i := strings.IndexAny(s[from:], "([{（【")
		if i < 0 {
			return strings.TrimSpace(s)
		}
		i += from
		r, w := utf8.DecodeRuneInString(s[i:])
		n := closing(s[i+w:], r)
		if n == 0 {
			return strings.TrimSpace(s[:i])
		}
		before, after := strings.TrimRight(s[:i], " "), s[i+w+n:]
		if i > 0 && n < 20 && s[i+w] != '@' && len(after) > 1 && after[0] == ' ' && isUpperStart(after[1:]) {
			from = i + w + n
			continue
		}
		if after != "" && !strings.ContainsAny(after[:1], ",; ") {
			before += " "
		}
		s = before + after
		from = len(before)
	}
}

// joiners stand between the names of people who speak together.
var joiners = []string{", and ", ", & ", "; ", ", ", " & ", " and ", " y ", " e ", " et ", " und ", " i ", " og ", " och ", " и ", " / ", " + ", " with ", "、", "，", "；", " · ", " • ", " | ", " ft. ", " feat. ", "／", " x ", " a ", ",", "&", "・", ";"}

// splitPeople divides a text at the joiners of names.
func splitPeople(s string) []string {
	parts := []string{s}
	for _, j := range joiners {
		if !strings.Contains(s, j) && (j != " and " || !strings.Contains(s, " And ") && !strings.Contains(s, " AND ")) {
			continue
		}
		var next []string
		for _, p := range parts {
			next = append(next, splitAt(p, j)...)
		}
		parts = next
	}
	return parts
}

// splitAt splits at one joiner. The one-letter words of Romance and Slavic
// languages only divide what is two names by itself.
func splitAt(s, sep string) []string {
	switch sep {
	case " i ", " a ", " e ", " y ", " x ":
		left, right, ok := strings.Cut(s, sep)
		words := len(strings.Fields(left))
		if !ok || words < 2 && (sep != " y " && sep != " e " || len(strings.Fields(right)) != 1) || words == 0 {
			return []string{s}
		}
		return append([]string{left}, splitAt(right, sep)...)
	case " and ":
		s = strings.NewReplacer(" AND ", sep, " And ", sep).Replace(s)
	case "・":
		if !strings.Contains(s, " ") {
			return []string{s} // the middle dot inside a name written in katakana
		}
	}
	return strings.Split(s, sep)
}

// cleanNames makes names of the parts of a list, without those that stand for
// nobody in particular. A list of nothing else is not nil.
func cleanNames(parts []string) []string {
	var names []string
	for _, p := range parts {
		n := cleanName(p)
		if n == "" || slices.Contains(names, n) || degrees[strings.ToLower(strings.Trim(n, "."))] {
			continue
		}
		names = append(names, n)
	}
	return names
}

// degrees stand behind a name, after a comma.
var degrees = set("ph.d", "phd", "md", "m.d", "msc", "m.sc", "bsc", "mba", "jr", "sr", "esq")

// isCrowd tells the words with which channels stand for many people.
func isCrowd(name string) bool {
	b := bare.Words(name)
	if isPlaceholder(b) || b == "co" {
		return true
	}
	for w := range strings.FieldsSeq(b) {
		switch w {
		case "various", "several", "multiple", "everyone", "everybody", "others", "varios", "diversos", "attendees", "participants", "presenters", "panelists", "friends":
			return true
		}
	}
	return false
}

// belonging are the words after which a name's company or handle follows.
var belonging = []string{" from ", " of ", " at ", " @ ", " aka ", " a.k.a. ", " de la empresa ", " @"}

// cleanName removes what is not part of a name around it: labels, handles after
// it, "from COMPANY", degrees and stray punctuation.
func cleanName(s string) string {
	s = stripLabel(trimEnds(strings.TrimSpace(s)))
	s = strings.TrimRight(s, " ,;:!?…'")
	s = strings.TrimLeft(s, " '!?…")
	if strings.Count(s, `"`) == 1 {
		s = strings.Trim(s, `"`)
	}
	if strings.HasSuffix(s, ".") && !abbreviated(strings.TrimSuffix(s, ".")) {
		s = strings.TrimRight(s, ". ")
	}
	low := strings.ToLower(s)
	for _, link := range belonging {
		if i := strings.Index(low, link); i > 0 && len(low) == len(s) {
			s, low = s[:i], low[:i]
		}
	}
	words := strings.Fields(s)
	for len(words) > 1 && degrees[strings.ToLower(strings.Trim(words[len(words)-1], ",."))] {
		words = words[:len(words)-1]
	}
	for len(words) > 2 && isRole(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 1 {
		return strings.TrimPrefix(words[0], "@")
	}
	return strings.TrimRight(strings.Join(words, " "), ",; ")
}

// shareSurname completes "Ada and Bo Doe": of two people, a first name alone
// before a full name shares its surname.
func shareSurname(names []string) []string {
	if len(names) != 2 || strings.Contains(names[0], " ") || !isUpperStart(names[0]) || !hasCase(names[0]) || len(names[0]) < 3 {
		return names
	}
	words := strings.Fields(names[1])
	if len(words) < 2 || len(words) > 3 {
		return names
	}
	return []string{names[0] + " " + strings.Join(words[1:], " "), names[1]}
}
