package library

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// shard is the index of one event, which is made anew when one of the event's files has
// changed. All that its talks say is one long row of words: a place is a number in it, and
// each field of each talk begins at a place of its own.
type shard struct {
	bytes string // as in the file

	slug, title string
	start       string
	stamp       uint64   // of its files
	records     []string // keys of the videos of its records
	published   list     // keys of the videos of each talk that is a published draft
	talks       list
	words       list  // sorted
	places      list  // of each word
	bounds      table // where the fields of the talks begin, talk by talk
}

// content is all of an event that an index is made of.
type content struct {
	slug, title string
	start       ingest.Date
	stamp       uint64
	texts       []texts
}

// texts are a talk and what it says.
type texts struct {
	Talk
	keys        []ingest.Key
	description string
	transcript  string
}

// of lists the texts of a field: a phrase lies in one of them.
func (t texts) of(f field, c *content) []string {
	switch f {
	case title:
		return []string{t.Title}
	case speakers:
		return t.Speakers
	case tags:
		return t.Tags
	case event:
		return []string{c.slug, c.title}
	case description:
		return []string{t.description}
	case transcript:
		return []string{t.transcript}
	case language:
		return []string{t.Language}
	}
	return []string{yearOf(cmp.Or(t.Recorded, c.start.String()))}
}

// pack makes the index of an event.
func (c *content) pack() string {
	var talks, published lister
	var records []string
	for _, t := range c.texts {
		var one packed
		one.talk(t.Talk)
		talks.add(string(one))
		keys := ""
		for _, key := range t.keys {
			if !t.IsDraft() {
				records = append(records, key.String())
			} else if t.isPublished() {
				keys += key.String() + "\n"
			}
		}
		published.add(keys)
	}
	places, bounds := c.count()
	var words, rows lister
	for _, word := range slices.Sorted(maps.Keys(places)) {
		words.add(word)
		rows.add(places[word].packed())
	}
	var p packed
	p.fixed(c.stamp)
	p.each([]string{c.slug, c.title, c.start.String()})
	p.texts(records)
	for _, l := range []*lister{&published, &talks, &words, &rows} {
		p.list(l)
	}
	p.table(bounds)
	return string(p)
}

// count numbers the words of the event.
func (c *content) count() (map[string]*row, []uint32) {
	places := map[string]*row{}
	next := uint32(0)
	add := func(word string) {
		r := places[word]
		if r == nil {
			r = &row{}
			places[strings.Clone(word)] = r
		}
		*r = append(*r, next)
		next++
	}
	var bounds []uint32
	for _, t := range c.texts {
		for f := range fieldCount {
			bounds = append(bounds, next)
			for _, text := range t.of(f, c) {
				eachWord(text, add)
				next++ // no phrase goes on in another text
			}
		}
	}
	return places, append(bounds, next)
}

// row are places, rising.
type row []uint32

func (r row) packed() string {
	var b []byte
	last := uint32(0)
	for _, place := range r {
		b = binary.AppendUvarint(b, uint64(place-last))
		last = place
	}
	return string(b)
}

// unpack reads the index of an event.
func unpack(bytes string) *shard {
	u := unpacked(bytes)
	s := &shard{bytes: bytes, stamp: u.fixed(), slug: u.text(), title: u.text(), start: u.text(), records: u.texts()}
	for _, l := range []*list{&s.published, &s.talks, &s.words, &s.places} {
		*l = u.list()
	}
	s.bounds = u.table()
	return s
}

func (s *shard) talk(i int) Talk {
	u := unpacked(s.talks.at(i))
	t := u.talk()
	t.Event, t.EventTitle, t.start = s.slug, s.title, s.start
	return t
}

// find looks a word up, and tells where it would stand.
func (s *shard) find(word string) (i int, found bool) {
	return sort.Find(s.words.len(), func(i int) int { return strings.Compare(word, s.words.at(i)) })
}

// place is where a word stands, and whether it is all of the word there.
type place struct {
	at    uint32
	whole bool
}

// placesOf lists where a word stands, rising. A run of a dense script is looked for within
// words.
func (s *shard) placesOf(word string, begins bool) []place {
	if isDenseWord(word) {
		return s.placesWithin(word)
	}
	i, found := s.find(word)
	var list []place
	if found {
		list = s.appendPlaces(list, i, true)
		i++
	}
	if !begins {
		return list
	}
	for ; i < s.words.len() && strings.HasPrefix(s.words.at(i), word); i++ {
		list = s.appendPlaces(list, i, false)
	}
	return sorted(list)
}

// placesWithin goes through the words of dense scripts, which come after all of ASCII.
func (s *shard) placesWithin(word string) []place {
	from, _ := s.find("\u0e00")
	var list []place
	for i := from; i < s.words.len(); i++ {
		if w := s.words.at(i); strings.Contains(w, word) {
			list = s.appendPlaces(list, i, w == word)
		}
	}
	return sorted(list)
}

func sorted(list []place) []place {
	slices.SortFunc(list, func(a, b place) int { return int(a.at) - int(b.at) })
	return list
}

func (s *shard) appendPlaces(list []place, word int, whole bool) []place {
	at := uint32(0)
	for u := unpacked(s.places.at(word)); u != ""; {
		at += uint32(u.number())
		list = append(list, place{at, whole})
	}
	return list
}

// placesOfTerm lists where a term begins, rising.
func (s *shard) placesOfTerm(t term) []place {
	var list []place
	for i, word := range t.words {
		next := s.placesOf(word, t.begins && i == len(t.words)-1)
		if i == 0 {
			list = next
		} else {
			list = followed(list, next, uint32(i))
		}
		if len(list) == 0 {
			return nil
		}
	}
	return list
}

// followed keeps of some places those that another stands so many behind.
func followed(list, by []place, distance uint32) []place {
	kept := list[:0]
	for _, p := range list {
		for len(by) > 0 && by[0].at < p.at+distance {
			by = by[1:]
		}
		if len(by) > 0 && by[0].at == p.at+distance {
			kept = append(kept, place{p.at, p.whole && by[0].whole})
		}
	}
	return kept
}

// match is a talk of the shard that meets a term, and what that is worth.
type match struct {
	talk  int
	worth float64
}

// matches lists the talks that meet a term, rising.
func (s *shard) matches(t term) []match {
	var list []match
	bound := 0
	for _, p := range s.placesOfTerm(t) {
		for s.bounds.at(bound+1) <= int(p.at) {
			bound++
		}
		talk, in := bound/int(fieldCount), field(bound%int(fieldCount))
		if !t.within.has(in) {
			continue
		}
		if n := len(list); n == 0 || list[n-1].talk != talk {
			list = append(list, match{talk: talk})
		}
		last := &list[len(list)-1]
		last.worth = max(last.worth, in.worth(p.whole))
	}
	return list
}

// recorded is when a talk was given.
func (s *shard) recorded(talk int) string {
	u := unpacked(s.talks.at(talk))
	return u.text()
}

// titleLength is how many words the title of a talk has.
func (s *shard) titleLength(talk int) int {
	i := talk*int(fieldCount) + int(title)
	return s.bounds.at(i+1) - s.bounds.at(i) - 1
}
