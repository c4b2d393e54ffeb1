package match

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/langdetect"
)

// programme is the sessions of an event, prepared to be compared.
type programme struct {
	event    ingest.Event
	entries  []*entry
	rarity   map[string]float64 // of the words of titles, 0 to 1
	abstract map[string]float64 // of the words of abstracts
	byWord   map[string][]int   // entries whose title or speakers have a word
	byText   map[string][]int   // entries whose abstract has a word
	byKind   map[kind][]int
	everyone []person         // each person once
	bySome   map[string][]int // persons by each word of their forms
	// spellings are the words of bySome by their first byte.
	spellings  map[string][]string
	titleWords map[string][]string // the same for byWord
	bySpeaker  map[int][]int       // entries of each person
}

// entry is one session, prepared.
type entry struct {
	session  ingest.Session
	title    wording
	short    wording // without subtitle; equal to title where there is none
	long     wording // with the subtitle that the programme keeps apart
	kind     kind
	day      ingest.Date
	people   []int    // indexes in programme.everyone
	text     []string // rare words of abstract and description
	same     int      // sessions of the same name
	count    counting // of the days on which they are
	language string
	twin     *entry // an earlier session of the same title, people and day
}

// first is the entry that stands for all of one session.
func (e *entry) first() *entry { return cmp.Or(e.twin, e) }

func newProgramme(event ingest.Event, sessions []ingest.Session, spell map[string][]string) *programme {
	p := &programme{
		event: event, rarity: map[string]float64{}, abstract: map[string]float64{},
		byWord: map[string][]int{}, byText: map[string][]int{}, byKind: map[kind][]int{}, bySome: map[string][]int{},
		bySpeaker: map[int][]int{},
	}
	known := map[string]int{}
	names := map[string]*namesakes{}
	for i, s := range sessions {
		e := &entry{session: s, kind: kindOfSession(s), day: ingest.DateOf(s.Start), language: langdetect.CodeOf(languageOf(s))}
		if e.day.IsZero() {
			e.day = findDay(s.Title, event).resolve(event)
		}
		e.people = p.addPeople(s.Speakers, spell, known)
		p.entries = append(p.entries, e)
		p.index(i, e)
		name := nameOf(s.Title)
		if names[name] == nil {
			names[name] = &namesakes{}
		}
		names[name].add(e)
	}
	p.spellings, p.titleWords = byFirst(p.bySome), byFirst(p.byWord)
	weigh(p.rarity, len(sessions))
	weigh(p.abstract, len(sessions))
	for _, e := range p.entries {
		p.weighTitle(e)
	}
	for _, n := range names {
		n.tell()
	}
	p.findTwins()
	return p
}

// findTwins finds the sessions that a programme lists twice, as in two rooms to which
// one was transmitted. What has neither people nor a title of its own may be two.
func (p *programme) findTwins() {
	first := map[string]*entry{}
	for _, e := range p.entries {
		if len(e.people) == 0 && e.title.mass < lightMass {
			continue
		}
		key := fmt.Sprint(e.title.compact, e.people, e.day)
		if first[key] == nil {
			first[key] = e
		} else {
			e.twin = first[key]
		}
	}
}

// index makes a session findable by its speakers, its words and its kind, and counts
// the words.
func (p *programme) index(i int, e *entry) {
	for _, person := range e.people {
		p.bySpeaker[person] = append(p.bySpeaker[person], i)
	}
	for _, w := range uniqueWords(e.session.Title + " " + e.session.Subtitle) {
		p.rarity[w]++
		p.byWord[w] = append(p.byWord[w], i)
	}
	for _, w := range uniqueWords(e.session.Abstract + " " + e.session.Description) {
		if !common[w] && len(w) > 2 {
			e.text = append(e.text, w)
			p.abstract[w]++
			p.byText[w] = append(p.byText[w], i)
		}
	}
	if e.kind != "" {
		p.byKind[e.kind] = append(p.byKind[e.kind], i)
	}
}

// weighTitle weighs the ways in which a session's title may be written.
func (p *programme) weighTitle(e *entry) {
	e.title = p.nameless(e, e.session.Title)
	e.short, e.long = e.title, e.title
	if e.session.Subtitle != "" {
		e.long = p.nameless(e, e.session.Title+" "+e.session.Subtitle)
	}
	if main := mainTitle(e.session.Title); main != e.session.Title {
		e.short = p.nameless(e, main)
	}
}

// namesakes are the sessions of one name.
type namesakes struct{ entries []*entry }

func (n *namesakes) add(e *entry) { n.entries = append(n.entries, e) }

// tell lets each of them know how many there are, and on which days.
func (n *namesakes) tell() {
	var days []ingest.Date
	for _, e := range n.entries {
		if !e.day.IsZero() && !slices.Contains(days, e.day) {
			days = append(days, e.day)
		}
	}
	slices.SortFunc(days, ingest.Date.Compare)
	for _, e := range n.entries {
		e.same, e.count.days = len(n.entries), days
	}
}

// nameOf is a title without the days and numbers that tell namesakes apart.
func nameOf(title string) string {
	words := slices.DeleteFunc(wordsOf(title), func(w string) bool { return dayWord(w) || len(w) < 3 && hasDigit(w) })
	return strings.Join(words, " ")
}

func uniqueWords(s string) []string {
	words := wordsOf(s)
	slices.Sort(words)
	return slices.Compact(words)
}

// addPeople makes each speaker a person, the same name the same person.
func (p *programme) addPeople(names []string, spell map[string][]string, known map[string]int) []int {
	var found []int
	for _, entry := range names {
		for _, one := range people(entry, spell) {
			key := strings.Join(one.words, " ")
			i, ok := known[key]
			if !ok {
				i = len(p.everyone)
				known[key] = i
				p.everyone = append(p.everyone, one)
				for _, w := range one.index() {
					p.bySome[w] = append(p.bySome[w], i)
				}
			}
			if !slices.Contains(found, i) {
				found = append(found, i)
			}
		}
	}
	return found
}

// index are the words by which a person is looked up in a text.
func (p *person) index() []string {
	var words []string
	for _, f := range p.forms {
		words = append(words, f.words...)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// byFirst lists words by their first byte, each list in order.
func byFirst(words map[string][]int) map[string][]string {
	lists := map[string][]string{}
	for _, w := range slices.Sorted(maps.Keys(words)) {
		if len(w) >= 5 {
			lists[w[:1]] = append(lists[w[:1]], w)
		}
	}
	return lists
}

// languageOf is the language that the programme gives, in the session or by its kind:
// a charla is in Spanish.
func languageOf(s ingest.Session) string {
	if s.Language == "" && isCharla(s) {
		return "spa"
	}
	return s.Language
}

func isCharla(s ingest.Session) bool {
	is := func(w string) bool { return w == "charla" || w == "charlas" }
	return slices.ContainsFunc(wordsOf(s.Type), is) || slices.ContainsFunc(wordsOf(s.Track), is)
}
