package pipeline_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/talks"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Videos of several hosts, by title and length. Those of the same number are told apart by
// their titles alone.
func onYouTube(n int, title string, seconds int) ingest.Video {
	id := fmt.Sprintf("otherhost%02d", n)
	return ingest.Video{Provider: "youtube", ID: id, URL: watchURL + id, Title: title, Duration: seconds, Availability: ingest.Public}
}

func onPeerTube(n int, title string, seconds int) ingest.Video {
	id := fmt.Sprintf("0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a%02d", n)
	return ingest.Video{
		Provider: "peertube", ID: "tube.example/" + id, URL: "https://tube.example/videos/watch/" + id, Title: title, Duration: seconds, Availability: ingest.Public,
	}
}

func onMediaCCC(n int, title string, seconds int, speakers ...string) ingest.Video {
	file := fmt.Sprintf("https://cdn.media.ccc.de/exconf/%02d.mp4", n)
	return ingest.Video{
		Provider: "mediaccc", ID: fmt.Sprintf("guid-%02d", n), URL: fmt.Sprintf("https://media.ccc.de/v/exconf-%02d", n), Title: title, Duration: seconds,
		Speakers: speakers, Description: "As the programme has it.", Availability: ingest.Public, Files: []ingest.File{{Type: "mp4", URL: file}},
	}
}

func asFile(n int, title string) ingest.Video {
	address := fmt.Sprintf("https://files.example/%02d.mp4", n)
	return ingest.Video{Provider: "file", ID: address, URL: address, Title: title, Availability: ingest.Public, Files: []ingest.File{{Type: "mp4", URL: address, Size: 7}}}
}

// listed is what hosts list when their collections are asked for in this order.
func listed(lists ...[]ingest.Video) gather.Listings {
	h := gather.Listings{Complete: true, From: map[ingest.Key]int{}}
	for i, list := range lists {
		c := ingest.Collection{Title: "ExConf 2024", Kind: "playlist", ID: "none"}
		if len(list) > 0 {
			c.Provider, c.ID = list[0].Provider, "of "+list[0].Provider
			c.URL = "https://" + list[0].Provider + ".example/list"
		}
		h.Listed = append(h.Listed, gather.Listed{Ref: ingest.Ref{Provider: c.Provider, Kind: c.Kind, ID: c.ID}, Collection: c, Complete: true})
		for at, v := range list {
			v.Collection, v.Position = ingest.CollectionRef{ID: c.ID, Title: c.Title}, new(at)
			h.Videos, h.From[v.Key()] = append(h.Videos, v), i
		}
	}
	return h
}

var exconf2024 = ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024", StartDate: ingest.Date{Year: 2024, Month: 5, Day: 18}}

func (p *steps) importListed(t testing.TB, lists ...[]ingest.Video) intake.Summary {
	t.Helper()
	sum, err := p.Import(t.Context(), exconf2024, listed(lists...), intake.Options{})
	must(t, err)
	if got := sum.New + sum.Updated + sum.Known + sum.Skipped + len(sum.Unavailable); got != sum.Found {
		t.Errorf("%d found, and %d told of: %+v", sum.Found, got, sum)
	}
	return sum
}

// talksIn are the drafts of exconf-2024: each as its source and the hosts of its videos.
func talksIn(t testing.TB, p *steps) (talks []string) {
	t.Helper()
	contents, err := p.Workspace.Load(t.Context())
	must(t, err)
	for _, d := range contents.Folder("exconf-2024").Drafts {
		s := d.Source.Provider + ":"
		for _, l := range d.Record.Videos {
			s += " " + strings.Split(l.URL, "/")[2]
		}
		if slices.ContainsFunc(d.Notes, func(n draft.Note) bool { return strings.Contains(n.Text, "may be the same talk") }) {
			s += " noted"
		}
		talks = append(talks, s)
	}
	slices.Sort(talks)
	return talks
}

// bytesOf are the drafts of exconf-2024, by their names.
func bytesOf(t testing.TB, p *steps) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(p.Workspace.Dir(), "exconf-2024", "*.toml")) // event.toml, too
	must(t, err)
	all := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		must(t, err)
		all[filepath.Base(file)] = string(text)
	}
	return all
}

func TestOneTalkOnSeveralHosts(t *testing.T) {
	t.Parallel()
	const both = "youtube: www.youtube.com tube.example"
	const apart, apartToo = "youtube: www.youtube.com", "peertube: tube.example"
	for name, tt := range map[string]struct {
		first, second []ingest.Video
		want          []string
	}{
		"the same title":           {one(onYouTube(1, "Fast parsers", 1694)), one(onPeerTube(1, "Fast parsers", 1696)), []string{both}},
		"a length is not known":    {one(onYouTube(1, "Fast parsers", 1694)), one(onPeerTube(1, "Fast Parsers!", 0)), []string{both}},
		"with speaker and event":   {one(onYouTube(1, "Fast parsers - Jane Doe - ExConf 2024", 1694)), one(onPeerTube(1, "Fast parsers", 1694)), []string{both}},
		"the other way round":      {one(onYouTube(1, "Fast parsers", 1694)), one(onPeerTube(1, "ExConf 2024: Fast parsers", 1694)), []string{both}},
		"another length":           {one(onYouTube(1, "Fast parsers", 1694)), one(onPeerTube(1, "Fast parsers", 1200)), []string{apartToo, apart}},
		"another title":            {one(onYouTube(1, "Fast parsers", 1694)), one(onPeerTube(1, "Slow cooking", 1694)), []string{apartToo, apart}},
		"two talks of one speaker": {one(onYouTube(1, "Fast parsers - Jane Doe", 1694)), one(onPeerTube(1, "Slow cooking - Jane Doe", 1694)), []string{apartToo, apart}},
		"two speakers of one title": {
			one(onYouTube(1, "Opening words - Jane Doe", 1694)), one(onPeerTube(1, "Opening words - John Roe", 1694)), []string{apartToo, apart},
		},
		"more in the rest": {
			one(onYouTube(1, "Fast parsers", 1694)), one(onPeerTube(1, "Fast parsers in practice", 1694)), []string{apartToo + " noted", apart + " noted"},
		},
		"two that may be it": {
			one(onYouTube(1, "Lightning talks", 0)),
			[]ingest.Video{onPeerTube(1, "Lightning talks", 600), onPeerTube(2, "Lightning talks", 900)},
			[]string{apartToo + " noted", apartToo + " noted", apart + " noted"},
		},
		"two before it that may be it": {
			[]ingest.Video{onYouTube(1, "Lightning talks", 600), onYouTube(2, "Lightning talks", 900)},
			one(onPeerTube(1, "Lightning talks", 0)),
			[]string{apartToo + " noted", apart + " noted", apart + " noted"},
		},
		"two told apart by their length": {
			[]ingest.Video{onYouTube(1, "Lightning talks", 600), onYouTube(2, "Lightning talks", 900)},
			[]ingest.Video{onPeerTube(1, "Lightning talks", 901), onPeerTube(2, "Lightning talks", 601)},
			[]string{both, both},
		},
		"files and the programme's names": {
			one(asFile(1, "Fast parsers")), one(onMediaCCC(1, "Fast parsers", 1694, "Jane Doe")), []string{"file: files.example cdn.media.ccc.de"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPipeline(t)
			p.importListed(t, tt.first, tt.second)
			if diff := cmp.Diff(tt.want, talksIn(t, p)); diff != "" {
				t.Errorf("talks (-want +got):\n%s", diff)
			}
			before := bytesOf(t, p)
			if _, err := p.Remap(t.Context(), "exconf-2024"); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, bytesOf(t, p)); diff != "" {
				t.Errorf("a remap has changed (-was +is):\n%s", diff)
			}
			if sum := p.importListed(t, tt.first, tt.second); sum.New+sum.Updated != 0 {
				t.Errorf("a second import: %+v", sum)
			}
			if diff := cmp.Diff(before, bytesOf(t, p)); diff != "" {
				t.Errorf("a second import has changed (-was +is):\n%s", diff)
			}
			// One host after the other leads to the same.
			later := newPipeline(t)
			later.importListed(t, tt.first)
			later.importListed(t, tt.second)
			if diff := cmp.Diff(talksIn(t, p), talksIn(t, later)); diff != "" {
				t.Errorf("one after the other (-together +apart):\n%s", diff)
			}
		})
	}
}

func one(v ingest.Video) []ingest.Video { return []ingest.Video{v} }

// What a copy tells beyond the source's own words is not left unused.
func TestCopyTellsMore(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	p.importListed(t, one(asFile(1, "ExConf 2024 - Fast parsers - Jane Doe")), one(onMediaCCC(1, "Fast parsers", 1694, "Jane Doe")))
	d := draftOf(t, p, "exconf-2024", "https://files.example/01.mp4")
	if d.Record.Title != "Fast parsers" || d.Record.Duration != 1694 || !slices.Equal(d.Record.Speakers, []string{"Jane Doe"}) || d.Record.Description == "" || d.Source.Title != "ExConf 2024 - Fast parsers - Jane Doe" {
		t.Errorf("draft %+v", d)
	}
}

// Whatever talks hosts have and in whatever order they are asked: no video is lost or twice,
// the same ones are paired, and neither remap nor a second import changes a byte.
func TestSeveralHostsInAnyOrder(t *testing.T) {
	t.Parallel()
	titles := []string{"Fast parsers", "Slow cooking", "Quiet logs", "Lightning talks", "Lightning talks", "Maps"}
	for seed := range 12 {
		random := rand.New(rand.NewPCG(uint64(seed), 0)) //nolint:gosec // not for secrets
		var lists [3][]ingest.Video
		total := 0
		for n, title := range titles {
			length := 600 + 300*n
			for i, v := range []ingest.Video{onYouTube(n, title, length), onPeerTube(n, title+" - ExConf 2024", length+2), onMediaCCC(n, title, length)} {
				if random.IntN(4) > 0 {
					lists[i] = append(lists[i], v)
					total++
				}
			}
		}
		var first []string
		for _, order := range [][3]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
			p := newPipeline(t)
			p.importListed(t, lists[order[0]], lists[order[1]], lists[order[2]])
			pairs := pairsIn(t, p)
			if n := strings.Count(strings.Join(pairs, " "), "http"); n != total {
				t.Errorf("seed %d: %d videos in drafts, %d listed: %q", seed, n, total, pairs)
			}
			if first == nil {
				first = pairs
			}
			if diff := cmp.Diff(first, pairs); diff != "" {
				t.Errorf("seed %d: pairs in another order (-first +now):\n%s", seed, diff)
			}
			before := bytesOf(t, p)
			_, err := p.Remap(t.Context(), "exconf-2024")
			must(t, err)
			p.importListed(t, lists[order[0]], lists[order[1]], lists[order[2]])
			if diff := cmp.Diff(before, bytesOf(t, p)); diff != "" {
				t.Fatalf("seed %d: remap and import have changed (-was +is):\n%s", seed, diff)
			}
		}
	}
}

// pairsIn are the videos of each draft, in an order that does not depend on their source.
func pairsIn(t testing.TB, p *steps) (pairs []string) {
	t.Helper()
	contents, err := p.Workspace.Load(t.Context())
	must(t, err)
	for _, d := range contents.Folder("exconf-2024").Drafts {
		var urls []string
		for _, l := range d.Record.Videos {
			urls = append(urls, l.URL)
		}
		slices.Sort(urls)
		pairs = append(pairs, strings.Join(urls, " "))
	}
	slices.Sort(pairs)
	return pairs
}

// A copy that comes late is added to the draft as it is now, and to none that a person is
// done with.
func TestLateCopy(t *testing.T) {
	t.Parallel()
	video, late := onYouTube(1, "Fast parsers", 1694), one(onMediaCCC(1, "Fast parsers", 1694))
	const file = "https://cdn.media.ccc.de/exconf/01.mp4"
	for name, tt := range map[string]struct {
		change func(*draft.Draft)
		sum    string // new, updated, known, skipped at first
		has    bool   // the draft has the copy
		note   string
	}{
		"in review":   {func(d *draft.Draft) { d.Record.Title = "My own title" }, "0 1 0 0", true, ""},
		"ready":       {func(d *draft.Draft) { d.Status = draft.Ready }, "0 1 0 0", false, "another host has this talk, too"},
		"published":   {func(d *draft.Draft) { d.Status = draft.Published }, "0 1 0 0", false, "another host has this talk, too"},
		"a tombstone": {func(d *draft.Draft) { d.Status = draft.Skip }, "0 0 0 1", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPipeline(t)
			p.importListed(t, one(video))
			edit(t, p, "exconf-2024", video.ID, tt.change)
			title := draftOf(t, p, "exconf-2024", video.ID).Record.Title
			sum := p.importListed(t, late)
			if got := fmt.Sprint(sum.New, sum.Updated, sum.Known, sum.Skipped); got != tt.sum {
				t.Errorf("summary %s, want %s", got, tt.sum)
			}
			before := bytesOf(t, p)
			for _, again := range [][][]ingest.Video{{one(video), late}, {late}, {one(video)}} {
				if sum := p.importListed(t, again...); len(before) != 2 || sum.New+sum.Updated > 0 || cmp.Diff(before, bytesOf(t, p)) != "" {
					t.Errorf("%d drafts; imports once more: %+v\n%s", len(before)-1, sum, cmp.Diff(before, bytesOf(t, p)))
				}
			}
			d := draftOf(t, p, "exconf-2024", video.ID)
			has := slices.ContainsFunc(d.Record.Videos, func(l ingest.Location) bool { return l.URL == file })
			noted := slices.ContainsFunc(d.Notes, func(n draft.Note) bool { return strings.Contains(n.Text, tt.note) })
			if has != tt.has || tt.note != "" && !noted || d.Record.Title != title {
				t.Errorf("videos %v, title %q, notes %v", d.Record.Videos, d.Record.Title, d.Notes)
			}
		})
	}
}

// What a person takes out stays out; what one host loses is told, and the other's stays.
func TestCopyTakenOutAndLost(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	video, copied := onYouTube(1, "Fast parsers", 1694), onPeerTube(1, "Fast parsers", 1694)
	p.importListed(t, one(video), one(copied))
	gone := copied
	gone.Availability, gone.Reason = ingest.Deleted, "deleted"
	p.importListed(t, one(video), one(gone))
	lost := func() bool {
		return slices.ContainsFunc(draftOf(t, p, "exconf-2024", video.ID).Notes, func(n draft.Note) bool {
			return strings.Contains(n.Text, "the copy on another host cannot be watched any more (deleted)")
		})
	}
	if !lost() || len(draftOf(t, p, "exconf-2024", video.ID).Record.Videos) != 2 {
		t.Errorf("draft %+v", draftOf(t, p, "exconf-2024", video.ID))
	}
	_, err := p.Remap(t.Context(), "exconf-2024")
	must(t, err)
	if !lost() {
		t.Error("a remap has forgotten that the copy is lost")
	}
	p.importListed(t, one(video), one(copied))
	if lost() {
		t.Error("the copy is back, and the note stays")
	}
	edit(t, p, "exconf-2024", video.ID, func(d *draft.Draft) { d.Record.Videos = d.Record.Videos[:1] })
	p.importListed(t, one(video), one(copied))
	if got := talksIn(t, p); !slices.Equal(got, []string{"youtube: www.youtube.com"}) {
		t.Errorf("talks %q", got)
	}
	must(t, os.Remove(draftOf(t, p, "exconf-2024", video.ID).Path))
	if sum := p.importListed(t, one(copied)); sum.New != 0 || sum.Skipped != 1 {
		t.Errorf("the copy of a talk whose draft was deleted: %+v", sum)
	}
}

// Of a talk that nobody wants, its copies are not wanted either, and counted so.
func TestCopyOfASkippedTalk(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	video, copied := onYouTube(1, "Fast parsers", 1694), onPeerTube(1, "Fast parsers", 1694)
	p.importListed(t, one(video), one(copied))
	edit(t, p, "exconf-2024", video.ID, func(d *draft.Draft) { d.Status = draft.Skip })
	if sum := p.importListed(t, one(video), one(copied)); sum.Skipped != 2 || sum.New+sum.Known+sum.Updated > 0 {
		t.Errorf("%+v", sum)
	}
}

// What both hosts are sure to have of one session is one talk, however it is called.
func TestOneSessionOnSeveralHosts(t *testing.T) {
	t.Parallel()
	start := time.Date(2024, 5, 18, 10, 0, 0, 0, time.UTC)
	programme := &intake.Programme{Stored: workspace.Schedule{Sessions: []ingest.Session{
		{ID: "ABC123", Title: "Fast parsers for slow languages", Speakers: []string{"Jane Doe"}, Start: start, Duration: 1800},
		{ID: "DEF456", Title: "Cooking slowly on small stoves", Speakers: []string{"John Roe"}, Start: start.Add(time.Hour), Duration: 1800},
	}}}
	p := newPipeline(t)
	sum, err := p.Import(t.Context(), exconf2024, listed(
		[]ingest.Video{onYouTube(1, "Jane Doe: Fast parsers for slow languages", 1694), onYouTube(2, "John Roe: Cooking slowly on small stoves", 1500)},
		[]ingest.Video{onPeerTube(1, "Fast parsers for slow languages (Doe)", 1650), onPeerTube(2, "Quiet logs", 1500)},
	), intake.Options{Programme: programme})
	must(t, err)
	want := []string{"peertube: tube.example", "youtube: www.youtube.com", "youtube: www.youtube.com tube.example"}
	if diff := cmp.Diff(want, talksIn(t, p)); diff != "" || sum.New != 3 {
		t.Errorf("%+v, talks (-want +got):\n%s", sum, diff)
	}
	if d := draftOf(t, p, "exconf-2024", "otherhost01"); d.Source.Session.ID != "ABC123" {
		t.Errorf("session %+v", d.Source.Session)
	}
}

// A copy that only its owner can watch, as whom its host was asked, is no address for others.
func TestCopyThatIsPrivate(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	video, hidden := onPeerTube(1, "Fast parsers", 1694), onYouTube(1, "Fast parsers", 1694)
	hidden.Availability = ingest.Private
	p.importListed(t, one(video), one(hidden))
	private := func() bool {
		return noted(draftOf(t, p, "exconf-2024", video.ID), "cannot be watched any more (private)")
	}
	if got := talksIn(t, p); !slices.Equal(got, []string{"peertube: tube.example"}) || !private() {
		t.Errorf("talks %q, noted: %v", got, private())
	}
	hidden.Availability = ingest.Unlisted
	p.importListed(t, one(video), one(hidden))
	if got := talksIn(t, p); !slices.Equal(got, []string{"peertube: tube.example www.youtube.com"}) || private() {
		t.Errorf("once it is shown: talks %q, noted: %v", got, private())
	}
}

// Talks without speakers, which many have the title of, are joined by the same rule.
func TestCopiesWithoutSpeakers(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	p.importListed(t, one(onPeerTube(1, "Lightning talks", 303)), []ingest.Video{onYouTube(1, "Lightning talks", 300), onYouTube(2, "Lightning talks", 307)})
	got := talksIn(t, p)
	if len(got) != 3 || slices.ContainsFunc(got, func(talk string) bool {
		return strings.Contains(talk, "tube.example") && strings.Contains(talk, "youtube.com")
	}) {
		t.Errorf("which of two it is was decided by nobody: %q", got)
	}
}

// Whoever asks a host about a talk knows its copies as the host does, whatever their addresses
// tell, as long as the draft has them.
func TestTalkHasItsCopies(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	video, copied := onYouTube(1, "Fast parsers", 1694), onMediaCCC(1, "Fast parsers", 1694, "Jane Doe")
	p.importListed(t, one(video), one(copied))
	keys := func() (keys []string) {
		found, problems, err := talks.Sources{Workspace: p.Workspace}.Find(t.Context(), "exconf-2024")
		if err != nil || len(problems) > 0 || len(found) != 1 {
			t.Fatalf("%d talks, %v, %v", len(found), problems, err)
		}
		for _, v := range found[0].Videos {
			keys = append(keys, v.Key().String())
		}
		return keys
	}
	if got, want := keys(), []string{"youtube:otherhost01", "mediaccc:guid-01"}; !slices.Equal(got[:min(2, len(got))], want) {
		t.Errorf("videos %q, want %q first", got, want)
	}
	edit(t, p, "exconf-2024", video.ID, func(d *draft.Draft) { d.Record.Videos = d.Record.Videos[:1] })
	if got := keys(); !slices.Equal(got, []string{"youtube:otherhost01"}) {
		t.Errorf("taken out by a person: videos %q", got)
	}
}
