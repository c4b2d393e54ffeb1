package check_test

import (
	"fmt"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
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
