// Package demo is a conference that never took place, on hosts that run inside
// this process: enough to see the whole job of stevie without a key or a
// network. HeronPy, its speakers and their talks are invented.
//
// [Serve] puts the playlist and the showcase on loopback, for the real adapters
// to read. [WriteTree] makes a small data tree with an earlier edition in it.
package demo

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"path"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/fakehost"
)

var (
	//go:embed youtube.json
	youtubeJSON []byte
	//go:embed vimeo.json
	vimeoJSON []byte
)

// The sample conference as a curator would name it.
const (
	Playlist = "https://www.youtube.com/playlist?list=PLherondemo2025talks"
	Showcase = "https://vimeo.com/showcase/9200"
	Event    = "heronpy-2025"
)

// The endpoints that a workspace of the sample conference has in its settings: nothing is
// there, and stevie serves both hosts itself when it finds them.
const (
	YouTubeEndpoint = "http://youtube.demo.invalid/"
	VimeoEndpoint   = "http://vimeo.demo.invalid"
)

// FirstDay and LastDay are those of the sample conference.
func FirstDay() ingest.Date { return ingest.Date{Year: 2025, Month: time.June, Day: 13} }

// LastDay is the day of the closing keynote.
func LastDay() ingest.Date { return ingest.Date{Year: 2025, Month: time.June, Day: 15} }

// Hosts are the fakes of both hosts while they serve.
type Hosts struct {
	YouTube, Vimeo         string // endpoints
	YouTubeKey, VimeoToken string
	servers                []*http.Server
}

// Serve starts both hosts on loopback. They stop with Close.
func Serve(ctx context.Context) (*Hosts, error) {
	var youtube fakehost.YouTube
	var vimeo fakehost.Vimeo
	if err := json.Unmarshal(youtubeJSON, &youtube); err != nil {
		return nil, fmt.Errorf("read the sample playlist: %w", err)
	}
	if err := json.Unmarshal(vimeoJSON, &vimeo); err != nil {
		return nil, fmt.Errorf("read the sample showcase: %w", err)
	}
	h := &Hosts{YouTubeKey: youtube.Key, VimeoToken: vimeo.Token}
	for _, host := range []struct {
		handler  http.Handler
		endpoint *string
	}{{&youtube, &h.YouTube}, {&vimeo, &h.Vimeo}} {
		endpoint, err := h.listen(ctx, host.handler)
		if err != nil {
			h.Close()
			return nil, fmt.Errorf("serve the sample conference: %w", err)
		}
		*host.endpoint = endpoint
	}
	return h, nil
}

func (h *Hosts) listen(ctx context.Context, handler http.Handler) (endpoint string, err error) {
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	h.servers = append(h.servers, server)
	go func() { _ = server.Serve(listener) }() // it ends with Close
	return "http://" + listener.Addr().String() + "/", nil
}

// Close stops the hosts.
func (h *Hosts) Close() {
	for _, s := range h.servers {
		_ = s.Close() // nothing is under way any more
	}
}

// WriteTree makes a data tree in dir with last year's edition, so that folder
// names and spellings of names have something to follow.
func WriteTree(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	files := map[string][]byte{
		"heronpy-2024/" + record.CategoryFile: record.EncodeCategory(ingest.Event{Title: "HeronPy 2024", URL: "https://heronpy.example/2024/"}),
	}
	for _, r := range lastYear() {
		name := record.FileName(r.Title, "", nil)
		files[path.Join("heronpy-2024", record.VideosFolder, name)] = record.Encode(r)
	}
	for name, text := range files {
		if err := atomicfile.Write(root, name, text); err != nil {
			return err
		}
	}
	return nil
}

func lastYear() []ingest.Record {
	talk := func(id, title, speaker, abstract string) ingest.Record {
		return ingest.Record{
			Title: title, Speakers: []string{speaker}, Recorded: "2024-06-15", Language: "eng", Duration: 1730,
			Description:  abstract,
			ThumbnailURL: "https://i.ytimg.com/vi/" + id + "/hqdefault.jpg",
			RelatedURLs:  []ingest.Link{{Label: "Conference website", URL: "https://heronpy.example/2024/"}},
			Videos:       []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=" + id}},
		}
	}
	return []ingest.Record{
		talk("heron24-001", "A Debugger Made of Paper", "Zofia Żurawska", "How to find a fault with a pencil, and when to stop."),
		talk("heron24-002", "Counting Nests with Numpy", "Ingrid Sæther", "A whole island as an array."),
	}
}
