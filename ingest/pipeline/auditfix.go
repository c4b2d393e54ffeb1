package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
)

// fix proposes a draft for each video that is gone: with another upload in its
// place, when its channel has one, or else the removal of its record. The error is
// what hosts refused.
func (a *auditing) fix(ctx context.Context) error {
	uploads := &uploads{a: a, byChannel: map[ingest.Key][]ingest.Video{}}
	var failed error
	for _, r := range a.records {
		for _, key := range r.entry.Keys {
			if !a.isGone(key) {
				continue
			}
			again, err := uploads.find(ctx, r, key)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				failed = errors.Join(failed, err)
				continue // whether there is another upload is not known
			}
			if err := a.proposeFix(ctx, r, key, again); err != nil {
				a.result.Problems = append(a.result.Problems, fmt.Errorf("%s: %w", r.place.Path(), err))
			}
		}
	}
	return failed
}

func (a *auditing) isGone(key ingest.Key) bool {
	v, answered := a.answers[key]
	missing := a.memory.Videos[key.String()].Missing
	return answered && v == nil && missing != "" && missing < a.today.String()
}

// uploads lists channels, each once.
type uploads struct {
	a         *auditing
	byChannel map[ingest.Key][]ingest.Video // by provider and id of the channel
}

// find looks for another upload of a talk in the channel of the video that is gone.
// It returns nil when there is none, or several.
func (u *uploads) find(ctx context.Context, r published, gone ingest.Key) (*ingest.Video, error) {
	channel := ingest.Key{Provider: gone.Provider, ID: u.a.channelOf(gone)}
	if channel.ID == "" {
		return nil, nil
	}
	videos, ok := u.byChannel[channel]
	if !ok {
		target, err := u.a.opts.Channel(channel.Provider, channel.ID)
		if err != nil {
			return nil, err
		}
		haul, err := gather(ctx, []Target{target}, gathering{known: u.a.inTree})
		u.a.result.Requests += haul.Usage.Requests
		u.a.result.Quota += haul.Usage.Quota
		if err != nil && !goneOnly(err) {
			return nil, err
		}
		videos = haul.Videos
		u.byChannel[channel] = videos
	}
	title := u.a.titleBefore(gone)
	var found []ingest.Video
	for _, v := range videos {
		taken := v.Key() == gone || !v.Usable() || len(u.a.p.Tree.Lookup(v.Key())) > 0
		if !taken && (title != "" && v.Title == title || saysAll(v.Title, r.record)) {
			found = append(found, v)
		}
	}
	if len(found) != 1 {
		return nil, nil
	}
	return &found[0], nil
}

// inTree knows a video of which no more is needed than that pyvideo has it.
func (a *auditing) inTree(key ingest.Key) (ingest.Video, bool) {
	return ingest.Video{Provider: key.Provider, ID: key.ID}, len(a.p.Tree.Lookup(key)) > 0
}

// channelOf is the channel that a video was in when it was last seen.
func (a *auditing) channelOf(key ingest.Key) string {
	if known := a.contents.Lookup(key, ""); known.Draft != nil {
		if b, err := a.p.Workspace.Base(known.Draft); err == nil && b != nil && b.Video.Channel.ID != "" {
			return b.Video.Channel.ID
		}
	}
	return a.memory.Videos[key.String()].Channel
}

// saysAll reports whether a host's title has the record's and every speaker in it.
func saysAll(hosts string, r ingest.Record) bool {
	return says(hosts, r.Title) && len(r.Speakers) > 0 &&
		!slices.ContainsFunc(r.Speakers, func(name string) bool { return !says(hosts, name) })
}

// proposeFix puts what is to be done about a video that is gone into a draft of its
// record.
func (a *auditing) proposeFix(ctx context.Context, r published, gone ingest.Key, again *ingest.Video) error {
	event := r.place.Event
	known := a.contents.Lookup(gone, event)
	if known.Standing != draft.Unknown && known.Standing != draft.Drafted || known.Draft != nil && known.Draft.Event != event {
		return nil // somebody has decided, or is at work on it
	}
	unlock, err := a.p.Workspace.Lock(event)
	if err != nil {
		return err
	}
	defer func() { _ = unlock() }() // the lock ends with the process at the latest
	next := draft.Proposed{
		Video: ingest.Video{Provider: gone.Provider, ID: gone.ID, Title: a.titleBefore(gone)}, FromRecord: true, Status: draft.Review,
		Proposal: ingest.Proposal{Provider: gone.Provider, ID: gone.ID, Record: r.record, Notes: []ingest.Note{}},
	}
	if known.Draft != nil {
		b, err := a.p.Workspace.Base(known.Draft)
		if err != nil || b == nil {
			return err
		}
		next = b.Proposed
	}
	a.amend(&next, r, gone, again)
	if known.Draft != nil {
		out, err := a.p.Workspace.Update(known.Draft, next)
		if err == nil && out.Changed {
			a.result.Drafts = append(a.result.Drafts, known.Draft.Path)
		}
		return err
	}
	return a.createFix(ctx, r, next)
}

// goneSince begins the news about a video that is gone. They stay until it is back.
const goneSince = "gone from the host since "

// amend changes a proposal by what is to be done.
func (a *auditing) amend(next *draft.Proposed, r published, gone ingest.Key, again *ingest.Video) {
	since := a.memory.Videos[gone.String()].Missing
	rec := &next.Proposal.Record
	rec.Videos = slices.DeleteFunc(slices.Clone(rec.Videos), func(l ingest.Location) bool {
		key, ok := record.KeyOf(l)
		return ok && (key == gone || again != nil && key == again.Key())
	})
	text := fmt.Sprintf(goneSince+"%s; the others stay", since)
	switch {
	case again != nil:
		rec.Videos = append([]ingest.Location{{Type: again.Provider, URL: again.URL}}, rec.Videos...)
		rec.Duration, rec.ThumbnailURL = again.Duration, again.Thumbnail
		text = replacedText
	case len(rec.Videos) == 0:
		rec.Videos = r.record.Videos
		text = fmt.Sprintf(goneSince+"%s, and no other upload was found: to take the talk out of pyvideo, "+
			"delete %s and set status to skip", since, r.place.Path())
	}
	note := ingest.Note{Field: ingest.FieldVideos, Text: text}
	if !slices.Contains(next.News, note) {
		next.News = append(slices.Clone(next.News), note)
	}
}

// createFix writes a new draft, and the event.toml of an event that the workspace
// does not have.
func (a *auditing) createFix(ctx context.Context, r published, next draft.Proposed) error {
	slug := r.place.Event
	if _, err := a.p.Workspace.Event(slug); errors.Is(err, fs.ErrNotExist) {
		entry, _ := a.p.Tree.Event(slug)
		err := a.p.Workspace.CreateEvent(ingest.Event{
			Slug: slug, Title: entry.Title, URL: entry.URL,
			StartDate: entry.StartDate, EndDate: entry.EndDate, Language: entry.Language,
		})
		if err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	drafts, err := a.p.Workspace.Create(ctx, slug, []draft.NewDraft{{Stem: strings.TrimSuffix(r.place.File, ".json"), Next: next}})
	for _, d := range drafts {
		if d != nil {
			a.result.Drafts = append(a.result.Drafts, d.Path)
		}
	}
	return err
}
