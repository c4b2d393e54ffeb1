package pipeline_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/fakehost"
)

const goneTalk, freshTalk = "gonetalk001", "freshtalk01"

// publishedDraft is an event with a talk that was imported and published, and a
// host that has replaced its video since, a day before the night of now.
func publishedDraft(t *testing.T, change func(n *nightly)) *nightly {
	t.Helper()
	n := newNightly(t)
	n.p.DataDir = t.TempDir()
	n.openTree(t)
	n.upload(listID(1), goneTalk, "Fast parsers - Jane Doe")
	n.upload(listID(1), "othertalk01", "Slow cooking - John Roe")
	n.watch(t, "exconf-2024", listID(1))
	n.mustSync(t)
	edit(t, n.p, "exconf-2024", goneTalk, func(d *draft.Draft) { d.Record.Description = "By hand." })
	n.publishAll(t)
	n.mustAudit(t, false)
	n.change(goneTalk, func(v *fakehost.YouTubeVideo) { v.Deleted = true })
	n.upload(listID(2), freshTalk, "Fast parsers - Jane Doe")
	n.change(freshTalk, func(v *fakehost.YouTubeVideo) { v.Duration = "PT30M" })
	if change != nil {
		change(n)
	}
	n.mustAudit(t, false)
	n.now = n.now.AddDate(0, 0, 1)
	return n
}

func (n *nightly) mustAudit(t *testing.T, fix bool) audit.Result {
	t.Helper()
	hosts := n.p.Hosts
	defer func() { n.p.Hosts = hosts }()
	n.p.Hosts = channelHost{hosts, playlistURL(listID(2))}
	got, err := n.audit(t, func(o *audit.Options) { o.Fix = fix })
	if err != nil || len(got.Problems) > 0 {
		t.Fatal(err, got.Problems)
	}
	return got
}

// channelHost has all that a channel has in one playlist.
type channelHost struct {
	ingest.Hosts
	playlist string
}

func (h channelHost) Resolve(address string) (ingest.Target, error) {
	if strings.Contains(address, "/channel/") {
		address = h.playlist
	}
	return h.Hosts.Resolve(address)
}

// Who asks for fixes gets one that publishing takes over, also for a draft that was
// published.
func TestFixReopensAPublishedDraft(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(n *nightly) // on the host
		edit   func(*draft.Draft)
		want   func(*ingest.Record)
	}{
		{"as published", nil, func(*draft.Draft) {}, func(*ingest.Record) {}},
		{"told by sync before", func(n *nightly) {
			n.lists[listID(1)] = []string{"othertalk01", freshTalk}
			n.mustSync(t)
		}, func(*draft.Draft) {}, func(*ingest.Record) {}},
		{"edited since", nil, func(d *draft.Draft) {
			d.Record.Duration, d.Record.Title = 1700, "Faster parsers"
		}, func(r *ingest.Record) { r.Duration, r.Title = 1700, "Faster parsers" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := publishedDraft(t, tt.change)
			edit(t, n.p, "exconf-2024", goneTalk, tt.edit)
			want := draftOf(t, n.p, "exconf-2024", goneTalk).Record
			want.Duration, want.ThumbnailURL = 1800, "https://i.ytimg.com/vi/"+freshTalk+"/maxresdefault.jpg"
			want.Videos = []ingest.Location{{Type: "youtube", URL: watchURL + freshTalk}}
			tt.want(&want)
			if got := n.mustAudit(t, true); len(got.Drafts) != 1 {
				t.Errorf("drafts: %v", got.Drafts)
			}
			d := draftOf(t, n.p, "exconf-2024", goneTalk)
			if diff := cmp.Diff(want, d.Record); diff != "" || d.Status != draft.Review {
				t.Errorf("draft is %s (-want +got):\n%s", d.Status, diff)
			}
			var fields []string
			for _, note := range d.Notes {
				fields = append(fields, note.Field)
			}
			noted := []string{ingest.FieldVideos}
			if want.Duration == 1700 {
				noted = append(noted, ingest.FieldDuration)
			}
			if diff := cmp.Diff(noted, fields); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			before := snapshot(t, n.p.Workspace.Dir())
			if got := n.mustAudit(t, true); len(got.Drafts) > 0 {
				t.Errorf("proposed again: %v", got.Drafts)
			}
			n.now = n.now.AddDate(0, 0, 8)
			n.mustSync(t)
			if diff := cmp.Diff(before, snapshot(t, n.p.Workspace.Dir())); diff != "" {
				t.Errorf("later looks changed files (-before +after):\n%s", diff)
			}
			n.publishAll(t)
			text := n.records(t)["fast-parsers.json"]
			if !strings.Contains(text, watchURL+freshTalk) || strings.Contains(text, goneTalk) || !strings.Contains(text, want.Title) {
				t.Errorf("the record is %s", text)
			}
			if got := n.mustAudit(t, true); len(got.Drafts) > 0 || slices.ContainsFunc(got.Found, func(f audit.Difference) bool { return f.State == audit.Gone }) {
				t.Errorf("after publishing: %+v", got)
			}
		})
	}
}

func TestAFixThatAPersonTurnedDownStaysAway(t *testing.T) {
	t.Parallel()
	n := publishedDraft(t, nil)
	was := draftOf(t, n.p, "exconf-2024", goneTalk)
	n.mustAudit(t, true)
	edit(t, n.p, "exconf-2024", goneTalk, func(d *draft.Draft) { d.Record, d.Status = was.Record, draft.Ready })
	n.publishAll(t)
	if got := n.mustAudit(t, true); len(got.Drafts) > 0 {
		t.Errorf("proposed again: %v", got.Drafts)
	}
	if d := draftOf(t, n.p, "exconf-2024", goneTalk); d.Status != draft.Published || d.Record.Videos[0] != was.Record.Videos[0] {
		t.Errorf("the draft is %s, with %v", d.Status, d.Record.Videos)
	}
}

// That a video is gone is one fact, whoever tells of it first.
func TestALossIsToldOnce(t *testing.T) {
	t.Parallel()
	for _, auditFirst := range []bool{true, false} {
		n := newNightly(t)
		n.p.DataDir = t.TempDir()
		n.openTree(t)
		n.upload(listID(1), goneTalk, "Fast parsers - Jane Doe")
		n.upload(listID(1), "othertalk01", "Slow cooking - John Roe")
		n.watch(t, "exconf-2024", listID(1))
		n.mustSync(t)
		n.publishAll(t)
		n.change(goneTalk, func(v *fakehost.YouTubeVideo) { v.Privacy = "private" })
		n.mustAudit(t, false)
		n.now = n.now.AddDate(0, 0, 8)
		steps := []func(){func() { n.mustAudit(t, true) }, func() { n.mustSync(t) }}
		if !auditFirst {
			slices.Reverse(steps)
		}
		for range 2 {
			for _, step := range steps {
				step()
				n.now = n.now.AddDate(0, 0, 8)
			}
		}
		told := func() []draft.Note {
			notes := draftOf(t, n.p, "exconf-2024", goneTalk).Notes
			return slices.DeleteFunc(notes, func(note draft.Note) bool { return note.Field != ingest.FieldVideos })
		}
		if got := told(); len(got) != 1 || !strings.HasPrefix(got[0].Text, "gone from the host since ") {
			t.Errorf("audit first: %v: %+v", auditFirst, got)
		}
		n.change(goneTalk, func(v *fakehost.YouTubeVideo) { v.Privacy = "" })
		n.mustSync(t)
		if got := told(); len(got) > 0 {
			t.Errorf("audit first: %v: it is back: %+v", auditFirst, got)
		}
	}
}
