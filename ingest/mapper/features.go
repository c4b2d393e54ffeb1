package mapper

import "math"

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
	fTitleShared
	fKindShared
	fRestored
	fCompleted
	fExtended
	fExtendedNamed
	fKeepKind
	fTitleLower
	fRestName
	fRestOdd
	fNameInTitle
	fTitleIsName
	fCrowd
	fFrom                                     // one for each source
	fKindCut    = fFrom + feature(numSources) // one for each type of session
	fKindKept   = fKindCut + numKinds
	fForm       = fKindKept + numKinds      // one for each form of a type of session
	fSep        = fForm + feature(numForms) // one for each separator with the speaker last
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
		"nobody", "nobody-claimed", "extra", "keep", "read-first", "tail-name", "kind-repeated", "kind-group", "title-shared", "kind-shared", "restored", "completed", "extended", "extended-named", "keep-kind", "title-lower", "rest-name", "rest-odd", "name-in-title", "title-is-name", "crowd",
	}
	for s := range numSources {
		names[fFrom+feature(s)] = "from-" + []string{"nowhere", "title", "label", "beginning", "byline", "prose", "bio", "known"}[s]
	}
	for i, kind := range []string{"talk", "keynote", "lightning", "panel", "tutorial"} {
		names[fKindCut+feature(i)] = "cut-" + kind
		names[fKindKept+feature(i)] = "kept-" + kind
	}
	for f := range numForms {
		names[fForm+feature(f)] = "form-" + formNames[f]
	}
	for s := range numSeparators {
		names[fSep+feature(s)] = "speaker-last" + s.String()
		names[fSepFirst+feature(s)] = "speaker-first" + s.String()
	}
	return names
}

// describe fills in the facts that do not depend on the other talks.
func (m *matcher) describe(t *talk, c *candidate) {
	x := &c.x
	m.describeNames(t, c, x)
	m.describeTitle(t, c, x)
	m.describeShape(t, c, x)
	m.describeClaims(t, c, x)
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
