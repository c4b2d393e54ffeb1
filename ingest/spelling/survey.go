package spelling

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/termtext"
)

// Survey is what the records of a data tree have as tags and speakers.
type Survey struct {
	tags, speakers map[string]*used
}

// used is where a spelling stands.
type used struct {
	places []Place
	series map[string]bool // of events, "exconf" of exconf-2024
	known  []string        // of a tag: the speakers of its talks
}

func (u *used) talks() int { return len(u.places) }

// Place is where a spelling stands in a record.
type Place struct {
	Path  string // of the record within the tree
	Field string // "tags[2]"
}

// Read reads all records of a tree. Those that cannot be read are left out, since check
// tells of them. The error is the context's, or the tree's as a whole.
func Read(ctx context.Context, tree *record.Tree) (*Survey, error) {
	index, err := tree.Index(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the data tree: %w", err)
	}
	s := &Survey{make(map[string]*used), make(map[string]*used)}
	for _, event := range index.Events() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		entry, records, err := tree.Read(event.Slug)
		if err != nil {
			continue
		}
		for i, r := range records {
			s.add(event.Slug, path.Join(event.Slug, record.VideosFolder, entry.Records[i].File), r)
		}
	}
	return s, nil
}

func (s *Survey) add(event, file string, r ingest.Record) {
	for i, tag := range r.Tags {
		u := place(s.tags, event, tag, Place{file, fmt.Sprintf("%s[%d]", ingest.FieldTags, i)})
		u.known = append(u.known, r.Speakers...)
	}
	for i, name := range r.Speakers {
		place(s.speakers, event, name, Place{file, fmt.Sprintf("%s[%d]", ingest.FieldSpeakers, i)})
	}
}

func place(all map[string]*used, event, spelling string, at Place) *used {
	u := all[spelling]
	if u == nil {
		u = &used{series: make(map[string]bool)}
		all[spelling] = u
	}
	u.places = append(u.places, at)
	u.series[edition.ReplaceAllString(event, "")] = true
	return u
}

// edition is what tells the events of a series apart.
var edition = regexp.MustCompile(`-?\d{4}(-.*)?$`)

// Merge is one spelling that is to become another.
type Merge struct {
	From    string
	To      string // "" to take it out
	Sure    bool   // the letters are the same; else somebody has to look
	Reason  string // "the same letters", "one letter apart, both at exconf"
	Places  []Place
	Talks   int // that have From, or will have it once the sure ones are merged
	Instead int // that have To
}

// merge proposes that one spelling becomes another.
func merge(all map[string]*used, from, to string, sure bool, reason string) Merge {
	m := Merge{From: from, To: to, Sure: sure, Reason: reason, Places: all[from].places, Talks: all[from].talks()}
	if u := all[to]; u != nil {
		m.Instead = u.talks()
	}
	return m
}

// order puts the sure ones first, and of these those that concern most talks. What nobody
// could have written is proposed to nobody.
func order(merges []Merge) []Merge {
	merges = slices.DeleteFunc(merges, func(m Merge) bool { return !isVisible(m.To) })
	slices.SortFunc(merges, func(a, b Merge) int {
		if a.Sure != b.Sure {
			return cmp.Compare(toInt(b.Sure), toInt(a.Sure))
		}
		return cmp.Or(cmp.Compare(b.Talks, a.Talks), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return merges
}

// isVisible reports whether a spelling has nothing in it that nobody can see.
func isVisible(s string) bool { return termtext.Line(s) == s }

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
