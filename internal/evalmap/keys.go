package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/curated"
)

// What a correction takes in the editor, in keys.
const (
	ofPiece = 2 // a piece of the host's title is marked and taken, or one too many dropped
	ofField = 2 // a field is opened and saved, besides what is typed
	ofKnown = 6 // at most, of a name that can be completed
)

// effort is what a curator types until a talk is done.
type effort struct{ reading, title, speakers int }

func (e effort) keys() int { return e.reading + e.title + e.speakers }

// isRight reports whether the reading can be taken as it is.
func (e effort) isRight() bool { return e.title+e.speakers == 0 }

// keysToDone is the effort for one talk: the number of the first reading that is right, else
// the least that it takes to take a reading and to mend it.
func keysToDone(p ingest.Proposal, want titleTalk, isKnown func(name string) bool) effort {
	var efforts []effort
	for i, r := range readingsOf(p) {
		efforts = append(efforts, effort{i + 1, titleKeys(r.Title, want), speakerKeys(r.Speakers, want, isKnown)})
	}
	if right := slices.IndexFunc(efforts, effort.isRight); right >= 0 {
		return efforts[right]
	}
	return slices.MinFunc(efforts, func(a, b effort) int { return a.keys() - b.keys() })
}

// readingsOf are the readings in the order of their keys: Enter takes the first one.
func readingsOf(p ingest.Proposal) []ingest.Reading {
	if len(p.Readings) == 0 {
		return []ingest.Reading{{Title: p.Record.Title, Speakers: p.Record.Speakers}}
	}
	return p.Readings
}

// titleKeys is what it takes to mend a title.
func titleKeys(title string, want titleTalk) int {
	switch {
	case curated.Normal(title) == curated.Normal(want.Title):
		return 0
	case isPiece(want.Title, want.Host):
		return ofPiece
	}
	return ofField + changed(title, want.Title)
}

// speakerKeys is what it takes to mend a list of speakers. A wrong name in the place of a
// right one is one thing wrong.
func speakerKeys(speakers []string, want titleTalk, isKnown func(name string) bool) int {
	missing, extra := without(want.Speakers, speakers), without(speakers, want.Speakers)
	keys := 0
	for _, name := range missing {
		instead := ""
		if len(extra) > 0 {
			instead = slices.MinFunc(extra, func(a, b string) int { return changed(a, name) - changed(b, name) })
			extra = slices.DeleteFunc(extra, func(other string) bool { return other == instead })
		}
		keys += nameKeys(instead, name, want.Host, isKnown)
	}
	return keys + ofPiece*len(extra)
}

// nameKeys is what it takes to write a name in the place of another one, or of nothing.
func nameKeys(instead, name, host string, isKnown func(name string) bool) int {
	keys := ofField + changed(instead, name)
	if isKnown(name) {
		keys = min(keys, ofKnown)
	}
	if isPiece(name, host) {
		keys = min(keys, ofPiece)
	}
	return keys
}

// without are the names that are not among others, each once.
func without(names, others []string) []string {
	var left, seen []string
	for _, name := range others {
		seen = append(seen, curated.Normal(name))
	}
	for _, name := range names {
		if form := curated.Normal(name); form != "" && !slices.Contains(seen, form) {
			left, seen = append(left, name), append(seen, form)
		}
	}
	return left
}

// changed counts the characters that make one text of another.
func changed(from, to string) int {
	return levenshtein.ComputeDistance(curated.Normal(from), curated.Normal(to))
}

// isPiece reports whether a text is whole words of a host's title.
func isPiece(text, host string) bool {
	text, host = curated.Normal(text), curated.Normal(host)
	for from := 0; text != ""; from++ {
		at := strings.Index(host[from:], text)
		if at < 0 {
			return false
		}
		from += at
		before, _ := utf8.DecodeLastRuneInString(host[:from])
		after, _ := utf8.DecodeRuneInString(host[from+len(text):])
		if !isWordRune(before) && !isWordRune(after) {
			return true
		}
	}
	return false
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
