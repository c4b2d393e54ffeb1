package mapper

import "math"

// feature numbers one fact about a candidate. The fitted weights are kept by
// name, so that features may come and go.
type feature int

// The facts about a candidate. The first depend on the other talks; those on names
// are over all names of the list.
const (
	fShape     feature = iota // log share of the template over the event's other talks
	fSide                     // log share of the side on which the speaker stands
	fSource                   // log share of the place where the speakers are named
	fStyle                    // log share of lists of this style over the other talks' lists
	fCompanies                // log share of all other talks that are read with companies
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
	fTailLong
	fTailCommon
	fTailShare
	fExtraMixed
	fConfirmed
	fTailRepeated
	fTailOnce
	fNameCompany
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

// numCommon is the number of the facts that depend on the other talks.
const numCommon = fCompanies + 1

// vector holds a candidate's facts.
type vector [numFeatures]float64

// fact is one fact of a vector. Most facts of most candidates are zero, and there are
// many candidates.
type fact struct {
	feature uint16
	value   float32
}

// facts are those of a vector that are not zero.
func (v *vector) facts() []fact {
	n := 0
	for _, value := range v {
		n += int(flag(value != 0))
	}
	all := make([]fact, 0, n)
	for f, value := range v {
		if value != 0 {
			all = append(all, fact{uint16(f), float32(value)})
		}
	}
	return all
}

// at is the value of one fact about a candidate.
func (c *candidate) at(f feature) float64 {
	if f < numCommon {
		return c.common[f]
	}
	for _, fact := range c.facts {
		if fact.feature == uint16(f) {
			return float64(fact.value)
		}
	}
	return 0
}

// each yields the facts about a candidate that are not zero.
func (c *candidate) each(yield func(f feature, value float64)) {
	for f, v := range c.common {
		if v != 0 {
			yield(feature(f), v)
		}
	}
	for _, fact := range c.facts {
		yield(feature(fact.feature), float64(fact.value))
	}
}

// singleFeatures are the names of the facts that belong to no family.
var singleFeatures = [numFeatures]string{
	fShape:           "shape",  // log share of the template over the event's other talks
	fSide:            "side",   // log share of the side on which the speaker stands
	fSource:          "source", // log share of the place where the speakers are named
	fKnownAll:        "known-all",
	fKnownSome:       "known-some",
	fFirst:           "first",
	fLater:           "later",
	fWeakest:         "weakest",
	fOneWord:         "one-word",
	fThreeWords:      "three-words",
	fFourWords:       "four-words",
	fLower:           "lower",
	fPunct:           "punct",
	fFunction:        "function",
	fCommon:          "common",
	fCapitals:        "capitals",
	fCamel:           "camel",
	fMentioned:       "mentioned",
	fUnmentioned:     "unmentioned",
	fBio:             "bio",
	fBioOther:        "bio-other",
	fLabel:           "label",
	fLabelOther:      "label-other",
	fTwo:             "two",
	fMany:            "many",
	fNoCase:          "no-case",
	fJob:             "job",
	fEventWord:       "event-word",
	fTitleWord:       "title-word",
	fTitleKind:       "title-kind",
	fTitleName:       "title-name",
	fTitleKnown:      "title-known",
	fTitleOneWord:    "title-one-word",
	fTitleTwoWords:   "title-two-words",
	fTitleOpenEnd:    "title-open-end",
	fTitleOpenStart:  "title-open-start",
	fTitleSegments:   "title-segments",
	fTitleNameLeft:   "title-name-left",
	fTitleByLeft:     "title-by-left",
	fTitleMentioned:  "title-mentioned",
	fTitleEvent:      "title-event",
	fTitleUnbalanced: "title-unbalanced",
	fNobody:          "nobody",
	fNobodyClaimed:   "nobody-claimed",
	fExtra:           "extra",
	fKeep:            "keep",
	fReadFirst:       "read-first",
	fTailName:        "tail-name",
	fCompanies:       "companies", // log share of all other talks that are read with companies
	fTailLong:        "tail-long",
	fTailCommon:      "tail-common",
	fTailShare:       "tail-share",
	fExtraMixed:      "extra-mixed",
	fConfirmed:       "confirmed",
	fTailRepeated:    "tail-repeated",
	fTailOnce:        "tail-once",
	fNameCompany:     "name-company", // one of the names stands behind different people
	fStyle:           "style",        // log share of lists of this style over the other talks
	fKindRepeated:    "kind-repeated",
	fKindGroup:       "kind-group",
	fTitleShared:     "title-shared",
	fKindShared:      "kind-shared",
	fRestored:        "restored",
	fCompleted:       "completed",
	fExtended:        "extended",
	fExtendedNamed:   "extended-named",
	fKeepKind:        "keep-kind",
	fTitleLower:      "title-lower",
	fRestName:        "rest-name",
	fRestOdd:         "rest-odd",
	fNameInTitle:     "name-in-title",
	fTitleIsName:     "title-is-name",
	fCrowd:           "crowd",
}

// featureNames are the names of all facts, by which their weights are kept.
var featureNames = nameFeatures()

func nameFeatures() [numFeatures]string {
	names := singleFeatures
	for s := range numSources {
		names[fFrom+feature(s)] = "from-" + s.key()
	}
	for k, kind := range kindKeys {
		names[fKindCut+feature(k)] = "cut-" + kind
		names[fKindKept+feature(k)] = "kept-" + kind
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

// describer tells the facts of a candidate for its matcher.
type describer struct{ *matcher }

// describe fills in the facts that do not depend on the other talks, beside those on
// the title.
func (m describer) describe(t *talk, c *candidate, x *vector) {
	m.describeNames(t, c, x)
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
