package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// fix proposes a draft for each video that is gone: with another upload in its
// place, when its channel has one, or else the removal of its record. The error is
// what hosts refused.
func (a *auditing) fix(ctx context.Context) error {
	uploads := &uploads{a: a, byChannel: map[ingest.Key][]ingest.Video{}}
	var failed error
	var gone []lost
	for _, r := range a.records {
		for _, key := range r.entry.AllKeys() {
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
			gone = append(gone, lost{r, key, again})
		}
	}
	if len(gone) == 0 {
		return failed
	}
	return errors.Join(failed, a.proposeFixes(ctx, gone))
}

// lost is a published video that is gone, with the uploads that may be the same talk.
type lost struct {
	record published
	key    ingest.Key
	again  []ingest.Video
}

// proposeFixes writes the drafts, with nobody else creating any.
func (a *auditing) proposeFixes(ctx context.Context, gone []lost) (err error) {
	unlock, err := a.p.Workspace.LockNew(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if a.contents, err = a.p.Workspace.Load(ctx); err != nil { // others may have been here since
		return err
	}
	for _, l := range gone {
		if err := a.proposeFix(ctx, l.record, l.key, l.again); err != nil {
			a.result.Problems = append(a.result.Problems, fmt.Errorf("%s: %w", l.record.place.Path(), err))
		}
		if len(l.record.entry.AllKeys()) > 1 { // its draft is that of its other videos, too
			if a.contents, err = a.p.Workspace.Load(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *auditing) isGone(key ingest.Key) bool {
	v, answered := a.answers[key]
	missing := a.memory.Videos[key.String()].Missing
	return answered && !isWatchable(v) && missing != "" && missing < a.today.String()
}

// proposeFix puts what is to be done about a video that is gone into a draft of its
// record.
func (a *auditing) proposeFix(ctx context.Context, r published, gone ingest.Key, again []ingest.Video) error {
	known := a.contents.Lookup(gone, r.place.Event)
	if !a.mayFix(r, known) {
		return nil
	}
	unlock, err := a.p.Workspace.Lock(r.place.Event)
	if err != nil {
		return err
	}
	defer func() { _ = unlock() }() // the lock ends with the process at the latest
	next := intake.OfRecord(ingest.Video{Provider: gone.Provider, ID: gone.ID, Title: a.titleBefore(gone)}, r.record)
	if known.Draft == nil {
		return a.createFix(ctx, r, a.amended(next, r, gone, again))
	}
	b, err := a.p.Workspace.Base(known.Draft)
	if err != nil {
		return err
	}
	if b != nil { // else it is a person's own, or the run that made it was killed
		if next, ok := a.reopening(known.Draft, b, r, gone, again); ok {
			_, err := a.p.Workspace.Reopen(ctx, known.Draft, next)
			if err == nil {
				a.result.Drafts = append(a.result.Drafts, known.Draft.Path)
			}
			return err
		}
		next = b.Proposed
	}
	out, err := a.p.Workspace.Update(ctx, known.Draft, a.amended(next, r, gone, again))
	if err == nil && out.Changed {
		a.result.Drafts = append(a.result.Drafts, known.Draft.Path)
	}
	return err
}

// reopening is the change of what was published from a draft which is to put it back
// to review: publishing it again is all that is left to do then. It is proposed once;
// a person who has published the draft without it has turned it down.
func (a *auditing) reopening(d *draft.Draft, b *draft.Base, r published, gone ingest.Key, again []ingest.Video) (draft.Proposed, bool) {
	if d.Status != draft.Published || b.Published == nil {
		return draft.Proposed{}, false
	}
	now := a.amended(intake.OfRecord(b.Video, *b.Published), r, gone, again)
	told := !slices.ContainsFunc(now.Incidents, func(i draft.Incident) bool { return !slices.ContainsFunc(b.Incidents, i.Same) })
	if told && !b.Kept(ingest.FieldVideos) {
		return draft.Proposed{}, false
	}
	return now, !slices.Equal(now.Proposal.Record.Videos, b.Published.Videos)
}

// mayFix reports whether nobody has decided what becomes of a video that is gone, or
// is at work on it elsewhere; and remarks on what is left to them.
func (a *auditing) mayFix(r published, known workspace.Known) bool {
	left := func(format string, args ...any) bool {
		a.result.Remarks = append(a.result.Remarks, fmt.Sprintf("%s: %s", r.path, fmt.Sprintf(format, args...)))
		return false
	}
	switch known.State {
	case workspace.Unknown:
		return true
	case workspace.Drafted:
		return known.Draft.Event == r.place.Event || left("its draft is in another event, %s", known.Path)
	case workspace.Skipped:
		return left("%s says skip; delete the record to take the talk out", known.Path)
	case workspace.Deleted: // a person has turned the proposal down
		return false
	}
	return left("left to you, as other drafts are about the video too: %s", known.Path)
}

// amended is a proposal with what is to be done.
func (a *auditing) amended(next draft.Proposed, r published, gone ingest.Key, again []ingest.Video) draft.Proposed {
	rec := &next.Proposal.Record
	was := r.record.Videos
	if next.Record != nil {
		was = next.Record.Videos
	}
	rec.Videos = slices.DeleteFunc(slices.Clone(rec.Videos), func(l ingest.Location) bool {
		key, ok := host.KeyOf(l.URL)
		return ok && (key == gone || slices.ContainsFunc(again, func(v ingest.Video) bool { return v.Key() == key }))
	})
	incident := draft.Incident{Kind: draft.Gone, Field: ingest.FieldVideos}
	incident.Since, _ = ingest.ParseDate(a.memory.Videos[gone.String()].Missing) // the zero day where a clock wrote nonsense
	switch {
	case len(again) == 1:
		rec.Videos = append([]ingest.Location{{Type: again[0].Provider, URL: again[0].URL}}, rec.Videos...)
		rec.Duration, rec.ThumbnailURL = again[0].Duration, again[0].Thumbnail
		incident = draft.Incident{Kind: draft.Replaced, Field: ingest.FieldVideos, Videos: addresses(again)}
	case len(again) > 1:
		if len(rec.Videos) == 0 {
			rec.Videos = was
		}
		incident.Videos = addresses(again)
	case len(rec.Videos) == 0:
		rec.Videos = was
		incident.Record = r.place.Path()
	default:
		incident.Others = true
	}
	if !slices.ContainsFunc(next.Incidents, incident.Same) {
		// What imports have told of the loss is the same fact.
		same := func(i draft.Incident) bool { return i.IsLoss() && i.Kind != draft.Gone }
		next.Incidents = append(slices.DeleteFunc(slices.Clone(next.Incidents), same), incident)
	}
	return next
}

// addresses names a few videos.
func addresses(videos []ingest.Video) []string {
	const most = 5
	var list []string
	for _, v := range videos[:min(len(videos), most)] {
		list = append(list, v.URL)
	}
	return list
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
	_, drafts, err := a.p.Workspace.Propose(ctx, slug, nil, []workspace.NewDraft{{Stem: strings.TrimSuffix(r.place.File, ".json"), Next: next}})
	for _, d := range drafts {
		if d != nil {
			a.result.Drafts = append(a.result.Drafts, d.Path)
		}
	}
	return err
}
