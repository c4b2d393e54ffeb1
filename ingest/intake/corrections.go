package intake

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// curated is what a run learns from people: what they made of the event's talks, in
// drafts and in the data tree.
type curated struct{ *Run }

// corrections are the talks of this run for which somebody has settled what
// title and speakers are: in a draft, or in a record of this event. From them the
// mapper learns how the event's titles are built.
func (r curated) corrections() map[ingest.Key]mapper.Correction {
	settled := map[ingest.Key]mapper.Correction{}
	for _, t := range r.talks {
		key := t.video.Key()
		switch {
		case t.published:
			if c, ok := r.fromTree(key); ok {
				settled[key] = c
			}
		case t.draft != nil && t.after != nil:
			if d := t.after.Draft; d.IsCorrected(t.after.Base) {
				settled[key] = mapper.Correction{Title: d.Record.Title, Speakers: d.Record.Speakers}
			}
		case t.draft != nil && t.retitled():
			// What was settled was another title; the proposal is to say so.
		case t.draft != nil && t.draft.IsCorrected(t.base):
			settled[key] = mapper.Correction{Title: t.draft.Record.Title, Speakers: t.draft.Record.Speakers}
		}
	}
	return settled
}

// retitled reports whether the host calls the video otherwise than it did when a person
// settled the draft, or else when it was last proposed.
func (t *talk) retitled() bool {
	switch {
	case t.base == nil:
		return false
	case t.base.Settled != nil && t.draft.IsSettled(t.base):
		return t.video.Title != t.base.Settled.Video.Title
	}
	return t.video.Title != t.base.Video.Title
}

// maxForeseen bounds how often an event is mapped because of what the run itself
// settles or unsettles; once is enough but for the oddest.
const maxForeseen = 3

// foresee finds out what the drafts become, and reports whether something else is
// settled then than was before: a talk that its host calls otherwise keeps what a
// person wrote, and one that was ready goes back to review. The next run would
// learn from that. So this one does, and it makes no difference how many there are.
func (r curated) foresee() (changed bool) {
	before := r.corrections()
	for i := range r.talks {
		t := &r.talks[i]
		if t.draft == nil || t.isFromRecord() {
			continue
		}
		if m := draft.Merge(t.draft, t.base, t.next); m.Base != nil {
			t.after = &m
		}
	}
	return !maps.EqualFunc(before, r.corrections(), func(a, b mapper.Correction) bool {
		return a.Title == b.Title && slices.Equal(a.Speakers, b.Speakers)
	})
}

// keepSettled puts back into a proposal what was proposed before somebody settled
// title and speakers. The mapper repeats a correction as its own, and if that were
// remembered as proposed, the next run would take the person's words for
// stevie's, and would feel free to change them.
func (t *talk) keepSettled(p ingest.Proposal) ingest.Proposal {
	if t.draft == nil {
		return p
	}
	was := t.base
	if t.after != nil && (was == nil || t.retitled()) {
		was = t.after.Base
	}
	return withTalkOf(alone(was.Proposed), p)
}

// withTalkOf returns a proposal with the title and the speakers of another one,
// and what is said about them.
func withTalkOf(was, p ingest.Proposal) ingest.Proposal {
	p.Record.Title, p.Record.Speakers = was.Record.Title, was.Record.Speakers
	p.Confidence = maps.Clone(p.Confidence)
	if p.Confidence == nil {
		p.Confidence = ingest.Confidence{}
	}
	for _, field := range []string{ingest.FieldTitle, ingest.FieldSpeakers} {
		p.Confidence[field] = was.Confidence[field]
	}
	settled := func(n ingest.Note) bool { return n.Field == ingest.FieldTitle || n.Field == ingest.FieldSpeakers }
	others := func(n ingest.Note) bool { return !settled(n) }
	p.Notes = append(slices.DeleteFunc(slices.Clone(was.Notes), others), slices.DeleteFunc(slices.Clone(p.Notes), settled)...)
	return p
}

// fromTree is what the event's own records say about a video. Records of other
// events follow other templates.
func (r curated) fromTree(key ingest.Key) (mapper.Correction, bool) {
	entry, _ := r.in.Tree.Event(r.ev.Slug)
	for _, e := range entry.Records {
		if keys := e.AllKeys(); slices.Contains(keys, key) && !inParts(keys) {
			return mapper.Correction{Title: e.Title, Speakers: e.Speakers}, true
		}
	}
	return mapper.Correction{}, false
}

// inParts reports whether a record of several videos may be a talk in parts, with another
// title than each part has: one host has two of them. Two hosts have the same twice.
func inParts(keys []ingest.Key) bool {
	parts := map[string]string{}
	for _, key := range keys {
		part := key.ID
		if key.Provider == host.File { // which may be there in several formats
			part = strings.TrimSuffix(part, path.Ext(part))
		}
		if other, ok := parts[key.Provider]; ok && other != part {
			return true
		}
		parts[key.Provider] = part
	}
	return false
}
