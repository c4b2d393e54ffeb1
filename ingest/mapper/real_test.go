package mapper_test

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// realEvents are the events of the development titles, where they are.
func realEvents(tb testing.TB) map[string][]ingest.Video {
	tb.Helper()
	f, err := os.Open("../../../../shared/titles/dev.jsonl")
	if os.IsNotExist(err) {
		f, err = os.Open("../../../shared/titles/dev.jsonl")
	}
	if err != nil {
		tb.Skip("there are no titles in ../shared")
	}
	defer f.Close()
	events := map[string][]ingest.Video{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e struct {
			Event, Slug string
			Talks       []struct {
				ID          string
				Title       string `json:"raw_title"`
				Description string `json:"raw_description"`
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			tb.Fatal(err)
		}
		for _, t := range e.Talks {
			events[e.Event] = append(events[e.Event], ingest.Video{Provider: "youtube", ID: t.ID, Title: t.Title, Description: t.Description})
		}
	}
	return events
}

// All real titles, as the events that they belong to.
func BenchmarkMapRealEvents(b *testing.B) {
	events := realEvents(b)
	b.ReportAllocs()
	for b.Loop() {
		for title, videos := range events {
			mapper.Map(ingest.Event{Title: title}, videos, mapper.Options{})
		}
	}
}

// Five thousand real titles of many conferences in one event.
func BenchmarkMapReal5000(b *testing.B) {
	var videos []ingest.Video
	for _, event := range realEvents(b) {
		videos = append(videos, event...)
	}
	b.ReportAllocs()
	for b.Loop() {
		mapper.Map(ingest.Event{Title: "ExampleConf 2031"}, videos[:min(5000, len(videos))], mapper.Options{})
	}
}
