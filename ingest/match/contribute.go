package match

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// Contribution is what a session gives to the record of its video. A field that it
// says nothing of has the zero value.
type Contribution struct {
	Readings      []Reading // of title and speakers, best first, no two alike
	Recorded      Value[ingest.Date]
	Language      Value[string]
	Tags          []string
	RelatedURLs   []ingest.Link
	CopyrightText string
	Description   string // reStructuredText
}

// Value is a field with how sure it is.
type Value[T any] struct {
	Value      T
	Confidence float64
}

// Reading is one way to write down a talk's title and speakers.
type Reading struct {
	Title      string
	Speakers   []string
	Source     Source
	Confidence float64
	Reason     string
}

// Source says whose words a reading has.
type Source string

// The sources of readings.
const (
	FromProgramme Source = "programme"
	FromVideo     Source = "video"
)

// Contribute tells what a session gives to the record of a video that it was paired
// with at some score. The description is the host's, as the mapper cleaned it. What
// a person wrote stays, and merging with what the mapper found is left to the caller.
func Contribute(event ingest.Event, v ingest.Video, description string, s ingest.Session, score float64) Contribution {
	c := Contribution{
		Readings: readings(event, v, s, score), Tags: tagsOf(s), RelatedURLs: linksOf(s), CopyrightText: s.License, Description: describe(description, s),
	}
	if day := ingest.DateOf(s.Start); !day.IsZero() {
		c.Recorded = Value[ingest.Date]{day, 0.99 * score}
		if !event.Holds(day) {
			c.Recorded.Confidence = 0.5 * score
		}
	}
	if language := languageOf(s); language != "" {
		c.Language = Value[string]{language, 0.97 * score}
	}
	return c
}

// tagsOf are the tags of a session's kind, as the data tree spells them.
func tagsOf(s ingest.Session) []string {
	var tags []string
	switch k := kindOfSession(s); k {
	case keynote, lightning, panel, tutorial:
		tags = append(tags, string(k))
	}
	if isCharla(s) {
		tags = append(tags, "charla")
	}
	return tags
}

func linksOf(s ingest.Session) []ingest.Link {
	var links []ingest.Link
	add := func(l ingest.Link) {
		if pageOf(l.URL) != "" && !slices.ContainsFunc(links, func(k ingest.Link) bool { return k.URL == l.URL }) {
			links = append(links, l)
		}
	}
	add(ingest.Link{Label: "Talk Page", URL: s.URL})
	for _, l := range s.Links {
		add(l)
	}
	return links
}

// readings gives the programme's title and speakers, and the video's words where
// they differ. Curators keep the video's words: what was announced months before
// is not always what was said on the stage. But a host's title that was cut, or
// that only says what kind of session it is, tells nothing new.
func readings(event ingest.Event, v ingest.Video, s ingest.Session, score float64) []Reading {
	names, crew := speakersOf(s)
	hosts := hostNames(v.Title, crew, names)
	part, whole, cut := hostTitle(event, v.Title, s, crew)
	if onlyGeneric(wordsOf(s.Title)) && !findDay(whole, event).isZero() {
		part = whole // "Lightning Talks Day 2" has many namesakes in the programme
	}
	programme := Reading{strings.TrimSpace(s.Title), hosts, FromProgramme, score, "as in the programme"}
	all := []Reading{programme}
	if part != "" && bare.Compact(part) != bare.Compact(programme.Title) {
		video := Reading{part, hosts, FromVideo, 0.9 * score, fmt.Sprintf("as in the video's title; the programme has %q", programme.Title)}
		if cut || onlyGeneric(wordsOf(part)) && !onlyGeneric(wordsOf(s.Title)) || tooShort(part, s.Title) || addsKind(s.Title, part) {
			video.Confidence, video.Reason = 0.2*score, "as in the video's title, which leaves some of it out"
			all = append(all, video)
		} else {
			all[0].Confidence = 0.6 * score
			all = slices.Insert(all, 0, video)
		}
	}
	if !slices.Equal(hosts, names) {
		all = append(all, Reading{all[0].Title, names, FromProgramme, 0.4 * score, "the names as in the programme"})
	}
	if whole != "" && !cut && !slices.ContainsFunc(all, func(r Reading) bool { return bare.Compact(r.Title) == bare.Compact(whole) }) {
		all = append(all, Reading{whole, hosts, FromVideo, 0.3 * score, "as in the video's title, with what stands beside it"})
	}
	return all
}

// tooShort tells a part of a host's title that has only a word or two of a session's
// title: hardly its wording.
func tooShort(part, title string) bool {
	all := wordsOf(title)
	return len(wordsOf(part)) < 2 && len(all) > 2
}

// addsKind tells whether the programme's title is the video's with the kind in front,
// which curators like to have: "Lightning Talk: Fast Parsers". A keynote has its tag.
func addsKind(title, part string) bool {
	kindly, ok := strings.CutSuffix(bare.Compact(title), bare.Compact(part))
	if !ok || kindly == "" {
		return false
	}
	head, _, _ := strings.Cut(title, ":")
	k := kindOf(head)
	return bare.Compact(head) == kindly && k != "" && k != keynote
}

// speakersOf are the names of a session's speakers, without what the programme adds
// to them in brackets.
func speakersOf(s ingest.Session) (names []string, crew []person) {
	names = []string{}
	for _, entry := range s.Speakers {
		for _, p := range people(entry, nil) {
			if !slices.Contains(names, p.name) {
				names, crew = append(names, p.name), append(crew, p)
			}
		}
	}
	return names, crew
}

// hostNames are the names as a host's title has them where the programme has less: an
// initial for the first name, or the surname first. Where it has more, a middle name
// or the accents, curators take the programme's.
func hostNames(title string, crew []person, names []string) []string {
	hosts := slices.Clone(names)
	for i, p := range crew {
		name := nameInHost(title, p)
		if name == "" || !startsUpper(name) {
			continue
		}
		written := wordsOf(name)
		first, last := p.words[0], p.words[len(p.words)-1]
		initial := utf8.RuneCountInString(first) == 1 && utf8.RuneCountInString(written[0]) > 1 && len(written) >= len(p.words)
		reversed := len(written) == len(p.words) && written[0] == last && written[len(written)-1] == first
		if initial || reversed && len(p.words) == 2 {
			hosts[i] = name
		}
	}
	return hosts
}

func startsUpper(s string) bool {
	for _, r := range s {
		return !unicode.IsLower(r)
	}
	return false
}

// describe chooses the longer honest description. The session's text fills an empty
// one; the host's own stays where it says as much.
func describe(host string, s ingest.Session) string {
	text := sessionText(s)
	if n := len(wordsOf(host)); len(wordsOf(text)) > n+n/4 {
		return text
	}
	return ""
}

// sessionText is abstract and description together, where one does not begin with the
// other.
func sessionText(s ingest.Session) string {
	abstract, description := strings.TrimSpace(s.Abstract), strings.TrimSpace(s.Description)
	switch {
	case abstract == "" || strings.HasPrefix(bare.Compact(description), bare.Compact(abstract)):
		return description
	case description == "" || strings.HasPrefix(bare.Compact(abstract), bare.Compact(description)):
		return abstract
	}
	return abstract + "\n\n" + description
}
