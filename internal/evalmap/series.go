package main

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/curated"
)

var yearPart = regexp.MustCompile(`-?(19|20)\d\d.*$|-v?\d+(-\d+)*$`)

// seriesOf names the series that an event's folder belongs to: the folder
// without its year.
func seriesOf(folder string) string { return yearPart.ReplaceAllString(folder, "") }

// oneOrganisation is the share of all folders up to which those that begin with
// one word are taken for the events of one organisation. What more of them have
// in common is the name of a kind of conference.
const oneOrganisation = 0.2

// families returns a function that names the series of a folder, the series of
// one organisation together.
func (t tree) families() func(folder string) string {
	count := map[string]int{}
	for _, folder := range slices.Sorted(maps.Keys(t)) {
		count[firstWord(folder)]++
	}
	return func(folder string) string {
		series := seriesOf(folder)
		word := firstWord(series)
		if n := count[word]; n > 1 && float64(n) <= oneOrganisation*float64(len(t)) {
			return word
		}
		return series
	}
}

// homes are people by name: the one series that they spoke at, "" of those who spoke at
// several.
type homes map[string]string

func (t tree) homes(of func(folder string) string) homes {
	found := homes{}
	for folder, names := range t {
		series := of(folder)
		for name := range names {
			form := curated.Normal(name)
			if home, ok := found[form]; ok && home != series {
				found[form] = ""
				continue
			}
			found[form] = series
		}
	}
	return found
}

// knows reports whether a curator knows a name who has never seen a series.
func (h homes) knows(name, series string) bool {
	home, ok := h[curated.Normal(name)]
	return ok && home != series
}

// isUnseen reports whether a series belongs to the third of the development data
// that nobody looks at while rules are written, so that it shows what the next
// gap will be like. It is chosen by hash once and for all.
func isUnseen(series string) bool { return hash("unseen "+series)%3 == 0 }

func firstWord(folder string) string {
	word, _, _ := strings.Cut(folder, "-")
	return word
}
