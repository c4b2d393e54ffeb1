package providers

import (
	"context"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/providers/youtube"
	"github.com/pyvideo/stevie/providers/ytdlp"
)

// keyless is YouTube without a key, where yt-dlp lists instead of the API. What else the
// adapter can do still wants a key.
type keyless struct {
	*youtube.Provider
	ytdlp ytdlp.Instead
}

func (k keyless) List(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	return k.ytdlp.List(ctx, ref)
}

func (k keyless) Update(ctx context.Context, ref ingest.Ref, known func(id string) (ingest.Video, bool)) (*ingest.Listing, error) {
	return k.ytdlp.Update(ctx, ref, known)
}

// AsksOneByOne has what is known of each video told: each of the others is a page to be read.
func (k keyless) AsksOneByOne() {}

// States knows of none: every collection is listed.
func (k keyless) States(context.Context, []ingest.Ref) (map[ingest.Ref]ingest.State, error) {
	return nil, nil
}
