package publish

import (
	"errors"
	"fmt"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// faults are the reasons to refuse a draft: what pyvideo/data's own tests would
// say, and what would put something into the tree that does not belong there.
func (r *publishing) faults(d *draft.Draft, file string, exists bool, text []byte) []check.Finding {
	p := check.Proposed{Path: d.Path, Category: r.folder.Event.Title, Record: d.Record, Source: text, File: file}
	if exists {
		p.Replaces = record.Place{Event: r.folder.Slug, File: file}
	}
	asHosted := d.Clone()
	asHosted.Source.Private = r.isPrivate(d)
	found := append(check.Draft(asHosted), check.DoNotRecord(d, r.sessionOf(d), r.folder.Sessions)...)
	found = append(found, r.twice(d, file)...)
	if !exists {
		found = append(found, r.unread(d)...)
	}
	if len(found) > 0 {
		return found
	}
	// Last, since the batch remembers the record for those that follow.
	return slices.DeleteFunc(r.batch.Add(p), func(f check.Finding) bool { return f.Level != check.Error })
}

// isPrivate reports whether only its owner can watch the draft's video, whatever a person has
// taken out of the draft.
func (r *publishing) isPrivate(d *draft.Draft) bool {
	b, err := r.workspace.Base(d)
	return d.Source.Private || err == nil && b != nil && b.Video.IsPrivate()
}

// sessionOf is the session that a draft names, or that was proposed for it since a person
// has settled it.
func (r *publishing) sessionOf(d *draft.Draft) string {
	if d.Source.Session.Given {
		return d.Source.Session.ID
	}
	if b, err := r.workspace.Base(d); err == nil && b != nil && b.Session != nil {
		return b.Session.ID
	}
	return ""
}

func fault(d *draft.Draft, field, rule, message string) check.Finding {
	return check.Finding{Path: d.Path, Field: field, Rule: rule, Level: check.Error, Message: message}
}

// unreadable is the finding about a draft that cannot be used at all.
func unreadable(problem workspace.Problem) check.Finding {
	f := check.Finding{Path: problem.Path, Rule: ruleDraft, Level: check.Error, Message: problem.Err.Error()}
	if syntax, ok := errors.AsType[*draft.SyntaxError](problem.Err); ok {
		f.Line = syntax.Line
		f.Message = fmt.Sprintf("%d:%d: %s", syntax.Line, syntax.Column, syntax.Message)
	}
	return f
}

// ruleDraft is broken by a draft that cannot be read.
const ruleDraft = "draft"

// twice tells where else the draft's videos are: in other drafts, of which none is
// written then, or in records that are not the draft's own.
func (r *publishing) twice(d *draft.Draft, file string) []check.Finding {
	var found []check.Finding
	own := record.Place{Event: r.folder.Slug, File: file}
	for _, key := range d.Keys() {
		for _, other := range r.claims[key] {
			if other != d.Path {
				found = append(found, fault(d, ingest.FieldVideos, check.RuleDuplicateVideo,
					fmt.Sprintf("another draft has the same video: %s; keep one of them", other)))
			}
		}
		for _, place := range r.tree.Lookup(key) {
			if place != own {
				found = append(found, fault(d, ingest.FieldVideos, check.RuleDuplicateVideo,
					fmt.Sprintf("the video is in the data tree already: %s; skip this draft, or take the other record out", place.Path())))
			}
		}
	}
	return slices.CompactFunc(found, func(a, b check.Finding) bool { return a == b })
}

// claims are the drafts by the videos that they are about, tombstones aside.
func claims(contents *workspace.Contents) map[ingest.Key][]string {
	claimed := map[ingest.Key][]string{}
	for _, folder := range contents.Folders {
		for _, d := range folder.Drafts {
			if d.Status == draft.Skip {
				continue
			}
			for _, key := range d.Keys() {
				if !slices.Contains(claimed[key], d.Path) {
					claimed[key] = append(claimed[key], d.Path)
				}
			}
		}
	}
	return claimed
}
