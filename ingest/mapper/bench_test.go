package mapper_test

import (
	"fmt"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// manyTalks invents n talks of one event with descriptions of ordinary length.
func manyTalks(n int) []ingest.Video {
	verbs := []string{"Testing", "Deploying", "Measuring", "Rewriting", "Debugging", "Scaling", "Teaching"}
	things := []string{"parsers", "queues", "type checkers", "notebooks", "compilers", "web services", "databases", "robots", "maps", "games", "editors"}
	firsts := []string{"Mirela", "Noor", "Priyanka", "Odile", "Takeshi", "Bartosz", "Callum", "Ines", "Jonas"}
	lasts := []string{"Tandescu", "Veldenaar", "Solvane", "Marchandon", "Moribana", "Wieliczko", "Abernathson", "Figueroles", "Ekdahlin", "Roeland", "Lovestone"}
	videos := make([]ingest.Video, n)
	for i := range videos {
		title := fmt.Sprintf("%s %s: part %d of the story", verbs[i%len(verbs)], things[i%len(things)], i)
		name := firsts[i%len(firsts)] + " " + lasts[i%len(lasts)]
		videos[i] = ingest.Video{
			Provider: "youtube", ID: fmt.Sprintf("V%010d", i),
			Title: title + " - " + name + " - ExampleConf 2031",
			Description: title + "\n\n" + name + " shows what a team learned in two years of work on " + things[i%len(things)] + ", what it cost and what it saved. " +
				"The talk begins with the problem as it looked from outside, goes on with three attempts that failed, and ends with the one that did not.\n\n" +
				fmt.Sprintf("Slides: https://slides.example/%d\n\n", i) +
				"ExampleConf is run by volunteers and supported by the generous people at Foobar Limited.\nFollow us for more: https://conf.example/\n",
		}
	}
	return videos
}

func BenchmarkMap10000(b *testing.B) {
	videos := manyTalks(10_000)
	ev := ingest.Event{Title: "ExampleConf 2031"}
	b.ReportAllocs()
	for b.Loop() {
		mapper.Map(ev, videos, mapper.Options{})
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/10, "s/1000talks")
}
