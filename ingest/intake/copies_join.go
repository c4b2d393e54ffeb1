package intake

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/match"
)

// join takes the talks that are new out of the run where another host has them, and makes
// them copies of those. Of two new ones that which was listed first stays.
func (r copies) join() {
	if !slices.ContainsFunc(r.talks, talk.isNew) || !r.onSeveralSites() {
		return
	}
	rank := func(t talk) int {
		if t.isNew() {
			return 1 + r.listed[t.video.Key()]
		}
		return 0
	}
	slices.SortStableFunc(r.talks, func(a, b talk) int { return cmp.Compare(rank(a), rank(b)) })
	sides := r.sides(r.bySite())
	joined := map[int]int{}
	for i := range r.talks {
		if !r.talks[i].isNew() {
			continue
		}
		if at, ok := r.only(sides, i, joined); ok {
			joined[i] = at
		}
	}
	rest := r.talks[:0:0]
	for i, t := range r.talks {
		at, isCopy := joined[i]
		if !isCopy {
			continue
		}
		r.talks[at].copies = append(r.talks[at].copies, t.video)
		if r.talks[at].isNew() {
			r.summary.Known++
		} else {
			r.summary.Updated++
		}
	}
	for i, t := range r.talks {
		if _, isCopy := joined[i]; !isCopy {
			rest = append(rest, t)
		}
	}
	r.talks = rest
}

func (r copies) onSeveralSites() bool {
	return slices.ContainsFunc(r.talks, func(t talk) bool { return site(t.video) != site(r.talks[0].video) })
}

// only finds the one talk, of those before it, that a talk goes with, where none else
// comes into question for either of them. Those that are joined already do not count; nor
// does one whose video is gone, or of which there is nothing but a record: see reuploads.
func (r copies) only(sides []side, i int, joined map[int]int) (at int, ok bool) {
	at = -1
	best := unsure
	for j := range i {
		_, isCopy := joined[j]
		f := r.fits(sides[j], sides[i])
		if isCopy || r.talks[j].published || r.talks[j].isGone() {
			f = apart
		}
		switch {
		case f > best:
			at, best = j, f
		case f == best && f > unsure:
			at = -1
		}
	}
	if at < 0 {
		return -1, false
	}
	for j := range sides {
		if j != i && sides[j].site == sides[i].site && r.fits(sides[at], sides[j]) >= best {
			return -1, false
		}
	}
	return at, true
}

// bySite maps each host's videos for themselves, and tells which session each is sure to
// be of: of two uploads of one talk nobody could tell which is it, nor what the titles
// have in common but what they are about.
func (r copies) bySite() (proposals map[ingest.Key]ingest.Proposal, sessions map[ingest.Key]string) {
	all := r.talks
	proposals, sessions = map[ingest.Key]ingest.Proposal{}, map[ingest.Key]string{}
	for _, t := range all {
		if _, done := proposals[t.video.Key()]; done {
			continue
		}
		r.pairs = nil
		r.talks = slices.DeleteFunc(slices.Clone(all), func(o talk) bool { return site(o.video) != site(t.video) })
		pairing(r).pair() // which puts the talks into their order
		for i, p := range r.mapTalks(everyoneUnique(), nil) {
			key := r.talks[i].video.Key()
			proposals[key] = p
			if pair := r.pairs[key]; pair.Session != nil && pair.State != match.Doubtful {
				sessions[key] = pair.Session.ID
			}
		}
	}
	r.talks, r.pairs = all, nil
	return proposals, sessions
}

// noteOtherHost is the kind of the note about a talk that another host may have, too.
const noteOtherHost = "other-host"

// point notes which talks may be the same on another host, and were kept apart.
func (r copies) point() {
	if len(r.talks) == 0 || !r.onSeveralSites() {
		return
	}
	sides := r.sides(r.alone, nil)
	for i := range sides {
		t := &r.talks[i]
		if t.isFromRecord() || t.published {
			continue
		}
		for j := range sides {
			if i == j || r.fits(sides[i], sides[j]) == apart {
				continue
			}
			other := r.talks[j].video
			t.next.Proposal.Notes = append(t.next.Proposal.Notes, ingest.Note{
				Field: ingest.FieldVideos, Kind: noteOtherHost, Data: []string{other.Key().String()},
				Text: fmt.Sprintf("may be the same talk as %s, which %s calls %q: if it is, add that address to the videos here and skip the other draft", other.URL, other.Provider, other.Title),
			})
			t.next.Proposal.Cap("another host may have the same talk")
			t.next.Status = ""
		}
	}
}

// tombstone reports whether a new video is another host's copy of a talk that a person has
// skipped, or whose draft was deleted.
func (r copies) tombstone(v ingest.Video) (skipped, deleted bool) {
	came := side{site: site(v), title: words(v.Title), speakers: v.Speakers, duration: v.Duration}
	folder := r.contents.Folder(r.ev.Slug)
	if folder == nil || r.opts.Again {
		return false, false
	}
	is := func(was ingest.Video, rec ingest.Record) bool {
		return r.fits(side{
			site: site(was), title: words(was.Title), clean: words(rec.Title), speakers: rec.Speakers, duration: rec.Duration,
		}, came) >= within
	}
	for d, b := range r.withBases() {
		if d.Status == draft.Skip && is(b.Video, d.Record) {
			return true, false
		}
	}
	if len(folder.Deleted) == 0 {
		return false, false
	}
	bases, _ := r.in.Workspace.Bases(r.ev.Slug) // an unreadable one tells nothing
	return false, slices.ContainsFunc(bases, func(b *draft.Base) bool {
		return slices.Contains(folder.Deleted, b.Key()) && is(b.Video, b.Proposal.Record)
	})
}
