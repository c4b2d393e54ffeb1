package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// memory is what audits remember of videos.
type memory struct {
	Videos map[string]video `json:"videos"` // by key
}

// video is what is remembered of one.
type video struct {
	Looked  string `json:"looked"`            // the day of the last answer
	Missing string `json:"missing,omitempty"` // the first day of those on which nobody could watch it
	Title   string `json:"title,omitempty"`   // the first that the host gave
	Channel string `json:"channel,omitempty"`
	// Unlisted tells that only people with its address find it.
	Unlisted bool `json:"unlisted,omitempty"`
	// Refused is the day on which its host did not answer, "" after it has.
	Refused string `json:"refused,omitempty"`
}

// AtRisk are the videos that nobody can watch, that are unlisted, or whose host has refused,
// as the last audit found.
func AtRisk(cache *cachefile.Dir) []ingest.Key {
	var keys []ingest.Key
	for name, v := range loadMemory(cache).Videos {
		provider, id, _ := strings.Cut(name, ":")
		if v.Missing != "" || v.Unlisted || v.Refused != "" {
			keys = append(keys, ingest.Key{Provider: provider, ID: id})
		}
	}
	slices.SortFunc(keys, func(a, b ingest.Key) int { return strings.Compare(a.String(), b.String()) })
	return keys
}

// Made reports whether an audit has looked at any video.
func Made(cache *cachefile.Dir) bool { return len(loadMemory(cache).Videos) > 0 }

func loadMemory(cache *cachefile.Dir) memory {
	var m memory
	if cache.Read(cachefile.Audit, &m) != nil || m.Videos == nil {
		return memory{Videos: map[string]video{}}
	}
	return m
}

// save writes down what was found out, over what other audits have meanwhile.
func (a *auditing) save() error {
	memory := loadMemory(a.p.Cache)
	for key := range a.answers {
		memory.Videos[key.String()] = a.memory.Videos[key.String()]
	}
	for _, key := range a.refused {
		v := memory.Videos[key.String()]
		v.Refused = a.today.String()
		memory.Videos[key.String()] = v
	}
	return a.p.Cache.Write(cachefile.Audit, memory)
}

// judge compares the answers with the records.
func (a *auditing) judge() {
	for key, v := range a.answers {
		a.remember(key, v)
	}
	for _, r := range a.records {
		keys := r.entry.AllKeys()
		for i, key := range keys {
			v, answered := a.answers[key]
			if !answered || slices.Contains(keys[:i], key) {
				continue
			}
			a.judgeVideo(r, key, v)
		}
	}
	slices.SortStableFunc(a.result.Found, func(x, y Difference) int {
		return cmp.Compare(slices.Index(order, x.State), slices.Index(order, y.State))
	})
}

// isWatchable reports whether a host shows a video to people.
func isWatchable(v *ingest.Video) bool {
	return v != nil && (v.Availability == ingest.Public || v.Availability == ingest.Unlisted)
}

// remember brings the memory of a video up to an answer.
func (a *auditing) remember(key ingest.Key, v *ingest.Video) {
	m := a.memory.Videos[key.String()]
	today := a.today.String()
	m.Looked, m.Refused = today, ""
	m.Unlisted = v != nil && v.Availability == ingest.Unlisted
	switch {
	case isWatchable(v):
		m.Missing = ""
		if m.Title == "" {
			m.Title = v.Title
		}
		m.Channel = v.Channel.ID
	case m.Missing == "" || m.Missing > today: // or a clock was set back
		m.Missing = today
	}
	a.memory.Videos[key.String()] = m
}

func (a *auditing) judgeVideo(r published, key ingest.Key, v *ingest.Video) {
	found := func(state State, format string, args ...any) {
		a.result.Found = append(a.result.Found, Difference{
			Path: r.path, Provider: key.Provider, ID: key.ID, State: state,
			Detail: fmt.Sprintf(format, args...), Draft: a.contents.Lookup(key, r.place.Event).Path,
		})
	}
	if v == nil {
		since := a.memory.Videos[key.String()].Missing
		if since == a.today.String() {
			found(Missing, "deleted or private; a run on another day will tell for certain")
		} else {
			found(Gone, "deleted or private, since %s at the latest", since)
		}
		return
	}
	switch v.Availability {
	case ingest.Private:
		found(Private, "%s", cmp.Or(v.Reason, "private"))
		return
	case ingest.Deleted, ingest.Unavailable:
		found(Unavailable, "%s", v.Reason)
		return
	}
	if slices.Contains(v.Restrictions, ingest.NotEmbeddable) {
		found(NotEmbeddable, "the site's player cannot show it")
	}
	if len(r.entry.Keys) == 1 {
		if was := a.titleBefore(key); v.Title != "" && was != v.Title && !says(v.Title, r.record.Title) {
			found(Retitled, "was %q, is %q", was, v.Title)
		}
		a.judgeLength(r, v, found)
	}
	if slices.Index(r.entry.Keys, key) == 0 && !host.SameImage(r.record.ThumbnailURL, *v, r.entry.Keys) {
		found(Thumbnail, "the host has %s", cmp.Or(v.Thumbnail, "none"))
	}
}

// titleBefore is what the host called a video when it was imported, or else when it
// was first audited.
func (a *auditing) titleBefore(key ingest.Key) string {
	if known := a.contents.Lookup(key, ""); known.Draft != nil && known.Draft.Source.Key() == key && known.Draft.Source.Title != "" {
		return known.Draft.Source.Title
	}
	return a.memory.Videos[key.String()].Title
}

// says reports whether a host's title has the record's in it.
func says(hosts, records string) bool {
	title := record.Slug(records)
	return title != "" && strings.Contains("-"+record.Slug(hosts)+"-", "-"+title+"-")
}

// sameLength is the difference, in seconds, that rounding and trimmed ends make.
const sameLength = 5

func (a *auditing) judgeLength(r published, v *ingest.Video, found func(State, string, ...any)) {
	was, is := r.record.Duration, v.Duration
	switch {
	case was <= 0 || is <= 0:
	case is > was+sameLength:
		found(Longer, "%d s instead of %d s", is, was)
	case is < was-sameLength:
		found(Shorter, "%d s instead of %d s", is, was)
	}
}
