package eventsyml_test

import (
	"fmt"

	"github.com/pyvideo/stevie/internal/eventsyml"
)

func ExampleRead() {
	src := []byte(`repo_dir: ~/git/pyvideo_data
events:
- title: ExConf 2024
  dir: exconf-2024
  youtube_list:
    - https://videos.example/list/1
  issue: 503
`)
	file, err := eventsyml.Read("events.yml", src, func(address string) (eventsyml.Collection, error) {
		return eventsyml.Collection{URL: address, Kind: eventsyml.OneEvent}, nil
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range file.Entries {
		fmt.Println(e.Event.Slug, e.Event.Sources[0].URL, e.Event.Watch)
		for _, n := range e.Notes {
			fmt.Printf("line %d: %s\n", n.Line, n)
		}
	}
	// Output:
	// exconf-2024 https://videos.example/list/1 true
	// line 7: issue 503: write "Fixes #" and the number into the pull request: stevie's text for it names no issue
}
