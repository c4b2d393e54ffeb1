package archiveorg

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

var _ ingest.FileLister = (*Provider)(nil)

// audioTypes are the extensions of sound alone.
var audioTypes = []string{"mp3", "ogg", "opus", "flac", "m4a", "wav"}

// MediaFiles lists the files of an item, or of one talk of many, with one request: see
// [ingest.FileLister]. The Archive says what hash each has.
func (p *Provider) MediaFiles(ctx context.Context, v ingest.Video) ([]ingest.MediaFile, error) {
	identifier, talk, _ := strings.Cut(v.ID, "/")
	it, err := p.item(ctx, identifier)
	if err != nil {
		return nil, err
	}
	var files []ingest.MediaFile
	for _, f := range it.Files {
		audio := slices.Contains(audioTypes, extension(f.Name))
		if string(f.Private) == "true" || !isOf(f, talk) && !isOf(fileJSON{Name: f.Original}, talk) || !audio && !isVideo(f) {
			continue
		}
		at, err := p.client.FileURL(ctx, "files of "+v.ID, "archive.org", host.DownloadURL(identifier, string(f.Name)))
		if err != nil {
			return nil, err
		}
		files = append(files, ingest.MediaFile{
			File:   ingest.File{Type: strings.TrimPrefix(strings.ToLower(path.Ext(string(f.Name))), "."), URL: at, Size: f.size()},
			Height: f.height(), Audio: audio, Exact: true, Hash: f.hash(),
		})
	}
	return files, nil
}

// hash is what the Archive says of a file's bytes.
func (f fileJSON) hash() string {
	switch {
	case f.SHA1 != "":
		return "sha1:" + string(f.SHA1)
	case f.MD5 != "":
		return "md5:" + string(f.MD5)
	}
	return ""
}
