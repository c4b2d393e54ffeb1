package draft_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

func ExampleEdit() {
	src := []byte("title = 'Fast parsers (draft)'   # ask Jane\n")
	d, err := draft.Parse("fast-parsers.toml", src)
	if err != nil {
		log.Panic(err)
	}
	next := d.Clone()
	next.Record.Title = "Fast parsers"
	next.Record.Speakers = []string{"Jane Doe"}
	text, err := draft.Edit(src, d, next)
	if err != nil {
		log.Panic(err)
	}
	fmt.Print(string(text))
	// Output:
	// title = "Fast parsers"   # ask Jane
	// speakers = ["Jane Doe"]
}

func ExampleMerge() {
	next := draft.Proposed{
		Video:    ingest.Video{Provider: "youtube", ID: "AAAAAAAAAA0"},
		Proposal: ingest.Proposal{Record: ingest.Record{Title: "Fast parsers - Jane Doe", Speakers: []string{"Jane"}}},
	}
	base, d := draft.NewBase(next), draft.New(next)
	d.Record.Speakers = []string{"Jane Doe"} // a person's edit

	next.Proposal.Record.Title = "Fast parsers"
	merged := draft.Merge(d, base, next)
	fmt.Println(merged.Draft.Record.Title, merged.Draft.Record.Speakers, merged.Followed)
	// Output: Fast parsers [Jane Doe] [title]
}

func ExampleParse() {
	_, err := draft.Parse("fast-parsers.toml", []byte("title = \"Fast parsers\"\nspeaker = [\"Jane Doe\"]\n"))
	fmt.Println(err)
	// Output: fast-parsers.toml:2:1: unknown key "speaker"; did you mean "speakers"?
}

func ExampleWorkspace() {
	dir, err := os.MkdirTemp("", "stevie")
	if err != nil {
		log.Panic(err)
	}
	defer os.RemoveAll(dir)
	w, err := draft.Open(filepath.Join(dir, "drafts"), filepath.Join(dir, ".stevie"))
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
		switch known := all.Lookup(next.Key(), "exconf-2024"); known.Standing {
		case draft.Unknown:
			drafts, err := w.Create(context.Background(), "exconf-2024", []draft.NewDraft{{Stem: "fast-parsers", Next: next}})
			if err != nil {
				log.Panic(err)
			}
			fmt.Println("new:", drafts[0].File)
		case draft.Drafted:
			out, err := w.Update(known.Draft, next)
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
