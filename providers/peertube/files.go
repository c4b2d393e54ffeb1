package peertube

import (
	"context"
	"net/url"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

var _ ingest.FileLister = (*Provider)(nil)

// MediaFiles lists the files of a video with one request: see [ingest.FileLister].
func (p *Provider) MediaFiles(ctx context.Context, v ingest.Video) ([]ingest.MediaFile, error) {
	c, instance, id, err := p.at(ingest.Ref{Provider: v.Provider, Kind: ingest.KindVideo, ID: v.ID})
	if err != nil {
		return nil, err
	}
	op := "files of " + v.ID
	var answer videoJSON
	if err := c.Get(ctx, op, api[ingest.KindVideo]+url.PathEscape(id), nil, &answer); err != nil {
		return nil, err
	}
	if host.UUID(answer.UUID) != host.UUID(id) {
		return nil, c.Nonsense(op, "it is about something else")
	}
	var files []ingest.MediaFile
	heights := answer.allFiles()
	for i, f := range answer.files() {
		if f.URL, err = c.FileURL(ctx, op, instance, f.URL); err != nil {
			return nil, err
		}
		files = append(files, ingest.MediaFile{File: f, Height: int(heights[i].Height), Exact: true})
	}
	return files, nil
}
