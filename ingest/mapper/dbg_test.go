package mapper

import (
	"bufio"
	"encoding/json"
	"fmt"
	"github.com/pyvideo/stevie/ingest"
	"os"
	"testing"
)

func TestDbg(t *testing.T) {
	f, _ := os.Open("/work/shared/titles/dev.jsonl")
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<26)
	for s.Scan() {
		var e struct {
			Event, Slug string
			Talks       []struct {
				ID        string
				Raw_title string
			}
		}
		json.Unmarshal(s.Bytes(), &e)
		if e.Slug != os.Getenv("SLUG") {
			continue
		}
		var titles []string
		for _, x := range e.Talks {
			titles = append(titles, x.Raw_title)
		}
		o := newOccasion(ingest.Event{Title: e.Event}, nil, titles, nil)
		fmt.Println(o.words, o.compacts, o.years)
		fmt.Println("SEG", o.segments, "PRE", o.prefixes, "SUF", o.suffixes)
		for _, x := range titles[:min(12, len(titles))] {
			fmt.Println(x, " => ", o.strip(x).text)
		}
	}
}
