package archiveorg

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/jsonhost"
)

var _ ingest.Finder = (*Provider)(nil)

// Find looks up to fifty videos up with one request, and one more for each whose item
// the search does not have: see [ingest.Finder]. The search lags behind, and only an
// item's own answer says that it is gone. Of an item that is there nothing but its title
// is told.
func (p *Provider) Find(ctx context.Context, ids []string) (map[string]ingest.Video, error) {
	if len(ids) > ingest.FindAtOnce {
		return nil, fmt.Errorf("archiveorg: find %d videos: at most %d at once", len(ids), ingest.FindAtOnce)
	}
	videos := map[string]ingest.Video{}
	items := map[string][]string{} // ids of videos by their item
	var identifiers []string
	for _, id := range ids {
		identifier, _, _ := strings.Cut(id, "/")
		if !idShape.MatchString(identifier) {
			continue
		}
		if items[identifier] == nil {
			identifiers = append(identifiers, identifier)
		}
		items[identifier] = append(items[identifier], id)
	}
	if len(identifiers) == 0 {
		return videos, nil
	}
	titles, err := p.titles(ctx, identifiers)
	if err != nil {
		return nil, err
	}
	for _, identifier := range identifiers {
		title, ok := titles[identifier]
		if !ok {
			it, err := p.item(ctx, identifier)
			if errors.Is(err, ingest.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			title = it.Metadata.Title
		}
		for _, id := range items[identifier] {
			there := &itemJSON{Metadata: metadataJSON{Title: title}}
			if id != identifier {
				there.Metadata.Title = "" // the item's, not the talk's
			}
			videos[id] = there.video(id)
		}
	}
	return videos, nil
}

// titles asks the search for those of items.
func (p *Provider) titles(ctx context.Context, identifiers []string) (map[string]text, error) {
	op := fmt.Sprintf("look-up of %d items", len(identifiers))
	query := url.Values{
		"q": {"identifier:(" + strings.Join(identifiers, " OR ") + ")"}, "fields": {"identifier,title"}, "count": {"100"},
	}
	var answer scrapeJSON
	if err := p.client.Get(ctx, op, "/services/search/v1/scrape", query, &answer); err != nil {
		return nil, err
	}
	if answer.Error != "" || answer.Items == nil {
		return nil, p.client.Nonsense(op, "the search says: "+answer.Error)
	}
	titles := map[string]text{}
	for _, raw := range answer.Items {
		var listed listedJSON
		if jsonhost.Decode(raw, &listed) == nil && listed.id() != "" {
			titles[listed.id()] = listed.Title
		}
	}
	return titles, nil
}
