package intake

import (
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
	for i := range r.talks {
		if err := ctx.Err(); err != nil {
			return err
		}
		t := &r.talks[i]
		switch {
		case t.published:
			r.count(t, &r.summary.Known)
		case t.draft == nil:
			news = append(news, workspace.NewDraft{Stem: stem(t.next.Proposal), Next: t.next})
		default:
			if err := r.update(t); err != nil {
				return err
			}
		}
	}
	if err := r.create(ctx, news); err != nil {
		return err
	}
	r.remark()
	return nil
}

// remark tells why videos were left alone that a person might look for.
func (r *Run) remark() {
	for _, place := range slices.Sorted(maps.Keys(r.elsewhere)) {
		r.summary.Remarks = append(r.summary.Remarks, fmt.Sprintf("the event %s has %d of the videos already", place, r.elsewhere[place]))
	}
	if r.deleted > 0 {
		r.summary.Remarks = append(r.summary.Remarks, fmt.Sprintf(
			"%d of the videos had drafts that were deleted by hand, and are not proposed again; import with --again brings them back", r.deleted))
	}
}

// count adds a talk to one of the summary's counts, which are about the videos
// that came in.
func (r *Run) count(t *talk, n *int) {
	if r.seen[t.video.Key()] && !t.lost {
		*n++
	}
}

func (r writing) create(ctx context.Context, news []workspace.NewDraft) error {
	if r.opts.DryRun {
		r.summary.New = len(news)
		for _, n := range news {
			r.summary.Drafts = append(r.summary.Drafts, filepath.Join(r.in.Workspace.Dir(), r.ev.Slug, n.Stem+".toml"))
		}
		return nil
	}
	drafts, err := r.in.Workspace.Create(ctx, r.ev.Slug, news)
	for _, d := range drafts {
		if d != nil {
			r.summary.New++
			r.summary.Drafts = append(r.summary.Drafts, d.Path)
		}
	}
	return err
}

// update merges what is proposed into a draft that exists.
func (r writing) update(t *talk) error {
	merged, changed, err := r.merge(t)
	if workspace.OfOneDraft(err) {
		r.summary.Problems = append(r.summary.Problems, err)
		r.count(t, &r.summary.Known)
		return nil
	}
	if err != nil {
		return err
	}
	r.tellNews(t)
	r.tellMerge(t.draft, merged)
	if !changed {
		r.count(t, &r.summary.Known)
		return nil
	}
	r.count(t, &r.summary.Updated)
	r.summary.Drafts = append(r.summary.Drafts, t.draft.Path)
	return nil
}

func (r writing) merge(t *talk) (merged draft.Merged, changed bool, err error) {
	if t.draft.Status == draft.Skip { // with Again: receive lets it through for nothing else
		if err := r.revive(t); err != nil {
			return draft.Merged{}, false, err
		}
	}
	if r.opts.DryRun {
		merged = draft.Merge(t.draft, t.base, t.next)
		return merged, len(merged.Followed) > 0, nil
	}
	outcome, err := r.in.Workspace.Update(t.draft, t.next)
	return outcome.Merged, outcome.Changed, err
}

// tellMerge remarks on what a person has settled and should look at again. It
// comes once, since it is about a proposal that has moved.
func (r writing) tellMerge(before *draft.Draft, m draft.Merged) {
	changed := slices.DeleteFunc(slices.Clone(m.Followed), func(name string) bool { return name == draft.FieldStatus })
	if before.Status == draft.Ready && len(changed) > 0 {
		r.summary.Remarks = append(r.summary.Remarks, fmt.Sprintf("%s: was ready and is in review again: %s changed",
			before.Path, strings.Join(changed, ", ")))
	}
	if len(m.Kept) > 0 {
		why := "as a person left it"
		if before.Status == draft.Published {
			why = "as published"
		}
		r.summary.Remarks = append(r.summary.Remarks, fmt.Sprintf("%s: %s %s; a note says what is proposed now",
			before.Path, strings.Join(m.Kept, ", "), why))
	}
}

// revive takes back a tombstone.
func (r writing) revive(t *talk) error {
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

// stem is the file name of a new draft, without its ending.
func stem(p ingest.Proposal) string {
	return strings.TrimSuffix(record.FileName(p.Record.Title, p.ID, nil), ".json")
}
