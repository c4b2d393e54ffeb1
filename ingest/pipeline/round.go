package pipeline

import (
	"cmp"
	"context"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/record"
)

// round is one import or remap of one event: what is there, what came in, what
// to make of it.
type round struct {
	p       *Pipeline
	ev      ingest.Event
	opts    ImportOptions
	summary Summary

	contents *draft.Contents
	// seen are the videos that came in with this round.
	seen map[ingest.Key]bool
	// talks are the videos that the event's proposals are made of: the ones that
	// came in, and the stored ones.
	talks []talk
	// elsewhere counts videos of this round by the place that has them already,
	// deleted those whose drafts a person has deleted.
	elsewhere map[string]int
	deleted   int
}

// talk is a video of the event with what is known about it.
type talk struct {
	video ingest.Video
	draft *draft.Draft // nil: there is none
	base  *draft.Base  // nil: there is none
	// published tells that the data tree has the video while the workspace has no
	// draft of it: it teaches the mapper and is left alone.
	published bool
	next      draft.Proposed // what is proposed for it now
}

func (r *round) load(ctx context.Context) error {
	contents, err := r.p.Workspace.Load(ctx)
	if err != nil {
		return err
	}
	r.contents = contents
	if folder := contents.Folder(r.ev.Slug); folder != nil {
		for _, problem := range folder.Problems {
			r.summary.Problems = append(r.summary.Problems, problem)
		}
	}
	return nil
}

// receive decides what becomes of one video that came in.
func (r *round) receive(v ingest.Video) {
	key := v.Key()
	r.seen[key] = true
	known := r.contents.Lookup(key, r.ev.Slug)
	switch {
	case !v.Usable():
		r.summary.Unavailable = append(r.summary.Unavailable, Unavailable{v.Provider, v.ID, unavailableReason(v), titleUnlessGone(v)})
	case known.Standing == draft.Drafted && known.Draft.Event == r.ev.Slug:
		r.talks = append(r.talks, r.drafted(known.Draft, v))
	case known.Standing == draft.Unknown:
		r.talks = append(r.talks, talk{video: v, published: r.inTree(key)})
	case known.Standing == draft.Skipped && r.opts.Again:
		r.talks = append(r.talks, r.drafted(known.Draft, v))
	case known.Standing == draft.Deleted && r.opts.Again:
		r.talks = append(r.talks, talk{video: v})
	case known.Standing == draft.Deleted:
		r.summary.Skipped++
		r.deleted++
	case known.Standing == draft.Skipped:
		r.summary.Skipped++
	default:
		r.summary.Known++
		r.elsewhere[known.Path]++
	}
}

func (r *round) drafted(d *draft.Draft, v ingest.Video) talk {
	return talk{video: v, draft: d, base: r.base(d)}
}

// base reads what was last proposed. An unreadable one counts as none, so that
// every difference is taken for a person's.
func (r *round) base(d *draft.Draft) *draft.Base {
	b, err := r.p.Workspace.Base(d)
	if err != nil {
		r.summary.Problems = append(r.summary.Problems, err)
		return nil
	}
	return b
}

// stored are the talks of the event's drafts with their videos as last fetched.
func (r *round) stored() []talk {
	folder := r.contents.Folder(r.ev.Slug)
	if folder == nil {
		return nil
	}
	var talks []talk
	for _, d := range folder.Drafts {
		if d.Source.IsZero() || d.Status == draft.Skip || r.contents.Lookup(d.Source.Key(), r.ev.Slug).Draft != d {
			continue
		}
		if b := r.base(d); b != nil {
			talks = append(talks, talk{video: b.Video, draft: d, base: b})
		}
	}
	return talks
}

// inTree reports whether the data tree holds the video. In this event's own
// folder it teaches the mapper; in another it is only told of.
func (r *round) inTree(key ingest.Key) bool {
	if r.p.Tree == nil {
		return false
	}
	places := r.p.Tree.Lookup(key)
	for _, place := range places {
		if place.Event != r.ev.Slug {
			r.elsewhere[place.Event]++
		}
	}
	return len(places) > 0
}

// propose maps all talks of the event at once.
func (r *round) propose() {
	slices.SortStableFunc(r.talks, func(a, b talk) int { return inListedOrder(a.video, b.video) })
	videos := make([]ingest.Video, len(r.talks))
	for i, t := range r.talks {
		videos[i] = t.video
	}
	opts := MapperOptions(r.p.Mapping, r.p.Tree)
	opts.Corrections = r.corrections()
	opts.Slug = record.Slug
	opts.Taken = r.takenSlugs()
	for i, p := range mapper.Map(r.ev, videos, opts) {
		t := &r.talks[i]
		t.next = draft.Proposed{Video: t.video, Proposal: p, Status: r.p.Mapping.startsAs(p)}
	}
}

// inListedOrder orders videos in a way that does not depend on which of them
// were fetched now: by collection, by place in it, by age.
func inListedOrder(a, b ingest.Video) int {
	return cmp.Or(
		cmp.Compare(a.Collection.ID, b.Collection.ID),
		cmp.Compare(position(a), position(b)),
		a.Published.Compare(b.Published),
		cmp.Compare(a.Provider, b.Provider),
		cmp.Compare(a.ID, b.ID),
	)
}

func position(v ingest.Video) int {
	if v.Position == nil {
		return 0
	}
	return *v.Position
}

// takenSlugs tells which slugs records of the event have that no talk of this
// round stands for.
func (r *round) takenSlugs() func(slug string) bool {
	if r.p.Tree == nil {
		return nil
	}
	talks := map[ingest.Key]bool{}
	for _, t := range r.talks {
		talks[t.video.Key()] = true
	}
	taken := map[string]bool{}
	entry, _ := r.p.Tree.Event(r.ev.Slug)
	for _, e := range entry.Records {
		if !slices.ContainsFunc(e.Keys, func(k ingest.Key) bool { return talks[k] }) {
			taken[e.Slug] = true
		}
	}
	return func(slug string) bool { return taken[slug] }
}

func unavailableReason(v ingest.Video) string {
	switch {
	case v.Reason != "":
		return v.Reason
	case v.Live == ingest.LiveUpcoming:
		return "not broadcast yet"
	case v.Live == ingest.LiveNow:
		return "live now"
	}
	return string(v.Availability)
}

// titleUnlessGone leaves out the words that hosts put in the place of a title.
func titleUnlessGone(v ingest.Video) string {
	if v.Availability == ingest.Private || v.Availability == ingest.Deleted {
		return ""
	}
	return v.Title
}
