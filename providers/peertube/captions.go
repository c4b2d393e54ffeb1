package peertube

import (
	"cmp"
	"context"
	"net/url"

	"github.com/pyvideo/stevie/ingest"
)

var _ ingest.Captioner = (*Provider)(nil)

// captionJSON is a track. Old instances have a path, new ones an address too.
type captionJSON struct {
	Language  coded  `json:"language"`
	Automatic bool   `json:"automaticallyGenerated"`
	Path      string `json:"captionPath"`
	URL       string `json:"fileUrl"`
}

// Tracks lists the captions of a video with one request: see [ingest.Captioner].
func (p *Provider) Tracks(ctx context.Context, v ingest.Video) ([]ingest.Track, error) {
	c, instance, id, err := p.at(ingest.Ref{Provider: v.Provider, Kind: ingest.KindVideo, ID: v.ID})
	if err != nil {
		return nil, err
	}
	op := "captions of " + v.ID
	var answer struct {
		Data []captionJSON `json:"data"`
	}
	if err := c.Get(ctx, op, api[ingest.KindVideo]+url.PathEscape(id)+"/captions", nil, &answer); err != nil {
		return nil, err
	}
	if answer.Data == nil {
		return nil, c.Nonsense(op, "it has no list")
	}
	var tracks []ingest.Track
	var bad error // of a track that cannot be fetched, beside which others may be good
	for _, t := range answer.Data {
		at, err := c.FileURL(ctx, op, instance, cmp.Or(t.URL, t.Path))
		if err != nil {
			bad = err
			continue
		}
		tracks = append(tracks, ingest.Track{ID: t.Language.text(), Language: t.Language.text(), Machine: t.Automatic, URL: at})
	}
	if len(tracks) == 0 {
		return nil, bad
	}
	return tracks, nil
}
