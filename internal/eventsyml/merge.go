package eventsyml

import (
	"cmp"
	"fmt"
)

// merge makes one of the entries that share a folder: the first counts, and gets
// what the others have besides. pyvideo_scrape leaves the others out.
func merge(entries []*entryReader) []*entryReader {
	var merged []*entryReader
	first := map[string]*entryReader{}
	for _, e := range entries {
		if of := first[e.Event.Slug]; of != nil {
			of.add(e)
			continue
		}
		first[e.Event.Slug] = e
		merged = append(merged, e)
	}
	return merged
}

// add puts into an entry what another of the same folder has besides.
func (e *entryReader) add(other *entryReader) {
	ev, more := &e.Event, other.Event
	e.Notes = append(e.Notes, Note{
		Line: other.Line, Key: "dir", Value: ev.Slug, Warn: true,
		Text: fmt.Sprintf("is the folder of the event in line %d as well: the two are one event now", e.Line),
	})
	e.Notes = append(e.Notes, other.Notes...)
	if ev.StartDate.IsZero() && ev.EndDate.IsZero() {
		ev.StartDate, ev.EndDate = more.StartDate, more.EndDate
	}
	ev.Language = cmp.Or(ev.Language, more.Language)
	e.noteOverruled(other)
	for _, tag := range more.Tags {
		if e.isNew("tag", tag) {
			ev.Tags = append(ev.Tags, tag)
		}
	}
	for _, link := range more.RelatedURLs {
		if e.isNew("link", link.URL) {
			ev.RelatedURLs = append(ev.RelatedURLs, link)
		}
	}
	for _, src := range more.Sources {
		if e.isNew("source", src.URL) {
			ev.Sources = append(ev.Sources, src)
		}
	}
	e.lists = e.lists || other.lists
	e.accounts = append(e.accounts, other.accounts...)
}

// noteOverruled tells which values of another entry of the same folder do not count.
func (e *entryReader) noteOverruled(other *entryReader) {
	ev, more := e.Event, other.Event
	for _, v := range []struct{ key, counts, given string }{
		{"title", ev.Title, more.Title},
		{"language", ev.Language, more.Language},
		{"dates.begin", ev.StartDate.String(), more.StartDate.String()},
		{"dates.end", ev.EndDate.String(), more.EndDate.String()},
	} {
		if v.given != "" && v.given != v.counts {
			e.Notes = append(e.Notes, Note{
				Line: other.Line, Key: v.key, Value: shown(v.given), Warn: true,
				Text: fmt.Sprintf("is not taken: the event in line %d has %q", e.Line, shown(v.counts)),
			})
		}
	}
}

// noteShared notes collections that feed several events.
func noteShared(entries []Entry) {
	first := map[string]string{} // event by address
	for i := range entries {
		e := &entries[i]
		for _, src := range e.Event.Sources {
			other, again := first[src.URL]
			if !again {
				first[src.URL] = e.Event.Slug
				continue
			}
			e.Notes = append(e.Notes, Note{
				Line: e.Line, Key: "youtube_list", Value: shown(src.URL), Warn: true,
				Text: fmt.Sprintf("feeds %s as well: say with only or except in both event.toml which talks belong where", other),
			})
		}
	}
}
