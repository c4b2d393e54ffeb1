package mapper

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
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
	numTraits
)

type confidenceVector [numTraits]float64

var confidenceNames = [numTraits]string{
	"bias", "joint", "title", "names", "margin", "event", "shape", "alone", "cut", "dots", "restored", "longer", "kind-kept", "kind-cut",
	"kind-only", "panel", "lightning", "capitals", "title-line", "title-one-word", "segments", "described", "nobody", "known", "weakest",
	"one-word", "mentioned", "unmentioned", "label", "label-other", "bio", "bio-other", "two", "many", "no-case", "from-text", "read-first",
	"fuller", "respelled", "initial", "extra", "event-left", "name-left",
}

func (v *confidenceVector) probability(x *confidenceVector) float64 {
	sum := 0.0
	for i := range v {
		sum += v[i] * x[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// together keeps a talk from counting as sure on the strength of two fields
// that are each just sure: the less sure one steps back until both are right
// with the probability that sure talks promise.
func together(title, speakers float64) (float64, float64) {
	const promised, unsure = 0.87, ingest.Sure - 0.005
	if title < ingest.Sure || speakers < ingest.Sure || title*speakers >= promised {
		return title, speakers
	}
	if title < speakers {
		return unsure, speakers
	}
	return title, unsure
}

// traits collects the facts about a talk's chosen reading. certain is the mean
// posterior of the choices made for the event.
func (m *matcher) traits(t *talk, c *choice, talks int, certain float64) confidenceVector {
	var x confidenceVector
	x[kBias] = 1
	x[kJoint], x[kTitle], x[kNames] = logit(c.joint), logit(c.pTitle), logit(c.pNames)
	x[kMargin] = min(math.Log(max(c.joint, 1e-6)/max(c.second, 1e-6)), 8)
	x[kEvent] = logit(certain)
	x[kShape] = c.x[fShape]
	x[kAlone] = 1 / float64(talks)
	m.titleTraits(t, c, &x)
	m.nameTraits(t, c, &x)
	return x
}

func (m *matcher) titleTraits(t *talk, c *choice, x *confidenceVector) {
	x[kCut] = flag(utf8.RuneCountInString(t.raw) >= 97)
	x[kDots] = flag(strings.HasSuffix(c.title, "..") || strings.HasSuffix(c.title, "…"))
	x[kRestored] = flag(c.restored)
	x[kLonger] = flag(t.evidence.longer(c.title) != "")
	x[kKindKept] = flag(c.kindKept)
	x[kKindCut] = flag(c.kindCut)
	x[kKindOnly] = c.x[fTitleKind]
	low := strings.ToLower(t.raw)
	x[kPanel] = flag(strings.Contains(low, "panel"))
	x[kLightning] = flag(strings.Contains(low, "lightning"))
	x[kCapitals] = flag(hasCase(c.title) && strings.ToUpper(c.title) == c.title)
	x[kTitleLine] = c.x[fTitleMentioned]
	x[kTitleOneWord] = c.x[fTitleOneWord]
	x[kSegments] = c.x[fTitleSegments]
	x[kDescribed] = flag(t.evidence.text != "")
	x[kEventLeft] = flag(m.occasion.match(c.title) > 0 || m.occasion.dated(c.title))
	x[kNameLeft] = c.x[fTitleNameLeft]
}

func (m *matcher) nameTraits(t *talk, c *choice, x *confidenceVector) {
	x[kNobody] = flag(len(c.names) == 0)
	x[kKnown] = c.x[fKnownAll]
	x[kWeakest] = c.x[fWeakest]
	x[kOneWord] = c.x[fOneWord]
	x[kMentioned] = c.x[fMentioned]
	x[kUnmentioned] = c.x[fUnmentioned]
	x[kLabel] = c.x[fLabel]
	x[kLabelOther] = c.x[fLabelOther]
	x[kBio] = c.x[fBio]
	x[kBioOther] = c.x[fBioOther]
	x[kTwo] = c.x[fTwo]
	x[kMany] = c.x[fMany]
	x[kNoCase] = c.x[fNoCase]
	x[kFromText] = flag(c.shape.source > fromTitle)
	x[kReadFirst] = flag(c.shape.list == readFirst)
	x[kExtra] = flag(c.shape.extra)
	for _, claim := range t.evidence.claims {
		x[kFuller] = max(x[kFuller], flag(fuller(claim.names, c.names) && len(c.names) > 0))
	}
	for _, n := range c.names {
		x[kRespelled] = max(x[kRespelled], flag(m.known.spelling(n) != n))
		for w := range strings.FieldsSeq(n) {
			x[kInitial] = max(x[kInitial], flag(len(strings.Trim(w, ".")) == 1))
		}
	}
}
