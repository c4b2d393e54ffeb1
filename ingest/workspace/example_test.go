package workspace_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
)

func ExampleWorkspace() {
	dir, err := os.MkdirTemp("", "stevie")
	if err != nil {
		log.Panic(err)
	}
	defer os.RemoveAll(dir)
	w, err := workspace.Open(filepath.Join(dir, "drafts"), filepath.Join(dir, ".stevie"))
	if err != nil {
		log.Panic(err)
	}
	defer w.Close()
	release, err := w.Lock("exconf-2024")
	if err != nil {
		log.Panic(err)
	}
	defer release()

	next := draft.Proposed{
		Video:    ingest.Video{Provider: "youtube", ID: "AAAAAAAAAA0"},
		Proposal: ingest.Proposal{Record: ingest.Record{Title: "Fast parsers"}},
	}
	for range 2 { // the second time there is nothing to do
		all, err := w.Load(context.Background())
		if err != nil {
			log.Panic(err)
		}
		switch known := all.Lookup(next.Key(), "exconf-2024"); known.State {
		case workspace.Unknown:
			_, drafts, err := w.Propose(context.Background(), "exconf-2024", nil, []workspace.NewDraft{{Stem: "fast-parsers", Next: next}})
			if err != nil {
				log.Panic(err)
			}
			fmt.Println("new:", drafts[0].File)
		case workspace.Drafted:
			out, err := w.Update(context.Background(), known.Draft, next)
			if err != nil {
				log.Panic(err)
			}
			fmt.Println("changed:", out.Changed)
		}
	}
	// Output:
	// new: fast-parsers.toml
	// changed: false
}
