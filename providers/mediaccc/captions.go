package mediaccc

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

var _ ingest.Captioner = (*Provider)(nil)

// The forms in which a site has subtitles, the best first.
var captionTypes = []string{"text/vtt", "application/x-subrip"}

// Tracks lists the subtitles of a talk with one request: see [ingest.Captioner]. Of one
// that is there in two forms the better counts.
func (p *Provider) Tracks(ctx context.Context, v ingest.Video) ([]ingest.Track, error) {
	c, site, id, err := p.at(p.refOf(v))
	if err != nil {
		return nil, err
	}
	answer, err := talk(ctx, c, id)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(answer.Recordings, func(a, b recordingJSON) int {
		return cmp.Compare(slices.Index(captionTypes, a.MIME), slices.Index(captionTypes, b.MIME))
	})
	var tracks []ingest.Track
	var bad error // of a track that cannot be fetched, beside which others may be good
	for _, r := range answer.Recordings {
		known := slices.ContainsFunc(tracks, func(t ingest.Track) bool { return t.ID == r.Language })
		if !slices.Contains(captionTypes, r.MIME) || known {
			continue
		}
		at, err := c.FileURL(ctx, "captions of "+id, site, r.URL)
		if err != nil {
			bad = err
			continue
		}
		spoken, _, _ := strings.Cut(r.Language, "-")
		tracks = append(tracks, ingest.Track{ID: r.Language, Language: spoken, URL: at})
	}
	if len(tracks) == 0 {
		return nil, bad
	}
	return tracks, nil
}

// refOf is the ref of a talk: the site is in the address of its page only.
func (p *Provider) refOf(v ingest.Video) ingest.Ref {
	ref := ingest.Ref{Provider: v.Provider, Kind: ingest.KindVideo, ID: v.ID}
	u, err := url.Parse(v.URL)
	if err != nil {
		return ref
	}
	if page, err := p.Match(u); err == nil && page.Kind == ingest.KindVideo {
		if site, _, elsewhere := strings.Cut(page.ID, "/"); elsewhere {
			ref.ID = site + "/" + v.ID
		}
	}
	return ref
}
