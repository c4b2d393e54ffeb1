package check

import (
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// fact is what one record brings into the comparison with all others.
type fact struct {
	path     string // as findings name it
	wanted   bool   // findings about it are asked for
	category string // the category's title
	slug     string
	slugLine int
	id       string // "" without one; by worth, see pyjson.Value.Identity
	idLine   int
	lint     lintFacts // empty when only errors are asked for
}

// factOf gathers from a record. The category is filled in later.
func factOf(path string, root pyjson.Value) fact {
	f := fact{path: path}
	title, _ := root.Get(ingest.FieldTitle)
	f.slugLine = title.Line()
	if own, ok := root.Get("slug"); ok && truthy(own) {
		f.slug, f.slugLine = own.Text(), own.Line()
	} else {
		f.slug = record.Slug(title.Text())
	}
	if id, ok := root.Get("id"); ok && truthy(id) {
		f.id, f.idLine = string(id.Identity(nil)), id.Line()
	}
	return f
}

// compare finds what must be unique and is not. It reports on the facts that are
// wanted, and names the others.
func compare(facts []fact) []Finding {
	var findings []Finding
	ids := make(map[string][]int)
	slugs := make(map[string][]int)
	for i, f := range facts {
		if f.id != "" {
			ids[f.id] = append(ids[f.id], i)
		}
		key := f.category + "\x00" + f.slug
		slugs[key] = append(slugs[key], i)
	}
	for i, f := range facts {
		if !f.wanted {
			continue
		}
		if f.id != "" {
			if others := except(facts, ids[f.id], i); others != "" {
				findings = append(findings, Finding{
					Path: f.path, Field: "id", Rule: RuleIDUnique, Level: Error, Line: f.idLine,
					Message: "the id " + quote(f.id) + " is also that of " + others + ": new records need none, remove it",
				})
			}
		}
		if others := except(facts, slugs[f.category+"\x00"+f.slug], i); others != "" {
			findings = append(findings, Finding{
				Path: f.path, Field: ingest.FieldTitle, Rule: RuleSlugUnique, Level: Error, Line: f.slugLine,
				Message: fmt.Sprintf(slugTaken, quote(f.slug), others),
			})
		}
	}
	return findings
}

// namedOthers is how many other files a finding names.
const namedOthers = 3

// except lists the paths of a group without one of its members.
func except(facts []fact, group []int, i int) string {
	if len(group) < 2 {
		return ""
	}
	var paths []string
	for _, j := range group {
		if j == i {
			continue
		}
		if len(paths) == namedOthers {
			return strings.Join(paths, ", ") + " and more"
		}
		paths = append(paths, facts[j].path)
	}
	return strings.Join(paths, ", ")
}
