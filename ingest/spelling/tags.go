package spelling

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/internal/bare"
)

// Tags proposes merges of tags: those of the same letters become the one that most talks
// have, in lower case; those that are the name of a speaker go; plurals and slips of the
// keyboard are for a person to look at.
func (s *Survey) Tags() []Merge {
	var merges []Merge
	groups := make(map[string][]string) // key -> tags
	people := s.nameKeys()
	for _, tag := range slices.Sorted(maps.Keys(s.tags)) {
		switch m, isName := s.personTag(tag, people); {
		case isName:
			merges = append(merges, m)
		case tagKey(tag) != "":
			groups[tagKey(tag)] = append(groups[tagKey(tag)], tag)
		}
	}
	chosen := make(map[string]string, len(groups)) // key -> the spelling that stays
	talks := make(map[string]int, len(groups))
	for key, tags := range groups {
		chosen[key] = s.commonTag(tags)
		for _, tag := range tags {
			talks[key] += s.tags[tag].talks()
			if len(tags) > 1 && tag != chosen[key] {
				merges = append(merges, merge(s.tags, tag, chosen[key], true, "the same letters"))
			}
		}
	}
	for key := range groups {
		if other, reason := relatedTag(key, talks); other != "" {
			merges = append(merges, s.doubtfulTag(chosen[key], chosen[other], talks[key], talks[other], reason))
		}
	}
	return order(merges)
}

// doubtfulTag proposes that a tag becomes another one. Either may be a form that no talk
// has yet, since its group becomes it.
func (s *Survey) doubtfulTag(from, to string, talks, instead int, reason string) Merge {
	m := Merge{From: from, To: to, Reason: reason, Talks: talks, Instead: instead}
	if u := s.tags[from]; u != nil {
		m.Places = u.places
	}
	return m
}

// tagKey is equal for tags of the same letters, "" where there are none. C, C++ and C# are
// three languages, and .net is no net.
func tagKey(tag string) string {
	tag = betweenDigits.ReplaceAllString(strings.TrimLeft(strings.TrimSpace(tag), "#"), "$1 dot $2")
	if strings.HasPrefix(tag, ".") {
		tag = "dot" + tag
	}
	return bare.Compact(strings.NewReplacer("+", " plus ", "#", " sharp ").Replace(tag))
}

// betweenDigits are the signs that tell version 3.8 from 38.
var betweenDigits = regexp.MustCompile(`(\d)[^\d\pL]+(\d)`)

// commonTag is how most talks write a tag, in the form that check asks for; of equals the one
// of separate words.
func (s *Survey) commonTag(tags []string) string {
	talks := make(map[string]int)
	for _, tag := range tags {
		talks[check.TagForm(tag)] += s.tags[tag].talks()
	}
	return slices.MaxFunc(slices.Sorted(maps.Keys(talks)), func(a, b string) int {
		return cmp.Or(cmp.Compare(toInt(isVisible(a)), toInt(isVisible(b))), cmp.Compare(talks[a], talks[b]),
			cmp.Compare(strings.Count(a, " "), strings.Count(b, " ")))
	})
}

// shortest tags and words that are compared letter by letter.
const (
	pluralLength = 4
	typoLength   = 6
)

// relatedTag is the commoner tag of which another one is a plural, a singular or a slip.
func relatedTag(key string, talks map[string]int) (other, reason string) {
	if utf8.RuneCountInString(key) >= pluralLength {
		for _, form := range []string{key + "s", strings.TrimSuffix(key, "s")} {
			if form != key && talks[form] > 0 && (talks[form] > talks[key] || talks[form] == talks[key] && form > key) {
				return form, "one and many of it"
			}
		}
	}
	if utf8.RuneCountInString(key) >= typoLength && !strings.ContainsAny(key, "0123456789") {
		if form := commonest(slips(key), talks); talks[form] >= 10*talks[key] {
			return form, "one letter apart"
		}
	}
	return "", ""
}

// slips are the texts that one slip of the keyboard makes of a word, but for its first letter:
// a letter left out, doubled, or two exchanged. A letter that is another one is left to those
// who know the word: most such pairs are two words.
func slips(word string) []string {
	var list []string
	letters := []rune(word)
	for i := 1; i < len(letters); i++ {
		list = append(list, string(letters[:i])+string(letters[i+1:]))                  // one too many
		list = append(list, string(letters[:i])+string(letters[i])+string(letters[i:])) // one missing of two
		if i+1 < len(letters) && letters[i] != letters[i+1] {                           // exchanged
			list = append(list, string(letters[:i])+string(letters[i+1])+string(letters[i])+string(letters[i+2:]))
		}
	}
	return list
}

func commonest(words []string, talks map[string]int) string {
	best := ""
	for _, word := range words {
		if talks[word] > talks[best] {
			best = word
		}
	}
	return best
}

// nameKeys are the names of the tree's speakers in the form in which tags are compared, but
// for single words, which may mean anything.
func (s *Survey) nameKeys() map[string]bool {
	keys := make(map[string]bool)
	for name := range s.speakers {
		if strings.Contains(strings.TrimSpace(name), " ") {
			keys[bare.Compact(name)] = true
		}
	}
	return keys
}

// personTag proposes to take out a tag that is the name of a speaker, surely where that
// person speaks in one of its talks.
func (s *Survey) personTag(tag string, people map[string]bool) (Merge, bool) {
	key := bare.Compact(tag)
	if key == "" || !people[key] {
		return Merge{}, false
	}
	u := s.tags[tag]
	hers := 0
	for _, name := range u.known {
		if bare.Compact(name) == key {
			hers++
		}
	}
	if hers == 0 {
		return merge(s.tags, tag, "", false, "the name of a speaker, though of none of these talks"), true
	}
	return merge(s.tags, tag, "", true, fmt.Sprintf("the name of a speaker, here of %d of them", hers)), true
}
