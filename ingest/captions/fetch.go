package captions

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// maxFile bounds a track, in bytes.
const maxFile = 16 << 20

// NewClient returns a client for the files of tracks. It has no credentials. Both arguments
// may be zero.
func NewClient(userAgent string, logger *slog.Logger) *http.Client {
	client := httpx.NewClient(httpx.Config{
		Provider: "captions", UserAgent: userAgent, Logger: logger, MaxBody: maxFile, MaxTries: 3, MaxWait: 20 * time.Second,
	})
	client.CheckRedirect = httpx.FollowRedirect
	return client
}

// Fetch gets what is said in a track of a video: from the captioner that has listed it, or
// else from its address. An answer that has no captions in it is an [*ingest.HostError].
func Fetch(ctx context.Context, client *http.Client, from ingest.Captioner, v ingest.Video, t ingest.Track) ([]Cue, error) {
	src, err := source(ctx, client, from, v, t)
	if err != nil {
		return nil, err
	}
	cues, err := Read(src)
	if err != nil {
		return nil, hostError(v, t, &ingest.HostError{Err: ingest.ErrHostFault, Message: "the answer is no captions"})
	}
	return cues, nil
}

func source(ctx context.Context, client *http.Client, from ingest.Captioner, v ingest.Video, t ingest.Track) ([]byte, error) {
	if t.URL != "" {
		return ask(ctx, client, v, t)
	}
	reader, ok := from.(ingest.TrackReader)
	if !ok {
		return nil, hostError(v, t, &ingest.HostError{Err: ingest.ErrHostFault, Message: "the host does not say where they are"})
	}
	read, err := reader.ReadTracks(ctx, v, []ingest.Track{t})
	if err != nil {
		return nil, err
	}
	return read[t.ID], nil
}

// ask asks for the file of a track.
func ask(ctx context.Context, client *http.Client, v ingest.Video, t ingest.Track) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, t.URL, nil)
	if err != nil {
		return nil, hostError(v, t, &ingest.HostError{Err: ingest.ErrHostFault, Message: "they have no address"})
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, hostError(v, t, httpx.Cause(err))
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, hostError(v, t, &ingest.HostError{Err: httpx.StatusError(resp.StatusCode), Status: resp.StatusCode})
	}
	return io.ReadAll(resp.Body)
}

// hostError says of which track an error is.
func hostError(v ingest.Video, t ingest.Track, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	told := ingest.HostError{Err: ingest.ErrUnreachable, Message: httpx.Plain(httpx.Redact(err.Error()), 200)}
	if below, ok := errors.AsType[*ingest.HostError](err); ok {
		told = *below
	}
	told.Provider = v.Provider
	told.Op = httpx.Plain(fmt.Sprintf("captions of %s in %s", v.ID, Language(t.Language)), 150)
	return ingest.WithHint(&told, "try again later; what was stored stays")
}
