package pipeline_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/demo"
)

// sampleIn opens the sample conference, and returns what it was opened with.
func sampleIn(t *testing.T) (*pipeline.Pipeline, pipeline.Config) {
	t.Helper()
	var config pipeline.Config
	p, done := sample(t.Context(), func(c *pipeline.Config) { config = *c })
	t.Cleanup(done)
	return p, config
}

func importSample(t *testing.T, p *pipeline.Pipeline, r pipeline.ImportRequest) (pipeline.Summary, error) {
	t.Helper()
	r.Addresses = []string{demo.Playlist}
	return p.Import(t.Context(), r)
}

func TestOpen(t *testing.T) {
	t.Parallel()
	_, config := sampleIn(t)
	noTree := config
	noTree.Data = filepath.Join(t.TempDir(), "data")
	p, err := pipeline.Open(t.Context(), noTree)
	must(t, err)
	defer p.Close()
	if p.HasData() {
		t.Error("there is a data tree where there is none")
	}
	if _, err := importSample(t, p, pipeline.ImportRequest{}); err != nil {
		t.Errorf("import without a data tree: %v", err)
	}
	if _, err := p.Audit(t.Context(), pipeline.AuditRequest{}); err == nil {
		t.Error("an audit of nothing")
	}
	wrong := config
	wrong.Data = t.TempDir()
	must(t, os.WriteFile(filepath.Join(wrong.Data, "README"), nil, 0o600))
	if _, err := pipeline.Open(t.Context(), wrong); !errors.Is(err, record.ErrNotTree) {
		t.Errorf("a folder that is no data tree: %v", err)
	}
}

func TestImportOfWhatCannotBeMeant(t *testing.T) {
	t.Parallel()
	p, config := sampleIn(t)
	for name, r := range map[string]pipeline.ImportRequest{
		"an address of no host": {Addresses: []string{demo.Playlist, "https://talks.example/"}},
		"an event that ends before it begins": {
			Addresses: []string{demo.Playlist}, Event: ingest.Event{StartDate: demo.LastDay(), EndDate: demo.FirstDay()},
		},
	} {
		summary, err := p.Import(t.Context(), r)
		if _, ok := errors.AsType[*pipeline.RequestError](err); !ok || summary.Event != "" {
			t.Errorf("%s: %+v, %v", name, summary, err)
		}
	}
	if left := snapshot(t, config.Drafts); len(left) > 0 {
		t.Errorf("there is %v", left)
	}
}

// What most likely is another event under a new name is imported when somebody says so,
// and nobody is kept from the drafts while they think.
func TestImportAsks(t *testing.T) {
	t.Parallel()
	p, config := sampleIn(t)
	first, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	before := snapshot(t, config.Drafts)
	other := ingest.Event{Slug: "otherconf-2025", Title: "OtherConf 2025"}
	for name, confirm := range map[string]func(string, pipeline.Overlap) (bool, error){
		"nobody is there": nil,
		"no": func(event string, over pipeline.Overlap) (bool, error) {
			if event != other.Slug || over.Event != first.Event || over.Videos != first.New {
				t.Errorf("asked for %s about %+v", event, over)
			}
			return false, errors.New("no")
		},
	} {
		summary, err := importSample(t, p, pipeline.ImportRequest{Event: other, Confirm: confirm})
		if err == nil || summary.Event != other.Slug || summary.Complete || !strings.Contains(summary.Question, first.Event) || summary.Found != 0 {
			t.Errorf("%s: %+v, %v", name, summary, err)
		}
		if diff := cmp.Diff(before, snapshot(t, config.Drafts)); diff != "" {
			t.Errorf("%s: something was written (-before +after):\n%s", name, diff)
		}
	}
	asked := 0
	summary, err := importSample(t, p, pipeline.ImportRequest{Event: other, Confirm: func(string, pipeline.Overlap) (bool, error) {
		asked++
		w, err := workspace.Open(config.Drafts, config.Cache)
		must(t, err)
		defer w.Close()
		release, err := w.Lock(other.Slug)
		must(t, err)
		return true, release()
	}})
	if err != nil || asked != 1 || summary.Question != "" || summary.Found != first.Found {
		t.Errorf("yes, asked %d times: %+v, %v", asked, summary, err)
	}
}

// What is being typed is looked at without being saved, and compared with the other
// drafts.
func TestPreview(t *testing.T) {
	t.Parallel()
	p, _ := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	for range 2 { // before the drafts were looked at, and after
		d := &draft.Draft{Path: "new.toml", Status: draft.Review, Record: ingest.Record{
			Title: "Bees", Language: "en", Speakers: []string{"Nkechi Obiorra"}, Videos: []ingest.Location{{Type: "youtube", URL: "https://youtu.be/heronpyXXXX"}},
		}}
		names, findings, err := p.Desk(demo.Event).Preview(t.Context(), d)
		must(t, err)
		if len(names) != 1 || names[0] != (pipeline.Name{Name: "Nkechi Obiorra", State: pipeline.NameNear, Near: "Nkechi Obiora"}) {
			t.Errorf("the names are %+v", names)
		}
		if !slices.ContainsFunc(findings, func(f pipeline.Finding) bool { return f.Field == "language" && f.Fix == "eng" }) {
			t.Errorf("the findings are %+v", findings)
		}
		p.Drafts(t.Context(), demo.Event)
	}
	if _, _, err := p.Desk("heronpy-2052").Preview(t.Context(), &draft.Draft{}); err == nil {
		t.Error("an event that there is not has a preview")
	}
}

// A change of one draft that fails keeps no other from being made.
func TestSaveDrafts(t *testing.T) {
	t.Parallel()
	p, _ := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	views, problems := p.Drafts(t.Context(), demo.Event)
	if len(problems) > 0 || len(views) < 3 {
		t.Fatal(len(views), problems)
	}
	set := func(i int, field string, value draft.Value) draft.Change {
		return draft.Change{Path: views[i].Draft.Path, Set: map[string]draft.Value{field: value}}
	}
	changes := []draft.Change{set(0, "title", "Bees"), set(1, "language", 7), set(2, "status", "ready")}
	outcomes := p.SaveDrafts(t.Context(), demo.Event, "Save", changes)
	for i, wantErr := range []bool{false, true, false} {
		if out := outcomes[i]; (out.Err != nil) != wantErr || out.Path != changes[i].Path || (len(out.Changed) == 1) == wantErr {
			t.Errorf("%d: %+v", i, out)
		}
	}
	titles := map[string]draft.Status{}
	after, _ := p.Drafts(t.Context(), demo.Event)
	for _, v := range after {
		titles[v.Draft.Record.Title] = v.Draft.Status
	}
	if titles["Bees"] != draft.Review || titles[views[2].Draft.Record.Title] != draft.Ready {
		t.Errorf("the drafts are %v", titles)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, out := range p.SaveDrafts(ended, demo.Event, "Save", changes[:1]) {
		if !errors.Is(out.Err, context.Canceled) {
			t.Errorf("after the end: %+v", out)
		}
	}
	if views, problems := p.Drafts(t.Context(), "heronpy-2052"); len(views) > 0 || len(problems) != 1 || ingest.Hint(problems[0]) == "" {
		t.Errorf("of an event that there is not: %d, %v", len(views), problems)
	}
}
