package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Options say how an import treats what is there.
type Options struct {
	Again bool // propose skipped and deleted drafts again
	// Elsewhere also proposes videos that the data tree has in another event.
	Elsewhere bool
	DryRun    bool // say what would be done, write nothing
	Accept    bool // sure pairs with sessions are a person's word from now on
	// Programme is the event's, where somebody has read it already; nil: it is read without
	// asking anybody.
	Programme *Programme
	// Was is the event that ev was made of, as it was read, or the zero one where
	// there was none: what somebody has written into event.toml since then stays.
	// Without it ev is what event.toml becomes.
	Was *ingest.Event
}

// ImportInto brings the listed videos into the drafts of an event, asking nobody and
// remembering nothing for later imports, as [Intake.Import] does. Drafts that
// exist follow the new proposals where no person has changed them; everything
// else of theirs stays. The event's event.toml is written or brought up to ev.
func (in *Intake) ImportInto(ctx context.Context, ev ingest.Event, listings gather.Listings, opts Options) (Summary, error) {
	r, done, err := in.Begin(ctx, ev, opts)
	if err != nil {
		return Summary{}, err
	}
	defer done()
	return r.Import(ctx, listings)
}

// Import brings what was listed into the drafts.
func (r *Run) Import(ctx context.Context, listings gather.Listings) (Summary, error) {
	wanted, err := r.in.filters(r.ev, listings)
	if err != nil {
		return Summary{}, err
	}
	conclusive := listings.Conclusive()
	r.conclusive = &conclusive
	for i, v := range listings.Videos {
		r.listed[v.Key()] = i
		if wanted[listings.From[v.Key()]].leavesOut(v) {
			r.seen[v.Key()] = true
			r.summary.Skipped++
			continue
		}
		if !v.Doubtful || !r.leave(v) {
			r.receive(v)
		}
	}
	for _, l := range listings.Listed {
		if l.IsEmpty() { // nobody gives such an address on purpose
			r.summary.Remarks = append(r.summary.Remarks, fmt.Sprintf("%s %s has no videos, or shows none to us: check that it is the right one",
				l.Ref.Kind, cmp.Or(l.Collection.URL, l.Ref.ID)))
		}
	}
	r.summary.Found = len(listings.Videos)
	r.summary.Complete = listings.Complete && !listings.Doubted()
	r.summary.Requests = listings.Usage.Requests
	r.summary.Quota = listings.Usage.Quota
	for _, t := range r.stored() {
		if !r.seen[t.video.Key()] {
			r.talks = append(r.talks, t.delistedBy(conclusive))
		}
	}
	copies{r}.bring()
	if r.OnlyNew {
		pairing{r}.pair()
	}
	if r.OnlyNew && !slices.ContainsFunc(r.talks, r.hasNews) {
		r.countKnown()
		if err := (pairing{r}).saveProgramme(); err != nil {
			return Summary{}, err
		}
		return r.summary, writing{r}.settle(ctx)
	}
	return r.finish(ctx)
}

// leave keeps a drafted talk as it is when what the host now says of its video is not
// to be believed. It reports whether there is such a talk.
func (r *Run) leave(v ingest.Video) bool {
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
func (in *Intake) Remap(ctx context.Context, event string) (Summary, error) {
	ev, err := in.Workspace.Event(event)
	if err != nil {
		return Summary{}, err
	}
	r, done, err := in.Begin(ctx, ev, Options{Was: &ev})
	if err != nil {
		return Summary{}, err
	}
	defer done()
	r.takeStored()
	return r.finish(ctx)
}

// Follow proposes those of an event's drafts anew whose session is not as it was, from
// the videos as they were last fetched.
func (in *Intake) Follow(ctx context.Context, ev ingest.Event, programme Programme) (Summary, error) {
	r, done, err := in.Begin(ctx, ev, Options{Was: &ev, Programme: &programme})
	if err != nil {
		return Summary{}, err
	}
	defer done()
	r.OnlyNew = true
	r.takeStored()
	if (pairing{r}).pair(); !slices.ContainsFunc(r.talks, (pairing{r}).hasNewSession) {
		return r.summary, pairing{r}.saveProgramme()
	}
	return r.finish(ctx)
}

// takeStored makes the talks of a run those of the event's drafts.
func (r *Run) takeStored() {
	for _, t := range r.stored() {
		r.seen[t.video.Key()] = true
		r.talks = append(r.talks, t)
	}
	r.summary.Found = len(r.seen)
	r.summary.Complete = true
}

// Begin takes the locks of an event and reads what is there. The caller calls done.
func (in *Intake) Begin(ctx context.Context, ev ingest.Event, opts Options) (_ *Run, done func(), err error) {
	done = func() {}
	if !opts.DryRun {
		if done, err = in.lock(ctx, ev.Slug); err != nil {
			return nil, nil, err
		}
	}
	r := &Run{
		in: in, ev: ev, opts: opts, seen: map[ingest.Key]bool{}, elsewhere: map[string]int{},
		arrived: map[ingest.Key]ingest.Video{}, listed: map[ingest.Key]int{},
		summary: NewSummary(ev.Slug),
	}
	err = r.load(ctx)
	if err == nil {
		err = pairing{r}.readProgramme(ctx)
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	return r, done, nil
}

func (r pairing) readProgramme(ctx context.Context) (err error) {
	if r.opts.Programme != nil {
		r.programme = *r.opts.Programme
	} else {
		r.programme, err = r.in.Programme(ctx, r.ev, AskNobody)
	}
	r.summary.Remarks = append(r.summary.Remarks, r.programme.Remarks...)
	return err
}

// lock keeps others from writing to an event and from creating drafts anywhere.
func (in *Intake) lock(ctx context.Context, event string) (done func(), err error) {
	release, err := in.Workspace.Lock(event)
	if err != nil {
		return nil, err
	}
	unlock, err := in.Workspace.LockNew(ctx)
	if err != nil {
		return nil, errors.Join(err, release())
	}
	return func() { _, _ = unlock(), release() }, nil // the locks end with the process at the latest
}

// finish maps what was received and writes it.
func (r *Run) finish(ctx context.Context) (Summary, error) {
	if err := r.mapAll(); err != nil {
		return Summary{}, fmt.Errorf("%s: %w", r.ev.Slug, err)
	}
	if err := r.saveEvent(); err != nil {
		return Summary{}, fmt.Errorf("%s: %w", r.ev.Slug, err)
	}
	if err := (pairing{r}).saveProgramme(); err != nil {
		return Summary{}, err
	}
	if err := (writing{r}).write(ctx); err != nil {
		r.summary.Complete = false
		return r.summary, fmt.Errorf("%s: %w", r.ev.Slug, err)
	}
	return r.summary, nil
}

// saveProgramme stores the programme, so that the next run needs nobody for it.
func (r pairing) saveProgramme() error {
	r.remarkOnProgramme()
	if r.opts.DryRun || len(r.programme.Stored.Sessions) == 0 {
		return nil
	}
	return r.in.Workspace.SaveSchedule(r.ev.Slug, r.programme.Stored)
}

func (r pairing) remarkOnProgramme() {
	for _, doubt := range r.doubts {
		r.summary.Remarks = append(r.summary.Remarks, doubt.String())
	}
}

// saveEvent writes event.toml when it is new or says something else.
func (r *Run) saveEvent() error {
	folder := r.contents.Folder(r.ev.Slug)
	if r.opts.DryRun {
		return nil
	}
	if folder != nil && folder.HasEvent {
		return r.in.Workspace.SaveEvent(folder.Event, r.ev)
	}
	err := r.in.Workspace.CreateEvent(r.ev)
	if errors.Is(err, fs.ErrExist) { // and yet it could not be read
		_, err = r.in.Workspace.Event(r.ev.Slug)
	}
	return err
}

// reconcile takes over what somebody has written into event.toml since the run's
// event was made of it.
func (r *Run) reconcile() error {
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
