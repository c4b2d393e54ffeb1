package pipeline_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/youtube"
)

// BenchmarkImport imports a playlist of 5,000 videos, the most that a playlist
// holds, from a host that takes 50 ms for each answer: from the first request to
// the last draft on the disk. "ratio" compares it with the time that the host
// alone takes for the pages, one after the other; "MB" is the peak of the heap.
func BenchmarkImport(b *testing.B) {
	const (
		videos  = 5000
		perPage = 50
		latency = 50 * time.Millisecond
	)
	host := largePlaylist(videos)
	host.Latency = latency
	server := httptest.NewServer(host)
	defer server.Close()
	var ratio, peak float64
	for b.Loop() {
		p := newPipeline(b)
		stop := watchHeap(&peak)
		began := time.Now()
		importAll(b, p, server.URL+"/")
		took := time.Since(began)
		stop()
		ratio += took.Seconds() / (latency.Seconds() * videos / perPage)
	}
	b.ReportMetric(ratio/float64(b.N), "ratio")
	b.ReportMetric(peak/(1<<20), "MB")
}

func importAll(tb testing.TB, p *steps, endpoint string) intake.Summary {
	tb.Helper()
	provider, err := youtube.New(youtube.Config{APIKey: "key-of-the-test", Endpoint: endpoint})
	if err != nil {
		tb.Fatal(err)
	}
	u, err := url.Parse("https://www.youtube.com/playlist?list=" + largeID)
	if err != nil {
		tb.Fatal(err)
	}
	ref, err := provider.Match(u)
	if err != nil {
		tb.Fatal(err)
	}
	haul, err := gather.Gather(tb.Context(), []ingest.Target{{URL: u.String(), Provider: provider, Ref: ref}}, gather.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	ev := p.ProposeEvent(haul, "")
	p.AddSources(&ev, haul)
	summary, err := p.Import(tb.Context(), ev, haul, intake.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	if summary.New != len(haul.Videos) {
		tb.Fatalf("%d new drafts of %d videos", summary.New, len(haul.Videos))
	}
	return summary
}

func newPipeline(tb testing.TB) *steps {
	tb.Helper()
	dir := tb.TempDir()
	w, err := workspace.Open(filepath.Join(dir, "drafts"), filepath.Join(dir, ".stevie"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := w.Close(); err != nil {
			tb.Error(err)
		}
	})
	return &steps{Workspace: w}
}

const largeID = "PLlargeplaylist0000"

// largePlaylist is a playlist with titles of one template and descriptions of
// the usual length.
func largePlaylist(n int) *fakehost.YouTube {
	const channel = "UClarge00000000000000000"
	first := []string{"Ada", "Bela", "Chidi", "Dora", "Emeka", "Fenna", "Goro", "Hana", "Iker", "Jana"}
	last := []string{"Abara", "Brandt", "Castro", "Dvorak", "Eze", "Falk", "Garcia", "Horvat", "Ito", "Jansen"}
	topics := []string{"Parsers", "Queues", "Tests", "Types", "Caches", "Graphs", "Tables", "Logs", "Clocks", "Maps"}
	host := &fakehost.YouTube{Channels: []fakehost.YouTubeChannel{{ID: channel, Title: "LargeConf"}}}
	list := fakehost.YouTubePlaylist{ID: largeID, Title: "LargeConf 2024", ChannelID: channel}
	for i := range n {
		id := fmt.Sprintf("large%06d", i)
		title := fmt.Sprintf("%s in depth, part %d - %s %s - LargeConf 2024", topics[i%10], i, first[i/10%10], last[i/100%10])
		host.Videos = append(host.Videos, fakehost.YouTubeVideo{
			ID: id, Title: title, ChannelID: channel, Published: "2024-06-01T08:00:00Z", Duration: "PT28M14S",
			Description: fmt.Sprintf("What %s are good for, and what they are not.\n\n%s", topics[i%10], abstract),
		})
		list.Videos = append(list.Videos, id)
	}
	host.Playlists = append(host.Playlists, list)
	return host
}

const abstract = "We begin with a program that works and is slow. Then we measure, and find that the slow part is not " +
	"where we thought. From there on it is a story of small steps: each with its own figure, each with something that " +
	"did not help.\n\nLargeConf is run by volunteers.\nhttps://largeconf.example/"

// watchHeap keeps the highest heap in use until it is stopped, in bytes.
func watchHeap(peak *float64) (stop func()) {
	var ended atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !ended.Load() {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			*peak = max(*peak, float64(m.HeapInuse))
			time.Sleep(20 * time.Millisecond)
		}
	}()
	return func() { ended.Store(true); <-done }
}
