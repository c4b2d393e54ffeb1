package pipeline_test

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// memoryHost is a host in memory: its collections by id.
type memoryHost map[string][]ingest.Video

func (memoryHost) Name() string { return "youtube" }

func (memoryHost) Match(u *url.URL) (ingest.Ref, error) {
	return ingest.Ref{Provider: "youtube", Kind: "playlist", ID: u.Query().Get("list")}, nil
}

func (s memoryHost) List(_ context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	videos, ok := s[ref.ID]
	if !ok {
		return nil, &ingest.HostError{Provider: "youtube", Op: "playlist " + ref.ID, Err: ingest.ErrNotFound}
	}
	return &ingest.Listing{
		Collection: ingest.Collection{
			Provider: "youtube", Kind: "playlist", ID: ref.ID, Title: "ExConf 2024",
			URL: "https://www.youtube.com/playlist?list=" + ref.ID,
		},
		Videos: func(yield func(ingest.Video, error) bool) {
			for i, v := range videos {
				if v.Title == "the host breaks" {
					yield(ingest.Video{}, &ingest.HostError{Provider: "youtube", Err: ingest.ErrQuota})
					return
				}
				v.Position = &i
				if !yield(v, nil) {
					return
				}
			}
		},
	}, nil
}

func (s memoryHost) targets(ids ...string) []ingest.Target {
	var targets []ingest.Target
	for _, id := range ids {
		targets = append(targets, ingest.Target{
			URL: "https://www.youtube.com/playlist?list=" + id, Provider: s,
			Ref: ingest.Ref{Provider: "youtube", Kind: "playlist", ID: id},
		})
	}
	return targets
}

func video(id, title string) ingest.Video {
	return ingest.Video{
		Provider: "youtube", ID: id, Title: title, Availability: ingest.Public,
		Published: time.Date(2024, 5, 30, 8, 0, 0, 0, time.UTC), Description: "About " + title + ".",
	}
}

func TestGather(t *testing.T) {
	t.Parallel()
	s := memoryHost{
		"A": {video("a", "Fast parsers"), video("b", "Slow cooking"), video("a", "Fast parsers")},
		"B": {video("b", "Slow cooking"), video("c", "Quiet logs")},
		"Q": {video("q", "Before"), video("", "the host breaks"), video("r", "After")},
	}
	for _, tt := range []struct {
		name     string
		targets  []ingest.Target
		limit    int
		want     []string
		complete bool
		err      error
	}{
		{"a video listed twice is one", s.targets("A"), 0, []string{"a", "b"}, true, nil},
		{"over several collections too", s.targets("A", "B"), 0, []string{"a", "b", "c"}, true, nil},
		{"a limit that is not reached", s.targets("A"), 3, []string{"a", "b"}, true, nil},
		{"a limit", s.targets("A", "B"), 1, []string{"a"}, false, nil},
		{"one is gone, the others are listed", s.targets("X", "B"), 0, []string{"b", "c"}, false, ingest.ErrNotFound},
		{"what came before a failure is kept", s.targets("Q", "A"), 0, []string{"q"}, false, ingest.ErrQuota},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			haul, err := gather.Gather(t.Context(), tt.targets, gather.Options{Limit: tt.limit})
			if !errors.Is(err, tt.err) || (err == nil) != (tt.err == nil) {
				t.Errorf("error = %v, want %v", err, tt.err)
			}
			var got []string
			for _, v := range haul.Videos {
				got = append(got, v.ID)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("videos (-want +got):\n%s", diff)
			}
			if haul.Complete != tt.complete {
				t.Errorf("complete = %v, want %v", haul.Complete, tt.complete)
			}
		})
	}
}

func TestGatherStopsWhenTheWatcherFails(t *testing.T) {
	t.Parallel()
	s := memoryHost{"A": {video("a", "Fast parsers"), video("b", "Slow cooking")}}
	broken := errors.New("broken pipe")
	calls := 0
	_, err := gather.Gather(t.Context(), s.targets("A"), gather.Options{Progress: gather.Progress{
		Video: func(ingest.Video) error { calls++; return broken },
	}})
	if !errors.Is(err, broken) || calls != 1 {
		t.Errorf("error = %v after %d calls, want %v after one", err, calls, broken)
	}
}

// gather and import in one go, as the command does.
func importFrom(t *testing.T, p *steps, s memoryHost, ev ingest.Event, opts intake.Options, ids ...string) intake.Summary {
	t.Helper()
	haul, err := gather.Gather(t.Context(), s.targets(ids...), gather.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p.AddSources(&ev, haul)
	summary, err := p.Import(t.Context(), ev, haul, opts)
	if err != nil {
		t.Fatal(err)
	}
	return summary
}

func wantCounts(t *testing.T, got, want intake.Summary) {
	t.Helper()
	ignore := cmpopts.IgnoreFields(intake.Summary{}, "Event", "Drafts", "Requests", "Quota", "Remarks", "Complete", "Unavailable", "Problems", "Outlook", "Lesson")
	if diff := cmp.Diff(want, got, ignore); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	if sum := got.New + got.Updated + got.Known + got.Skipped + len(got.Unavailable); sum != got.Found {
		t.Errorf("found %d videos, but the counts add up to %d", got.Found, sum)
	}
}

func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestSecondImportChangesNothing(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	s := memoryHost{"A": {
		video("a", "Fast parsers - Jane Doe - ExConf 2024"), video("b", "Slow cooking - John Roe - ExConf 2024"),
		video("c", "Quiet logs - Ann Poe - ExConf 2024"),
		{Provider: "youtube", ID: "d", Title: "Private video", Availability: ingest.Private},
	}}
	ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}
	wantCounts(t, importFrom(t, p, s, ev, intake.Options{DryRun: true}, "A"), intake.Summary{Found: 4, New: 3})
	if files := snapshot(t, p.Workspace.Dir()); len(files) > 0 {
		t.Errorf("a dry run wrote %v", files)
	}
	wantCounts(t, importFrom(t, p, s, ev, intake.Options{}, "A"), intake.Summary{Found: 4, New: 3})
	before := snapshot(t, p.Workspace.Dir())
	stored, err := p.Workspace.Event("exconf-2024")
	if err != nil {
		t.Fatal(err)
	}
	wantCounts(t, importFrom(t, p, s, stored, intake.Options{}, "A"), intake.Summary{Found: 4, Known: 3})
	if diff := cmp.Diff(before, snapshot(t, p.Workspace.Dir())); diff != "" {
		t.Errorf("the second import changed files (-before +after):\n%s", diff)
	}
	remapped, err := p.Remap(t.Context(), "exconf-2024")
	if err != nil {
		t.Fatal(err)
	}
	wantCounts(t, remapped, intake.Summary{Found: 3, Known: 3})
	if diff := cmp.Diff(before, snapshot(t, p.Workspace.Dir())); diff != "" {
		t.Errorf("remap changed files (-before +after):\n%s", diff)
	}
}

func TestSourceConditions(t *testing.T) {
	t.Parallel()
	s := memoryHost{"A": {video("a", "Fast parsers"), video("b", "Teaser: Slow cooking"), video("c", "Quiet logs [Workshop]")}}
	for _, tt := range []struct {
		name   string
		source ingest.Source
		want   intake.Summary
	}{
		{"except", ingest.Source{Except: "^teaser"}, intake.Summary{Found: 3, New: 2, Skipped: 1}},
		{"only", ingest.Source{Only: `\[Workshop\]`}, intake.Summary{Found: 3, New: 1, Skipped: 2}},
		{"since", ingest.Source{Since: ingest.Date{Year: 2024, Month: time.June, Day: 1}}, intake.Summary{Found: 3, Skipped: 3}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.source.URL = "https://www.youtube.com/playlist?list=A"
			ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024", Sources: []ingest.Source{tt.source}}
			wantCounts(t, importFrom(t, newPipeline(t), s, ev, intake.Options{}, "A"), tt.want)
		})
	}
}

func TestBrokenConditionIsTheCuratorsToMend(t *testing.T) {
	t.Parallel()
	s := memoryHost{"A": {video("a", "Fast parsers")}}
	haul, err := gather.Gather(t.Context(), s.targets("A"), gather.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024", Sources: []ingest.Source{{URL: "https://www.youtube.com/playlist?list=A", Only: "("}}}
	_, err = newPipeline(t).Import(t.Context(), ev, haul, intake.Options{})
	if err == nil || !strings.Contains(err.Error(), "exconf-2024/event.toml: only") || ingest.Hint(err) == "" {
		t.Errorf("error = %v, hint %q", err, ingest.Hint(err))
	}
}

func TestCorrectionsTeachTheTemplate(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	// Nothing in these titles tells which side the person stands on.
	titles := []string{"Amber Lane - Cedar Hill", "Basil Grove - Daisy Field", "Coral Reef - Ivy Brook", "Dune Ridge - Fern Vale", "Elm Street - Opal Stone"}
	var videos []ingest.Video
	for i, title := range titles {
		videos = append(videos, video(string(rune('a'+i)), title))
	}
	s := memoryHost{"A": videos}
	ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}
	importFrom(t, p, s, ev, intake.Options{}, "A")
	speakers := func() map[string][]string {
		contents, err := p.Workspace.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		found := map[string][]string{}
		for _, d := range contents.Folder("exconf-2024").Drafts {
			found[d.Source.ID] = d.Record.Speakers
		}
		return found
	}
	// Correct two talks to the side that was not proposed for them.
	side := func(title string, last bool) (name, rest string) {
		a, b, _ := strings.Cut(title, " - ")
		if last {
			return b, a
		}
		return a, b
	}
	wasLast := len(speakers()["a"]) == 1 && speakers()["a"][0] == "Cedar Hill"
	contents, err := p.Workspace.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range contents.Folder("exconf-2024").Drafts {
		if d.Source.ID != "a" && d.Source.ID != "b" {
			continue
		}
		name, rest := side(d.Source.Title, !wasLast)
		fixed := d.Clone()
		fixed.Record.Title, fixed.Record.Speakers = rest, []string{name}
		if _, err := p.Workspace.Save(d, fixed); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Remap(t.Context(), "exconf-2024"); err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for i, title := range titles {
		name, _ := side(title, !wasLast)
		want[string(rune('a'+i))] = []string{name}
	}
	if diff := cmp.Diff(want, speakers()); diff != "" {
		t.Errorf("speakers after two corrections (-want +got):\n%s", diff)
	}
}

func TestTwoRunsAtOnce(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	release, err := p.Workspace.Lock("exconf-2024")
	if err != nil {
		t.Fatal(err)
	}
	other := *p
	if other.Workspace, err = workspace.Open(p.Workspace.Dir(), filepath.Join(filepath.Dir(p.Workspace.Dir()), ".stevie")); err != nil {
		t.Fatal(err)
	}
	defer other.Workspace.Close()
	haul, err := gather.Gather(t.Context(), memoryHost{"A": {video("a", "Fast parsers")}}.targets("A"), gather.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}
	_, err = other.Import(t.Context(), ev, haul, intake.Options{})
	if !errors.Is(err, workspace.ErrLocked) || !strings.Contains(err.Error(), "exconf-2024.lock") || ingest.Hint(err) == "" {
		t.Errorf("error = %v, hint %q; want one that names the lock file", err, ingest.Hint(err))
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Import(t.Context(), ev, haul, intake.Options{}); err != nil {
		t.Errorf("after the first run ended: %v", err)
	}
}
