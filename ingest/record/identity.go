package record

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// Identity tells talks apart by title and speakers, however they are written; "" is
// one of which too little is known.
func Identity(r ingest.Record) string {
	title := Slug(r.Title)
	if title == "" || len(r.Speakers) == 0 {
		return ""
	}
	names := make([]string, len(r.Speakers))
	for i, name := range r.Speakers {
		names[i] = Slug(name)
	}
	slices.Sort(names)
	return title + "\x00" + strings.Join(slices.Compact(names), "\x00")
}

// Identity is that of the entry's record.
func (e Entry) Identity() string {
	return Identity(ingest.Record{Title: e.Title, Speakers: e.Speakers})
}

// Keys are the videos of a record whose addresses are those of a known host.
func Keys(r ingest.Record) []ingest.Key {
	var keys []ingest.Key
	for _, l := range r.Videos {
		if key, ok := KeyOf(l); ok {
			keys = append(keys, key)
		}
	}
	return keys
}

// WithCanonicalVideos gives the addresses of a record's videos the form that the
// site makes players of.
func WithCanonicalVideos(r ingest.Record) ingest.Record {
	r.Videos = slices.Clone(r.Videos)
	for i, l := range r.Videos {
		key, ok := KeyOf(l)
		if address := host.PlayerURL(key); ok && address != "" {
			r.Videos[i].URL = address
		}
	}
	return r
}

// UnreadRecords are the records that could not be read: nothing is known of what
// they hold.
func (x *Index) UnreadRecords() []Problem {
	return slices.DeleteFunc(slices.Clone(x.Problems), func(problem Problem) bool {
		return path.Base(path.Dir(problem.Path)) != VideosFolder
	})
}

// In is the problem as an error that names the file in the data tree's folder.
func (p Problem) In(dir string) error {
	name := filepath.Join(dir, filepath.FromSlash(p.Path))
	return ingest.WithHint(fmt.Errorf("%s: %w", name, p.Err), "mend that file, or restore it with git")
}
