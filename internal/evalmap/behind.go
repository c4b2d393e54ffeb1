package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/internal/curated"
)

// behindBy is how many points of a hundred an event may stay under what its texts
// hold before it is named: one shape misread for the whole event.
const behindBy = 20

// behind names the events that stay far under their bound.
func (e *evaluation) behind(w io.Writer, verbose bool) {
	type score struct {
		slug            string
		talks, can, did int
	}
	scores := map[string]*score{}
	best, five, talks := 0, 0, 0
	sure, silent := 0, 0
	all := e.among(func(r result) bool { return !r.varied })
	ofAll := 0
	for _, r := range all {
		ofAll += int(b(r.offered()))
	}
	for _, r := range e.among(func(r result) bool { return !r.varied && r.fold != unseenFold }) {
		s := scores[r.slug]
		if s == nil {
			s = &score{slug: r.slug}
			scores[r.slug] = s
		}
		s.talks++
		s.can += int(b(r.verbatim))
		s.did += int(b(r.verbatim && r.title && r.names))
		talks++
		best += int(b(r.reached()))
		five += int(b(r.offered()))
		sure += int(b(r.proposal.Level == ingest.LevelSure))
		silent += int(b(r.isSilent()))
	}
	var far []*score
	for _, s := range scores {
		if 100*(s.can-s.did) > behindBy*s.talks {
			far = append(far, s)
		}
	}
	slices.SortFunc(far, func(a, b *score) int { return cmp.Or(b.can-b.did-a.can+a.did, cmp.Compare(a.slug, b.slug)) })
	fmt.Fprintf(w, "truth among the first five readings %.1f (of all series %.1f), among all candidates %.1f; %d events more than %d points under their bound\n",
		100*float64(five)/float64(max(talks, 1)), 100*float64(ofAll)/float64(max(len(all), 1)), 100*float64(best)/float64(max(talks, 1)), len(far), behindBy)
	fmt.Fprintf(w, "sure as a whole %.1f; beyond doubt in title and speakers, not sure, and no note why: %d talks\n", 100*float64(sure)/float64(max(talks, 1)), silent)
	if !verbose {
		return
	}
	for _, s := range far {
		fmt.Fprintf(w, "  %-40s %3d of %3d, %d talks\n", s.slug, s.did, s.can, s.talks)
	}
}

// reached reports whether any reading says what the curator wrote.
func (r *result) reached() bool {
	title, names := curated.Normal(r.want.Title), curated.People(r.want.Speakers, curated.Normal)
	return slices.ContainsFunc(r.got.Candidates, func(c mapper.Reading) bool {
		return curated.Normal(c.Title) == title && curated.People(c.Speakers, curated.Normal) == names
	})
}

// offered reports whether one of the proposal's readings says what the curator wrote.
func (r *result) offered() bool {
	title, names := curated.Normal(r.want.Title), curated.People(r.want.Speakers, curated.Normal)
	return slices.ContainsFunc(r.proposal.Readings, func(c ingest.Reading) bool {
		return curated.Normal(c.Title) == title && curated.People(c.Speakers, curated.Normal) == names
	})
}

// isSilent reports whether nothing tells a person why to look at a talk that is not sure.
func (r *result) isSilent() bool {
	p := r.proposal
	return p.Level != ingest.LevelSure && p.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers) >= ingest.Sure &&
		!slices.ContainsFunc(p.Notes, func(n ingest.Note) bool { return n.Field != ingest.FieldRecorded && n.Field != ingest.FieldLanguage })
}
