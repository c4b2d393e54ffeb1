package intake

import (
	"cmp"
	"context"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/match"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Run is one import or remap of one event: what is there, what came in, what
// to make of it.
type Run struct {
	// OnlyNew leaves all drafts as they are unless there is something new about a
	// video, instead of proposing each anew.
	OnlyNew bool

	in      *Intake
	ev      ingest.Event
	opts    Options
	summary Summary

	contents *workspace.Contents
	mapping  *mapper.Options // without what a mapping of this run adds; nil until the first
	// programme is the event's; pairs tell which of its sessions the talks are, unfilmed
	// are the others.
	programme Programme
	pairs     map[ingest.Key]match.Pair
	// alone is what the videos tell without the sessions, where there is a programme.
	alone    map[ingest.Key]ingest.Proposal
	unfilmed []ingest.Session
	doubts   []match.Remark // about the programme
	// seen are the videos that came in with this run.
	seen map[ingest.Key]bool
	// talks are the videos that the event's proposals are made of: the ones that
	// came in, and the stored ones.
	talks []talk
	// elsewhere counts videos of this run by the place that has them already,
	// deleted are those whose drafts a person has deleted.
	elsewhere map[string]int
	deleted   []ingest.Video
	// deletedToo are other uploads of talks whose drafts were deleted.
	deletedToo map[ingest.Key]bool
	awaits     map[ingest.Key]bool // see isAwaited
	// copied are the drafts of the event by the copies of their talks, see copyOf; arrived
	// are the copies that came in with this run, listed tells the order of all that did.
	copied     map[ingest.Key]*draft.Draft
	arrived    map[ingest.Key]ingest.Video
	listed     map[ingest.Key]int
	conclusive *gather.Listings // from which can be told what is not there any more; nil: nothing was listed
}

// talk is a video of the event with what is known about it.
type talk struct {
	video  ingest.Video
	copies []ingest.Video // of the talk, on other hosts
	draft  *draft.Draft   // nil: there is none
	base   *draft.Base    // nil: there is none
	// published tells that the data tree has the video while the workspace has no
	// draft of it: it teaches the mapper and is left alone.
	published bool
	// lost tells that the video came in and cannot be watched: it is counted as
	// unavailable already, and video is what it was.
	lost      bool
	incidents []draft.Incident // what has become of the video
	// reuploads are the records of other uploads that have come in.
	reuploads []ingest.Record
	// confirmed tells that a person has just said which session it is, or that it is none.
	confirmed bool
	next      draft.Proposed // what is proposed for it now
	after     *draft.Merged  // what that makes of its draft, once foreseen
}

func (r *Run) load(ctx context.Context) error {
	contents, err := r.in.Workspace.Load(ctx)
	if err != nil {
		return err
	}
	r.contents = contents
	r.deletedToo = r.alsoDeleted()
	if folder := contents.Folder(r.ev.Slug); folder != nil {
		r.summary.Problems = folder.DraftProblems() // that event.toml is missing is mended by this very run
	}
	return r.reconcile()
}

// receive decides what becomes of one video that came in.
func (r *Run) receive(v ingest.Video) {
	key := v.Key()
	r.seen[key] = true
	known := r.contents.Lookup(key, r.ev.Slug)
	if d := r.copyOf(key); d != nil && known.State != workspace.Drafted {
		r.receiveCopy(d, v)
		return
	}
	switch {
	case !v.Usable(), r.wasTakenBack(known, v):
		r.summary.Unavailable = append(r.summary.Unavailable, Unavailable{v.Provider, v.ID, unavailableReason(v), titleUnlessGone(v)})
		if known.State == workspace.Drafted && known.Draft.Event == r.ev.Slug {
			r.lose(known.Draft, v)
		}
	case known.State == workspace.Drafted && known.Draft.Event == r.ev.Slug:
		r.talks = append(r.talks, r.drafted(known.Draft, v))
	case known.State == workspace.Unknown && r.deletedToo[key] && !r.opts.Again:
		r.summary.Skipped++
		r.deleted = append(r.deleted, v)
	case known.State == workspace.Unknown && r.isAwaited(key):
		r.summary.Known++ // the talk's proposal has it
	case known.State == workspace.Unknown && r.isCopyOfTombstone(v):
	case known.State == workspace.Unknown:
		r.talks = append(r.talks, talk{video: v, published: r.inTree(key) || r.hasFileOf(v)})
	case known.State == workspace.Skipped && r.opts.Again:
		r.talks = append(r.talks, r.drafted(known.Draft, v))
	case known.State == workspace.Deleted && r.opts.Again:
		r.talks = append(r.talks, talk{video: v})
	case known.State == workspace.Deleted:
		r.summary.Skipped++
		r.deleted = append(r.deleted, v)
	case known.State == workspace.Skipped:
		r.summary.Skipped++
	case known.Draft != nil && known.Draft.Event == r.ev.Slug:
		r.summary.Known++ // one of several videos of a talk
	case known.Draft != nil:
		r.summary.Known++
		r.elsewhere[known.Draft.Event]++
	default: // reported among the problems: several drafts, or one that cannot be read
		r.summary.Known++
	}
}

// wasTakenBack reports whether a video has been made private that others could watch: its
// owner, who sees it still, has changed their mind.
func (r *Run) wasTakenBack(known workspace.Known, v ingest.Video) bool {
	if !v.IsPrivate() || known.State != workspace.Drafted || known.Draft.Event != r.ev.Slug {
		return false
	}
	b := r.base(known.Draft)
	return b != nil && (!b.Video.IsPrivate() || slices.ContainsFunc(b.Incidents, func(i draft.Incident) bool { return i.Kind == draft.Unwatchable }))
}

func (r *Run) drafted(d *draft.Draft, v ingest.Video) talk {
	return talk{video: v, draft: d, base: r.base(d)}
}

// base reads what was last proposed. An unreadable one counts as none, so that
// every difference is taken for a person's.
func (r *Run) base(d *draft.Draft) *draft.Base {
	b, err := r.in.Workspace.Base(d)
	if err != nil {
		told := func(p error) bool { return p.Error() == err.Error() }
		if !slices.ContainsFunc(r.summary.Problems, told) {
			r.summary.Problems = append(r.summary.Problems, err)
		}
		return nil
	}
	return b
}

// stored are the talks of the event's drafts with their videos as last fetched.
func (r *Run) stored() []talk {
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
			talks = append(talks, talk{video: b.Video, draft: d, base: b, incidents: b.Incidents})
		}
	}
	return talks
}

// inTree reports whether the data tree holds the video. In this event's own
// folder it teaches the mapper; in another it is only told of.
func (r *Run) inTree(key ingest.Key) bool {
	if r.in.Tree == nil {
		return false
	}
	places := r.in.Tree.Lookup(key)
	own := false
	for _, place := range places {
		if place.Event != r.ev.Slug {
			r.elsewhere[place.Event]++
		}
		own = own || place.Event == r.ev.Slug
	}
	return len(places) > 0 && (own || !r.opts.Elsewhere)
}

// hasFileOf reports whether a record of the event has a file of a video of a host of
// which records have no pages, so that its key stands in none.
func (r *Run) hasFileOf(v ingest.Video) bool {
	if _, page := host.Location(v); page || r.in.Tree == nil {
		return false
	}
	entry, _ := r.in.Tree.Event(r.ev.Slug)
	isIn := func(e record.Entry) bool {
		return slices.ContainsFunc(v.Files, func(f ingest.File) bool { return slices.Contains(e.URLs, f.URL) })
	}
	return slices.ContainsFunc(entry.Records, isIn)
}

// mapAll maps all talks of the event at once.
func (r *Run) mapAll() error {
	copies{r}.bring()
	copies{r}.join()
	r.sortTalks()
	r.pairs = nil // of two uploads of a talk nobody could tell which is the session
	proposals := r.mapTalks(record.Slug, r.takenSlugs())
	r.alone = map[ingest.Key]ingest.Proposal{}
	for i, p := range proposals {
		r.alone[r.talks[i].video.Key()] = p
	}
	if again := (reuploads{r}); again.mayBe(proposals) {
		if err := again.join(); err != nil {
			return err
		}
		proposals = r.mapTalks(record.Slug, r.takenSlugs())
	}
	for i := range r.talks {
		if t := &r.talks[i]; t.isFromRecord() {
			r.expectRecord(t)
		}
	}
	if (pairing{r}).pair(); len(r.pairs) > 0 {
		proposals = r.mapTalks(record.Slug, r.takenSlugs())
	}
	r.expect(proposals)
	for range maxForeseen {
		if !(curated{r}).foresee() {
			break
		}
		r.expect(r.mapTalks(record.Slug, r.takenSlugs()))
	}
	return nil
}

// expect takes what is proposed for the talks that are the mapper's.
func (r *Run) expect(proposals []ingest.Proposal) {
	settled := curated{r}.corrections()
	for i, p := range proposals {
		t := &r.talks[i]
		if t.isFromRecord() {
			continue
		}
		without := r.alone[t.video.Key()]
		if _, ok := settled[t.video.Key()]; ok {
			p = t.keepSettled(p)
			without = p
		}
		t.next = draft.Proposed{Video: t.video, Proposal: p}
		pairing{r}.withSession(t, without)
	}
	if len(r.pairs) > 0 {
		pairing{r}.refine(settled)
	}
	for i := range r.talks {
		t := &r.talks[i]
		if t.isFromRecord() {
			continue
		}
		t.next.Status = r.in.Mapping.startsAs(t.next.Proposal)
		if s := t.next.Session; s != nil && s.DoNotRecord {
			t.next.Status = draft.Review
		}
		r.pointOutStream(t)
		t.withReuploads()
		r.withIncidents(t)
		t.withCopies()
	}
	copies{r}.point()
}

// expectRecord proposes again what was made of a record.
func (r *Run) expectRecord(t *talk) {
	if t.base != nil {
		t.next = t.base.Proposed
		t.next.Incidents = nil
	}
	t.withReuploads()
	r.withIncidents(t)
	t.withCopies()
}

// isFromRecord reports whether the talk's proposal is not the mapper's to make.
func (t *talk) isFromRecord() bool {
	return t.next.FromRecord() || t.base != nil && t.base.FromRecord()
}

// mapTalks gives a proposal for each talk, an empty one for those that are not the
// mapper's, by the slugs and the taken ones given.
func (r *Run) mapTalks(slug func(string) string, taken func(string) bool) []ingest.Proposal {
	var videos []ingest.Video
	var at []int
	for i := range r.talks {
		if !r.talks[i].isFromRecord() {
			videos, at = append(videos, r.talks[i].whole()), append(at, i)
		}
	}
	if r.mapping == nil {
		opts := r.in.mapperOptions(r.ev.Slug, r.programme.Stored.Sessions)
		r.mapping = &opts
	}
	opts := *r.mapping
	opts.Corrections = curated{r}.corrections()
	pairing{r}.taught(opts.Corrections)
	opts.Slug, opts.Taken = slug, taken
	proposals := make([]ingest.Proposal, len(r.talks))
	mapped := mapper.Map(r.ev, videos, opts)
	pairing{r}.noteRefusals(mapped)
	for i, p := range mapped {
		proposals[at[i]] = p
	}
	return proposals
}

func (r *Run) sortTalks() {
	slices.SortStableFunc(r.talks, func(a, b talk) int { return inListedOrder(a.video, b.video) })
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
// run stands for.
func (r *Run) takenSlugs() func(slug string) bool {
	if r.in.Tree == nil {
		return nil
	}
	talks, files := map[ingest.Key]bool{}, map[string]bool{}
	for _, t := range r.talks {
		talks[t.video.Key()] = true
		if t.draft != nil && t.base != nil && t.base.Published != nil { // its video may have been taken out of the record
			file, _ := draft.EarlierRecordIn(r.in.Tree, r.ev.Slug, t.draft, t.base.Published)
			files[file] = true
		}
	}
	taken := map[string]bool{}
	entry, _ := r.in.Tree.Event(r.ev.Slug)
	for _, e := range entry.Records {
		if !files[e.File] && !slices.ContainsFunc(e.Keys, func(k ingest.Key) bool { return talks[k] }) {
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
