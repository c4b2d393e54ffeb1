package mediaccc

import (
	"context"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

var _ ingest.FileLister = (*Provider)(nil)

// MediaFiles lists the recordings of a talk in its own language, those of sound alone too,
// with one request: see [ingest.FileLister]. Slides are left out.
func (p *Provider) MediaFiles(ctx context.Context, v ingest.Video) ([]ingest.MediaFile, error) {
	c, site, id, err := p.at(p.refOf(v))
	if err != nil {
		return nil, err
	}
	answer, err := talk(ctx, c, id)
	if err != nil {
		return nil, err
	}
	original, _, _ := strings.Cut(answer.Language, "-")
	var files []ingest.MediaFile
	for _, r := range answer.Recordings {
		medium, kind, _ := strings.Cut(r.MIME, "/")
		kind, _, _ = strings.Cut(kind, ";")
		if medium != "video" && medium != "audio" || strings.HasPrefix(r.Folder, "slides") || r.speaks(original) == 0 {
			continue
		}
		at, err := c.FileURL(ctx, "files of "+id, site, r.URL)
		if err != nil {
			return nil, err
		}
		if kind == "mpeg" {
			kind = "mp3"
		}
		file := ingest.MediaFile{File: ingest.File{Type: kind, URL: at, Size: int64(max(0, r.Size)) * 1_000_000}, Height: int(r.Height), Audio: medium == "audio"}
		files = append(files, file)
	}
	return files, nil
}
