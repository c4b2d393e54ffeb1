package intake

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// writing writes the drafts of a run.
type writing struct{ *Run }

// write brings the drafts up to what is proposed and counts what became of each
// video that came in.
func (r writing) write(ctx context.Context) error {
	var news []workspace.NewDraft
	var updates []workspace.Update
	var drafted []*talk // that updates are about
	for i := range r.talks {
		t := &r.talks[i]
		switch {
		case t.published:
			r.count(t, &r.summary.Known)
		case t.draft == nil:
			news = append(news, workspace.NewDraft{Stem: stem(t.next), Next: t.next})
		case r.OnlyNew && !r.hasNews(*t):
			r.count(t, &r.summary.Known)
		default:
			if err := r.revive(t); err != nil {
				return err
			}
			updates, drafted = append(updates, workspace.Update{Draft: t.draft, Next: t.next}), append(drafted, t)
		}
	}
	updated, created, err := r.propose(ctx, updates, news)
	for i, u := range updated {
		r.tellUpdate(drafted[i], u)
	}
	for i, d := range created {
		if d != nil {
			r.summary.New++
			r.summary.Drafts = append(r.summary.Drafts, d.Path)
			r.summary.Outlook.add(d, draft.NewBase(news[i].Next))
		}
	}
	if err == nil {
		r.remark()
	}
	return err
}

// propose writes what is proposed, or only says what would be written. Created are the
// new drafts in their order, nil for one that was not written.
func (r writing) propose(ctx context.Context, updates []workspace.Update, news []workspace.NewDraft) (updated []workspace.Updated, created []*draft.Draft, err error) {
	if r.opts.DryRun {
		for _, u := range updates {
			b, _ := r.in.Workspace.Base(u.Draft) // told of where it was read
			merged := draft.Merge(u.Draft, b, u.Next)
			updated = append(updated, workspace.Updated{Merged: merged, Changed: !draft.Same(u.Draft, merged.Draft)})
		}
		for _, n := range news {
			d := draft.New(n.Next)
			d.Path = filepath.Join(r.in.Workspace.Dir(), r.ev.Slug, n.Stem+".toml")
			created = append(created, d)
		}
		return updated, created, nil
	}
	return r.in.Workspace.Propose(ctx, r.ev.Slug, updates, news)
}

// settle takes down that nothing of an earlier run is left to be written.
func (r writing) settle(ctx context.Context) error {
	if r.opts.DryRun {
		return nil
	}
	_, _, err := r.in.Workspace.Propose(ctx, r.ev.Slug, nil, nil)
	return err
}

// tellUpdate counts a talk's draft, and remarks on what a person should look at.
func (r writing) tellUpdate(t *talk, u workspace.Updated) {
	if u.Err != nil {
		r.summary.Problems = append(r.summary.Problems, u.Err)
		r.count(t, &r.summary.Known)
		return
	}
	if told := r.tellIncidents(t); !told && t.draft.Status == draft.Ready && u.Draft.Status == draft.Review {
		r.summary.Remarks = append(r.summary.Remarks, t.draft.Path+": was ready, and is in review again as the host has changed it; its notes say what")
	}
	r.tellKept(t.draft, u.Merged)
	r.summary.Lesson.learn(t, u)
	r.summary.Outlook.add(u.Draft, cmp.Or(u.Base, t.base))
	if !u.Changed {
		r.count(t, &r.summary.Known)
		return
	}
	r.count(t, &r.summary.Updated)
	r.summary.Drafts = append(r.summary.Drafts, t.draft.Path)
}

// remark tells why videos were left alone that a person might look for.
func (r *Run) remark() {
	for _, place := range slices.Sorted(maps.Keys(r.elsewhere)) {
		r.summary.Remarks = append(r.summary.Remarks, fmt.Sprintf("the event %s has %d of the videos already", place, r.elsewhere[place]))
	}
	if len(r.deleted) > 0 {
		r.summary.Remarks = append(r.summary.Remarks, fmt.Sprintf(
			"%d of the videos had drafts that were deleted by hand, and are not proposed again; import with --again brings them back: %s",
			len(r.deleted), titlesOf(r.deleted)))
	}
}

// titlesOf names a few videos.
func titlesOf(videos []ingest.Video) string {
	const most = 10
	var names []string
	for _, v := range videos[:min(len(videos), most)] {
		name := cmp.Or(v.Title, v.ID)
		if v.IsPrivate() {
			name = v.ID
		}
		names = append(names, fmt.Sprintf("%q", name))
	}
	if rest := len(videos) - most; rest > 0 {
		names = append(names, fmt.Sprintf("and %d more", rest))
	}
	return strings.Join(names, ", ")
}

// count adds a talk to one of the summary's counts, which are about the videos
// that came in.
func (r *Run) count(t *talk, n *int) {
	if r.seen[t.video.Key()] && !t.lost {
		*n++
	}
}

// tellKept remarks on what is proposed otherwise than a person has it. It comes once,
// since it is about a proposal that has moved.
func (r writing) tellKept(before *draft.Draft, m draft.Merged) {
	if len(m.Kept) > 0 {
		r.summary.Remarks = append(r.summary.Remarks, fmt.Sprintf("%s: %s as a person left it; a note says what is proposed now",
			before.Path, strings.Join(m.Kept, ", ")))
	}
}

// revive takes back a tombstone, which comes so far with Again alone.
func (r writing) revive(t *talk) error {
	if t.draft.Status != draft.Skip {
		return nil
	}
	fresh := t.draft.Clone()
	fresh.Status = draft.Review
	if r.opts.DryRun {
		t.draft = fresh
		return nil
	}
	saved, err := r.in.Workspace.Save(t.draft, fresh)
	if err != nil {
		return err
	}
	t.draft = saved
	return nil
}

// stem is the file name of a new draft, without its ending. It stands in summaries, and so
// has nothing of the title of a private video.
func stem(next draft.Proposed) string {
	title := next.Proposal.Record.Title
	if next.Video.IsPrivate() {
		title = ""
	}
	return strings.TrimSuffix(record.FileName(title, next.Proposal.ID, nil), ".json")
}
