package pipeline_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/fakehost"
)

// largeEvent is a host with a playlist of talks whose titles teach each other.
func largeEvent(t *testing.T) *nightly {
	t.Helper()
	n := newNightly(t)
	names := []string{"Ada Abara", "Bela Brandt", "Chidi Castro", "Dora Dvorak", "Emeka Eze", "Fenna Falk"}
	words := []string{"Parsers", "Queues", "Caches", "Graphs", "Clocks", "Maps", "Types"}
	for i := range 30 {
		title := fmt.Sprintf("%s for %s: part %d - %s - ExConf 2024", words[i%7], words[(3*i+1)%7], i, names[i%6])
		switch {
		case i%9 == 0:
			title = fmt.Sprintf("Lightning Talks, Day %d", 1+i/9)
		case i%7 == 3:
			title = fmt.Sprintf("%s | %s, and what %s have to do with it", names[i%6], words[i%7], strings.ToLower(words[(i+2)%7]))
		case i == 5:
			title = "Keynote"
		}
		n.upload(listID(1), fmt.Sprintf("manyways%03d", i), title)
	}
	n.watch(t, "exconf-2024", listID(1))
	return n
}

// drafted are an event's drafts and bases, by the video instead of the file: names are
// given once.
func (n *nightly) drafted(t *testing.T) map[string]string {
	t.Helper()
	contents, err := n.p.Workspace.Load(t.Context())
	must(t, err)
	found := map[string]string{}
	for _, d := range contents.Folder("exconf-2024").Drafts {
		found[d.Source.ID] = string(d.Bytes())
		b, err := n.p.Workspace.Base(d)
		must(t, err)
		src, err := b.Encode()
		must(t, err)
		found[d.Source.ID+" base"] = string(src)
	}
	for file := range snapshot(t, n.p.Workspace.Dir()) {
		if filepath.Base(file) == "pending" {
			t.Error("something is pending after all")
		}
	}
	return found
}

// An import ends in the same bytes whatever way led there: notes, their numbers and what is
// remembered included.
func TestManyWaysOneEnd(t *testing.T) {
	t.Parallel()
	straight := largeEvent(t)
	_, err := straight.look(t, "import")
	must(t, err)
	want := straight.drafted(t)
	if len(want) < 50 {
		t.Fatalf("%d files", len(want))
	}
	for seed := range uint64(6) {
		n := largeEvent(t)
		r := rand.New(rand.NewPCG(seed, 3))
		all := n.lists[listID(1)]
		for range 4 { // the host has some of the talks, in other words, and one job after the other looks
			n.lists[listID(1)] = nil
			for _, id := range all {
				if r.IntN(3) > 0 {
					n.lists[listID(1)] = append(n.lists[listID(1)], id)
				}
			}
			var changed map[string]string
			if r.IntN(2) == 0 {
				id := all[r.IntN(len(all))]
				changed = map[string]string{id: n.videos[id].Title}
				n.change(id, func(v *fakehost.YouTubeVideo) { v.Title = "Something else - " + v.Title })
			}
			n.now = n.now.AddDate(0, 0, 8)
			_, err := n.look(t, []string{"sync", "import", "remap"}[r.IntN(3)])
			must(t, err)
			for id, title := range changed {
				n.change(id, func(v *fakehost.YouTubeVideo) { v.Title = title })
			}
		}
		n.lists[listID(1)] = all
		_, err := n.look(t, "import")
		must(t, err)
		if diff := cmp.Diff(want, n.drafted(t)); diff != "" {
			t.Errorf("seed %d (-straight +after many ways):\n%s", seed, diff)
		}
		before := snapshot(t, n.p.Workspace.Dir())
		_, err = n.look(t, "import")
		must(t, err)
		if diff := cmp.Diff(before, snapshot(t, n.p.Workspace.Dir())); diff != "" {
			t.Errorf("seed %d: a second import changes\n%s", seed, diff)
		}
	}
}
