package mapper

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// rounds is how often the shares of the templates and the readings of the
// titles are estimated from each other. They hardly move after the fourth.
const rounds = 5

// matcher reads the titles of one event jointly: what one title may mean depends
// on what the others mean.
type matcher struct {
	model       *weights
	known       *Known
	occasion    *occasion
	vocabulary  map[string]int     // bare words of the titles -> titles
	titles      map[string]int     // bare titles of the readings -> talks that may be called so
	lower       map[string]bool    // words that the event's texts write in lower case
	boilerplate map[string]bool    // lines that several descriptions share
	bylines     map[string]bool    // those of them that name somebody who speaks often
	restarts    bool               // most titles begin with a name, some with nothing but a space after it
	leading     bool               // many titles begin with what looks like a name before a space
	tailShare   map[shape]float64  // part of the companies that a shape finds and that stand behind different people
	own         map[string]bool    // bare words that titles have for the event
	companies   map[string]bool    // bare texts that stand behind different people
	kinds       map[string]float64 // share of the titles that begin with a type of session
}

// dotsBy sets apart what channels write together when they shorten a title.
var dotsBy = strings.NewReplacer("...by ", "... by ", "…by ", "… by ")

// newTalks prepares the usable videos of an event, with their descriptions.
func (m *matcher) newTalks(ev ingest.Event, videos []ingest.Video, plain []string, opt Options) []*talk {
	var talks []*talk
	var titles, texts []string
	for i, v := range videos {
		t := &talk{index: i, raw: dotsBy.Replace(oneLine(v.Title))}
		if c, ok := opt.Corrections[v.Key()]; ok {
			t.correct = &c
		} else if !v.Usable() {
			continue
		}
		if t.raw == "" {
			continue
		}
		talks = append(talks, t)
		titles = append(titles, t.raw)
		texts = append(texts, plain[i])
	}
	m.boilerplate, m.bylines = repeatedLines(texts)
	each(len(talks), func(i int) { talks[i].evidence = m.readEvidence(texts[i]) })
	m.occasion = newOccasion(ev, videos, titles, m.known)
	kept := correctedTitles(talks)
	spare(kept, m.occasion.segments, m.occasion.prefixes, m.occasion.suffixes)
	m.learnWords(talks)
	each(len(talks), func(i int) { talks[i].core = m.occasion.strip(talks[i].raw) })
	m.stripHabits(talks, kept)
	for _, t := range talks {
		if tag, _, ok := leadingKind(t.core.text); ok {
			m.kinds[tag] += 1 / float64(len(talks))
		}
	}
	m.leading, m.restarts = m.leadingNames(talks), restarts(talks)
	each(len(talks), func(i int) {
		m.readClaims(talks[i])
		m.read(talks[i])
		m.readKinds(talks[i])
		talks[i].people, talks[i].beside, talks[i].fuller = nil, nil, nil // all is read
		if c := talks[i].correct; c != nil {
			talks[i].taught = c.teaches(talks[i]) && c.isRead(talks[i])
		}
	})
	for _, t := range talks {
		t.group()
	}
	m.countTitles(talks)
	m.readTails(talks)
	return talks
}

// stripHabits takes off the titles what the channel writes beside title and
// speakers, until nothing more is found.
func (m *matcher) stripHabits(talks []*talk, kept []string) {
	var found []*habits
	for range 2 {
		texts := make([]string, len(talks))
		for i, t := range talks {
			texts[i] = t.core.text
		}
		h := newHabits(texts, m.known)
		spare(kept, h.segments)
		h.spare(kept)
		found = append(found, h)
		each(len(talks), func(i int) { talks[i].core.text = h.strip(talks[i].core.text) })
	}
	m.learnOwn(found...)
}

// group finds the candidates that say the same.
func (t *talk) group() {
	first := map[string]int{}
	for i := range t.candidates {
		result := t.candidates[i].result()
		if _, ok := first[result]; !ok {
			first[result] = i
		}
		t.candidates[i].same = first[result]
	}
}

// countTitles counts for each title that a reading gives the talks that may be
// called so.
func (m *matcher) countTitles(talks []*talk) {
	m.titles = map[string]int{}
	for _, t := range talks {
		seen, forms := map[string]bool{}, map[string]string{}
		for i := range t.candidates {
			c := &t.candidates[i]
			form, ok := forms[c.title]
			if !ok {
				form = bare.Words(c.title)
				forms[c.title] = form
			}
			if c.bare = form; !seen[form] {
				seen[form] = true
				m.titles[form]++
			}
		}
	}
}

// leadingNames reports whether the titles begin with names that nothing but a
// space sets off: two words of which the first is somebody's first name, in a
// third of the titles, without a separator after them in most of these.
func (m *matcher) leadingNames(talks []*talk) bool {
	named, set := 0, 0
	for _, t := range talks {
		ends := wordEnds(t.core.text)
		if len(ends) < 4 {
			continue
		}
		head := t.core.text[:ends[1]]
		words := strings.Fields(bare.Words(head))
		if len(words) < 2 || !nameShaped(head) || (describer{m}).commonness(head) > 0 {
			continue
		}
		if m.known.firstName(words[0]) < 0.5 && !startsAgain(t.core.text, ends) {
			continue
		}
		named++
		for _, c := range cuts(t.core.text) {
			if c.sep.strong() && c.start <= ends[min(3, len(ends)-1)] {
				set++
				break
			}
		}
	}
	return named >= 3 && 3*named >= len(talks) && 2*set < named
}

// restarts reports whether most titles begin with a name before a separator, and some
// have none, so that in these only a space may follow the name.
func restarts(talks []*talk) bool {
	named, single := 0, 0
	for _, t := range talks {
		head, divided := "", false
		for _, c := range cuts(t.core.text) {
			if c.sep.strong() {
				head, divided = t.core.text[:c.start], true
				break
			}
		}
		words := strings.Count(head, " ") + 1
		switch {
		case !divided:
			single++
		case words >= 2 && words <= 5 && nameShaped(head):
			named++
		}
	}
	return single >= 2 && 2*named >= len(talks)
}

// learnWords collects the event's vocabulary, which tells words from names.
func (m *matcher) learnWords(talks []*talk) {
	m.vocabulary = map[string]int{}
	m.lower = map[string]bool{}
	m.kinds = map[string]float64{}
	for _, t := range talks {
		seen := map[string]bool{}
		for w := range strings.FieldsSeq(bare.Words(t.raw)) {
			if !seen[w] {
				seen[w] = true
				m.vocabulary[w]++
			}
		}
		for w := range strings.FieldsFuncSeq(t.raw, notWord) {
			if unicode.IsLower(firstRune(w)) {
				m.lower[w] = true
			}
		}
		for w := range t.evidence.lower {
			m.lower[w] = true
		}
	}
}

// infer weighs the candidates of all talks against each other.
func (m *matcher) infer(talks []*talk) {
	each(len(talks), func(i int) {
		t := talks[i]
		var x vector
		titles := map[string]*vector{} // many candidates differ in the names alone
		for j := range t.candidates {
			c := &t.candidates[j]
			if known := titles[c.title]; known != nil {
				x = *known
			} else {
				clear(x[:])
				describer{m}.describeTitle(t, c, &x)
				facts := x
				titles[c.title] = &facts
			}
			describer{m}.describe(t, c, &x)
			c.score, c.facts = m.model.parse.dot(&x)+m.companyOdds(c), x.facts()
		}
	})
	var shares tally
	if slices.ContainsFunc(talks, func(t *talk) bool { return t.taught }) {
		for range rounds { // as if nothing had been corrected
			each(len(talks), func(i int) { m.weigh(talks[i], &shares, false) })
			shares = count(talks)
		}
		m.learnCorrections(talks)
		shares = tally{}
	}
	settle := func() {
		for range rounds {
			each(len(talks), func(i int) { m.weigh(talks[i], &shares, true) })
			shares = count(talks)
		}
	}
	settle()
	if mirrored := preferMirrored(talks); m.doubtTemplates(talks) || mirrored {
		settle()
	}
	each(len(talks), func(i int) { m.weigh(talks[i], &shares, true) })
}

// startsAgain tells whether a sentence begins with the third word: a capital
// there, and few after it.
func startsAgain(s string, ends []int) bool {
	words := strings.Fields(s[ends[1]:])
	if !isUpperStart(words[0]) {
		return false
	}
	lower := 0
	for _, w := range words[1:] {
		if !isUpperStart(w) {
			lower++
		}
	}
	return 3*lower >= 2*(len(words)-1)
}
