package match

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/internal/bare"
)

// person is somebody whom the programme names.
type person struct {
	name  string   // as the programme writes it
	words []string // without what stands in quotes or brackets
	forms []form   // every way to write the name that is looked for
}

// form is one way to write a name, and how sure a text that has it means this
// person.
type form struct {
	words []string
	sure  float64
}

// The degrees of certainty with which a text names a person.
const (
	inFull     = 1.0  // all of the name, in any order, or without what is in the middle
	shortened  = 0.85 // an initial or a nickname with the surname
	surname    = 0.5  // the surname alone
	firstName  = 0.35 // the first name alone
	clearNamed = 0.8  // from here on nobody else can be meant
)

// role is what stands in brackets behind a name.
var role = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)

// aside is a nickname that stands in quotes within a name.
var aside = regexp.MustCompile(`["“”„«»]([^"“”„«»]+)["“”„«»]`)

// people reads an entry of a session's list of speakers. "Ada and Bo Doe" are two.
func people(entry string, spell map[string][]string) []person {
	var all []person
	if without := role.ReplaceAllString(entry, " "); len(wordsOf(without)) > 0 {
		entry = strings.Join(strings.Fields(without), " ")
	}
	for _, name := range splitNames(entry) {
		if p := newPerson(name); len(p.words) > 0 {
			for _, other := range spell[name] {
				p.add(wordsOf(other), inFull)
			}
			all = append(all, p)
		}
	}
	return all
}

// spellings are the other ways to write each name of which a preferred one is known.
func spellings(preferred map[string]string) map[string][]string {
	others := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(preferred)) {
		other := preferred[name]
		others[name] = append(others[name], other)
		others[other] = append(others[other], name)
	}
	return others
}

// splitNames divides names that were written as one. A first name alone before
// a full name shares its surname.
func splitNames(entry string) []string {
	parts := []string{entry}
	separators := []string{" and ", " & ", " und ", " et "}
	if strings.Count(entry, ", ") > 1 || strings.Contains(entry, ", ") && strings.Contains(entry, " and ") {
		separators = append(separators, ", ") // one comma may stand before a company
	}
	for _, sep := range separators {
		var next []string
		for _, p := range parts {
			next = append(next, strings.Split(p, sep)...)
		}
		parts = next
	}
	if len(parts) == 2 && !strings.Contains(strings.TrimSpace(parts[0]), " ") && !strings.Contains(entry, ",") {
		if _, surname, ok := strings.Cut(strings.TrimSpace(parts[1]), " "); ok {
			parts[0] = strings.TrimSpace(parts[0]) + " " + surname
		}
	}
	return parts
}

func newPerson(name string) person {
	p := person{name: strings.TrimSpace(name)}
	p.words = wordsOf(aside.ReplaceAllString(name, " "))
	n := len(p.words)
	if n == 0 {
		p.words = wordsOf(name)
		n = len(p.words)
	}
	if n == 0 {
		return p
	}
	p.add(p.words, inFull)
	if first, _ := utf8.DecodeRuneInString(p.words[0]); unspaced(first) {
		p.add(wordsOf(bare.Compact(name)), inFull)
	}
	for _, nick := range aside.FindAllStringSubmatch(name, -1) {
		if w := wordsOf(nick[1]); len(w) == 1 {
			p.add(w, clearNamed)
			p.add([]string{w[0], p.words[n-1]}, inFull)
		}
	}
	if n == 1 {
		return p
	}
	first, last := p.words[0], p.words[n-1]
	p.add([]string{last, first}, inFull)
	if n > 2 {
		p.add([]string{first, last}, inFull)
		p.add(p.words[:n-1], inFull)
		p.add([]string{first, p.words[n-2]}, shortened)
		p.add(p.words[1:], shortened)
		p.add(append([]string{last}, p.words[:n-1]...), inFull)
	}
	initial, size := utf8.DecodeRuneInString(first)
	if size < len(first) {
		p.add([]string{string(initial), last}, shortened)
	}
	for _, nick := range nicknames[first] {
		p.add([]string{nick, last}, shortened)
	}
	p.add(p.words[n-1:], surname)
	p.add(p.words[:1], firstName)
	return p
}

func (p *person) add(words []string, sure float64) {
	for _, f := range p.forms {
		if slices.Equal(f.words, words) {
			return
		}
	}
	p.forms = append(p.forms, form{words, sure})
}

// find looks for the person in a text: how surely they are named, and with which
// words.
func (p *person) find(text []string) (sure float64, from, to int) {
	for _, f := range p.forms {
		if f.sure <= sure || len(f.words) == 0 {
			continue
		}
		if f.sure < clearNamed && len(f.words) == 1 && utf8.RuneCountInString(f.words[0]) < 3 {
			continue
		}
		if at := index(text, f.words); at >= 0 {
			sure, from, to = f.sure, at, at+len(f.words)
		}
	}
	if sure < shortened && len(p.words) > 1 {
		if at := p.near(text); at >= 0 {
			return shortened, at, at + 2
		}
	}
	return sure, from, to
}

// near finds first name and surname side by side, one of them in another
// spelling or shortened, or with another name between them.
func (p *person) near(text []string) int {
	first, last := p.words[0], p.words[len(p.words)-1]
	for i := range len(text) - 1 {
		a, b := text[i], text[i+1]
		switch {
		case a == first && alike(b, last), alike(a, first) && b == last:
			return i
		case b == last && utf8.RuneCountInString(first) == 1 && strings.HasPrefix(a, first):
			return i // the programme has an initial
		case b == last && sharedStart(a, first) >= max(3, min(4, len(a), len(first))):
			return i
		}
	}
	return -1
}

func sharedStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// index finds words that stand side by side.
func index(text, words []string) int {
	for i := range len(text) - len(words) + 1 {
		if slices.Equal(text[i:i+len(words)], words) {
			return i
		}
	}
	return -1
}

// nicknames are first names by which people go who are announced by another.
var nicknames = pairsOf(`alexander alex sasha, alexandra alex, andrew andy drew, anthony tony, antonio tony, benjamin ben, catherine kate cathy,
 charles charlie chuck, christopher chris, christina chris tina, daniel dan danny, david dave, deborah deb debbie, dmitri dima, edward ed ted, elizabeth liz beth,
 emmanuelle emma, francisco paco, frederick fred, gabriel gabe, gregory greg, jacob jake, james jim jimmy, jeffrey jeff, jennifer jen jenny, jessica jess,
 jonathan jon, joseph joe, jose pepe, joshua josh, katherine kate kathy katie, kenneth ken, lawrence larry, leonard leo len, margaret maggie peggy meg, matthew matt,
 michael mike, mikhail misha, nathaniel nate nathan, nicholas nick, nikolai kolya, patricia pat patty, patrick pat, peter pete, philip phil, rebecca becky,
 richard rich rick dick, robert rob bob bobby, ronald ron, russell russ, samantha sam, samuel sam, sebastian seb, stephen steve, steven steve, susan sue, theodore ted theo,
 thomas tom, timothy tim, valerie val, victoria vicky, vincent vince, william will bill, zachary zach zack`)

// pairsOf reads lines of a name and its short forms, both ways.
func pairsOf(list string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.SplitSeq(list, ",") {
		names := strings.Fields(line)
		for _, short := range names[1:] {
			all[names[0]] = append(all[names[0]], short)
			all[short] = append(all[short], names[0])
		}
	}
	return all
}
