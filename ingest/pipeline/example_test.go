package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/demo"
	"github.com/pyvideo/stevie/providers"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
)

// sample opens a pipeline on a conference that never took place, on hosts that run in
// this process. Change may be nil.
func sample(ctx context.Context, change func(*pipeline.Config)) (p *pipeline.Pipeline, done func()) {
	dir, err := os.MkdirTemp("", "stevie-example-")
	if err != nil {
		log.Panic(err)
	}
	hosts, err := demo.Serve(ctx)
	if err != nil {
		log.Panic(err)
	}
	if err := demo.WriteTree(filepath.Join(dir, "data")); err != nil {
		log.Panic(err)
	}
	registry, err := providers.All(providers.Config{
		YouTube: youtube.Config{APIKey: hosts.YouTubeKey, Endpoint: hosts.YouTube},
		Vimeo:   vimeo.Config{Token: hosts.VimeoToken, Endpoint: hosts.Vimeo},
	})
	if err != nil {
		log.Panic(err)
	}
	c := pipeline.Config{
		Drafts: filepath.Join(dir, "drafts"), Cache: filepath.Join(dir, ".stevie"), Data: filepath.Join(dir, "data"),
		Hosts: registry, Now: func() time.Time { return time.Date(2025, 7, 1, 3, 0, 0, 0, time.UTC) },
	}
	if change != nil {
		change(&c)
	}
	if p, err = pipeline.Open(ctx, c); err != nil {
		log.Panic(err)
	}
	return p, func() {
		_ = errors.Join(p.Close(), os.RemoveAll(dir))
		hosts.Close()
	}
}

// imported is a sample with its drafts.
func imported(ctx context.Context) (p *pipeline.Pipeline, done func()) {
	p, done = sample(ctx, nil)
	if _, err := p.Import(ctx, pipeline.ImportRequest{
		Addresses: []string{demo.Playlist, demo.Showcase}, Event: ingest.Event{Watch: true},
	}); err != nil {
		log.Panic(err)
	}
	return p, done
}

func ExamplePipeline_Import() {
	ctx := context.Background()
	p, done := sample(ctx, nil)
	defer done()
	summary, err := p.Import(ctx, pipeline.ImportRequest{
		Addresses: []string{demo.Playlist, demo.Showcase},
		Event:     ingest.Event{StartDate: demo.FirstDay(), EndDate: demo.LastDay()},
		NewEvent:  func(ev ingest.Event) { fmt.Printf("a new event: %s (%s)\n", ev.Slug, ev.Title) },
		Confirm: func(event string, over pipeline.Overlap) (bool, error) {
			return false, fmt.Errorf("%s: %s", event, over)
		},
	})
	if err != nil {
		log.Panic(err)
	}
	fmt.Printf("%d videos, %d drafts, %d unavailable\n", summary.Found, summary.New, len(summary.Unavailable))
	// Output:
	// a new event: heronpy-2025 (HeronPy 2025)
	// 20 videos, 18 drafts, 2 unavailable
}

func ExamplePipeline_Remap() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	summary, err := p.Remap(ctx, demo.Event)
	if err != nil {
		log.Panic(err)
	}
	fmt.Printf("%d talks, %d changed\n", summary.Found, summary.Updated)
	// Output:
	// 18 talks, 0 changed
}

func ExamplePipeline_Match() {
	ctx := context.Background()
	var drafts string
	p, done := sample(ctx, func(c *pipeline.Config) { drafts = c.Drafts })
	defer done()
	programme := `[
		{"id": "PACK11", "title": "Packaging Without Tears", "speakers": ["Nkechi Obiora", "Jane Doe"], "start": "2025-06-14T11:00:00+03:00"},
		{"id": "UNF333", "title": "Nobody Filmed the Herons", "speakers": ["Al Kay"], "start": "2025-06-15T11:00:00+03:00"}]`
	place := filepath.Join(filepath.Dir(drafts), "programme.json")
	if err := os.WriteFile(place, []byte(programme), 0o600); err != nil {
		log.Panic(err)
	}
	if _, err := p.Import(ctx, pipeline.ImportRequest{
		Addresses: []string{demo.Playlist},
		Event:     ingest.Event{Schedule: []string{place}, TimeZone: "Europe/Vilnius"},
	}); err != nil {
		log.Panic(err)
	}
	matched, err := p.Match(ctx, demo.Event, pipeline.MatchRequest{Accept: true})
	if err != nil {
		log.Panic(err)
	}
	for _, pair := range matched.Pairs {
		if pair.Session != "" {
			fmt.Println(pair.Session, pair.State, pair.Title)
		}
	}
	for _, s := range matched.Unfilmed {
		fmt.Println(s.ID, "not filmed", s.Title)
	}
	// Output:
	// PACK11 confirmed Packaging Without Tears
	// UNF333 not filmed Nobody Filmed the Herons
}

func ExamplePipeline_Sync() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	summary, err := p.Sync(ctx)
	if err != nil {
		log.Panic(err)
	}
	for _, event := range summary.Events {
		fmt.Printf("%s: %d new, %d known\n", event.Event, event.New, event.Known)
	}
	// Output:
	// heronpy-2025: 0 new, 18 known
}

func ExamplePipeline_Status() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	events, err := p.Status(ctx, demo.Event)
	if err != nil {
		log.Panic(err)
	}
	worst := events[0].Drafts[0]
	fmt.Println(filepath.Base(worst.Path), worst.Status, worst.Doubts)
	// Output:
	// panel-maintaining-in-public.toml review [title speakers recorded videos]
}

func ExamplePipeline_Publish() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	published, err := p.Publish(ctx, demo.Event, pipeline.PublishOptions{All: true})
	if err != nil {
		log.Panic(err)
	}
	fmt.Printf("%d records, %d refused\n", len(published.Records), len(published.Refused))
	// Output:
	// 18 records, 0 refused
}

func ExamplePipeline_Audit() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	if _, err := p.Publish(ctx, demo.Event, pipeline.PublishOptions{All: true}); err != nil {
		log.Panic(err)
	}
	found, err := p.Audit(ctx, pipeline.AuditRequest{})
	if err != nil {
		log.Panic(err)
	}
	fmt.Printf("%d videos looked at\n", found.Videos)
	for _, d := range found.Found {
		fmt.Println(d.State, d.ID)
	}
	// Output:
	// 20 videos looked at
	// missing heron24-001
	// missing heron24-002
}

func ExamplePipeline_Drafts() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	views, problems := p.Drafts(ctx, demo.Event)
	v := views[0]
	fmt.Println(len(views), len(problems))
	fmt.Printf("%q by %q, in doubt: %v\n", v.Draft.Record.Title, v.Draft.Record.Speakers, v.Doubts)
	fmt.Printf("the host calls it %q\n", v.Base.Video.Title)
	for _, f := range v.Findings {
		fmt.Println(f.Level, f.Rule)
	}
	// Output:
	// 18 0
	// "Panel: Maintaining in Public" by ["Nkechi Obiora" "Ravi Chandrasekar" "Mei-Ling Tso"], in doubt: [title speakers recorded videos]
	// the host calls it "Panel: Maintaining in Public - HeronPy 2025"
}

func ExamplePipeline_SaveDrafts() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	views, _ := p.Drafts(ctx, demo.Event)
	d := views[0].Draft
	for _, title := range []string{"Bees", "Wasps"} { // a form that was opened twice
		for _, out := range p.SaveDrafts(ctx, demo.Event, "Save", []draft.Change{{
			Path: d.Path,
			Set:  map[string]draft.Value{"title": title, "status": "ready"},
			Was:  map[string]draft.Value{"title": d.Record.Title, "status": string(d.Status)},
		}}) {
			fmt.Println("changed:", out.Changed)
			for _, c := range out.Conflicts {
				fmt.Printf("%s: mine %q, theirs %q\n", c.Field, c.Mine, c.Theirs)
			}
		}
	}
	// Output:
	// changed: [title status]
	// changed: []
	// title: mine "Wasps", theirs "Bees"
}

func ExamplePipeline_Undo() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	views, _ := p.Drafts(ctx, demo.Event)
	p.SaveDrafts(ctx, demo.Event, "Skip", []draft.Change{{Path: views[0].Draft.Path, Set: map[string]draft.Value{"status": "skip"}}})
	act, _, err := p.Undo(ctx, demo.Event, "") // the latest one
	if err != nil {
		log.Panic(err)
	}
	fmt.Println("undone:", act.Verb)
	// Output: undone: Skip
}

func ExamplePipeline_History() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	views, _ := p.Drafts(ctx, demo.Event)
	p.SaveDrafts(ctx, demo.Event, "Skip", []draft.Change{{Path: views[0].Draft.Path, Set: map[string]draft.Value{"status": "skip"}}})
	acts, err := p.History(ctx, demo.Event)
	if err != nil {
		log.Panic(err)
	}
	for _, act := range acts {
		for _, d := range act.Drafts {
			for _, f := range d.Fields {
				fmt.Printf("%s: %s was %s, is %s\n", act.Verb, f.Field, f.Before, f.After)
			}
		}
	}
	// Output: Skip: status was "review", is "skip"
}

func ExamplePipeline_Check() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	views, _ := p.Drafts(ctx, demo.Event)
	p.SaveDrafts(ctx, demo.Event, "Save", []draft.Change{{Path: views[0].Draft.Path, Set: map[string]draft.Value{"title": "Bees", "language": "xyz"}}})
	findings, err := p.Check(ctx, demo.Event)
	if err != nil {
		log.Panic(err)
	}
	for _, f := range findings {
		fmt.Println(filepath.Base(f.Path), f.Level, f.Rule)
	}
	// Output:
	// panel-maintaining-in-public.toml error language
}

func ExampleFetch() {
	ctx := context.Background()
	var hosts pipeline.Hosts
	_, done := sample(ctx, func(c *pipeline.Config) { hosts = c.Hosts })
	defer done()
	err := pipeline.Fetch(ctx, hosts, []string{demo.Showcase}, pipeline.Progress{
		Collection: func(c ingest.Collection) { fmt.Println(c.Title) },
		Video: func(v ingest.Video) error {
			fmt.Println(v.ID, v.Title)
			return nil
		},
	})
	if err != nil {
		log.Panic(err)
	}
	// Output:
	// HeronPy 2025 Workshops
	// 900000101 HeronPy 2025: Workshop: Profiling with Patience by Gustaf Lindqvist
	// 900000102 HeronPy 2025: Workshop: Your First Pull Request by Thandiwe Mokoena
	// 900000103 HeronPy 2025: Workshop: Maps from Open Data by Jun-ho Baek and Ilse Verstraeten
	// 900000104 HeronPy 2025: Workshop: Testing the Untestable by Marek Dvořáček
	// 900000105 HeronPy 2025: Workshop: A Compiler in an Afternoon by Soraya Haddad
	// 900000106 HeronPy 2025: Workshop: Teaching Python to Twelve-Year-Olds by Declan O'Rourke
}

func ExamplePipeline_Commit() {
	ctx := context.Background()
	p, done := imported(ctx)
	defer done()
	if err := p.MayCommit(ctx); err != nil {
		log.Panic(err) // the data tree is no repository, for one
	}
	committed, err := p.Commit(ctx, demo.Event, pipeline.PublishOptions{All: true, Check: true})
	if err != nil {
		log.Panic(err)
	}
	text, err := p.PullRequestText(committed)
	if err != nil {
		log.Print(err)
	}
	request, err := p.OpenPullRequest(ctx, text)
	if err != nil {
		log.Panic(err)
	}
	fmt.Println(request.State, request.URL)
}
