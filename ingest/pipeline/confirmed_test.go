package pipeline_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/match"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/fieldtext"
	"github.com/pyvideo/stevie/providers/youtube"
)

// curators are people at the editor, in a soak's world with programmes, and a model of
// what they have confirmed.
type curators struct {
	*soak
	p      *pipeline.Pipeline
	round  int
	seen   map[string]pipeline.View // by path, as they are
	said   map[string]*word         // by path
	log    []*deed
	sheets map[string]string // exported, by event

	programmes map[string][]ingest.Session // by event
	lost       map[string]bool             // events whose programme cannot be read
	dropped    map[string][]ingest.Session // sessions that may come back
	home       map[string]string           // the event of each video
	stirred    map[string]time.Time        // when a video or its session changed last, by path

	counts map[string]int // acts done, by their names
	held   int            // comparisons of a confirmed value with what is there
}

// word is what people have confirmed of one draft.
type word struct {
	ready   bool
	since   time.Time
	skipped bool
	values  map[string]string          // fields that they wrote, or all of a draft that is ready
	added   map[string]map[string]bool // elements that they put into lists, by field
}

func (w *word) add(field, element string) {
	if w.added[field] == nil {
		w.added[field] = map[string]bool{}
	}
	w.added[field][element] = true
}

// deed is what one act did to a field of a draft, for the model of undo.
type deed struct {
	act, path, field string
	before, after    string
	fresh            bool // before was not what the acts had left
	undone           bool
}

// TestSoakConfirmed has people do everything that the editor offers, in any order, while
// hosts, programmes and settings change and runs are killed, and looks after each step
// whether a value that somebody has confirmed is another one than theirs.
func TestSoakConfirmed(t *testing.T) {
	t.Parallel()
	rounds := *soakRounds
	if testing.Short() {
		rounds = 20
	}
	c := newCurators(t)
	for c.round = range rounds {
		for range 1 + c.rand.IntN(2) {
			c.disturb()
		}
		for range 1 + c.rand.IntN(5) {
			c.act()
		}
		if c.rand.IntN(4) == 0 {
			c.reopen()
		}
		c.now = c.now.Add(time.Duration(1+c.rand.IntN(90)) * time.Hour)
		c.carryOn()
		if t.Failed() {
			t.Fatalf("seed %d, round %d", *soakSeed, c.round)
		}
	}
	var did []string
	for _, name := range slices.Sorted(maps.Keys(c.counts)) {
		did = append(did, fmt.Sprintf("%d %s", c.counts[name], name))
	}
	t.Logf("seed %d, %d rounds, %d drafts: %s", *soakSeed, rounds, len(c.seen), strings.Join(did, ", "))
	t.Logf("values that a person had confirmed: looked at %d times, none had changed", c.held)
}

func newCurators(t *testing.T) *curators {
	t.Helper()
	c := &curators{
		soak: newSoak(t), seen: map[string]pipeline.View{}, said: map[string]*word{}, sheets: map[string]string{},
		programmes: map[string][]ingest.Session{}, lost: map[string]bool{}, dropped: map[string][]ingest.Session{},
		home: map[string]string{}, stirred: map[string]time.Time{}, counts: map[string]int{},
	}
	c.rand = rand.New(rand.NewPCG(*soakSeed, 6))
	must(t, os.MkdirAll(filepath.Join(c.dir, "data", ".schemas"), 0o755)) // which makes it a data tree
	c.keepHome()
	c.reopen()
	t.Cleanup(func() { c.p.Close() })
	for _, event := range c.events[:2] { // the last one is a group without a programme
		for i, id := range c.lists[event] {
			if i%2 == 0 {
				c.programmes[event] = append(c.programmes[event], c.sessionOf(id))
			}
		}
		c.programmes[event] = append(c.programmes[event], c.sessionOf(""))
		c.publishProgramme(event)
		c.settings(event, func(ev *ingest.Event) { ev.Schedule = []string{"../../programme-" + event + ".json"} })
	}
	c.run(0)
	c.look()
	return c
}

// reopen is the program started anew.
func (c *curators) reopen() {
	if c.p != nil {
		must(c.t, c.p.Close())
	}
	provider, err := youtube.New(youtube.Config{APIKey: "key-of-the-test", Endpoint: c.server.URL + "/"})
	must(c.t, err)
	c.p, err = pipeline.Open(c.t.Context(), pipeline.Config{
		Drafts: filepath.Join(c.dir, "drafts"), Cache: filepath.Join(c.dir, ".stevie"), Data: filepath.Join(c.dir, "data"),
		Hosts: oneHost{provider}, Now: func() time.Time { return c.now },
	})
	must(c.t, err)
}

// sessionOf is a session about a video, or about nothing that was filmed.
func (c *curators) sessionOf(id string) ingest.Session {
	c.next++
	title, name := fmt.Sprintf("Nobody filmed no. %d", c.next), "Zed Zola"
	if v, ok := c.videos[id]; ok {
		title, name, _ = strings.Cut(v.Title, " - ")
	}
	return ingest.Session{
		ID: fmt.Sprintf("S%04d", c.next), Title: title, Speakers: []string{name}, Type: "talk", Duration: 1800,
		Start: time.Date(2025, 5, 17+c.rand.IntN(3), 10, 0, 0, 0, time.UTC), Abstract: "What " + title + " is about, at length.",
	}
}

func (c *curators) publishProgramme(event string) {
	src, err := json.Marshal(c.programmes[event])
	must(c.t, err)
	file := filepath.Join(c.dir, "programme-"+event+".json")
	if c.lost[event] {
		if c.rand.IntN(2) == 0 {
			_ = os.Remove(file) // it may be gone already
			return
		}
		src = src[:len(src)/2]
	}
	must(c.t, os.WriteFile(file, src, 0o600))
}

// settings changes an event's settings as the page does, and what follows from it.
func (c *curators) settings(event string, change func(*ingest.Event)) {
	old, err := c.p.Event(event)
	must(c.t, err)
	next := old
	next.Tags, next.RelatedURLs, next.Schedule = slices.Clone(old.Tags), slices.Clone(old.RelatedURLs), slices.Clone(old.Schedule)
	change(&next)
	if _, err := c.p.SaveEvent(c.t.Context(), old, next); err != nil {
		c.t.Errorf("settings of %s: %v", event, err)
	}
	c.look()
}

// disturb is what happens that nobody at the editor does: on the host, with the programme,
// in the settings.
func (c *curators) disturb() {
	event := c.pick(c.events)
	switch c.rand.IntN(4) {
	case 0, 1:
		before := c.hostState()
		c.changeHost()
		c.keepHome()
		after := c.hostState()
		for path, v := range c.seen {
			if before[v.Draft.Source.ID+v.Draft.Event] != after[v.Draft.Source.ID+v.Draft.Event] {
				c.stirred[path] = c.now
			}
		}
	case 2:
		if c.programmes[event] == nil {
			return
		}
		c.changeProgramme(event)
	case 3:
		c.count("settings")
		c.settings(event, c.changeSettings)
	}
}

// keepHome takes videos out of the playlists of other events: whoever skips a talk in one
// leaves it to the other, and cannot have it back.
func (c *curators) keepHome() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, event := range c.events {
		c.lists[event] = slices.DeleteFunc(slices.Clone(c.lists[event]), func(id string) bool {
			if c.home[id] == "" {
				c.home[id] = event
			}
			return c.home[id] != event
		})
	}
}

// hostState is what bears on a draft in an event, by the video and the event.
func (c *curators) hostState() map[string]string {
	titles := map[string][]string{}
	for id, v := range c.videos {
		titles[v.Title] = append(titles[v.Title], id)
	}
	state := map[string]string{}
	for id, v := range c.videos {
		for _, event := range c.events {
			slices.Sort(titles[v.Title])
			state[id+event] = fmt.Sprint(v, titles[v.Title], slices.Contains(c.lists[event], id))
		}
	}
	return state
}

func (c *curators) changeProgramme(event string) {
	list := slices.Clone(c.programmes[event])
	i := c.rand.IntN(len(list))
	s := &list[i]
	stir := func(id string) {
		for path, v := range c.seen {
			if v.Draft.Event == event && (id == "" || slices.Contains(sessionsOf(v), id)) {
				c.stirred[path] = c.now
			}
		}
	}
	switch n := c.rand.IntN(9); n {
	case 0:
		s.Start = s.Start.AddDate(0, 0, 1)
	case 1:
		s.Title = "Renamed " + s.Title
	case 2:
		s.Speakers = append(slices.Clone(s.Speakers), fmt.Sprintf("Iris Imani%c", 'a'+c.rand.IntN(26)))
	case 3:
		s.DoNotRecord = !s.DoNotRecord
	case 4:
		if len(list) > 2 {
			stir(s.ID)
			c.dropped[event] = append(c.dropped[event], *s)
			list = slices.Delete(list, i, i+1)
			i = 0
		}
	case 5:
		if back := c.dropped[event]; len(back) > 0 {
			stir(back[0].ID)
			list, c.dropped[event] = append(list, back[0]), back[1:]
		}
	case 6:
		if len(c.lists[event]) > 0 {
			list = append(list, c.sessionOf(c.pick(c.lists[event])))
		}
	case 7, 8:
		if c.lost[event] = !c.lost[event]; !c.lost[event] {
			stir("") // it has changed meanwhile
		}
	}
	if i < len(list) {
		stir(list[i].ID)
	}
	c.count("programme")
	c.programmes[event] = list
	c.publishProgramme(event)
}

// sessionsOf are the sessions whose changes a draft can be told of.
func sessionsOf(v pipeline.View) []string {
	ids := []string{v.Draft.Source.Session.ID}
	if v.Base.Session != nil {
		ids = append(ids, v.Base.Session.ID)
	}
	if s := v.Base.Settled; s != nil && s.Session != nil {
		ids = append(ids, s.Session.ID)
	}
	return ids
}

func (c *curators) changeSettings(ev *ingest.Event) {
	c.next++
	switch c.rand.IntN(8) {
	case 0:
		ev.Title = fmt.Sprintf("%s %d", c.pick([]string{"ExConf", "Exemplary Conference"}), 2024+c.rand.IntN(2))
	case 1:
		ev.Language = c.pick([]string{"eng", "ita", "spa", ""})
	case 2:
		ev.Tags = append(ev.Tags, fmt.Sprintf("tag%d", c.next))
	case 3:
		ev.Tags = nil
	case 4:
		ev.RelatedURLs = []ingest.Link{{Label: "Site", URL: fmt.Sprintf("https://exconf.example/%d", c.next)}}
	case 5:
		ev.StartDate, ev.EndDate = ingest.Date{Year: 2025, Month: 5, Day: 10 + c.rand.IntN(9)}, ingest.Date{Year: 2025, Month: 5, Day: 20}
	case 6:
		ev.TimeZone = c.pick([]string{"Europe/Vienna", "Asia/Tokyo", ""})
	case 7:
		if len(ev.Schedule) > 0 && c.rand.IntN(2) == 0 {
			ev.Schedule = nil
		} else if c.programmes[ev.Slug] != nil {
			ev.Schedule = []string{"../../programme-" + ev.Slug + ".json"}
		}
	}
}

// carryOn is what stevie does by itself.
func (c *curators) carryOn() {
	switch c.rand.IntN(5) {
	case 0:
		c.count("killed")
		c.run(time.Duration(c.rand.IntN(40)) * time.Millisecond)
		c.look()
	case 1:
		event := c.pick(c.events)
		ev, err := c.p.Event(event)
		must(c.t, err)
		if len(ev.Schedule) > 0 {
			c.count("refresh")
			if _, err := c.p.Match(c.t.Context(), event, pipeline.MatchRequest{Refresh: true}); err != nil && !c.lost[event] {
				c.t.Errorf("refresh %s: %v", event, err)
			}
			c.look()
		}
	}
	for _, event := range c.events {
		if c.rand.IntN(2) == 0 {
			c.count("remap")
			_, err := c.p.Remap(c.t.Context(), event)
			must(c.t, err)
			c.look()
		}
	}
	c.count("sync")
	_, err := c.p.Sync(c.t.Context())
	must(c.t, err)
	c.look()
}

func (c *curators) count(name string) { c.counts[name]++ }

// fieldsOf are the texts of a draft's fields, the status and the session too.
func (c *curators) fieldsOf(d *draft.Draft) map[string]string {
	texts := map[string]string{}
	for _, field := range append(draft.Fields(), draft.FieldSession) {
		v, err := d.Get(field)
		must(c.t, err)
		texts[field] = fieldtext.Format(v)
	}
	if !d.Source.Session.Given {
		texts[draft.FieldSession] = "free"
	}
	return texts
}

// read reads all drafts.
func (c *curators) read() map[string]pipeline.View {
	views := map[string]pipeline.View{}
	events, err := c.p.Status(c.t.Context(), c.events...)
	must(c.t, err)
	for _, event := range events {
		for _, problem := range event.Problems {
			c.t.Errorf("%s: %v", event.Event, problem)
		}
		for _, v := range event.Drafts {
			views[v.Draft.Path] = v
		}
	}
	return views
}

// look compares what is there with what people have confirmed, after something that no
// person did.
func (c *curators) look() {
	c.t.Helper()
	c.lookAt(c.read())
}

func (c *curators) lookAt(now map[string]pipeline.View) {
	c.t.Helper()
	for path := range c.seen {
		if _, ok := now[path]; !ok {
			c.t.Errorf("round %d: %s is gone", c.round, path)
		}
	}
	c.seen = now
	for path, v := range c.seen {
		if w := c.said[path]; w != nil {
			c.compare(v, w)
		} else if v.Status == string(draft.Ready) || v.Status == string(draft.Skip) {
			c.t.Errorf("round %d: nobody has made %s %s", c.round, path, v.Status)
		}
	}
}

func (c *curators) compare(v pipeline.View, w *word) {
	c.t.Helper()
	name := filepath.Join(v.Draft.Event, v.Draft.File)
	got := c.fieldsOf(v.Draft)
	for field, want := range w.values {
		c.held++
		if got[field] != want {
			c.t.Errorf("round %d: %s: %s is %q, and a person has confirmed %q", c.round, name, field, got[field], want)
		}
	}
	for field, elements := range w.added {
		for e := range elements {
			c.held++
			if !slices.Contains(elementsOf(v.Draft, field), e) {
				c.t.Errorf("round %d: %s: %s is %q, and a person has added %q", c.round, name, field, got[field], e)
			}
		}
	}
	if w.ready || w.skipped {
		c.held++
	}
	switch status := draft.Status(v.Status); {
	case w.skipped != (status == draft.Skip):
		c.t.Errorf("round %d: %s is %s, and a person skipped it: %t", c.round, name, status, w.skipped)
	case status == draft.Ready && !w.ready:
		c.t.Errorf("round %d: %s is ready, and nobody said so: %s", c.round, name, c.story(&deed{path: v.Draft.Path, field: draft.FieldStatus}))
	case status == draft.Review && w.ready && c.stirred[v.Draft.Path].Before(w.since.AddDate(0, 0, -9)):
		c.t.Errorf("round %d: %s is in review although nothing became of its video since %s: %+v", c.round, name, w.since, v.Draft.Notes)
	}
	// What comes to be proposed is stevie's again, as long as the draft is not settled.
	if w.ready || v.Base == nil {
		return
	}
	proposed := c.fieldsOf(&draft.Draft{Record: v.Base.Proposal.Record})
	for field := range w.values {
		if got[field] == proposed[field] && field != draft.FieldSession {
			delete(w.values, field)
		}
	}
	for field, elements := range w.added {
		for e := range elements {
			if slices.Contains(elementsOf(&draft.Draft{Record: v.Base.Proposal.Record}, field), e) {
				delete(elements, e)
			}
		}
	}
}

func elementsOf(d *draft.Draft, field string) []string {
	v, err := d.Get(field)
	if err != nil {
		return nil
	}
	switch v := v.(type) {
	case []string:
		return v
	case []ingest.Link:
		var list []string
		for _, l := range v {
			list = append(list, l.URL)
		}
		return list
	}
	return nil
}

// does is an act of a person, and what it means for the model. Only the fields in
// mayChange may change, of the drafts that are among them; with pairing only the session
// is theirs, and other fields follow it.
func (c *curators) does(name, id string, mayChange map[string][]string, pairing bool, do func()) {
	c.t.Helper()
	c.count(name)
	before := c.seen
	do()
	now := c.read()
	for path, v := range now {
		was, got := c.fieldsOf(before[path].Draft), c.fieldsOf(v.Draft)
		for _, field := range append(slices.DeleteFunc(slices.Sorted(maps.Keys(got)), isStatus), draft.FieldStatus) {
			if was[field] == got[field] {
				continue
			}
			if !pairing && !slices.Contains(mayChange[path], field) {
				c.t.Errorf("round %d: %s of %s changed %s of %s: it was %q, and is %q", c.round, name, mayChange, field, path, was[field], got[field])
			}
			if pairing && !slices.Contains(mayChange[path], field) {
				continue
			}
			if id == "" {
				left, known := c.standing(path, field)
				c.log = append(c.log, &deed{
					act: name, path: path, field: field, before: was[field], after: got[field], fresh: !known || left != was[field],
				})
			}
			c.confirm(path, before[path].Draft, v, field, got[field])
		}
		if w := c.said[path]; w != nil && w.ready { // all of it is theirs, whatever was changed
			for field := range got {
				if field != draft.FieldStatus && (!pairing || field == draft.FieldSession) {
					w.values[field] = got[field]
				}
			}
		}
	}
	c.lookAt(now)
	if c.t.Failed() {
		c.t.Fatalf("seed %d: after %s", *soakSeed, name)
	}
}

func (c *curators) wordOf(path string) *word {
	if c.said[path] == nil {
		c.said[path] = &word{values: map[string]string{}, added: map[string]map[string]bool{}}
	}
	return c.said[path]
}

func isStatus(field string) bool { return field == draft.FieldStatus }

// confirm takes down that a person has given a field a value.
func (c *curators) confirm(path string, was *draft.Draft, v pipeline.View, field, value string) {
	w := c.wordOf(path)
	if field == draft.FieldStatus {
		c.confirmStatus(w, v, draft.Status(value))
		return
	}
	if w.ready {
		w.values[field] = value
		return
	}
	if field == draft.FieldSession {
		delete(w.values, field)
		if v.Draft.Source.Session.Given {
			w.values[field] = value
		}
		return
	}
	if list := elementsOf(v.Draft, field); list != nil || elementsOf(was, field) != nil {
		for e := range w.added[field] {
			if !slices.Contains(list, e) {
				delete(w.added[field], e)
			}
		}
		for _, e := range list {
			if !slices.Contains(elementsOf(was, field), e) {
				w.add(field, e)
			}
		}
		return
	}
	w.values[field] = value
}

func (c *curators) confirmStatus(w *word, v pipeline.View, status draft.Status) {
	if w.skipped {
		c.stirred[v.Draft.Path] = c.now // it has not heard of what happened meanwhile
	}
	w.skipped = status == draft.Skip
	switch {
	case status == draft.Ready:
		w.ready, w.since, w.added = true, c.now, map[string]map[string]bool{} // see does
	case w.ready && status != draft.Skip:
		c.release(w, v)
	}
}

// release is that a draft that was ready is not any more: what stands there as it is
// proposed is stevie's.
func (c *curators) release(w *word, v pipeline.View) {
	w.ready, w.added = false, map[string]map[string]bool{}
	as := &draft.Draft{Record: v.Base.Proposal.Record}
	proposed := c.fieldsOf(as)
	for field, value := range w.values {
		list := elementsOf(v.Draft, field)
		if value == proposed[field] || list != nil || field == ingest.FieldVideos || field == draft.FieldSession {
			delete(w.values, field)
		}
		for _, e := range list {
			if !slices.Contains(elementsOf(as, field), e) {
				w.add(field, e)
			}
		}
	}
}

// act is one of the things that people do at the editor.
func (c *curators) act() {
	var paths []string
	for path := range c.seen {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	v := c.seen[c.pick(paths)]
	if v.Draft.Source.IsZero() {
		return
	}
	switch c.rand.IntN(20) {
	case 0, 1:
		c.saves("take", v.Take())
	case 2, 3:
		if change, err := v.TakeReading(1 + c.rand.IntN(len(v.Readings)+1)); err == nil {
			c.saves("take reading", change)
		}
	case 4:
		words := strings.Fields(v.Draft.Source.Title)
		at := 1 + c.rand.IntN(len(words))
		c.saves("pick words", v.TakeAs(strings.Join(words[:at], " "), []string{strings.Join(words[at:], " ") + "."}))
	case 5, 6:
		c.saves("ready", v.ToggleReady())
	case 7, 8:
		c.skips(v)
	case 9, 10:
		c.saves("set", v.Set(c.values(v)))
	case 11:
		c.saves("set blindly", draft.Change{Path: v.Draft.Path, Set: c.values(v)})
	case 12:
		c.fixes(v)
	case 13:
		c.many(v)
	case 14, 15:
		c.pairs(v)
	case 16, 17:
		c.undoes(v.Draft.Event)
	case 18:
		c.sheet(v.Draft.Event)
	case 19:
		c.stale(v)
	}
}

// values are some fields that somebody writes.
func (c *curators) values(v pipeline.View) map[string]draft.Value {
	set := map[string]draft.Value{}
	for range 1 + c.rand.IntN(2) {
		c.next++
		switch c.rand.IntN(8) {
		case 0, 1:
			set["title"] = fmt.Sprintf("My own title %d", c.next)
		case 2:
			set["speakers"] = append(slices.Clone(v.Draft.Record.Speakers), fmt.Sprintf("Guest %c%d", 'A'+c.next%26, c.next))
		case 3:
			set["speakers"] = []string{fmt.Sprintf("Only %c%d", 'A'+c.next%26, c.next)}
		case 4:
			set["description"] = fmt.Sprintf("My own words, %d.", c.next)
		case 5:
			set["language"] = c.pick([]string{"deu", "fra", "pol"})
		case 6:
			set["recorded"] = fmt.Sprintf("2025-06-%02d", 1+c.rand.IntN(28))
		case 7:
			set["tags"] = append(slices.Clone(v.Draft.Record.Tags), fmt.Sprintf("mine%d", c.next))
		}
	}
	return set
}

// saves makes changes in one act.
func (c *curators) saves(name string, changes ...draft.Change) {
	c.t.Helper()
	event := filepath.Base(filepath.Dir(changes[0].Path))
	may := map[string][]string{}
	for _, change := range changes {
		may[change.Path] = slices.Collect(maps.Keys(change.Set))
	}
	id := ""
	c.does(name, "", may, false, func() {
		for _, out := range c.p.SaveDrafts(c.t.Context(), event, name, changes) {
			if err := out.Failure(); err != nil {
				c.t.Errorf("round %d: %s: %v", c.round, name, err)
			}
		}
		id = c.latest(event)
	})
	c.named(name, id)
	for _, change := range changes {
		got := c.seen[change.Path].Draft
		for field, want := range change.Set {
			if v, err := got.Get(field); err != nil || field != draft.FieldNotes && fieldtext.Format(v) != fieldtext.Format(want) {
				c.t.Errorf("round %d: %s: %s of %s is %q, and was to be %q", c.round, name, field, change.Path, v, want)
			}
		}
	}
}

// named gives what was just done the name under which it can be undone.
func (c *curators) named(name, id string) {
	for _, d := range c.log {
		if d.act == name {
			d.act = id
		}
	}
}

func (c *curators) latest(event string) string {
	acts, err := c.p.History(c.t.Context(), event)
	must(c.t, err)
	if len(acts) == 0 {
		return "none"
	}
	return acts[0].ID
}

func (c *curators) skips(v pipeline.View) {
	before, err := c.p.Desk(v.Draft.Event).StatusBefore(c.t.Context(), v.Draft)
	must(c.t, err)
	if v.Status != string(draft.Skip) && c.rand.IntN(2) == 0 {
		return
	}
	c.saves("skip", v.ToggleSkip(before))
}

func (c *curators) fixes(v pipeline.View) {
	for _, f := range v.Findings {
		if f.Fix != nil {
			field, _, _ := strings.Cut(f.Field, "[")
			c.saves("fix", v.Set(map[string]draft.Value{field: f.Fix}))
			return
		}
	}
}

// many is an act on several drafts: those that read alike, or any.
func (c *curators) many(v pipeline.View) {
	var among []pipeline.View
	for _, path := range slices.Sorted(maps.Keys(c.seen)) {
		if other := c.seen[path]; other.Draft.Event == v.Draft.Event {
			among = append(among, other)
		}
	}
	var changes []draft.Change
	if alike := pipeline.Alike(v, among); len(alike) > 0 && c.rand.IntN(2) == 0 {
		for _, l := range alike {
			changes = append(changes, l.TakeAs(l.Title, l.Speakers))
		}
		c.saves("take alike", changes[:min(len(changes), 3)]...)
		return
	}
	tag := fmt.Sprintf("many%d", c.next)
	for _, other := range among {
		if c.rand.IntN(3) == 0 {
			changes = append(changes, other.Set(map[string]draft.Value{"tags": append(slices.Clone(other.Draft.Record.Tags), tag), "copyright_text": "CC " + tag}))
		}
	}
	if len(changes) > 0 {
		c.saves("many", changes...)
	}
}

// pairs is what somebody says of sessions.
func (c *curators) pairs(v pipeline.View) {
	event := v.Draft.Event
	ev, err := c.p.Event(event)
	must(c.t, err)
	sessions, err := c.p.Desk(event).Sessions(ev)
	must(c.t, err)
	if len(sessions) == 0 {
		return
	}
	video := v.Draft.Source.ID
	var request pipeline.MatchRequest
	may := map[string][]string{v.Draft.Path: {draft.FieldSession}}
	switch c.rand.IntN(4) {
	case 0, 1:
		request.Pairs = []string{video + "=" + sessions[c.rand.IntN(len(sessions))].ID}
	case 2:
		request.None = []string{video}
	case 3:
		request.Accept = true
		matched, err := c.p.Match(c.t.Context(), event, pipeline.MatchRequest{})
		must(c.t, err)
		for _, pair := range matched.Pairs {
			if pair.State == match.Sure || pair.State == match.Confirmed {
				may[pair.Path] = []string{draft.FieldSession}
			}
		}
	}
	var id string
	var refused error
	c.does("pair", "", may, true, func() {
		was := c.latest(event)
		_, refused = c.p.Match(c.t.Context(), event, request)
		if id = c.latest(event); id == was {
			id = "none"
		}
	})
	c.named("pair", id)
	if refused != nil {
		c.count("pair refused")
		return
	}
	d := c.seen[v.Draft.Path].Draft
	switch {
	case len(request.Pairs) > 0 && video+"="+d.Source.Session.ID != request.Pairs[0]:
		c.t.Errorf("round %d: paired %s, and it is %q", c.round, request.Pairs[0], d.Source.Session.ID)
	case len(request.None) > 0 && d.Source.Session != (draft.Session{Given: true}):
		c.t.Errorf("round %d: %s has no session, and it is %+v", c.round, video, d.Source.Session)
	case !request.Accept:
		c.wordOf(d.Path).values[draft.FieldSession] = d.Source.Session.ID
	}
}

// undoes takes back any act, undoings too.
func (c *curators) undoes(event string) {
	acts, err := c.p.History(c.t.Context(), event)
	must(c.t, err)
	acts = slices.DeleteFunc(acts, func(a pipeline.Act) bool { return a.Undone })
	if len(acts) == 0 {
		return
	}
	act := acts[min(c.rand.IntN(len(acts)), c.rand.IntN(len(acts)))] // rather a late one
	may := map[string][]string{}
	want := map[string]map[string]string{}
	first := act // that all of it is about
	for first.Undoes != "" {
		all, err := c.p.History(c.t.Context(), event)
		must(c.t, err)
		first = all[slices.IndexFunc(all, func(other pipeline.Act) bool { return other.ID == first.Undoes })]
	}
	root := first.ID
	for _, d := range c.log {
		if d.act != root {
			continue
		}
		may[d.path] = append(may[d.path], d.field)
		now := c.fieldsOf(c.seen[d.path].Draft)[d.field]
		left, _ := c.standing(d.path, d.field)
		d.undone = !d.undone
		to, _ := c.standing(d.path, d.field)
		d.undone = !d.undone
		if to == d.before && d.field != draft.FieldStatus { // a status is not brought back by what followed it
			to = c.unfollowed(event, d, to)
		}
		if now != left {
			to = now // somebody else's
			if elementsOf(c.seen[d.path].Draft, d.field) != nil {
				continue // the lists are joined
			}
		}
		if want[d.path] == nil {
			want[d.path] = map[string]string{}
		}
		want[d.path][d.field] = to
	}
	for _, e := range slices.Concat(act.Drafts, first.Drafts) {
		path := filepath.Join(c.dir, "drafts", event, e.File)
		for _, f := range e.Fields {
			may[path] = append(may[path], f.Field) // of a pair: what followed it, though an undoing had left it to a later act
		}
	}
	kept := map[string]bool{} // fields that stay, as somebody is told
	was, done := c.latest(event), false
	c.does("undo", act.ID, may, false, func() {
		_, outcomes, err := c.p.Undo(c.t.Context(), event, act.ID)
		must(c.t, err)
		for _, out := range outcomes {
			for _, conflict := range out.Conflicts {
				kept[out.Path+conflict.Field] = true
			}
		}
		done = c.latest(event) != was
	})
	if !done {
		return
	}
	for _, d := range c.log {
		if d.act != root {
			continue
		}
		got := c.fieldsOf(c.seen[d.path].Draft)[d.field]
		if to, known := want[d.path][d.field]; known && got != to {
			c.t.Errorf("round %d: undo of %s: %s of %s is %q, and was to be %q: %s", c.round, act.Verb, d.field, d.path, got, to, c.story(d))
		}
		d.undone = !d.undone
		if w := c.said[d.path]; w != nil && d.field == draft.FieldStatus && d.undone && d.after == string(draft.Ready) && !c.coveredBy(d) && !kept[d.path+d.field] &&
			c.seen[d.path].Status == string(draft.Review) && w.ready {
			c.release(w, c.seen[d.path])
		}
	}
}

// story is what acts did to a field.
func (c *curators) story(d *deed) string {
	var b strings.Builder
	for _, e := range c.log {
		if e.path == d.path && e.field == d.field {
			fmt.Fprintf(&b, "\n\t%s: %q to %q, undone: %t", e.act, e.before, e.after, e.undone)
		}
	}
	return b.String()
}

// standing is what the acts that are not undone have left in a field, if there are any.
func (c *curators) standing(path, field string) (text string, known bool) {
	for _, d := range c.log {
		if d.path != path || d.field != field {
			continue
		}
		if d.fresh {
			text = d.before
		}
		if known = true; !d.undone {
			text = d.after
		}
	}
	return text, known
}

// unfollowed is what an act began with, once what drafts had followed before it is taken back
// as well: that value is nobody's any more, and what was before it comes back.
func (c *curators) unfollowed(event string, d *deed, text string) string {
	acts, err := c.p.History(c.t.Context(), event)
	must(c.t, err)
	at := slices.IndexFunc(acts, func(a pipeline.Act) bool { return a.ID == d.act })
	for _, a := range acts[at+1:] { // the latest first
		f, ok := a.Edit(filepath.Base(d.path), d.field)
		if ok && a.Undone && a.Followed && f.After.Show(d.field) == text {
			text = f.Before.Show(d.field)
		}
	}
	return text
}

// coveredBy reports whether a later act that stands has changed the same field.
func (c *curators) coveredBy(d *deed) bool {
	return slices.ContainsFunc(c.log[slices.Index(c.log, d)+1:], func(e *deed) bool {
		return e.path == d.path && e.field == d.field && !e.undone
	})
}

// stale is an act on a draft that somebody else has changed since the page was read.
func (c *curators) stale(v pipeline.View) {
	change := v.Set(c.values(v))
	c.saves("set before", v.Set(c.values(v)))
	may := map[string][]string{v.Draft.Path: slices.Collect(maps.Keys(change.Set))}
	var id string
	c.does("set stale", "", may, false, func() {
		was := c.latest(v.Draft.Event)
		c.p.SaveDrafts(c.t.Context(), v.Draft.Event, "set stale", []draft.Change{change}) // a conflict is right
		if id = c.latest(v.Draft.Event); id == was {
			id = "none"
		}
	})
	c.named("set stale", id)
}

// sheet exports an event, or changes a row of what was exported and applies it.
func (c *curators) sheet(event string) {
	if c.sheets[event] == "" || c.rand.IntN(3) == 0 {
		src, _, err := c.p.ExportSheet(c.t.Context(), event)
		must(c.t, err)
		c.sheets[event] = string(src)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(c.sheets[event], "\ufeff"))).ReadAll()
	must(c.t, err)
	if len(rows) < 2 {
		return
	}
	c.next++
	row := rows[1+c.rand.IntN(len(rows)-1)]
	field := c.pick([]string{"title", "speakers", "language", "status"})
	row[slices.Index(rows[0], field)] = map[string]string{
		"title": fmt.Sprintf("Title of a cell %d", c.next), "speakers": fmt.Sprintf("Cell %c%d; Other Cell", 'A'+c.next%26, c.next),
		"language": "nld", "status": "ready",
	}[field]
	var b bytes.Buffer
	must(c.t, csv.NewWriter(&b).WriteAll(rows))
	path := filepath.Join(c.dir, "drafts", filepath.FromSlash(row[slices.Index(rows[0], "draft")]))
	var id string
	c.does("sheet", "", map[string][]string{path: {field, draft.FieldNotes}}, false, func() {
		was := c.latest(event)
		done, err := c.p.ApplySheet(c.t.Context(), b.Bytes(), false)
		must(c.t, err)
		if id = c.latest(event); id == was {
			id = "none"
		}
		if len(done.Problems) > 0 {
			c.count("sheet conflict")
		} else {
			c.sheets[event] = b.String()
		}
	})
	c.named("sheet", id)
}
