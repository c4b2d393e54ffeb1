package youtube

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	api "google.golang.org/api/youtube/v3"
)

// details is a video as videos.list has it, with what the generated client does
// not tell: sizes of thumbnails that came up after it was generated, and whether
// a false was said or only not denied.
type details struct {
	*api.Video
	thumbnails    map[string]thumbnail
	notEmbeddable bool
}

type thumbnail struct {
	URL   string `json:"url"`
	Width int    `json:"width"`
}

// addUnknown reads the same answer once more.
func addUnknown(found map[string]details, body []byte) error {
	var list struct {
		Items []struct {
			ID      string `json:"id"`
			Snippet struct {
				Thumbnails map[string]thumbnail `json:"thumbnails"`
			} `json:"snippet"`
			Status struct {
				Embeddable *bool `json:"embeddable"`
			} `json:"status"`
		} `json:"items"`
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	for _, item := range list.Items {
		if d, ok := found[item.ID]; ok {
			d.thumbnails = item.Snippet.Thumbnails
			d.notEmbeddable = item.Status.Embeddable != nil && !*item.Status.Embeddable
			found[item.ID] = d
		}
	}
	return nil
}

// keepBodies leaves a copy of an answer's body with whoever asked for one by
// [keepBody]. The generated client decodes answers and drops them.
type keepBodies struct{ next http.RoundTripper }

type bodyKey struct{}

func keepBody(ctx context.Context) (context.Context, *bytes.Buffer) {
	body := new(bytes.Buffer)
	return context.WithValue(ctx, bodyKey{}, body), body
}

// RoundTrip implements [http.RoundTripper].
func (k keepBodies) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := k.next.RoundTrip(req)
	if body, ok := req.Context().Value(bodyKey{}).(*bytes.Buffer); ok && err == nil {
		body.Reset() // of a redirect before it
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.TeeReader(resp.Body, body), resp.Body}
	}
	return resp, err
}
