package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/realtree"
)

// BenchmarkDrafts looks at an event of 1,000 drafts beside a copy of pyvideo/data, and at
// one of them as it is being typed. The tree has been read before.
func BenchmarkDrafts(b *testing.B) {
	var real realtree.Tree
	data := real.Dir(b)
	defer func() { _ = real.Remove() }()
	dir := b.TempDir()
	thousandDrafts(b, filepath.Join(dir, "drafts"), data)
	p, err := pipeline.Open(b.Context(), pipeline.Config{Drafts: filepath.Join(dir, "drafts"), Cache: filepath.Join(dir, ".stevie"), Data: data})
	must(b, err)
	defer p.Close()
	views, problems := p.Drafts(b.Context(), "largeconf-2024")
	if len(views) != 1000 || len(problems) > 0 {
		b.Fatal(len(views), problems)
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			p.Drafts(b.Context(), "largeconf-2024")
		}
	})
	b.Run("one", func(b *testing.B) {
		d := views[500].Draft
		for b.Loop() {
			if _, _, err := p.Desk("largeconf-2024").Preview(b.Context(), d); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// thousandDrafts makes the drafts of a large event, with the speakers of a data tree.
func thousandDrafts(b *testing.B, dir, data string) {
	b.Helper()
	tree, err := record.OpenTree(data)
	must(b, err)
	index, err := tree.Index(b.Context())
	must(b, err)
	var names []string
	for name := range index.Speakers() {
		if names = append(names, name); len(names) == 700 {
			break
		}
	}
	ev := ingest.Event{Slug: "largeconf-2024", Title: "LargeConf 2024", Language: "eng"}
	var videos []ingest.Video
	for i := range 1000 {
		name := fmt.Sprintf("Unknown%d Person", i)
		if i < len(names) {
			name = names[i]
		}
		videos = append(videos, ingest.Video{
			Provider: "youtube", ID: fmt.Sprintf("large%06d", i), Title: fmt.Sprintf("A talk in depth, part %d - %s - LargeConf 2024", i, name), Description: abstract,
		})
	}
	w, err := workspace.Open(dir, filepath.Join(filepath.Dir(dir), ".stevie"))
	must(b, err)
	defer w.Close()
	var drafts []workspace.NewDraft
	for i, p := range mapper.Map(ev, videos, mapper.Options{Known: mapper.NewKnown(index.Speakers())}) {
		drafts = append(drafts, workspace.NewDraft{Stem: fmt.Sprintf("talk-%d", i), Next: draft.Proposed{Video: videos[i], Proposal: p}})
	}
	must(b, w.CreateEvent(ev))
	_, _, err = w.Propose(b.Context(), ev.Slug, nil, drafts)
	must(b, err)
	must(b, os.RemoveAll(filepath.Join(filepath.Dir(dir), ".stevie")))
}
