package youtube_test

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// longDescription is half of what the host allows.
var longDescription = strings.Repeat("An abstract that says what the talk is about. ", 54)

// BenchmarkPlaylist5000 walks a playlist of 5,000 entries, the most that there
// can be, on a host that takes 50 ms for each answer. It reports the time as a
// ratio to that of the pages alone, and the most memory that was in use, the fake
// host's own included.
func BenchmarkPlaylist5000(b *testing.B) {
	const latency, pages = 50 * time.Millisecond, 100
	host := conference(pages * 50)
	for i := range host.Videos {
		host.Videos[i].Description = longDescription
	}
	host.Latency = latency
	var peak uint64
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		listing, err := list(b.Context(), b, newFor(b, host), playlistURL)
		if err != nil {
			b.Fatal(err)
		}
		for v, err := range listing.Videos {
			if err != nil || !v.Usable() {
				b.Fatal(v, err)
			}
			if n++; n%250 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapInuse+m.StackInuse)
			}
		}
		if n != pages*50 {
			b.Fatal(n, "videos")
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/(pages*latency).Seconds(), "x-pages-latency")
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
}
