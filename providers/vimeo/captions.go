package vimeo

import (
	"context"
	"net/url"
	"path"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

var _ ingest.Captioner = (*Provider)(nil)

// machineMark ends the code of the language of a track that Vimeo has made by listening.
const machineMark = "-x-autogen"

type textTrackJSON struct {
	URI      string `json:"uri"` // /videos/ID/texttracks/ID
	Type     string `json:"type"`
	Language string `json:"language"`
	Link     string `json:"link"` // ends after some hours
}

// Tracks lists the text tracks of a video with one request: see [ingest.Captioner].
func (p *Provider) Tracks(ctx context.Context, v ingest.Video) ([]ingest.Track, error) {
	ref := ingest.Ref{Provider: Name, Kind: ingest.KindVideo, ID: v.ID, Hash: v.Hash}
	op := "captions of " + opOf(ref)
	body, err := p.client.get(ctx, op, candidates(ref)[0]+"/texttracks", url.Values{"fields": {"uri,language,type,link"}, "per_page": {"100"}})
	if err != nil {
		return nil, err
	}
	var answer struct {
		Data []textTrackJSON `json:"data"`
	}
	if decode(body, &answer) != nil || answer.Data == nil {
		return nil, p.client.nonsense(op, "an answer that has no list")
	}
	var tracks []ingest.Track
	var bad error // of a track that cannot be fetched, beside which others may be good
	for _, t := range answer.Data {
		if t.Link == "" || t.Type != "" && t.Type != "captions" && t.Type != "subtitles" {
			continue // it is being made, or names chapters
		}
		at, err := httpx.FileURL(ctx, p.client.endpoint, "api.vimeo.com", t.Link)
		if err != nil {
			bad = p.client.nonsense(op, err.Error())
			continue
		}
		spoken, machine := strings.CutSuffix(t.Language, machineMark)
		tracks = append(tracks, ingest.Track{ID: path.Base(t.URI), Language: spoken, Machine: machine, URL: at})
	}
	if len(tracks) == 0 {
		return nil, bad
	}
	return tracks, nil
}
