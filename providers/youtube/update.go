package youtube

import (
	"context"

	"github.com/pyvideo/stevie/ingest"
)

var _ ingest.Updater = (*Provider)(nil)

// Update lists a collection and looks only at the videos that are not known: see
// [ingest.Updater]. An entry speaks against what is known when its title or who
// can see it is another than it was.
func (p *Provider) Update(ctx context.Context, ref ingest.Ref, known func(id string) (ingest.Video, bool)) (*ingest.Listing, error) {
	knowing := *p
	knowing.known = known
	return knowing.List(ctx, ref)
}

// recall returns the video of an entry as it is known, nil when it has to be
// looked at.
func (w *walk) recall(e entry) *ingest.Video {
	if w.known == nil || e.Snippet == nil || e.ContentDetails == nil || e.Status == nil {
		return nil
	}
	published := parseTime(e.ContentDetails.VideoPublishedAt)
	seen := ingest.Availability(e.Status.PrivacyStatus)
	if published.IsZero() || seen != ingest.Public && seen != ingest.Unlisted {
		return nil
	}
	v, ok := w.known(e.id)
	switch {
	case !ok:
		return nil
	case v.Title == "":
		v = ingest.Video{
			Provider: Name, ID: e.id, URL: videoURL(e.id), Title: e.Snippet.Title, Published: published,
			Channel:      ingest.Channel{ID: e.Snippet.VideoOwnerChannelId, Title: e.Snippet.VideoOwnerChannelTitle},
			Availability: seen, Live: ingest.LiveNone,
		}
	case v.Title != e.Snippet.Title || v.Availability != seen:
		return nil
	}
	return &v
}
