package intake

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// remembered is Unavailable as it is stored, with the title.
type remembered struct {
	Unavailable
	Title string `json:"title,omitempty"`
}

// RememberUnavailable keeps what the last complete listing of an event called
// unavailable, for a pull request to tell. Cache is the workspace's cache
// directory.
func RememberUnavailable(cache *cachefile.Dir, s Summary) error {
	if !s.Complete {
		return nil
	}
	if err := draft.CheckSlug(s.Event); err != nil {
		return err
	}
	list := []remembered{}
	for _, u := range s.Unavailable {
		list = append(list, remembered{u, u.Title})
	}
	return cache.Write(cachefile.Unavailable(s.Event), list)
}

// RecallUnavailable returns what [RememberUnavailable] has kept of an event,
// nothing if there is nothing.
func RecallUnavailable(cache *cachefile.Dir, event string) ([]Unavailable, error) {
	var list []remembered
	if err := cache.Read(cachefile.Unavailable(event), &list); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("read what was unavailable of %s: %w", event, err)
	}
	var videos []Unavailable
	for _, u := range list {
		u.Unavailable.Title = u.Title
		videos = append(videos, u.Unavailable)
	}
	return videos, nil
}
