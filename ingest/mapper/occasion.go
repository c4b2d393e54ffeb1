package mapper

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
	"github.com/pyvideo/stevie/internal/calendar"
)

// occasion knows by which names the titles of one event call the event: the
// names it was given, and whatever repeats across the playlist.
type occasion struct {
	words    map[string]bool // bare words of the given names
	shorts   map[string]bool // initials of some of those words
	compacts map[string]bool // the names in one word: "exconf2024", "exconf", "ec2024"
	years    map[string]bool // "2024", "24"
	segments map[string]bool // bare segments that many titles share, digits as 0
	prefixes map[string]bool // beginnings of some words that most titles share
	suffixes map[string]bool
	tails    map[string]int // words behind the event's name inside titles -> titles
	numbered bool           // most titles begin with the number of their slot
}

// newOccasion learns the event's names. The usable titles are those of videos
// that may teach something.
func newOccasion(ev ingest.Event, videos []ingest.Video, titles []string, known *Known) *occasion {
	o := &occasion{
		words: map[string]bool{}, shorts: map[string]bool{}, compacts: map[string]bool{}, years: map[string]bool{},
		segments: map[string]bool{}, prefixes: map[string]bool{}, suffixes: map[string]bool{},
	}
	o.name(ev.Title)
	o.name(strings.ReplaceAll(ev.Slug, "-", " "))
	if !ev.StartDate.IsZero() {
		o.year(ev.StartDate.String()[:4])
	}
	for _, name := range sharedNames(videos) {
		o.name(name)
	}
	o.repetition(titles, known)
	o.learnTails(titles)
	return o
}

// sharedNames are the names of collections and channels under which at least
// half of the videos stand.
func sharedNames(videos []ingest.Video) []string {
	count := map[string]int{}
	for _, v := range videos {
		if t := v.Collection.Title; t != "" {
			count[t]++
		}
		if t := v.Channel.Title; t != "" && t != v.Collection.Title {
			count[t]++
		}
	}
	var names []string
	for name, n := range count {
		if 2*n > len(videos) {
			names = append(names, name)
		}
	}
	return names
}

// name adds the forms in which one name of the event may be written.
func (o *occasion) name(s string) {
	words := strings.Fields(bare.Words(s))
	if len(words) == 0 {
		return
	}
	var kept []string
	for _, w := range words {
		if isYear(w) {
			o.year(w)
			continue
		}
		o.words[w] = true
		kept = append(kept, w)
	}
	if len(kept) == 0 {
		return
	}
	for i := range kept {
		for j := i + 2; j <= len(kept); j++ {
			o.shorts[firstLetters(kept[i:j])] = true
		}
	}
	for w := range strings.FieldsSeq(s) {
		if short := capitals(w); len(short) > 1 && len(short) < len(w) {
			o.shorts[short] = true
		}
	}
	joined := strings.Join(kept, "")
	forms := []string{joined, capitals(s), firstLetters(kept)}
	for _, f := range forms {
		if len(f) < 3 && f != joined || len(f) < 2 {
			continue
		}
		o.compacts[f] = len(f) > 3 || f == joined
	}
}

// year adds a year in its long and short form.
func (o *occasion) year(y string) {
	o.years[y] = true
	if len(y) == 4 {
		o.years[y[2:]] = true
	}
}

// capitals are the capital letters of a name as written, in lower case: "PyCon
// DE" gives "pcde".
func capitals(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsUpper(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// firstLetters are the initials of words.
func firstLetters(words []string) string {
	var b strings.Builder
	for _, w := range words {
		for _, r := range w {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

func isYear(w string) bool {
	return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && isDigits(w)
}

func isDigits(w string) bool {
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return w != ""
}

// fillers may stand beside the event's words in a segment that names the event.
var fillers = set("the", "at", "in", "on", "conference", "conf", "edition", "day", "live", "from", "online", "virtual", "video", "talk", "talks", "track", "session", "annual", "recorded", "de", "en", "of", "hosted", "by", "meetup", "group")

// datePattern are the dates in numbers that stand alone between separators.
var datePattern = regexp.MustCompile(`^(\d{1,2}[./-])?\d{1,2}[./-](19|20)\d\d$|^(19|20)\d\d[./-]\d{1,2}([./-]\d{1,2})?$`)

// match grades how surely a text between separators names the event: 0 not,
// 1 by weak words only, 2 by its name.
func (o *occasion) match(segment string) int {
	b := bare.Words(segment)
	if b == "" {
		return 0
	}
	if o.segments[digitless(b)] {
		return 2
	}
	words := strings.Fields(b)
	if len(words) > 9 {
		return 0
	}
	if s := strings.TrimSpace(segment); len(s) < 11 && isDigits(s[len(s)-1:]) && datePattern.MatchString(s) {
		return 2
	}
	joined := strings.Join(words, "")
	if strong, ok := o.compacts[joined]; ok && strong {
		return 2
	}
	if gathering(words) {
		return 2
	}
	return o.matchWords(words, joined)
}

// calls tells whether a text is the event's own name, every word of it.
func (o *occasion) calls(segment string) bool {
	words := strings.Fields(bare.Words(segment))
	return len(words) > 0 && o.matchWords(words, strings.Join(words, "")) == 2
}

// gathering tells whether words name some conference and its year, be it this
// one or the one next door: "otherconf 2024".
func gathering(words []string) bool {
	if len(words) < 2 || len(words) > 4 || !isYear(words[len(words)-1]) {
		return false
	}
	if slices.ContainsFunc(words, func(w string) bool { return functionWords[w] }) {
		return false
	}
	for _, w := range words[:len(words)-1] {
		for _, suffix := range []string{"conf", "conference", "camp", "con", "summit", "kaigi", "meetup"} {
			if strings.HasSuffix(w, suffix) && (len(w) > len(suffix)+1 || suffix == "conf" || suffix == "conference") && w != "icon" && w != "silicon" && w != "falcon" {
				return true
			}
		}
	}
	return false
}

// matchWords accepts a text of which every word is the event's, a year or a
// filler.
func (o *occasion) matchWords(words []string, joined string) int {
	named, dated, short, rest := 0, 0, 0, ""
	for _, w := range words {
		switch {
		case o.shorts[w] && len(w) > 1 && !functionWords[w]:
			short++
		case o.words[w]:
			named++
			rest += w
		case o.years[w] || isYear(w):
			dated++
		case calendar.Month(w) != 0:
			dated++
		case fillers[w] || len(w) <= 2 && isDigits(w):
		case functionWords[w]:
			return 0
		default:
			if rest := strings.TrimLeft(w, "0123456789"); len(rest) > 3 && len(rest) < len(w) && (o.words[rest] || o.near(rest)) {
				w = rest // "#8ExConf"
			}
			if stem, year := cutYear(w); year != "" && (o.years[year] || o.words[stem] || o.near(stem)) {
				dated++
				w = stem
			}
			if w != "" && !o.words[w] && !o.near(w) {
				return o.matchJoined(joined)
			}
			named++
			rest += w
		}
	}
	switch {
	case short > 0 && (named > 0 || dated > 0 && len(words) == short+dated):
		return 2
	case named > 0 && (dated > 0 || named > 1 && 3*len(rest) > len(o.longest())), dated > 0 && len(words) == dated, o.near(rest):
		return 2
	case named > 0:
		return 1
	}
	return 0
}

// matchJoined looks at a segment as one word, since channels write the name
// with and without spaces, and mistype it.
func (o *occasion) matchJoined(joined string) int {
	stem, year := cutYear(joined)
	if o.near(stem) && (year == "" || o.years[year] || isYear(year)) {
		return 2
	}
	return 0
}

// longest is the longest of the event's names.
func (o *occasion) longest() string {
	best := ""
	for c := range o.compacts {
		if len(c) > len(best) {
			best = c
		}
	}
	return best
}

// near reports whether a word is one of the event's names, give or take a
// typing error in a long one.
func (o *occasion) near(w string) bool {
	if w == "" {
		return false
	}
	if _, ok := o.compacts[w]; ok {
		return true
	}
	if len(w) < 6 {
		return false
	}
	for c := range o.compacts {
		if len(c) >= 6 && edits(w, c, 1+len(c)/9) {
			return true
		}
	}
	return false
}

// cutYear divides a trailing (or leading) year from a word: "exconf2024",
// "exconf24", "2024exconf".
func cutYear(w string) (stem, year string) {
	i := len(w)
	for i > 0 && w[i-1] >= '0' && w[i-1] <= '9' {
		i--
	}
	if n := len(w) - i; n == 4 || n == 2 {
		return w[:i], w[i:]
	}
	if len(w) > 4 && isYear(w[:4]) {
		return w[4:], w[:4]
	}
	return w, ""
}

// digitless replaces digits and months, so that "day 1" and "day 2", "june 2021"
// and "july 2021" repeat each other.
func digitless(b string) string {
	if isDigitless(b) {
		return b
	}
	b = strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, b)
	words := strings.Fields(b)
	for i, w := range words {
		if calendar.Month(w) != 0 {
			words[i] = "month"
		}
	}
	return strings.Join(words, " ")
}

// isDigitless tells most bare texts, which digitless leaves as they are.
func isDigitless(b string) bool {
	start := 0 // of the word
	for i := 0; i <= len(b); i++ {
		if i < len(b) && b[i] >= 'a' && b[i] <= 'z' {
			continue
		}
		if i < len(b) && b[i] != ' ' || i == start && b != "" || calendar.Month(b[start:i]) != 0 {
			return false
		}
		start = i + 1
	}
	return true
}

// edits reports whether two texts are at most n insertions, deletions or replacements
// apart.
func edits(a, b string, n int) bool {
	if gap := len(a) - len(b); max(gap, -gap) > utf8.UTFMax*n { // most texts, at no cost
		return false
	}
	return levenshtein.ComputeDistance(a, b) <= n
}
