package publish

import (
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// recordOf is the file of an event that holds a draft's talk: the record that has
// one of the draft's videos, or else one of those that were last published from the
// draft. The video that a draft is named by may have been taken out of both.
func recordOf(w *workspace.Workspace, tree *record.Index, event string, d *draft.Draft) (file string, ok bool) {
	if file, ok := draft.RecordIn(tree, event, d); ok {
		return file, true
	}
	published, err := w.LastPublished(d)
	if err != nil {
		published = nil // an unreadable base tells nothing
	}
	return draft.EarlierRecordIn(tree, event, d, published)
}
