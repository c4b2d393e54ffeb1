package pipeline_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/publish"
)

// filmed is an event with a programme in a file beside its drafts.
type filmed struct {
	p        *steps
	host     memoryHost
	sessions []ingest.Session
	ev       ingest.Event
}

func session(id, title string, day int, speakers ...string) ingest.Session {
	return ingest.Session{
		ID: id, Title: title, Speakers: speakers, Type: "talk", URL: "https://exconf.example/talk/" + id,
		Start: time.Date(2024, 5, day, 10, 0, 0, 0, time.FixedZone("", 2*60*60)), Duration: 1800,
		Abstract: "What " + title + " is about, at length.",
	}
}

func newFilmed(t *testing.T) *filmed {
	t.Helper()
	bare := video("v3", "Quiet logs | ExConf 2024")
	bare.Description = ""
	return &filmed{
		p: newPipeline(t),
		host: memoryHost{"A": {
			video("v1", "Fast parsers for slow files | ExConf 2024"), video("v2", "Slow cooking with generators | ExConf 2024"),
			bare, video("v4", "Opening words | ExConf 2024"),
		}},
		sessions: []ingest.Session{
			session("AAA111", "Fast parsers for slow files", 17, "Jane Doe"), session("BBB222", "Slow cooking with generators", 18, "John Roe", "Ida Lee"),
			session("CCC333", "Quiet logs", 18, "Max Moe"), session("DDD444", "Nobody filmed this one", 18, "Al Kay"),
		},
		ev: ingest.Event{
			Slug: "exconf-2024", Title: "ExConf 2024", Language: "eng", TimeZone: "Europe/Vienna", Schedule: []string{"../programme.json"},
			StartDate: ingest.Date{Year: 2024, Month: 5, Day: 17}, EndDate: ingest.Date{Year: 2024, Month: 5, Day: 18},
		},
	}
}

// publishProgramme writes the programme as it is now.
func (f *filmed) publishProgramme(t *testing.T) {
	t.Helper()
	src, err := json.Marshal(f.sessions)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(f.p.Workspace.Dir(), "programme.json"), src, 0o600))
}

func (f *filmed) imports(t *testing.T) intake.Summary {
	t.Helper()
	f.publishProgramme(t)
	listings, err := gather.Gather(t.Context(), f.host.targets("A"), gather.Options{})
	must(t, err)
	summary, err := f.p.Import(t.Context(), f.ev, listings, intake.Options{})
	must(t, err)
	return summary
}

func (f *filmed) remap(t *testing.T) intake.Summary {
	t.Helper()
	f.publishProgramme(t)
	summary, err := f.p.Remap(t.Context(), f.ev.Slug)
	must(t, err)
	return summary
}

func (f *filmed) draft(t *testing.T, id string) *draft.Draft { return draftOf(t, f.p, f.ev.Slug, id) }

// A programme gives what the videos do not tell.
func TestProgrammeGivesTheTruth(t *testing.T) {
	t.Parallel()
	f := newFilmed(t)
	f.imports(t)
	d := f.draft(t, "v2")
	if diff := cmp.Diff([]string{"John Roe", "Ida Lee"}, d.Record.Speakers); diff != "" {
		t.Error(diff)
	}
	if d.Record.Title != "Slow cooking with generators" || d.Record.Recorded != "2024-05-18" || d.Source.Session.ID != "BBB222" {
		t.Errorf("it is %s", draft.Encode(d))
	}
	if len(d.Notes) > 0 {
		t.Errorf("in doubt: %+v", d.Notes)
	}
	if !slices.ContainsFunc(d.Record.RelatedURLs, func(l ingest.Link) bool { return l.URL == "https://exconf.example/talk/BBB222" }) {
		t.Errorf("links: %v", d.Record.RelatedURLs)
	}
	if d := f.draft(t, "v3"); !strings.Contains(d.Record.Description, "Quiet logs is about") {
		t.Errorf("description: %q", d.Record.Description)
	}
	if d := f.draft(t, "v4"); d.Source.Session.Given {
		t.Errorf("the opening is %q", d.Source.Session.ID)
	}
	before := snapshot(t, f.p.Workspace.Dir())
	f.remap(t)
	f.imports(t)
	if diff := cmp.Diff(before, snapshot(t, f.p.Workspace.Dir())); diff != "" {
		t.Errorf("a second time changes (-before +after):\n%s", diff)
	}
}

// A changed programme touches only drafts that no person has settled.
func TestChangedProgramme(t *testing.T) {
	t.Parallel()
	f := newFilmed(t)
	f.imports(t)
	edit(t, f.p, f.ev.Slug, "v1", func(d *draft.Draft) { d.Status = draft.Ready })
	edit(t, f.p, f.ev.Slug, "v3", func(d *draft.Draft) { d.Record.Speakers = []string{"Maxine Moe"} })
	f.remap(t)
	f.sessions[1].Speakers = []string{"John Roe"}
	f.sessions[2].Speakers = []string{"Max Moe", "Ida Lee"}
	f.sessions[2].Start = f.sessions[2].Start.AddDate(0, 0, -1)
	before := f.draft(t, "v1")
	f.remap(t)
	if d := f.draft(t, "v1"); !draft.Same(before, d) {
		t.Errorf("the one that is ready became %s", draft.Encode(d))
	}
	if d := f.draft(t, "v2"); len(d.Record.Speakers) != 1 {
		t.Errorf("speakers: %v", d.Record.Speakers)
	}
	if d := f.draft(t, "v3"); !slices.Contains(d.Record.Speakers, "Maxine Moe") || d.Record.Recorded != "2024-05-17" {
		t.Errorf("what a person wrote became %s", draft.Encode(d))
	}
	f.sessions[0].Title = "Fast parsers for huge files"
	f.remap(t)
	if d := f.draft(t, "v1"); d.Status != draft.Review || d.Record.Title != before.Record.Title {
		t.Errorf("its own session was renamed, and it is %s", draft.Encode(d))
	}
	f.sessions[0].Title = "Fast parsers for slow files"
	f.remap(t)
	if d := f.draft(t, "v1"); !draft.Same(before, d) {
		t.Errorf("renamed back, and it is %s", draft.Encode(d))
	}
}

// Who takes back that a draft is ready has said so, also of one that stevie has put back to
// review meanwhile: when the cause goes it is not ready again.
func TestNotReadyAnyMore(t *testing.T) {
	t.Parallel()
	type change struct{ was, to draft.Status }
	for name, changes := range map[string][]change{
		"ready and not ready":    {{draft.Review, draft.Ready}, {draft.Ready, draft.Review}},
		"ready is taken back":    {{draft.Ready, draft.Review}},
		"review, as it is there": {{draft.Review, draft.Review}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFilmed(t)
			f.imports(t)
			edit(t, f.p, f.ev.Slug, "v1", func(d *draft.Draft) { d.Status = draft.Ready })
			f.remap(t)
			f.sessions[0].Title = "Fast parsers for huge files"
			f.remap(t)
			for _, c := range changes {
				must(t, f.p.Workspace.Change(t.Context(), f.ev.Slug, draft.Change{
					Path: f.draft(t, "v1").Path,
					Set:  map[string]draft.Value{draft.FieldStatus: string(c.to)}, Was: map[string]draft.Value{draft.FieldStatus: string(c.was)},
				}).Failure())
			}
			f.sessions[0].Title = "Fast parsers for slow files"
			f.remap(t)
			if d := f.draft(t, "v1"); d.Status != draft.Review {
				t.Errorf("it is %s", d.Status)
			}
		})
	}
}

// A person says which session a video is, or that it is none, in the draft.
func TestPersonPairs(t *testing.T) {
	t.Parallel()
	f := newFilmed(t)
	f.imports(t)
	untouched := snapshot(t, f.p.Workspace.Dir())
	edit(t, f.p, f.ev.Slug, "v4", func(d *draft.Draft) { d.Source.Session = draft.Session{ID: "DDD444", Given: true} })
	edit(t, f.p, f.ev.Slug, "v2", func(d *draft.Draft) { d.Source.Session = draft.Session{Given: true} })
	for range 2 {
		f.remap(t)
		if d := f.draft(t, "v4"); !slices.Equal(d.Record.Speakers, []string{"Al Kay"}) || d.Source.Session.ID != "DDD444" {
			t.Errorf("paired by hand: %s", draft.Encode(d))
		}
		if d := f.draft(t, "v2"); len(d.Record.Speakers) > 0 || len(d.Record.RelatedURLs) > 0 || d.Source.Session != (draft.Session{Given: true}) {
			t.Errorf("none by hand: %s", draft.Encode(d))
		}
	}
	f.sessions[3].Speakers = []string{"Al Kay", "Ida Lee"}
	f.remap(t)
	if d := f.draft(t, "v4"); len(d.Record.Speakers) != 2 {
		t.Errorf("a confirmed pair does not follow its session: %v", d.Record.Speakers)
	}
	f.sessions[3].Speakers = []string{"Al Kay"}
	for _, id := range []string{"v2", "v4"} {
		edit(t, f.p, f.ev.Slug, id, func(d *draft.Draft) { d.Source.Session = draft.Session{} })
	}
	f.remap(t)
	f.remap(t)
	if diff := cmp.Diff(untouched, snapshot(t, f.p.Workspace.Dir())); diff != "" {
		t.Errorf("taken back (-before +after):\n%s", diff)
	}
}

// A programme that cannot be read is one warning, and the stored one serves.
func TestLostProgramme(t *testing.T) {
	t.Parallel()
	f := newFilmed(t)
	f.imports(t)
	before := snapshot(t, f.p.Workspace.Dir())
	path := filepath.Join(f.p.Workspace.Dir(), "programme.json")
	must(t, os.WriteFile(path, []byte(`[{"id":"AAA111","ti`), 0o600))
	summary, err := f.p.Remap(t.Context(), f.ev.Slug)
	must(t, err)
	if len(summary.Remarks) != 1 || !strings.Contains(summary.Remarks[0], "its 4 sessions as last read serve") || summary.Updated > 0 {
		t.Errorf("%+v", summary)
	}
	f.publishProgramme(t)
	if diff := cmp.Diff(before, snapshot(t, f.p.Workspace.Dir())); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

// What was not to be recorded is no one's to publish by accident.
func TestDoNotRecord(t *testing.T) {
	t.Parallel()
	f := newFilmed(t)
	f.sessions[0].DoNotRecord = true
	f.p.Mapping.ReadyAbove = 0.5
	f.imports(t)
	if d := f.draft(t, "v1"); d.Status != draft.Review || len(d.Notes) != 1 || d.Notes[0].Field != ingest.FieldVideos {
		t.Errorf("it is %s", draft.Encode(d))
	}
	refused := func() []string {
		f.p.DataDir = t.TempDir()
		got, err := f.p.Publish(t.Context(), f.ev.Slug, publish.Options{All: true, Check: true})
		must(t, err)
		var rules []string
		for _, r := range got.Refused {
			for _, e := range r.Errors {
				rules = append(rules, filepath.Base(r.Draft)+" "+e.Rule)
			}
		}
		return rules
	}
	if diff := cmp.Diff([]string{"fast-parsers-for-slow-files.toml do-not-record"}, refused()); diff != "" {
		t.Error(diff)
	}
	contents, err := f.p.Workspace.Load(t.Context())
	must(t, err)
	if found := check.Drafts(contents.Folders, nil, check.Options{ErrorsOnly: true}); len(found) != 1 || found[0].Rule != check.RuleDoNotRecord {
		t.Errorf("check finds %+v", found)
	}
	edit(t, f.p, f.ev.Slug, "v1", func(d *draft.Draft) { d.Source.Session = draft.Session{Given: true} })
	f.remap(t)
	if got := refused(); len(got) > 0 {
		t.Errorf("a person let it pass, and %v", got)
	}
}

// Sync asks for a programme once a day, and only what is not as it was follows.
func TestSyncFollowsTheProgramme(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	n.upload(listID(1), "talkno00001", "Fast parsers for slow files | ExConf 2024")
	n.upload(listID(1), "talkno00002", "Slow cooking with generators | ExConf 2024")
	sessions := []ingest.Session{
		session("AAA111", "Fast parsers for slow files", 18, "Jane Doe"), session("BBB222", "Slow cooking with generators", 18, "John Roe"),
	}
	asked, sent := 0, 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		src, err := json.Marshal(sessions)
		must(t, err)
		tag := `"` + draft.Fingerprint(src)[:8] + `"`
		if w.Header().Set("ETag", tag); r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		sent++
		_, _ = w.Write(src)
	}))
	defer server.Close()
	ev := ingest.Event{
		Slug: "exconf-2024", Title: "ExConf 2024", Watch: true, Language: "eng", TimeZone: "Europe/Vienna", Schedule: []string{server.URL + "/schedule.json"},
		StartDate: ingest.Date{Year: 2024, Month: 5, Day: 18}, EndDate: ingest.Date{Year: 2024, Month: 5, Day: 18},
		Sources: []ingest.Source{{URL: playlistURL(listID(1))}},
	}
	must(t, n.p.Workspace.CreateEvent(ev))
	speakers := func(id string) []string { return draftOf(t, n.p, ev.Slug, id).Record.Speakers }
	want := func(when string, wantAsked, wantSent int) {
		t.Helper()
		n.mustSync(t)
		if asked != wantAsked || sent != wantSent {
			t.Errorf("%s: asked %d times, sent %d, want %d, %d", when, asked, sent, wantAsked, wantSent)
		}
	}
	want("at first", 1, 1)
	if diff := cmp.Diff([]string{"John Roe"}, speakers("talkno00002")); diff != "" {
		t.Error(diff)
	}
	n.now = n.now.Add(time.Hour)
	want("an hour later", 1, 1)
	n.now = n.now.AddDate(0, 0, 1)
	before := snapshot(t, n.p.Workspace.Dir())
	want("the next day", 2, 1)
	if diff := cmp.Diff(before, snapshot(t, n.p.Workspace.Dir())); diff != "" {
		t.Errorf("nothing was new (-before +after):\n%s", diff)
	}
	sessions[1].Speakers = []string{"John Roe", "Ida Lee"}
	n.now = n.now.AddDate(0, 0, 1)
	want("one more speaker", 3, 2)
	if diff := cmp.Diff([]string{"John Roe", "Ida Lee"}, speakers("talkno00002")); diff != "" {
		t.Error(diff)
	}
	after := snapshot(t, n.p.Workspace.Dir())
	changed := 0
	for path, text := range after {
		if text != before[path] {
			changed++
		}
	}
	if changed != 3 { // the draft, its base and the programme
		t.Errorf("%d files changed", changed)
	}
	server.Close()
	n.now = n.now.AddDate(0, 0, 1)
	n.mustSync(t)
	if diff := cmp.Diff(after, snapshot(t, n.p.Workspace.Dir())); diff != "" {
		t.Errorf("the site is gone (-before +after):\n%s", diff)
	}
}

// Sessions of one name are told apart by their days, since an event can have each title once.
func TestSessionsOfOneName(t *testing.T) {
	t.Parallel()
	f := newFilmed(t)
	f.host["A"] = append(f.host["A"], video("k1", "Keynote - Zoe Zed | ExConf 2024"), video("k2", "Keynote - Kim Kay | ExConf 2024"))
	f.sessions = append(f.sessions, session("KEY001", "Keynote", 17, "Zoe Zed"), session("KEY002", "Keynote", 18, "Kim Kay"))
	f.imports(t)
	for id, want := range map[string]string{"k1": "Keynote (2024-05-17)", "k2": "Keynote (2024-05-18)"} {
		if d := f.draft(t, id); d.Record.Title != want || d.Source.Session.ID != "KEY00"+id[1:] {
			t.Errorf("%s is %s", id, draft.Encode(d))
		}
	}
}

// Where a person has corrected the title, the speakers go with the session that gave them.
func TestCorrectedTalkWithoutItsSession(t *testing.T) {
	t.Parallel()
	f := newFilmed(t)
	f.imports(t)
	edit(t, f.p, f.ev.Slug, "v2", func(d *draft.Draft) { d.Record.Title = "Slow cooking, by hand" })
	f.remap(t)
	edit(t, f.p, f.ev.Slug, "v2", func(d *draft.Draft) { d.Source.Session = draft.Session{Given: true} })
	f.remap(t)
	if d := f.draft(t, "v2"); len(d.Record.Speakers) > 0 || d.Record.Title != "Slow cooking, by hand" {
		t.Errorf("it is %s", draft.Encode(d))
	}
}
