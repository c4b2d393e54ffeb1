package mapper

import (
	"math"
	"strings"
	"unicode/utf8"
)

// trait numbers one fact about a chosen reading that bears on whether a curator
// would leave it.
type trait int

const (
	kBias trait = iota
	kJoint
	kTitle
	kNames
	kMargin
	kEvent
	kShape
	kAlone
	kCut
	kDots
	kRestored
	kLonger
	kKindKept
	kKindCut
	kKindOnly
	kPanel
	kLightning
	kCapitals
	kTitleLine
	kTitleOneWord
	kSegments
	kDescribed
	kNobody
	kKnown
	kWeakest
	kOneWord
	kMentioned
	kUnmentioned
	kLabel
	kLabelOther
	kBio
	kBioOther
	kTwo
	kMany
	kNoCase
	kFromText
	kReadFirst
	kFuller
	kRespelled
	kInitial
	kExtra
	kEventLeft
	kNameLeft
	kLength
	kUntidy
	kDotsInside
	kTitleTwoWords
	kAbbreviated
	kLeftOut
	kLeftSlight
	kTailOnce
	kTailRepeated
	kNameCompany
	kConfirmed
	kOtherwise
	kHonorific
	numTraits
)

type confidenceVector [numTraits]float64

// traitNames are the names of the traits, by which their weights are kept.
var traitNames = [numTraits]string{
	kBias:          "bias",
	kJoint:         "joint",
	kTitle:         "title",
	kNames:         "names",
	kMargin:        "margin",
	kEvent:         "event",
	kShape:         "shape",
	kAlone:         "alone",
	kCut:           "cut",
	kDots:          "dots",
	kRestored:      "restored",
	kLonger:        "longer",
	kKindKept:      "kind-kept",
	kKindCut:       "kind-cut",
	kKindOnly:      "kind-only",
	kPanel:         "panel",
	kLightning:     "lightning",
	kCapitals:      "capitals",
	kTitleLine:     "title-line",
	kTitleOneWord:  "title-one-word",
	kSegments:      "segments",
	kDescribed:     "described",
	kNobody:        "nobody",
	kKnown:         "known",
	kWeakest:       "weakest",
	kOneWord:       "one-word",
	kMentioned:     "mentioned",
	kUnmentioned:   "unmentioned",
	kLabel:         "label",
	kLabelOther:    "label-other",
	kBio:           "bio",
	kBioOther:      "bio-other",
	kTwo:           "two",
	kMany:          "many",
	kNoCase:        "no-case",
	kFromText:      "from-text",
	kReadFirst:     "read-first",
	kFuller:        "fuller",
	kRespelled:     "respelled",
	kInitial:       "initial",
	kExtra:         "extra",
	kEventLeft:     "event-left",
	kNameLeft:      "name-left",
	kLength:        "length",
	kUntidy:        "untidy",
	kDotsInside:    "dots-inside",
	kTitleTwoWords: "title-two-words",
	kAbbreviated:   "abbreviated",
	kLeftOut:       "left-out",
	kLeftSlight:    "left-slight",
	kTailOnce:      "tail-once",
	kTailRepeated:  "tail-repeated",
	kNameCompany:   "name-company",
	kConfirmed:     "confirmed",
	kOtherwise:     "otherwise",
	kHonorific:     "honorific",
}

func (v *confidenceVector) probability(x *confidenceVector) float64 {
	sum := 0.0
	for i := range v {
		sum += v[i] * x[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// confidences are the probabilities that the title and that the speakers of a
// chosen reading are right.
func (w *weights) confidences(x *confidenceVector) (title, speakers float64) {
	title, speakers = w.title.probability(x), w.speakers.probability(x)
	both := w.both.probability(x)
	if title < speakers {
		title, speakers = together(title, speakers, both)
	} else {
		speakers, title = together(speakers, title, both)
	}
	return title, speakers
}

// together moves two probabilities towards each other's company. Who reads them
// as one takes the lower, or the product; both shall come near the probability
// that both are right, and neither leave what it says by itself. So the lower
// goes half the way down to that probability, and the higher half the way up to
// where the product equals it.
func together(lower, higher, both float64) (float64, float64) {
	both = min(both, lower)
	lower = (lower + both) / 2
	return lower, higher + max(0, both/lower-higher)/2
}

// traits collects the facts about a talk's chosen reading beside the others.
func (m *matcher) traits(t *talk, c *choice, o *others) confidenceVector {
	var x confidenceVector
	x[kBias] = 1
	x[kJoint], x[kTitle], x[kNames] = logit(c.joint), logit(c.pTitle), logit(c.pNames)
	x[kMargin] = min(math.Log(max(c.joint, 1e-6)/max(c.second, 1e-6)), 8)
	x[kShape] = c.at(fShape)
	x[kAlone] = 1 / float64(o.talks)
	x[kEvent] = logit(o.certainty(c))
	left := m.leftOut(t, c, nil)
	x[kLeftOut], x[kLeftSlight] = flag(left.serious), flag(!left.serious && len(left.runs) > 0)
	x[kTailOnce], x[kTailRepeated] = c.at(fTailOnce), c.at(fTailRepeated)
	x[kNameCompany], x[kConfirmed] = c.at(fNameCompany), c.at(fConfirmed)
	m.titleTraits(t, c, &x)
	m.nameTraits(t, c, &x)
	rewrittenTraits(t, c, &x)
	return x
}

func (m *matcher) titleTraits(t *talk, c *choice, x *confidenceVector) {
	x[kCut] = flag(utf8.RuneCountInString(t.raw) >= 97)
	x[kDots] = flag(strings.HasSuffix(c.title, "..") || strings.HasSuffix(c.title, "…"))
	x[kRestored] = flag(c.restored)
	x[kLonger] = flag(t.evidence.longer(c.title) != "")
	x[kKindKept] = flag(c.kindKept)
	x[kKindCut] = flag(c.kindCut)
	x[kKindOnly] = c.at(fTitleKind)
	low := strings.ToLower(t.raw)
	x[kPanel] = flag(strings.Contains(low, "panel"))
	x[kLightning] = flag(strings.Contains(low, "lightning"))
	x[kCapitals] = flag(hasCase(c.title) && strings.ToUpper(c.title) == c.title)
	x[kTitleLine] = c.at(fTitleMentioned)
	x[kTitleOneWord] = c.at(fTitleOneWord)
	x[kSegments] = c.at(fTitleSegments)
	x[kDescribed] = flag(t.evidence.text != "")
	x[kEventLeft] = flag(m.occasion.match(c.title) > 0 || m.occasion.dated(c.title))
	x[kNameLeft] = c.at(fTitleNameLeft)
}

func (m *matcher) nameTraits(t *talk, c *choice, x *confidenceVector) {
	x[kNobody] = flag(len(c.names) == 0)
	x[kKnown] = c.at(fKnownAll)
	x[kWeakest] = c.at(fWeakest)
	x[kOneWord] = c.at(fOneWord)
	x[kMentioned] = c.at(fMentioned)
	x[kUnmentioned] = c.at(fUnmentioned)
	x[kLabel] = c.at(fLabel)
	x[kLabelOther] = c.at(fLabelOther)
	x[kBio] = c.at(fBio)
	x[kBioOther] = c.at(fBioOther)
	x[kTwo] = c.at(fTwo)
	x[kMany] = c.at(fMany)
	x[kNoCase] = c.at(fNoCase)
	x[kFromText] = flag(c.shape.source > fromTitle)
	x[kReadFirst] = flag(c.shape.list == readFirst)
	x[kExtra] = flag(c.shape.extra)
	for _, claim := range t.evidence.claims {
		x[kFuller] = max(x[kFuller], flag(fuller(claim.names, c.names) && len(c.names) > 0))
	}
	for _, n := range c.names {
		spelled := m.known.spelling(n)
		x[kRespelled] = max(x[kRespelled], flag(spelled != n))
		x[kOtherwise] = max(x[kOtherwise], m.known.otherwise(spelled))
		title, _, _ := strings.Cut(strings.ToLower(n), " ")
		x[kHonorific] = max(x[kHonorific], flag(honorifics[title]))
		for w := range strings.FieldsSeq(n) {
			x[kInitial] = max(x[kInitial], flag(len(strings.Trim(w, ".")) == 1))
		}
	}
}
