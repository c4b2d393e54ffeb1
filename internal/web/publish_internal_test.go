package web

import (
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

func TestUnseen(t *testing.T) {
	t.Parallel()
	next := draft.Proposed{Status: draft.Ready}
	proposed := talkAt(ingest.LevelSure, draft.New(next), draft.NewBase(next)) // ready since it was sure enough
	person := draft.Proposed{Status: draft.Review}
	looked := talkAt(ingest.LevelSure, draft.New(person), draft.NewBase(person))
	looked.Draft.Status = draft.Ready
	waiting := talkAt(ingest.LevelSure, draft.New(person), draft.NewBase(person))
	unsure := talkAt(ingest.LevelUnsure, draft.New(person), draft.NewBase(person))
	talks := []*talk{proposed, looked, waiting, unsure}
	if got, want := unseenIn(talks, false), (unseen{Waiting: 1, Going: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, want := unseenIn(talks, true), (unseen{Going: 2}); got != want {
		t.Errorf("with those in review: got %+v, want %+v", got, want)
	}
}

func talkAt(level ingest.Level, d *draft.Draft, b *draft.Base) *talk {
	return &talk{View: pipeline.View{Draft: d, Base: b, Level: level}}
}
