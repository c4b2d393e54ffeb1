package main

import (
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

var plainMarks = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, "–", "-", "—", "-")

// normal is the form in which titles and names are compared: case, kinds of quotes
// and punctuation at the ends do not count.
func normal(s string) string {
	s = plainMarks.Replace(cases.Fold().String(norm.NFKC.String(s)))
	return strings.Trim(strings.Join(strings.Fields(s), " "), ` .,;:!?-"'`)
}

func sameNames(a, b []string) bool {
	form := func(names []string) []string {
		var all []string
		for _, n := range names {
			all = append(all, normal(n))
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	return slices.Equal(form(a), form(b))
}
