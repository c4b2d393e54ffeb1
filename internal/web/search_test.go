package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/record"
)

// library has a number of events of a hundred talks; pyvideo has as many as 220 would have.
func library(events int) []*shelved {
	const talks = 100
	var list []*shelved
	for e := range events {
		event := pipeline.TreeEvent{EventEntry: record.EventEntry{Slug: fmt.Sprintf("conf-%d", e), Title: fmt.Sprintf("Conf %d", 1800+e)}}
		for i := range talks {
			n := e*talks + i
			event.Records = append(event.Records, record.Entry{File: fmt.Sprintf("talk-%d.json", i)})
			var text strings.Builder
			for w := range 100 {
				text.WriteString(word((n*7919 + w*104729) % 30000))
			}
			event.Talks = append(event.Talks, ingest.Record{
				Title: fmt.Sprintf("Talk %d about feathers", i), Speakers: []string{fmt.Sprintf("Speaker %d", n)}, Recorded: "2020-01-01", Description: text.String(),
			})
		}
		list = append(list, shelveEvent(event, time.Time{}))
	}
	return list
}

// word is one of many, of five letters.
func word(n int) string {
	var letters [6]byte
	for i := range letters[:5] {
		letters[i] = "aeinorstlu"[n%10]
		n = n/10 + n%10*3000
	}
	letters[5] = ' '
	return string(letters[:])
}

func TestFind(t *testing.T) {
	t.Parallel()
	events := library(20)
	for query, want := range map[string]int{
		"feathers": 2000, "FÉATHERS": 2000, "eather": 2000, "speaker 1999": 1, "  ": 0, "feathers absent": 0, "\"><script>": 0,
	} {
		best, all := find(events, query)
		if all != want || len(best) != min(want, mostFound) {
			t.Errorf("%q: %d of %d, want %d", query, len(best), all, want)
		}
	}
	best, _ := find(events, "speaker 1999")
	if best[0].Title != "Talk 99 about feathers" || best[0].Address != "/library/event/conf-19/talk-99" {
		t.Errorf("found %+v", best[0])
	}
}

func BenchmarkFind(b *testing.B) {
	events := library(220)
	for _, query := range []string{"a", "feathers", "nes tor", "absent", "speaker 21999"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				find(events, query)
			}
		})
	}
}
