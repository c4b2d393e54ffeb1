package draft

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

func TestMergeRecords(t *testing.T) {
	t.Parallel()
	published := ingest.Record{Title: "Fast parsers", Speakers: []string{"Jane Doe"}, Language: "eng"}
	inDraft := ingest.Record{Title: "Faster parsers", Speakers: []string{"Jane Doe"}, Language: "eng"}
	inTree := ingest.Record{Title: "Fast Parsers", Speakers: []string{"Jane Doe", "John Roe"}, Language: "eng"}
	for _, tt := range []struct {
		name      string
		published *ingest.Record
		want      ingest.Record
	}{
		{
			"the tree's changes stay, the draft's win", &published,
			ingest.Record{Title: "Faster parsers", Speakers: []string{"Jane Doe", "John Roe"}, Language: "eng"},
		},
		{"without memory the draft wins", nil, inDraft},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, MergeRecords(tt.published, inDraft, inTree)); diff != "" {
				t.Errorf("merged record (-want +got):\n%s", diff)
			}
		})
	}
}
