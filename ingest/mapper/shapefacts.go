package mapper

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/internal/bare"
)

func (m describer) describeShape(t *talk, c *candidate, x *vector) {
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
	if c.extended {
		x[fExtended] = 1
		x[fExtendedNamed] = flag(t.evidence.namedBelow(c.title, c.names))
	}
	x[fKeepKind] = flag(c.shape.whole && c.kindKept)
	m.describeRemains(t, c, x)
	if c.kindCut {
		x[fKindCut+kindIndex(c.kind)] = 1
		x[fKindRepeated] = m.kinds[c.kind]
		x[fKindGroup] = flag(c.kindGroup)
	} else if c.kindKept {
		x[fKindKept+kindIndex(c.kind)] = 1
		x[fKindRepeated] = -m.kinds[c.kind]
	}
	if c.form != formHost {
		x[fForm+feature(c.form)] = 1
	}
	x[fRestored] = flag(c.restored)
	x[fTitleIsName] = flag(c.shape.source == fromTitle && c.shape.sep == sepNone)
	x[fCrowd] = flag(c.shape.source == fromTitle && len(c.names) == 0)
	if c.shape.source > fromTitle {
		x[fFrom+feature(c.shape.source)] = 1
	}
}

// describeRemains looks at where the names were taken from: whether they still
// stand in the title, and what word stands next to the cut.
func (m describer) describeRemains(t *talk, c *candidate, x *vector) {
	if !c.shape.whole && !(c.shape.source == fromTitle && c.shape.sep == sepNone) {
		for _, n := range c.names {
			x[fNameInTitle] = max(x[fNameInTitle], flag(containsWord(c.bare, bare.Words(n))))
		}
	}
	x[fTitleLower] = flag(unicode.IsLower(firstRune(c.title)))
	if words := strings.Fields(c.title); c.shape.sep == sepSpace && len(words) > 0 {
		if c.shape.first {
			x[fRestOdd] = flag(m.odd(t, words[0]))
			x[fRestName] = m.known.laterName(bare.Words(words[0])) * (1 - m.commonness(words[0]))
		} else {
			x[fRestName] = m.known.firstName(bare.Words(words[len(words)-1])) * (1 - m.commonness(words[len(words)-1]))
		}
	}
	m.describeCompanies(c, x)
	x[fReadFirst] = flag(c.shape.list == readFirst)
}

// odd tells whether a word with a capital occurs nowhere else: in no other
// title, and neither in lower case nor in the talk's description. That is how
// surnames look, and few words with which a title begins.
func (m describer) odd(t *talk, word string) bool {
	b := bare.Words(word)
	return isUpperStart(word) && m.vocabulary[b] < 2 && !m.lower[strings.ToLower(strings.Trim(word, ",.:!?"))] && !functionWords[b] && !t.evidence.mentions(b)
}

// The types of sessions that readings are told apart by.
const (
	kindTalk feature = iota
	kindKeynote
	kindLightning
	kindPanel
	kindTutorial
	numKinds
)

var kindKeys = [numKinds]string{kindTalk: "talk", kindKeynote: "keynote", kindLightning: "lightning", kindPanel: "panel", kindTutorial: "tutorial"}

// kindIndex numbers the types of sessions by their tags.
func kindIndex(tag string) feature {
	switch tag {
	case "keynote":
		return kindKeynote
	case "lightning talks":
		return kindLightning
	case "panel":
		return kindPanel
	case "tutorial":
		return kindTutorial
	}
	return kindTalk
}

func (m describer) describeClaims(t *talk, c *candidate, x *vector) {
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
	if !slices.ContainsFunc(c.names, func(n string) bool { return !t.evidence.confirms(n) }) {
		x[fConfirmed] = 1
	}
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
