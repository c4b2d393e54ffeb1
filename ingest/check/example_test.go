package check_test

import (
	"fmt"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
)

func ExampleRecord() {
	findings := check.Record(ingest.Record{
		Title:    "Fast parsers",
		Language: "en",
		Videos:   []ingest.Location{{Type: "vimeo", URL: "https://vimeo.com/1"}},
		Recorded: "18 May 2024",
	})
	for _, f := range findings {
		if f.Rule == check.RuleSchema {
			fmt.Printf("%s: %s: %s\n", f.Level, f.Field, f.Message)
		}
	}
	// Output:
	// error: recorded: recorded must be a date like 2024-05-18, or 2024-05-18T10:00:00+02:00, not “18 May 2024”
}

func ExampleSource() {
	for _, f := range check.Source("exconf-2024/category.json", []byte("{\n  \"titel\": \"ExConf 2024\"\n}\n"), check.Options{}) {
		fmt.Printf("%s:%d: %s\n", f.Path, f.Line, f.Message)
	}
	// Output:
	// exconf-2024/category.json:1: the key title is missing
	// exconf-2024/category.json:2: the key “titel” is not allowed here: remove it
}

func ExampleFixSource() {
	text, changes, err := check.FixSource("exconf-2024/videos/opening.json", []byte(`{"title": "Opening", "tags": ["Keynote"]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range changes {
		fmt.Printf("%s: %s\n", c.Rule, c.Message)
	}
	fmt.Printf("%s", text)
	// Output:
	// canonical: written in canonical form
	// tag-style: “Keynote” is now “keynote”
	// {
	//   "tags": [
	//     "keynote"
	//   ],
	//   "title": "Opening"
	// }
}

func ExampleDrafts() {
	d, err := draft.Parse("drafts/exconf-2024/opening.toml", []byte(`status = "ready"
title = "Opening"
recorded = 2024-05-18
description = '''
Three things will be shown:

- *speed
'''
videos = [{type = "vimeo", url = "https://vimeo.com/1"}]
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	folder := &workspace.Folder{Slug: "exconf-2024", Path: "drafts/exconf-2024", Drafts: []*draft.Draft{d}}
	for _, f := range check.Drafts([]*workspace.Folder{folder}, nil, check.Options{ErrorsOnly: true}) {
		fmt.Printf("%s:%d: %s: %s\n", f.Path, f.Line, f.Rule, f.Message)
	}
	// Output:
	// drafts/exconf-2024/opening.toml:7: rst: at 3:3 of the text: Inline emphasis start-string without end-string. Write \* for a plain asterisk, or close the emphasis with * right behind a word.
}
