package intake

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
)

// lose keeps a drafted talk whose video cannot be watched any more. It is mapped
// as it was, so that the event's other proposals do not move, and the draft says
// what has happened.
func (r *Run) lose(d *draft.Draft, now ingest.Video) {
	t := r.drafted(d, now)
	if t.base == nil {
		return
	}
	t.video, t.lost = t.base.Video, true
	if now.IsPrivate() {
		t.video.Availability = now.Availability // publish refuses it until it is back
	}
	t.incidents = []draft.Incident{{Kind: draft.Unwatchable, Field: ingest.FieldVideos, Reason: unavailableReason(now)}}
	r.talks = append(r.talks, t)
}

// delistedBy returns the talk as delisted when its collection, which was listed to its
// end, does not have it any more; otherwise as it is. Whether it can still be watched is
// for audit to find out.
func (t talk) delistedBy(listings gather.Listings) talk {
	if delisted(t.video, listings) {
		t.incidents = []draft.Incident{{Kind: draft.Delisted, Field: ingest.FieldVideos}}
	}
	return t
}

// delisted reports whether the collection of a video that did not come in was listed to
// its end.
func delisted(v ingest.Video, listings gather.Listings) bool {
	came := v.Collection.ID
	return slices.ContainsFunc(listings.Listed, func(l gather.Listed) bool {
		return l.Complete && came != "" && l.Collection.ID == came && l.Collection.Provider == v.Provider
	})
}

// isGone reports whether the talk's video is gone from where it was.
func (t *talk) isGone() bool {
	return t.lost || slices.ContainsFunc(t.incidents, draft.Incident.IsLoss)
}

// withIncidents puts into the talk's new proposal what has become of its video. What a
// re-upload brings goes before it when the video was replaced, beside it otherwise.
func (r *Run) withIncidents(t *talk) {
	t.next.Incidents = append(t.next.Incidents, r.inTreeElsewhere(t)...)
	if wasReplaced(t.next) {
		return
	}
	if found := t.foundGone(); len(found) > 0 {
		if t.isGone() {
			t.next.Incidents = append(t.next.Incidents, found...)
		}
		return
	}
	for _, i := range t.incidents {
		if i.IsLoss() {
			t.next.Incidents = append(t.next.Incidents, i)
		}
	}
}

// foundGone is what audit has told about the talk's videos being gone. It says all
// that there is to say.
func (t *talk) foundGone() []draft.Incident {
	if t.base == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.base.Incidents), func(i draft.Incident) bool { return i.Kind != draft.Gone })
}

// tellIncidents remarks on what is new about a video: once, as the draft's base
// remembers what was told. It reports whether there was anything.
func (r writing) tellIncidents(t *talk) (told bool) {
	if t.base == nil {
		return false
	}
	for _, i := range t.next.Incidents {
		if !slices.ContainsFunc(t.base.Incidents, i.Same) {
			r.summary.Remarks = append(r.summary.Remarks, fmt.Sprintf("%s: %s", t.draft.Path, i.Note().Text))
			told = true
		}
	}
	lost := slices.ContainsFunc(t.base.Incidents, draft.Incident.IsLoss) && !wasReplaced(t.base.Proposed)
	if lost && !slices.ContainsFunc(t.next.Incidents, draft.Incident.IsLoss) && !wasReplaced(t.next) {
		r.summary.Remarks = append(r.summary.Remarks, t.draft.Path+": its video is back")
		told = true
	}
	return told
}

// hasNews reports whether the talk is a new one, or something about its video or its
// session is not as it was when it was last proposed.
func (r *Run) hasNews(t talk) bool { return t.hasNews() || (pairing{r}).hasNewSession(t) }

// hasNews is that without the session.
func (t talk) hasNews() bool {
	switch {
	case t.draft == nil:
		return !t.published
	case t.base == nil || t.base.IsUncertain():
		return true // there is to be one, so that later changes of the host can be told from a person's
	}
	if !sameVideo(t.video, t.base.Video) || t.haveNews() {
		return true
	}
	if wasReplaced(t.base.Proposed) {
		return false
	}
	found := len(t.foundGone()) > 0
	told := func(i draft.Incident) bool {
		return i.IsReupload() || slices.ContainsFunc(t.base.Incidents, i.Same) || found && i.IsLoss()
	}
	back := !t.isGone() && slices.ContainsFunc(t.base.Incidents, draft.Incident.IsLoss)
	return back || len(t.reuploads) > 0 || slices.ContainsFunc(t.incidents, func(i draft.Incident) bool { return !told(i) })
}

// sameVideo reports whether the host says the same about a video, wherever it is
// listed now.
func sameVideo(a, b ingest.Video) bool {
	a.Position, a.Collection = b.Position, b.Collection
	return reflect.DeepEqual(normal(a), normal(b))
}

// normal makes times comparable, and empty lists what JSON leaves of them.
func normal(v ingest.Video) ingest.Video {
	v.Published, v.Started, v.Modified = v.Published.UTC(), v.Started.UTC(), v.Modified.UTC()
	for _, list := range []*[]string{&v.Tags, &v.Restrictions, &v.Captions} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	if len(v.Files) == 0 {
		v.Files = nil
	}
	return v
}

// countKnown counts the talks of a run in which there is nothing to do.
func (r *Run) countKnown() {
	for i := range r.talks {
		r.count(&r.talks[i], &r.summary.Known)
	}
	r.remark()
}
