package vimeo_test

import (
	"errors"
	"testing"

	"github.com/pyvideo/stevie/ingest"
)

func TestAnEmptyListOfACollectionThatHasVideos(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, total, page string
		want              error
	}{
		{"by the showcase's count", "7", `{"total": 0, "data": [], "paging": {"next": null}}`, ingest.ErrIncomplete},
		{"by the list's own", "0", `{"total": 7, "data": [], "paging": {"next": null}}`, ingest.ErrIncomplete},
		{"it has none", "0", `{"total": 0, "data": [], "paging": {"next": null}}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, got, err := list(t, connect(t, script{
				"/albums/1":        `{"metadata": {"connections": {"videos": {"uri": "/albums/1/videos", "total": ` + tt.total + `}}}}`,
				"/albums/1/videos": tt.page,
			}), "https://vimeo.com/showcase/1")
			if !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) || len(got) != 0 {
				t.Errorf("videos %v, error %v, want %v", got, err, tt.want)
			}
		})
	}
}
