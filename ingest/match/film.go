package match

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/langdetect"
)

// film is a video, prepared to be compared with sessions.
type film struct {
	video    ingest.Video
	title    wording // without the event's name and the names of people
	cut      bool    // the host's title ends in the middle
	kind     kind
	day      mention
	named    map[int]float64 // whom of the programme it names, and how surely
	text     map[string]bool // words of the description
	mass     float64         // of text
	where    []string        // words of the playlist's title
	language string
}

func newFilms(p *programme, videos []ingest.Video, given map[ingest.Key][]string) []*film {
	films := make([]*film, len(videos))
	words := make([][]string, len(videos))
	for i, v := range videos {
		words[i] = wordsOf(v.Title)
	}
	affixes := newAffixes(words, p.entries)
	inParallel(len(videos), func(i int) {
		v := videos[i]
		f := &film{video: v, kind: kindOf(v.Title), cut: host.MayBeCut(v.Title), language: langdetect.CodeOf(v.Language)}
		f.day = findDay(v.Title, p.event)
		f.where = wordsOf(v.Collection.Title)
		if f.day.isZero() {
			f.day = findDay(v.Collection.Title, p.event)
		}
		if f.day.isZero() && !p.event.StartDate.IsZero() && p.event.Holds(v.Recorded) { // else it is that of the upload
			f.day = mention{date: v.Recorded}
		}
		rest := affixes.without(words[i], p.event)
		if f.kind == "" {
			f.kind = kindOf(strings.Join(rest, " "))
		}
		f.read(p, rest)
		f.describe(p, given[v.Key()])
		films[i] = f
	})
	return films
}

// read takes the people whom the title names out of it.
func (f *film) read(p *programme, words []string) {
	f.named = map[int]float64{}
	taken := make([]bool, len(words))
	for _, i := range p.mentioned(words) {
		sure, from, to := p.everyone[i].find(words)
		if sure < clearNamed && to == from+1 && p.rarity[words[from]] > 0 {
			continue // a word of a title that is somebody's name, too
		}
		if sure > 0 {
			f.named[i] = sure
			for at := leadIn(words, from); at < to; at++ {
				taken[at] = true
			}
		}
	}
	rest := make([]string, 0, len(words))
	for at, w := range words {
		if !taken[at] {
			rest = append(rest, w)
		}
	}
	f.title = p.wordingOf(dateless(rest))
}

// mentioned lists the people one of whose words a text has.
func (p *programme) mentioned(words []string) []int {
	found := p.mentionedExactly(words)
	for _, w := range words { // first name or surname in another spelling
		if len(w) < 5 || len(p.bySome[w]) > 0 {
			continue
		}
		found = append(found, p.spelledLike(w)...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// mentionedExactly lists the people one of whose words a text has as it is.
func (p *programme) mentionedExactly(words []string) []int {
	var found []int
	for _, w := range words {
		found = append(found, p.bySome[w]...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// fewNames is the number of people up to which a description may be taken to name
// those of the talk, and not all of the conference.
const fewNames = 6

// describe reads the description, and whom a person has named for this video.
func (f *film) describe(p *programme, given []string) {
	for _, name := range given {
		words := wordsOf(name)
		for _, i := range p.mentioned(words) {
			if sure, _, _ := p.everyone[i].find(words); sure >= clearNamed {
				f.named[i] = inFull
			}
		}
	}
	if f.video.Description == "" {
		return
	}
	words := wordsOf(f.video.Description)
	f.text = map[string]bool{}
	for _, w := range words {
		if !common[w] && len(w) > 2 && !f.text[w] {
			f.text[w] = true
			f.mass += p.textWeight(w)
		}
	}
	var there []int
	for _, i := range p.mentionedExactly(words) {
		if len(p.everyone[i].words) > 1 && index(words, p.everyone[i].words) >= 0 {
			there = append(there, i)
		}
	}
	if len(there) > fewNames {
		return
	}
	for _, i := range there {
		f.named[i] = max(f.named[i], inFull)
	}
}

// spelledLike finds the people with a word that differs in a letter or two.
func (p *programme) spelledLike(word string) []int {
	var found []int
	for _, other := range p.spellings[word[:1]] {
		if alike(other, word) {
			found = append(found, p.bySome[other]...)
		}
	}
	return found
}

// textWeight is what a word of a description tells.
func (p *programme) textWeight(word string) float64 {
	if w, ok := p.abstract[word]; ok {
		return w
	}
	return 1
}
