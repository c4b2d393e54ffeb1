package pipeline

import (
	"cmp"
	"slices"

	"github.com/pyvideo/stevie/ingest/draft"
)

// DraftStatus is what a person should know about one draft.
type DraftStatus struct {
	Path   string `json:"path"`
	Event  string `json:"event"`
	Status string `json:"status"`
	Title  string `json:"title"`
	// Doubts are the fields that are unsure or noted, and "status" where it says
	// published and the data tree has no such record.
	Doubts []string `json:"doubts"`
}

// Status lists the drafts of an event, those with most doubts first and those
// that nobody needs to look at last. The errors are drafts that cannot be used.
func (p *Pipeline) Status(contents *draft.Contents, event string) ([]DraftStatus, []error) {
	folder := contents.Folder(event)
	if folder == nil {
		return nil, nil
	}
	var lines []DraftStatus
	var problems []error
	for _, problem := range folder.Problems {
		problems = append(problems, problem)
	}
	for _, d := range folder.Drafts {
		b, err := p.Workspace.Base(d)
		if err != nil {
			problems = append(problems, err)
		}
		doubts := draft.Doubts(d, b)
		if doubts == nil || d.Status == draft.Skip {
			doubts = []string{}
		}
		if p.isOrphan(d) {
			doubts = append(doubts, draft.FieldStatus)
		}
		lines = append(lines, DraftStatus{d.Path, event, string(d.Status), d.Record.Title, doubts})
	}
	slices.SortStableFunc(lines, func(a, b DraftStatus) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(len(b.Doubts), len(a.Doubts)))
	})
	return lines, problems
}

// isOrphan reports whether a draft says that it is published and no record of its
// event holds its video: the pull request was closed, or is not merged yet.
func (p *Pipeline) isOrphan(d *draft.Draft) bool {
	if p.Tree == nil || d.Status != draft.Published {
		return false
	}
	for _, key := range keysOf(d) {
		for _, place := range p.Tree.Lookup(key) {
			if place.Event == d.Event {
				return false
			}
		}
	}
	return true
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
