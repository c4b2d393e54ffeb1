package vimeo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"strings"
	"sync"

	"github.com/pyvideo/stevie/ingest"
)

var (
	_ ingest.Inspector = (*Provider)(nil)
	_ ingest.Owner     = (*Provider)(nil)
	_ ingest.Finder    = (*Provider)(nil)
)

// States tells the states of collections with a request for each, since the API
// has none for several: see [ingest.Inspector]. What it learns is not asked for
// again by the next listing.
func (p *Provider) States(ctx context.Context, refs []ingest.Ref) (map[ingest.Ref]ingest.State, error) {
	states := map[ingest.Ref]ingest.State{}
	for _, ref := range refs {
		if _, twice := states[ref]; twice || ref.Provider != Name || collectionPaths[ref.Kind] == "" {
			continue
		}
		var found header
		var err error
		found.path, err = p.lookUp(ctx, ref, collectionFields, &found.answer)
		switch {
		case errors.Is(err, ingest.ErrNotFound):
			continue
		case err != nil:
			return states, err
		}
		state := ingest.State{
			Size:     max(0, found.answer.Metadata.Connections.Videos.Total),
			Modified: parseTime(found.answer.ModifiedTime),
		}
		if !state.IsZero() {
			states[ref] = state
		}
		p.seen.put(ref, found)
	}
	return states, nil
}

// Collections lists the showcases that a user has made: see [ingest.Owner].
// Nothing else owns any, which is [ingest.ErrUnsupported].
func (p *Provider) Collections(ctx context.Context, ref ingest.Ref) iter.Seq2[ingest.Collection, error] {
	return func(yield func(ingest.Collection, error) bool) {
		if ref.Provider != Name || ref.Kind != KindUser || ref.ID == "" {
			yield(ingest.Collection{}, ingest.WithHint(
				fmt.Errorf("vimeo: %w: %s %q has no showcases", ingest.ErrUnsupported, ref.Kind, ref.ID),
				"give the address of a user, https://vimeo.com/NAME"))
			return
		}
		showcases := list[ingest.Collection]{
			p: p, op: "showcases of " + opOf(ref), fields: collectionFields, read: showcase,
			link: collectionPaths[KindUser] + url.PathEscape(ref.ID) + "/albums",
		}
		showcases.all(ctx)(yield)
	}
}

// showcase reads one entry of a list of showcases.
func showcase(raw json.RawMessage) (c ingest.Collection, id string, ok bool) {
	var answer collectionJSON
	if err := decode(raw, &answer); err != nil {
		return ingest.Collection{}, "", false
	}
	id = lastSegment(answer.URI)
	if !strings.Contains(answer.URI, "/albums/") || !allDigits(id) {
		return ingest.Collection{}, "", false
	}
	return answer.collection(ingest.Ref{Provider: Name, Kind: KindShowcase, ID: id}), id, true
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// Find looks up to fifty videos up with one request: see [ingest.Finder]. What is
// no video's number is not asked for. An unlisted video is found only by its
// owner's token.
func (p *Provider) Find(ctx context.Context, ids []string) (map[string]ingest.Video, error) {
	if len(ids) > ingest.FindAtOnce {
		return nil, fmt.Errorf("vimeo: find %d videos: at most %d at once", len(ids), ingest.FindAtOnce)
	}
	var uris []string
	for _, id := range ids {
		if allDigits(id) {
			uris = append(uris, "/videos/"+id)
		}
	}
	videos := map[string]ingest.Video{}
	if len(uris) == 0 {
		return videos, nil
	}
	op := fmt.Sprintf("look-up of %d videos", len(uris))
	page, err := p.page(ctx, op, "/videos?"+url.Values{"uris": {strings.Join(uris, ",")}}.Encode(), videoFields)
	if err != nil {
		return nil, err
	}
	if page.Total != nil && *page.Total > len(page.Data) {
		return nil, p.client.nonsense(op, "an answer with fewer videos than it says")
	}
	read := p.entryOf(ctx, op)
	for _, raw := range page.Data {
		if video, id, ok := read(raw); ok {
			videos[id] = video
		}
	}
	return videos, nil
}

// header is what the API says about a collection itself, and under which path.
type header struct {
	path   string
	answer collectionJSON
}

// headers keeps what [Provider.States] has learned until the collection is
// listed: once, so that a later listing asks again.
type headers struct {
	mu    sync.Mutex
	byRef map[ingest.Ref]header
}

func (h *headers) put(ref ingest.Ref, found header) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.byRef == nil {
		h.byRef = map[ingest.Ref]header{}
	}
	h.byRef[ref] = found
}

func (h *headers) take(ref ingest.Ref) (header, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	found, ok := h.byRef[ref]
	delete(h.byRef, ref)
	return found, ok
}
