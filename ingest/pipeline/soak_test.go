package pipeline_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	stepsync "github.com/pyvideo/stevie/ingest/sync"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/youtube"
)

var (
	soakRounds = flag.Int("soak", 40, "rounds of TestSoak; 25 with -short")
	soakSeed   = flag.Uint64("soakseed", 1, "seed of TestSoak")
)

// TestMain doubles as the nightly run that is killed, and as others that are
// disturbed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("SOAK_DIR"); dir != "" {
		os.Exit(nightlyRun(dir, os.Getenv("SOAK_HOST"), os.Getenv("SOAK_NOW")))
	}
	if dir := os.Getenv(inWorld); dir != "" {
		os.Exit(workIn(dir, os.Getenv(jobInWorld)))
	}
	os.Exit(m.Run())
}

func nightlyRun(dir, host, at string) int {
	now, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return 2
	}
	provider, err := youtube.New(youtube.Config{APIKey: "key-of-the-test", Endpoint: host})
	if err != nil {
		return 2
	}
	w, err := workspace.Open(filepath.Join(dir, "drafts"), filepath.Join(dir, ".stevie"))
	if err != nil {
		return 2
	}
	p := &steps{
		Workspace: w, Hosts: oneHost{provider}, Cache: cachefile.Open(filepath.Join(dir, ".stevie")),
		Now: func() time.Time { return now },
	}
	summary, err := p.Sync(context.Background(), stepsync.Options{})
	if err != nil || !summary.Complete {
		fmt.Fprintln(os.Stderr, err, summary.Problems)
		return 1
	}
	return 0
}

// soak is a workspace, a host and a person, and a model of what the person wrote.
type soak struct {
	t      *testing.T
	rand   *rand.Rand
	dir    string
	server *httptest.Server
	now    time.Time
	next   int

	events []string
	mu     sync.Mutex          // a request of a killed run may still be under way
	lists  map[string][]string // by event
	videos map[string]fakehost.YouTubeVideo
	// free is when a video became public again, or its draft was skipped or deleted in
	// one of its events. No playlist tells of that before the weekly listing.
	free map[string]time.Time

	gone    map[string]bool     // by event and id: other uploads of a talk that was deleted there
	wrote   map[string]written  // by id of the video
	guests  map[string][]string // speakers whom the person added, by id of the video
	skipped map[string]bool     // by event and id of the video
	deleted map[string]string   // the event that its draft was deleted from
}

// written is what the person made of a draft's fields.
type written struct{ title, description, language string }

// TestSoak lets a host change, a person edit, and nightly runs be killed at any
// moment, and looks after each round whether an edit was lost or a talk came twice.
func TestSoak(t *testing.T) {
	t.Parallel()
	rounds := *soakRounds
	if testing.Short() {
		rounds = 25
	}
	s := newSoak(t)
	for round := range rounds {
		for range 1 + s.rand.IntN(4) {
			s.changeHost()
		}
		for range s.rand.IntN(4) {
			s.changeDraft()
		}
		s.now = s.now.Add(time.Duration(1+s.rand.IntN(60)) * time.Hour)
		if s.rand.IntN(3) == 0 {
			s.run(time.Duration(s.rand.IntN(40)) * time.Millisecond)
			s.verify(round, false)
		}
		s.run(0)
		s.verify(round, true)
		if round%10 == 0 {
			s.nothingNew(round)
		}
		if t.Failed() {
			t.Fatalf("seed %d, round %d", *soakSeed, round)
		}
	}
}

func newSoak(t *testing.T) *soak {
	t.Helper()
	s := &soak{
		t: t, rand: rand.New(rand.NewPCG(*soakSeed, 0)), dir: t.TempDir(),
		now:    time.Date(2026, 1, 1, 3, 0, 0, 0, time.UTC),
		events: []string{"exconf-2024", "exconf-2025", "users-nowhere"},
		lists:  map[string][]string{}, videos: map[string]fakehost.YouTubeVideo{},
		gone: map[string]bool{}, free: map[string]time.Time{},
		wrote: map[string]written{}, guests: map[string][]string{}, skipped: map[string]bool{}, deleted: map[string]string{},
	}
	s.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.host().ServeHTTP(w, r) }))
	t.Cleanup(s.server.Close)
	w := s.open()
	defer w.Close()
	for _, event := range s.events {
		ev := ingest.Event{Slug: event, Title: event, Watch: true, Sources: []ingest.Source{{URL: playlistURL(s.list(event))}}}
		if err := w.CreateEvent(ev); err != nil {
			t.Fatal(err)
		}
		for range 4 {
			s.upload(event)
		}
	}
	return s
}

func (s *soak) list(event string) string { return "PLsoak00" + strings.ReplaceAll(event, "-", "") }

// host is the host as it is now.
func (s *soak) host() *fakehost.YouTube {
	s.mu.Lock()
	defer s.mu.Unlock()
	y := &fakehost.YouTube{Channels: []fakehost.YouTubeChannel{{ID: testChannel, Title: "ExConf"}}}
	for _, v := range s.videos {
		y.Videos = append(y.Videos, v)
	}
	for event, list := range s.lists {
		y.Playlists = append(y.Playlists, fakehost.YouTubePlaylist{ID: s.list(event), Title: event, ChannelID: testChannel, Videos: list})
	}
	return y
}

func (s *soak) open() *workspace.Workspace {
	s.t.Helper()
	w, err := workspace.Open(filepath.Join(s.dir, "drafts"), filepath.Join(s.dir, ".stevie"))
	if err != nil {
		s.t.Fatal(err)
	}
	return w
}

func (s *soak) pick(list []string) string { return list[s.rand.IntN(len(list))] }

// upload puts a new video at the end, or at the front, of a playlist.
func (s *soak) upload(event string) {
	s.next++
	id := fmt.Sprintf("soak%07d", s.next)
	words := []string{"Parsers", "Queues", "Caches", "Graphs", "Clocks", "Maps", "Types", "Logs"}
	names := []string{"Ada Abara", "Bela Brandt", "Chidi Castro", "Dora Dvorak", "Emeka Eze", "Fenna Falk"}
	title := fmt.Sprintf("%s for %s no. %d - %s", s.pick(words), s.pick(words), s.next, s.pick(names))
	if s.rand.IntN(8) == 0 && len(s.lists[event]) > 0 { // the same talk once more
		title = s.videos[s.pick(s.lists[event])].Title
	}
	s.videos[id] = fakehost.YouTubeVideo{
		ID: id, Title: title, ChannelID: testChannel, Published: "2025-05-30T08:00:00Z",
		Duration: fmt.Sprintf("PT%dM", 20+s.rand.IntN(20)), Description: "About " + title + ".",
	}
	at := 0
	if s.rand.IntN(3) > 0 {
		at = len(s.lists[event])
	}
	s.lists[event] = slices.Insert(slices.Clone(s.lists[event]), at, id)
}

func (s *soak) changeHost() {
	s.mu.Lock()
	defer s.mu.Unlock()
	event := s.pick(s.events)
	list := s.lists[event]
	if len(list) == 0 || s.rand.IntN(3) == 0 && len(list) < 25 {
		s.upload(event)
		return
	}
	id := s.pick(list)
	v := s.videos[id]
	switch s.rand.IntN(7) {
	case 0:
		v.Privacy = "private"
	case 1, 2:
		v.Privacy = ""
		s.free[id] = s.now
	case 3:
		v.Title = "New: " + v.Title
	case 4:
		s.lists[event] = slices.DeleteFunc(slices.Clone(list), func(other string) bool { return other == id })
	case 5:
		other := s.pick(s.events) // the same talk in a second playlist
		if !slices.Contains(s.lists[other], id) {
			s.lists[other] = append(slices.Clone(s.lists[other]), id)
		}
	case 6:
		if !strings.Contains(v.Title, ", ") {
			v.Title += ", Goran Gill"
		}
	}
	s.videos[id] = v
}

// changeDraft is the person.
func (s *soak) changeDraft() {
	w := s.open()
	defer w.Close()
	contents, err := w.Load(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	var drafts []*draft.Draft
	for _, f := range contents.Folders {
		for _, d := range f.Drafts {
			if d.Status != draft.Skip {
				drafts = append(drafts, d)
			}
		}
	}
	if len(drafts) == 0 {
		return
	}
	d := drafts[s.rand.IntN(len(drafts))]
	id := d.Source.ID
	fresh := d.Clone()
	mine, ok := s.wrote[id]
	if !ok {
		mine = written{}
	}
	s.next++
	switch s.rand.IntN(10) {
	case 0, 1:
		mine.title = fmt.Sprintf("My own title %d", s.next)
		fresh.Record.Title = mine.title
	case 2, 3:
		mine.description = fmt.Sprintf("My own words, %d.", s.next)
		fresh.Record.Description = mine.description
	case 4:
		mine.language = s.pick([]string{"deu", "fra", "pol"})
		fresh.Record.Language = mine.language
	case 5:
		fresh.Status = draft.Ready
	case 6:
		if s.rand.IntN(3) == 0 {
			// For this event; another may have the talk, in a draft of its own.
			fresh.Status = draft.Skip
			s.skipped[d.Event+" "+id] = true
			delete(s.guests, id)
			s.release(d)
			mine = written{}
		}
	case 7:
		if s.rand.IntN(4) == 0 {
			s.must(os.Remove(d.Path))
			s.deleted[id] = d.Event
			s.release(d)
			delete(s.wrote, id)
			delete(s.guests, id)
			return
		}
	case 8:
		s.move(d)
		return
	case 9:
		guest := fmt.Sprintf("Guest %c%d", 'A'+s.next%26, s.next)
		s.guests[id] = append(s.guests[id], guest)
		fresh.Record.Speakers = append(fresh.Record.Speakers, guest)
	}
	s.wrote[id] = mine
	if _, err := w.Save(d, fresh); err != nil {
		s.t.Fatal(err)
	}
}

// release takes down that other events may have the videos of a draft now.
func (s *soak) release(d *draft.Draft) {
	places := map[string][]string{}
	s.addPlaces(places, d)
	for id := range places {
		s.free[id] = s.now
		s.gone[d.Event+" "+id] = true
	}
}

// move carries a draft to another event, under a name of its own.
func (s *soak) move(d *draft.Draft) {
	event := s.pick(s.events)
	if s.skipped[event+" "+d.Source.ID] {
		return // a person who wants it there changes the status of the draft that is there
	}
	s.must(os.Rename(d.Path, filepath.Join(s.dir, "drafts", event, fmt.Sprintf("moved-%d.toml", s.next))))
	if s.deleted[d.Source.ID] == event {
		delete(s.deleted, d.Source.ID)
	}
}

func (s *soak) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// run is a nightly run in a process of its own, killed after a while unless that is
// 0.
func (s *soak) run(killAfter time.Duration) {
	s.t.Helper()
	exe, err := os.Executable()
	s.must(err)
	cmd := exec.CommandContext(s.t.Context(), exe)
	cmd.Env = append(os.Environ(), noRaceSleep, "SOAK_DIR="+s.dir, "SOAK_HOST="+s.server.URL+"/", "SOAK_NOW="+s.now.Format(time.RFC3339))
	var out bytes.Buffer
	cmd.Stderr = &out
	s.must(cmd.Start())
	if killAfter > 0 {
		time.Sleep(killAfter)
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		return
	}
	if err := cmd.Wait(); err != nil {
		s.t.Errorf("sync: %v: %s", err, out.String())
	}
}

// verify compares the workspace with the model. After a run that was not killed
// everything that can be watched must be known, too.
func (s *soak) verify(round int, complete bool) {
	s.t.Helper()
	w := s.open()
	defer w.Close()
	contents, err := w.Load(s.t.Context())
	s.must(err)
	for _, problem := range contents.Problems {
		s.t.Errorf("round %d: %v", round, problem)
	}
	places := map[string][]string{} // drafts by the videos that they are about
	for _, f := range contents.Folders {
		for _, d := range f.Drafts {
			if d.Status != draft.Skip {
				s.addPlaces(places, d)
			}
			s.verifyDraft(round, d)
		}
	}
	for id, paths := range places {
		if len(paths) > 1 {
			s.t.Errorf("round %d: %s is in %v", round, id, paths)
		}
	}
	for id, mine := range s.wrote {
		if mine != (written{}) && len(places[id]) == 0 {
			s.t.Errorf("round %d: the draft of %s, which a person edited, is gone", round, id)
		}
	}
	if complete {
		s.verifyKnown(round, contents)
	}
}

func (s *soak) addPlaces(places map[string][]string, d *draft.Draft) {
	ids := []string{d.Source.ID}
	for _, l := range d.Record.Videos {
		if _, id, ok := strings.Cut(l.URL, "v="); ok && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, id := range ids {
		places[id] = append(places[id], d.Path)
	}
}

func (s *soak) verifyDraft(round int, d *draft.Draft) {
	s.t.Helper()
	id := d.Source.ID
	if s.skipped[d.Event+" "+id] {
		if d.Status != draft.Skip {
			s.t.Errorf("round %d: %s was to be skipped and is %s", round, d.Path, d.Status)
		}
		return // another event may have the talk, and the person's words
	}
	mine := s.wrote[id]
	got := written{d.Record.Title, d.Record.Description, d.Record.Language}
	for _, f := range []struct{ name, want, got string }{
		{"title", mine.title, got.title}, {"description", mine.description, strings.TrimSpace(got.description)}, {"language", mine.language, got.language},
	} {
		if f.want != "" && f.want != f.got {
			s.t.Errorf("round %d: %s: %s is %q, the person wrote %q", round, d.Path, f.name, f.got, f.want)
		}
	}
	for _, guest := range s.guests[id] {
		if !slices.Contains(d.Record.Speakers, guest) {
			s.t.Errorf("round %d: %s: the person added the speaker %q, and there are %q", round, d.Path, guest, d.Record.Speakers)
		}
	}
	if event, ok := s.deleted[id]; ok && event == d.Event {
		s.t.Errorf("round %d: %s is back, a person deleted it", round, d.Path)
	}
}

// isTold reports whether a draft that a person has settled was told of a video as another
// upload of its talk: whether it comes in is for them to say.
func (s *soak) isTold(contents *workspace.Contents, event, id string) bool {
	w := s.open()
	defer w.Close()
	for _, d := range contents.Folder(event).Drafts {
		b, err := w.Base(d)
		if err == nil && b != nil && b.Kept(ingest.FieldVideos) && slices.ContainsFunc(b.Incidents, func(i draft.Incident) bool {
			return slices.Contains(i.Videos, watchURL+id)
		}) {
			return true
		}
	}
	return false
}

func (s *soak) verifyKnown(round int, contents *workspace.Contents) {
	s.t.Helper()
	for event, list := range s.lists {
		for _, id := range list {
			const weekly = 8 * 24 * time.Hour
			if s.videos[id].Privacy != "" || s.now.Sub(s.free[id]) < weekly || s.gone[event+" "+id] {
				continue
			}
			if known := contents.Lookup(ingest.Key{Provider: "youtube", ID: id}, event); known.State == workspace.Unknown && !s.isTold(contents, event, id) {
				s.t.Errorf("round %d: %s of %s has no draft", round, id, event)
			}
		}
	}
}

// nothingNew runs again at once, and in a week, without anything having happened.
func (s *soak) nothingNew(round int) {
	s.t.Helper()
	// New titles do not touch a playlist: the weekly listing is the one that sees them.
	s.now = s.now.AddDate(0, 0, 7)
	s.run(0)
	drafts := filepath.Join(s.dir, "drafts")
	before := snapshot(s.t, drafts)
	s.run(0)
	s.now = s.now.AddDate(0, 0, 7)
	s.run(0)
	if diff := cmp.Diff(before, snapshot(s.t, drafts)); diff != "" {
		s.t.Errorf("round %d: nothing was new, and files changed (-before +after):\n%s", round, diff)
	}
}
