package mapper_test

import (
	"fmt"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

func ExampleMap() {
	videos := []ingest.Video{
		{Provider: "youtube", ID: "AAAAAAAAAA0", Title: "Fast parsers - Mirela Tandescu - ExampleConf 2031"},
		{Provider: "youtube", ID: "AAAAAAAAAA1", Title: "Packaging without tears - Noor Veldenaar - ExampleConf 2031"},
		{Provider: "youtube", ID: "AAAAAAAAAA2", Title: "Deploying on Fridays - Odile Marchandon - ExampleConf 2031"},
	}
	for _, p := range mapper.Map(ingest.Event{Title: "ExampleConf 2031"}, videos, mapper.Options{}) {
		fmt.Printf("%s / %s\n", p.Record.Title, p.Record.Speakers)
	}
	// Output:
	// Fast parsers / [Mirela Tandescu]
	// Packaging without tears / [Noor Veldenaar]
	// Deploying on Fridays / [Odile Marchandon]
}

func ExampleExplain() {
	videos := []ingest.Video{
		{Provider: "youtube", ID: "AAAAAAAAAA0", Title: "Mirela Tandescu: Fast parsers | ExampleConf 2031"},
		{Provider: "youtube", ID: "AAAAAAAAAA1", Title: "Noor Veldenaar: Packaging without tears | ExampleConf 2031"},
		{Provider: "youtube", ID: "AAAAAAAAAA2", Title: "Odile Marchandon: Deploying on Fridays | ExampleConf 2031"},
	}
	e := mapper.Explain(ingest.Event{Title: "ExampleConf 2031"}, videos, mapper.Options{})[1]
	fmt.Println(e.Template)
	fmt.Println(e.Title, e.Speakers)
	// Output:
	// SPEAKER: TITLE
	// Packaging without tears [Noor Veldenaar]
}

func ExampleNewKnown() {
	known := mapper.NewKnown(map[string]int{"Mirela Țăndescu": 4})
	videos := []ingest.Video{{Provider: "youtube", ID: "AAAAAAAAAA0", Title: "Fast parsers by Mirela Tandescu"}}
	p := mapper.Map(ingest.Event{}, videos, mapper.Options{Known: known})[0]
	fmt.Println(p.Record.Speakers[0])
	// Output: Mirela Țăndescu
}
