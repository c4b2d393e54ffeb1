package pipeline_test

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/demo"
)

var acts = flag.Int("acts", 120, "acts to be undone by TestManyActsUndone")

// drafts returns the views of an event.
func drafts(t *testing.T, p *pipeline.Pipeline, event string) []pipeline.View {
	t.Helper()
	views, problems := p.Drafts(t.Context(), event)
	if len(problems) > 0 || len(views) == 0 {
		t.Fatal(len(views), problems)
	}
	return views
}

// replaceInFile edits a draft as an editor does.
func replaceInFile(t *testing.T, file, old, new string) {
	t.Helper()
	src, err := os.ReadFile(file)
	must(t, err)
	text := strings.Replace(string(src), old, new, 1)
	if text == string(src) {
		t.Fatalf("%s has no %s:\n%s", file, old, src)
	}
	must(t, os.WriteFile(file, []byte(text), 0o644))
}

// What is undone is as it was to the byte, however a person had written it.
func TestUndo(t *testing.T) {
	t.Parallel()
	p, config := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	v := drafts(t, p, demo.Event)[0]
	replaceInFile(t, v.Draft.Path, "\nlanguage = ", "\nlanguage    =    ")
	replaceInFile(t, v.Draft.Path, "\ntags = [\"panel\"]", "\ntags = [ # none yet\n]")
	replaceInFile(t, v.Draft.Path, "\ncopyright_text = \"\"", "")
	before := snapshot(t, config.Drafts)
	out := p.SaveDrafts(t.Context(), demo.Event, "Save", []draft.Change{{Path: v.Draft.Path, Set: map[string]draft.Value{
		"title": "Bees", "tags": []string{"insects"}, "language": "deu", "copyright_text": "CC0", "status": "ready", "description": "New.",
		"related_urls": []ingest.Link{{Label: "x", URL: "https://x.example/"}},
	}}})[0]
	must(t, out.Failure())
	acts, err := p.History(t.Context(), demo.Event)
	must(t, err)
	if len(acts) != 1 || acts[0].Verb != "Save" || acts[0].Field != "" || len(acts[0].Drafts[0].Fields) != 7 {
		t.Fatalf("history %+v", acts)
	}
	changed := snapshot(t, config.Drafts)
	act, outs, err := p.Undo(t.Context(), demo.Event, "")
	must(t, err)
	if act.ID != acts[0].ID || len(outs) != 1 || outs[0].Failure() != nil {
		t.Errorf("undid %+v: %+v", act, outs)
	}
	if diff := cmp.Diff(before, snapshot(t, config.Drafts)); diff != "" {
		t.Errorf("undone (-before +after):\n%s", diff)
	}
	acts, err = p.History(t.Context(), demo.Event)
	must(t, err)
	if len(acts) != 2 || acts[0].Verb != pipeline.VerbUndo || acts[0].Undoes != acts[1].ID || !acts[1].Undone {
		t.Fatalf("history %+v", acts)
	}
	if act, _, err := p.Undo(t.Context(), demo.Event, ""); err != nil || act.ID != "" {
		t.Errorf("nothing more to undo: %+v, %v", act, err)
	}
	if _, _, err := p.Undo(t.Context(), demo.Event, acts[1].ID); err == nil {
		t.Error("an act was undone twice")
	}
	if _, _, err := p.Undo(t.Context(), demo.Event, acts[0].ID); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(changed, snapshot(t, config.Drafts)); diff != "" {
		t.Errorf("done again (-before +after):\n%s", diff)
	}
}

// So it is where a person has written between and within tables, act by act and there and
// back; what somebody has written since stays, though the tables' form is stevie's then.
func TestUndoTables(t *testing.T) {
	t.Parallel()
	p, config := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	v := drafts(t, p, demo.Event)[0]
	replaceInFile(t, v.Draft.Path, "\n[[notes]]\nfield = \"speakers\"", "# to be asked\n[[notes]]\n# mine\nfield    = 'speakers'")
	views := []map[string]string{snapshot(t, config.Drafts)}
	for _, change := range []pipeline.Change{
		viewOf(t, p, v.Draft.File).Take(),
		{Path: v.Draft.Path, Set: map[string]draft.Value{"related_urls": []ingest.Link{{Label: "x", URL: "https://x.example/"}}}},
	} {
		must(t, p.SaveDrafts(t.Context(), demo.Event, "Save", []draft.Change{change})[0].Failure())
		views = append(views, snapshot(t, config.Drafts))
	}
	undo := func(id string, want map[string]string) {
		t.Helper()
		_, _, err := p.Undo(t.Context(), demo.Event, id)
		must(t, err)
		if diff := cmp.Diff(want, snapshot(t, config.Drafts)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	undo("", views[1])
	undo("", views[0])
	acts, err := p.History(t.Context(), demo.Event)
	must(t, err)
	undo(acts[0].ID, views[1])
	acts, err = p.History(t.Context(), demo.Event)
	must(t, err)
	undo(acts[0].ID, views[0])

	must(t, p.SaveDrafts(t.Context(), demo.Event, "Take", []draft.Change{viewOf(t, p, v.Draft.File).Take()})[0].Failure())
	replaceInFile(t, v.Draft.Path, "\n[source]", "\n# of somebody else\n[source]")
	_, _, err = p.Undo(t.Context(), demo.Event, "")
	must(t, err)
	if d := viewOf(t, p, v.Draft.File).Draft; d.Status != draft.Review || len(d.Notes) != len(v.Draft.Notes) || !strings.Contains(string(d.Bytes()), "# of somebody else") {
		t.Errorf("undone after somebody wrote:\n%s", d.Bytes())
	}
}

// Undone in any order, what a person has written between tables is where it was.
func TestUndoTablesInAnyOrder(t *testing.T) {
	t.Parallel()
	p, config := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	file := drafts(t, p, demo.Event)[0].Draft.File
	path := viewOf(t, p, file).Draft.Path
	replaceInFile(t, path, "\n[[notes]]\nfield = \"speakers\"", "# to be asked\n[[notes]]\n# mine\nfield    = 'speakers'")
	replaceInFile(t, path, "\n[[videos]]", "\n# where it is\n[[videos]]\n   # on one host alone")
	begin := snapshot(t, config.Drafts)
	link := func(label string) map[string]draft.Value {
		return map[string]draft.Value{"related_urls": append(viewOf(t, p, file).Draft.Record.RelatedURLs, ingest.Link{Label: label, URL: "https://" + label + ".example/"})}
	}
	for _, order := range [][]int{{0, 1, 2, 3}, {2, 0, 3, 1}, {3, 2, 1, 0}, {1, 3, 0, 2}} {
		var ids []string
		for _, change := range []func() pipeline.Change{
			func() pipeline.Change { return viewOf(t, p, file).Take() },
			func() pipeline.Change { return viewOf(t, p, file).Set(map[string]draft.Value{"title": "Bees"}) },
			func() pipeline.Change { return viewOf(t, p, file).Set(link("x")) },
			func() pipeline.Change { return viewOf(t, p, file).ToggleReady() },
		} {
			must(t, p.SaveDrafts(t.Context(), demo.Event, "Save", []draft.Change{change()})[0].Failure())
			acts, err := p.History(t.Context(), demo.Event)
			must(t, err)
			ids = append(ids, acts[0].ID)
		}
		for _, i := range order {
			_, _, err := p.Undo(t.Context(), demo.Event, ids[i])
			must(t, err)
		}
		if diff := cmp.Diff(begin, snapshot(t, config.Drafts)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", order, diff)
		}
	}
}

// What is said of names is undone like all else, in any order.
func TestUndoApart(t *testing.T) {
	t.Parallel()
	p, _ := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	desk := p.Desk(demo.Event)
	one, two := pipeline.Apart{Name: "Jane Doe", Other: "Jane Do"}, pipeline.Apart{Name: "John Roe", Other: "John Row"}
	must(t, desk.KeepApart(one, true))
	must(t, desk.KeepApart(two, true))
	must(t, desk.KeepApart(two, true)) // nothing new
	must(t, desk.KeepApart(one, false))
	acts, err := p.History(t.Context(), demo.Event)
	must(t, err)
	if len(acts) != 3 || acts[0].Verb != pipeline.VerbTogether || acts[2].Verb != pipeline.VerbApart {
		t.Fatalf("history %+v", acts)
	}
	for _, step := range []struct {
		undo string
		want []pipeline.Apart
	}{
		{acts[2].ID, []pipeline.Apart{two}}, // the later act stands
		{"", []pipeline.Apart{two}},         // both are undone
		{acts[1].ID, nil},
		{"redo", []pipeline.Apart{two}},
	} {
		if step.undo == "redo" {
			now, err := p.History(t.Context(), demo.Event)
			must(t, err)
			step.undo = now[0].ID
		}
		_, _, err := p.Undo(t.Context(), demo.Event, step.undo)
		must(t, err)
		if diff := cmp.Diff(step.want, desk.KeptApart()); diff != "" {
			t.Errorf("undo of %q (-want +got):\n%s", step.undo, diff)
		}
	}
}

// viewOf is the view of a draft as it is.
func viewOf(t *testing.T, p *pipeline.Pipeline, file string) pipeline.View {
	t.Helper()
	views := drafts(t, p, demo.Event)
	at := slices.IndexFunc(views, func(v pipeline.View) bool { return v.Draft.File == file })
	if at < 0 {
		t.Fatal("there is no ", file)
	}
	return views[at]
}

// What was done of an act before the run was killed can be undone.
func TestUndoAfterKill(t *testing.T) {
	t.Parallel()
	p, config := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	views := drafts(t, p, demo.Event)
	begin := snapshot(t, config.Drafts)
	var changes []draft.Change
	for _, v := range views[:4] {
		changes = append(changes, v.Take())
	}
	outcomes := p.SaveDrafts(t.Context(), demo.Event, "Take all", changes)
	must(t, outcomes[3].Failure())
	file := filepath.Join(config.Cache, cachefile.Journal)
	lines := strings.SplitAfter(readFile(t, file), "\n")
	if len(lines) < 4 {
		t.Fatalf("the journal tells of the drafts together, when all are done:\n%s", lines)
	}
	must(t, os.WriteFile(file, []byte(strings.Join(lines[:3], "")), 0o600)) // as if killed before the fourth was told
	last := filepath.Join(config.Drafts, demo.Event, views[3].Draft.File)
	must(t, os.WriteFile(last, views[3].Draft.Bytes(), 0o600)) // and written
	acts, err := p.History(t.Context(), demo.Event)
	must(t, err)
	if len(acts) != 1 || len(acts[0].Drafts) != 3 || acts[0].Verb != "Take all" {
		t.Errorf("history %+v", acts)
	}
	_, _, err = p.Undo(t.Context(), demo.Event, "")
	must(t, err)
	if diff := cmp.Diff(begin, snapshot(t, config.Drafts)); diff != "" {
		t.Errorf("undone (-before +after):\n%s", diff)
	}
}

// A field that somebody changed after an act stays when the act is undone.
func TestUndoAfterOthers(t *testing.T) {
	t.Parallel()
	p, _ := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	d := drafts(t, p, demo.Event)[0].Draft
	must(t, p.SaveDrafts(t.Context(), demo.Event, "Save", []draft.Change{{Path: d.Path, Set: map[string]draft.Value{"title": "Bees", "language": "deu"}}})[0].Failure())
	replaceInFile(t, d.Path, `title = "Bees"`, `title = "Wasps"`)
	_, outs, err := p.Undo(t.Context(), demo.Event, "")
	must(t, err)
	if len(outs) != 1 || len(outs[0].Conflicts) != 1 || outs[0].Conflicts[0].Theirs != draft.Value("Wasps") || outs[0].Conflicts[0].Mine != draft.Value(d.Record.Title) {
		t.Errorf("undone: %+v", outs)
	}
	now := drafts(t, p, demo.Event)
	for _, v := range now {
		if v.Draft.File == d.File && (v.Draft.Record.Title != "Wasps" || v.Draft.Record.Language != d.Record.Language) {
			t.Errorf("the draft is %+v", v.Draft.Record)
		}
	}
}

// Publishing is told in the history, and pressing undo passes over it: the records stay. A
// dry run is no act, and reads nothing anew.
func TestPublishingIsAnAct(t *testing.T) {
	t.Parallel()
	p, config := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	v := drafts(t, p, demo.Event)[0]
	must(t, p.SaveDrafts(t.Context(), demo.Event, "Take", []draft.Change{v.Take()})[0].Failure())
	other := filepath.Join(config.Data, "otterpy-2024", "videos")
	must(t, os.MkdirAll(other, 0o755))
	must(t, os.WriteFile(filepath.Join(other, "one.json"), []byte(`{"title": "One", "speakers": ["`+v.Draft.Record.Speakers[0]+`"]}`), 0o600))
	known := func() pipeline.NameState {
		t.Helper()
		names, _, err := p.Desk(demo.Event).Preview(t.Context(), v.Draft)
		must(t, err)
		return names[0].State
	}
	done, err := p.Publish(t.Context(), demo.Event, pipeline.PublishOptions{DryRun: true})
	must(t, err)
	if len(done.Changes) == 0 || known() == pipeline.NameKnown {
		t.Errorf("the dry run: %d changes; the speaker is %s", len(done.Changes), known())
	}
	if acts, err := p.History(t.Context(), demo.Event); err != nil || len(acts) != 1 {
		t.Errorf("after the dry run: %+v, %v", acts, err)
	}
	_, err = p.Publish(t.Context(), demo.Event, pipeline.PublishOptions{})
	must(t, err)
	acts, err := p.History(t.Context(), demo.Event)
	must(t, err)
	if len(acts) != 2 || acts[0].Verb != "Publish" || !acts[0].Outside || acts[0].Field != "status" || known() != pipeline.NameKnown {
		t.Errorf("history %+v; the speaker is %s", acts, known())
	}
	act, _, err := p.Undo(t.Context(), demo.Event, "")
	must(t, err)
	if act.Verb != "Take" {
		t.Errorf("undo took back %q", act.Verb)
	}
}

// What others change on disk is seen and told, once, and what is done through the
// pipeline, by this process or another one, is not taken for that.
func TestObserve(t *testing.T) {
	t.Parallel()
	p, config := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	look := func() []string {
		t.Helper()
		files, err := p.Desk(demo.Event).Observe()
		must(t, err)
		return files
	}
	views := drafts(t, p, demo.Event)
	if files := look(); len(files) > 0 {
		t.Errorf("the first look found %v", files)
	}
	one, two := views[0].Draft, views[1].Draft
	replaceInFile(t, one.Path, "title = \"", "title = \"New ")
	if diff := cmp.Diff([]string{one.File}, look()); diff != "" {
		t.Errorf("seen (-want +got):\n%s", diff)
	}
	other, err := pipeline.Open(t.Context(), config)
	must(t, err)
	defer other.Close()
	must(t, other.SaveDrafts(t.Context(), demo.Event, "set", []draft.Change{{Path: two.Path, Set: map[string]draft.Value{"language": "deu"}}})[0].Failure())
	if diff := cmp.Diff([]string{two.File}, look()); diff != "" {
		t.Errorf("seen (-want +got):\n%s", diff)
	}
	must(t, os.WriteFile(one.Path, []byte("title = "), 0o644))
	if diff := cmp.Diff([]string{one.File}, look()); diff != "" {
		t.Errorf("broken, seen (-want +got):\n%s", diff)
	}
	must(t, os.Remove(two.Path))
	if diff := cmp.Diff([]string{two.File}, look()); diff != "" {
		t.Errorf("gone, seen (-want +got):\n%s", diff)
	}
	if files := look(); len(files) > 0 {
		t.Errorf("the last look found %v", files)
	}
	acts, err := p.History(t.Context(), demo.Event)
	must(t, err)
	if len(acts) != 2 || acts[0].Verb != "set" || !acts[1].OnDisk || acts[1].Field != "title" {
		t.Errorf("history %+v", acts)
	}
	act, _, err := p.Undo(t.Context(), demo.Event, "")
	must(t, err)
	if act.Verb != "set" {
		t.Errorf("undo took back %q", act.Verb)
	}
}

// Any acts, undone in any order, with restarts and somebody else's edits in between, lead
// back to the bytes of the beginning, but for what the other one did.
func TestManyActsUndone(t *testing.T) {
	t.Parallel()
	p, config := sampleIn(t)
	_, err := importSample(t, p, pipeline.ImportRequest{})
	must(t, err)
	r := rand.New(rand.NewPCG(11, 500))
	views := drafts(t, p, demo.Event)
	replaceInFile(t, views[0].Draft.Path, "\ntags = [\"panel\"]", "\ntags = [ 'one', # first\n 'two' ]")
	must(t, os.WriteFile(views[1].Draft.Path, []byte(strings.ReplaceAll(readFile(t, views[1].Draft.Path), "\n", "\r\n")), 0o644))
	begin := snapshot(t, config.Drafts)
	words := []string{"bees", "", "wasps; \"ants\"", "'''", "一 二", "\\"}
	word := func() string { return words[r.IntN(len(words))] }
	const other = "of somebody else"
	edited := filepath.Join(config.Drafts, demo.Event, views[2].Draft.File)
	for i := range *acts {
		if i == *acts/2 {
			must(t, p.Close())
			p, err = pipeline.Open(t.Context(), config)
			must(t, err)
			replaceInFile(t, edited, "copyright_text = \"", "copyright_text = \""+other)
		}
		var changes []draft.Change
		for range 1 + r.IntN(3) {
			v := views[r.IntN(5)].Draft
			set := map[string]draft.Value{}
			for range 1 + r.IntN(3) {
				switch r.IntN(7) {
				case 0:
					set["title"] = word()
				case 1:
					set["speakers"] = []string{word(), "x" + word()}
				case 2:
					set["tags"] = []string{word()}
				case 3:
					set["status"] = string(draft.Statuses()[r.IntN(3)])
				case 4:
					set["description"] = word() + "\n" + word()
				case 5:
					set["duration"] = r.IntN(9)
				case 6:
					set["language"] = ingest.Languages()[r.IntN(20)]
				}
			}
			changes = append(changes, draft.Change{Path: v.Path, Set: set})
		}
		for _, out := range p.SaveDrafts(t.Context(), demo.Event, "Save", changes) {
			must(t, out.Failure())
		}
	}
	list, err := p.History(t.Context(), demo.Event)
	must(t, err)
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	for i, act := range list {
		if i == len(list)/2 {
			must(t, p.Close())
			p, err = pipeline.Open(t.Context(), config)
			must(t, err)
		}
		_, outs, err := p.Undo(t.Context(), demo.Event, act.ID)
		must(t, err)
		for _, out := range outs {
			must(t, out.Failure())
		}
	}
	must(t, p.Close())
	replaceInFile(t, edited, other, "")
	if diff := cmp.Diff(begin, snapshot(t, config.Drafts)); diff != "" {
		t.Errorf("%d acts undone (-before +after):\n%s", len(list), diff)
	}
}

func readFile(t *testing.T, file string) string {
	t.Helper()
	src, err := os.ReadFile(file)
	must(t, err)
	return string(src)
}
