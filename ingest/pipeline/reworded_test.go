package pipeline_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/fakehost"
)

// eventful is an event in which everything has happened that notes tell of.
func eventful(t *testing.T) *nightly {
	t.Helper()
	n := newNightly(t)
	n.p.DataDir = t.TempDir()
	n.openTree(t)
	list := listID(1)
	for id, title := range map[string]string{
		"untouched01": "Plain sailing - Jane Doe", "retitled001": "Slow cooking - John Roe", "private0001": "Private lessons - Max Moe",
		"delisted001": "Out of the list - Ida Lee", "replaced001": "Fast parsers - Jane Doe", "twice000001": "Two of a kind - Kim Low",
		"settled0001": "Steady hands - Bo Ray", "unnoted0001": "Unknown speakers - Zed Yew", "gone0000001": "Gone fishing - Al Kay",
		"intree00001": "Trees and records - Ed Fay",
	} {
		n.upload(list, id, title)
	}
	slices.Sort(n.lists[list])
	n.watch(t, "exconf-2024", list)
	n.mustSync(t)
	person := func(id string, change func(*draft.Draft)) { edit(t, n.p, "exconf-2024", id, change) }
	ready := func(d *draft.Draft) { d.Status = draft.Ready }
	publish := func() {
		t.Helper()
		if _, err := n.p.Publish(t.Context(), "exconf-2024", pipeline.PublishOptions{}); err != nil {
			t.Fatal(err)
		}
		n.openTree(t)
	}
	person("gone0000001", ready)
	person("intree00001", ready)
	publish()
	record := filepath.Join(n.p.DataDir, "exconf-2024", "videos", "trees-and-records.json")
	src, err := os.ReadFile(record)
	must(t, err)
	must(t, os.WriteFile(record, []byte(strings.Replace(string(src), `"Trees and records"`, `"Trees & records"`, 1)), 0o644))
	person("intree00001", func(d *draft.Draft) { d.Record.Title = "Trees and their records" })
	publish()
	person("settled0001", ready)
	person("private0001", ready)
	person("retitled001", func(d *draft.Draft) { d.Record.Title = "Cooking, by hand" })
	person("unnoted0001", func(d *draft.Draft) { d.Notes = nil })
	n.mustAudit(t, false)
	for id, change := range map[string]func(*fakehost.YouTubeVideo){
		"retitled001": func(v *fakehost.YouTubeVideo) { v.Title = "Slow cooking in fast kitchens - John Roe" },
		"settled0001": func(v *fakehost.YouTubeVideo) { v.Title = "Unsteady hands - Bo Ray" },
		"private0001": func(v *fakehost.YouTubeVideo) { v.Privacy = "private" },
		"gone0000001": func(v *fakehost.YouTubeVideo) { v.Deleted = true },
		"replaced001": func(v *fakehost.YouTubeVideo) { v.Deleted = true },
	} {
		n.change(id, change)
	}
	n.upload(list, "replaced002", "Fast parsers - Jane Doe")
	n.upload(list, "twice000002", "Two of a kind - Kim Low")
	n.lists[list] = slices.DeleteFunc(n.lists[list], func(id string) bool { return id == "delisted001" })
	n.now = n.now.AddDate(0, 0, 8)
	n.mustSync(t)
	n.mustAudit(t, false)
	n.now = n.now.AddDate(0, 0, 1)
	n.mustAudit(t, true)
	person("delisted001", func(d *draft.Draft) { d.Notes = nil })
	return n
}

// reword puts other words into every note of a workspace.
func reword(t *testing.T, n *nightly) {
	t.Helper()
	dir := n.p.Workspace.Dir()
	kinds := map[string]bool{}
	must(t, filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Base(filepath.Dir(name)) != ".base" || filepath.Ext(name) != ".json" {
			return err
		}
		src, err := os.ReadFile(name)
		must(t, err)
		var base map[string]any
		must(t, json.Unmarshal(src, &base))
		other(base, kinds)
		src, err = json.Marshal(base)
		must(t, err)
		return os.WriteFile(name, src, 0o644)
	}))
	contents, err := n.p.Workspace.Load(t.Context())
	must(t, err)
	for _, d := range contents.Folder("exconf-2024").Drafts {
		fresh := d.Clone()
		for i := range fresh.Notes {
			fresh.Notes[i].Text = otherWords(fresh.Notes[i].Text)
		}
		_, err := n.p.Workspace.Save(d, fresh)
		must(t, err)
	}
	for _, kind := range []draft.IncidentKind{
		draft.Delisted, draft.Gone, draft.SecondUpload, draft.Replaced, draft.HostChanged, draft.ProposedNow, draft.ChangedInTree,
	} {
		if !kinds[string(kind)] {
			t.Errorf("nothing tells of %s", kind)
		}
	}
}

func otherWords(text string) string { return "Auf gut Deutsch: " + strings.ToUpper(text) }

// other rewords the notes of a base, and takes down of what kinds they are.
func other(value any, kinds map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		if text, ok := v["note"].(string); ok {
			v["note"] = otherWords(text)
			kind, _ := v["kind"].(string)
			kinds[kind] = true
		}
		for _, part := range v {
			other(part, kinds)
		}
	case []any:
		for _, part := range v {
			other(part, kinds)
		}
	}
}

// Nothing depends on how notes are worded: with other words in all of them every job comes
// to the same drafts.
func TestRewordedNotesChangeNothing(t *testing.T) {
	t.Parallel()
	for name, jobs := range map[string]func(t *testing.T, n *nightly){
		"remap":  func(t *testing.T, n *nightly) { _, err := n.look(t, "remap"); must(t, err) },
		"import": func(t *testing.T, n *nightly) { _, err := n.look(t, "import"); must(t, err) },
		"audit":  func(t *testing.T, n *nightly) { n.mustAudit(t, true); _, err := n.look(t, "remap"); must(t, err) },
		"sync, after the host took all of it back": func(t *testing.T, n *nightly) {
			for _, id := range []string{"gone0000001", "replaced001"} {
				n.change(id, func(v *fakehost.YouTubeVideo) { v.Deleted = false })
			}
			n.change("private0001", func(v *fakehost.YouTubeVideo) { v.Privacy = "" })
			n.change("settled0001", func(v *fakehost.YouTubeVideo) { v.Title = "Steady hands - Bo Ray" })
			n.lists[listID(1)] = append(n.lists[listID(1)], "delisted001")
			n.now = n.now.AddDate(0, 0, 8)
			n.mustSync(t)
			_, err := n.look(t, "remap")
			must(t, err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var ends []map[string]*draft.Draft
			for _, change := range []func(*testing.T, *nightly){func(*testing.T, *nightly) {}, reword} {
				n := eventful(t)
				change(t, n)
				jobs(t, n)
				contents, err := n.p.Workspace.Load(t.Context())
				must(t, err)
				end := map[string]*draft.Draft{}
				for _, d := range contents.Folder("exconf-2024").Drafts {
					if b, err := n.p.Workspace.Base(d); err != nil || !d.IsSettled(b) && strings.Contains(string(d.Bytes()), "Auf gut") {
						t.Errorf("%s still has the other words (%v)", d.File, err)
					}
					for i := range d.Notes {
						d.Notes[i].Text = "" // whatever the words
					}
					d.Path = ""
					end[d.File] = d
				}
				ends = append(ends, end)
			}
			if diff := cmp.Diff(ends[0], ends[1], cmpopts.IgnoreUnexported(draft.Draft{})); diff != "" {
				t.Errorf("with other words (-before +after):\n%s", diff)
			}
		})
	}
}
