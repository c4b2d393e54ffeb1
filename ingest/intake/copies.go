package intake

import (
	"cmp"
	"net/url"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/host"
)

// A talk that several hosts have is one draft with several videos. Its source is the
// video that came first; those of the other hosts are its copies, kept in the base as they
// were fetched, so that they are known by their own identity and proposed again without a
// request. A copy is told by its title, by its length, and by the session of the
// programme; which of two may be it, is left to people.

// copies finds the talks of a run that several hosts have.
type copies struct{ *Run }

// isCopyOfTombstone counts a new video that is another host's copy of a talk which a
// person does not want.
func (r *Run) isCopyOfTombstone(v ingest.Video) bool {
	skipped, deleted := copies{r}.tombstone(v)
	if deleted {
		r.deleted = append(r.deleted, v)
	}
	if skipped || deleted {
		r.summary.Skipped++
	}
	return skipped || deleted
}

// site is the host that a video lies on: another server is another one.
func site(v ingest.Video) string {
	if v.Provider != host.File && v.Provider != "peertube" {
		return v.Provider
	}
	u, err := url.Parse(v.URL)
	if err != nil {
		return v.Provider
	}
	return v.Provider + " " + u.Host
}

// copyOf is the draft of the event that has a video among its copies, nil if none does.
func (r *Run) copyOf(key ingest.Key) *draft.Draft {
	if r.copied == nil {
		r.copied = map[ingest.Key]*draft.Draft{}
		for d, b := range r.withBases() {
			for _, v := range b.Copies {
				r.copied[v.Key()] = d
			}
		}
	}
	return r.copied[key]
}

// withBases yields the drafts of the event that have a base.
func (r *Run) withBases() func(yield func(*draft.Draft, *draft.Base) bool) {
	return func(yield func(*draft.Draft, *draft.Base) bool) {
		folder := r.contents.Folder(r.ev.Slug)
		if folder == nil {
			return
		}
		for _, d := range folder.Drafts {
			b, err := r.in.Workspace.Base(d)
			if err != nil || b == nil || d.Source.IsZero() {
				continue // whoever updates the draft tells what is wrong with its base
			}
			if !yield(d, b) {
				return
			}
		}
	}
}

// receiveCopy takes a video that came in as what it is known to be: the copy of a draft.
func (r *Run) receiveCopy(d *draft.Draft, v ingest.Video) {
	r.arrived[v.Key()] = v
	switch {
	case !v.Usable():
		r.summary.Unavailable = append(r.summary.Unavailable, Unavailable{v.Provider, v.ID, unavailableReason(v), titleUnlessGone(v)})
	case d.Status == draft.Skip:
		r.summary.Skipped++
	default:
		r.summary.Known++
	}
}

// bring gives the talks of drafts their copies, as they came in now or were before.
func (r copies) bring() {
	for i := range r.talks {
		t := &r.talks[i]
		if t.base == nil || t.copies != nil {
			continue
		}
		for _, was := range t.base.Copies {
			now, came := r.arrived[was.Key()]
			switch {
			case came && now.Usable():
				was = now
			case came && !now.Doubtful:
				was.Availability, was.Reason = now.Availability, unavailableReason(now)
			case !r.seen[was.Key()] && r.conclusive != nil && delisted(was, *r.conclusive):
				was.Reason = "no longer in its collection"
			}
			t.copies = append(t.copies, was)
		}
	}
}

// haveNews reports whether something about a talk's copies is not as it was.
func (t talk) haveNews() bool {
	return t.base != nil && !slices.EqualFunc(t.copies, t.base.Copies, sameVideo)
}

// whole is the talk's video with what only its copies tell.
func (t talk) whole() ingest.Video {
	v := t.video
	for _, c := range t.copies {
		v.Duration = cmp.Or(v.Duration, c.Duration)
		v.Description = cmp.Or(v.Description, c.Description)
		v.Language = cmp.Or(v.Language, c.Language)
		v.Thumbnail = cmp.Or(v.Thumbnail, host.Thumbnail(v), host.Thumbnail(c))
		if len(v.Speakers) == 0 && len(c.Speakers) > 0 { // a host that names them has titles without them
			v.Speakers, v.Title = c.Speakers, cmp.Or(c.Title, v.Title)
		}
		if v.Recorded.IsZero() {
			v.Recorded = c.Recorded
		}
		if v.Published.IsZero() {
			v.Published = c.Published
		}
	}
	return v
}

// withCopies puts the copies into a talk's new proposal. Who has settled the draft is
// told of those that it does not have, and everybody of those that cannot be watched.
func (t *talk) withCopies() {
	t.next.Copies = t.copies
	rec := &t.next.Proposal.Record
	for _, c := range t.copies {
		if c.Availability == ingest.Private { // whoever is signed in sees it, and nobody else
			t.next.Incidents = append(t.next.Incidents, draft.Incident{
				Kind: draft.CopyLost, Field: ingest.FieldVideos, Reason: string(ingest.Private), Videos: []string{c.URL},
			})
			continue
		}
		var missing []string
		for _, l := range host.Locations(c) {
			same := func(o ingest.Location) bool { return o.URL == l.URL }
			if !slices.ContainsFunc(rec.Videos, same) {
				rec.Videos = append(slices.Clone(rec.Videos), l)
			}
			if t.draft != nil && !slices.ContainsFunc(t.draft.Record.Videos, same) {
				missing = append(missing, l.URL)
			}
		}
		switch {
		case !c.Usable():
			t.next.Incidents = append(t.next.Incidents, draft.Incident{
				Kind: draft.CopyLost, Field: ingest.FieldVideos, Reason: unavailableReason(c), Videos: []string{c.URL},
			})
		case len(missing) > 0 && t.draft.IsSettled(t.base):
			t.next.Incidents = append(t.next.Incidents, draft.Incident{Kind: draft.CopyFound, Field: ingest.FieldVideos, Videos: missing})
		}
	}
}

// isOn reports whether a talk has a video on a site.
func (t talk) isOn(s string) bool {
	return site(t.video) == s || slices.ContainsFunc(t.copies, func(c ingest.Video) bool { return site(c) == s })
}
