package match_test

import (
	"fmt"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/match"
)

func Example() {
	event := ingest.Event{Title: "ExConf 2031"}
	sessions := []ingest.Session{
		{ID: "PARSE", Title: "Fast Parsers: a gigabyte a second", Speakers: []string{"Jane Doe"}},
		{ID: "KNOTS", Title: "A Short History of Knots", Speakers: []string{"Rick Roe"}},
	}
	videos := []ingest.Video{
		{Provider: "youtube", ID: "AAAAAAAAAA0", Title: "Jane Doe - Fast Parsers - ExConf 2031"},
		{Provider: "youtube", ID: "AAAAAAAAAA1", Title: "Opening - ExConf 2031"},
	}
	result := match.Match(event, videos, sessions, match.Options{})
	for i, p := range result.Pairs {
		if p.Session == nil {
			fmt.Printf("%s: %s\n", videos[i].Title, p.State)
			continue
		}
		fmt.Printf("%s: %s %s, %q\n", videos[i].Title, p.State, p.Session.ID, p.Reasons())
	}
	for _, s := range result.Unfilmed {
		fmt.Println("not filmed:", s.Title)
	}
	// Output:
	// Jane Doe - Fast Parsers - ExConf 2031: sure PARSE, ["the title without its end" "it names the speakers"]
	// Opening - ExConf 2031: none
	// not filmed: A Short History of Knots
}
