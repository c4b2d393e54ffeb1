package pipeline_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/demo"
)

// takingBack is one talk, what people say of it, and what its programme says.
type takingBack struct {
	*testing.T
	p       *pipeline.Pipeline
	file    string // of the programme
	session ingest.Session
	talk    string // the draft's file
}

func newTakingBack(t *testing.T) *takingBack {
	t.Helper()
	p, config := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	v := drafts(t, p, demo.Event)[0]
	b := &takingBack{T: t, p: p, file: filepath.Join(filepath.Dir(config.Drafts), "programme.json"), talk: v.Draft.File}
	b.session = ingest.Session{
		ID: "AAA111", Title: v.Draft.Record.Title, Speakers: v.Draft.Record.Speakers, Type: "talk", Duration: 1800,
		Start: time.Date(2025, 6, 14, 10, 0, 0, 0, time.UTC), Abstract: "What it is about, at length.",
	}
	b.programme(b.session.Title)
	old, err := p.Event(demo.Event)
	must(t, err)
	next := old
	next.Schedule = []string{b.file}
	_, err = p.SaveEvent(t.Context(), old, next)
	must(t, err)
	if v := b.view(); v.Base.Session == nil || v.Status != string(draft.Review) {
		t.Fatalf("%s, and its session is %v", v.Status, v.Base.Session)
	}
	return b
}

func (b *takingBack) view() pipeline.View { return viewOf(b.T, b.p, b.talk) }

// programme has the talk's session be called otherwise.
func (b *takingBack) programme(title string) {
	b.Helper()
	s := b.session
	s.Title = title
	src, err := json.Marshal([]ingest.Session{s})
	must(b, err)
	must(b, os.WriteFile(b.file, src, 0o600))
}

// says is an act about the status, and gives its name.
func (b *takingBack) says(status draft.Status) string {
	b.Helper()
	v := b.view()
	must(b, b.p.SaveDrafts(b.Context(), demo.Event, string(status), []draft.Change{v.Set(map[string]draft.Value{draft.FieldStatus: string(status)})})[0].Failure())
	return b.latest().ID
}

func (b *takingBack) latest() pipeline.Act {
	b.Helper()
	acts, err := b.p.History(b.Context(), demo.Event)
	must(b, err)
	return acts[0]
}

// renamed is that the programme changed: it comes with a remap, or is read again by a
// person, which the history tells with what became of the drafts.
func (b *takingBack) renamed(title string, byAPerson bool) {
	b.Helper()
	b.programme(title)
	if byAPerson {
		_, err := b.p.Match(b.Context(), demo.Event, pipeline.MatchRequest{Refresh: true})
		must(b, err)
		if f, told := b.latest().Edit(b.talk, draft.FieldStatus); !told || f.After.Show(f.Field) != string(draft.Review) {
			b.Fatalf("the history tells %+v", b.latest())
		}
	} else {
		b.remap()
	}
	if v := b.view(); v.Status != string(draft.Review) {
		b.Fatalf("its session was renamed, and it is %s", v.Status)
	}
}

func (b *takingBack) remap() {
	b.Helper()
	_, err := b.p.Remap(b.Context(), demo.Event)
	must(b, err)
}

func (b *takingBack) undo(id string) {
	b.Helper()
	_, outs, err := b.p.Undo(b.Context(), demo.Event, id)
	must(b, err)
	for _, out := range outs {
		must(b, out.Failure())
	}
}

// What stevie has put back to review is ready again when the cause goes, as long as that it
// was ready is what people say: not when the act that made it ready was taken back, even if
// the history tells of a later act over which it is in review.
func TestReadyTakenBack(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		story func(b *takingBack)
		want  draft.Status
	}{
		"nothing is taken back": {func(b *takingBack) {
			b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed", true)
		}, draft.Ready},
		"ready": {func(b *takingBack) {
			ready := b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed", true)
			b.undo(ready)
		}, draft.Review},
		"ready, after a change that nobody read": {func(b *takingBack) {
			ready := b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed", false)
			b.undo(ready)
		}, draft.Review},
		"ready again out of a skip": {func(b *takingBack) {
			b.says(draft.Ready)
			b.remap()
			b.says(draft.Skip)
			ready := b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed", true)
			b.undo(ready)
		}, draft.Review},
		"the skip between": {func(b *takingBack) {
			b.says(draft.Ready)
			b.remap()
			skip := b.says(draft.Skip)
			b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed", true)
			b.undo(skip)
		}, draft.Ready},
		"ready, which came back and went once more": {func(b *takingBack) {
			ready := b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed", true)
			b.programme(b.session.Title)
			_, err := b.p.Match(b.Context(), demo.Event, pipeline.MatchRequest{Refresh: true})
			must(b, err)
			b.renamed("Renamed", true)
			b.undo(ready)
		}, draft.Review},
		"the reading by which it was in review, and that once more": {func(b *takingBack) {
			b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed", true)
			b.undo(b.latest().ID)
			undoing := b.latest().ID
			b.remap()
			b.renamed("Renamed once more", true)
			b.undo(undoing)
			b.session.Title = "Renamed" // as it was when they said so last
		}, draft.Ready},
		"the first of two": {func(b *takingBack) {
			first := b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed", false)
			b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed once more", true)
			b.undo(first)
			b.session.Title = "Renamed" // as it was when they said so last
		}, draft.Ready},
		"both of two": {func(b *takingBack) {
			first := b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed", false)
			second := b.says(draft.Ready)
			b.remap()
			b.renamed("Renamed once more", true)
			b.undo(first)
			b.undo(second)
			b.session.Title = "Renamed"
		}, draft.Review},
		"the undoing by which it was ready": {func(b *takingBack) {
			b.says(draft.Ready)
			b.remap()
			b.undo(b.says(draft.Review))
			undoing := b.latest().ID
			b.remap()
			b.renamed("Renamed", true)
			b.undo(undoing)
		}, draft.Review},
	} {
		t.Run(strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			t.Parallel()
			b := newTakingBack(t)
			test.story(b)
			b.programme(b.session.Title)
			b.remap()
			if v := b.view(); v.Status != string(test.want) {
				t.Errorf("the cause has gone, and it is %s, want %s", v.Status, test.want)
			}
		})
	}
}
