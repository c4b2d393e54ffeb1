package archiveorg_test

import (
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/archiveorg"
)

func TestTracks(t *testing.T) {
	t.Parallel()
	fake := &fakehost.ArchiveOrg{Items: []fakehost.ArchiveOrgItem{{
		ID: "exconf", Metadata: map[string]any{"mediatype": "movies", "language": "English"}, Files: []fakehost.ArchiveOrgFile{
			{"name": "Fast parsers.mp4", "source": "original"},
			{"name": "Fast parsers.asr.srt", "source": "derivative"},
			{"name": "Fast parsers.srt", "source": "original"},
			{"name": "Fast parsers.vtt", "source": "original"},
			{"name": "Fast parsers.pt-br.hd.vtt", "source": "original"},
			{"name": "Secret.vtt", "source": "original", "private": "true"},
			{"name": "Slow parsers.mp4", "source": "original"},
			{"name": "../../evil.vtt", "source": "original"},
			{"name": "Fast parsers./../evil.vtt", "source": "original"},
			{"name": "Fast parsers.//evil.vtt", "source": "original"},
			{"name": "/evil.vtt", "source": "original"},
			{"name": "Slow parsers.de.vtt", "source": "original"},
		},
	}}}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	p, err := archiveorg.New(archiveorg.Config{Endpoint: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Tracks(t.Context(), ingest.Video{Provider: "archiveorg", ID: "exconf/Fast parsers.mp4"})
	at := server.URL + "/download/exconf/Fast%20parsers"
	want := []ingest.Track{
		{ID: "Fast parsers", Language: "en", URL: at + ".vtt"},
		{ID: "Fast parsers.pt-br.hd", Language: "pt-br", URL: at + ".pt-br.hd.vtt"},
		{ID: "Fast parsers.asr", Language: "en", Machine: true, URL: at + ".asr.srt"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if all, err := p.Tracks(t.Context(), ingest.Video{Provider: "archiveorg", ID: "exconf"}); err != nil || len(all) != 4 {
		t.Errorf("of the whole item: %v, %v", all, err)
	}
}
