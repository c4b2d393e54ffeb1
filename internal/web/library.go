package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest/library"
)

// libraryPage searches the records of the data tree, the drafts and the transcripts, and shows
// events and talks as readers of the site will see them.
func libraryPage() page {
	return page{name: "library", tab: "Library", at: "library", routes: func(s *Server) routes {
		return routes{
			"GET /library":                            libraryAnswers{s}.showLibrary,
			"GET /library/event/{event}":              libraryAnswers{s}.showLibraryEvent,
			"GET /library/event/{event}/{file}":       libraryAnswers{s}.showLibraryTalk,
			"GET /library/event/{event}/draft/{name}": libraryAnswers{s}.showLibraryDraft,
		}
	}}
}

// libraryAnswers are the answers for the pages of the library.
type libraryAnswers struct{ *Server }

type libraryData struct {
	frame
	found
	Events []libraryEvent // where nothing was asked for
	Talks  int
}

// libraryEvent is an event in the list of all.
type libraryEvent struct{ library.Event }

// Count is how many talks it has.
func (e libraryEvent) Count() string {
	switch {
	case e.Drafts == 0:
		return countOf(e.Records, "talk")
	case e.Records == 0:
		return countOf(e.Drafts, "draft")
	}
	return countOf(e.Records, "talk") + ", " + countOf(e.Drafts, "draft")
}

// mostFound are shown of what is found.
const mostFound = 40

// found is the answer to a query.
type found struct {
	Query       string
	Results     []result
	All         int
	Corrections []library.Correction
	Facets      []facets
}

// result is a talk that was found.
type result struct {
	library.Talk
	Address, By, Snippet string
}

// Words says how much was found.
func (f found) Words() string {
	switch {
	case f.Query == "":
		return ""
	case f.All == 0:
		return fmt.Sprintf("Nothing has all of the words %.80q.", f.Query)
	case f.All > len(f.Results):
		return fmt.Sprintf("%s, the best %d of them:", countOf(f.All, "talk"), len(f.Results))
	}
	return countOf(f.All, "talk") + ":"
}

func (s libraryAnswers) showLibrary(w http.ResponseWriter, r *http.Request) error {
	part := wantsPart(r)
	l, err := s.library(r.Context(), part)
	if err != nil {
		return err
	}
	f, err := foundIn(r.Context(), l, strings.TrimSpace(r.URL.Query().Get("q")))
	if err != nil {
		return err
	}
	if part {
		s.part(w, "found", f)
		return nil
	}
	data := libraryData{frame: s.frame("Library"), found: f}
	if f.Query == "" {
		for _, e := range newestFirst(l.Events()) {
			data.Events = append(data.Events, libraryEvent{e})
			data.Talks += e.Records + e.Drafts
		}
	}
	s.show(w, http.StatusOK, "library", data)
	return nil
}

// staleAtMost is how long what has changed on the disk may be missing from what is found as
// somebody types.
const staleAtMost = 2 * time.Second

// library is what can be found. Whoever types does not wait for what has changed just now.
func (s libraryAnswers) library(ctx context.Context, typing bool) (*library.Library, error) {
	l := s.pipeline.Library()
	if typing {
		return l, l.RefreshSoon(ctx, staleAtMost)
	}
	return l, l.Refresh(ctx)
}

func newestFirst(events []library.Event) []library.Event {
	slices.SortStableFunc(events, func(a, b library.Event) int { return strings.Compare(b.Year(), a.Year()) })
	return events
}

func foundIn(ctx context.Context, l *library.Library, query string) (found, error) {
	f := found{Query: query}
	all, err := l.Search(ctx, library.Parse(query).AsTyped())
	if err != nil || all.Len() == 0 {
		return f, err
	}
	f.All, f.Corrections, f.Facets = all.Len(), all.Corrections, facetsOf(query, all.Facets())
	hits := all.Hits(mostFound)
	f.Results = make([]result, len(hits))
	var group errgroup.Group
	for i, h := range hits {
		group.Go(func() error {
			f.Results[i] = result{h.Talk, libraryTalkAddress(h.Talk), strings.Join(h.Speakers, ", "), l.Snippet(h.Talk, all)}
			return nil
		})
	}
	return f, group.Wait()
}

// facets are the values by which what was found can be narrowed, of one kind.
type facets struct {
	Name        string
	First, Rest []facet
}

// facet is one value, with the address where only the talks that have it are listed, or all
// where it is one of the query's already.
type facet struct {
	library.Facet
	Address string
	Taken   bool
}

// firstFacets are shown before the others are asked for.
const firstFacets = 8

func facetsOf(query string, f library.Facets) []facets {
	var list []facets
	for _, kind := range []struct {
		name, operator string
		values         []library.Facet
	}{{"Years", "year", f.Years}, {"Events", "event", f.Events}, {"Languages", "lang", f.Languages}, {"Speakers", "speaker", f.Speakers}} {
		var values []facet
		for _, v := range kind.values[:min(len(kind.values), 10*firstFacets)] {
			values = append(values, facetOf(query, kind.operator, v))
		}
		if len(values) > 0 {
			n := min(len(values), firstFacets)
			list = append(list, facets{kind.name, values[:n], values[n:]})
		}
	}
	return list
}

func facetOf(query, operator string, v library.Facet) facet {
	term := operator + ":" + v.Value
	if strings.ContainsAny(v.Value, " \t\"*") {
		term = operator + `:"` + strings.ReplaceAll(v.Value, `"`, " ") + `"`
	}
	if without, rest, taken := strings.Cut(" "+query+" ", " "+term+" "); taken {
		return facet{v, searchAddress(strings.TrimSpace(without + " " + rest)), true}
	}
	return facet{v, searchAddress(term + " " + query), false} // the last word may be unfinished
}
