package record

import (
	"cmp"
	"maps"
	"path"
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// Index is what a data tree holds, as far as stevie asks: its events, which
// record holds a video, how names are spelled. It is a snapshot, safe for
// concurrent use.
type Index struct {
	// Problems are the files and folders that could not be read or understood,
	// in order of their paths. All others are in the index.
	Problems []Problem

	events   []EventEntry
	bySlug   map[string]int
	places   map[ingest.Key][]Place
	speakers map[string]int
}

// Problem is a file or folder that is missing from an [Index].
type Problem struct {
	Path string // slash-separated, from the tree
	Err  error
}

// EventEntry is one event of a data tree.
type EventEntry struct {
	Slug      string // name of the folder
	Title     string
	URL       string
	StartDate ingest.Date
	EndDate   ingest.Date
	Language  string  // the commonest of its records, ISO 639-3
	Records   []Entry // sorted by file name
}

// Entry is one record of an event.
type Entry struct {
	File     string // name within the event's videos folder
	Title    string
	Slug     string // the record's own, or else the title's; with the event's title the address of its page
	Speakers []string
	Recorded string
	Language string
	Keys     []ingest.Key // of the videos that have one
	URLs     []string     // of the videos that have none, such as files on a server
}

// Place is where a record lies.
type Place struct {
	Event string // slug
	File  string // name within the event's videos folder
}

// Path returns the place as a slash-separated path from the tree.
func (p Place) Path() string { return path.Join(p.Event, VideosFolder, p.File) }

// Events returns all events, sorted by slug. The slice must not be changed.
func (x *Index) Events() []EventEntry { return x.events }

// Event returns an event by its slug.
func (x *Index) Event(slug string) (EventEntry, bool) {
	i, ok := x.bySlug[slug]
	if !ok {
		return EventEntry{}, false
	}
	return x.events[i], true
}

// Lookup returns the records that hold a video, in order of their paths, none if
// no record does. The slice must not be changed.
func (x *Index) Lookup(key ingest.Key) []Place { return x.places[key] }

// Speakers returns every speaker's name as it is spelled, with the number of
// talks.
func (x *Index) Speakers() map[string]int { return maps.Clone(x.speakers) }

// SpeakersBeside is Speakers without the records of an event.
func (x *Index) SpeakersBeside(event string) map[string]int {
	names := x.Speakers()
	entry, _ := x.Event(event)
	for _, r := range entry.Records {
		for _, name := range r.Speakers {
			if names[name]--; names[name] <= 0 {
				delete(names, name)
			}
		}
	}
	return names
}

// newIndex puts together what was read of each event.
func newIndex(events []EventEntry, problems []Problem) *Index {
	x := &Index{
		Problems: problems,
		events:   events,
		bySlug:   make(map[string]int, len(events)),
		places:   make(map[ingest.Key][]Place),
		speakers: make(map[string]int),
	}
	slices.SortFunc(x.events, func(a, b EventEntry) int { return cmp.Compare(a.Slug, b.Slug) })
	slices.SortFunc(x.Problems, func(a, b Problem) int { return cmp.Compare(a.Path, b.Path) })
	for i, ev := range x.events {
		x.bySlug[ev.Slug] = i
		for _, r := range ev.Records {
			x.add(Place{ev.Slug, r.File}, r)
		}
	}
	return x
}

func (x *Index) add(place Place, r Entry) {
	keys := r.AllKeys()
	for i, key := range keys {
		if !slices.Contains(keys[:i], key) {
			x.places[key] = append(x.places[key], place)
		}
	}
	for _, name := range r.Speakers {
		x.speakers[name]++
	}
}
