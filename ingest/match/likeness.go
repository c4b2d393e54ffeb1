package match

import (
	"slices"
)

// likeness is what the titles of a pair have in common.
type likeness struct {
	equal   bool    // letter by letter
	cover   float64 // share of the session's title that the video has
	short   float64 // the same, without the subtitle
	said    float64 // share of the video's title that the session has
	both    float64 // the smaller of the two
	begins  bool    // the video's title is the beginning of the session's, which goes on
	goesOn  bool    // the other way round
	ordered float64 // share of the common words that are in the same order
	content float64 // weight of the common words that are not generic
	unique  int     // common words that no other session has
	generic bool    // one of the titles is only a kind or a name
	light   bool    // the video's title is
}

// lightMass is the weight up to which a title has no words of its own.
const lightMass = 0.45

func compareTitles(v *film, e *entry) likeness {
	whole := likenessOf(v, e.title)
	if e.long.compact != e.title.compact {
		if long := likenessOf(v, e.long); min(long.cover, long.said) > min(whole.cover, whole.said) {
			whole = long
		}
	}
	if e.short.compact != e.title.compact {
		short := likenessOf(v, e.short)
		whole.short = short.cover
		if min(short.cover, short.said) > min(whole.cover, whole.said) {
			whole.said = short.said
		}
	} else {
		whole.short = whole.cover
	}
	whole.both = min(max(whole.cover, whole.short), whole.said)
	whole.light = v.title.mass < lightMass
	whole.generic = whole.light || e.title.mass < lightMass
	return whole
}

func likenessOf(v *film, title wording) likeness {
	var t likeness
	t.equal = title.compact != "" && title.compact == v.title.compact
	found := align(title.words, v.title.words, v.cut)
	ofTitle, ofVideo := make([]bool, len(title.words)), make([]bool, len(v.title.words))
	covered, said := 0.0, 0.0
	for _, l := range found {
		if !ofTitle[l.a] {
			ofTitle[l.a] = true
			covered += title.weights[l.a]
			if w := title.weights[l.a]; w > 0.25 {
				t.content += w
			}
			if title.weights[l.a] > 0.8 {
				t.unique++
			}
		}
		if !ofVideo[l.b] {
			ofVideo[l.b] = true
			said += v.title.weights[l.b]
		}
	}
	if title.mass > 0 {
		t.cover = covered / title.mass
	}
	if v.title.mass > 0 {
		t.said = said / v.title.mass
	}
	t.ordered = ordered(found)
	t.begins = beginning(v.title.words, title.words)
	t.goesOn = beginning(title.words, v.title.words)
	return t
}

// beginning tells whether a text of several words is the beginning of a longer one.
func beginning(text, longer []string) bool {
	return len(text) > 1 && len(text) < len(longer) && slices.Equal(text, longer[:len(text)]) && !onlyGeneric(text)
}

// ordered is the share of the words that run in the order of both texts.
func ordered(found []aligned) float64 {
	if len(found) < 2 {
		return 1
	}
	slices.SortFunc(found, func(x, y aligned) int { return x.a - y.a })
	var ends []int // the least end of an ascending row of each length
	for _, l := range found {
		at, found := slices.BinarySearch(ends, l.b)
		switch {
		case found:
		case at == len(ends):
			ends = append(ends, l.b)
		default:
			ends[at] = l.b
		}
	}
	return float64(len(ends)) / float64(len(found))
}

func (t likeness) tell(f *facts) {
	f.when(t.equal && !t.light, "title-equal")
	f.when(t.equal && t.light, "title-equal-generic")
	f.when(t.begins, "title-begins")
	f.when(t.goesOn, "title-goes-on")
	f.add("title-cover", t.cover)
	f.add("title-short", t.short)
	f.add("title-said", t.said)
	f.add("title-both", t.both)
	f.add("title-both-half", max(0, t.both-0.5)*2)
	f.add("title-order", t.ordered*t.both)
	f.add("title-content", min(1, t.content/3))
	f.add("title-unique", float64(min(t.unique, 3))/3)
	f.when(!t.generic && t.content == 0, "title-nothing")
	f.when(t.light, "title-generic")
	f.when(t.generic && !t.light, "title-generic-session")
}
