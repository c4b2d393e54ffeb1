package mapper

import (
	"math"
	"strings"
	"unicode"
)

// feature numbers one fact about a candidate. The fitted weights are kept by
// name, so that features may come and go.
type feature int

// The facts about a candidate. Those on names are over all names of the list.
const (
	fShape  feature = iota // log share of the template over the event's other talks
	fSide                  // log share of the side on which the speaker stands
	fSource                // log share of the place where the speakers are named
	fKnownAll
	fKnownSome
	fFirst
	fLater
	fWeakest
	fOneWord
	fThreeWords
	fFourWords
	fLower
	fPunct
	fFunction
	fCommon
	fCapitals
	fCamel
	fMentioned
	fUnmentioned
	fBio
	fBioOther
	fLabel
	fLabelOther
	fTwo
	fMany
	fNoCase
	fJob
	fEventWord
	fTitleWord
	fTitleKind
	fTitleName
	fTitleKnown
	fTitleOneWord
	fTitleTwoWords
	fTitleOpenEnd
	fTitleOpenStart
	fTitleSegments
	fTitleNameLeft
	fTitleByLeft
	fTitleMentioned
	fTitleEvent
	fTitleUnbalanced
	fNobody
	fNobodyClaimed
	fExtra
	fKeep
	fReadFirst
	fTailName
	fKindRepeated
	fKindGroup
	fRestored
	fCompleted
	fExtended
	fKeepKind
	fTitleLower
	fRestName
	fTitleIsName
	fCrowd
	fFrom                                     // one for each source
	fKindCut    = fFrom + feature(numSources) // one for each type of session
	fKindKept   = fKindCut + numKinds
	fSep        = fKindKept + numKinds // one for each separator with the speaker last
	fSepFirst   = fSep + feature(numSeparators)
	numFeatures = fSepFirst + feature(numSeparators)
)

// vector holds a candidate's facts.
type vector [numFeatures]float64

var featureNames = nameFeatures()

func nameFeatures() [numFeatures]string {
	names := [numFeatures]string{
		"shape", "side", "source", "known-all", "known-some", "first", "later", "weakest", "one-word", "three-words", "four-words",
		"lower", "punct", "function", "common", "capitals", "camel", "mentioned", "unmentioned", "bio", "bio-other", "label", "label-other",
		"two", "many", "no-case", "job", "event-word", "title-word", "title-kind", "title-name", "title-known", "title-one-word", "title-two-words",
		"title-open-end", "title-open-start", "title-segments", "title-name-left", "title-by-left", "title-mentioned", "title-event", "title-unbalanced",
		"nobody", "nobody-claimed", "extra", "keep", "read-first", "tail-name", "kind-repeated", "kind-group", "restored", "completed", "extended", "keep-kind", "title-lower", "rest-name", "title-is-name", "crowd",
	}
	for s := range numSources {
		names[fFrom+feature(s)] = "from-" + []string{"nowhere", "title", "label", "beginning", "byline", "prose", "bio", "known"}[s]
	}
	for i, kind := range []string{"talk", "keynote", "lightning", "panel", "tutorial"} {
		names[fKindCut+feature(i)] = "cut-" + kind
		names[fKindKept+feature(i)] = "kept-" + kind
	}
	for s := range numSeparators {
		names[fSep+feature(s)] = "last" + s.String()
		names[fSepFirst+feature(s)] = "first" + s.String()
	}
	return names
}

// describe fills in the facts that do not depend on the other talks.
func (m *matcher) describe(t *talk, c *candidate) {
	x := &c.x
	m.describeNames(t, c, x)
	m.describeTitle(t, c, x)
	m.describeShape(c, x)
	m.describeClaims(t, c, x)
}

func (m *matcher) describeShape(c *candidate, x *vector) {
	if c.shape.sep != sepNone {
		if c.shape.first {
			x[fSepFirst+feature(c.shape.sep)] = 1
		} else {
			x[fSep+feature(c.shape.sep)] = 1
		}
		if c.shape.source != fromTitle {
			x[fCompleted] = 1
		}
	}
	x[fExtra] = flag(c.shape.extra)
	x[fKeep] = flag(c.shape.whole)
	x[fExtended] = flag(c.extended)
	x[fKeepKind] = flag(c.shape.whole && c.kindKept)
	x[fTitleLower] = flag(unicode.IsLower(firstRune(c.title)))
	if words := strings.Fields(c.title); c.shape.sep == sepSpace && len(words) > 0 {
		if c.shape.first {
			x[fRestName] = m.known.laterName(bare(words[0])) * (1 - m.commonness(nil, words[0]))
		} else {
			x[fRestName] = m.known.firstName(bare(words[len(words)-1])) * (1 - m.commonness(nil, words[len(words)-1]))
		}
	}
	if c.tail != "" {
		x[fTailName] = m.likeness(c.tail)
	}
	x[fReadFirst] = flag(c.shape.list == readFirst)
	if c.kindCut {
		x[fKindCut+kindIndex(c.kind)] = 1
		x[fKindRepeated] = m.kinds[c.kind]
		x[fKindGroup] = flag(c.kindGroup)
	} else if c.kindKept {
		x[fKindKept+kindIndex(c.kind)] = 1
		x[fKindRepeated] = -m.kinds[c.kind]
	}
	x[fRestored] = flag(c.restored)
	x[fTitleIsName] = flag(c.shape.source == fromTitle && c.shape.sep == sepNone)
	x[fCrowd] = flag(c.shape.source == fromTitle && len(c.names) == 0)
	if c.shape.source != fromNowhere && c.shape.source != fromTitle {
		x[fFrom+feature(c.shape.source)] = 1
	}
}

const numKinds = 5

// kindIndex numbers the types of sessions by their tags.
func kindIndex(tag string) feature {
	switch tag {
	case "keynote":
		return 1
	case "lightning talks":
		return 2
	case "panel":
		return 3
	case "tutorial":
		return 4
	}
	return 0
}

func (m *matcher) describeClaims(t *talk, c *candidate, x *vector) {
	if len(c.names) == 0 {
		x[fNobody] = flag(x[fCrowd] == 0)
		for _, claim := range t.evidence.claims {
			if claim.source != fromKnown {
				x[fNobodyClaimed] = 1
			}
		}
		return
	}
	mentioned := t.evidence.text != ""
	for _, n := range c.names {
		mentioned = mentioned && t.evidence.mentions(n)
	}
	if t.evidence.text != "" {
		x[fMentioned], x[fUnmentioned] = flag(mentioned), flag(!mentioned)
	}
	for _, claim := range t.evidence.claims {
		same := sameNames(claim.names, c.names)
		switch claim.source {
		case fromBio:
			x[fBio], x[fBioOther] = max(x[fBio], flag(same)), flag(!same)
		case fromLabel:
			x[fLabel] = max(x[fLabel], flag(same))
			x[fLabelOther] = flag(x[fLabel] == 0)
		}
	}
}

// describeNames looks at the names themselves.
func (m *matcher) describeNames(t *talk, c *candidate, x *vector) {
	if len(c.names) == 0 {
		return
	}
	n := float64(len(c.names))
	known := 0.0
	x[fWeakest] = 1
	for _, name := range c.names {
		f := m.facts(t, name)
		known += f.known
		x[fFirst] += f.first / n
		x[fLater] += f.later / n
		x[fWeakest] = min(x[fWeakest], max(f.known, (f.first+f.later)/2))
		x[fCommon] += f.common / n
		x[fTitleWord] += f.titleWord / n
		x[fEventWord] = max(x[fEventWord], f.eventWord)
		x[fOneWord] = max(x[fOneWord], flag(f.words == 1 && f.noCase == 0))
		x[fThreeWords] = max(x[fThreeWords], flag(f.words == 3))
		x[fFourWords] = max(x[fFourWords], flag(f.words > 3))
		x[fLower] = max(x[fLower], f.lower)
		x[fPunct] = max(x[fPunct], f.punct)
		x[fFunction] = max(x[fFunction], f.function)
		x[fCapitals] = max(x[fCapitals], f.capitals)
		x[fCamel] = max(x[fCamel], f.camel)
		x[fJob] = max(x[fJob], f.job)
		x[fNoCase] = max(x[fNoCase], f.noCase)
	}
	x[fKnownAll] = flag(known == n)
	x[fKnownSome] = known / n
	x[fTwo] = flag(len(c.names) == 2)
	x[fMany] = flag(len(c.names) > 2)
}

// nameFacts is what one name looks like by itself.
type nameFacts struct {
	words                                                int
	known, first, later, common, titleWord, eventWord    float64
	lower, punct, function, capitals, camel, job, noCase float64
}

func (m *matcher) facts(t *talk, name string) nameFacts {
	if f, ok := m.names[name]; ok {
		f.common = m.commonness(t, name)
		return f
	}
	var f nameFacts
	b := bare(name)
	words := strings.Fields(b)
	f.words = len(words)
	f.noCase = flag(!hasCase(name))
	f.known = flag(m.known.hasLoosely(b))
	if len(words) > 1 {
		f.first = m.known.firstName(words[0])
		f.later = m.known.laterName(words[len(words)-1])
	} else if len(words) == 1 {
		f.first = m.known.firstName(words[0]) / 2
	}
	for _, w := range words {
		f.eventWord = max(f.eventWord, flag(m.occasion.words[w]))
		if m.vocabulary[w] > 1 {
			f.titleWord += 1 / float64(len(words))
		}
	}
	for w := range strings.FieldsSeq(name) {
		f.look(w)
	}
	m.names[name] = f
	f.common = m.commonness(t, name)
	return f
}

// look adds what one word of a name looks like.
func (f *nameFacts) look(w string) {
	low := strings.ToLower(w)
	if !isUpperStart(strings.TrimLeft(w, "\"'(“‘")) && !particles[low] {
		f.lower = 1
	}
	if strings.ContainsAny(w, "0123456789:;=+*/\\_&%$#<>") {
		f.punct = 1
	}
	if f.words > 1 && functionWords[low] && !particles[low] {
		f.function = 1
	}
	f.job = max(f.job, flag(jobWords[low]))
	letters, upper, inner := 0, 0, false
	for i, r := range w {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
				inner = inner || i > 0
			}
		}
	}
	f.capitals = max(f.capitals, flag(letters > 2 && upper == letters))
	f.camel = max(f.camel, flag(inner && upper < letters && !strings.ContainsAny(w, "-'’.") && !strings.HasPrefix(w, "Mc") && !strings.HasPrefix(w, "Mac")))
}

// commonness is the share of a name's words that the event's texts also write in
// lower case.
func (m *matcher) commonness(_ *talk, name string) float64 {
	words, common := 0.0, 0.0
	for w := range strings.FieldsSeq(name) {
		low := strings.ToLower(strings.Trim(w, ".,\"'"))
		if particles[low] || len(low) < 2 {
			continue
		}
		words++
		if m.lower[low] {
			common++
		}
	}
	if words == 0 {
		return 0
	}
	return common / words
}

// describeTitle looks at the title that a candidate leaves.
func (m *matcher) describeTitle(t *talk, c *candidate, x *vector) {
	b := bare(c.title)
	words := strings.Fields(b)
	x[fTitleKind] = flag(isKind(c.title))
	x[fTitleOneWord] = flag(len(words) == 1)
	x[fTitleTwoWords] = flag(len(words) == 2)
	x[fTitleKnown] = flag(m.known.hasLoosely(b))
	if len(words) >= 2 && len(words) <= 4 && nameShaped(c.title) {
		x[fTitleName] = (m.known.firstName(words[0]) + m.known.laterName(words[len(words)-1])) / 2 * (1 - m.commonness(t, c.title))
	}
	x[fTitleOpenEnd] = flag(needsMore[lastWord(c.title)])
	if first, _, ok := strings.Cut(c.title, " "); ok {
		_, link := linkWords[strings.ToLower(first)]
		x[fTitleOpenStart] = flag(link && first == strings.ToLower(first))
	}
	x[fTitleUnbalanced] = flag(strings.Count(c.title, "(") != strings.Count(c.title, ")") || strings.Count(c.title, `"`)%2 == 1)
	if len(c.title) > 8 {
		x[fTitleMentioned] = flag(t.evidence.mentions(c.title))
	}
	x[fTitleEvent] = flag(m.occasion.dated(c.title) && m.occasion.match(c.title) > 0)
	m.describeRest(t, c, x)
}

// likeness tells how much the beginning of a text looks like a name, from 0 to 1.
func (m *matcher) likeness(s string) float64 {
	words := strings.Fields(bare(s))
	if len(words) < 2 {
		return 0
	}
	if m.known.hasLoosely(strings.Join(words, " ")) {
		return 1
	}
	return (m.known.firstName(words[0]) + m.known.laterName(words[1])) / 2 * (1 - m.commonness(nil, s))
}

// describeRest looks for names that a candidate leaves in the title.
func (m *matcher) describeRest(t *talk, c *candidate, x *vector) {
	from, segments := 0, 0.0
	all := cuts(c.title)
	for i := 0; i <= len(all); i++ {
		end := len(c.title)
		sep := sepNone
		if i < len(all) {
			end, sep = all[i].start, all[i].sep
		}
		part := c.title[from:end]
		if len(all) > 0 && nameShaped(part) {
			if w := strings.Fields(bare(part)); len(w) > 1 {
				like := (m.known.firstName(w[0]) + m.known.laterName(w[len(w)-1])) / 2 * (1 - m.commonness(t, part))
				if m.known.hasLoosely(strings.Join(w, " ")) {
					like = 1
				}
				x[fTitleNameLeft] = max(x[fTitleNameLeft], like)
				if i > 0 && all[i-1].sep == sepBy {
					x[fTitleByLeft] = 1
				}
			}
		}
		if i < len(all) {
			from = all[i].end
			if sep.strong() {
				segments++
			}
		}
	}
	x[fTitleSegments] = min(segments, 3)
}

func sameNames(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for _, n := range a {
		if !containsFold(b, n) {
			return false
		}
	}
	return true
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func logit(p float64) float64 {
	p = min(max(p, 1e-4), 1-1e-4)
	return math.Log(p / (1 - p))
}
