package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// ImportOptions say how an import treats what is there.
type ImportOptions struct {
	Again bool // propose skipped and deleted drafts again
	// Elsewhere also proposes videos that the data tree has in another event.
	Elsewhere bool
	// OnlyNew leaves all drafts as they are unless there is something new about a
	// video, instead of proposing each anew.
	OnlyNew bool
	DryRun  bool // say what would be done, write nothing
	// Was is the event that ev was made of, as it was read, or the zero one where
	// there was none: what somebody has written into event.toml since then stays.
	// Without it ev is what event.toml becomes.
	Was *ingest.Event
}

// Import brings the videos of a haul into the drafts of an event. Drafts that
// exist follow the new proposals where no person has changed them; everything
// else of theirs stays. The event's event.toml is written or brought up to ev.
func (p *Pipeline) Import(ctx context.Context, ev ingest.Event, haul Haul, opts ImportOptions) (Summary, error) {
	r, done, err := p.begin(ctx, ev, opts)
	if err != nil {
		return Summary{}, err
	}
	defer done()
	return r.take(ctx, haul)
}

// take brings a haul into the drafts.
func (r *round) take(ctx context.Context, haul Haul) (Summary, error) {
	wanted, err := r.p.filters(r.ev, haul)
	if err != nil {
		return Summary{}, err
	}
	for _, v := range haul.Videos {
		if wanted[haul.From[v.Key()]].leavesOut(v) {
			r.seen[v.Key()] = true
			r.summary.Skipped++
			continue
		}
		if v.Reason != ingest.Doubtful || !r.leave(v) {
			r.receive(v)
		}
	}
	r.summary.Found = len(haul.Videos)
	r.summary.Complete = haul.Complete && !haul.doubted()
	r.summary.Requests = haul.Usage.Requests
	r.summary.Quota = haul.Usage.Quota
	for _, t := range r.stored() {
		if !r.seen[t.video.Key()] {
			r.talks = append(r.talks, t.delistedBy(haul.conclusive()))
		}
	}
	if r.opts.OnlyNew && !slices.ContainsFunc(r.talks, talk.hasNews) {
		r.countKnown()
		return r.summary, nil
	}
	return r.finish(ctx)
}

// leave keeps a drafted talk as it is when what the host now says of its video is not
// to be believed. It reports whether there is such a talk.
func (r *round) leave(v ingest.Video) bool {
	known := r.contents.Lookup(v.Key(), r.ev.Slug)
	if known.State != workspace.Drafted || known.Draft.Event != r.ev.Slug {
		return false
	}
	b := r.base(known.Draft)
	if b == nil {
		return false
	}
	r.seen[v.Key()] = true
	r.talks = append(r.talks, talk{video: b.Video, draft: known.Draft, base: b, incidents: b.Incidents})
	return true
}

// Remap proposes an event's drafts anew from the videos as they were last
// fetched.
func (p *Pipeline) Remap(ctx context.Context, event string) (Summary, error) {
	ev, err := p.Workspace.Event(event)
	if err != nil {
		return Summary{}, err
	}
	r, done, err := p.begin(ctx, ev, ImportOptions{Was: &ev})
	if err != nil {
		return Summary{}, err
	}
	defer done()
	for _, t := range r.stored() {
		r.seen[t.video.Key()] = true
		r.talks = append(r.talks, t)
	}
	r.summary.Found = len(r.seen)
	r.summary.Complete = true
	return r.finish(ctx)
}

// begin takes the locks and reads what is there.
func (p *Pipeline) begin(ctx context.Context, ev ingest.Event, opts ImportOptions) (_ *round, done func(), err error) {
	done = func() {}
	if !opts.DryRun {
		if done, err = p.lock(ctx, ev.Slug); err != nil {
			return nil, nil, err
		}
	}
	r := &round{
		p: p, ev: ev, opts: opts, seen: map[ingest.Key]bool{}, elsewhere: map[string]int{},
		summary: newSummary(ev.Slug),
	}
	if err := r.load(ctx); err != nil {
		done()
		return nil, nil, err
	}
	return r, done, nil
}

// lock keeps others from writing to an event and from creating drafts anywhere.
func (p *Pipeline) lock(ctx context.Context, event string) (done func(), err error) {
	release, err := p.Workspace.Lock(event)
	if err != nil {
		return nil, err
	}
	unlock, err := p.Workspace.LockNew(ctx)
	if err != nil {
		return nil, errors.Join(err, release())
	}
	return func() { _, _ = unlock(), release() }, nil // the locks end with the process at the latest
}

// finish maps what was received and writes it.
func (r *round) finish(ctx context.Context) (Summary, error) {
	if err := r.mapAll(); err != nil {
		return Summary{}, fmt.Errorf("%s: %w", r.ev.Slug, err)
	}
	if err := r.saveEvent(); err != nil {
		return Summary{}, fmt.Errorf("%s: %w", r.ev.Slug, err)
	}
	if err := r.write(ctx); err != nil {
		r.summary.Complete = false
		return r.summary, fmt.Errorf("%s: %w", r.ev.Slug, err)
	}
	return r.summary, nil
}

// saveEvent writes event.toml when it is new or says something else.
func (r *round) saveEvent() error {
	folder := r.contents.Folder(r.ev.Slug)
	if r.opts.DryRun {
		return nil
	}
	if folder != nil && folder.HasEvent {
		return r.p.Workspace.SaveEvent(folder.Event, r.ev)
	}
	err := r.p.Workspace.CreateEvent(r.ev)
	if errors.Is(err, fs.ErrExist) { // and yet it could not be read
		_, err = r.p.Workspace.Event(r.ev.Slug)
	}
	return err
}

// reconcile takes over what somebody has written into event.toml since the round's
// event was made of it.
func (r *round) reconcile() error {
	folder := r.contents.Folder(r.ev.Slug)
	if r.opts.Was == nil || folder == nil || !folder.HasEvent {
		return nil
	}
	was := *r.opts.Was
	if was.Slug == "" { // it was new then: of the two the one that is there counts
		was = r.ev
		was.Sources = nil
	}
	var err error
	r.ev, err = draft.CarryEvent(was, r.ev, folder.Event)
	return err
}
