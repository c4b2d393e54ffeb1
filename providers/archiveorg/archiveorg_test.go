package archiveorg_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/archiveorg"
	"github.com/pyvideo/stevie/providers/providertest"
)

type file = fakehost.ArchiveOrgFile

func connect(t *testing.T, host http.Handler) *archiveorg.Provider {
	t.Helper()
	server := httptest.NewServer(host)
	t.Cleanup(server.Close)
	p, err := archiveorg.New(archiveorg.Config{Endpoint: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func list(t *testing.T, p *archiveorg.Provider, address string) (ingest.Collection, []ingest.Video, error) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := p.Match(u)
	if err != nil {
		t.Fatal(err)
	}
	listing, err := p.List(t.Context(), ref)
	if err != nil {
		return ingest.Collection{}, nil, err
	}
	var videos []ingest.Video
	for v, err := range listing.Videos {
		if err != nil {
			return listing.Collection, videos, err
		}
		videos = append(videos, v)
	}
	return listing.Collection, videos, nil
}

func TestItem(t *testing.T) {
	t.Parallel()
	fake := &fakehost.ArchiveOrg{Items: []fakehost.ArchiveOrgItem{{
		ID: "exconf-jane", Metadata: map[string]any{
			"title": "Fast parsers", "creator": []string{"Jane Doe", "ExConf"}, "description": []string{"<p>About</p>", "<p>parsers</p>"}, "date": "2012-08-18",
			"publicdate": "2012-08-20 10:00:00", "mediatype": "movies", "subject": "python; fast, parsers", "language": "English",
			"licenseurl": "http://creativecommons.org/licenses/by/3.0/",
		},
		Files: []file{
			{"name": "exconf-jane.thumbs/Fast parsers_000001.jpg", "source": "derivative", "format": "Thumbnail", "original": "Fast parsers.avi"},
			{"name": "Fast parsers_512kb.mp4", "source": "derivative", "format": "512Kb MPEG4", "original": "Fast parsers.avi", "size": "5", "length": "28:14"},
			{"name": "Fast parsers.mp4", "source": "derivative", "format": "h.264", "original": "Fast parsers.avi", "size": "98000000", "length": "1694.1"},
			{"name": "Fast parsers #1?.ogv", "source": "derivative", "format": "Ogg Video", "original": "Fast parsers.avi", "size": "n/a"},
			{"name": "Fast parsers.avi", "source": "original", "format": "Cinepack", "size": "301000000", "length": "1694.12"},
			{"name": "Fast parsers.webm", "source": "derivative", "format": "WebM", "original": "Fast parsers.avi", "private": "true"},
			{"name": "exconf-jane_archive.torrent", "source": "metadata", "format": "Archive BitTorrent"},
			{"name": "talk.mp3", "source": "original", "format": "VBR MP3"},
		},
	}}}
	_, videos, err := list(t, connect(t, fake), "https://archive.org/details/exconf-jane")
	want := []ingest.Video{{
		Provider: "archiveorg", ID: "exconf-jane", URL: "https://archive.org/details/exconf-jane", Title: "Fast parsers", Description: "About\n\nparsers",
		Published: time.Date(2012, 8, 20, 10, 0, 0, 0, time.UTC), Recorded: ingest.Date{Year: 2012, Month: 8, Day: 18}, Duration: 1694, Language: "en",
		License: "http://creativecommons.org/licenses/by/3.0/", Tags: []string{"python", "fast, parsers"}, Thumbnail: "https://archive.org/services/img/exconf-jane",
		Channel: ingest.Channel{Title: "Jane Doe"}, Availability: ingest.Public, Live: ingest.LiveNone,
		Files: []ingest.File{
			{Type: "mp4", URL: "https://archive.org/download/exconf-jane/Fast%20parsers.mp4", Size: 98000000},
			{Type: "ogv", URL: "https://archive.org/download/exconf-jane/Fast%20parsers%20%231%3F.ogv"},
		},
	}}
	if diff := cmp.Diff(want, videos); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

// An item with several talks is a list of them; one that was uploaded in two formats is
// one, and a private file is none.
func TestItemOfManyTalks(t *testing.T) {
	t.Parallel()
	fake := &fakehost.ArchiveOrg{Items: []fakehost.ArchiveOrgItem{{
		ID: "many", Metadata: map[string]any{"title": "ExConf 2012", "mediatype": "movies"},
		Files: []file{
			{"name": "Day 1/Fast parsers.mp4", "source": "original", "length": "1:02:03"},
			{"name": "Day 1/Fast parsers.ogv", "source": "original"},
			{"name": "many-2.mkv", "source": "original", "title": "Slow cooking"},
			{"name": "many-2.mp4", "source": "derivative", "original": "many-2.mkv", "length": "60"},
			{"name": "secret.mp4", "source": "original", "private": "true"},
		},
	}}}
	p := connect(t, fake)
	c, videos, err := list(t, p, "https://archive.org/details/many")
	type told struct {
		ID, URL, Title string
		Duration       int
		Files          int
	}
	var got []told
	for _, v := range videos {
		got = append(got, told{v.ID, v.URL, v.Title, v.Duration, len(v.Files)})
	}
	want := []told{
		{"many/Day 1/Fast parsers.mp4", "https://archive.org/details/many/Day%201/Fast%20parsers.mp4", "Fast parsers", 3723, 2},
		{"many/many-2.mkv", "https://archive.org/details/many/many-2.mkv", "Slow cooking", 60, 2},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil || c.Size != 2 {
		t.Error(err, diff)
	}
	for address, id := range map[string]string{
		"https://archive.org/details/many/many-2.mkv":                  "many/many-2.mkv",
		"https://archive.org/download/many/Day%201/Fast%20parsers.ogv": "many/Day 1/Fast parsers.mp4",
		"https://archive.org/download/many/many-2.mp4":                 "many/many-2.mkv",
	} {
		if _, videos, err := list(t, p, address); err != nil || len(videos) != 1 || videos[0].ID != id {
			t.Errorf("%s: %+v, %v", address, videos, err)
		}
	}
	if _, _, err := list(t, p, "https://archive.org/details/many/no.mp4"); !errors.Is(err, ingest.ErrNotFound) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	t.Parallel()
	fake := &fakehost.ArchiveOrg{Items: []fakehost.ArchiveOrgItem{
		{ID: "exconf", Metadata: map[string]any{"mediatype": "collection", "title": "ExConf"}},
		{ID: "dark", Dark: true, Collections: []string{"exconf"}, Metadata: map[string]any{"title": "Dark"}},
		{ID: "sound", Collections: []string{"exconf"}, Metadata: map[string]any{"title": "Sound", "mediatype": "movies"}},
	}}
	p := connect(t, fake)
	for _, address := range []string{"https://archive.org/details/nothing", "https://archive.org/details/dark"} {
		if _, _, err := list(t, p, address); !errors.Is(err, ingest.ErrNotFound) || ingest.Hint(err) == "" {
			t.Errorf("%s: %v", address, err)
		}
	}
	_, videos, err := list(t, p, "https://archive.org/details/exconf")
	if err != nil || len(videos) != 2 || videos[0].Availability != ingest.Unavailable || videos[0].Title != "Dark" || videos[1].Usable() {
		t.Errorf("%+v, %v", videos, err)
	}
}

// The Archive ends a list too early now and then, and does not call that an error.
func TestAScrapingThatEndsEarly(t *testing.T) {
	t.Parallel()
	fake := hostOf(providertest.Content{Title: "ExConf", Videos: make([]providertest.Video, 250)})
	fake.ShortScrape = 210
	_, videos, err := list(t, connect(t, fake), "https://archive.org/details/exconf")
	if !errors.Is(err, ingest.ErrIncomplete) || len(videos) != 210 {
		t.Errorf("%d videos, %v", len(videos), err)
	}
}

// An item that the search has not is asked for itself; talks of one item are found with
// it.
func TestFind(t *testing.T) {
	t.Parallel()
	fake := hostOf(providertest.Content{Title: "ExConf", Videos: []providertest.Video{{Title: "A"}, {Title: "B"}}})
	fake.Items = append(fake.Items, fakehost.ArchiveOrgItem{ID: "dark", Dark: true})
	p := connect(t, fake)
	found, err := p.Find(t.Context(), []string{itemID(0), itemID(1) + "/a.mp4", itemID(1) + "/b.mp4", "dark", "nothing"})
	if err != nil || len(found) != 3 || found[itemID(0)].Title != "A" || found[itemID(1)+"/a.mp4"].Title != "" || len(fake.Requests()) != 3 {
		t.Errorf("%+v, %v after %v", found, err, fake.Requests())
	}
}
