package draft

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// Keys are the videos that a draft is about: its source, and those of its record.
func (d *Draft) Keys() []ingest.Key {
	var keys []ingest.Key
	if !d.Source.IsZero() {
		keys = append(keys, d.Source.Key())
	}
	return append(keys, record.Keys(d.Record)...)
}

// RecordIn is the file of an event that has one of the draft's videos.
func RecordIn(tree *record.Index, event string, d *Draft) (file string, ok bool) {
	return recordWith(tree, event, d.Keys())
}

// EarlierRecordIn finds the record of a draft of whose videos the event has none, by
// what was last published from the draft, nil where nothing is known of that.
func EarlierRecordIn(tree *record.Index, event string, d *Draft, published *ingest.Record) (file string, ok bool) {
	if published == nil {
		if d.Status != Published {
			return "", false
		}
		published = &d.Record // a person's own, of which nothing is remembered
	}
	if file, ok := recordWith(tree, event, record.Keys(*published)); ok {
		return file, true
	}
	entry, _ := tree.Event(event)
	if file, ok := entryAt(entry, urlsOf(d.Record), d.Record, *published); ok {
		return file, true
	}
	if file, ok := entryAt(entry, urlsOf(*published), d.Record, *published); ok {
		return file, true
	}
	// Its address was changed in the data tree. A record that has a known video is
	// about that one.
	was := record.Identity(*published)
	return onlyEntry(entry, func(e record.Entry) bool { return was != "" && len(e.Keys) == 0 && e.Identity() == was })
}

// recordWith is the first file of an event that has one of the videos.
func recordWith(tree *record.Index, event string, keys []ingest.Key) (file string, ok bool) {
	for _, key := range keys {
		for _, place := range tree.Lookup(key) {
			if place.Event == event {
				return place.File, true
			}
		}
	}
	return "", false
}

// entryAt is the file of the one record that has a video at one of the addresses,
// and the draft's title or speakers, now or when it was published: all talks of a day
// may have the day's recording. Of several it is the one with the title.
func entryAt(entry record.EventEntry, urls []string, now, published ingest.Record) (file string, ok bool) {
	called := func(e record.Entry) bool { return e.Title == now.Title || e.Title == published.Title }
	by := func(e record.Entry) bool {
		return len(e.Speakers) > 0 && (slices.Equal(e.Speakers, now.Speakers) || slices.Equal(e.Speakers, published.Speakers))
	}
	has := func(e record.Entry) bool {
		return slices.ContainsFunc(e.URLs, func(url string) bool { return slices.Contains(urls, url) })
	}
	if file, ok := onlyEntry(entry, func(e record.Entry) bool { return has(e) && called(e) }); ok {
		return file, true
	}
	return onlyEntry(entry, func(e record.Entry) bool { return has(e) && by(e) })
}

// onlyEntry is the file of the one record of which something is true.
func onlyEntry(entry record.EventEntry, is func(record.Entry) bool) (file string, ok bool) {
	for _, e := range entry.Records {
		if !is(e) {
			continue
		}
		if ok {
			return "", false
		}
		file, ok = e.File, true
	}
	return file, ok
}

// urlsOf are the addresses of a record's videos that have no key.
func urlsOf(r ingest.Record) []string {
	var urls []string
	for _, l := range r.Videos {
		if _, ok := record.KeyOf(l); !ok && strings.TrimSpace(l.URL) != "" {
			urls = append(urls, strings.TrimSpace(l.URL))
		}
	}
	return urls
}
