package file

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/paging"
)

// Find asks for each of the files by itself: see [ingest.Finder]. They lie on many
// servers, of which some may fail: the error is an *ingest.UnansweredError then, and the
// others count. Of a file that is there nothing but its size is told.
func (p *Provider) Find(ctx context.Context, ids []string) (map[string]ingest.Video, error) {
	if len(ids) > ingest.FindAtOnce {
		return nil, fmt.Errorf("file: find %d videos: at most %d at once", len(ids), ingest.FindAtOnce)
	}
	videos := map[string]ingest.Video{}
	unanswered := &ingest.UnansweredError{}
	links := func(yield func(*url.URL, error) bool) {
		for _, id := range ids {
			if u, err := url.Parse(id); err == nil && host.Canonical(u) == id && !yield(u, nil) {
				return
			}
		}
	}
	for found, err := range paging.InOrder(ctx, links, atOnce, p.find) {
		if err != nil {
			return videos, err
		}
		switch {
		case found.err == nil:
			found.video.Title = "" // the file's name is not what the page called it
			videos[found.video.ID] = found.video
		case !errors.Is(found.err, ingest.ErrNotFound):
			unanswered.IDs = append(unanswered.IDs, found.video.ID)
			if unanswered.Err == nil {
				unanswered.Err = found.err
			}
		}
	}
	if len(unanswered.IDs) > 0 {
		return videos, unanswered
	}
	return videos, nil
}

// answer is what a server said of a file.
type answer struct {
	video ingest.Video
	err   error
}

func (p *Provider) find(ctx context.Context, u *url.URL) (answer, error) {
	v, err := p.look(ctx, link{files: []*url.URL{u}})
	return answer{v, err}, ctx.Err()
}
