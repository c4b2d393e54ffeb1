package draft_test

import (
	"fmt"
	"log"

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
