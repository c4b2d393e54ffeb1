package publish

import (
	"cmp"
	"context"
	"slices"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// DraftStatus is what a person should know about one draft.
type DraftStatus struct {
	Path   string `json:"path"`
	Event  string `json:"event"`
	Status string `json:"status"`
	Title  string `json:"title"`
	// Doubts are the fields that are unsure or noted, and "status" where it says
	// published and there is no such record, neither in the data tree's checkout nor
	// on the way to it.
	Doubts []string `json:"doubts"`
	// Record is where the record of a published draft is that the checkout lacks.
	Record Place `json:"-"`
}

// Status lists the drafts in an event's folder, those with most doubts first and those
// that nobody needs to look at last. The bases are the drafts', in the same order. The
// errors are drafts and records of the event that cannot be used, or say why it is not
// known which of the published ones have a record.
func (p *Publisher) Status(ctx context.Context, folder *workspace.Folder, bases []*draft.Base) ([]DraftStatus, []error) {
	var lines []DraftStatus
	var problems []error
	for _, problem := range folder.Problems {
		problems = append(problems, problem)
	}
	unread, files := p.unread(folder.Slug)
	problems = append(problems, unread...)
	unseen := slices.DeleteFunc(slices.Clone(folder.Drafts), func(d *draft.Draft) bool {
		_, broken := ownUnread(d, files)
		return broken || p.needsNoRecord(d)
	})
	where, err := p.beside(ctx, folder.Slug, unseen)
	if err != nil {
		problems = append(problems, err)
	}
	for i, d := range folder.Drafts {
		doubts := draft.Doubts(d, bases[i])
		if doubts == nil || d.Status == draft.Skip {
			doubts = []string{}
		}
		if where[d].Kind == Nowhere && slices.Contains(unseen, d) {
			doubts = append(doubts, draft.FieldStatus)
		}
		lines = append(lines, DraftStatus{d.Path, folder.Slug, string(d.Status), d.Record.Title, doubts, where[d]})
	}
	slices.SortStableFunc(lines, func(a, b DraftStatus) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(len(b.Doubts), len(a.Doubts)))
	})
	return lines, problems
}

// rank puts first what waits for a person.
func rank(s DraftStatus) int {
	switch {
	case s.Status == string(draft.Review) && len(s.Doubts) > 0:
		return 0
	case s.Status != string(draft.Skip) && len(s.Doubts) > 0:
		return 1
	case s.Status == string(draft.Review):
		return 2
	case s.Status == string(draft.Ready):
		return 3
	case s.Status == string(draft.Published):
		return 4
	}
	return 5
}
