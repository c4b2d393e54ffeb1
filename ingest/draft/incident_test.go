package draft_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

func TestIncidents(t *testing.T) {
	t.Parallel()
	gone := draft.Incident{Kind: draft.Unwatchable, Field: ingest.FieldVideos, Reason: "private"}
	plain := draft.Proposed{
		Video: ingest.Video{Provider: "youtube", ID: "AAAAAAAAAA0", Title: "Fast parsers"},
		Proposal: ingest.Proposal{Provider: "youtube", ID: "AAAAAAAAAA0", Record: ingest.Record{
			Title: "Fast parsers", Videos: []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=AAAAAAAAAA0"}},
		}},
	}
	lost := plain
	lost.Incidents = []draft.Incident{gone}
	for _, tt := range []struct {
		name       string
		status     draft.Status
		wantStatus draft.Status
	}{
		{"a draft in review gets the note", draft.Review, draft.Review},
		{"one that is ready goes back to review", draft.Ready, draft.Review},
		{"a published one gets the note", draft.Published, draft.Published},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := draft.New(plain)
			d.Status = tt.status
			first := draft.Merge(d, draft.NewBase(plain), lost)
			if first.Draft.Status != tt.wantStatus {
				t.Errorf("status = %s, want %s", first.Draft.Status, tt.wantStatus)
			}
			want := []draft.Note{{Field: gone.Field, Text: gone.Note().Text}}
			if diff := cmp.Diff(want, first.Draft.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			again := draft.Merge(first.Draft, first.Base, lost)
			if diff := cmp.Diff(want, again.Draft.Notes); diff != "" {
				t.Errorf("notes the second time (-want +got):\n%s", diff)
			}
			back := draft.Merge(again.Draft, again.Base, plain)
			if len(back.Draft.Notes) > 0 || back.Draft.Status != tt.status {
				t.Errorf("the video is back, and the draft is %s, and there is still %v", back.Draft.Status, back.Draft.Notes)
			}
			again.Draft.Notes = nil // as a person removes it
			removed := draft.Merge(again.Draft, again.Base, lost)
			if len(removed.Draft.Notes) > 0 {
				t.Errorf("a note that was removed came back: %v", removed.Draft.Notes)
			}
		})
	}
}
