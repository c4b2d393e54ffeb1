package captions_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/captions"
	"github.com/pyvideo/stevie/ingest/talks"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// moody is a host whose answers are errors for some videos; nobody asks it for anything else.
type moody struct {
	ingest.Provider
	errs map[string]error
}

// only are hosts with one provider.
type only struct {
	ingest.Hosts
	provider ingest.Provider
}

func (o only) Provider(string) ingest.Provider { return o.provider }

func (m moody) Tracks(_ context.Context, v ingest.Video) ([]ingest.Track, error) {
	if err := m.errs[v.ID]; err != nil {
		return nil, err
	}
	return []ingest.Track{{ID: "en", Language: "en"}}, nil
}

// collect lists the captions of talks whose videos are numbered from 0.
func collect(t *testing.T, size int, errs map[string]error) captions.Result {
	t.Helper()
	var list []talks.Talk
	for i := range size {
		v := ingest.Video{Provider: "peertube", ID: fmt.Sprint(i), URL: fmt.Sprintf("https://tube.example/w/%d", i)}
		list = append(list, talks.Talk{Path: fmt.Sprint(i), Event: "exconf", Name: fmt.Sprint(i), Videos: []ingest.Video{v}})
	}
	f := captions.Fetcher{Hosts: only{provider: moody{errs: errs}}, Folder: captions.OpenFolder(t.TempDir()), Cache: cachefile.Open(t.TempDir())}
	result, err := f.Collect(t.Context(), list, captions.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// odd is an answer that has no sense, for each of some videos.
func odd(ids ...int) map[string]error {
	errs := map[string]error{}
	for _, id := range ids {
		errs[fmt.Sprint(id)] = &ingest.HostError{Provider: "peertube", Op: fmt.Sprint(id), Err: ingest.ErrHostFault}
	}
	return errs
}

func TestCollectGoesOnAfterAnOddAnswer(t *testing.T) {
	t.Parallel()
	got := collect(t, 40, odd(0, 1, 20, 21))
	if len(got.Rows) != 36 || len(got.Problems) != 4 {
		t.Errorf("%d rows, %v", len(got.Rows), got.Problems)
	}
	// However many there are, as long as the host answers in between.
	got = collect(t, 60, odd(0, 6, 12, 18, 24, 30, 36, 42, 48, 54))
	if len(got.Rows) != 50 || len(got.Problems) != 10 {
		t.Errorf("%d rows, %v", len(got.Rows), got.Problems)
	}
}

func TestCollectGivesAFailingHostUp(t *testing.T) {
	t.Parallel()
	var all []int
	for i := range 40 {
		all = append(all, i)
	}
	down := map[string]error{}
	for i := range 40 {
		down[fmt.Sprint(i)] = fmt.Errorf("peertube: %w", ingest.ErrUnreachable)
	}
	for name, errs := range map[string]map[string]error{"odd": odd(all...), "down": down} {
		got := collect(t, 40, errs)
		last := got.Problems[len(got.Problems)-1]
		var left int
		_, after, _ := strings.Cut(last.Error(), "not asked about ")
		_, err := fmt.Sscanf(after, "%d of the talks", &left)
		if err != nil || !strings.HasPrefix(last.Error(), "peertube tube.example: ") || left < 32 || left > 39 {
			t.Errorf("%s: %v", name, last) // some were asked at the same time
		}
		if !errors.Is(last, ingest.ErrHostFault) {
			t.Errorf("%s: %v", name, last)
		}
	}
}
