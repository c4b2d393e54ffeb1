package cli_test

import (
	"flag"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/internal/needs"
)

var transcript = flag.String("transcript", "", "write to `FILE` what TestWeek ran, what that printed and which files it changed, or what TestJourney saw and pressed")

const (
	fastParsers = "drafts/exconf-2025/fast-parsers-in-little-memory.toml"
	slowCooking = "drafts/exconf-2025/slow-cooking-with-generators.toml"
	quietLogs   = "drafts/exconf-2025/quiet-logs.toml"
	debugger    = "drafts/exconf-2025/a-debugger-for-two.toml"
	lateTalk    = "drafts/exconf-2025/packaging-without-tears.toml"
	mailByMood  = "drafts/exconf-europe-2025/sorting-mail-by-mood.toml"

	talks2025 = "PLexconf2025talks"
)

// A week of a workspace: two hosts that change, a curator who edits, and the job
// that comes every night. To read it: go test ./internal/cli -run TestWeek -transcript week.txt
func TestWeek(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		needs.Missing(t, "git, with which the curator commits")
	}
	w := newWeek(t)
	w.arrive()
	w.lateTalk()
	w.edits()
	w.takenBack()
	w.newEditions()
	w.restOfThem()
	w.nothingNew()
	w.fullWalk()
	if *transcript == "" {
		return
	}
	if err := os.WriteFile(*transcript, []byte(w.log.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// arrive is the first day: one event is imported, another one only watched.
func (w *week) arrive() {
	w.day(15, "The curator makes a workspace, imports one event and asks for another one to be watched.")
	w.stevie("init", "talks", "--data", "data")
	w.dir = filepath.Join(w.top, "talks")
	w.write("stevie.toml", w.read("stevie.toml")+w.settings())
	w.stevie("import", playlistAt+talks2025, "--start", "2025-06-13", "--end", "2025-06-15", "--watch")
	w.write("drafts/exconf-europe-2025/event.toml", `title = "ExConf Europe 2025"
start_date = "2025-06-06"
end_date = "2025-06-07"
language = "eng"
watch = true
[[source]]
url = "https://vimeo.com/showcase/7001"
`)
	w.day(16, "The first night.")
	night := w.night(0)
	w.has(night.out, "exconf-europe-2025: 2 new, 0 updated", mailByMood, "2 events looked at, 2 new drafts")
	w.has(night.page, "<code>exconf-europe-2025</code>", "Sorting Mail by Mood")
	w.lacks(night.out, "exconf-2025:")
}

func (w *week) lateTalk() {
	w.day(17, "The host adds a talk to the playlist.")
	w.playlist(talks2025, func(p *fakehost.YouTubePlaylist) { p.Videos = append(p.Videos, "exconf25_06") })
	night := w.night(0)
	w.has(night.out, "exconf-2025: 1 new", lateTalk, "1 new draft")
	w.has(w.read(lateTalk), `title = "Packaging Without Tears"`, `speakers = ["Leif Hauglo"]`)
}

// edits is a day on which the curator and the host change the same talk.
func (w *week) edits() {
	w.day(18, "The curator goes through three drafts: one gets another title and is ready, one loses a note, one is no talk.\n"+
		"The host renames two talks, and one of Vimeo's without touching the showcase.")
	w.stevie("status", "exconf-2025")
	w.edit(fastParsers, `status = "review" `, "# Odile prefers the short form\nstatus = \"ready\" ",
		`title = "Fast Parsers in Little Memory"`, `title = "Fast Parsers"`)
	w.removeNotes(quietLogs)
	w.edit("drafts/exconf-2025/lightning-talks.toml", `status = "review" `, `status = "skip" `)
	w.video("exconf25_01", func(v *fakehost.YouTubeVideo) {
		v.Title = "Fast Parsers in 2 KB - Odile Vantorre - ExConf 2025"
	})
	w.video("exconf25_02", func(v *fakehost.YouTubeVideo) {
		v.Title = "Slow Cooking with Coroutines - Ruben Achterlo - ExConf 2025"
	})
	w.hosts.films[1].Title = "Sorting Mail by Weather by Henning Quist"
	w.playlist(talks2025, func(p *fakehost.YouTubePlaylist) { p.Description = "Recorded from 13 to 15 June 2025." })
	night := w.night(0)
	w.has(night.out, "exconf-2025: 0 new", fastParsers, slowCooking)
	w.has(night.page, "Slow Cooking with Coroutines", "<td>review</td><td><code>title&#x3a; the host has changed the title since this draft was settled")
	w.curated()
	w.has(w.read(fastParsers), `status = "review"`, `title = "Fast Parsers"`, `and is \"Fast Parsers in 2 KB`)
	w.has(w.read(slowCooking), `title = "Slow Cooking with Coroutines"`)
	w.has(w.read(mailByMood), `title = "Sorting Mail by Mood"`)
}

// takenBack is a day on which the host hides one talk, and replaces another.
func (w *week) takenBack() {
	w.day(19, "The host makes a talk private, and puts a new upload of another one in the place of the old.")
	w.video("exconf25_04", func(v *fakehost.YouTubeVideo) { v.Privacy = "private" })
	w.playlist(talks2025, func(p *fakehost.YouTubePlaylist) {
		p.Videos[slices.Index(p.Videos, "exconf25_03")] = "exconf25_13"
	})
	night := w.night(0)
	w.has(night.err, debugger+": cannot be watched any more: private", quietLogs+": the video is gone, and another upload")
	w.has(night.page, "cannot be watched any more", "another upload")
	w.has(night.out, "exconf-2025: 0 new")
	w.curated()
	w.has(w.read(quietLogs), `url = "https://www.youtube.com/watch?v=exconf25_13"`)
	w.lacks(w.read(quietLogs), "read from") // the note that was removed
	w.has(w.read(debugger), "cannot be watched any more: private", `title = "A Debugger for Two"`)
}

// newEditions is a day with more than the quota of a day can take.
func (w *week) newEditions() {
	w.day(20, "Both channels upload earlier editions. The quota of the day does not suffice for all of them.")
	w.hosts.playlists = append(w.hosts.playlists,
		fakehost.YouTubePlaylist{ID: "PLexconf2023talks", Title: "ExConf 2023", ChannelID: exconf, Description: "May 5-7, 2023", Videos: []string{"exconf23_01", "exconf23_02"}},
		fakehost.YouTubePlaylist{ID: "PLexconf2024talks", Title: "ExConf 2024", ChannelID: exconf, Videos: []string{"exconf24_01", "exconf24_02"}})
	w.hosts.albums = append(w.hosts.albums, fakehost.VimeoCollection{
		Kind: fakehost.VimeoAlbum, ID: "7002", Title: "ExConf Europe 2024", Owner: "7000",
		Created: time.Date(2025, 6, 20, 9, 0, 0, 0, time.UTC), Videos: []string{"700000201"},
	})
	night := w.night(3)
	w.has(night.out, "exconf-2023: 2 new", "exconf-europe-2024: 1 new")
	w.has(night.err, "daily quota used up", "hint: the key has quota again at midnight Pacific Time, 07:00 on Saturday, 21 June")
	w.has(night.page, "What went wrong", "the next run goes on")
	w.lacks(night.out, "exconf-2024")
	w.has(w.read("drafts/exconf-2023/event.toml"), `title = "ExConf 2023"`, `start_date = "2023-05-05"`, `language = "eng"`, "watch = true")
	w.has(w.read("drafts/exconf-europe-2024/event.toml"), "https://vimeo.com/showcase/7002")
}

// restOfThem is the day after, on which the curator publishes.
func (w *week) restOfThem() {
	w.day(21, "The curator stays with her own title and publishes. The night goes on where the last one stopped.")
	w.edit(fastParsers, `status = "review" `, `status = "ready" `)
	published := w.stevie("publish", "exconf-2025", "--commit", "--pr-body", "../body.md")
	w.has(published.out, "1 record committed to stevie/exconf-2025")
	night := w.night(0)
	w.has(night.out, "exconf-2024: 2 new")
	w.lacks(night.out, "exconf-2023:", "exconf-2025:")
	w.has(w.read(fastParsers), `status = "published"`)
	w.curated()
}

// nothingNew is a day on which nobody does anything.
func (w *week) nothingNew() {
	w.day(22, "Nobody does anything.")
	before, branches := w.files(), w.git("for-each-ref")
	night := w.night(0)
	if after := w.files(); !maps.Equal(before, after) || w.git("for-each-ref") != branches {
		w.t.Error("a night with nothing new wrote something beside .stevie")
	}
	// For YouTube: the states of all playlists, the channel's name, its playlists, and
	// the first look at the state of yesterday's. For Vimeo: the states of two
	// showcases, and the user's showcases.
	w.has(night.out, "5 events looked at, 0 new drafts, 6 requests, 3 units of YouTube's daily quota")
	w.has(night.page, "Nothing new.")
}

// fullWalk is the day on which a showcase that never changed was not listed for a
// week.
func (w *week) fullWalk() {
	w.day(23, "Vimeo's first showcase, which has not changed, was last listed seven days ago.")
	night := w.night(0)
	w.has(night.out, "exconf-europe-2025: 0 new, 1 updated", mailByMood)
	w.has(w.read(mailByMood), `title = "Sorting Mail by Weather"`)
	w.curated()
}

// curated makes sure that what the curator wrote is there.
func (w *week) curated() {
	w.t.Helper()
	w.has(w.read(fastParsers), "# Odile prefers the short form\nstatus = ", "\ntitle = \"Fast Parsers\"\n")
	w.has(w.read("drafts/exconf-2025/lightning-talks.toml"), `status = "skip"`)
}

func (w *week) has(text string, wants ...string) {
	w.t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			w.t.Errorf("%s: no %q in\n%s", w.now.Format("Monday"), want, text)
		}
	}
}

func (w *week) lacks(text string, unwanted ...string) {
	w.t.Helper()
	for _, s := range unwanted {
		if strings.Contains(text, s) {
			w.t.Errorf("%s: %q in\n%s", w.now.Format("Monday"), s, text)
		}
	}
}
