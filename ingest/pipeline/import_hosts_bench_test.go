package pipeline_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers"
	"github.com/pyvideo/stevie/providers/archiveorg"
	"github.com/pyvideo/stevie/providers/mediaccc"
	"github.com/pyvideo/stevie/providers/peertube"
	"github.com/pyvideo/stevie/providers/ytdlp"
)

// talksToImport is what a conference of some size has.
const talksToImport = 130

// BenchmarkImport130 imports the same 130 talks from each kind of host, which takes 20 ms
// for each answer: from the first request to the last draft on the disk. "requests" is how
// many that takes, "again" how many a second import does, and "ratio" compares the time
// with that of the requests one after the other. What yt-dlp wrote is read from a file.
func BenchmarkImport130(b *testing.B) {
	const latency = 20 * time.Millisecond
	hosts := manyTalks(b, latency)
	for _, name := range []string{"files", "peertube", "archiveorg", "mediaccc", "ytdlp"} {
		b.Run(name, func(b *testing.B) {
			var requests, again int
			for b.Loop() {
				p := newPipeline(b)
				p.Hosts, p.Cache = hosts.registry, cachefile.Open(b.TempDir())
				requests = p.importTargets(b, hosts.targets(b, name), talksToImport)
				b.StopTimer()
				again = p.importTargets(b, hosts.targets(b, name), 0)
				b.StartTimer()
			}
			b.ReportMetric(float64(requests), "requests")
			b.ReportMetric(float64(again), "again")
			if requests > 0 {
				b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/(float64(requests)*latency.Seconds()), "ratio")
			}
		})
	}
}

// importTargets imports what the targets list into exconf-2024, and wants so many drafts
// to come of it.
func (p *steps) importTargets(b *testing.B, targets []ingest.Target, drafts int) (requests int) {
	b.Helper()
	listings, err := gather.Resume(b.Context(), p.Workspace, p.Cache, time.Now(), targets, gather.Options{})
	must(b, err)
	sum, err := p.Import(b.Context(), exconf2024, listings, intake.Options{})
	must(b, err)
	if sum.New != drafts || sum.Found != talksToImport || len(sum.Unavailable) > 0 {
		b.Fatalf("%d new of %d, want %d of %d", sum.New, sum.Found, drafts, talksToImport)
	}
	return listings.Usage.Requests
}

// talkHosts are hosts that have the same talks.
type talkHosts struct {
	registry  *providers.Registry
	addresses map[string]string
	dump      string // what yt-dlp wrote
}

func (h talkHosts) targets(b *testing.B, name string) []ingest.Target {
	b.Helper()
	if name != "ytdlp" {
		target, err := h.registry.Resolve(h.addresses[name])
		must(b, err)
		return []ingest.Target{target}
	}
	file, err := os.Open(h.dump)
	must(b, err)
	defer file.Close()
	lists, err := ytdlp.Read(file, h.registry)
	must(b, err)
	return ytdlp.Targets(lists)
}

func manyTalks(b *testing.B, latency time.Duration) talkHosts {
	b.Helper()
	const list = "11111111-2222-4333-8444-555555555555"
	files := &fakehost.Files{Videos: map[string]fakehost.FilesVideo{}, Latency: latency, Pages: []fakehost.FilesPage{{Path: "/talks/", Title: "ExConf 2024"}}}
	tube := &fakehost.PeerTube{
		Instance: "tube.example", Latency: latency, Channels: []fakehost.PeerTubeActor{{Name: "exconf", Title: "ExConf"}},
		Playlists: []fakehost.PeerTubePlaylist{{UUID: list, Title: "ExConf 2024", Channel: "exconf"}},
	}
	archive := &fakehost.ArchiveOrg{Latency: latency, Items: []fakehost.ArchiveOrgItem{{ID: "exconf", Metadata: map[string]any{"mediatype": "collection", "title": "ExConf 2024"}}}}
	ccc := &fakehost.MediaCCC{Site: "media.ccc.de", Latency: latency, Conferences: []fakehost.MediaCCCConference{{Acronym: "exconf24", Title: "ExConf 2024"}}}
	var dump []any
	for i, v := range largePlaylist(talksToImport).Videos {
		uuid, item := fmt.Sprintf("0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e%04d", i), fmt.Sprintf("exconf-2024-%03d", i)
		files.Pages[0].Links = append(files.Pages[0].Links, fakehost.FilesLink{URL: item + ".mp4", Text: v.Title})
		files.Videos["/talks/"+item+".mp4"] = fakehost.FilesVideo{Size: 300_000_000}
		tube.Playlists[0].Videos = append(tube.Playlists[0].Videos, uuid)
		tube.Videos = append(tube.Videos, fakehost.PeerTubeVideo{
			UUID: uuid, Title: v.Title, Description: v.Description, Duration: 1694, Published: "2024-06-01T08:00:00.000Z", Language: "en", Channel: "exconf",
		})
		archive.Items = append(archive.Items, fakehost.ArchiveOrgItem{
			ID: item, Collections: []string{"exconf"}, Metadata: map[string]any{"mediatype": "movies", "title": v.Title, "description": v.Description},
			Files: []fakehost.ArchiveOrgFile{{"name": item + ".mp4", "source": "original", "format": "MPEG4", "size": "300000000", "length": "1694"}},
		})
		ccc.Conferences[0].Talks = append(ccc.Conferences[0].Talks, fakehost.MediaCCCTalk{
			GUID: uuid, Slug: item, Title: v.Title, Description: v.Description, Language: "eng", Date: "2024-05-18T10:00:00.000+02:00", Duration: 1694,
			Recordings: []fakehost.MediaCCCRecording{{MIME: "video/mp4", Language: "eng", HighQuality: true, Height: 1080, Size: 300, URL: "https://cdn.media.ccc.de/" + item + ".mp4"}},
		})
		dump = append(dump, map[string]any{
			"_type": "video", "id": v.ID, "title": v.Title, "description": v.Description, "duration": 1694, "upload_date": "20240601",
			"extractor_key": "Youtube", "webpage_url": watchURL + v.ID, "availability": "public",
		})
	}
	at := func(host http.Handler) string {
		server := httptest.NewServer(host)
		b.Cleanup(server.Close)
		return server.URL
	}
	registry, err := providers.All(providers.Config{
		PeerTube:   peertube.Config{Endpoints: map[string]string{"tube.example": at(tube)}},
		ArchiveOrg: archiveorg.Config{Endpoint: at(archive)},
		MediaCCC:   mediaccc.Config{Endpoint: at(ccc)},
	})
	must(b, err)
	text, err := json.Marshal(map[string]any{
		"_type": "playlist", "id": largeID, "title": "ExConf 2024", "extractor_key": "YoutubeTab",
		"webpage_url": "https://www.youtube.com/playlist?list=" + url.QueryEscape(largeID), "entries": dump,
	})
	must(b, err)
	name := filepath.Join(b.TempDir(), "talks.json")
	must(b, os.WriteFile(name, text, 0o600))
	return talkHosts{registry, map[string]string{
		"files": at(files) + "/talks/", "peertube": "https://tube.example/w/p/" + list,
		"archiveorg": "https://archive.org/details/exconf", "mediaccc": "https://media.ccc.de/c/exconf24",
	}, name}
}
