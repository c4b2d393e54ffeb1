package pipeline

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// delistedText is the news about a video that its collection does not list any
// more. Whether it can still be watched is for audit to find out.
const delistedText = "no longer in the collection that it came from: it may have been replaced or taken back"

// lose keeps a drafted talk whose video cannot be watched any more. It is mapped
// as it was, so that the event's other proposals do not move, and the draft says
// what has happened.
func (r *round) lose(d *draft.Draft, now ingest.Video) {
	t := r.drafted(d, now)
	if t.base == nil {
		return
	}
	t.video, t.lost = t.base.Video, true
	t.news = []ingest.Note{{Field: ingest.FieldVideos, Text: "cannot be watched any more: " + unavailableReason(now)}}
	r.talks = append(r.talks, t)
}

// delistedBy returns the talk with the news that its collection, which was listed
// to its end, does not have it any more; otherwise as it is.
func (t talk) delistedBy(haul Haul) talk {
	came := t.video.Collection.ID
	gone := func(l Listed) bool {
		return l.Complete && came != "" && l.Collection.ID == came && l.Collection.Provider == t.video.Provider
	}
	if slices.ContainsFunc(haul.Listed, gone) {
		t.news = []ingest.Note{{Field: ingest.FieldVideos, Text: delistedText}}
	}
	return t
}

// isLoss reports whether news say that a video is gone from where it was.
func isLoss(n ingest.Note) bool { return !isReuploadNews(n) && !isElsewhereNews(n) }

// isGone reports whether the talk's video is gone from where it was.
func (t *talk) isGone() bool { return t.lost || slices.ContainsFunc(t.news, isLoss) }

// withNews puts into the talk's new proposal what has become of its video. What a
// re-upload brings goes before it when the video was replaced, beside it otherwise.
func (r *round) withNews(t *talk) {
	t.next.News = append(t.next.News, r.elsewhereNews(t)...)
	if wasReplaced(t.next) {
		return
	}
	if found := t.foundGone(); len(found) > 0 {
		if t.isGone() {
			t.next.News = append(t.next.News, found...)
		}
		return
	}
	for _, n := range t.news {
		if isLoss(n) {
			t.next.News = append(t.next.News, n)
		}
	}
}

// foundGone is what audit has told about the talk's videos being gone. It says all
// that there is to say.
func (t *talk) foundGone() []ingest.Note {
	if t.base == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.base.News), func(n ingest.Note) bool { return !strings.HasPrefix(n.Text, goneSince) })
}

// tellNews remarks on what is new about a video: once, as the draft's base
// remembers what was told.
func (r *round) tellNews(t *talk) {
	if t.draft == nil || t.base == nil {
		return
	}
	for _, n := range t.next.News {
		if !slices.Contains(t.base.News, n) {
			r.summary.Remarks = append(r.summary.Remarks, fmt.Sprintf("%s: %s", t.draft.Path, n.Text))
		}
	}
	lost := slices.ContainsFunc(t.base.News, isLoss) && !wasReplaced(t.base.Proposed)
	if lost && !slices.ContainsFunc(t.next.News, isLoss) && !wasReplaced(t.next) {
		r.summary.Remarks = append(r.summary.Remarks, t.draft.Path+": its video is back")
	}
}

// hasNews reports whether the talk is a new one, or something about its video is
// not as it was when it was last proposed.
func (t talk) hasNews() bool {
	switch {
	case t.draft == nil:
		return !t.published
	case t.base == nil:
		return true // there is to be one, so that later changes of the host can be told from a person's
	}
	if !sameVideo(t.video, t.base.Video) {
		return true
	}
	if wasReplaced(t.base.Proposed) {
		return false
	}
	found := len(t.foundGone()) > 0
	told := func(n ingest.Note) bool {
		return isReuploadNews(n) || slices.Contains(t.base.News, n) || found && isLoss(n)
	}
	back := !t.isGone() && slices.ContainsFunc(t.base.News, isLoss)
	return back || slices.ContainsFunc(t.news, func(n ingest.Note) bool { return !told(n) })
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

// countKnown counts the talks of a round in which there is nothing to do.
func (r *round) countKnown() {
	for i := range r.talks {
		r.count(&r.talks[i], &r.summary.Known)
	}
	r.remark()
}
