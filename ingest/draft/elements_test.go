package draft

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

func TestJoinSpeakers(t *testing.T) {
	t.Parallel()
	type names = []string
	for _, tt := range []struct {
		name             string
		base, mine, next names
		want             names
		all              bool
	}{
		{"both add", names{"Jane Doe"}, names{"Jane Doe", "John Roe"}, names{"Jane Doe", "Ann Poe"}, names{"Jane Doe", "John Roe", "Ann Poe"}, true},
		{"in its place", names{"Jane Doe", "John Roe"}, names{"Jane Doe", "John Roe", "Max Moe"}, names{"Jane Doe", "Ann Poe", "John Roe"}, names{"Jane Doe", "Ann Poe", "John Roe", "Max Moe"}, true},
		{"a correction stays, an addition comes", names{"Jane Do"}, names{"Jane Doe"}, names{"Jane Do", "Ann Poe"}, names{"Jane Doe", "Ann Poe"}, true},
		{"a removal stays, an addition comes", names{"Jane Doe", "ExConf"}, names{"Jane Doe"}, names{"Jane Doe", "ExConf", "Ann Poe"}, names{"Jane Doe", "Ann Poe"}, true},
		{"what the proposal loses goes", names{"Jane Doe", "ExConf"}, names{"Jane Doe", "ExConf", "Ann Poe"}, names{"Jane Doe"}, names{"Jane Doe", "Ann Poe"}, true},
		{"what the proposal replaces follows", names{"Jane Do"}, names{"Jane Do", "Ann Poe"}, names{"Jane Doe"}, names{"Jane Doe", "Ann Poe"}, true},
		{"one becomes two", names{"Jane Do"}, names{"Jane Do", "Ann Poe"}, names{"Jane Doe", "John Roe"}, names{"Jane Doe", "John Roe", "Ann Poe"}, true},
		{"both replace the same", names{"Jane Do"}, names{"Jane Doe"}, names{"Jane M. Do"}, names{"Jane Doe"}, false},
		{"both replace one of two", names{"Jane Do", "Ann Poe"}, names{"Jane Doe", "Ann Poe"}, names{"J. Do", "Ann Poe", "Max Moe"}, names{"Jane Doe", "Ann Poe", "Max Moe"}, false},
		{"replaced there, removed here", names{"Jane Do", "Ann Poe"}, names{"Ann Poe"}, names{"Jane Doe", "Ann Poe"}, names{"Ann Poe"}, false},
		{"both found somebody", nil, names{"Jane Doe"}, names{"Jane M. Doe"}, names{"Jane Doe"}, false},
		{"emptied stays empty", names{"ExConf"}, nil, names{"ExConf", "Jane Doe"}, nil, false},
		{"the same name in another spelling", names{"Jane Doe"}, names{"Jane Doe", "José Roe"}, names{"Jane Doe", "Jose Roe"}, names{"Jane Doe", "José Roe"}, false},
		{"the same addition", names{"Jane Doe"}, names{"Jane Doe", "Ann Poe"}, names{"Ann Poe", "Jane Doe"}, names{"Jane Doe", "Ann Poe"}, true},
		{"reordered", names{"A", "B", "C"}, names{"C", "A", "B", "D"}, names{"B", "A", "C", "E"}, names{"C", "A", "B", "D", "E"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, all := lists[string]{tt.base, tt.mine, tt.next, nameKey, true}.join()
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if all != tt.all {
				t.Errorf("all is %t, want %t", all, tt.all)
			}
		})
	}
}

func TestJoinLinksAndVideos(t *testing.T) {
	t.Parallel()
	slides := func(label string) ingest.Link { return ingest.Link{Label: label, URL: "https://exconf.example/slides"} }
	code := ingest.Link{Label: "code", URL: "https://exconf.example/code"}
	for _, tt := range []struct {
		name             string
		base, mine, next []ingest.Link
		want             []ingest.Link
		all              bool
	}{
		{"a label of mine stays", []ingest.Link{slides("a")}, []ingest.Link{slides("b")}, []ingest.Link{slides("a"), code}, []ingest.Link{slides("b"), code}, true},
		{"a label follows beside mine", []ingest.Link{slides("a")}, []ingest.Link{slides("a"), code}, []ingest.Link{slides("b")}, []ingest.Link{slides("b"), code}, true},
		{"two labels for one link", []ingest.Link{slides("a")}, []ingest.Link{slides("b")}, []ingest.Link{slides("c")}, []ingest.Link{slides("b")}, false},
		{"labelled here, removed there", []ingest.Link{slides("a"), code}, []ingest.Link{slides("b"), code}, []ingest.Link{code}, []ingest.Link{slides("b"), code}, false},
		{"the only one removed here, another added there", []ingest.Link{code}, nil, []ingest.Link{code, slides("a")}, []ingest.Link{slides("a")}, true},
		{"the only one removed here, replaced there", []ingest.Link{code}, nil, []ingest.Link{slides("a")}, nil, false},
		{"the first ones of both", nil, []ingest.Link{code}, []ingest.Link{slides("a")}, []ingest.Link{code, slides("a")}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, all := lists[ingest.Link]{tt.base, tt.mine, tt.next, linkKey, false}.join()
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if all != tt.all {
				t.Errorf("all is %t, want %t", all, tt.all)
			}
		})
	}
	watch := func(url string) ingest.Location { return ingest.Location{Type: "youtube", URL: url} }
	l := lists[ingest.Location]{key: locationKey}
	l.base = []ingest.Location{watch("https://www.youtube.com/watch?v=exconf00001")}
	l.mine = []ingest.Location{watch("https://youtu.be/exconf00001"), watch("https://youtu.be/exconf00002")}
	l.next = append(slices.Clone(l.base), watch("https://www.youtube.com/watch?v=exconf00002"), watch("https://www.youtube.com/watch?v=exconf00003"))
	want := append(slices.Clone(l.mine), l.next[2])
	if got, _ := l.join(); !slices.Equal(got, want) {
		t.Errorf("another form of the same address is another video: %v", got)
	}
}

// Whatever three lists there are: what a person added or changed is there, what
// they removed is not, nothing comes twice, and joining again changes nothing.
func TestJoinKeepsEdits(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	some := func(n int) []string {
		var list []string
		for _, i := range r.Perm(6) {
			if r.IntN(2) == 0 && len(list) < n {
				list = append(list, string(rune('a'+i)))
			}
		}
		return list
	}
	for range 20_000 {
		l := lists[string]{some(4), some(4), some(4), nameKey, r.IntN(2) == 0}
		got, all := l.join()
		for _, e := range append(some(6), got...) {
			base, mine, next := slices.Contains(l.base, e), slices.Contains(l.mine, e), slices.Contains(l.next, e)
			switch here := slices.Contains(got, e); {
			case mine && !base && !here:
				t.Fatalf("%v: the added %s is lost: %v", l, e, got)
			case base && !mine && here:
				t.Fatalf("%v: the removed %s is back: %v", l, e, got)
			case base && mine && next != here:
				t.Fatalf("%v: %s does not follow: %v", l, e, got)
			case all && next && !base && !here:
				t.Fatalf("%v: %s is missing and nothing tells: %v", l, e, got)
			}
		}
		if sorted := slices.Sorted(slices.Values(got)); len(slices.Compact(sorted)) != len(got) {
			t.Fatalf("%v: twice: %v", l, got)
		}
		again := l
		again.base, again.mine = l.next, got
		if twice, all := again.join(); !all || !slices.Equal(twice, got) {
			t.Fatalf("%v: %v becomes %v", l, got, twice)
		}
		l.next = l.base
		if same, all := l.join(); !all || !slices.Equal(same, l.mine) {
			t.Fatalf("%v: with the same proposal it becomes %v", l, same)
		}
	}
}
