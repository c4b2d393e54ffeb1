package check

import (
	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// Proposals finds the errors of what is proposed for the talks of one event, each
// by itself, against the others and against a data tree (nil: none). There is one
// list for each proposal, in the same order; paths of findings are the videos'
// keys. An import whose proposals have findings would make drafts that publish
// refuses.
func Proposals(ev ingest.Event, proposals []ingest.Proposal, tree *record.Index) [][]Finding {
	batch := NewBatch(tree)
	out := make([][]Finding, len(proposals))
	for i, p := range proposals {
		proposed := Proposed{
			Path: p.Key().String(), Category: ev.Title, Record: p.Record,
			File: record.FileName(p.Record.Title, p.ID, nil), Replaces: placeOf(tree, ev.Slug, p.Key()),
		}
		out[i] = batch.Add(proposed)
	}
	return out
}

// placeOf is where an event holds a video already.
func placeOf(tree *record.Index, event string, key ingest.Key) record.Place {
	if tree != nil {
		for _, place := range tree.Lookup(key) {
			if place.Event == event {
				return place
			}
		}
	}
	return record.Place{}
}
