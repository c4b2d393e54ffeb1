package cli_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/curated"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/internal/realtree"
)

var (
	wholeJourney = flag.Bool("journey", false, "go through all talks of the event in TestJourney, not only the first ones")
	journeyEvent = flag.String("journeyevent", "", "the event of TestJourney, by its `SLUG`")
)

const (
	journeyTalks  = 100 // how large an event is looked for
	shortJourney  = 30  // talks, unless the whole event is asked for
	realEvents    = "../../../shared/titles/dev.jsonl"
	trailer       = "journey0000" // the video that is no talk
	journeyList   = "PLjourneyjourneyjourney0"
	journeyScreen = 500 // columns: nothing is wrapped
)

// realEvent is one of the development data: talks as posted, and what curators made of them.
type realEvent struct {
	Event, Slug string
	Talks       []*realTalk
}

// realTalk is what one of them is to become.
type realTalk struct {
	ID          string   `json:"id"`
	Raw         string   `json:"raw_title"`
	Description string   `json:"raw_description"`
	Title       string   `json:"title"`
	Speakers    []string `json:"speakers"`
	noTalk      bool
}

// A curator goes through a real event in the terminal, who knows what is right: each key is
// pressed for what stands on the screen, until all drafts say what the curated records say.
// To read it: go test ./internal/cli -run TestJourney -v -journey -transcript journey.txt
//
// The key a takes what may be wrong. So the curator looks at its list, and takes it only if
// all of it is right.
func TestJourney(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there are no pseudo-terminals")
	}
	event := chooseEvent(t, readEvents(t))
	var tree realtree.Tree
	t.Cleanup(func() { _ = tree.Remove() })
	data := tree.Dir(t)
	forget(t, data, event.Slug)
	c := travel(t, event, data)
	t.Logf("%s: %s", event.Slug, c)
	if *transcript != "" {
		if err := os.WriteFile(*transcript, []byte(c.log.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The same with an invented event, for which nothing beside the repository is needed. Some
// of its titles tell all, some are of a shape that few channels have, and one tells too little.
func TestInventedJourney(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there are no pseudo-terminals")
	}
	data := t.TempDir()
	writeFile(t, filepath.Join(data, "zotconf-2019", "category.json"), `{"title": "ZotConf 2019"}`)
	writeFile(t, filepath.Join(data, "zotconf-2019", "videos", "panel.json"), fmt.Sprintf(`{"title": "Panel", "recorded": "2019-06-14", "language": "eng",
"speakers": ["%s"], "videos": [{"type": "youtube", "url": "https://www.youtube.com/watch?v=zotconf19_1"}]}`, strings.Join(inventedSpeakers, `", "`)))
	c := travel(t, inventedEvent(), data)
	t.Logf("%s", c)
	if t.Failed() {
		t.Log(c.log.String())
	}
}

// inventedSpeakers are those whom the data tree knows.
var inventedSpeakers = []string{"Mirela Tandescu", "Noor Solvane", "Kesi Abara", "Odile Marchandon", "Ruben Achterlo", "Ingrid Saether", "Wanjiru Odhiambo", "Pal Eriksen"}

func inventedEvent() *realEvent {
	e := &realEvent{Event: "ExConf 2021", Slug: "exconf-2021"}
	talks := []realTalk{
		{Raw: "Day 2 ~ (Bees in a box) – [Tamsin Okaro]", Title: "Bees in a box", Speakers: []string{"Tamsin Okaro"}},
		{Raw: "Day 2 ~ (Wasps in a jar) – [Leif Hauglo]", Title: "Wasps in a jar", Speakers: []string{"Leif Hauglo"}},
		{Raw: "Day 2 ~ (Moths in a lamp) – [Yara Benavo]", Title: "Moths in a lamp", Speakers: []string{"Yara Benavo"}},
		{Raw: "Day 2 ~ (Ants in a row) – [Jonna Petterlund]", Title: "Ants in a row", Speakers: []string{"Jonna Petterlund"}},
		{Raw: "Packaging - Emeka Nwosuru", Title: "Packaging without tears", Speakers: []string{"Emeka Nwosuru", "Sanne Wijkman"}},
		{Raw: "Hives - Bram Oudekerk", Title: "Hives", Speakers: []string{"Bram Oudekerk"}},
		{Raw: "ExConf 2021 Aftermovie", noTalk: true},
	}
	for i, name := range inventedSpeakers {
		title := []string{"Fast parsers", "Slow cooking", "Quiet logs", "Loud logs", "Small tools", "Long lives", "Old habits", "New queues"}[i] + " in production"
		talks = append(talks, realTalk{
			Raw: "ExConf 2021 - " + title + " by " + name, Title: title, Speakers: []string{name},
			Description: name + " shows what we have learned in the last ten years, and what you can do with it.",
		})
	}
	for i, talk := range talks {
		talk.ID = fmt.Sprintf("exconf21_%02d", i+1)
		e.Talks = append(e.Talks, &talk)
	}
	return e
}

// travel imports an event, settles all of it, and compares.
func travel(t *testing.T, event *realEvent, data string) *curator {
	t.Helper()
	dir, env := importJourney(t, event, data)
	c := newCurator(sitDown(t, dir, env, "review", event.Slug), event)
	c.settleAll()
	c.leave()
	event.compare(t, filepath.Join(dir, "drafts", event.Slug))
	return c
}

func readEvents(t *testing.T) []*realEvent {
	t.Helper()
	src, err := os.ReadFile(filepath.FromSlash(realEvents))
	if err != nil {
		t.Skipf("skipped, no real events beside the repository: %v", err)
	}
	var events []*realEvent
	for line := range bytes.Lines(src) {
		e := new(realEvent)
		if err := json.Unmarshal(line, e); err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

// chooseEvent is the event that was asked for, or the one whose size is nearest to what is
// wanted. A title that is posted twice tells nobody which video it is and stays away.
func chooseEvent(t *testing.T, events []*realEvent) *realEvent {
	t.Helper()
	distance := func(e *realEvent) int { return max(len(e.Talks)-journeyTalks, journeyTalks-len(e.Talks)) }
	best := slices.MinFunc(events, func(a, b *realEvent) int {
		return cmp.Or(distance(a)-distance(b), cmp.Compare(hashOf(a.Slug), hashOf(b.Slug)))
	})
	if *journeyEvent != "" {
		at := slices.IndexFunc(events, func(e *realEvent) bool { return e.Slug == *journeyEvent })
		if at < 0 {
			t.Fatalf("there is no event %q", *journeyEvent)
		}
		best = events[at]
	}
	seen := map[string]bool{}
	best.Talks = slices.DeleteFunc(best.Talks, func(talk *realTalk) bool {
		twice := seen[onScreen(talk.Raw)]
		seen[onScreen(talk.Raw)] = true
		return twice
	})
	if !*wholeJourney {
		best.Talks = best.Talks[:min(len(best.Talks), shortJourney)]
	}
	best.Talks = append(best.Talks, &realTalk{ID: trailer, Raw: best.Event + " Aftermovie", noTalk: true})
	return best
}

func hashOf(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s)) // a hash takes everything
	return h.Sum32()
}

// importJourney makes a workspace with the drafts of an event, beside a data tree.
func importJourney(t *testing.T, event *realEvent, data string) (dir string, env []string) {
	t.Helper()
	dir = t.TempDir()
	host := newStand(t)
	host.serve(event.youtube())
	writeFile(t, filepath.Join(dir, "stevie.toml"), fmt.Sprintf("data = %q\n[youtube]\nendpoint = \"%s/\"\n", data, host.url))
	env = append(os.Environ(), "HOME="+filepath.Join(dir, "home"), "XDG_CONFIG_HOME=", "XDG_STATE_HOME=", "STEVIE_CONFIG=", "TERM=xterm", "YOUTUBE_API_KEY=key")
	cmd := exec.CommandContext(t.Context(), "stevie", "import", playlistAt+journeyList, "--event", event.Slug, "--title", event.Event, "-q")
	cmd.Dir, cmd.Env = dir, env
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("import: %v\n%s", err, out)
	}
	return dir, env
}

var (
	year       = regexp.MustCompile(`(19|20)\d\d`)
	yearOfSlug = regexp.MustCompile(`-?` + year.String() + `.*$`)
)

// forget removes all editions of an event's series from a data tree, as if nobody had seen
// one.
func forget(t *testing.T, data, slug string) {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(data, yearOfSlug.ReplaceAllString(slug, "")+"*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
	}
}

// youtube is the host that has the event's videos.
func (e *realEvent) youtube() *fakehost.YouTube {
	const channel = "UCjourneyjourneyjourney0"
	list := fakehost.YouTubePlaylist{ID: journeyList, Title: e.Event, ChannelID: channel}
	host := &fakehost.YouTube{Channels: []fakehost.YouTubeChannel{{ID: channel, Title: yearOfSlug.ReplaceAllString(e.Slug, "")}}}
	posted := cmp.Or(year.FindString(e.Slug), "2020") + "-07-01T09:00:00Z"
	for _, talk := range e.Talks {
		list.Videos = append(list.Videos, talk.ID)
		host.Videos = append(host.Videos, fakehost.YouTubeVideo{
			ID: talk.ID, Title: talk.Raw, Description: talk.Description, ChannelID: channel,
			Published: posted, Duration: "PT30M",
		})
	}
	host.Playlists = []fakehost.YouTubePlaylist{list}
	return host
}

// compare wants each draft to be settled, and to say what its curated record says.
func (e *realEvent) compare(t *testing.T, folder string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.toml"))
	if err != nil {
		t.Fatal(err)
	}
	drafts := map[string]*draft.Draft{}
	for _, file := range files {
		if filepath.Base(file) == "event.toml" {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := draft.Parse(file, src)
		if err != nil {
			t.Fatal(err)
		}
		drafts[d.Source.ID] = d
	}
	if len(drafts) != len(e.Talks) {
		t.Errorf("%d drafts of %d talks", len(drafts), len(e.Talks))
	}
	for _, talk := range e.Talks {
		if d := drafts[talk.ID]; d != nil {
			talk.compare(t, d)
		}
	}
}

func (talk *realTalk) compare(t *testing.T, d *draft.Draft) {
	t.Helper()
	status := draft.Ready
	if talk.noTalk {
		status = draft.Skip
	}
	if d.Status != status {
		t.Errorf("%s: status %s, want %s", talk.Raw, d.Status, status)
	}
	if !talk.noTalk && !(talk.hasTitle(d.Record.Title) && talk.hasSpeakers(d.Record.Speakers)) {
		t.Errorf("%s: %q by %q, want %q by %q", talk.Raw, d.Record.Title, d.Record.Speakers, talk.Title, talk.Speakers)
	}
}

func (talk *realTalk) hasTitle(title string) bool {
	return curated.Normal(title) == curated.Normal(talk.Title)
}

func (talk *realTalk) hasSpeakers(names []string) bool {
	return curated.People(names, curated.Normal) == curated.People(talk.Speakers, curated.Normal)
}

// onScreen is a text as it is seen, whatever blanks it has.
func onScreen(text string) string { return strings.Join(strings.Fields(text), " ") }
