package captions

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/talks"
)

// Said is what is said in a talk, in one language.
type Said struct {
	Row
	Cues    []Cue
	address string // where the talk is watched
}

// Moment is the address of the moment at which a paragraph of the talk begins, "" where
// nobody knows an address of the talk.
func (s Said) Moment(p Paragraph) string {
	if s.address == "" {
		return ""
	}
	return host.MomentURL(s.address, int(p.Start.Seconds()))
}

// Read gets what is said in a talk: in a language, or else in that of the talk; as people
// wrote it, or else as a machine did. What is stored is not asked for. A talk without such
// captions is an error that names those that there are.
func (f *Fetcher) Read(ctx context.Context, t talks.Talk, language string) (Said, error) {
	stored, err := f.Folder.List(t.Event, t.Name)
	if err != nil {
		return Said{}, fmt.Errorf("list the captions that are stored: %w", err)
	}
	if at := choose(stored, language, t.Record.Language); at >= 0 {
		v := stored[at].video(t)
		cues, err := f.Folder.Read(stored[at].Name)
		return Said{track{Stored: stored[at]}.row(t, v, f.Folder), cues, cmp.Or(addressOf(v), t.Address())}, err
	}
	return f.readThere(ctx, t, language)
}

func addressOf(v ingest.Video) string { return cmp.Or(host.WatchURL(v.Key()), v.URL) }

// readThere asks the hosts, one after the other, until one has what is wanted.
func (f *Fetcher) readThere(ctx context.Context, t talks.Talk, language string) (Said, error) {
	run := newCollecting(f, Options{Language: language})
	var failed error
	for i, v := range t.Videos {
		found, err := run.tracks(ctx, t, i)
		failed = errors.Join(failed, err)
		there := make([]Stored, len(found))
		for j, track := range found {
			there[j] = track.Stored
		}
		at := choose(there, language, t.Record.Language)
		if at < 0 {
			continue
		}
		cues, err := f.fetch(ctx, v, found[at].listed)
		return Said{found[at].row(t, v, f.Folder), cues, addressOf(v)}, err
	}
	if failed == nil {
		failed = none(t, language, run.result.Languages)
	}
	return Said{}, failed
}

// ErrNone tells that a talk has no captions, or none in a language.
var ErrNone = errors.New("no captions")

func none(t talks.Talk, language string, others []string) error {
	others = slices.Compact(slices.Sorted(slices.Values(others)))
	switch {
	case language == "" || len(others) == 0:
		return fmt.Errorf("%s has %w", t.Path, ErrNone)
	default:
		return ingest.WithHint(fmt.Errorf("%s has %w in %q", t.Path, ErrNone, language), "there are some in "+strings.Join(others, ", "))
	}
}

// choose finds the track to be read, -1 for none: in the language that is wanted, or else in
// that of the talk, if there is one; as people wrote it, if they did.
func choose(tracks []Stored, wanted, spoken string) int {
	best := -1
	language := cmp.Or(wanted, spoken)
	for i, t := range tracks {
		if wanted != "" && !Speaks(t.Language, wanted) {
			continue
		}
		if best < 0 || t.better(tracks[best], language) {
			best = i
		}
	}
	return best
}

// better reports whether a track is rather to be read than another one by those who want a
// language.
func (t Stored) better(than Stored, language string) bool {
	return cmp.Or(
		compareBool(Speaks(t.Language, language), Speaks(than.Language, language)),
		compareBool(!t.Machine, !than.Machine),
		compareBool(t.Language == Language(language), than.Language == Language(language)), // and not a variant
	) > 0
}
